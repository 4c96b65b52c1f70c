//! 核心信息: as many different stories as there are, at most ten, each once.

use super::desk::{Desk, spoken};
use super::measure;
use super::quotes::{self, Quote, Wanted};
use super::wording::continuing;
use super::{heading, line};
use crate::analyse::news::{self, Headline};
use crate::analyse::sentences::{sentences, width};
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeSet;

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
        for (at, story) in desk.told().into_iter().enumerate() {
            if items.len() >= most {
                break;
            }
            if !told.contains(&at)
                && let Some(point) = point(desk, story, items.len(), least)
                && items.iter().all(|known| known.label != point.label)
            {
                told.insert(at);
                items.push(continuing(desk, story, point));
            }
        }
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
        let key = match found {
            0..=4 => "points.few",
            _ => "points.some",
        };
        let values = [("found", found.to_string()), ("most", most.to_string())];
        blocks.push(line(Kind::Metric, desk.phrase(key, 0, &values)));
    }
    blocks
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
    let frame = match (speaker, &quote) {
        (Some(entity), Some(_)) => official(desk, entity, place),
        _ => desk.phrase(key, place, &[]),
    };
    Statement::new(Kind::Fact, frame)
        .labelled(headline.words.clone())
        .with([evidence])
        .counted(1, 1)
}

/// What a tweet says besides its headline: the next sentence that can stand by itself, or the rest of the headline's own.
fn more(desk: &mut Desk<'_>, tweet: usize, headline: &Headline) -> Option<Quote> {
    let text = desk.readings[tweet].tweet.text.as_str();
    let all = sentences(text);
    let own = all.iter().find(|one| one.place == headline.place)?;
    let rest = own
        .text
        .split_once(headline.words.as_str())
        .map(|(_, rest)| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“「《（(".contains(c))
        });
    if let Some(rest) = rest.filter(|rest| width(rest) >= 20) {
        return Some(Quote::of(tweet, headline.place, rest, WIDEST));
    }
    let chinese = headline.words.chars().any(words::is_han);
    let good = |text: &str| {
        let han = text.chars().filter(|c| words::is_han(*c)).count();
        width(text) >= 20
            && (!chinese || han >= 8)
            && !text.ends_with(['：', ':', '?', '？'])
            && !text.starts_with(['@', '#', '-'])
            && !news::is_byline(text)
            && !news::is_personal(text)
            && !news::chats(text)
    };
    let next = all
        .iter()
        .filter(|one| one.place > headline.place && one.place <= headline.place + 3)
        .find(|one| one.complete && good(one.text))?;
    desk.quote(tweet, next.place);
    Some(Quote::of(tweet, next.place, next.text, WIDEST))
}

/// How wide a quotation may be, a Chinese character counting 2.
const WIDEST: usize = 120;

/// A story under its names or its deed, with the words that stand for it.
fn told(
    desk: &mut Desk<'_>,
    story: &Story,
    label: String,
    place: usize,
    least: i64,
) -> Option<Statement> {
    let Some(quote) = standing(desk, story, &label, least) else {
        // What stands above may be all that the tweets say.
        let teller = story.teller();
        let enough = story.is_told_in_words() && measure::of(desk, story, teller, &label) >= least;
        // Where no other words bear it out it is told as what one author says, however many speak of the same name.
        return enough.then(|| {
            Statement::new(Kind::Fact, desk.phrase("point.one_bare", place, &[]))
                .labelled(label)
                .with([desk.evidence(teller)])
                .counted(1, 1)
        });
    };
    let mut evidence = vec![quotes::evidence(desk, &quote)];
    let others = others(desk, story, &desk.readings[quote.tweet].author);
    evidence.extend(others.into_iter().map(|i| desk.evidence(i)));
    let english = !quote.words.chars().any(words::is_han);
    // What judges and reports nothing is a view, however many speak of it.
    let opinion = desk.readings[quote.tweet].speaker.is_none()
        && !news::reports(&quote.words)
        && !quotes::states_a_deed(desk, &quote)
        && (quotes::judges(&quote.words)
            || news::chats(&quote.words)
            || news::is_personal(&quote.words));
    let frame = match desk.readings[quote.tweet].speaker {
        Some(entity) => official(desk, entity, place),
        None => {
            let key = match (story.authors, story.tweets.len()) {
                (1, 1) if english => "point.one_english",
                (1, 1) => "point.one",
                (1, _) => "point.several",
                (2, _) => "point.two",
                _ if place == 0 && desk.is_most_discussed(story) => "point.top",
                _ => "point.many",
            };
            let key = match (opinion, story.authors) {
                (true, 1) => "point.one_view",
                (true, _) => "point.view",
                _ => key,
            };
            desk.phrase(key, place, &story.numbers())
        }
    };
    let kind = if opinion { Kind::Opinion } else { Kind::Fact };
    Some(
        Statement::new(kind, frame)
            .labelled(label)
            .with(evidence)
            .counted(story.tweets.len() as u64, story.authors as u64),
    )
}

/// Tweets of a story by two other authors than the one who is quoted, those who state the deed of the headline first.
fn others(desk: &Desk<'_>, story: &Story, said_by: &str) -> Vec<usize> {
    let mut others: Vec<usize> = Vec::new();
    let teller = story.is_told_in_words().then(|| story.teller());
    let sayers = story.claims.first().map_or(&[] as &[usize], |(_, by)| by);
    for &i in teller.iter().chain(sayers).chain(&story.tweets) {
        let author = &desk.readings[i].author;
        if author != said_by && others.iter().all(|&j| desk.readings[j].author != *author) {
            others.push(i);
        }
    }
    // Who advertises is quoted nowhere beside the news.
    others.retain(|&i| !desk.readings[i].promotes);
    others.truncate(2);
    others
}

/// How many sentences are looked at for a story.
const TRIES: usize = 4;

/// The words that stand for a story: of a deed those of who states it, else of all.
fn standing(desk: &mut Desk<'_>, story: &Story, label: &str, least: i64) -> Option<Quote> {
    let all: &[usize] = match story.heading() {
        Heading::Words(..) if !story.core.is_empty() => &story.core,
        _ => &story.tweets,
    };
    let sayers = match story.heading() {
        Heading::Deed(_) => story.claims.first().map(|(_, by)| by.as_slice()),
        _ => None,
    };
    // The sentence of the deed itself, where it says more than the deed.
    if let (Heading::Deed(claim), Some(by)) = (story.heading(), sayers) {
        let key = claim.key();
        for &i in by.iter().take(TRIES) {
            let claims = &desk.readings[i].claims;
            let place = claims
                .iter()
                .find(|one| one.key() == key)
                .map(|one| one.place);
            let fuller = |place: &usize| {
                let text = desk.readings[i].tweet.text.as_str();
                let all = sentences(text);
                let own = all.iter().find(|one| one.place == *place);
                own.is_some_and(|own| quotes::adds(own.text, label))
            };
            if let Some(place) = place.filter(fuller)
                && let Some(quote) = quotes::exact(desk, i, place, WIDEST)
                && measure::of(desk, story, i, &quote.words) >= least
            {
                return Some(quote);
            }
        }
    }
    let telling = quotes::telling(desk, &story.tweets);
    for tweets in sayers.into_iter().chain([all]) {
        let wanted = Wanted {
            tweets,
            about: story.term.as_ref(),
            having: &[],
            telling: &telling,
            strict: true,
            opinion: false,
            said: Some(label),
            widest: WIDEST,
        };
        for _ in 0..TRIES {
            let Some(quote) = quotes::choose(desk, &wanted, 1).pop() else {
                break;
            };
            if measure::of(desk, story, quote.tweet, &quote.words) >= least {
                return Some(quote);
            }
        }
    }
    None
}

/// Whose own account speaks, with a space after a Latin name.
fn official(desk: &Desk<'_>, entity: usize, place: usize) -> String {
    let name = &desk.names().entity(entity).name;
    let latin = name.ends_with(|c: char| c.is_ascii_alphanumeric());
    let spaced = desk.language == crate::analysis::Language::Chinese && latin;
    let name = format!("{name}{}", if spaced { " " } else { "" });
    desk.phrase("point.official", place, &[("name", name)])
}
