//! Words with their weights: by how many people say them, so that nobody can shout a word into first place.

use crate::lexicon::Lexicon;
use crate::phrases::Phrases;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of words over any number of texts. `merge` is associative, commutative and exact, so texts can be counted in
/// parts and in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    words: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    spellings: BTreeMap<String, u64>,
    authors: BTreeSet<u64>,
    texts: u64,
    uses: u64,
}

/// A word and how much it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The spelling most texts use; the first in code-point order among equals.
    pub text: String,
    /// The spelling under which it is counted, see [`fold`](crate::fold).
    pub key: String,
    /// Distinct authors.
    pub authors: u64,
    /// Texts that have it.
    pub texts: u64,
    /// Occurrences.
    pub uses: u64,
}

impl Counts {
    /// Counts the words and phrases of one text by one author. `author` is any value that is equal exactly for one and the
    /// same author, such as a fingerprint of the handle in lower case.
    pub fn add(&mut self, lexicon: &Lexicon, phrases: &Phrases, author: u64, text: &str) {
        let mut seen = BTreeSet::new();
        for unit in phrases.units(lexicon, text) {
            let entry = self.words.entry(unit.key.clone()).or_default();
            entry.uses += 1;
            if seen.insert(unit.key) {
                entry.texts += 1;
                entry.authors.insert(author);
                *entry
                    .spellings
                    .entry(text[unit.start..unit.end].to_owned())
                    .or_default() += 1;
            }
        }
    }

    /// The counts of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (key, entry) in other.words {
            self.words.entry(key).or_default().absorb(entry);
        }
        self
    }

    /// The words, the most authors first, then the most texts, then by key. An English plural whose singular occurs too
    /// counts as its singular.
    pub fn ranked(mut self) -> Vec<Counted> {
        let plurals: Vec<String> = self
            .words
            .keys()
            .filter(|key| singular(key).is_some_and(|one| self.words.contains_key(one)))
            .cloned()
            .collect();
        // Longest first, so that no singular is gone before its plural comes to it.
        for plural in plurals.iter().rev() {
            if let (Some(one), Some(entry)) = (singular(plural), self.words.remove(plural)) {
                self.words.entry(one.to_owned()).or_default().absorb(entry);
            }
        }
        let mut ranked: Vec<Counted> = self
            .words
            .into_iter()
            .map(|(key, entry)| entry.counted(key))
            .collect();
        ranked.sort_by(|a, b| (b.authors, b.texts, &a.key).cmp(&(a.authors, a.texts, &b.key)));
        ranked
    }
}

impl Entry {
    fn absorb(&mut self, other: Self) {
        self.uses += other.uses;
        self.texts += other.texts;
        self.authors.extend(other.authors);
        for (spelling, count) in other.spellings {
            *self.spellings.entry(spelling).or_default() += count;
        }
    }

    fn counted(self, key: String) -> Counted {
        let best = self
            .spellings
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        Counted {
            text: best.map_or_else(|| key.clone(), |(spelling, _)| spelling.clone()),
            key,
            authors: self.authors.len() as u64,
            texts: self.texts,
            uses: self.uses,
        }
    }
}

/// The singular a plural may belong to: `agents` -> `agent`. Only ever applied when both occur.
fn singular(key: &str) -> Option<&str> {
    let one = key.strip_suffix('s')?;
    let regular = one.len() >= 3
        && one.bytes().all(|b| b.is_ascii_lowercase())
        && !one.ends_with(['s', 'u', 'i']);
    (regular && one != "new").then_some(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(u64, &str); 5] = [
        (1, "GPT-4o GPT-4o GPT-4o 大模型来了 agents"),
        (1, "gpt 4o again, 大模型 agent"),
        (2, "GPT-4o https://t.co/x 大模型 #大模型"),
        (3, "機器學習 agents"),
        (4, "机器学习 机器学习 123 的"),
    ];

    fn count(texts: &[(u64, &str)]) -> Counts {
        let mut counts = Counts::default();
        texts.iter().for_each(|(author, text)| {
            counts.add(Lexicon::shipped(), &Phrases::default(), *author, text);
        });
        counts
    }

    #[test]
    fn authors_weigh_not_repetition() {
        let ranked = count(&TEXTS).ranked();
        let shown: Vec<_> = ranked
            .iter()
            .map(|word| (word.text.as_str(), word.authors, word.texts, word.uses))
            .collect();
        assert_eq!(
            shown,
            [
                ("agents", 2, 3, 3),
                ("GPT-4o", 2, 3, 5),
                ("大模型", 2, 3, 4),
                ("机器学习", 2, 2, 3)
            ]
        );
    }

    #[test]
    fn counting_halves_and_merging_counts_the_whole() {
        for middle in 0..=TEXTS.len() {
            let (left, right) = TEXTS.split_at(middle);
            assert_eq!(count(right).merge(count(left)), count(&TEXTS));
        }
    }
}
