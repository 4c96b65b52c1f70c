//! The words a reader of texts knows: how Chinese is cut, which names stay whole, which words say nothing, which are one.
//!
//! The shipped lexicon is made of the files in `data/`; a program may add what its author wants, in the same format.

use crate::fold;
use crate::lexer::{self, Piece};
use crate::list::lines;
use crate::names::{self, Names};
use crate::segment::Segmenter;
use crate::token::Token;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that the stock dictionary lacks; one a line, optionally with a frequency.
const DICTIONARY: &str = include_str!("../data/dictionary.txt");

const STOP: [&str; 3] = [
    include_str!("../data/stop-zh.txt"),
    include_str!("../data/stop-en.txt"),
    include_str!("../data/stop-tweets.txt"),
];

/// A set of word lists.
#[derive(Clone, Debug)]
pub struct Lexicon {
    segmenter: Segmenter,
    names: Names,
    stop: HashSet<String>,
    /// Folded spelling to the folded spelling it counts as.
    synonyms: HashMap<String, String>,
}

static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon {
        segmenter: Segmenter::default(),
        names: Names::default(),
        stop: HashSet::new(),
        synonyms: HashMap::new(),
    }
    .with_words(DICTIONARY)
    .with_names(names::SHIPPED)
    .with_stop_words(&STOP.join("\n"))
});

impl Lexicon {
    /// The lists that come with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The same with more words that stay whole: one a line, optionally a frequency after a space. Han words go to the
    /// segmenter, everything else counts as a name.
    #[must_use]
    pub fn with_words(mut self, list: &str) -> Self {
        for line in lines(list) {
            let (word, frequency) = match line.rsplit_once(char::is_whitespace) {
                Some((word, last)) if last.bytes().all(|b| b.is_ascii_digit()) => {
                    (word.trim(), last.parse().ok())
                }
                _ => (line, None),
            };
            if word.chars().all(crate::is_han) {
                self.segmenter.add(word, frequency);
            } else {
                self.names.add(line);
            }
        }
        self
    }

    /// The same with more names: one a line; a `+` at its end says that versions may follow.
    #[must_use]
    pub fn with_names(mut self, list: &str) -> Self {
        for line in lines(list) {
            match line.strip_suffix('+') {
                Some(name) => self.names.set(name.trim(), true),
                None => self.names.set(line, false),
            }
        }
        self
    }

    /// The same with more stop words, between white space; `!word` takes one out.
    #[must_use]
    pub fn with_stop_words(mut self, list: &str) -> Self {
        for word in lines(list).flat_map(str::split_whitespace) {
            match word.strip_prefix('!') {
                Some(word) if !word.is_empty() => self.stop.remove(&fold(word)),
                _ => self.stop.insert(fold(word)),
            };
        }
        self
    }

    /// The same with words that count as one: `word = spelling, spelling`, a group a line. The spellings stay whole, too.
    #[must_use]
    pub fn with_synonyms(mut self, list: &str) -> Self {
        for line in lines(list) {
            let Some((word, spellings)) = line.split_once('=') else {
                continue;
            };
            for spelling in spellings.split(',').chain([word]).map(str::trim) {
                self = self.with_words(spelling);
                self.synonyms.insert(fold(spelling), fold(word.trim()));
            }
        }
        self
    }

    /// Cuts a text into tokens. Addresses, handles, tags, numbers with units and names with versions stay whole; Chinese
    /// is segmented.
    pub fn tokens<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        self.pieces(text)
            .into_iter()
            .map(|piece| piece.token(text))
            .collect()
    }

    pub(crate) fn pieces(&self, text: &str) -> Vec<Piece> {
        let pieces = lexer::pieces(text, |run, emit| self.segmenter.han_run(run, emit));
        names::join(text, pieces, &self.names, &|word| self.stop_word(word))
    }

    /// Whether a word, spelt as [`fold`] spells it, is too common to say what a text is about.
    pub fn stop_word(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// What a word, spelt as [`fold`] spells it, counts as.
    pub(crate) fn key<'a>(&'a self, folded: &'a str) -> &'a str {
        self.synonyms.get(folded).map_or(folded, String::as_str)
    }
}

/// Cuts a text by the shipped lexicon, see [`Lexicon::tokens`].
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    Lexicon::shipped().tokens(text)
}

/// Whether a word is a stop word of the shipped lexicon, see [`Lexicon::stop_word`].
pub fn stop_word(folded: &str) -> bool {
    Lexicon::shipped().stop_word(folded)
}
