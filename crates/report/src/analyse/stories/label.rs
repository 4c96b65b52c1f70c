//! The terms that may name a group of tweets, the best first.
//!
//! It must not know what is told under the name.

use super::rarity::Rarity;
use crate::analyse::news;
use crate::analyse::reading::{MAKER, NAME, Reading, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A term that may name a group.
pub(super) struct Label {
    pub(super) term: Term,
    /// How most of the group write it.
    pub(super) shown: String,
    /// Share of the group's authors who say it, in percent.
    pub(super) share: usize,
    pub(super) authors: usize,
    pub(super) worth: u32,
}

impl Label {
    /// Whether it can name a story of so many authors. A name outside the gazetteer must be said by several.
    pub(super) fn names(&self, people: usize) -> bool {
        let said = match &self.term {
            Term::Entity(_) => self.authors >= 2.min(people),
            Term::Word(_) => {
                let small = self
                    .shown
                    .chars()
                    .all(|c| !c.is_uppercase() && c.is_ascii());
                let named = self.worth >= NAME && !small;
                named && self.authors >= 2 && !news::is_place(&self.shown)
            }
        };
        said && self.worth > 60 && self.worth != MAKER && self.share >= 34
    }
}

/// The terms that name a group, best first.
pub(super) fn labels(tweets: &[usize], readings: &[Reading<'_>], rarity: &Rarity) -> Vec<Label> {
    let mut authors: BTreeMap<&Term, BTreeSet<&str>> = BTreeMap::new();
    let mut shown: BTreeMap<&Term, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut worth: BTreeMap<&Term, u32> = BTreeMap::new();
    let everybody: BTreeSet<&str> = tweets
        .iter()
        .map(|&i| readings[i].author.as_str())
        .collect();
    for &i in tweets {
        for (term, used) in readings[i]
            .terms
            .iter()
            .filter(|(_, used)| used.worth != MAKER && used.central)
        {
            authors.entry(term).or_default().insert(&readings[i].author);
            *shown
                .entry(term)
                .or_default()
                .entry(&used.shown)
                .or_default() += 1;
            let known = worth.entry(term).or_default();
            *known = (*known).max(used.worth);
        }
    }
    let mut ranked: Vec<(i64, &Term)> = authors
        .iter()
        .map(|(term, people)| {
            // A word of prose names nothing; a name counts by how many say it and how few others do.
            let worth = f64::from(worth[term].saturating_sub(60)) / 100.0;
            let score = people.len() as f64 * worth * libm::sqrt(rarity.idf(term));
            ((score * 1000.0) as i64, *term)
        })
        .collect();
    ranked.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    ranked
        .into_iter()
        .map(|(_, term)| {
            let spelling = shown[term]
                .iter()
                .max_by_key(|(text, uses)| (**uses, Reversed(text)))
                .map_or("", |(text, _)| text);
            Label {
                term: term.clone(),
                shown: spelling.to_owned(),
                share: authors[term].len() * 100 / everybody.len().max(1),
                authors: authors[term].len(),
                worth: worth[term],
            }
        })
        .collect()
}

/// Orders text backwards, so that the first of equals wins a maximum.
#[derive(PartialEq, Eq)]
struct Reversed<'a>(&'a str);

impl Ord for Reversed<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.cmp(self.0)
    }
}

impl PartialOrd for Reversed<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
