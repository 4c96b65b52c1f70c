//! Text to words: a lexer that knows how tweets are written, segmentation of Chinese, languages by script, one spelling
//! for counting, stop words, and counts of words by distinct authors.
//!
//! This crate must not know tweets as records, reports, sites or pictures; it reads text and nothing else, and touches
//! neither the disk nor the clock. Its word lists are plain files in `data/`, compiled in; a program may add to each of them
//! at run time ([`Lexicon`]).

mod count;
mod countable;
mod fold;
mod language;
mod lexer;
mod lexicon;
mod list;
mod names;
mod phrases;
mod script;
mod segment;
mod token;

pub use count::{Counted, Counts};
pub use fold::{fold, simplified};
pub use language::{Language, language};
pub use lexicon::{Lexicon, stop_word, tokens};
pub use phrases::Phrases;
pub use script::{is_han, is_hangul, is_kana, lower, push_lower};
pub use token::{Kind, Token};
