//! Retweets whose text was cut off get it back from their original, where the original is in the dataset too.
//!
//! It must not know any format.

use super::cut::{hash, shown};
use super::store::Store;
use crate::tweet::RelationKind;
use std::collections::HashMap;

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
