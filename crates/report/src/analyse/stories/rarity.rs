//! How rare each term is among the tweets that count, and so how much two tweets have in common.
//!
//! It must not know groups.

use crate::analyse::reading::{Reading, Term};
use std::collections::BTreeMap;

/// How rare each term is among the tweets that count.
pub(super) struct Rarity {
    numbers: BTreeMap<Term, (u32, usize)>,
    tweets: usize,
}

impl Rarity {
    pub(super) fn of(readings: &[Reading<'_>]) -> Self {
        let mut numbers: BTreeMap<Term, (u32, usize)> = BTreeMap::new();
        for reading in readings {
            for term in reading.terms.keys() {
                let next = numbers.len() as u32;
                numbers.entry(term.clone()).or_insert((next, 0)).1 += 1;
            }
        }
        Self {
            numbers,
            tweets: readings.len(),
        }
    }

    /// The number under which a term stands in the vectors.
    pub(super) fn number(&self, term: &Term) -> Option<u32> {
        self.numbers.get(term).map(|(number, _)| *number)
    }

    pub(super) fn idf(&self, term: &Term) -> f64 {
        let uses = self.numbers.get(term).map_or(1, |(_, uses)| *uses).max(1);
        libm::log(1.0 + self.tweets as f64 / uses as f64)
    }

    /// The weights of the terms that the tweet shares with others, its length being 1.
    pub(super) fn vector(&self, reading: &Reading<'_>) -> BTreeMap<u32, f64> {
        let raw: Vec<(u32, f64)> = reading
            .terms
            .iter()
            .filter_map(|(term, used)| {
                let (number, uses) = self.numbers.get(term)?;
                (*uses >= 2).then(|| (*number, f64::from(used.worth) / 100.0 * self.idf(term)))
            })
            .collect();
        let norm = libm::sqrt(raw.iter().map(|(_, w)| w * w).sum::<f64>()).max(3.0);
        raw.into_iter()
            .map(|(term, weight)| (term, weight / norm))
            .collect()
    }
}
