//! The author's own HTML as kramdown writes it: elements that are blocks and follow each other stand on lines of their own.
//!
//! It must not know Markdown.

use super::super::tags::{self, name};
use std::borrow::Cow;

/// What holds text whose lines mean something.
const VERBATIM: [&str; 5] = ["<pre", "<script", "<style", "<textarea", "<!--"];

/// The HTML with a line for each element.
pub(in super::super) fn apart(html: &str) -> Cow<'_, str> {
    if !html.contains("><") || VERBATIM.iter().any(|tag| html.contains(tag)) {
        return html.into();
    }
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in html.match_indices("><") {
        let before = &html[..at];
        let ended = before.rfind('<').map(|open| &html[open + 1..at]);
        let ended = ended.and_then(|tag| tag.strip_prefix('/')).map(str::trim);
        let begun = name(&html[at + 2..]);
        let block = |name: Option<&str>| name.is_some_and(tags::stands_apart);
        if block(ended) && block(Some(&begun)) {
            out.push_str(&html[done..=at]);
            out.push('\n');
            done = at + 1;
        }
    }
    match done {
        0 => html.into(),
        _ => (out + &html[done..]).into(),
    }
}
