//! Chinese text without spaces -> words. Wraps the segmenter and its dictionaries so that they load once, and only when
//! a text needs them.

use crate::fold::simplified;
use jieba_rs::Jieba;
use std::sync::LazyLock;

/// Words that the stock dictionary lacks; one a line, optionally with a frequency.
const DICTIONARY: &str = include_str!("../data/dictionary.txt");

/// Han runs are cut in pieces of at most this many characters, so that one monstrous line cannot claim the memory of
/// its whole lattice at once.
const LONGEST_RUN: usize = 4096;

static SEGMENTER: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for line in crate::lines(DICTIONARY) {
        let mut fields = line.split_ascii_whitespace();
        if let Some(word) = fields.next() {
            let frequency = fields.next().and_then(|field| field.parse().ok());
            jieba.add_word(word, frequency, None);
        }
    }
    jieba
});

/// Cuts a run of Han characters and hands each word's length in bytes to `emit`, in order. Traditional characters are
/// cut as their Simplified ones would be.
pub(crate) fn han_run(run: &str, emit: &mut dyn FnMut(usize)) {
    let mut rest = run;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(LONGEST_RUN)
            .map_or(rest.len(), |(at, _)| at);
        let (piece, tail) = rest.split_at(end);
        if piece.chars().nth(1).is_none() {
            emit(piece.len());
        } else {
            let folded = simplified(piece);
            let mut written = piece.chars();
            for word in SEGMENTER.cut(&folded, true) {
                // One character folds to one character, so counting them finds the same word in what was written.
                let length = written
                    .by_ref()
                    .take(word.end - word.start)
                    .map(char::len_utf8)
                    .sum();
                emit(length);
            }
        }
        rest = tail;
    }
}
