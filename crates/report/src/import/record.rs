//! One piece of JSON becomes the tweets in it, whatever format it has: each record is looked at by itself.
//!
//! It must not know how a format spells its fields: that is each reader's business in `shapes`.

use super::draft::Draft;
use super::id::Id;
use super::json::{Fields, Json};
use super::pieces::Piece;
use super::reason::Reason;
use super::shapes::{self, Format};
use super::{Reading, form};
use crate::tweet::Tweet;
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

/// How deep records may lie inside wrappers.
const DEEPEST: u32 = 8;

/// One record: a tweet, or why it is none.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) format: Format,
    pub(super) result: Result<Item, Reason>,
    /// Line and offset of the record, and its text when it was set aside.
    pub(super) line: u64,
    pub(super) offset: u64,
    pub(super) record: String,
}

/// What is known before a record is read.
#[derive(Clone, Debug)]
pub(super) struct Context<'c> {
    /// The zone of times without one.
    pub(super) zone: FixedOffset,
    /// What the author said about the files.
    pub(super) reading: &'c Reading,
    /// Whose records they are when they name nobody.
    pub(super) owner: Owner,
}

/// A long text that an archive keeps apart from its tweet.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(super) time: DateTime<Utc>,
    pub(super) text: String,
}

/// What a record is.
#[derive(Debug)]
pub(super) enum Item {
    /// A tweet; whether its id looks as floats leave ids.
    Tweet(Box<Tweet>, bool),
    Note(Note),
}

/// Where the tweets of a wrapper without authors come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    pub(super) handle: String,
    pub(super) name: String,
}

/// The records of one piece, in their order.
pub(super) fn read(piece: &Piece, context: &Context<'_>) -> Vec<Found> {
    let mut records = Records {
        text: &piece.text,
        line: piece.line,
        offset: piece.offset,
        mended: piece.mended,
        context,
        found: Vec::new(),
        counted: (0, 0),
    };
    if let Some(reason) = &piece.broken {
        records.reject(Json(&piece.text), Format::Unknown, reason.clone());
        return records.found;
    }
    if let Some((json, fields)) = Json::parse_object(&piece.text) {
        records.look(json, &fields, &context.owner, 0);
        return records.found;
    }
    match Json::parse(&piece.text) {
        Ok(json) => records.visit(json, &context.owner, 0),
        Err(error) => match escape_controls(&piece.text) {
            Some(mended) if Json::parse(&mended).is_ok() => {
                records.text = &mended;
                if let Ok(json) = Json::parse(&mended) {
                    records.visit(json, &context.owner, 0);
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

/// Collects the records of one piece.
pub(super) struct Records<'a> {
    text: &'a str,
    line: u64,
    offset: u64,
    mended: bool,
    context: &'a Context<'a>,
    found: Vec<Found>,
    /// Up to where line ends were counted, and how many there were.
    counted: (usize, u64),
}

impl<'a> Records<'a> {
    /// Finds the records in a value.
    pub(super) fn visit(&mut self, json: Json<'a>, owner: &Owner, depth: u32) {
        if depth > DEEPEST {
            return self.reject(json, Format::Unknown, Reason::UnknownShape);
        }
        if json.is_array() {
            for element in json.elements() {
                self.visit(element, owner, depth + 1);
            }
            return;
        }
        let Some(fields) = json.object() else {
            return self.reject(json, Format::Unknown, Reason::UnknownShape);
        };
        self.look(json, &fields, owner, depth);
    }

    fn look(&mut self, json: Json<'a>, fields: &Fields<'a>, owner: &Owner, depth: u32) {
        if self.mended && depth == 0 && !shapes::is_wrapper(fields) {
            return self.reject(json, Format::Unknown, Reason::CutOff);
        }
        shapes::read(self, json, fields, owner, depth);
    }

    /// Takes a tweet that a reader has found in `json`.
    pub(super) fn tweet(&mut self, json: Json<'a>, format: Format, draft: Draft<'a>) {
        let suspect = matches!(draft.id, Some(Id::Suspect(_)));
        match draft.finish(self.context) {
            Ok(tweet) => {
                let suspect = suspect && tweet.id.starts_with('~');
                self.place(json, format, Ok(Item::Tweet(Box::new(tweet), suspect)));
            }
            Err(reason) => self.reject(json, format, reason),
        }
    }

    /// Takes a long text that belongs to a tweet elsewhere.
    pub(super) fn note(&mut self, json: Json<'a>, note: Note) {
        self.reject(json, Format::Archive, Reason::NoteAlone);
        if let Some(found) = self.found.last_mut() {
            found.result = Ok(Item::Note(note));
        }
    }

    /// The format that the author insists on.
    pub(super) fn forced(&self) -> Option<Format> {
        match self.context.reading.format?.0 {
            form::Kind::Records(format) => Some(format),
            _ => None,
        }
    }

    /// Which columns the author says hold what.
    pub(super) fn reading(&self) -> &'a Reading {
        self.context.reading
    }

    /// Takes a tweet that was normalised before.
    pub(super) fn normalised(&mut self, json: Json<'a>, format: Format, tweet: Tweet) {
        self.place(json, format, Ok(Item::Tweet(Box::new(tweet), false)));
    }

    /// Sets a record aside.
    pub(super) fn reject(&mut self, json: Json<'a>, format: Format, reason: Reason) {
        self.place(json, format, Err(reason));
        if let Some(found) = self.found.last_mut() {
            found.record = json.0.to_owned();
        }
    }

    fn place(&mut self, json: Json<'a>, format: Format, result: Result<Item, Reason>) {
        let at = (json.0.as_ptr() as usize)
            .checked_sub(self.text.as_ptr() as usize)
            .filter(|at| *at <= self.text.len())
            .unwrap_or(0);
        // Records come in their order, so each line end is counted once.
        if at < self.counted.0 {
            self.counted = (0, 0);
        }
        let between = &self.text.as_bytes()[self.counted.0..at];
        let lines = memchr::memchr_iter(b'\n', between).count() as u64;
        self.counted = (at, self.counted.1 + lines);
        self.found.push(Found {
            format,
            result,
            line: self.line + self.counted.1,
            offset: self.offset + at as u64,
            record: String::new(),
        });
    }

    /// How many records were found so far.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether the piece is only part of a value, so that its last record may be incomplete.
    pub(super) fn is_mended(&self) -> bool {
        self.mended
    }
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

/// The owner a wrapper names, or else the one around it.
pub(super) fn owner(fields: &Fields<'_>, outer: &Owner) -> Owner {
    let mut owner = outer.clone();
    let inner = ["user", "author", "profile", "account"]
        .iter()
        .find_map(|key| fields.object(key));
    for place in [Some(fields), inner.as_ref()].into_iter().flatten() {
        for key in [
            "handle",
            "screen_name",
            "screenName",
            "username",
            "userName",
        ] {
            if let Some(handle) = place.string(key) {
                owner.handle = handle.into_owned();
                if let Some(name) = place.string("name") {
                    owner.name = name.into_owned();
                }
                return owner;
            }
        }
    }
    owner
}
