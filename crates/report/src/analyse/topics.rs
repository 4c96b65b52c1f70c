//! Texts alone, grouped by topic: what `cluster` does for the stories of a report, over words only.
//!
//! It must not know tweets.

use super::cluster;
use std::collections::BTreeMap;

/// The group of each text.
pub(super) fn of_texts(texts: &[&str]) -> Vec<usize> {
    let words: Vec<BTreeMap<String, f64>> = texts
        .iter()
        .map(|text| {
            let mut counts = BTreeMap::new();
            for token in words::tokens(text)
                .iter()
                .filter(|token| token.kind.is_word())
            {
                *counts.entry(words::fold(token.text)).or_default() += 1.0;
            }
            counts
        })
        .collect();
    let mut numbers: BTreeMap<&str, (u32, f64)> = BTreeMap::new();
    for word in words.iter().flat_map(BTreeMap::keys) {
        let next = numbers.len() as u32;
        numbers.entry(word).or_insert((next, 0.0)).1 += 1.0;
    }
    let vectors: Vec<BTreeMap<u32, f64>> = words
        .iter()
        .map(|words| {
            let raw: Vec<(u32, f64)> = words
                .iter()
                .map(|(word, count)| {
                    let (number, uses) = numbers[word.as_str()];
                    let rarity = libm::log(1.0 + texts.len() as f64 / uses);
                    (number, (1.0 + libm::log(*count)) * rarity)
                })
                .collect();
            let norm = libm::sqrt(raw.iter().map(|(_, w)| w * w).sum::<f64>()).max(1e-9);
            raw.into_iter()
                .map(|(number, w)| (number, w / norm))
                .collect()
        })
        .collect();
    let mut group = vec![0; texts.len()];
    for (number, members) in cluster::groups(&vectors, 0.1, texts.len())
        .iter()
        .enumerate()
    {
        for &i in members {
            group[i] = number;
        }
    }
    group
}
