//! What one report adds: its tweets counted by the names in them and by its topics.
//!
//! It must not know other reports.

use super::{Day, Entity, Mood, Trends, slug};
use crate::analyse;
use crate::analysis::{Analysis, Language};
use crate::dataset::Dataset;
use crate::label::{AdLevel, Label};
use crate::tweet::Tweet;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// From this much on, in thousandths, a tweet is of a mood.
const CLEAR: i32 = 150;

/// What stands between the names of a topic.
const JOINT: &str = " · ";

/// A name before it is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// An entity of the gazetteer.
    Known(usize),
    /// A part of a topic's title that no list knows.
    Topic(String),
}

/// The tweets of a name on a day.
#[derive(Default)]
struct Tally {
    mentions: u64,
    authors: BTreeSet<String>,
    mood: Mood,
    /// Ranks of topics.
    topics: BTreeSet<usize>,
}

/// The counts of one report. Advertising and repetitions are not counted.
pub fn of_report(
    dataset: &Dataset,
    tweets: &[Tweet],
    labels: &[Label],
    analysis: &Analysis,
) -> Trends {
    let labels: BTreeMap<&str, &Label> = labels.iter().map(|l| (l.id.as_str(), l)).collect();
    let counted: Vec<(&Tweet, &Label)> = tweets
        .iter()
        .filter_map(|tweet| Some((tweet, *labels.get(tweet.id.as_str())?)))
        .filter(|(_, label)| label.ad.level != AdLevel::Advertising && label.duplicate_of.is_none())
        .collect();
    let ranks: BTreeMap<&str, usize> = analysis
        .topics
        .iter()
        .enumerate()
        .map(|(rank, topic)| (topic.id.as_str(), rank))
        .collect();
    let strange = strange_names(analysis);
    let named: Vec<BTreeSet<Key>> = counted
        .par_iter()
        .map(|(tweet, label)| {
            let found = analyse::entities(&tweet.text);
            let mut keys: BTreeSet<Key> = found
                .into_iter()
                .map(|(_, entity)| Key::Known(entity))
                .collect();
            let rank = label.topic.as_deref().and_then(|topic| ranks.get(topic));
            if let Some(names) = rank.and_then(|rank| strange.get(rank)) {
                let text = tweet.text.to_lowercase();
                let said = names.iter().filter(|n| text.contains(&n.to_lowercase()));
                keys.extend(said.map(|name| Key::Topic(name.clone())));
            }
            keys
        })
        .collect();
    let mut tallies: BTreeMap<(Key, NaiveDate), Tally> = BTreeMap::new();
    for ((tweet, label), keys) in counted.iter().zip(named) {
        let date = tweet.time.map_or(dataset.window.from, |time| {
            time.with_timezone(&dataset.window.zone()).date_naive()
        });
        for key in keys {
            let tally = tallies.entry((key, date)).or_default();
            tally.mentions += 1;
            tally.authors.insert(tweet.author.handle.to_lowercase());
            match label.sentiment.unwrap_or(0) {
                mood if mood > CLEAR => tally.mood.good += 1,
                mood if mood < -CLEAR => tally.mood.bad += 1,
                _ => tally.mood.neutral += 1,
            }
            let rank = label.topic.as_deref().and_then(|topic| ranks.get(topic));
            tally.topics.extend(rank);
        }
    }
    let mut entities: BTreeMap<String, Entity> = BTreeMap::new();
    for ((key, date), tally) in tallies {
        let day = Day {
            date,
            report: dataset.slug.clone(),
            post: analysis.file.clone(),
            mentions: tally.mentions,
            authors: tally.authors.len() as u64,
            mood: tally.mood,
            topic_titles: tally
                .topics
                .iter()
                .map(|rank| analysis.topics[*rank].name.clone())
                .collect(),
        };
        let (name, kind, aliases) = about(&key, analysis.style.language);
        let address = slug(&name);
        if address.is_empty() {
            continue;
        }
        // Two things of one name, a token and a company, stay two.
        let taken = |at: &str| entities.get(at).is_some_and(|known| known.kind != kind);
        let address = match taken(&address) {
            true => format!("{address}-{kind}"),
            false => address,
        };
        let entity = entities.entry(address.clone()).or_insert_with(|| Entity {
            slug: address,
            name,
            kind: kind.to_owned(),
            aliases,
            days: Vec::new(),
        });
        entity.days.push(day);
    }
    Trends {
        entities: entities.into_values().collect(),
    }
    .merge(Trends::default())
}

/// The parts of each topic's title that no list knows, by the topic's rank.
fn strange_names(analysis: &Analysis) -> BTreeMap<usize, Vec<String>> {
    let topics = analysis.topics.iter().enumerate();
    topics
        .map(|(rank, topic)| {
            let parts = topic.name.split(JOINT);
            let strange = parts.filter(|part| analyse::entities(part).is_empty());
            (rank, strange.map(str::to_owned).collect())
        })
        .collect()
}

/// Name, kind and other spellings.
fn about(key: &Key, language: Language) -> (String, &'static str, Vec<String>) {
    match key {
        Key::Known(entity) => analyse::described(*entity, language),
        Key::Topic(name) => (name.clone(), "topic", Vec::new()),
    }
}
