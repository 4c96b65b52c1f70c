//! The words of the cloud: by how many authors say them, coloured by the story they are said in.

use super::desk::Desk;
use crate::analysis::CloudWord;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Stories that have a colour of their own.
const COLOURS: usize = 6;

pub(super) fn words(desk: &Desk<'_>, most: usize) -> Vec<CloudWord> {
    let mut counts = words::Counts::default();
    for (_, reading) in desk.counted() {
        counts.add(xxh3_64(reading.author.as_bytes()), &reading.tweet.text);
    }
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
    let ranked = counts.ranked();
    // Words of one author alone fill the picture only when there are too few of the others.
    let shared = ranked.iter().filter(|word| word.authors > 1).count();
    let least = if shared >= 40 { 2 } else { 1 };
    ranked
        .into_iter()
        .filter(|word| word.authors >= least)
        .take(most)
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
                text: word.text,
                weight: word.authors,
                group: best.map_or(0, |(i, _)| *i as u16 + 1),
            }
        })
        .collect()
}
