//! Pieces that begin with a sign: handles, tags, tickers, emoji.

use super::{is_word_char, prefix};
use crate::script::{is_emoji, is_emoji_modifier, is_han, is_hangul, is_kana, is_other_letter};
use crate::token::Kind;

/// The longest hashtag, in bytes, that is closed by a second sign (`#话题#`); a longer one is read as open.
const LONGEST_CLOSED: usize = 120;

/// `@handle`, `#tag`, `#话题#`, `$TICKER`, unless they stand inside a word.
pub(super) fn tagged(rest: &str, first: char, fresh: bool) -> Option<(usize, Kind)> {
    if !fresh {
        return None;
    }
    let body = &rest[first.len_utf8()..];
    let (length, kind) = match first {
        '@' | '＠' => (mention(body)?, Kind::Mention),
        '#' | '＃' => (hashtag(body)?, Kind::Hashtag),
        '$' | '＄' => (cashtag(body)?, Kind::Cashtag),
        _ => return None,
    };
    Some((first.len_utf8() + length, kind))
}

/// A handle; one with two or more dots inside is a domain name, as other services have them.
fn mention(body: &str) -> Option<usize> {
    let handle = prefix(body, |c| c.is_ascii_alphanumeric() || c == '_');
    let domain = prefix(body, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
    })
    .trim_end_matches(['.', '-']);
    match handle.len() {
        0 => None,
        _ if domain.matches('.').count() >= 2 => Some(domain.len()),
        length => Some(length),
    }
}

fn hashtag(body: &str) -> Option<usize> {
    let is_tag =
        |c| is_word_char(c) || is_han(c) || is_kana(c) || is_hangul(c) || is_other_letter(c);
    let tag = prefix(body, is_tag);
    if tag.is_empty() || tag.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let closed = body
        .starts_with(is_han)
        .then(|| body.find('#'))
        .flatten()
        .filter(|&end| end <= LONGEST_CLOSED && !body[..end].contains(char::is_whitespace));
    Some(closed.map_or(tag.len(), |end| end + 1))
}

/// One to six letters, or more when all are capitals; `BRK.B` with its class.
fn cashtag(body: &str) -> Option<usize> {
    let letters = prefix(body, |c| c.is_ascii_alphabetic());
    let ends = |at: usize| !body[at..].starts_with(is_word_char);
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    if letters.is_empty() || letters.len() > if capitals { 12 } else { 6 } || !ends(letters.len()) {
        return None;
    }
    let class = body[letters.len()..]
        .strip_prefix(['.', '_'])
        .map(|rest| prefix(rest, |c| c.is_ascii_uppercase()).len())
        .filter(|&length| (1..=2).contains(&length) && ends(letters.len() + 1 + length));
    Some(letters.len() + class.map_or(0, |length| length + 1))
}

/// One emoji: a flag (two regional letters), a keycap, or a base with its modifiers and what is joined to it.
pub(super) fn emoji(rest: &str, first: char) -> Option<usize> {
    let is_regional = |c: &char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    let mut chars = rest.chars().peekable();
    chars.next();
    let mut length = first.len_utf8();
    if is_regional(&first) {
        return Some(length + chars.next_if(is_regional).map_or(0, char::len_utf8));
    }
    if first.is_ascii_digit() || matches!(first, '#' | '*') {
        let keycap = prefix(&rest[length..], is_emoji_modifier);
        return keycap.contains('\u{20E3}').then_some(length + keycap.len());
    }
    if !is_emoji(first) {
        return None;
    }
    let mut joined = false;
    while let Some(c) = chars.next_if(|&c| is_emoji_modifier(c) || (joined && is_emoji(c))) {
        joined = c == '\u{200D}';
        length += c.len_utf8();
    }
    Some(length)
}
