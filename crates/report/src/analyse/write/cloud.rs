//! The words of the cloud: by how many authors say them, or as the author of the blog chose, coloured by the story they are
//! said in. Advertising and repetitions do not count.

use super::desk::Desk;
use crate::analyse::reading::Reading;
use crate::analyse::{Cloud, Weight};
use crate::analysis::CloudWord;
use rayon::prelude::*;
use std::collections::BTreeMap;
use words::{Counted, Counts, Lexicon, Phrases};
use xxhash_rust::xxh3::xxh3_64;

/// Stories that have a colour of their own: with that of all other words as many as a palette has inks.
const COLOURS: usize = 5;

/// Texts that are counted at once.
const CHUNK: usize = 64;

/// The words of texts, each with its author's handle, by distinct authors.
pub(in crate::analyse) fn count(lexicon: &Lexicon, texts: &[(&str, &str)]) -> Vec<Counted> {
    let texts: Vec<(u64, &str)> = texts
        .iter()
        .map(|(author, text)| (xxh3_64(author.to_lowercase().as_bytes()), *text))
        .collect();
    let phrases = Phrases::find(lexicon, &texts);
    texts
        .par_chunks(CHUNK)
        .map(|texts| {
            let mut counts = Counts::default();
            for (author, text) in texts {
                counts.add(lexicon, &phrases, *author, text);
            }
            counts
        })
        .reduce(Counts::default, Counts::merge)
        .ranked()
}

/// The weight of a word, see [`Weight`]; that of TF-IDF in hundredths.
fn weight(word: &Counted, cloud: &Cloud) -> u64 {
    match cloud.weight {
        Weight::Authors => word.authors,
        Weight::Uses => word.uses,
        Weight::TfIdf => {
            let days = cloud.earlier.len() as f64;
            let with = cloud
                .earlier
                .iter()
                .filter(|day| day.contains(&word.key))
                .count() as f64;
            let rarity = libm::log((1.0 + days) / (1.0 + with)) + 1.0;
            libm::round(word.authors as f64 * rarity * 100.0) as u64
        }
    }
}

/// The words of all that counts.
pub(in crate::analyse) fn of_readings(readings: &[Reading<'_>], lexicon: &Lexicon) -> Vec<Counted> {
    let texts: Vec<(&str, &str)> = readings
        .iter()
        .map(|reading| (reading.author.as_str(), reading.tweet.text.as_str()))
        .collect();
    count(lexicon, &texts)
}

pub(super) fn words(desk: &Desk<'_>, mut ranked: Vec<Counted>, cloud: &Cloud) -> Vec<CloudWord> {
    // Stable: among equals the order of authors stays.
    ranked.sort_by_key(|word| std::cmp::Reverse(weight(word, cloud)));
    let told = desk.told();
    let texts: Vec<String> = told
        .iter()
        .take(COLOURS)
        .map(|story| {
            let texts: Vec<String> = story
                .tweets
                .iter()
                .map(|&i| desk.readings[i].tweet.text.to_lowercase())
                .collect();
            texts.join("\n")
        })
        .collect();
    // Words of one author alone fill the picture only when there are too few of the others.
    let shared = ranked.iter().filter(|word| word.authors > 1).count();
    let least = if shared >= 40 { 2 } else { 1 };
    ranked
        .into_iter()
        .filter(|word| word.authors >= least)
        .take(cloud.words)
        .map(|word| {
            let lower = word.text.to_lowercase();
            let uses: BTreeMap<usize, usize> = texts
                .iter()
                .enumerate()
                .map(|(i, text)| (i, text.matches(&lower).count()))
                .collect();
            let best = uses
                .iter()
                .max_by_key(|(i, n)| (**n, std::cmp::Reverse(**i)))
                .filter(|(_, n)| **n > 0);
            CloudWord {
                weight: weight(&word, cloud),
                text: word.text,
                group: best.map_or(0, |(i, _)| *i as u16 + 1),
            }
        })
        .collect()
}
