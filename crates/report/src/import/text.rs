//! Tweet text made plain: entities decoded once, Unicode NFC, one kind of line end, and no character that a reader
//! cannot see but a program can.
//!
//! It must not know any input format, nor judge what the text says.

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Text as [`crate::tweet::Tweet::text`] promises it.
pub(super) fn plain(raw: &str) -> String {
    let text = decode_entities(raw);
    let text = mend_double_encoding(text);
    visible_only(&text)
}

/// Only what can be seen, for text whose entities were decoded before.
pub(super) fn visible_only(text: &str) -> String {
    let text = visible(text);
    if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    }
}

/// [`plain`] on one line: names and descriptions.
pub(super) fn line(raw: &str) -> String {
    let text = plain(raw);
    if text.contains('\n') {
        text.split('\n')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        text
    }
}

/// HTML as some services send it: line breaks and paragraphs become line ends, tags go, entities stay for [`plain`].
pub(super) fn strip_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find('>') else {
            break;
        };
        let tag = rest[1..end].trim().to_ascii_lowercase();
        if tag.starts_with("br") || tag == "/p" {
            out.push('\n');
            // In HTML a line end is a blank.
            if tag.starts_with("br") && rest[end + 1..].starts_with('\n') {
                rest = &rest[end + 2..];
                continue;
            }
        }
        // Little pictures stand for characters: `<img alt="[笑]">`.
        if tag.starts_with("img")
            && let Some((_, alt)) = rest[..end].split_once("alt=")
        {
            let alt = alt.trim_start_matches(['"', '\'']);
            let alt = alt.split(['"', '\'', ' ']).next().unwrap_or_default();
            if alt.starts_with('[') && alt.ends_with(']') {
                out.push_str(alt);
            }
        }
        rest = &rest[end + 1..];
    }
    if !rest.starts_with('<') {
        out.push_str(rest);
    }
    out
}

/// Decodes character references, each once: `&amp;lt;` becomes `&lt;`.
fn decode_entities(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character a reference at the start of `text` stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "middot" => '·',
        "bull" => '•',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "yen" => '¥',
        "euro" => '€',
        "times" => '×',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}

/// UTF-8 that was once read as Windows-1252 (`ä½ å¥½` for 你好) is put right when the whole text says so.
fn mend_double_encoding(text: Cow<'_, str>) -> Cow<'_, str> {
    // A lead byte of three- or four-byte UTF-8 read as Latin, followed by what can only be a continuation byte.
    let suspect = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(a, b)| matches!(a, 'à'..='ô') && !b.is_ascii() && !b.is_alphabetic());
    if !suspect {
        return text;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(&text);
    if unmappable {
        return text;
    }
    match std::str::from_utf8(&bytes) {
        Ok(mended) => Cow::Owned(mended.to_owned()),
        Err(_) => text,
    }
}

/// Leaves out what cannot be seen, unifies line ends, trims.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    // An emoji flag of a region is a black flag followed by tag letters; tags anywhere else hide text.
    let mut in_flag = false;
    while let Some(c) = characters.next() {
        let tag = ('\u{e0020}'..='\u{e007f}').contains(&c);
        in_flag = c == '\u{1f3f4}' || (in_flag && tag);
        match c {
            ' '..='~' => out.push(c),
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\t' | '\u{a0}' => out.push(' '),
            '\u{200c}' | '\u{200d}' => {
                let before = out.chars().next_back();
                if joins(before, characters.peek().copied()) {
                    out.push(c);
                }
            }
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
                // One selector after a visible character chooses its form; more of them carry data.
                let before = out.chars().next_back();
                if before.is_some_and(|b| !b.is_whitespace() && !is_selector(b)) {
                    out.push(c);
                }
            }
            _ if tag => {
                if in_flag {
                    out.push(c);
                }
            }
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    let trimmed = out.trim();
    if trimmed.len() == out.len() {
        out
    } else {
        trimmed.to_owned()
    }
}

/// Whether a joiner between these two shapes what a reader sees: emoji sequences and scripts that join letters.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let shapes = |c: char| {
        matches!(c,
            '\u{600}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{200d}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{fb50}'..='\u{fdff}'
            | '\u{1f000}'..='\u{1faff}')
    };
    before.is_some_and(shapes) && after.is_some_and(shapes)
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Controls, directional overrides and marks, zero-width spaces, annotation and tag characters, non-characters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (u32::from(c) & 0xfffe) == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees_stays_and_the_rest_goes() {
        for (raw, expected) in [
            (
                "a &amp;lt; b &lt;c&gt; &#20320;&#x597D; R&D &unknown;",
                "a &lt; b <c> 你好 R&D &unknown;",
            ),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("  a\tb\u{0}\u{7}\u{200b}c\u{202e}d\u{feff} ", "a bcd"),
            (
                "👨\u{200d}👩\u{200d}👧 a\u{200d}b",
                "👨\u{200d}👩\u{200d}👧 ab",
            ),
            ("❤\u{fe0f}\u{fe0f} x\u{e0041}\u{e0042}", "❤\u{fe0f} x"),
            (
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
            ),
            ("cafe\u{301}", "café"),
            ("ä½\u{a0}å¥½ï¼Œä¸–ç•Œ", "你好，世界"),
            ("naïve café déjà vu", "naïve café déjà vu"),
        ] {
            assert_eq!(plain(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn tags_become_line_ends_or_nothing() {
        assert_eq!(
            plain(&strip_tags(
                "<p>a<br/>b <a href=\"x\">c</a></p><p>1 &lt; 2</p>"
            )),
            "a\nb c\n1 < 2"
        );
        assert_eq!(plain(&strip_tags("a <b")), "a");
    }
}
