//! How a story that several tell, or that is known by its name alone, becomes a key point.
//!
//! It must not know which stories become one.

use super::super::desk::{Desk, spoken};
use super::super::quotes::{self, Quote, WIDEST, Wanted};
use super::super::{measure, support};
use super::headed::{headed_by, speaks_of_it_first};
use super::{FEW, is_view};
use crate::analyse::alone;
use crate::analyse::news;
use crate::analyse::reading::Term;
use crate::analyse::sentences::width;
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Kind, Statement};

/// A story under its names or its deed, with the words that stand for it.
pub(super) fn told(
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
        return (enough && !is_view(&label)).then(|| {
            Statement::new(Kind::Fact, desk.phrase("point.one_bare", place, &[]))
                .labelled(label)
                .with([desk.evidence(teller)])
                .counted(1, 1)
        });
    };
    let bare = matches!(story.heading(), Heading::Names);
    let label = match bare {
        true => borne_out(desk, story, &quote).unwrap_or(label),
        false => label,
    };
    let headed = bare.then(|| headed_by(desk, story, &label, &quote));
    let headed = headed.flatten();
    // A subject is no headline.
    if bare && story.loose && headed.is_none() {
        return None;
    }
    let mut evidence = match &headed {
        Some((_, None)) => vec![desk.evidence(quote.tweet)],
        Some((_, Some(rest))) => vec![quotes::evidence(desk, rest)],
        None => vec![quotes::evidence(desk, &quote)],
    };
    let others = others(desk, story, &desk.readings[quote.tweet].author);
    evidence.extend(others.into_iter().map(|i| desk.evidence(i)));
    let english = !quote.words.chars().any(words::is_han);
    // What judges and reports nothing is a view, however many speak of it.
    let opinion = desk.readings[quote.tweet].speaker.is_none()
        && !news::reports(&quote.words)
        && !quotes::states_a_deed(desk, &quote)
        && (quotes::judges(&quote.words) || news::chats(&quote.words));
    let reading = &desk.readings[quote.tweet];
    let frame = match (reading.speaker, &headed) {
        (speaker, Some((_, rest))) => {
            let key = match (opinion, speaker, reading.source(), story.authors) {
                (_, Some(_), ..) => "headed.official",
                (_, _, Some(_), _) => "headed.passed_on",
                (true, ..) => "headed.view",
                (.., 1) if story.tweets.len() == 1 => "headed.single",
                (.., 1) => "headed.one",
                _ => "headed.many",
            };
            let mut values = story.numbers().to_vec();
            let name = match (speaker, reading.source()) {
                (Some(entity), _) => spaced_name(desk, entity),
                (_, account) => account.unwrap_or_default().to_owned(),
            };
            values.push(("name", name));
            let ends = match rest {
                Some(_) => "headed.goes_on",
                None => "headed.ends",
            };
            desk.phrase(key, place, &values) + &desk.phrase(ends, place, &[])
        }
        (Some(entity), None) => official(desk, entity, place),
        (None, None) if reading.is_passed_on() => {
            let key = match story.authors {
                1 => "point.passed_on_said",
                _ => "point.passed_on_many",
            };
            let name = reading.source().unwrap_or_default().to_owned();
            let [authors, tweets] = story.numbers();
            desk.phrase(key, place, &[authors, tweets, ("name", name)])
        }
        (None, None) => {
            let key = match (story.authors, story.tweets.len()) {
                (1, 1) if english => "point.one_english",
                (1, 1) => "point.one",
                (1, _) => "point.several",
                (2, _) => "point.two",
                _ if place == 0 && desk.is_most_discussed(story) => "point.top",
                _ => "point.many",
            };
            let key = if opinion { "point.view" } else { key };
            desk.phrase(key, place, &story.numbers())
        }
    };
    let kind = if opinion { Kind::Opinion } else { Kind::Fact };
    let label = headed.map_or(label, |(headed, _)| headed);
    Some(
        Statement::new(kind, frame)
            .labelled(label)
            .with(evidence)
            .counted(story.tweets.len() as u64, story.authors as u64),
    )
}

/// From so many authors on it is news by itself that they speak of something.
const TALK: usize = 5;

/// Whether words may stand for a story that is known by its name alone: they tell an event, where it is no news that so many speak of it.
fn may_stand(desk: &Desk<'_>, story: &Story, label: &str, quote: &Quote) -> bool {
    let official = desk.readings[quote.tweet].speaker.is_some();
    if !official && story.authors < TALK && !news::tells_an_event(&quote.words, desk.names()) {
        return false;
    }
    let headed = headed_by(desk, story, label, quote).is_some();
    says_something(story, quote, headed, official)
        && (official || stands_by_itself(desk, &quote.words))
}

/// Whether there is more to tell than a bare name: what one author says of it can stand by itself, what two say of a subject tells news, and
/// what many say is no caption.
fn says_something(story: &Story, quote: &Quote, headed: bool, official: bool) -> bool {
    let words = quote.words.as_str();
    let states = news::reports(words) || quotes::judges(words) || news::chats(words);
    let counts = words.bytes().any(|b| b.is_ascii_digit());
    let chinese = words.chars().any(words::is_han);
    (story.authors > 1 || headed || official)
        && !(story.loose && story.authors < 3)
        && (states || official || (chinese && width(words) >= 44) || (!chinese && counts))
}

/// The story's names as far as the tweet has them that is quoted.
fn borne_out(desk: &Desk<'_>, story: &Story, quote: &Quote) -> Option<String> {
    let title = support::title(desk, &story.title(), &[quote.tweet])?;
    Some(spoken(&title, desk.language))
}

/// Whether words beside a name need nothing else to be understood.
fn stands_by_itself(desk: &Desk<'_>, words: &str) -> bool {
    let first = desk.names().find(words).iter().map(|one| one.start).min();
    !alone::leans(words)
        && !alone::begins_small(words)
        && !alone::points_away(words, first)
        && (alone::says(words) || news::reports(words))
}

/// Whether words tell what another story is about.
fn belongs_elsewhere(desk: &Desk<'_>, story: &Story, words: &str) -> bool {
    let bare = matches!(story.heading(), Heading::Names);
    let folded = words::fold(words);
    bare && desk.told().iter().any(|other| {
        let headline = other.headline();
        let parts = words::tokens(&headline);
        matches!(other.heading(), Heading::Deed(_))
            && other.tweets != story.tweets
            && parts
                .iter()
                .all(|part| folded.contains(&words::fold(part.text)))
    })
}

/// Whether words speak of another version of what a name with a version stands for.
fn is_another_version(desk: &Desk<'_>, story: &Story, label: &str, words: &str) -> bool {
    let Some(Term::Entity(entity)) = story.term else {
        return false;
    };
    let names = desk.names();
    let found = names.find(words);
    let mut own = found
        .iter()
        .filter(|mention| mention.entity == entity && !mention.version.is_empty())
        .peekable();
    label != names.entity(entity).name
        && own.peek().is_some()
        && own.all(|mention| !label.contains(&names.display(mention)))
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
    // Who advertises is quoted nowhere beside the news, nor who does not speak of it.
    let speaks = |i: &usize| {
        let terms = &desk.readings[*i].terms;
        let term = story.term.as_ref();
        sayers.contains(i) || term.is_none_or(|term| terms.contains_key(term))
    };
    let sells = |i: &usize| desk.readings[*i].promotes || desk.readings[*i].touts;
    others.retain(|i| !sells(i) && speaks(i));
    others.truncate(2);
    others
}

/// How many sentences are looked at for a story.
const TRIES: usize = 4;
/// How many where words are looked for that can stand beside a bare name.
const MORE: usize = 6;
/// How many of a story that several tell.
const MANY: usize = 24;

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
    let telling = quotes::telling(desk, &story.tweets);
    let wanted = |tweets| Wanted {
        tweets,
        about: story.term.as_ref(),
        having: &[],
        telling: &telling,
        strict: true,
        passed_on: true,
        opinion: false,
        said: Some(label),
        widest: WIDEST,
    };
    // The sentence of the deed itself, where it says more than the deed.
    if let (Heading::Deed(claim), Some(by)) = (story.heading(), sayers) {
        let key = claim.key();
        let states = |quote: &Quote| {
            let reading = &desk.readings[quote.tweet];
            let mut claims = reading.claims.iter();
            claims.any(|one| one.key() == key && one.place == quote.place)
                && !reading.is_passed_on()
                && quotes::adds(&quote.words, label)
                && measure::of(desk, story, quote.tweet, &quote.words) >= least
        };
        if let Some(quote) = quotes::ranked(desk, &wanted(by)).into_iter().find(states) {
            desk.quote(quote.tweet, quote.place);
            return Some(quote);
        }
    }
    for tweets in sayers.into_iter().chain([all]) {
        let bare = matches!(story.heading(), Heading::Names);
        let ranked = quotes::ranked(desk, &wanted(tweets));
        let stands_beside = |quote: &Quote| {
            !is_another_version(desk, story, label, &quote.words)
                && may_stand(desk, story, label, quote)
        };
        let does = |quote: &&Quote| {
            measure::of(desk, story, quote.tweet, &quote.words) >= least
                && !news::breaks_off(&quote.words)
                && !belongs_elsewhere(desk, story, &quote.words)
                && (!bare || stands_beside(quote))
        };
        // Beside a bare name words are wanted that can stand there.
        let heads = |quote: &&Quote| bare && headed_by(desk, story, label, quote).is_some();
        // Where many speak, who tells what happened may stand far down.
        let tries = if story.authors >= FEW { MANY } else { TRIES };
        let first = ranked.iter().take(tries.max(MORE)).filter(heads).find(does);
        // Who speaks of something else first does not stand for this.
        let leads = |quote: &&Quote| speaks_of_it_first(desk, story, &quote.words);
        let some = || ranked.iter().take(tries);
        let found = first
            .or_else(|| some().filter(leads).find(does))
            .or_else(|| some().find(does));
        if let Some(quote) = found {
            let quote = Quote {
                tweet: quote.tweet,
                place: quote.place,
                words: quote.words.clone(),
            };
            desk.quote(quote.tweet, quote.place);
            return Some(quote);
        }
    }
    None
}

/// Whose own account speaks.
pub(super) fn official(desk: &Desk<'_>, entity: usize, place: usize) -> String {
    desk.phrase(
        "point.official",
        place,
        &[("name", spaced_name(desk, entity))],
    )
}

/// A name with a space wherever Latin letters of it meet Chinese ones.
fn spaced_name(desk: &Desk<'_>, entity: usize) -> String {
    let name = &desk.names().entity(entity).name;
    let space = |latin: bool| match desk.reads_chinese() && latin {
        true => " ",
        false => "",
    };
    let before = space(name.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let after = space(name.ends_with(|c: char| c.is_ascii_alphanumeric()));
    format!("{before}{name}{after}")
}
