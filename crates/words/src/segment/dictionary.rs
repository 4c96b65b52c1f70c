//! The compiled dictionary: a double array over characters, read where it lies in the program, so that nothing is built
//! at the start. `data/segmenter.py` makes it and describes its layout.
//!
//! It must not know how words are chosen.

use std::sync::LazyLock;

const COMPILED: &[u8] = include_bytes!("../../data/segmenter.bin");

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
const SLOT: u64 = 0xF_FFFF;

/// The words of the stock dictionary with the logarithms of their probabilities.
pub(super) struct Dictionary {
    slots: &'static [[u8; 8]],
    /// Codes of the characters from `FIRST` to `LAST`; 0 for those in no word.
    codes: Vec<u16>,
    /// Letters of the characters from `FIRST` to `LAST`, as they are written: of a Traditional one, that of its Simplified one.
    letters: Vec<Letter>,
    /// Logarithms of probabilities; the first is that of what is no word.
    logs: Vec<f64>,
    /// How many characters have a code.
    chars: usize,
    /// Natural logarithm of the sum of all frequencies, those of words that are left out, too.
    pub(super) log_total: f64,
}

/// A character as the dictionary sees it.
#[derive(Clone, Copy, Default)]
pub(super) struct Letter {
    /// Its Simplified character.
    pub(super) folded: char,
    /// Its number in the dictionary; 0 when no word has it.
    code: u16,
    /// Which of the signs of a slot tells that a word may go on with it.
    sign: u8,
    /// How many bytes it takes as it is written.
    pub(super) bytes: u8,
}

pub(super) static STOCK: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::read(COMPILED));

impl Letter {
    fn of(c: char, codes: &[u16]) -> Self {
        let folded = crate::fold::simplified_char(c);
        let place = u32::from(folded).wrapping_sub(FIRST) as usize;
        let code = codes.get(place).copied().unwrap_or(0);
        Self {
            folded,
            code,
            sign: 53 + (code % 11) as u8,
            bytes: c.len_utf8() as u8,
        }
    }
}

impl Dictionary {
    /// A file that was cut short has fewer words, or none: it comes with the program, and a test reads all of it.
    fn read(bytes: &'static [u8]) -> Self {
        let (words, _) = bytes.as_chunks::<4>();
        let count = |at: usize| words.get(at).map_or(0, |word| u32::from_le_bytes(*word)) as usize;
        let (chars, frequencies) = (count(1), count(2));
        let log_total = libm::log(((count(5) as u64) << 32 | count(4) as u64) as f64);
        let mut codes = vec![0; (LAST - FIRST + 1) as usize];
        for (code, at) in (1..).zip(6..6 + chars) {
            if let Some(place) = codes.get_mut(count(at).wrapping_sub(FIRST as usize)) {
                *place = code;
            }
        }
        let (numbers, _) = bytes
            .get(4 * (6 + chars)..)
            .unwrap_or_default()
            .as_chunks::<8>();
        let (logs, slots) = numbers.split_at(frequencies.min(numbers.len()));
        let logs = logs.iter().map(|log| f64::from_le_bytes(*log) - log_total);
        Self {
            slots,
            letters: (FIRST..=LAST)
                .filter_map(char::from_u32)
                .map(|c| Letter::of(c, &codes))
                .collect(),
            codes,
            logs: std::iter::once(f64::NEG_INFINITY).chain(logs).collect(),
            chars,
            log_total,
        }
    }

    /// A character, whether or not a word has it.
    #[inline]
    pub(super) fn letter(&self, c: char) -> Letter {
        let place = u32::from(c).wrapping_sub(FIRST) as usize;
        match self.letters.get(place) {
            Some(letter) => *letter,
            None => Letter::of(c, &self.codes),
        }
    }

    #[inline]
    fn slot(&self, at: usize) -> u64 {
        self.slots
            .get(at)
            .map_or(SLOT, |slot| u64::from_le_bytes(*slot))
    }

    /// Calls `emit(characters, logarithm)` for every word that `letters` begin with, the shortest first, and with the
    /// logarithm of nought for what only begins a word.
    #[inline]
    pub(super) fn prefixes(&self, letters: &[Letter], mut emit: impl FnMut(usize, f64)) {
        let Some(first) = letters.first().filter(|letter| letter.code != 0) else {
            return;
        };
        // The slot of a lone character is its code.
        let mut at = usize::from(first.code);
        let mut slot = self.slot(at);
        emit(1, self.log(slot));
        for (before, letter) in letters.iter().enumerate().skip(1) {
            // The signs of the children tell most strangers apart without a look at their place.
            if slot >> letter.sign & 1 == 0 {
                return;
            }
            let next = self.child(slot, *letter);
            slot = self.slot(next);
            if slot & SLOT != at as u64 {
                return;
            }
            at = next;
            emit(before + 1, self.log(slot));
        }
    }

    /// Where the slot of a child is, if it is its parent's.
    #[inline]
    fn child(&self, slot: u64, letter: Letter) -> usize {
        ((slot >> 20 & SLOT) as usize + usize::from(letter.code)).wrapping_sub(self.chars)
    }

    #[inline]
    fn log(&self, slot: u64) -> f64 {
        let place = (slot >> 40 & 0x1FFF) as usize;
        self.logs.get(place).copied().unwrap_or(f64::NEG_INFINITY)
    }

    /// Every word with the logarithm of its frequency, in no particular order: to prove that the file is what it should be.
    #[cfg(test)]
    pub(super) fn words(&self) -> Vec<(String, f64)> {
        let chars: std::collections::BTreeMap<usize, char> = (FIRST..=LAST)
            .filter_map(char::from_u32)
            .zip(&self.codes)
            .map(|(c, code)| (usize::from(*code), c))
            .collect();
        let mut words = Vec::new();
        for (at, bytes) in self.slots.iter().enumerate().skip(1) {
            let slot = u64::from_le_bytes(*bytes);
            if slot & SLOT == SLOT || slot >> 40 & 0x1FFF == 0 {
                continue;
            }
            let (mut here, mut word) = (at, Vec::new());
            while here != 0 {
                let parent = (self.slot(here) & SLOT) as usize;
                let base = (self.slot(parent) >> 20 & SLOT) as usize;
                word.push(chars[&(here + self.chars - base)]);
                here = parent;
            }
            words.push((word.iter().rev().collect(), self.log(slot) + self.log_total));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::STOCK;

    /// Over `word frequency` a line, in the order of the words: FNV-1a, 64 bits, as for the lines of jieba-rs 0.11's
    /// `dict.txt` that have nothing but Han characters.
    const FINGERPRINT: u64 = 0x5413_f7c1_2390_2963;

    #[test]
    fn the_compiled_dictionary_has_the_words_of_the_stock_one_and_no_others() {
        let mut words: Vec<(String, u64)> = STOCK
            .words()
            .into_iter()
            .map(|(word, log)| (word, log.exp().round() as u64))
            .collect();
        words.sort();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for (word, frequency) in &words {
            for byte in format!("{word} {frequency}\n").bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        }
        assert_eq!((words.len(), hash), (348_974, FINGERPRINT));
        assert_eq!(STOCK.log_total, libm::log(60_101_964.0));
    }
}
