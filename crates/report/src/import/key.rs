//! What is kept in memory of a tweet that waits in the spool: by what it is found, ordered and recognised.
//!
//! It must not know where tweets wait.

use super::cut;
use crate::tweet::Tweet;
use chrono::{DateTime, Utc};
use std::cmp::Ordering;
use xxhash_rust::xxh3::xxh3_64;

/// A tweet's id; nearly all are numbers, which need no memory of their own.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Id {
    Number(u64),
    Text(Box<str>),
}

/// What is kept of a tweet.
pub(super) struct Key {
    pub(super) id: Id,
    pub(super) time: DateTime<Utc>,
    /// Where its line stands in the spool.
    pub(super) begin: u64,
    pub(super) length: u32,
    /// How many bytes behind its line tell what was seen of it.
    pub(super) beside: u32,
    /// By what a cut-off retweet may recognise it: see [`cut::head`].
    pub(super) head: u64,
    /// Whether it looks like a cut-off retweet itself.
    pub(super) is_cut: bool,
}

impl Key {
    /// The key of a tweet that has no place yet.
    pub(super) fn of(tweet: &Tweet) -> Self {
        Self {
            id: Id::of(&tweet.id),
            time: tweet.time.unwrap_or_default(),
            begin: 0,
            length: 0,
            beside: 0,
            head: cut::head(tweet),
            is_cut: cut::shown(tweet).is_some(),
        }
    }
}

impl Id {
    pub(super) fn of(text: &str) -> Self {
        let plain =
            text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        match text.parse() {
            Ok(number) if plain => Self::Number(number),
            _ => Self::Text(text.into()),
        }
    }

    pub(super) fn hash(&self) -> u64 {
        match self {
            Self::Number(number) => xxh3_64(&number.to_le_bytes()),
            Self::Text(text) => xxh3_64(text.as_bytes()),
        }
    }

    /// The order of the ids as texts.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => {
                let digits = |n: u64| n.checked_ilog10().unwrap_or(0);
                let (m, n) = (digits(*a), digits(*b));
                // Both with as many digits as the longer has; of two that are equal then, the shorter comes first.
                let filled = |x: u64, by: u32| u128::from(x) * 10_u128.pow(by);
                let (x, y) = (
                    filled(*a, n.saturating_sub(m)),
                    filled(*b, m.saturating_sub(n)),
                );
                x.cmp(&y).then(m.cmp(&n))
            }
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(a), Self::Text(b)) => a.to_string().as_str().cmp(b),
            (Self::Text(a), Self::Number(b)) => (**a).cmp(b.to_string().as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_as_texts() {
        let ids = [
            "0",
            "00",
            "1",
            "10",
            "11",
            "100",
            "12",
            "123",
            "13",
            "9",
            "~9",
            "#a",
            "1x",
            "",
            "18446744073709551615",
            "18446744073709551616",
            "1844674407370955161",
            "٣",
        ];
        for a in ids {
            for b in ids {
                assert_eq!(Id::of(a).order(&Id::of(b)), a.cmp(b), "{a} {b}");
                assert_eq!(Id::of(a) == Id::of(b), a == b, "{a} {b}");
            }
        }
        assert!(size_of::<Key>() <= 64, "{}", size_of::<Key>());
    }
}
