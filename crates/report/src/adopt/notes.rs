//! Footnotes: a statement that refers to one rests on the tweets that the footnote links.
//!
//! It must not change a statement's words: only its evidence grows.

use super::statement;
use crate::analysis::{Block, Evidence, Statement};
use std::collections::BTreeMap;

/// Adds to each statement the tweets of its footnotes. A note `[^t:ID]` was read with the statement.
pub(super) fn resolve(body: &str, blocks: &mut [Block]) {
    let notes: BTreeMap<&str, Vec<Evidence>> = body
        .lines()
        .filter_map(|line| line.strip_prefix("[^")?.split_once("]:"))
        .map(|(label, text)| (label, statement::linked(text)))
        .filter(|(_, tweets)| !tweets.is_empty())
        .collect();
    if notes.is_empty() {
        return;
    }
    for block in blocks {
        let statements = match block {
            Block::Paragraph(statement) => std::slice::from_mut(statement),
            Block::List { items, .. } => items.as_mut_slice(),
            _ => continue,
        };
        for statement in statements.iter_mut().filter(|one| one.markup) {
            add(statement, &notes);
        }
    }
}

fn add(statement: &mut Statement, notes: &BTreeMap<&str, Vec<Evidence>>) {
    let text = std::mem::take(&mut statement.text);
    for reference in text.split("[^").skip(1) {
        let label = reference.split(']').next().unwrap_or_default();
        for one in notes.get(label).into_iter().flatten() {
            match statement.evidence.iter_mut().find(|e| e.tweet == one.tweet) {
                // The note knows what its label alone could not say.
                Some(known) if known.url.is_none() => *known = one.clone(),
                Some(_) => {}
                None => statement.evidence.push(one.clone()),
            }
        }
    }
    statement.text = text;
}
