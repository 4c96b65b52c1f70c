//! 关键事件与发展: what was done, by whom, who says so; an effect only as a marked inference with its ground.

use super::desk::{Desk, spoken};
use super::quotes::{self, Quote, Wanted};
use super::{echo, heading, key_points, line, measure, subheading};
use crate::analyse::claims::{Claim, actions};
use crate::analyse::news::{self, Headline};
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Evidence, Kind, Role, Statement};
use std::collections::BTreeSet;

const EVENTS: usize = 7;
/// How wide a quotation may be, a Chinese character counting 2.
const WIDEST: usize = 130;

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(
        3,
        Role::Events,
        &desk.say("关键事件与发展", "Key events and developments"),
    )];
    let mut told = BTreeSet::new();
    let stories = desk.told();
    // Each story's best supported deed first; a second deed of one only where there is room.
    let firsts = stories
        .iter()
        .filter_map(|story| Some((*story, story.claims.first()?)));
    let others = stories.iter().flat_map(|story| {
        let more = story.claims.iter().skip(1).take(2);
        more.map(move |claim| (*story, claim))
    });
    let deeds: Vec<Deed<'_>> = firsts.chain(others).collect();
    let mut chosen: Vec<Deed<'_>> = Vec::new();
    let mut stated: BTreeSet<usize> = BTreeSet::new();
    for deed in deeds {
        let (claim, sayers) = deed.1;
        // What one tweet says is one event.
        if chosen.len() < EVENTS && !stated.contains(&sayers[0]) && told.insert(claim.key()) {
            stated.insert(sayers[0]);
            chosen.push(deed);
        }
    }
    for (place, (story, (claim, sayers))) in chosen.iter().enumerate() {
        blocks.push(subheading(format!("{}. {}", place + 1, claim.headline())));
        blocks.push(Block::Paragraph(fact(desk, story, claim, sayers, place)));
        blocks.push(Block::Paragraph(effect(desk, story, claim, sayers, place)));
    }
    let more = in_words(desk, &chosen);
    if !more.is_empty() {
        let key = match chosen.is_empty() {
            true => "event.only",
            false => "event.also",
        };
        blocks.push(line(Kind::Metric, desk.phrase(key, 0, &[])));
        blocks.push(Block::List {
            ordered: false,
            lead: None,
            items: more,
        });
    } else if chosen.is_empty() {
        blocks.push(line(Kind::Metric, desk.phrase("event.none", 0, &[])));
    }
    blocks
}

/// Whether a story under some words is another, or tells the same deed of the same.
fn is_the_same(story: &Story, other: &Story, words: &str) -> bool {
    let one = story.term.is_some() && story.term == other.term;
    other.tweets == story.tweets || (one && news::same_deed(words, &other.headline()))
}

/// What else happened, in the words of tweets and in the order of time: of stories whose deed is not told, the line that tells it.
fn in_words(desk: &Desk<'_>, chosen: &[Deed<'_>]) -> Vec<Statement> {
    let mut told: Vec<&Story> = chosen.iter().map(|deed| deed.0).collect();
    let mut found: Vec<(usize, &Headline)> = Vec::new();
    for story in desk.told() {
        let Heading::Words(tweet, headline) = story.heading() else {
            continue;
        };
        let words = headline.words.as_str();
        if found.len() < EVENTS
            && news::tells_an_event(words, desk.names())
            && !key_points::is_view(words)
            && measure::of(desk, story, tweet, words) >= measure::KEY
            && !told.iter().any(|other| is_the_same(story, other, words))
            && !echo::repeats(desk, story, told.iter().copied())
        {
            told.push(story);
            found.push((tweet, headline));
        }
    }
    found.sort_unstable_by_key(|(tweet, _)| *tweet);
    let item = |(tweet, headline): (usize, &Headline)| {
        Statement::new(Kind::Fact, headline.words.clone() + &at(desk, tweet))
            .with([desk.evidence(tweet)])
            .counted(1, 1)
    };
    found.into_iter().map(item).collect()
}

/// A deed, with its story and the readings that state it.
type Deed<'a> = (&'a Story, &'a (Claim, Vec<usize>));

/// What may be inferred from a deed, marked as that, with its ground.
fn effect(
    desk: &Desk<'_>,
    story: &Story,
    claim: &Claim,
    sayers: &[usize],
    place: usize,
) -> Statement {
    let key = match (story.authors, sayers.len()) {
        (1, _) => "event.ground_one",
        (_, 1) => "event.ground_some",
        _ => "event.ground_many",
    };
    let [authors, tweets] = story.numbers();
    let name = ("name", spoken(&story.title(), desk.language));
    let values = [authors, tweets, name, ("sayers", sayers.len().to_string())];
    let why = desk.phrase(key, place, &values);
    let ground = actions()[claim.action].ground(desk.language);
    let text = desk.say(
        format!("{ground}。依据：{why}。"),
        format!("{ground}. Ground: {why}."),
    );
    let label = desk.say("影响", "Impact");
    let mut effect = Statement::new(Kind::Inference, text).labelled(label);
    effect.joint = Some(desk.say("（推断）：", " (inference): "));
    effect.counted(story.tweets.len() as u64, story.authors as u64)
}

fn fact(
    desk: &mut Desk<'_>,
    story: &Story,
    claim: &Claim,
    sayers: &[usize],
    turn: usize,
) -> Statement {
    let first = sayers[0];
    // The sentence that states the deed; where it was quoted already, one of those who speak of the same.
    let stated = desk.readings[first]
        .claims
        .iter()
        .find(|other| other.key() == claim.key());
    let stated = stated.map(|claim| claim.place);
    let quote = stated.and_then(|place| quotes::exact(desk, first, place, WIDEST));
    let states = quote.is_some();
    let quote = quote.or_else(|| related(desk, story, claim));
    let said_by = desk.authors(sayers.iter().copied());
    let direct: Vec<Evidence> = sayers.iter().take(2).map(|&i| desk.evidence(i)).collect();
    let at = at(desk, first);
    let heard = match quote.is_none() && sayers.iter().any(|&i| desk.was_heard(i)) {
        true => desk.phrase("event.heard", 0, &[]),
        false => String::new(),
    };
    let key = match (said_by, quote.is_some(), states) {
        (1, true, true) => "event.one",
        (_, true, true) => "event.many",
        (1, true, false) => "event.one_related",
        (_, true, false) => "event.many_related",
        (1, false, _) => "event.one_bare",
        _ => "event.many_bare",
    };
    let values = [
        ("authors", said_by.to_string()),
        ("at", at),
        ("heard", heard),
    ];
    let text = desk.phrase(key, turn, &values);
    let evidence = match &quote {
        Some(quote) => {
            let mut evidence = vec![quotes::evidence(desk, quote)];
            let quoted = evidence[0].tweet.clone();
            evidence.extend(direct.into_iter().filter(|one| one.tweet != quoted));
            evidence
        }
        None => direct,
    };
    Statement::new(Kind::Fact, text)
        .with(evidence)
        .counted(story.tweets.len() as u64, story.authors as u64)
}

/// When a tweet was written, in brackets; nothing where that is not known.
fn at(desk: &Desk<'_>, tweet: usize) -> String {
    let when = desk.when(tweet);
    match when.is_empty() {
        true => String::new(),
        false => desk.say(format!("（{when}）"), format!(" ({when})")),
    }
}

/// A sentence of the story about what was acted on, or about a deed of the same kind.
fn related(desk: &mut Desk<'_>, story: &Story, claim: &Claim) -> Option<Quote> {
    let telling = quotes::telling(desk, &story.tweets);
    let object = claim.object.as_ref().map(|object| object.to_lowercase());
    let having: Vec<&str> = match &object {
        Some(object) => vec![object],
        None => actions()[claim.action]
            .words
            .iter()
            .map(String::as_str)
            .collect(),
    };
    let wanted = Wanted {
        tweets: &story.tweets,
        about: story.term.as_ref(),
        having: &having,
        telling: &telling,
        strict: false,
        passed_on: false,
        opinion: false,
        said: None,
        widest: WIDEST,
    };
    quotes::choose(desk, &wanted, 1).pop()
}
