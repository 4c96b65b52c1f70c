//! Quotes, dashes and dots as kramdown sets them. What a straight quote becomes depends on what stands around it in the text, in
//! kramdown on letters of ASCII alone, so that a quote behind a Chinese character closes.
//!
//! It must not know how a node is written.

mod around;
mod quotes;

use around::Around;
use comrak::nodes::{AstNode, Node, NodeValue};
use std::borrow::Cow;

/// Stands for a character that a reference named, such as `&quot;`, or that stood behind a backslash: it stays as it is. They are of the
/// private use area, so no text of an author's.
const KEPT: [(char, char); 6] = [
    ('"', '\u{f8d0}'),
    ('\'', '\u{f8d1}'),
    ('<', '\u{f8d2}'),
    ('>', '\u{f8d3}'),
    ('-', '\u{f8d4}'),
    ('.', '\u{f8d5}'),
];

const SYMBOLS: [(&str, &str); 7] = [
    ("---", "—"),
    ("--", "–"),
    ("...", "…"),
    ("<< ", "«\u{a0}"),
    (" >>", "\u{a0}»"),
    ("<<", "«"),
    (">>", "»"),
];

/// Elements whose text kramdown leaves alone.
const RAW: [&str; 10] = [
    "code", "kbd", "pre", "samp", "var", "script", "style", "math", "option", "textarea",
];

/// A text whose characters stay as they are.
pub(super) fn kept(text: &str) -> String {
    text.chars().map(cover_of).collect()
}

fn cover_of(c: char) -> char {
    let kept = KEPT.iter().find(|(plain, _)| *plain == c);
    kept.map_or(c, |(_, cover)| *cover)
}

/// Sets the text of all nodes, straight quotes but where they are to stay, and puts back what was kept. `text` is what was parsed.
pub(super) fn set(root: Node<'_>, text: &str, straight: bool) {
    let lines: Option<Vec<&str>> = text.contains('&').then(|| text.lines().collect());
    let may_keep = text.contains('\\');
    let mut in_raw = false;
    for node in root.descendants() {
        let changed = match node.data().value {
            NodeValue::HtmlInline(ref html) => {
                in_raw = raw(html).unwrap_or(in_raw);
                None
            }
            NodeValue::Text(ref literal) if !in_raw && is_touched(literal) && !is_told(node) => {
                let kept = lines.as_ref().and_then(|lines| named(node, literal, lines));
                let literal = kept.as_deref().unwrap_or(literal);
                Some(typeset(literal, &Around::of(node), straight))
            }
            NodeValue::Text(ref literal) if may_keep && literal.chars().any(|c| shown(c) != c) => {
                Some(literal.chars().map(shown).collect())
            }
            ref value => {
                in_raw &= !value.block();
                None
            }
        };
        if let Some(changed) = changed {
            node.data_mut().value = NodeValue::Text(changed.into());
        }
    }
}

/// A line of text, set.
pub fn smart(text: &str) -> Cow<'_, str> {
    match is_touched(text) {
        true => typeset(text, &Around::default(), false).into(),
        false => text.into(),
    }
}

/// Whether anything in a text may be set.
fn is_touched(text: &str) -> bool {
    let may_be = |byte: &u8| matches!(byte, b'"' | b'\'' | b'-' | b'.' | b'<' | b'>');
    let Some(first) = text.bytes().position(|byte| may_be(&byte)) else {
        return false;
    };
    let bytes = &text.as_bytes()[first..];
    bytes.iter().any(|byte| matches!(byte, b'"' | b'\''))
        || ["--", "...", "<<", ">>"]
            .iter()
            .any(|symbol| memchr::memmem::find(bytes, symbol.as_bytes()).is_some())
}

/// Whether a text is told where a picture cannot be seen.
fn is_told(node: Node<'_>) -> bool {
    let parent = node.parent();
    parent.is_some_and(|parent| matches!(parent.data().value, NodeValue::Image(_)))
}

/// Whether a tag opens or closes an element whose text is left alone.
fn raw(tag: &str) -> Option<bool> {
    let (name, opens) = match tag.strip_prefix("</") {
        Some(name) => (name, false),
        None => (tag.strip_prefix('<')?, true),
    };
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let is_name = |raw: &&str| raw.eq_ignore_ascii_case(&name[..length]);
    RAW.iter().any(is_name).then_some(opens)
}

/// The text with what a reference named kept, if there is such a reference in its source.
fn named(node: &AstNode<'_>, literal: &str, lines: &[&str]) -> Option<String> {
    let at = node.data().sourcepos;
    let line = lines.get(at.start.line.checked_sub(1)?)?;
    let mut source = line.get(at.start.column.checked_sub(1)?..)?;
    // A reference is not longer than this; the rest of the line is of other texts.
    let end = source.len().min(literal.len().saturating_mul(32));
    memchr::memchr(b'&', &source.as_bytes()[..end])?;
    let mut out = String::with_capacity(literal.len());
    for c in literal.chars() {
        if let Some(rest) = source
            .strip_prefix('\\')
            .filter(|rest| rest.starts_with(shown(c)))
        {
            source = &rest[shown(c).len_utf8()..];
            out.push(c);
            continue;
        }
        match source.strip_prefix(c).filter(|_| !is_reference(source)) {
            Some(rest) => {
                source = rest;
                out.push(c);
            }
            // Where the source is not to be followed, nothing is kept.
            None if !is_reference(source) => return None,
            None => {
                source = source.split_once(';')?.1;
                out.push(cover_of(c));
            }
        }
    }
    Some(out)
}

/// Whether a source begins with a reference to a character.
pub fn is_reference(source: &str) -> bool {
    let Some(name) = source.strip_prefix('&') else {
        return false;
    };
    let is_named = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let end = name.find(|c| !is_named(c));
    end.is_some_and(|end| (2..32).contains(&end) && name[end..].starts_with(';'))
}

/// A text that stands between others, set.
fn typeset(literal: &str, around: &Around, straight: bool) -> String {
    let mut chars: Vec<char> = Vec::with_capacity(literal.len() + 8);
    chars.extend(around.before);
    let start = chars.len();
    chars.extend(literal.chars());
    let end = chars.len();
    chars.extend(around.after.chars());
    let mut out = String::with_capacity(literal.len() + 16);
    let mut at = 0;
    while at < end {
        if !straight && quotes::begin(&chars[..end], at) {
            let (taken, set) = quotes::set(&chars[at..]);
            // What stands before the text is not of it.
            out.extend(set.into_iter().flatten().skip(start.saturating_sub(at)));
            at += taken;
        } else if let Some((symbol, set)) = symbol(&chars[at..end]) {
            out.push_str(set);
            at += symbol.len();
        } else {
            if at >= start {
                out.push(shown(chars[at]));
            }
            at += 1;
        }
    }
    out
}

fn symbol(chars: &[char]) -> Option<&'static (&'static str, &'static str)> {
    SYMBOLS.iter().find(|(symbol, _)| {
        symbol.len() <= chars.len() && symbol.chars().zip(chars).all(|(s, c)| s == *c)
    })
}

/// The character that one stands for.
fn shown(c: char) -> char {
    let cover = KEPT.iter().find(|(_, cover)| *cover == c);
    cover.map_or(c, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::smart;

    #[test]
    fn a_line_is_set_as_kramdown_sets_it() {
        for (text, set) in [
            ("他说\"你好\"。", "他说”你好”。"),
            ("\"好\"了(@\"x\") “a”\"b\"", "“好”了(@”x”) “a””b”"),
            ("那些\"一\"\"二\"\"三\"字", "那些”一”“二”“三”字"),
            ("It's the '80s, \"she\" said", "It’s the ’80s, “she” said"),
            ("\"'Quoted' words\"", "“‘Quoted’ words”"),
            ("a -- b --- c...", "a – b — c…"),
            ("<< a >> <<b>>", "«\u{a0}a\u{a0}» «b»"),
            ("空\"\"。", "空”“。"),
            ("# 和 ##。\"在", "# 和 ##。”在"),
        ] {
            assert_eq!(smart(text), set, "{text}");
        }
    }
}
