//! What tells copies of a text: little enough to be kept of every tweet of a day.
//!
//! It must not know what the texts are about.

use crate::tweet::{RelationKind, Tweet};
use serde::{Deserialize, Serialize};
use std::num::{NonZeroU32, NonZeroU64};
use xxhash_rust::xxh3::xxh3_64;

/// How many characters make a shingle.
const SHINGLE: usize = 4;
/// Rows of a MinHash signature.
pub(super) const ROWS: usize = 32;
/// Shorter texts beside an address, in bytes, are copies only when they point to the same.
const POINTS: usize = 36;
/// Shorter texts are copies only when they are equal.
pub(super) const SHORTEST: usize = 18;
/// How many characters tell a text by its beginning, where so many texts begin with the first few alike.
const LONG: usize = 48;

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sketch {
    /// Hash of the tweet's id.
    pub(super) id: u64,
    /// Hash of who wrote it; of a retweet, who wrote what it repeats.
    pub(super) by: u32,
    /// Hash of the id of the tweet that it repeats by its own account.
    pub(super) repeats: Option<NonZeroU64>,
    /// Hash of what it says; `None` when it says nothing.
    pub(super) text: Option<NonZeroU64>,
    /// Hash of how the bare text begins, where it is long enough.
    pub(super) head: Option<NonZeroU32>,
    /// The same of more of it, since many texts may begin alike.
    pub(super) long: Option<NonZeroU32>,
    /// Whether the service cut it off: `RT @a: the first words…`.
    pub(super) cut: bool,
    /// The least hash of all shingles under each of so many hash functions, folded; meaningless for short texts.
    pub(super) rows: [u16; ROWS],
}

/// The sketch of a tweet.
pub(super) fn sketch(tweet: &Tweet) -> Sketch {
    let text = bare(&tweet.text);
    let head = beginning(&text, SHORTEST).filter(|_| !points(&text, &tweet.text));
    let of = |relation: &&crate::tweet::Relation| {
        relation.kind == RelationKind::RetweetOf && !relation.id.is_empty()
    };
    Sketch {
        id: id(&tweet.id),
        by: by(retweeted(&tweet.text).unwrap_or(&tweet.author.handle)),
        repeats: tweet
            .relations
            .iter()
            .find(of)
            .and_then(|relation| NonZeroU64::new(id(&relation.id))),
        text: said(&text, &tweet.text),
        head,
        long: beginning(&text, LONG),
        cut: head.is_some()
            && tweet.text.starts_with("RT @")
            && tweet.text.trim_end().ends_with('…'),
        // The least of all is the least of the different ones.
        rows: head.map_or([0; ROWS], |_| rows(&all_shingles(&text))),
    }
}

/// The hash of a text's first characters, if it has so many.
fn beginning(text: &str, many: usize) -> Option<NonZeroU32> {
    let (at, last) = text.char_indices().nth(many - 1)?;
    let hash = xxh3_64(&text.as_bytes()[..at + last.len_utf8()]) as u32;
    NonZeroU32::new(hash.max(1))
}

/// The hash under which an id is looked up.
pub(super) fn id(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// The hash of a handle, whose case does not matter.
fn by(handle: &str) -> u32 {
    xxh3_64(handle.to_ascii_lowercase().as_bytes()) as u32
}

/// Whom a retweet repeats.
fn retweeted(text: &str) -> Option<&str> {
    let (handle, _) = text.strip_prefix("RT @")?.split_once(':')?;
    Some(handle)
}

/// The hash of what a tweet says; a mere emoji says nothing.
fn said(bare: &str, text: &str) -> Option<NonZeroU64> {
    let mut said = bare.to_owned();
    if points(bare, text) {
        said.extend(addresses(body(text)));
    }
    NonZeroU64::new(xxh3_64(said.as_bytes())).filter(|_| !said.is_empty())
}

/// Whether a tweet says so little that the addresses in it are what it is about: `Repo here: https://…`.
fn points(bare: &str, text: &str) -> bool {
    bare.len() < POINTS && addresses(body(text)).next().is_some()
}

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    words.filter(|word| word.starts_with("http"))
}

/// The text without `RT @handle:`.
fn body(text: &str) -> &str {
    match text.strip_prefix("RT @") {
        Some(rest) => rest.split_once(':').map_or(rest, |(_, rest)| rest),
        None => text,
    }
}

/// The text without addresses, `RT @handle:`, case, punctuation and white space.
pub(super) fn bare(text: &str) -> String {
    let text = body(text);
    let mut bare = String::with_capacity(text.len());
    let cut = text.trim_end().strip_suffix('…');
    // An address may be cut as well: `htt…`; and a character that is spelled out: `&am…`.
    let cut = cut.map(|text| match text.rsplit_once(char::is_whitespace) {
        Some((rest, last)) if "http".starts_with(last) => rest,
        _ => match text.rsplit_once('&') {
            Some((rest, last)) if "amp;".starts_with(last) => rest,
            _ => text,
        },
    });
    let words = cut.unwrap_or(text).split_whitespace();
    for word in words.filter(|word| !word.starts_with("http")) {
        for c in word.chars() {
            match c {
                _ if c.is_ascii_alphanumeric() => bare.push(c.to_ascii_lowercase()),
                // Has no case, and is soon known as a letter.
                _ if words::is_han(c) => bare.push(c),
                _ if !c.is_ascii() && c.is_alphanumeric() => words::push_lower(c, &mut bare),
                _ => {}
            }
        }
    }
    bare
}

/// The different shingles of a bare text, sorted.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let mut found = all_shingles(text);
    found.sort_unstable();
    found.dedup();
    found
}

/// The shingles of a bare text as they come.
fn all_shingles(text: &str) -> Vec<u64> {
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let windows = starts.windows(SHINGLE + 1);
    let shingles = windows.map(|w| xxh3_64(&text.as_bytes()[w[0]..w[SHINGLE]]));
    shingles.collect()
}

/// One family of hash functions over the shingles' hashes: what is mixed in, and an odd factor, for each row.
const FAMILY: [(u64, u64); ROWS] = {
    let mut family = [(0, 0); ROWS];
    let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
    let mut row = 0;
    while row < ROWS {
        factor = factor.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(2);
        family[row] = (factor >> 7, factor | 1);
        row += 1;
    }
    family
};

/// The least of all shingles' hashes, of which the upper half counts, for each row.
fn rows(shingles: &[u64]) -> [u16; ROWS] {
    FAMILY.map(|(mixed, factor)| {
        let hashes = shingles.iter();
        let least = hashes.map(|shingle| ((shingle ^ mixed).wrapping_mul(factor) >> 32) as u32);
        // The least of many is small, so its upper bits say nothing.
        let least = least.min().unwrap_or(u32::MAX);
        (least.wrapping_mul(0x9e37_79b1) >> 16) as u16
    })
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
    fn a_cut_inside_an_address_or_a_spelled_character_leaves_no_trace() {
        let whole = bare("tools that draw & write: https://t.co/a");
        assert_eq!(bare("RT @sample_u: tools that draw &am…"), "toolsthatdraw");
        assert!(whole.starts_with(&bare("RT @sample_u: tools that draw &…")));
        assert_eq!(whole, bare("RT @sample_u: tools that draw & write: http…"));
    }

    #[test]
    fn what_only_points_is_the_same_when_it_points_to_the_same() {
        let said = |text: &str| said(&bare(text), text);
        let (a, b) = ("Repo here 👇 https://t.co/a", "Repo here: https://t.co/b");
        assert_ne!(said(a), said(b));
        assert_eq!(said(a), said("RT @sample_u: repo here https://t.co/a"));
        assert_eq!(said("https://t.co/a"), said("RT @sample_u: https://t.co/a"));
        assert_eq!((said("👍"), said("")), (None, None));
        assert_eq!(
            bare("RT @sample_u: a text ht…"),
            bare("a text https://t.co/a")
        );
        let long = "DeepSeek 开源了新的推理模型，大家都在本地试用";
        assert_eq!(said(&format!("{long} https://t.co/a")), said(long));
    }

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
