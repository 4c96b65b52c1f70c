//! A tweet at a glance: the little that is kept of every tweet while all of them are looked at together.
//!
//! It is found from the tweet alone, so that any number of machines can look at once. It must not know the other tweets.

use super::advertising::{self, Rules, Weighed};
use super::sketch::{self, Sketch};
use super::{gazetteer, sentiment};
use crate::tweet::Tweet;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::from_utf8;
use xxhash_rust::xxh3::xxh3_64;

/// What is kept of a tweet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Glance {
    pub(super) id: Box<str>,
    pub(super) time: Option<DateTime<Utc>>,
    /// Hash of the handle in lower case.
    pub(super) author: u64,
    /// Whether the handle is the account of a name of the gazetteer.
    pub(super) speaks: bool,
    pub(super) sketch: Sketch,
    /// Language by script.
    pub(super) language: Code,
    pub(super) weighed: Weighed,
    pub(super) mood: Option<i16>,
    /// Bits of the number of likes and reposts: a doubling adds one.
    pub(super) attention: u8,
    /// Whether the text has a name of the gazetteer.
    pub(super) named: bool,
}

/// The code of a language: at most three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(super) struct Code([u8; 3]);

impl Code {
    fn of(code: &str) -> Self {
        let mut letters = [b' '; 3];
        for (letter, b) in letters.iter_mut().zip(code.bytes()) {
            *letter = b;
        }
        Self(letters)
    }

    pub(super) fn as_str(&self) -> &str {
        from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

impl From<String> for Code {
    fn from(code: String) -> Self {
        Self::of(&code)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

/// Looks at a tweet.
pub(super) fn glance(tweet: &Tweet, rules: &Rules) -> Glance {
    let handle = tweet.author.handle.to_lowercase();
    let language = words::language(&tweet.text).code();
    let names = gazetteer::shipped();
    Glance {
        id: tweet.id.as_str().into(),
        time: tweet.time,
        author: xxh3_64(handle.as_bytes()),
        speaks: names.speaker(&handle).is_some(),
        sketch: sketch::sketch(tweet),
        language: Code::of(language),
        weighed: advertising::weigh(tweet, rules),
        mood: sentiment::mood(&tweet.text, language).map(|mood| mood as i16),
        attention: attention(tweet),
        named: names.has_any(&tweet.text),
    }
}

/// Bits of the number of those who liked or passed on a tweet, the latter twice.
pub(super) fn attention(tweet: &Tweet) -> u8 {
    let counts = &tweet.counts;
    let seen = counts
        .likes
        .unwrap_or(0)
        .saturating_add(counts.retweets.unwrap_or(0).saturating_mul(2));
    (u64::BITS - seen.leading_zeros()) as u8
}
