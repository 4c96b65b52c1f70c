//! One piece of JSON becomes the tweets in it, whatever format it has: each record is looked at by itself.
//!
//! It must not know how a format spells its fields: that is each reader's business in `shapes`.

use super::context::Context;
use super::format::Format;
use super::found::{Found, Records};
use super::json::Json;
use super::piece::Piece;
use super::reason::Reason;
use super::shapes;

/// The records of one piece, in their order.
pub(super) fn read(piece: &Piece, context: &Context<'_>) -> Vec<Found> {
    let mut records = Records::new(piece, context);
    if let Some(reason) = &piece.broken {
        records.reject(Json(&piece.text), Format::Unknown, reason.clone());
        return records.found;
    }
    if let Some((json, fields)) = Json::parse_object(&piece.text) {
        shapes::look(&mut records, json, &fields, &context.owner, 0);
        return records.found;
    }
    match Json::parse(&piece.text) {
        Ok(json) => shapes::visit(&mut records, json, &context.owner, 0),
        Err(error) => match escape_controls(&piece.text) {
            Some(mended) if Json::parse(&mended).is_ok() => {
                records.text = &mended;
                if let Ok(json) = Json::parse(&mended) {
                    shapes::visit(&mut records, json, &context.owner, 0);
                }
                return records.found;
            }
            _ => records.reject(
                Json(&piece.text),
                Format::Unknown,
                Reason::NotJson(parser_words(&error)),
            ),
        },
    }
    records.found
}

/// What the parser says, without its idea of line and column, which are the piece's and not the file's.
fn parser_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The text with line ends and other controls inside strings escaped, as JSON demands and some writers forget.
fn escape_controls(text: &str) -> Option<String> {
    let raw = |b: u8| b < 0x20;
    if !text.bytes().any(raw) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 64);
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '\n' if in_string => {
                out.push_str("\\n");
                continue;
            }
            c if in_string && c < ' ' => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    Some(out)
}
