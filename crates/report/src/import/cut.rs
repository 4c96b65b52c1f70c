//! By what a retweet whose text was cut off and its original recognise each other.
//!
//! It must not know where tweets are kept, nor any format.

use crate::tweet::{RelationKind, Tweet};
use xxhash_rust::xxh3::Xxh3;

/// How many characters of a cut text must agree before it names its original.
const ENOUGH: usize = 12;

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
pub(super) fn hash(handle: &str, text: &str) -> Option<u64> {
    let (at, last) = text.char_indices().nth(ENOUGH - 1)?;
    let mut state = Xxh3::new();
    state.update(handle.to_lowercase().as_bytes());
    state.update(b"\n");
    state.update(&text.as_bytes()[..at + last.len_utf8()]);
    Some(state.digest())
}
