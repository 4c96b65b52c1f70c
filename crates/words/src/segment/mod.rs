//! Chinese text without spaces -> words: the most probable way through the dictionary, and what it leaves in single
//! characters through the hidden Markov model of jieba-rs.
//!
//! The boundaries are those of jieba-rs with the same words; only its dictionary is ours, because loading the stock one
//! costs 98 ms and 32 MB a process and this one nothing (`dictionary`).

mod dictionary;
mod user;

use crate::fold::simplified;
use dictionary::{Dictionary, Letter, STOCK};
use jieba_rs::Jieba;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;
use user::UserWords;

/// Han runs are cut in pieces of at most this many characters, so that one monstrous line cannot claim the memory of
/// its whole lattice at once.
const LONGEST_RUN: usize = 4096;

/// The model alone: with an empty dictionary, everything jieba-rs is given goes through it.
static MODEL: LazyLock<Jieba> = LazyLock::new(Jieba::empty);

/// A dictionary with the words an author added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segmenter {
    user: UserWords,
}

/// What one thread needs while it cuts.
#[derive(Default)]
struct Scratch {
    run: Run,
    text: String,
}

/// Letters in a row, and the most probable way through them.
#[derive(Default)]
struct Run {
    letters: Vec<Letter>,
    /// From each letter on, and from their end.
    route: Vec<Step>,
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
    /// The same with one word more. Without a frequency it gets just enough to stay whole.
    pub(crate) fn add(&mut self, word: &str, frequency: Option<u64>) {
        let folded: Vec<char> = simplified(word).chars().collect();
        if folded.len() < 2 || !folded.iter().all(|c| crate::is_han(*c)) {
            return;
        }
        let dictionary: &Dictionary = &STOCK;
        let mut run = Run {
            letters: folded.iter().map(|c| dictionary.letter(*c)).collect(),
            ..Run::default()
        };
        let frequency = frequency.unwrap_or_else(|| {
            self.find_route(dictionary, &mut run);
            let of = |log: f64| libm::exp(log + dictionary.log_total);
            let whole = self.word(dictionary, &run, 0..folded.len()).map_or(1.0, of);
            // The largest frequency of the stock dictionary is below a million.
            of(run.route[0].log).max(whole - 1.0).clamp(0.0, 1e6) as u64 + 1
        });
        let log = libm::log(frequency.max(1) as f64) - dictionary.log_total;
        self.user.add(folded, log);
    }

    /// The logarithm of the probability of letters of a run as one word, if they are one.
    fn word(&self, dictionary: &Dictionary, run: &Run, range: Range<usize>) -> Option<f64> {
        let letters = &run.letters[range];
        let mut found = f64::NEG_INFINITY;
        let mut emit = |length, log: f64| {
            if length == letters.len() {
                found = found.max(log);
            }
        };
        dictionary.prefixes(letters, &mut emit);
        self.user.prefixes(letters, emit);
        (found != f64::NEG_INFINITY).then_some(found)
    }

    /// Finds the most probable words from each letter on; of equals the longer first word.
    fn find_route(&self, dictionary: &Dictionary, run: &mut Run) {
        let Run { letters, route } = run;
        route.clear();
        route.resize(letters.len() + 1, Step::default());
        for at in (0..letters.len()).rev() {
            let rest = &route[at + 1..];
            let mut best = Step {
                log: f64::NEG_INFINITY,
                end: at + 1,
            };
            dictionary.prefixes(&letters[at..], |length, log| {
                let log = log + rest[length - 1].log;
                // Longer words come later.
                if log >= best.log {
                    best = Step {
                        log,
                        end: at + length,
                    };
                }
            });
            self.user.prefixes(&letters[at..], |length, log| {
                let (log, end) = (log + rest[length - 1].log, at + length);
                if log > best.log || (log == best.log && end > best.end) {
                    best = Step { log, end };
                }
            });
            if best.log == f64::NEG_INFINITY {
                best = Step {
                    log: rest[0].log - dictionary.log_total,
                    end: at + 1,
                };
            }
            route[at] = best;
        }
    }

    /// Cuts a run of Han characters and hands each word's length in bytes to `emit`, in order. Traditional characters
    /// are cut as their Simplified ones would be.
    pub(crate) fn han_run(&self, run: &str, emit: &mut dyn FnMut(usize)) {
        let dictionary: &Dictionary = &STOCK;
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.run.letters.clear();
            for c in run.chars() {
                // What no dictionary has stands alone and ends the piece.
                let stranger = matches!(c, '々' | '〇');
                if stranger || scratch.run.letters.len() == LONGEST_RUN {
                    self.piece(dictionary, scratch, emit);
                    scratch.run.letters.clear();
                }
                if stranger {
                    emit(c.len_utf8());
                } else {
                    scratch.run.letters.push(dictionary.letter(c));
                }
            }
            self.piece(dictionary, scratch, emit);
        });
    }

    /// Cuts the letters of `scratch`.
    fn piece(&self, dictionary: &Dictionary, scratch: &mut Scratch, emit: &mut dyn FnMut(usize)) {
        let Scratch { run, text } = scratch;
        self.find_route(dictionary, run);
        let count = run.letters.len();
        let (mut at, mut singles) = (0, 0);
        while at < count {
            let end = run.route[at].end;
            if end > at + 1 {
                self.singles(dictionary, run, singles..at, text, emit);
                emit(bytes(&run.letters[at..end]));
                singles = end;
            }
            at = end;
        }
        self.singles(dictionary, run, singles..count, text, emit);
    }

    /// Cuts letters through which the best way has nothing but single ones.
    fn singles(
        &self,
        dictionary: &Dictionary,
        run: &Run,
        range: Range<usize>,
        text: &mut String,
        emit: &mut dyn FnMut(usize),
    ) {
        let mut rest = &run.letters[range.clone()];
        if rest.len() < 2 || self.word(dictionary, run, range).is_some() {
            rest.iter().for_each(|letter| emit(letter.bytes.into()));
            return;
        }
        text.clear();
        text.extend(rest.iter().map(|letter| letter.folded));
        for word in MODEL.cut(text, true) {
            // One character folds to one character, so counting them finds the same word in what was written.
            let (word, after) = rest.split_at(word.end - word.start);
            emit(bytes(word));
            rest = after;
        }
    }
}

/// How long letters are as they were written.
fn bytes(letters: &[Letter]) -> usize {
    letters.iter().map(|letter| usize::from(letter.bytes)).sum()
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
        let stock = Segmenter::default();
        for line in include_str!("../../tests/stock.txt").lines() {
            assert_eq!(cut(&stock, &line.replace('/', "")), line);
        }
    }

    #[test]
    fn added_words_stay_whole_in_either_script_and_long_runs_are_cut_too() {
        let mut segmenter = Segmenter::default();
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
