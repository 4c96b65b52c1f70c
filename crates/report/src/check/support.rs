//! The sentences of a post that name no tweet, and the tweets that may be meant.
//!
//! It must not decide whether a tweet supports a sentence: it proposes, a person chooses.

use super::bm25::Index;
use super::source::{Known, Sources, content};
use super::unit::{self, Shape, Unit};
use crate::dataset::Dataset;
use crate::tweet::Tweet;
use crate::{analyse, compose};
use post::Post;
use std::collections::BTreeSet;

/// Tweets proposed for a sentence.
const PROPOSED: usize = 3;

/// The part of a sentence's weight that a proposed tweet shares, in hundredths.
const NEAR: u32 = 30;

/// Fewer letters than this say nothing that could be proved.
const SHORTEST: usize = 6;

/// A sentence without support.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsupported {
    /// Its line in the post's file, from 1.
    pub line: u32,
    /// Its words, without Markdown.
    pub sentence: String,
    /// Tweets that may be meant, the nearest first; places in the list of tweets.
    pub proposals: Vec<usize>,
}

/// The sentences of a post that no tweet of the dataset supports. What counts the dataset and comes out when it is counted
/// anew supports itself, and so does what is marked as a conclusion.
pub fn unsupported(
    post: &Post,
    dataset: &Dataset,
    tweets: &[Tweet],
    options: &analyse::Options,
) -> Vec<Unsupported> {
    let sources = Sources::new(dataset, tweets);
    let analysed = analyse::analyse(dataset, tweets, options);
    let counted =
        compose::post(&analysed.analysis).map_or_else(|_| String::new(), |post| post.body);
    let counted: BTreeSet<String> = unit::units(&counted)
        .into_iter()
        .filter(|unit| unit.links.is_empty())
        .map(|unit| unit.said)
        .collect();
    let index = Index::new(tweets.iter().map(|tweet| content(&tweet.text)));
    let above = post.emit().lines().count() - post.body.lines().count();
    unit::units(&post.body)
        .into_iter()
        .filter(|unit| says_something(unit) && !counted.contains(&unit.said))
        .filter(|unit| {
            let cited = |link| matches!(sources.resolve(link), Known::Tweet(_));
            !unit.links.iter().any(cited)
        })
        .map(|unit| {
            let sentence = whole(&unit);
            let near = index.nearest(&content(&sentence), PROPOSED, NEAR);
            Unsupported {
                line: (above + unit.line) as u32,
                proposals: near.into_iter().map(|(place, _)| place).collect(),
                sentence,
            }
        })
        .collect()
}

/// The unit's own words and those it quotes.
fn whole(unit: &Unit) -> String {
    let quoted = unit.quotes.iter().map(|quote| quote.words.as_str());
    let words: Vec<&str> = std::iter::once(unit.said.as_str()).chain(quoted).collect();
    words
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Headings, what leads to a list, conclusions marked as such, and pieces of tables do not need a tweet of their own.
fn says_something(unit: &Unit) -> bool {
    let said = unit.said.trim();
    let conclusion = ["影响", "推断", "Impact", "Inference"];
    let frame = matches!(unit.shape, Shape::Heading(_))
        || said.ends_with(['：', ':'])
        || said.starts_with('|')
        || conclusion.iter().any(|label| said.starts_with(label));
    !frame && whole(unit).chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
}
