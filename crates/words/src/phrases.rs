//! Words that stand together so often that they are one: `machine learning`, `prompt engineering`, 总统 行政令.
//!
//! The measure is the symmetric conditional probability of Silva and Lopes (1999), the probability of each word given the
//! other, multiplied: `n(ab)² / (n(a) · n(b))`, over distinct authors, so that nobody makes a phrase alone. All integers.

use crate::countable::{countable, words_of};
use crate::lexicon::Lexicon;
use crate::token::Kind;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Phrases need at least so many authors.
const AUTHORS: usize = 3;

/// The measure has to reach one in so many.
const ONE_IN: usize = 5;

/// Pairs are joined so many times: phrases have at most four words.
const ROUNDS: usize = 2;

/// Phrases of a collection of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// Per round the pairs that are joined, by key.
    rounds: Vec<BTreeSet<(String, String)>>,
}

/// A word or phrase where it stands in a text.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The spelling it counts under.
    pub(crate) key: String,
    /// It may be part of a phrase.
    joins: bool,
}

impl Phrases {
    /// Finds the phrases of texts, each with its author as [`Counts::add`](crate::Counts::add) wants it.
    pub fn find(lexicon: &Lexicon, texts: &[(u64, &str)]) -> Self {
        let mut phrases = Self::default();
        for _ in 0..ROUNDS {
            let units: Vec<(u64, Vec<Unit>)> = texts
                .par_iter()
                .map(|(author, text)| (*author, phrases.units(lexicon, text)))
                .collect();
            let mut words: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
            for (author, units) in &units {
                for unit in units {
                    words.entry(&unit.key).or_default().insert(*author);
                }
            }
            words.retain(|_, authors| authors.len() >= AUTHORS);
            let mut pairs: BTreeMap<(&str, &str), BTreeSet<u64>> = BTreeMap::new();
            for ((author, units), (_, text)) in units.iter().zip(texts) {
                let neighbours = units.windows(2);
                for pair in neighbours.filter(|pair| meet(text, &pair[0], &pair[1])) {
                    let (a, b) = (pair[0].key.as_str(), pair[1].key.as_str());
                    if words.contains_key(a) && words.contains_key(b) {
                        pairs.entry((a, b)).or_default().insert(*author);
                    }
                }
            }
            let found: BTreeSet<(String, String)> = pairs
                .into_iter()
                .filter(|((a, b), authors)| {
                    let n = authors.len();
                    a != b && n >= AUTHORS && n * n * ONE_IN >= words[a].len() * words[b].len()
                })
                .map(|((a, b), _)| (a.to_owned(), b.to_owned()))
                .collect();
            if found.is_empty() {
                break;
            }
            phrases.rounds.push(found);
        }
        phrases
    }

    /// The words and phrases of a text that count, in order.
    pub(crate) fn units(&self, lexicon: &Lexicon, text: &str) -> Vec<Unit> {
        let mut units: Vec<Unit> = words_of(lexicon, text)
            .filter_map(|piece| {
                let (shift, key) = countable(lexicon, piece.of(text), piece.kind)?;
                let start = piece.at + shift.start;
                Some(Unit {
                    start,
                    end: piece.at + shift.end,
                    key,
                    joins: matches!(piece.kind, Kind::Han | Kind::Latin | Kind::Name),
                })
            })
            .collect();
        for pairs in &self.rounds {
            let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
            for unit in units {
                let whole = joined.last().and_then(|last| {
                    let known = || pairs.contains(&(last.key.clone(), unit.key.clone()));
                    (meet(text, last, &unit) && known()).then(|| join(text, last, &unit))
                });
                match (whole, joined.last_mut()) {
                    (Some(whole), Some(last)) => *last = whole,
                    _ => joined.push(unit),
                }
            }
            units = joined;
        }
        units
    }
}

/// Whether two units stand side by side: Han words without anything between, others with one space.
fn meet(text: &str, a: &Unit, b: &Unit) -> bool {
    let gap = text.get(a.end..b.start);
    let han = |c: Option<char>| c.is_some_and(crate::is_han);
    let close = || han(text[..a.end].chars().next_back()) || han(text[b.start..].chars().next());
    a.joins && b.joins && (gap == Some(" ") || (gap == Some("") && close()))
}

fn join(text: &str, a: &Unit, b: &Unit) -> Unit {
    let close = text[..a.end].chars().next_back().is_some_and(crate::is_han)
        || text[b.start..].chars().next().is_some_and(crate::is_han);
    Unit {
        start: a.start,
        end: b.end,
        key: format!("{}{}{}", a.key, if close { "" } else { " " }, b.key),
        joins: true,
    }
}
