//! Text to words: a lexer that knows how tweets are written, segmentation of Chinese, languages by script, one spelling
//! for counting, stop words, and counts of words by distinct authors.
//!
//! This crate must not know tweets as records, reports, sites or pictures; it reads text and nothing else, and touches
//! neither the disk nor the clock. Its word lists are plain files in `data/`, compiled in: edit a line, build, done.

mod count;
mod fold;
mod language;
mod lexer;
mod names;
mod script;
mod segment;
mod stop;
mod token;

pub use count::{Counted, Counts};
pub use fold::{fold, simplified};
pub use language::{Language, language};
pub use lexer::tokens;
pub use script::{is_han, is_hangul, is_kana};
pub use stop::stop_word;
pub use token::{Kind, Token};

/// The lines of a list in `data/`: without comments (`#` and a space, to the end of the line) and blanks.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(|line| match line.strip_prefix('#') {
            Some(_) => "",
            None => line.split(" # ").next().unwrap_or(line).trim(),
        })
        .filter(|line| !line.is_empty())
}
