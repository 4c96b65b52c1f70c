//! What a model sees at once: the tweets of one topic, or the first of each topic, under labels that mean nothing elsewhere.
//!
//! It must not know what the model is asked.

use super::{attack, clean};
use crate::analysis::{Analysis, Block, Language, Role, Statement};
use crate::dataset::Dataset;
use crate::label::{AdLevel, Label};
use crate::tweet::Tweet;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of a tweet that a packet shows.
const SHOWN: usize = 400;

/// How many topics the opening tells of, and how many tweets of each it sees.
const LEAD: (usize, usize) = (5, 2);

/// Tweets under the labels `T1`, `T2` and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// The topic's id; `None` for the opening of the report.
    pub topic: Option<String>,
    /// Places in the list of tweets, in the order of the labels.
    pub tweets: Vec<usize>,
}

impl Packet {
    /// What the model sees.
    pub fn text(&self, dataset: &Dataset, tweets: &[Tweet], language: Language) -> String {
        let zone = dataset.window.zone();
        let shown: Vec<_> = (1..)
            .zip(&self.tweets)
            .map(|(number, at)| {
                let tweet = &tweets[*at];
                let time = tweet.time.map_or_else(String::new, |time| {
                    time.with_timezone(&zone).format("%m-%d %H:%M").to_string()
                });
                json!({
                    "label": format!("T{number}"),
                    "author": format!("@{}", clean::shown(&tweet.author.handle, 40)),
                    "time": time,
                    "text": clean::shown(&tweet.text, SHOWN),
                })
            })
            .collect();
        let language = match language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        let days = format!("{}/{}", dataset.window.from, dataset.window.to);
        json!({"language": language, "days": days, "tweets": shown}).to_string()
    }

    /// The tweet of a label such as `T3`, `[T3]` or `t3`.
    pub(super) fn tweet(&self, label: &str) -> Option<usize> {
        let digits = label
            .trim()
            .trim_start_matches('[')
            .trim_end_matches(']')
            .trim_start_matches(['T', 't']);
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let number: usize = plain.then(|| digits.parse().ok()).flatten()?;
        self.tweets.get(number.checked_sub(1)?).copied()
    }
}

/// The packets of a report: one for each key point that belongs to a topic, and one for the opening. At most `most` tweets in
/// each: those that the offline report cites first, then others, one of each author before the second of any.
pub fn packets(
    analysis: &Analysis,
    tweets: &[Tweet],
    labels: &[Label],
    most: usize,
) -> Vec<Packet> {
    let by_id: BTreeMap<&str, usize> = tweets
        .iter()
        .enumerate()
        .map(|(at, tweet)| (tweet.id.as_str(), at))
        .collect();
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for label in labels {
        let (Some(at), Some(topic)) = (by_id.get(label.id.as_str()), label.topic.as_deref()) else {
            continue;
        };
        let kept = label.ad.level != AdLevel::Advertising && label.duplicate_of.is_none();
        if kept && !attack::is_attack(&tweets[*at].text) {
            of.entry(topic).or_default().push(*at);
        }
    }
    let cited = cited(analysis);
    let mut found: Vec<Packet> = Vec::new();
    for item in key_points(analysis) {
        let Some(topic) = topic_of(item, labels) else {
            continue;
        };
        let Some(all) = of.get(topic) else { continue };
        if found
            .iter()
            .any(|packet| packet.topic.as_deref() == Some(topic))
        {
            continue;
        }
        let first = cited
            .iter()
            .filter_map(|id| by_id.get(id).copied())
            .filter(|at| all.contains(at));
        let mut chosen: Vec<usize> = first.take(most).collect();
        let mut heard: BTreeSet<&str> = chosen
            .iter()
            .map(|at| tweets[*at].author.handle.as_str())
            .collect();
        let rest: Vec<usize> = all
            .iter()
            .copied()
            .filter(|at| !chosen.contains(at))
            .collect();
        let (new, again): (Vec<usize>, Vec<usize>) = rest
            .into_iter()
            .partition(|at| heard.insert(tweets[*at].author.handle.as_str()));
        chosen.extend(new.into_iter().chain(again));
        chosen.truncate(most);
        found.push(Packet {
            topic: Some(topic.to_owned()),
            tweets: chosen,
        });
    }
    let lead: Vec<usize> = found
        .iter()
        .take(LEAD.0)
        .flat_map(|packet| packet.tweets.iter().take(LEAD.1).copied())
        .collect();
    if !lead.is_empty() {
        found.insert(
            0,
            Packet {
                topic: None,
                tweets: lead,
            },
        );
    }
    found
}

/// The items of the key points.
pub(super) fn key_points(analysis: &Analysis) -> &[Statement] {
    let mut inside = false;
    for block in &analysis.blocks {
        match block {
            Block::Heading { role, .. } => inside = *role == Some(Role::KeyPoints),
            Block::List { items, .. } if inside => return items,
            _ => {}
        }
    }
    &[]
}

/// The topic that a statement is about: that of the first of its tweets that has one.
pub(super) fn topic_of<'a>(statement: &Statement, labels: &'a [Label]) -> Option<&'a str> {
    statement
        .evidence
        .iter()
        .find_map(|one| topic_of_tweet(&one.tweet, labels))
}

/// The topic of a tweet.
pub(super) fn topic_of_tweet<'a>(id: &str, labels: &'a [Label]) -> Option<&'a str> {
    let label = labels.iter().find(|label| label.id == id)?;
    label.topic.as_deref()
}

/// The tweets that the report cites, once each, quoted ones before others.
fn cited(analysis: &Analysis) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let quotes = analysis.blocks.iter().filter_map(|block| match block {
        Block::Quote { said, .. } => Some(said.tweet.as_str()),
        _ => None,
    });
    let said = analysis
        .statements()
        .flat_map(|statement| &statement.evidence)
        .map(|one| one.tweet.as_str());
    let points = key_points(analysis)
        .iter()
        .flat_map(|statement| &statement.evidence)
        .map(|one| one.tweet.as_str());
    points
        .chain(quotes)
        .chain(said)
        .filter(|id| seen.insert(*id))
        .collect()
}
