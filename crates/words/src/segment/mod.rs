//! Chinese text without spaces -> words: the most probable way through the dictionary, and what it leaves in single
//! characters through the hidden Markov model of jieba-rs.
//!
//! The boundaries are those of jieba-rs with the same words; only its dictionary is ours, because loading the stock one
//! costs 98 ms and 32 MB a process and this one nothing (`dictionary`).

mod dictionary;
mod user;

use crate::fold::simplified;
use dictionary::{Dictionary, STOCK};
use jieba_rs::Jieba;
use std::cell::RefCell;
use std::sync::LazyLock;
use user::UserWords;

/// Han runs are cut in pieces of at most this many characters, so that one monstrous line cannot claim the memory of
/// its whole lattice at once.
const LONGEST_RUN: usize = 4096;

/// The model alone: with an empty dictionary, everything jieba-rs is given goes through it.
static MODEL: LazyLock<Jieba> = LazyLock::new(Jieba::empty);

/// A dictionary with the words an author added.
#[derive(Clone, Debug)]
pub(crate) struct Segmenter {
    user: UserWords,
    /// Natural logarithm of the sum of all frequencies.
    log_total: f64,
}

/// What one thread needs while it cuts.
#[derive(Default)]
struct Scratch {
    chars: Vec<char>,
    codes: Vec<u16>,
    route: Vec<Step>,
    text: String,
}

/// The best way from a character on.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Logarithm of the probability of the rest.
    log: f64,
    /// Where the word that begins here ends.
    end: usize,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Segmenter {
    /// The stock dictionary.
    pub(crate) fn stock() -> Self {
        Self {
            user: UserWords::default(),
            log_total: libm::log(STOCK.total as f64),
        }
    }

    /// The same with one word more. Without a frequency it gets just enough to stay whole.
    pub(crate) fn add(&mut self, word: &str, frequency: Option<u64>) {
        let folded: Vec<char> = simplified(word).chars().collect();
        if folded.len() < 2 || !folded.iter().all(|c| crate::is_han(*c)) {
            return;
        }
        let dictionary: &Dictionary = &STOCK;
        let codes: Vec<u16> = folded.iter().map(|c| dictionary.code(*c)).collect();
        let mut route = Vec::new();
        self.route(&folded, &codes, &mut route);
        let frequency = frequency.unwrap_or_else(|| {
            let whole = self.word(&folded, &codes).map_or(1.0, libm::exp);
            let parts = libm::exp(route[0].log + self.log_total);
            // The largest frequency of the stock dictionary is below a million.
            parts.max(whole - 1.0).clamp(0.0, 1e6) as u64 + 1
        });
        self.user.add(folded, libm::log(frequency.max(1) as f64));
    }

    /// The logarithm of the frequency of a word, if it is one.
    fn word(&self, chars: &[char], codes: &[u16]) -> Option<f64> {
        let mut found = None;
        self.prefixes(chars, codes, |length, log| {
            if length == chars.len() {
                found = Some(found.map_or(log, |other: f64| other.max(log)));
            }
        });
        found
    }

    /// All words that begin here: their lengths and the logarithms of their frequencies.
    #[inline]
    fn prefixes(&self, chars: &[char], codes: &[u16], mut emit: impl FnMut(usize, f64)) {
        STOCK.prefixes(codes, &mut emit);
        self.user.prefixes(chars, emit);
    }

    /// The most probable words from each character on; of equals the longer first word.
    fn route(&self, chars: &[char], codes: &[u16], route: &mut Vec<Step>) {
        route.clear();
        route.resize(chars.len() + 1, Step::default());
        for at in (0..chars.len()).rev() {
            let mut best: Option<Step> = None;
            self.prefixes(&chars[at..], &codes[at..], |length, log| {
                let end = at + length;
                let log = log - self.log_total + route[end].log;
                if best.is_none_or(|best| log > best.log || (log == best.log && end > best.end)) {
                    best = Some(Step { log, end });
                }
            });
            route[at] = best.unwrap_or_else(|| Step {
                log: route[at + 1].log - self.log_total,
                end: at + 1,
            });
        }
    }

    /// Cuts a run of Han characters and hands each word's length in bytes to `emit`, in order. Traditional characters
    /// are cut as their Simplified ones would be.
    pub(crate) fn han_run(&self, run: &str, emit: &mut dyn FnMut(usize)) {
        let mut rest = run.chars();
        SCRATCH.with_borrow_mut(|scratch| {
            loop {
                let piece = rest.as_str();
                scratch.chars.clear();
                // What no dictionary has stands alone and ends the piece.
                let stranger = loop {
                    match rest.clone().next() {
                        Some('々' | '〇') => break rest.next(),
                        Some(c) if scratch.chars.len() < LONGEST_RUN => {
                            scratch.chars.push(c);
                            rest.next();
                        }
                        _ => break None,
                    }
                };
                if scratch.chars.is_empty() && stranger.is_none() {
                    return;
                }
                self.piece(piece, scratch, emit);
                if let Some(c) = stranger {
                    emit(c.len_utf8());
                }
            }
        });
    }

    /// Cuts `scratch.chars`, with which `written` begins.
    fn piece(&self, written: &str, scratch: &mut Scratch, emit: &mut dyn FnMut(usize)) {
        let Scratch {
            chars,
            codes,
            route,
            text,
        } = scratch;
        let dictionary: &Dictionary = &STOCK;
        let mut written = written.chars();
        // One character folds to one character, so counting them finds the same word in what was written.
        let mut emit = |count: usize| emit(written.by_ref().take(count).map(char::len_utf8).sum());
        chars
            .iter_mut()
            .for_each(|c| *c = crate::fold::simplified_char(*c));
        codes.clear();
        codes.extend(chars.iter().map(|c| dictionary.code(*c)));
        self.route(chars, codes, route);
        let (mut at, mut singles) = (0, 0);
        while at <= chars.len() {
            let end = route[at].end;
            if end == at + 1 {
                at = end;
                continue;
            }
            // From `singles` to `at` the best way has nothing but single characters.
            match at - singles {
                0 => {}
                1 => emit(1),
                count
                    if self
                        .word(&chars[singles..at], &codes[singles..at])
                        .is_some() =>
                {
                    (0..count).for_each(|_| emit(1));
                }
                _ => {
                    text.clear();
                    text.extend(&chars[singles..at]);
                    for word in MODEL.cut(text, true) {
                        emit(word.end - word.start);
                    }
                }
            }
            if at == chars.len() {
                return;
            }
            emit(end - at);
            (at, singles) = (end, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Segmenter;

    fn cut(segmenter: &Segmenter, text: &str) -> String {
        let (mut words, mut at) = (Vec::new(), 0);
        segmenter.han_run(text, &mut |length| {
            words.push(&text[at..at + length]);
            at += length;
        });
        words.join("/")
    }

    /// `stock.txt` holds sentences with the boundaries that jieba-rs 0.11 gave them with its own dictionary, HMM on.
    #[test]
    fn boundaries_are_those_of_the_stock_segmenter() {
        let stock = Segmenter::stock();
        for line in include_str!("../../tests/stock.txt").lines() {
            assert_eq!(cut(&stock, &line.replace('/', "")), line);
        }
    }

    #[test]
    fn added_words_stay_whole_in_either_script_and_long_runs_are_cut_too() {
        let mut segmenter = Segmenter::stock();
        assert_eq!(cut(&segmenter, "问月之暗面"), "问月/之/暗面");
        segmenter.add("月之暗面", None);
        segmenter.add("發布會", None);
        assert_eq!(cut(&segmenter, "问月之暗面發佈会"), "问/月之暗面/發佈会");
        assert_eq!(cut(&segmenter, "月之暗面发布会"), "月之暗面/发布会");
        let long = "月之暗面".repeat(3000);
        assert_eq!(cut(&segmenter, &long).split('/').count(), 3000);
        segmenter.add("𠮷野家", Some(5));
        assert_eq!(cut(&segmenter, "去𠮷野家"), "去/𠮷野家");
    }
}
