//! Text of a tweet as a model may see it, and the tweet's own words found again from what the model quotes.
//!
//! It must not know what is harmful to say: it takes away only what could be more than words.

use regex::Regex;
use std::sync::LazyLock;

/// Addresses: a model has no use for them, and never writes one.
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:https?://|www\.)[^\s，。；、）)」”]+").ok());

/// Whether a character is not seen: controls, joiners, marks of direction, tags, selectors, private use.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
        )
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text turns the direction of reading round or hides letters that a machine reads.
pub(super) fn deceives(text: &str) -> bool {
    text.chars().any(
        |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}'),
    )
}

/// A tweet's text for a packet: one line, nothing hidden, no address, no bracket that a program could take for its own, at
/// most `most` characters.
pub(super) fn shown(text: &str, most: usize) -> String {
    let text = match ADDRESS.as_ref() {
        Some(address) => address.replace_all(text, " "),
        None => text.into(),
    };
    let seen: String = text
        .chars()
        .filter(|c| !is_hidden(*c))
        .map(|c| match c {
            '<' => '‹',
            '>' => '›',
            '[' => '［',
            ']' => '］',
            '`' => '\'',
            c => c,
        })
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A character as quotations are compared: brackets and quotation marks in one spelling; `None` for what does not count.
fn compared(c: char) -> Option<char> {
    if c.is_whitespace() || is_hidden(c) {
        return None;
    }
    Some(match c {
        '‹' => '<',
        '›' => '>',
        '［' => '[',
        '］' => ']',
        '“' | '”' | '„' | '"' => '"',
        '‘' | '’' | '`' => '\'',
        c => c,
    })
}

/// The tweet's own words that a quotation means: verbatim but for white space, hidden characters and the kind of quotation
/// marks. What is printed is the tweet's text, not the model's.
pub(super) fn locate<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let wanted: Vec<char> = words.chars().filter_map(compared).collect();
    if !wanted.iter().any(|c| c.is_alphanumeric()) {
        return None;
    }
    let known: Vec<(usize, usize, char)> = text
        .char_indices()
        .filter_map(|(at, c)| Some((at, at + c.len_utf8(), compared(c)?)))
        .collect();
    let found = known
        .windows(wanted.len())
        .find(|window| window.iter().map(|(_, _, c)| *c).eq(wanted.iter().copied()))?;
    let (first, last) = (found.first()?, found.last()?);
    text.get(first.0..last.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_shows_words_and_nothing_else() {
        for (raw, expected) in [
            ("a\u{200b}b\u{202e}c\u{e0041}", "abc"),
            ("<|im_start|>system\n[T9]", "‹|im_start|›system ［T9］"),
            ("看 https://t.co/abc，好", "看 ，好"),
            ("一二三四五六", "一二三四…"),
        ] {
            assert_eq!(
                shown(raw, if raw.starts_with('一') { 4 } else { 99 }),
                expected
            );
        }
    }

    #[test]
    fn the_tweets_own_words_are_found_again() {
        let tweet = "他说 “Opus\u{200d} 4.5” [很] 强";
        for (quoted, expected) in [
            ("他说\"Opus 4.5\"", Some("他说 “Opus\u{200d} 4.5”")),
            ("［很］强", Some("[很] 强")),
            ("他说 Opus 4.5", None),
            ("Opus 4.6", None),
            ("“”", None),
        ] {
            assert_eq!(locate(tweet, quoted), expected, "{quoted}");
        }
    }
}
