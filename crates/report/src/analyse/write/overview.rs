//! 主要话题与行业趋势概述: what the day was about, in numbers that were counted.

use super::changes::{self, Change};
use super::days;
use super::desk::{Desk, spoken};
use super::echo;
use super::lead::{lead, plain, row, since};
use super::wording::{continuing, joined};
use super::{heading, line};
use crate::analyse::reading::Term;
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Kind, Language, Role, Statement};
use std::collections::BTreeMap;

/// How many topics are listed.
const TOPICS: usize = 5;

pub(super) fn section(desk: &Desk<'_>) -> Vec<Block> {
    let title = desk.say("主要话题与行业趋势概述", "Main topics and industry trends");
    let mut blocks = vec![heading(3, Role::Overview, &title)];
    let told = desk.told();
    let topics = echo::first(desk, &told, TOPICS);
    if told.is_empty() {
        blocks.push(line(Kind::Metric, extent(desk)));
        blocks.push(line(Kind::Metric, desk.phrase("topics.none", 0, &[])));
        blocks.extend(left_out(desk));
        return blocks;
    }
    blocks.push(Block::Paragraph(lead(desk, &told)));
    blocks.extend(since(desk, &told).map(|text| line(Kind::Metric, text)));
    blocks.push(line(Kind::Metric, extent(desk)));
    blocks.push(line(Kind::Metric, desk.phrase("topics.lead", 0, &[])));
    // Where everything is new there is nothing to compare.
    let compared = topics
        .iter()
        .any(|story| matches!(changes::of(desk, story), Some(Change::Continues { .. })));
    let items = topics
        .iter()
        .map(|story| topic(desk, story, compared))
        .collect();
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    blocks.extend(changes::section(desk, &told));
    blocks.extend(left_out(desk));
    blocks.extend(days::section(desk, &told));
    blocks.push(line(Kind::Metric, mood(desk, &told)));
    blocks
}

/// One sentence for lists of posts.
pub(super) fn description(desk: &Desk<'_>) -> Option<String> {
    let titles: Vec<String> = echo::first(desk, &desk.told(), 3)
        .iter()
        .map(|story| spoken(&story.headline(), desk.language))
        .collect();
    (!titles.is_empty()).then(|| {
        let values = [
            ("tweets", desk.tweets(desk.totals.counted)),
            ("more", desk.say(titles.join("；"), titles.join("; "))),
        ];
        desk.phrase("description", 0, &values)
    })
}

fn extent(desk: &Desk<'_>) -> String {
    let window = &desk.dataset.window;
    let (from, to) = (window.from, window.to);
    let days = match (desk.one_day(), desk.language) {
        (true, Language::Chinese) => from.format("%Y 年 %-m 月 %-d 日").to_string(),
        (false, Language::Chinese) => format!(
            "{}至 {}",
            from.format("%Y 年 %-m 月 %-d 日"),
            to.format("%-m 月 %-d 日")
        ),
        (true, Language::English) => format!("On {from}"),
        (false, Language::English) => format!("From {from} to {to}"),
    };
    let totals = desk.totals;
    let (all, people) = (totals.tweets, totals.authors);
    let (ads, repeats, left) = (totals.advertising, totals.repeats, totals.counted);
    let known = totals.known;
    let parts = [
        ("extent.ads", ads),
        ("extent.repeats", repeats),
        ("extent.known", known),
    ];
    let without: Vec<String> = parts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| desk.phrase(key, 0, &[("n", n.to_string())]))
        .collect();
    let rest = match (without.is_empty(), desk.language) {
        (true, _) => desk.phrase("extent.all", 0, &[]),
        (false, language) => {
            let without = match language {
                Language::Chinese => without.join("、"),
                Language::English => listed(&without),
            };
            let values = [("without", without), ("left", left.to_string())];
            desk.phrase("extent.without", 0, &values)
        }
    };
    let of = |code: &str| totals.languages.get(code).copied().unwrap_or(0);
    let languages = match of("zh") > 0 && of("en") > 0 {
        true => {
            let values = [("zh", of("zh").to_string()), ("en", of("en").to_string())];
            desk.phrase("extent.languages", 0, &values)
        }
        false => String::new(),
    };
    let values = [
        ("days", days),
        ("tweets", desk.tweets(all)),
        ("authors", desk.people(people)),
        ("rest", rest),
        ("languages", languages),
    ];
    desk.phrase("extent", 0, &values)
}

/// `a`, `a and b`, `a, b and c`.
fn listed(things: &[String]) -> String {
    match things {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => things.concat(),
    }
}

/// Which stories are not told again.
fn left_out(desk: &Desk<'_>) -> Option<Block> {
    let names = desk
        .left_out()
        .iter()
        .map(|story| plain(desk, &story.title()));
    let values = [("more", row(desk, names))];
    (!desk.left_out().is_empty())
        .then(|| line(Kind::Metric, desk.phrase("lead.left_out", 0, &values)))
}

fn topic(desk: &Desk<'_>, story: &Story, compared: bool) -> Statement {
    let with = company(desk, story);
    let (authors, tweets) = match story.heading() {
        // The words of a tweet are no name for another by the same author.
        Heading::Words(..) if story.authors == 1 => (1, 1),
        _ => (story.authors, story.tweets.len()),
    };
    let key = match (authors, tweets) {
        (1, 1) => "topic.one",
        (1, _) => "topic.several",
        _ => "topic.many",
    };
    let numbers = [
        ("authors", authors.to_string()),
        ("tweets", tweets.to_string()),
    ];
    let mut text = desk.phrase(key, 0, &numbers);
    match changes::of(desk, story) {
        Some(Change::New) if compared => text.push_str(&desk.phrase("topic.new", 0, &[])),
        Some(Change::Continues { authors: before }) => {
            text.push_str(&desk.phrase("topic.before", 0, &[("before", before.to_string())]));
        }
        _ => {}
    }
    if !with.is_empty() {
        let more = desk.say(joined(&with), with.join(", "));
        text.push_str(&desk.phrase("topic.with", 0, &[("more", more)]));
    }
    let cited = match story.heading() {
        Heading::Words(tweet, _) => tweet,
        _ => story.tweets[0],
    };
    let topic = Statement::new(Kind::Metric, text)
        .labelled(spoken(&story.headline(), desk.language))
        .with([desk.evidence(cited)])
        .counted(tweets as u64, authors as u64);
    continuing(desk, story, topic)
}

/// Other names in the story, those said most often first.
fn company(desk: &Desk<'_>, story: &Story) -> Vec<String> {
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    let title = story.title();
    for &i in &story.tweets {
        for (term, used) in &desk.readings[i].terms {
            if matches!(term, Term::Entity(_))
                && Some(term) != story.term.as_ref()
                && used.worth > 90
                && !title.contains(used.shown.as_str())
            {
                *others.entry(&used.shown).or_default() += 1;
            }
        }
    }
    let mut others: Vec<(&str, usize)> = others
        .into_iter()
        .filter(|(_, n)| *n > 1 || story.tweets.len() < 3)
        .collect();
    others.sort_by_key(|(name, n)| (usize::MAX - n, *name));
    others
        .into_iter()
        .take(3)
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn mood(desk: &Desk<'_>, told: &[&Story]) -> String {
    let (good, bad) = desk.totals.moods;
    let all = good + bad;
    let values = [
        ("all", all.to_string()),
        ("good", good.to_string()),
        ("bad", bad.to_string()),
    ];
    let key = match (good, bad) {
        _ if all < 8 => return desk.phrase("mood.few", 0, &values),
        (good, bad) if good > bad * 3 / 2 => "mood.good",
        (good, bad) if bad > good * 3 / 2 => "mood.bad",
        _ => "mood.divided",
    };
    let mut text = desk.phrase(key, 0, &values);
    let driver = |worse: bool| {
        let leaning = told.iter().filter_map(|story| {
            let (good, bad, n) = desk.moods(story.tweets.iter().copied());
            let (most, least) = if worse { (bad, good) } else { (good, bad) };
            (most >= 3 && most > least && n >= 4).then(|| (most - least, story.title(), most))
        });
        leaning.max_by_key(|(gap, title, _)| (*gap, std::cmp::Reverse(title.clone())))
    };
    for (worse, key) in [(true, "mood.worst"), (false, "mood.best")] {
        if let Some((_, title, n)) = driver(worse) {
            let name = spoken(&title, desk.language);
            text.push_str(&desk.phrase(key, 0, &[("name", name), ("n", n.to_string())]));
        }
    }
    text
}
