//! Which of today's stories an earlier report told already.
//!
//! A name in common is not enough, since much can be said of one name: they state the same deed, or their tweets speak of the
//! same things besides the name. It must not know how a story is told.

use super::earlier::Earlier;
use super::entities;
use super::gazetteer::{EntityKind, Gazetteer};
use super::reading::{self, MAKER, Reading, Term};
use super::stories::{JOINT, Story};
use super::whole::Chosen;
use crate::analysis::Topic;
use std::collections::{BTreeMap, BTreeSet};

/// How much two stories of one name have in common besides it when they are the same, in thousandths.
const SAME: i64 = 180;

/// What somebody is called before their name tells nothing of what they did.
const TITLES: [&str; 6] = [
    "president",
    "chairman",
    "chair",
    "ceo",
    "minister",
    "secretary",
];

/// Where a story was told before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// Which of the earlier reports, the latest one that told it.
    pub(super) report: usize,
}

/// For each story the latest earlier report that told it.
pub(super) fn find(
    stories: &[Story],
    readings: &[Reading<'_>],
    earlier: &[Earlier],
    names: &Gazetteer,
) -> Vec<Option<Before>> {
    let mut before: Vec<Option<Before>> = stories.iter().map(|_| None).collect();
    for (report, one) in earlier.iter().enumerate() {
        let topics: Vec<(&Topic, BTreeSet<String>)> = one
            .topics
            .iter()
            .map(|topic| (topic, names_of(&topic.name)))
            .collect();
        for (story, before) in stories.iter().zip(&mut before) {
            if before.is_some() || !story.reportable {
                continue;
            }
            let own = names_of(&story.title());
            let same = topics.iter().any(|(topic, theirs)| {
                let shared: BTreeSet<String> = theirs.intersection(&own).cloned().collect();
                !shared.is_empty() && told(story, readings, (one, topic), &shared, names)
            });
            *before = same.then_some(Before { report });
        }
    }
    before
}

/// The names of a title in a form that does not depend on spelling, version or language. Subjects are too wide to tell that two
/// stories are one.
pub(super) fn names_of(title: &str) -> BTreeSet<String> {
    title
        .split(JOINT)
        .flat_map(|part| {
            let known = entities(part);
            match known.is_empty() {
                true => vec![part.to_lowercase()],
                false => known
                    .iter()
                    .map(|(_, entity)| format!("#{entity}"))
                    .collect(),
            }
        })
        .collect()
}

/// Whether an earlier topic is the same story. `shared` are the names of both.
fn told(
    story: &Story,
    readings: &[Reading<'_>],
    (earlier, topic): (&Earlier, &Topic),
    shared: &BTreeSet<String>,
    names: &Gazetteer,
) -> bool {
    let chosen: Vec<Chosen> = earlier
        .tweets
        .iter()
        .filter(|(_, id)| id.as_deref() == Some(topic.id.as_str()))
        .map(|(tweet, _)| Chosen {
            tweet: tweet.clone(),
            stranger: false,
            promotes: false,
            advertising: -1000,
            copies: 0,
            at: 0,
        })
        .collect();
    let theirs: Vec<Reading<'_>> = chosen.iter().map(|one| reading::read(one, names)).collect();
    let theirs: Vec<&Reading<'_>> = theirs.iter().collect();
    let own: Vec<&Reading<'_>> = story.tweets.iter().map(|&i| &readings[i]).collect();
    let deeds = |readings: &[&Reading<'_>]| -> BTreeSet<String> {
        let claims = readings.iter().flat_map(|reading| &reading.claims);
        let whole = claims.filter(|claim| claim.object.is_some() || claim.amount.is_some());
        whole.map(|claim| claim.key()).collect()
    };
    let says_more = |term: &Term| match term {
        Term::Entity(entity) => {
            names.entity(*entity).kind != EntityKind::Theme
                && !shared.contains(&format!("#{entity}"))
        }
        // `president trump` says no more than the name.
        Term::Word(word) => {
            let named = names.find(word);
            let mut inside = named.iter();
            !shared.contains(word)
                && !TITLES.contains(&word.as_str())
                && !inside.any(|mention| shared.contains(&format!("#{}", mention.entity)))
        }
    };
    !deeds(&own).is_disjoint(&deeds(&theirs))
        || likeness(&spoken_of(&own, says_more), &spoken_of(&theirs, says_more)) >= SAME
}

/// What some tweets speak of: each term by how many of them have it.
fn spoken_of(readings: &[&Reading<'_>], counts: impl Fn(&Term) -> bool) -> BTreeMap<Term, i64> {
    let mut weights: BTreeMap<Term, i64> = BTreeMap::new();
    for reading in readings {
        for (term, used) in &reading.terms {
            if used.worth != MAKER && counts(term) {
                *weights.entry(term.clone()).or_default() += i64::from(used.worth);
            }
        }
    }
    weights
}

/// How much of what one speaks of the other speaks of, too, in thousandths.
fn likeness(own: &BTreeMap<Term, i64>, theirs: &BTreeMap<Term, i64>) -> i64 {
    let product = |a: &BTreeMap<Term, i64>, b: &BTreeMap<Term, i64>| -> f64 {
        let both = a
            .iter()
            .filter_map(|(term, weight)| Some(weight * b.get(term)?));
        both.sum::<i64>() as f64
    };
    let length = libm::sqrt(product(own, own)) * libm::sqrt(product(theirs, theirs));
    match length < 1.0 {
        true => 0,
        false => (product(own, theirs) * 1000.0 / length) as i64,
    }
}
