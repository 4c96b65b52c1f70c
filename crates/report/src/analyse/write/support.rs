//! Every name that a sentence has stands in a tweet that it cites: what the evidence lacks is added, and a title
//! loses the part that no tweet below it mentions.
//!
//! It must not know how sentences are made.

use super::desk::Desk;
use crate::analyse::gazetteer::{self, EntityKind, Mention};
use crate::analyse::stories::JOINT;
use crate::analysis::{Block, Evidence, Statement};
use std::collections::{BTreeMap, BTreeSet};

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
            names
                .iter()
                .all(|name| tweets.iter().any(|i| mentions(desk, *i, name, part)))
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
        let mut candidates = near.chain(desk.counted().map(|(i, _)| i));
        if let Some(tweet) = candidates.find(|i| mentions(desk, *i, &name, &said)) {
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
    let written = &text[name.start..name.end];
    let lower = words::fold(&reading.tweet.text);
    let version = written
        .split([' ', '-'])
        .filter(|part| part.bytes().any(|b| b.is_ascii_digit()))
        .all(|part| lower.contains(&words::fold(part)));
    version
        && reading
            .mentions
            .iter()
            .any(|mention| mention.entity == name.entity)
}

fn known<'a>(
    evidence: &'a [Evidence],
    places: &'a BTreeMap<&str, usize>,
) -> impl Iterator<Item = usize> + 'a {
    evidence
        .iter()
        .filter_map(|one| places.get(one.tweet.as_str()).copied())
}
