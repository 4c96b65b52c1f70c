//! A text -> its tokens. Each rule looks at what follows and says how much of it is one piece; the first that answers
//! wins. Every rule takes at least one character and reads a bounded distance past what it takes, so the whole is linear.

mod address;
mod number;
mod symbol;
mod word;

use crate::script::{is_han, is_hangul, is_kana, is_other_letter, is_spaced};
use crate::token::{Kind, Token};

/// The tokens of a text with Han runs left whole and names apart: enough to know the language, no dictionary needed.
pub(crate) fn tokens_without_segments(text: &str) -> impl Iterator<Item = Token<'_>> {
    pieces(text, |run, emit| emit(run.len()))
        .into_iter()
        .map(|piece| piece.token(text))
}

/// The pieces of a text before names are joined; `cut` hands the length of each word of a Han run to its argument.
pub(crate) fn pieces(text: &str, cut: impl Fn(&str, &mut dyn FnMut(usize))) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_han(first) {
            let run = prefix(rest, is_han);
            cut(run, &mut |length| {
                pieces.push(Piece {
                    at,
                    length,
                    kind: Kind::Han,
                });
                at += length;
            });
        } else if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
        } else if is_plain_punctuation(first) {
            pieces.push(Piece {
                at,
                length: first.len_utf8(),
                kind: Kind::Punctuation,
            });
            at += first.len_utf8();
        } else {
            let (length, kind) = piece(rest, first, text[..at].chars().next_back());
            pieces.push(Piece { at, length, kind });
            at += length;
        }
    }
    pieces
}

/// A token by its place, before names are joined.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) at: usize,
    pub(crate) length: usize,
    pub(crate) kind: Kind,
}

impl Piece {
    pub(crate) fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.at..self.end()]
    }

    pub(crate) fn token<'a>(&self, text: &'a str) -> Token<'a> {
        Token {
            text: self.of(text),
            kind: self.kind,
        }
    }

    pub(crate) fn end(&self) -> usize {
        self.at + self.length
    }
}

fn piece(rest: &str, first: char, before: Option<char>) -> (usize, Kind) {
    let fresh = !before.is_some_and(is_word_char);
    let found = address::url(rest, fresh)
        .map(|length| (length, Kind::Url))
        .or_else(|| symbol::tagged(rest, first, fresh))
        .or_else(|| symbol::emoji(rest, first).map(|length| (length, Kind::Emoji)))
        .or_else(|| number::number(rest, fresh).map(|length| (length, Kind::Number)))
        .or_else(|| word::word(rest, first));
    found.unwrap_or_else(|| {
        let run = |class: fn(char) -> bool| prefix(rest, class).len();
        match first {
            c if is_kana(c) => (run(is_kana), Kind::Kana),
            c if is_hangul(c) => (run(is_hangul), Kind::Hangul),
            c if is_other_letter(c) => (run(is_other_letter), Kind::Other),
            c => (c.len_utf8(), Kind::Punctuation),
        }
    })
}

/// Part of a word in an alphabet: after it, no address, tag or number begins.
fn is_word_char(c: char) -> bool {
    c.is_ascii_digit() || c == '_' || is_spaced(c)
}

/// Punctuation of Chinese texts with which no rule begins: it need not be asked of each.
fn is_plain_punctuation(c: char) -> bool {
    matches!(c, '，' | '、'..='。' | '〈'..='】' | '：' | '；' | '！' | '？' | '（' | '）' | '“' | '”' | '…')
}

/// Characters nobody sees: controls, zero-width and direction marks.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FE0E}' | '\u{FE0F}' | '\u{FFFC}')
}

/// The longest beginning whose characters all belong to `class`.
fn prefix(text: &str, class: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !class(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests;
