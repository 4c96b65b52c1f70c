//! The first sentences of a report: what the day was about, what is new in it and what nobody speaks of any more.
//!
//! It must not know how topics are listed.

use super::changes::{self, Change};
use super::desk::{Desk, spoken};
use super::echo;
use super::tide::Tide;
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Kind, Language, Statement};
use std::cmp::Ordering;

/// What the day was about: the stories that several authors tell, each with a tweet to follow.
pub(super) fn lead(desk: &Desk<'_>, told: &[&Story]) -> Statement {
    // What has no key point is no focus, though several have its name in common.
    let shared = |story: &Story| story.authors > 1 && (!story.loose || story.authors > 2);
    let points = told.iter().copied().filter(|story| desk.is_a_point(story));
    let mut many: Vec<&Story> = points
        .clone()
        .filter(|story| shared(story))
        .take(3)
        .collect();
    // What is said to be most discussed must be that.
    match told.iter().find(|story| desk.is_most_discussed(story)) {
        Some(top) if shared(top) && desk.is_a_point(top) => {
            many.retain(|story| story.tweets != top.tweets);
            many.insert(0, top);
            many.truncate(3);
        }
        _ => many.clear(),
    }
    let single = points.filter(|story| {
        let alone = story.authors == 1 || many.is_empty();
        alone && story.is_told_in_words() && !echo::repeats(desk, story, many.iter().copied())
    });
    let single: Vec<&Story> = single.take(if many.is_empty() { 3 } else { 2 }).collect();
    // Where two authors are the most that anything has, nothing is much spoken of.
    let pairs = many.len() > 1 && many.iter().all(|story| story.authors == 2);
    let (key, more): (&str, &[&Story]) = match (many.len(), single.is_empty()) {
        _ if pairs && single.is_empty() => ("lead.pairs", &many[1..]),
        _ if pairs => ("lead.pairs_but", &many[1..]),
        (0, true) => ("lead.none", &[]),
        (0, false) => ("lead.none_but", &single),
        (1, true) if many[0].authors == 2 => ("lead.two", &[]),
        (1, false) if many[0].authors == 2 => ("lead.two_but", &single),
        (1, true) => ("lead.one", &[]),
        (1, false) => ("lead.one_but", &single),
        _ => ("lead.many", &many[1..]),
    };
    let mut values = vec![
        ("day", day(desk)),
        (
            "more",
            row(desk, more.iter().map(|story| named(desk, story))),
        ),
    ];
    values.push((
        "all",
        row(desk, many.iter().map(|story| named(desk, story))),
    ));
    let beside: &[&Story] = if pairs { &single } else { &[] };
    values.push((
        "rest",
        row(desk, beside.iter().map(|story| named(desk, story))),
    ));
    let top = many.first();
    if let Some(top) = top {
        values.push(("name", named(desk, top)));
        values.extend(top.numbers());
    }
    let text = desk.phrase(key, 0, &values);
    // The words in marks that stand last are followed by the tweet they come from.
    let cited = beside.iter().rev().chain(more.iter().rev());
    let cited = cited.chain(many.iter().take(1));
    let evidence = cited.map(|story| desk.evidence(story.teller()));
    Statement::new(Kind::Metric, text).with(evidence)
}

/// The day in a sentence.
fn day(desk: &Desk<'_>) -> String {
    let shown = if desk.one_day() {
        "这一天"
    } else {
        "这几天"
    };
    shown.to_owned()
}

/// What became of the topics since the report before: of the first one, and of those that nobody speaks of any more.
pub(super) fn since(desk: &Desk<'_>, told: &[&Story]) -> Option<String> {
    let top = told.iter().find(|story| story.authors > 1);
    let sentences: Vec<String> = [top.and_then(|top| became(desk, top)), faded(desk, told)]
        .into_iter()
        .flatten()
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(&desk.say("", " ")))
}

/// How the topic of the day stands to the report before.
fn became(desk: &Desk<'_>, top: &Story) -> Option<String> {
    let mut values = vec![("name", named(desk, top))];
    values.extend(top.numbers());
    let key = match changes::of(desk, top)? {
        Change::New => "lead.new",
        Change::Continues { authors: before } => {
            values.push(("before", before.to_string()));
            // One author more or less is chance, and no news.
            match (before.cmp(&(top.authors as u64)), changes::tide(desk, top)) {
                (Ordering::Less, Tide::Rises) => "lead.grows",
                (Ordering::Greater, Tide::Falls) => "lead.wanes",
                (Ordering::Equal, _) => "lead.same",
                _ => "lead.goes_on",
            }
        }
    };
    Some(desk.phrase(key, 1, &values))
}

/// What the report before had and this one has not.
fn faded(desk: &Desk<'_>, told: &[&Story]) -> Option<String> {
    let gone = changes::since(desk, told)?.gone;
    let names = gone.iter().take(2).map(|title| plain(desk, title));
    (!gone.is_empty()).then(|| {
        let values = [("more", row(desk, names)), ("day", day(desk))];
        desk.phrase("lead.gone", 2, &values)
    })
}

/// Things in a sentence: `甲、乙和丙`.
pub(super) fn row(desk: &Desk<'_>, things: impl Iterator<Item = String>) -> String {
    let mut things: Vec<String> = things.collect();
    match things.pop() {
        None => String::new(),
        Some(last) if things.is_empty() => last,
        Some(last) => desk.say(
            format!("{}和{last}", things.join("、")),
            format!("{} and {last}", things.join(", ")),
        ),
    }
}

/// A story inside a sentence; words of a tweet in marks.
fn named(desk: &Desk<'_>, story: &Story) -> String {
    match story.heading() {
        Heading::Words(_, headline) => desk.say(
            format!("「{}」", headline.words),
            format!("“{}”", headline.words),
        ),
        _ => plain(desk, &story.headline()),
    }
}

/// Names inside a sentence, with a space where Latin meets Chinese.
pub(super) fn plain(desk: &Desk<'_>, title: &str) -> String {
    let shown = spoken(title, desk.language);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let space = |there: bool| match there && desk.language == Language::Chinese {
        true => " ",
        false => "",
    };
    let (first, last) = (shown.chars().next(), shown.chars().next_back());
    format!("{}{shown}{}", space(latin(first)), space(latin(last)))
}
