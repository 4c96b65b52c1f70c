//! The long texts that a personal archive keeps in a file of their own go back to their tweets, which are cut off there.
//!
//! It must not know any format.

use super::found::Note;
use super::store::Store;
use std::collections::HashMap;

/// How far apart tweet and text may have been written down, in seconds.
const APART: i64 = 1;

/// Gives each tweet its long text; says of each text whether its tweet was found. `order` is that of the tweets.
pub(super) fn complete<'n>(
    store: &mut Store,
    order: &[u32],
    notes: impl Iterator<Item = &'n Note>,
) -> Vec<bool> {
    let notes: Vec<&Note> = notes.collect();
    if notes.is_empty() {
        return Vec::new();
    }
    let around = |note: &Note| {
        let second = note.time.timestamp();
        second - APART..=second + APART
    };
    let mut by_second: HashMap<i64, Vec<u32>> = HashMap::new();
    by_second.extend(
        notes
            .iter()
            .flat_map(|note| around(note))
            .map(|second| (second, Vec::new())),
    );
    for &place in order {
        if let Some(same) = by_second.get_mut(&store.key(place).time.timestamp()) {
            same.push(place);
        }
    }
    let mut find = |note: &Note| {
        let near = around(note).filter_map(|second| by_second.get(&second));
        near.flatten().copied().find(|&place| {
            let tweet = store.tweet(place);
            tweet.is_some_and(|tweet| continues(&note.text, &tweet.text))
        })
    };
    let found: Vec<Option<u32>> = notes.iter().map(|note| find(note)).collect();
    for (note, &place) in notes.iter().zip(&found) {
        if let Some(place) = place
            && let Some(mut tweet) = store.tweet(place)
        {
            tweet.text.clone_from(&note.text);
            store.replace(place, &tweet);
        }
    }
    found.into_iter().map(|place| place.is_some()).collect()
}

/// Whether the long text begins as the short one does, whose end is `…` and an address.
fn continues(long: &str, short: &str) -> bool {
    let cut = short
        .rsplit_once("https://t.co/")
        .map_or(short, |(text, _)| text);
    let cut = cut.trim_end().trim_end_matches('…').trim_end();
    !cut.is_empty() && long.starts_with(cut)
}
