//! Retweets whose text was cut off get it back from their original, where the original is in the dataset too.
//!
//! It must not know any format.

use crate::tweet::{RelationKind, Tweet};
use std::collections::HashMap;

/// How many characters of a cut text must agree before it names its original.
const ENOUGH: usize = 12;

/// Completes the text and the relation of every retweet that ends in `…` and whose original is among the tweets.
pub(super) fn complete(tweets: &mut [Tweet]) {
    let cut: Vec<usize> = (0..tweets.len())
        .filter(|at| shown(&tweets[*at]).is_some())
        .collect();
    if cut.is_empty() {
        return;
    }
    let by_id: HashMap<&str, usize> = tweets
        .iter()
        .enumerate()
        .map(|(at, tweet)| (tweet.id.as_str(), at))
        .collect();
    // Sorted by author and text, the originals that begin with a text stand together.
    let mut originals: Vec<(String, &str, usize)> = tweets
        .iter()
        .enumerate()
        .filter(|(_, tweet)| !tweet.text.starts_with("RT @"))
        .map(|(at, tweet)| (tweet.author.handle.to_lowercase(), tweet.text.as_str(), at))
        .collect();
    originals.sort_unstable();

    let found: Vec<(usize, usize)> = cut
        .into_iter()
        .filter_map(|at| {
            let (handle, id, body) = shown(&tweets[at])?;
            let key = (handle.to_lowercase(), body);
            let original = match by_id.get(id) {
                Some(original) => *original,
                None => {
                    let first = originals.partition_point(|(h, t, _)| (h, *t) < (&key.0, key.1));
                    let (h, text, original) = originals.get(first)?;
                    let same = *h == key.0 && text.starts_with(body);
                    (same && body.chars().count() >= ENOUGH).then_some(*original)?
                }
            };
            (original != at && tweets[original].text.starts_with(body)).then_some((at, original))
        })
        .collect();
    for (at, original) in found {
        let (id, handle, text) = {
            let original = &tweets[original];
            (
                original.id.clone(),
                original.author.handle.clone(),
                original.text.clone(),
            )
        };
        let tweet = &mut tweets[at];
        tweet.text = format!("RT @{handle}: {text}");
        for relation in &mut tweet.relations {
            if relation.kind == RelationKind::RetweetOf && relation.id.is_empty() {
                relation.id.clone_from(&id);
            }
        }
    }
}

/// The handle, id and beginning of the original that a cut-off retweet shows.
fn shown(tweet: &Tweet) -> Option<(&str, &str, &str)> {
    let (handle, body) = tweet.text.strip_prefix("RT @")?.split_once(": ")?;
    let body = body.strip_suffix('…')?.trim_end();
    let relation = tweet
        .relations
        .iter()
        .find(|relation| relation.kind == RelationKind::RetweetOf)?;
    Some((handle, relation.id.as_str(), body))
}
