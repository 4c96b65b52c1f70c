//! The long texts that a personal archive keeps in a file of their own go back to their tweets, which are cut off there.
//!
//! It must not know any format.

use super::record::Note;
use crate::tweet::Tweet;
use std::collections::HashMap;

/// How far apart tweet and text may have been written down, in seconds.
const APART: i64 = 1;

/// Gives each tweet its long text; says of each text whether its tweet was found.
pub(super) fn complete<'n>(
    tweets: &mut [Tweet],
    notes: impl Iterator<Item = &'n Note>,
) -> Vec<bool> {
    let notes: Vec<&Note> = notes.collect();
    if notes.is_empty() {
        return Vec::new();
    }
    let mut by_second: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, tweet) in tweets.iter().enumerate() {
        if let Some(time) = tweet.time {
            by_second.entry(time.timestamp()).or_default().push(at);
        }
    }
    let find = |note: &Note| {
        let second = note.time.timestamp();
        (second - APART..=second + APART)
            .filter_map(|second| by_second.get(&second))
            .flatten()
            .copied()
            .find(|at| continues(&note.text, &tweets[*at].text))
    };
    let found: Vec<Option<usize>> = notes.iter().map(|note| find(note)).collect();
    for (note, at) in notes.iter().zip(&found) {
        if let Some(at) = at {
            tweets[*at].text.clone_from(&note.text);
        }
    }
    found.into_iter().map(|at| at.is_some()).collect()
}

/// Whether the long text begins as the short one does, whose end is `…` and an address.
fn continues(long: &str, short: &str) -> bool {
    let cut = short
        .rsplit_once("https://t.co/")
        .map_or(short, |(text, _)| text);
    let cut = cut.trim_end().trim_end_matches('…').trim_end();
    !cut.is_empty() && long.starts_with(cut)
}
