//! What earlier reports of the same dataset had: which of today's tweets they knew already.
//!
//! It must not know stories, nor what becomes of a tweet that is known.

use super::duplicates;
use super::sketch::{self, Sketch, bare};
use crate::analysis::Topic;
use crate::label::Label;
use crate::tweet::Tweet;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A report of the same dataset that ended before this one does.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The address of its post in the blog, `baseurl` included, when it has one.
    pub url: Option<String>,
    /// Its topics, heaviest first.
    pub topics: Vec<Topic>,
    /// Its tweets, each with the id of its topic.
    pub tweets: Vec<(Tweet, Option<String>)>,
}

impl Earlier {
    /// A report of these days: its tweets with their labels, its topics, the address of its post.
    pub fn new(
        (from, to): (NaiveDate, NaiveDate),
        url: Option<String>,
        topics: Vec<Topic>,
        tweets: Vec<Tweet>,
        labels: Vec<Label>,
    ) -> Self {
        let mut of: HashMap<String, Option<String>> = labels
            .into_iter()
            .map(|label| (label.id, label.topic))
            .collect();
        let labelled = |tweet: Tweet| {
            let topic = of.remove(&tweet.id).flatten();
            (tweet, topic)
        };
        Self {
            from,
            to,
            url,
            topics,
            tweets: tweets.into_iter().map(labelled).collect(),
        }
    }
}

/// What becomes of a story that an earlier report told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continued {
    /// It is told, and says which report it continues.
    #[default]
    Mark,
    /// It is left out, and the report says so.
    LeaveOut,
}

/// Of the tweets, whose sketches are in the order of time, those that are or repeat a tweet of an earlier report, with its id.
/// `texts` gives the bare texts of some of them.
pub(super) fn known<'s>(
    earlier: &[Earlier],
    count: usize,
    sketch: impl Fn(usize) -> &'s Sketch + Sync,
    texts: &mut dyn FnMut(&BTreeSet<usize>) -> HashMap<usize, String>,
) -> HashMap<usize, String> {
    let mut before: Vec<&Tweet> = earlier
        .iter()
        .flat_map(|report| report.tweets.iter().map(|(tweet, _)| tweet))
        .collect();
    if before.is_empty() {
        return HashMap::new();
    }
    before.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    before.dedup_by(|a, b| a.id == b.id);
    let sketches: Vec<Sketch> = before.iter().map(|tweet| sketch::sketch(tweet)).collect();
    let (n, all) = (before.len(), before.len() + count);
    let one = |i: usize| match i.checked_sub(n) {
        None => &sketches[i],
        Some(own) => sketch(own),
    };
    let mut fetch = |wanted: &BTreeSet<usize>| {
        let own = wanted.range(n..).map(|i| i - n).collect();
        let own = texts(&own).into_iter().map(|(i, text)| (i + n, text));
        let theirs = wanted.range(..n).map(|&i| (i, bare(&before[i].text)));
        own.chain(theirs).collect()
    };
    let ids: HashMap<u64, usize> = (0..n).rev().map(|i| (sketches[i].id, i)).collect();
    let originals = duplicates::originals(all, one, &mut fetch);
    (0..count)
        .filter_map(|i| {
            let same = ids.get(&sketch(i).id).copied();
            let at = same.or(originals[n + i].filter(|original| *original < n))?;
            Some((i, before[at].id.clone()))
        })
        .collect()
}
