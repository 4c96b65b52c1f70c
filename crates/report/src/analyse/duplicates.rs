//! Which tweets repeat an earlier one: retweets, copies and near-copies.
//!
//! Near-copies are found by MinHash over character shingles with banding, and then compared by their true Jaccard
//! similarity, so a chance collision decides nothing. It must not know what the texts are about.

use crate::tweet::{RelationKind, Tweet};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

const SHINGLE: usize = 4;
const BANDS: usize = 16;
const ROWS: usize = 2;
/// Texts that share this much of their shingles say the same.
const SAME: f64 = 0.72;
/// Shorter texts are duplicates only when they are equal.
const SHORTEST: usize = 18;
/// A band shared by more texts than this is looked at only against its first one.
const CROWD: usize = 64;

/// For each tweet the index of the earliest one it repeats. `order` lists the tweets from the earliest to the latest.
pub(super) fn originals(tweets: &[Tweet], order: &[usize]) -> Vec<Option<usize>> {
    let texts: Vec<String> = tweets.par_iter().map(|tweet| bare(&tweet.text)).collect();
    let shingles: Vec<BTreeSet<u64>> = texts.par_iter().map(|text| shingles(text)).collect();
    let by_id: BTreeMap<&str, usize> = tweets
        .iter()
        .enumerate()
        .map(|(i, tweet)| (tweet.id.as_str(), i))
        .collect();
    let mut of: Vec<Option<usize>> = vec![None; tweets.len()];
    let mut same: BTreeMap<&str, usize> = BTreeMap::new();
    let mut bands: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for &i in order {
        let retweeted = tweets[i]
            .relations
            .iter()
            .filter(|relation| relation.kind == RelationKind::RetweetOf)
            .find_map(|relation| by_id.get(relation.id.as_str()).copied())
            .filter(|&original| original != i);
        let text = texts[i].as_str();
        let copied = (!text.is_empty())
            .then(|| same.get(text).copied())
            .flatten();
        let cut = cut_retweet(&tweets[i].text, &texts, &of, order, i);
        let long = text.chars().count() >= SHORTEST;
        let keys = if long {
            signature(&shingles[i])
        } else {
            Vec::new()
        };
        let near = || {
            let candidates: BTreeSet<usize> = keys
                .iter()
                .flat_map(|key| bands.get(key).into_iter().flatten().take(CROWD).copied())
                .collect();
            candidates
                .into_iter()
                .find(|&j| jaccard(&shingles[i], &shingles[j]) >= SAME)
        };
        of[i] = retweeted
            .or(copied)
            .or(cut)
            .or_else(near)
            .map(|j| of[j].unwrap_or(j))
            .filter(|&j| j != i);
        if of[i].is_none() {
            same.entry(text).or_insert(i);
            for key in keys {
                bands.entry(key).or_default().push(i);
            }
        }
    }
    of
}

/// A retweet whose text the service cut (`RT @a: the first words…`) repeats the earlier text that begins so.
fn cut_retweet(
    raw: &str,
    texts: &[String],
    of: &[Option<usize>],
    order: &[usize],
    i: usize,
) -> Option<usize> {
    let text = texts[i].as_str();
    if !raw.starts_with("RT @") || !raw.trim_end().ends_with('…') || text.chars().count() < SHORTEST
    {
        return None;
    }
    order.iter().copied().find(|&j| {
        j != i && of[j].is_none() && texts[j].len() >= text.len() && texts[j].starts_with(text)
    })
}

/// The text without addresses, `RT @handle:`, case, punctuation and white space.
fn bare(text: &str) -> String {
    let text = match text.strip_prefix("RT @") {
        Some(rest) => rest.split_once(':').map_or(rest, |(_, rest)| rest),
        None => text,
    };
    text.split_whitespace()
        .filter(|word| !word.starts_with("http"))
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn shingles(text: &str) -> BTreeSet<u64> {
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    starts
        .windows(SHINGLE + 1)
        .map(|w| xxh3_64_with_seed(&text.as_bytes()[w[0]..w[SHINGLE]], 0))
        .collect()
}

/// The keys of the bands of the MinHash signature.
fn signature(shingles: &BTreeSet<u64>) -> Vec<(usize, u64)> {
    let least = |seed: u64| {
        shingles
            .iter()
            .map(|s| xxh3_64_with_seed(&s.to_le_bytes(), seed))
            .min()
            .unwrap_or(0)
    };
    (0..BANDS)
        .map(|band| {
            let rows: Vec<u8> = (0..ROWS)
                .flat_map(|row| least((band * ROWS + row + 1) as u64).to_le_bytes())
                .collect();
            (band, xxh3_64_with_seed(&rows, 0))
        })
        .collect()
}

fn jaccard(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 {
        0.0
    } else {
        both as f64 / all as f64
    }
}
