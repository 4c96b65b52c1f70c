//! 核心信息: as many different stories as there are, at most ten, each once.

mod finds;
mod headed;
mod told;

use super::desk::{Desk, spoken};
use super::echo;
use super::measure;
use super::quotes::{self, more};
use super::telltale;
use super::wording::continuing;
use super::{heading, line};
use crate::analyse::news::{self, Headline};
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Evidence, Kind, Role, Statement};
use std::collections::BTreeSet;
use told::{official, told};

/// From so many on a day has enough points; below, stories that are less than news may fill it up.
const ENOUGH: usize = 5;

/// So many authors have nothing to say together: one of them tells it.
const FEW: usize = 3;

pub(super) fn section(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut found: Vec<(usize, Statement)> = Vec::new();
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
            if found.len() >= most {
                break;
            }
            if !told.contains(&at)
                && !echo::repeats(desk, story, told.iter().map(|&at| stories[at]))
                && !moves_again(story, told.iter().map(|&at| stories[at]))
                && let Some(point) = point(desk, story, found.len(), least)
                && found.iter().all(|(_, known)| known.label != point.label)
            {
                told.insert(at);
                desk.point(story);
                found.push((at, continuing(desk, story, point)));
            }
        }
    }
    // The heaviest first, whatever made it one.
    found.sort_by_key(|(at, _)| *at);
    let mut items: Vec<Statement> = found.into_iter().map(|(_, item)| item).collect();
    let stated = items.len();
    if stated < ENOUGH {
        let finds = finds::fill(desk, &items, ENOUGH.min(most) - stated);
        items.extend(finds);
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
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    if found < most {
        let key = match stated {
            0 => "points.finds",
            _ if stated < found => "points.filled",
            1..ENOUGH => "points.few",
            _ => "points.some",
        };
        let values = [
            ("found", found.to_string()),
            ("stated", stated.to_string()),
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
        // What few speak of is told by who tells it best.
        Heading::Words(tweet, headline) if story.authors <= FEW => {
            let enough = measure::of(desk, story, tweet, &headline.words) >= least;
            let official = desk.readings[tweet].speaker.is_some();
            // Who judges states no fact, though it be said as one.
            (enough && (official || !is_view(&headline.words)))
                .then(|| in_own_words(desk, story, tweet, headline, place))
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
        // The number of a version is one of anything.
        Heading::Names if news::begins_with_version(&story.title()) => None,
        Heading::Names => {
            let label = spoken(&story.title(), desk.language);
            told(desk, story, label, place, least)
        }
    }
}

/// News of few authors under the headline of one of them: what else the tweet says is quoted.
fn in_own_words(
    desk: &mut Desk<'_>,
    story: &Story,
    tweet: usize,
    headline: &Headline,
    place: usize,
) -> Statement {
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
    let others = others(desk, story, tweet, headline);
    Statement::new(Kind::Fact, frame)
        .labelled(headline.words.clone())
        .with([evidence])
        .with(others)
        .counted(1, 1)
}

/// Who speaks of the same, to be seen beside it: two others who name at least two of those whom the headline names.
fn others(desk: &Desk<'_>, story: &Story, tweet: usize, headline: &Headline) -> Vec<Evidence> {
    let names = desk.names().find(&headline.words);
    let named: BTreeSet<usize> = names.iter().map(|mention| mention.entity).collect();
    let mut people = BTreeSet::from([desk.readings[tweet].author.as_str()]);
    let same = |i: &&usize| {
        let reading = &desk.readings[**i];
        let own = reading.mentions.iter().map(|mention| mention.entity);
        let shared: BTreeSet<usize> = own.filter(|entity| named.contains(entity)).collect();
        !reading.promotes && shared.len() > 1
    };
    let others = story.tweets.iter().filter(same);
    let others = others.filter(|&&i| people.insert(desk.readings[i].author.as_str()));
    others.take(2).map(|&i| desk.evidence(i)).collect()
}

/// Whether words that tell news take a stand, too.
pub(super) fn is_view(words: &str) -> bool {
    telltale::words().takes_a_stand(&words.to_lowercase()) || words.contains(" because ")
}
