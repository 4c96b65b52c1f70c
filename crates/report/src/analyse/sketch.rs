//! What tells copies of a text: little enough to be kept of every tweet of a day.
//!
//! It must not know what the texts are about.

use crate::tweet::{RelationKind, Tweet};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// How many characters make a shingle.
const SHINGLE: usize = 4;
/// Rows of a MinHash signature.
pub(super) const ROWS: usize = 32;
/// Shorter texts are copies only when they are equal.
pub(super) const SHORTEST: usize = 18;

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sketch {
    /// Hash of the tweet's id.
    pub(super) id: u64,
    /// Hash of the id of the tweet that it repeats by its own account.
    pub(super) repeats: Option<u64>,
    /// Hash of the bare text; `None` when nothing is left of it.
    pub(super) text: Option<u64>,
    /// Hash of how the bare text begins, where it is long enough.
    pub(super) head: Option<u32>,
    /// Whether the service cut it off: `RT @a: the first words…`.
    pub(super) cut: bool,
    /// The least hash of all shingles under each of so many hash functions, folded; meaningless for short texts.
    pub(super) rows: [u16; ROWS],
}

/// The sketch of a tweet.
pub(super) fn sketch(tweet: &Tweet) -> Sketch {
    let text = bare(&tweet.text);
    let head = text.char_indices().nth(SHORTEST - 1);
    let head = head.map(|(at, c)| xxh3_64(&text.as_bytes()[..at + c.len_utf8()]) as u32);
    let of = |relation: &&crate::tweet::Relation| {
        relation.kind == RelationKind::RetweetOf && !relation.id.is_empty()
    };
    Sketch {
        id: id(&tweet.id),
        repeats: tweet
            .relations
            .iter()
            .find(of)
            .map(|relation| id(&relation.id)),
        text: (!text.is_empty()).then(|| xxh3_64(text.as_bytes())),
        head,
        cut: head.is_some()
            && tweet.text.starts_with("RT @")
            && tweet.text.trim_end().ends_with('…'),
        rows: head.map_or([0; ROWS], |_| rows(&shingles(&text))),
    }
}

/// The hash under which an id is looked up.
pub(super) fn id(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// The text without addresses, `RT @handle:`, case, punctuation and white space.
pub(super) fn bare(text: &str) -> String {
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

/// The different shingles of a bare text, sorted.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut found: Vec<u64> = starts
        .windows(SHINGLE + 1)
        .map(|w| xxh3_64(&text.as_bytes()[w[0]..w[SHINGLE]]))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// One family of hash functions over the shingles' hashes: an odd factor for each row, of which the upper half counts.
fn rows(shingles: &[u64]) -> [u16; ROWS] {
    let mut least = [u32::MAX; ROWS];
    for shingle in shingles {
        let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
        for least in &mut least {
            factor = factor.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(2);
            let mixed = (shingle ^ (factor >> 7)).wrapping_mul(factor | 1);
            *least = (*least).min((mixed >> 32) as u32);
        }
    }
    // The least of many is small, so its upper bits say nothing.
    least.map(|least| (least.wrapping_mul(0x9e37_79b1) >> 16) as u16)
}

/// How many shingles two texts share, of those that either has, in thousandths.
pub(super) fn alike(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both * 1000 / (a.len() + b.len() - both).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_agree_as_often_as_shingles_do() {
        let words: Vec<String> = (0..400)
            .map(|i| format!("word{}", i * 7919 % 1009))
            .collect();
        let text = |from: usize, to: usize| bare(&words[from..to].join(" "));
        for (a, b) in [
            ((0, 100), (0, 100)),
            ((0, 100), (10, 110)),
            ((0, 100), (50, 150)),
            ((0, 100), (200, 300)),
        ] {
            let (a, b) = (shingles(&text(a.0, a.1)), shingles(&text(b.0, b.1)));
            let same = rows(&a)
                .iter()
                .zip(rows(&b))
                .filter(|(x, y)| **x == *y)
                .count();
            let (guess, truth) = (same as i64 * 1000 / ROWS as i64, alike(&a, &b) as i64);
            assert!((guess - truth).abs() < 250, "{guess} for {truth}");
        }
    }
}
