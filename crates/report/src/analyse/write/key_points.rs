//! 核心信息: as many different stories as there are, at most ten, each once.

use super::desk::{Desk, spoken};
use super::quotes::{self, Quote, Wanted};
use super::wording::continuing;
use super::{heading, line};
use crate::analyse::claims::remembers;
use crate::analyse::news::{self, Headline};
use crate::analyse::sentences::{sentences, width};
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Kind, Role, Statement};
use chrono::Datelike;

pub(super) fn section(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut items: Vec<Statement> = Vec::new();
    for story in desk.told() {
        if items.len() == most {
            break;
        }
        let point = point(desk, story, items.len());
        let fresh = |point: &Statement| items.iter().all(|known| known.label != point.label);
        items.extend(
            point
                .filter(fresh)
                .map(|point| continuing(desk, story, point)),
        );
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

/// The key point of a story: its headline, how many speak of it, and the words of one of them.
fn point(desk: &mut Desk<'_>, story: &Story, place: usize) -> Option<Statement> {
    // What two have in common by subject alone is no news, nor is what one author remarks in passing.
    if (story.loose && !story.news && story.authors < 3) || (story.authors == 1 && !story.news) {
        return None;
    }
    // One who speaks of a subject only, or of their own work, tells no news of the day.
    let own = || story.tweets.iter().all(|&i| desk.readings[i].promotes);
    let bare = story.house && !story.is_told_in_words();
    let speaks = |&i: &usize| desk.readings[i].speaker.is_some();
    if story.authors == 1 && !story.tweets.iter().any(speaks) && (bare || own()) {
        return None;
    }
    match story.heading() {
        Heading::Words(tweet, headline) if story.authors == 1 => {
            Some(in_own_words(desk, tweet, headline, place))
        }
        Heading::Words(tweet, headline) => {
            desk.quote(tweet, headline.place);
            let label = headline.words.clone();
            told(desk, story, label, place)
        }
        Heading::Deed(claim) => {
            let label = claim.headline();
            told(desk, story, label, place)
        }
        Heading::Names => {
            let label = spoken(&story.title(), desk.language);
            told(desk, story, label, place)
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
fn told(desk: &mut Desk<'_>, story: &Story, label: String, place: usize) -> Option<Statement> {
    let Some(quote) = standing(desk, story, &label) else {
        // The deed may be all that the tweets say.
        let (_, sayers) = story.claims.first()?;
        let first = desk.evidence(sayers[0]);
        let bare = (story.authors == 1 && story.is_told_in_words())
            .then(|| desk.phrase("point.one_bare", place, &[]));
        return bare.map(|frame| {
            Statement::new(Kind::Fact, frame)
                .labelled(label)
                .with([first])
                .counted(1, 1)
        });
    };
    let mut evidence = vec![quotes::evidence(desk, &quote)];
    let said_by = &desk.readings[quote.tweet].author;
    let mut others: Vec<usize> = Vec::new();
    // Those who state the deed of the headline stand first.
    let teller = story.is_told_in_words().then(|| story.teller());
    let sayers = story.claims.first().map_or(&[] as &[usize], |(_, by)| by);
    for &i in teller.iter().chain(sayers).chain(&story.tweets) {
        let author = &desk.readings[i].author;
        if author != said_by && others.iter().all(|&j| desk.readings[j].author != *author) {
            others.push(i);
        }
    }
    // Who advertises is quoted nowhere beside the news.
    let plain = others.into_iter().filter(|&i| !desk.readings[i].promotes);
    evidence.extend(plain.take(2).map(|i| desk.evidence(i)));
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
                _ if place == 0 => "point.top",
                _ => "point.many",
            };
            let key = match opinion {
                true if story.authors > 1 => "point.view",
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

/// How many sentences are looked at for a story.
const TRIES: usize = 4;

/// The words that stand for a story: of a deed those of who states it, else of all.
fn standing(desk: &mut Desk<'_>, story: &Story, label: &str) -> Option<Quote> {
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
            if stands(desk, story, &quote) {
                return Some(quote);
            }
        }
    }
    None
}

/// Whether the words that stand for a story are news: those of one author must say what happened, and to somebody else; those of
/// two must at least be no chat.
fn stands(desk: &Desk<'_>, story: &Story, quote: &Quote) -> bool {
    let reading = &desk.readings[quote.tweet];
    let words = quote.words.as_str();
    let deed = !story.claims.is_empty() || reading.speaker.is_some();
    // A house by its bare name says nothing, unless the words do; of a thing they must at least judge.
    if !story.is_told_in_words() && !deed && story.authors > 1 {
        let year = reading.tweet.time.map(|time| time.year());
        let judges = !story.house && (quotes::judges(words) || news::chats(words));
        let counts = !story.house && words.bytes().filter(u8::is_ascii_digit).count() > 2;
        // What many speak of need not be put as news.
        let many = !story.house && story.authors > 3 && width(words) >= 48;
        let tells = news::reports(words) || judges || counts || many;
        if !tells || remembers(words, year) {
            return false;
        }
    }
    match story.authors {
        1 => {
            let year = reading.tweet.time.map(|time| time.year());
            let tells = deed || news::reports(words);
            tells && width(words) >= 30 && !news::is_personal(words) && !remembers(words, year)
        }
        2 => story.news || !news::chats(words),
        // What many say is news, unless it is bait that many put out.
        _ => deed || !news::chats(words),
    }
}

/// Whose own account speaks, with a space after a Latin name.
fn official(desk: &Desk<'_>, entity: usize, place: usize) -> String {
    let name = &desk.names().entity(entity).name;
    let latin = name.ends_with(|c: char| c.is_ascii_alphanumeric());
    let spaced = desk.language == crate::analysis::Language::Chinese && latin;
    let name = format!("{name}{}", if spaced { " " } else { "" });
    desk.phrase("point.official", place, &[("name", name)])
}
