//! Words that an author adds to the dictionary: few, so that a bit tells nearly always that none begins here.
//!
//! It must not know how the dictionary is compiled.

use super::dictionary::Letter;
use std::collections::HashMap;

/// Words beside the stock ones, each of two characters or more.
#[derive(Clone, Debug, Default)]
pub(super) struct UserWords {
    /// A bit for each sign that the first two characters of a word have. Empty while there are no words.
    signs: Vec<u64>,
    /// By their first two characters.
    words: HashMap<[char; 2], Vec<UserWord>>,
}

/// A word and the logarithm of its probability.
type UserWord = (Box<[char]>, f64);

/// How many signs there are.
const SIGNS: usize = 1 << 15;

/// The place of the bit of two characters.
#[inline]
fn sign(pair: [char; 2]) -> (usize, u32) {
    let sign = (pair[0] as usize * 157 + pair[1] as usize) % SIGNS;
    (sign / 64, sign as u32 % 64)
}

impl UserWords {
    /// Adds a word; one that is there gets the new probability.
    pub(super) fn add(&mut self, word: Vec<char>, log: f64) {
        let [first, second, ..] = word[..] else {
            return;
        };
        let (place, bit) = sign([first, second]);
        self.signs.resize(SIGNS / 64, 0);
        self.signs[place] |= 1 << bit;
        let list = self.words.entry([first, second]).or_default();
        list.retain(|(known, _)| **known != *word);
        list.push((word.into(), log));
    }

    /// Calls `emit(characters, logarithm)` for every word that `letters` begin with.
    #[inline]
    pub(super) fn prefixes(&self, letters: &[Letter], mut emit: impl FnMut(usize, f64)) {
        let [first, second, ..] = letters else {
            return;
        };
        let pair = [first.folded, second.folded];
        let (place, bit) = sign(pair);
        if self
            .signs
            .get(place)
            .is_none_or(|signs| signs >> bit & 1 == 0)
        {
            return;
        }
        for (word, log) in self.words.get(&pair).into_iter().flatten() {
            let folded = letters.iter().map(|letter| letter.folded);
            if folded.take(word.len()).eq(word.iter().copied()) {
                emit(word.len(), *log);
            }
        }
    }
}
