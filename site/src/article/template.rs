//! The text of a body before it is read: whether it is a template itself, and what of its white space is the file's.
//!
//! It must not know Markdown, nor the template engine.

use super::fence::Fence;
use super::text::{breaks, whole_lines};
use super::{Kind, front};
use std::borrow::Cow;

/// Whether a text is a template itself: what the author says, else every page that is no Markdown, and of Markdown pages and
/// documents those with a tag outside their code. Posts are text.
pub(super) fn is_template(
    kind: Kind,
    markdown: bool,
    front: &front::Front<'_>,
    body: &str,
) -> bool {
    if let Some(said) = front.switch("render_with_tera") {
        return said;
    }
    // What is Liquid is no template, and what is not to be either is text.
    if front.switch("render_with_liquid").is_some() {
        return false;
    }
    match kind {
        Kind::Post | Kind::Draft => false,
        Kind::Page if !markdown => true,
        Kind::Page | Kind::Document => has_tag(body),
    }
}

/// Whether a `{{` or `{%` stands outside of code.
fn has_tag(body: &str) -> bool {
    if !(body.contains("{{") || body.contains("{%")) {
        return false;
    }
    let mut fence = Fence::default();
    body.lines().any(|line| {
        // Every second piece stands between backticks.
        let mut outside = line.split('`').step_by(2);
        !fence.has(line) && outside.any(|piece| piece.contains("{{") || piece.contains("{%"))
    })
}

/// The text from its first line that is not blank, and how many lines stand before that.
pub(super) fn without_blank_lines(body: Cow<'_, str>) -> (u32, Cow<'_, str>) {
    let mut from = 0;
    for line in whole_lines(&body) {
        if !line.trim().is_empty() {
            break;
        }
        from += line.len();
    }
    match from {
        0 => (0, body),
        _ => {
            let lines = breaks(&body[..from]) as u32;
            (lines, body[from..].to_owned().into())
        }
    }
}

pub(super) fn strip_carriage_returns(body: &str) -> Cow<'_, str> {
    match memchr::memchr(b'\r', body.as_bytes()).is_some() {
        true => body.replace("\r\n", "\n").into(),
        false => body.into(),
    }
}
