//! What kramdown reads otherwise than CommonMark beside emphasis and in references to characters: a blank that is not of ASCII (`　`,
//! a no-break space, a line separator) keeps no `**` from beginning or ending emphasis, and `&#149;` is the
//! bullet that Windows had there.
//!
//! It must not know how a node is written.

use comrak::nodes::{Node, NodeValue};
use std::borrow::Cow;

/// The blanks that kramdown takes for letters, and what stands for each while the text is parsed: letters that nobody writes.
const COVERED: [(char, char); 8] = [
    ('\u{a0}', '\u{f8c0}'),
    ('\u{2002}', '\u{f8c1}'),
    ('\u{2003}', '\u{f8c2}'),
    ('\u{2009}', '\u{f8c3}'),
    ('\u{2028}', '\u{f8c4}'),
    ('\u{2029}', '\u{f8c5}'),
    ('\u{202f}', '\u{f8c6}'),
    ('\u{3000}', '\u{f8c7}'),
];

/// The text with its blanks beside stars covered; borrowed where there are none. No line is added or taken away.
pub(super) fn covered(body: &str) -> Cow<'_, str> {
    let is_blank = |c: char| COVERED.iter().any(|(blank, _)| *blank == c);
    let beside = |at: usize| {
        let after = body[at + 1..].chars().next();
        body[..at].chars().next_back().is_some_and(is_blank) || after.is_some_and(is_blank)
    };
    let mut out = Cow::Borrowed(body);
    if !memchr::memchr_iter(b'*', body.as_bytes()).any(beside)
        || body.contains(|c| cover_of(c).is_some())
    {
        return out;
    }
    for (blank, cover) in COVERED {
        if out.contains(blank) {
            out = beside_stars(&out, blank, cover).into();
        }
    }
    out
}

/// The text with `cover` for each such blank that stands beside a star.
fn beside_stars(text: &str, blank: char, cover: char) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut done = 0;
    for (at, found) in text.match_indices(blank) {
        let behind = at + found.len();
        if text[..at].ends_with('*') || text[behind..].starts_with('*') {
            out.push_str(&text[done..at]);
            out.push(cover);
            done = behind;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Puts back what was covered, wherever the parser has put it.
pub(super) fn uncovered(root: Node<'_>) {
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::Text(literal) => {
                if let Some(plain) = plain(literal) {
                    *literal = plain.into();
                }
            }
            NodeValue::Code(code) => put_back(&mut code.literal),
            NodeValue::CodeBlock(block) => put_back(&mut block.literal),
            NodeValue::HtmlInline(html) => put_back(html),
            NodeValue::HtmlBlock(block) => put_back(&mut block.literal),
            NodeValue::Math(math) => put_back(&mut math.literal),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                put_back(&mut link.url);
                put_back(&mut link.title);
            }
            _ => {}
        }
    }
}

fn put_back(text: &mut String) {
    if let Some(plain) = plain(text) {
        *text = plain;
    }
}

fn plain(text: &str) -> Option<String> {
    let covered = text.chars().any(|c| cover_of(c).is_some());
    covered.then(|| text.chars().map(|c| cover_of(c).unwrap_or(c)).collect())
}

/// The blank that a character stands for.
fn cover_of(c: char) -> Option<char> {
    COVERED
        .iter()
        .find(|(_, cover)| *cover == c)
        .map(|(blank, _)| *blank)
}

/// What `&#128;` to `&#159;` are in browsers and in kramdown: characters of Windows' own set. Five have none.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Puts the characters of Windows where a reference names them by its numbers. `text` is what was parsed.
pub(super) fn references(root: Node<'_>, text: &str) {
    let named = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    // Where such a character stands itself, it stays.
    if !text.contains("&#") || text.contains(named) {
        return;
    }
    for node in root.descendants() {
        let NodeValue::Text(literal) = &mut node.data_mut().value else {
            continue;
        };
        if literal.contains(named) {
            let of = |c: char| match named(c) {
                true => WINDOWS[c as usize - 0x80],
                false => c,
            };
            *literal = literal.chars().map(of).collect::<String>().into();
        }
    }
}
