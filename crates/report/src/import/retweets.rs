//! Retweets whose text was cut off get it back from their original, where the original is in the dataset too.
//!
//! It must not know any format.

use super::store::Store;
use crate::tweet::{RelationKind, Tweet};
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3;

/// How many characters of a cut text must agree before it names its original.
const ENOUGH: usize = 12;

/// Completes the text and the relation of every retweet that ends in `…` and whose original is among the tweets. `order` is
/// theirs.
pub(super) fn complete(store: &mut Store, order: &[u32]) {
    let mut cut = store.cut();
    if cut.is_empty() {
        return;
    }
    cut.sort_unstable();
    cut.dedup();
    let mut wanted: HashMap<u64, Vec<u32>> = HashMap::new();
    // What was cut when it came may have been completed by another record.
    cut.retain(|&place| {
        let Some(tweet) = store.tweet(place) else {
            return false;
        };
        let found = shown(&tweet).map(|(handle, _, body)| hash(handle, body));
        if let Some(Some(head)) = found {
            wanted.entry(head).or_default();
        }
        found.is_some()
    });
    for &place in order {
        if let Some(same) = wanted.get_mut(&store.key(place).head) {
            same.push(place);
        }
    }
    let cut: std::collections::HashSet<u32> = cut.into_iter().collect();
    let mut found = Vec::new();
    for &place in order.iter().filter(|place| cut.contains(place)) {
        found.extend(original(store, place, &wanted).map(|original| (place, original)));
    }
    for (place, original) in found {
        let (Some(mut tweet), Some(original)) = (store.tweet(place), store.tweet(original)) else {
            return;
        };
        tweet.text = format!("RT @{}: {}", original.author.handle, original.text);
        for relation in &mut tweet.relations {
            if relation.kind == RelationKind::RetweetOf && relation.id.is_empty() {
                relation.id.clone_from(&original.id);
            }
        }
        store.replace(place, &tweet);
    }
}

/// The original of a cut-off retweet: the one it names, or else, of the author's tweets that begin so, the first by text.
fn original(store: &mut Store, place: u32, by_head: &HashMap<u64, Vec<u32>>) -> Option<u32> {
    let tweet = store.tweet(place)?;
    let (handle, id, body) = shown(&tweet)?;
    let original = match store.find(id) {
        Some(original) => {
            let begins = store.tweet(original)?.text.starts_with(body);
            begins.then_some(original)?
        }
        None => {
            let handle = handle.to_lowercase();
            let mut first: Option<(String, u32)> = None;
            for &other in by_head.get(&hash(&handle, body)?)? {
                let tweet = store.tweet(other)?;
                let same = tweet.author.handle.to_lowercase() == handle;
                if same
                    && tweet.text.starts_with(body)
                    && first.as_ref().is_none_or(|(text, _)| tweet.text < *text)
                {
                    first = Some((tweet.text, other));
                }
            }
            first?.1
        }
    };
    (original != place).then_some(original)
}

/// The handle, id and beginning of the original that a cut-off retweet shows.
pub(super) fn shown(tweet: &Tweet) -> Option<(&str, &str, &str)> {
    let (handle, body) = tweet.text.strip_prefix("RT @")?.split_once(": ")?;
    let body = body.strip_suffix('…')?.trim_end();
    let relation = tweet
        .relations
        .iter()
        .find(|relation| relation.kind == RelationKind::RetweetOf)?;
    Some((handle, relation.id.as_str(), body))
}

/// By what a cut-off retweet that names no id recognises this tweet: its author and how it begins; 0 where it is no original.
pub(super) fn head(tweet: &Tweet) -> u64 {
    if tweet.text.starts_with("RT @") {
        return 0;
    }
    hash(&tweet.author.handle, &tweet.text).unwrap_or(0)
}

/// The hash of an author and the beginning of a text, if that is long enough.
fn hash(handle: &str, text: &str) -> Option<u64> {
    let (at, last) = text.char_indices().nth(ENOUGH - 1)?;
    let mut state = Xxh3::new();
    state.update(handle.to_lowercase().as_bytes());
    state.update(b"\n");
    state.update(&text.as_bytes()[..at + last.len_utf8()]);
    Some(state.digest())
}
