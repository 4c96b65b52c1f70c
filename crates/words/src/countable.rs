//! Which parts of a text are words that count, and what each is counted as.
//!
//! It must not know how often they occur.

use crate::fold;
use crate::lexer::Piece;
use crate::lexicon::Lexicon;
use crate::token::Kind;
use std::ops::Range;

/// The pieces of a text that may be words.
pub(crate) fn words_of(lexicon: &Lexicon, text: &str) -> impl Iterator<Item = Piece> {
    lexicon
        .pieces(text)
        .into_iter()
        .filter(|piece| piece.kind.is_word())
}

/// Which part of a token is shown, and what it is counted as: words of at least two characters (hiragana of none, one Han
/// character of none) that are no stop words; hashtags as the word they tag.
pub(crate) fn countable(
    lexicon: &Lexicon,
    text: &str,
    kind: Kind,
) -> Option<(Range<usize>, String)> {
    let word = match kind {
        Kind::Hashtag => text.trim_matches(['#', '＃']),
        Kind::Kana if text.chars().any(|c| matches!(c, '\u{3041}'..='\u{309F}')) => return None,
        kind if kind.is_word() => text,
        _ => return None,
    };
    let folded = fold(word);
    if folded.chars().nth(1).is_none() || lexicon.stop_word(&folded) {
        return None;
    }
    let start = text.len() - text.trim_start_matches(['#', '＃']).len();
    let start = if kind == Kind::Hashtag { start } else { 0 };
    Some((start..start + word.len(), lexicon.key(&folded).to_owned()))
}
