//! Every name that a sentence has stands in a tweet that it cites: what the evidence lacks is added, and a title
//! loses the part that no tweet below it mentions.
//!
//! It must not know how sentences are made.

use super::desk::Desk;
use crate::analyse::gazetteer::{self, EntityKind, Mention};
use crate::analyse::stories::JOINT;
use crate::analysis::{Block, Evidence, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// How many tweets are looked at for one whose author does not sell.
const NEAR: usize = 20;

/// Completes the evidence of a report.
pub(super) fn complete(desk: &Desk<'_>, blocks: &mut [Block]) {
    let places: BTreeMap<&str, usize> = desk
        .counted()
        .map(|(i, reading)| (reading.tweet.id.as_str(), i))
        .collect();
    for block in blocks.iter_mut() {
        let statements = match block {
            Block::Paragraph(statement) => std::slice::from_mut(statement),
            Block::List { items, .. } => items.as_mut_slice(),
            _ => continue,
        };
        for statement in statements.iter_mut().filter(|one| !one.evidence.is_empty()) {
            complete_one(desk, &places, statement);
        }
    }
}

/// The part of a topic's title that at least one of these tweets bears out; `None` when there is none.
pub(super) fn title(desk: &Desk<'_>, title: &str, tweets: &[usize]) -> Option<String> {
    let kept: Vec<&str> = title
        .split(JOINT)
        .filter(|part| {
            let names = names(part);
            let word = words::fold(part);
            let said = |i: &usize| words::fold(&desk.readings[*i].tweet.text).contains(&word);
            match names.is_empty() {
                true => tweets.iter().any(said),
                false => names
                    .iter()
                    .all(|name| tweets.iter().any(|i| mentions(desk, *i, name, part))),
            }
        })
        .collect();
    (!kept.is_empty()).then(|| kept.join(JOINT))
}

fn complete_one(desk: &Desk<'_>, places: &BTreeMap<&str, usize>, statement: &mut Statement) {
    let said = format!(
        "{}：{}",
        statement.label.as_deref().unwrap_or_default(),
        statement.text
    );
    let mut cited: BTreeSet<usize> = known(&statement.evidence, places).collect();
    for name in names(&said) {
        if cited.iter().any(|i| mentions(desk, *i, &name, &said)) {
            continue;
        }
        // The tweets of the same story first: they tell what the sentence is about.
        let told = desk.told();
        let story = told
            .iter()
            .find(|story| story.tweets.iter().any(|i| cited.contains(i)));
        let near = story
            .into_iter()
            .flat_map(|story| story.tweets.iter().copied());
        let candidates = near.chain(desk.counted().map(|(i, _)| i));
        let having = candidates.filter(|i| mentions(desk, *i, &name, &said));
        // Who sells bears something out only where nobody else does.
        if let Some(tweet) = having.take(NEAR).min_by_key(|&i| desk.readings[i].promotes) {
            cited.insert(tweet);
            statement.evidence.push(desk.evidence(tweet));
        }
    }
}

/// The names in a text; subjects are none.
fn names(text: &str) -> Vec<Mention> {
    let names = gazetteer::shipped();
    let mut found = names.find(text);
    found.retain(|mention| names.entity(mention.entity).kind != EntityKind::Theme);
    found
}

/// Whether a tweet has a name of `text`, with its version when there is one.
fn mentions(desk: &Desk<'_>, tweet: usize, name: &Mention, text: &str) -> bool {
    let reading = &desk.readings[tweet];
    let named = |mention: &Mention| mention.entity == name.entity;
    if !reading.mentions.iter().any(named) {
        return false;
    }
    let written = &text[name.start..name.end];
    let lower = words::fold(&reading.tweet.text);
    written
        .split([' ', '-'])
        .filter(|part| part.bytes().any(|b| b.is_ascii_digit()))
        .all(|part| lower.contains(&words::fold(part)))
}

fn known<'a>(
    evidence: &'a [Evidence],
    places: &'a BTreeMap<&str, usize>,
) -> impl Iterator<Item = usize> + 'a {
    evidence
        .iter()
        .filter_map(|one| places.get(one.tweet.as_str()).copied())
}
