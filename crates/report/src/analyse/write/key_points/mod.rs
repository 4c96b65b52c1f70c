//! 核心信息: as many different stories as there are, at most ten, each once.

mod told;

use super::desk::{Desk, spoken};
use super::echo;
use super::measure;
use super::quotes::{self, more};
use super::voices;
use super::wording::continuing;
use super::{heading, line};
use crate::analyse::news::Headline;
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeSet;
use told::{official, told};

/// From so many on a day has enough points; below, stories that are less than news may fill it up.
const ENOUGH: usize = 5;

pub(super) fn section(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut items: Vec<Statement> = Vec::new();
    // What was told once is not looked at again: that would use up its quotations.
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for least in [measure::KEY, measure::FILLS] {
        let most = if least == measure::KEY {
            most
        } else {
            ENOUGH.min(most)
        };
        let stories = desk.told();
        for (at, story) in stories.iter().copied().enumerate() {
            if items.len() >= most {
                break;
            }
            if !told.contains(&at)
                && !echo::repeats(desk, story, told.iter().map(|&at| stories[at]))
                && !moves_again(story, told.iter().map(|&at| stories[at]))
                && let Some(point) = point(desk, story, items.len(), least)
                && items.iter().all(|known| known.label != point.label)
            {
                told.insert(at);
                items.push(continuing(desk, story, point));
            }
        }
    }
    let news = items.len();
    if news < most {
        let stories = desk.told();
        let points: Vec<&Story> = told.iter().map(|&at| stories[at]).collect();
        let told = stories;
        let cited = items.iter().flat_map(|item| &item.evidence);
        let cited: BTreeSet<&str> = cited.map(|one| one.tweet.as_str()).collect();
        let known = |i: &usize| cited.contains(desk.readings[*i].tweet.id.as_str());
        let pointed = || points.iter().copied();
        // Of a story that was told, here or in an earlier report, nothing more is told.
        let heard: BTreeSet<usize> = told
            .iter()
            .filter(|story| story.tweets.iter().any(known) || moves_again(story, pointed()))
            .chain(desk.left_out())
            .flat_map(|story| story.tweets.iter().copied())
            .collect();
        items.extend(voices::choose(desk, &heard, most - news));
    }
    let mut blocks = vec![heading(
        3,
        Role::KeyPoints,
        &desk.say(
            format!("核心信息（{} 个关键信息点）", items.len()),
            format!("Key points ({})", items.len()),
        ),
    )];
    if items.is_empty() {
        blocks.push(line(Kind::Metric, desk.phrase("points.none", 0, &[])));
        return blocks;
    }
    let found = items.len();
    let voices = found - news;
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    if news < most {
        let key = match (news, voices) {
            (0, 1..) => "points.quiet_none",
            (1..ENOUGH, 1..) => "points.quiet",
            (_, 1..) => "points.voices",
            (0..ENOUGH, 0) => "points.few",
            _ => "points.some",
        };
        let values = [
            ("found", news.to_string()),
            ("voices", voices.to_string()),
            ("most", most.to_string()),
        ];
        blocks.push(line(Kind::Metric, desk.phrase(key, 0, &values)));
    }
    blocks
}

/// Whether a story only says that a price moved, of something that was told of already.
fn moves_again<'a>(story: &Story, told: impl IntoIterator<Item = &'a Story>) -> bool {
    let moves = matches!(story.heading(), Heading::Deed(claim) if claim.is_of_price());
    let same = |other: &Story| other.term.is_some() && other.term == story.term;
    moves && told.into_iter().any(same)
}

/// The key point of a story: its headline, how many speak of it, and the words of one of them; nothing where it measures less
/// than `least`.
fn point(desk: &mut Desk<'_>, story: &Story, place: usize, least: i64) -> Option<Statement> {
    match story.heading() {
        Heading::Words(tweet, headline) if story.authors == 1 => {
            let enough = measure::of(desk, story, tweet, &headline.words) >= least;
            enough.then(|| in_own_words(desk, tweet, headline, place))
        }
        Heading::Words(tweet, headline) => {
            desk.quote(tweet, headline.place);
            let label = headline.words.clone();
            told(desk, story, label, place, least)
        }
        Heading::Deed(claim) => {
            let label = claim.headline();
            told(desk, story, label, place, least)
        }
        Heading::Names => {
            let label = spoken(&story.title(), desk.language);
            told(desk, story, label, place, least)
        }
    }
}

/// One author's news under its own headline: what else the tweet says is quoted.
fn in_own_words(desk: &mut Desk<'_>, tweet: usize, headline: &Headline, place: usize) -> Statement {
    desk.quote(tweet, headline.place);
    let quote = more(desk, tweet, headline);
    let key = match &quote {
        Some(_) => "point.one_more",
        None => "point.one_bare",
    };
    let evidence = match &quote {
        Some(quote) => quotes::evidence(desk, quote),
        None => desk.evidence(tweet),
    };
    let speaker = desk.readings[tweet].speaker;
    // Who judges states no fact, though it be said as one.
    if speaker.is_none() && voices::is_view(&headline.words) {
        return voices::view(desk, &headline.words, evidence, quote.is_some(), place);
    }
    let frame = match (speaker, desk.readings[tweet].source()) {
        (Some(entity), _) if quote.is_some() => official(desk, entity, place),
        (None, Some(account)) => {
            let key = match &quote {
                Some(_) => "point.passed_on_more",
                None => "point.passed_on",
            };
            desk.phrase(key, place, &[("name", account.to_owned())])
        }
        _ => desk.phrase(key, place, &[]),
    };
    Statement::new(Kind::Fact, frame)
        .labelled(headline.words.clone())
        .with([evidence])
        .counted(1, 1)
}
