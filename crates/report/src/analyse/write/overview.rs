//! 主要话题与行业趋势概述: what the day was about, in numbers that were counted.

use super::changes::{self, Change};
use super::days;
use super::desk::{Desk, plural};
use super::{heading, line};
use crate::analyse::reading::Term;
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Language, Role, Statement};
use std::collections::BTreeMap;

pub(super) fn section(desk: &Desk<'_>) -> Vec<Block> {
    let title = desk.say("主要话题与行业趋势概述", "Main topics and industry trends");
    let mut blocks = vec![heading(3, Role::Overview, &title)];
    let told = desk.told();
    if told.is_empty() {
        blocks.push(line(Kind::Metric, extent(desk)));
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "这些推文里没有可以辨认的公共话题。",
                "No topic of public interest can be made out in these tweets.",
            ),
        ));
        return blocks;
    }
    blocks.push(Block::Paragraph(lead(desk, &told)));
    blocks.push(line(Kind::Metric, extent(desk)));
    blocks.push(line(
        Kind::Metric,
        desk.say("主要讨论话题包括：", "The main topics:"),
    ));
    let items = told
        .iter()
        .take(5)
        .map(|story| topic(desk, story))
        .collect();
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    blocks.extend(changes::section(desk, &told));
    blocks.extend(days::section(desk, &told));
    blocks.push(line(Kind::Metric, mood(desk, &told)));
    blocks
}

/// One sentence for lists of posts.
pub(super) fn description(desk: &Desk<'_>) -> Option<String> {
    let titles: Vec<String> = desk
        .told()
        .iter()
        .take(3)
        .map(|story| story.headline())
        .collect();
    (!titles.is_empty()).then(|| {
        let count = desk.totals.counted;
        desk.say(
            format!("{count} 条推文里的主要话题：{}。", titles.join("；")),
            format!(
                "The main topics of {}: {}.",
                plural(count, "tweet"),
                titles.join("; ")
            ),
        )
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
    let zh = match (ads, repeats) {
        (0, 0) => "，全部进入分析".to_owned(),
        (ads, 0) => format!("；剔除 {ads} 条广告后，{left} 条进入分析"),
        (0, repeats) => format!("；合并 {repeats} 条重复后，{left} 条进入分析"),
        (ads, repeats) => {
            format!("；剔除 {ads} 条广告、合并 {repeats} 条重复后，{left} 条进入分析")
        }
    };
    let en = match (ads, repeats) {
        (0, 0) => ", all of which were analysed".to_owned(),
        (ads, 0) => format!("; {left} were analysed, without {ads} of advertising"),
        (0, repeats) => format!("; {left} were analysed, without {repeats} repetitions"),
        (ads, repeats) => format!(
            "; {left} were analysed, without {ads} of advertising and {repeats} repetitions"
        ),
    };
    let mut text = desk.say(
        format!("{days}共收录 {all} 条推文，来自 {people} 位作者{zh}"),
        format!(
            "{days} {} by {} were collected{en}",
            plural(all, "tweet"),
            plural(people, "author")
        ),
    );
    let of = |code: &str| totals.languages.get(code).copied().unwrap_or(0);
    if of("zh") > 0 && of("en") > 0 {
        text.push_str(&desk.say(
            format!("（中文 {} 条，英文 {} 条）", of("zh"), of("en")),
            format!(" ({} in Chinese, {} in English)", of("zh"), of("en")),
        ));
    }
    text + &desk.say("。", ".")
}

/// What the day was about: the stories that several authors tell, each with a tweet to follow.
fn lead(desk: &Desk<'_>, told: &[&Story]) -> Statement {
    let many: Vec<&Story> = told
        .iter()
        .copied()
        .filter(|story| story.authors > 1 && (!story.loose || story.authors > 2))
        .take(3)
        .collect();
    let size = |story: &Story| {
        let (authors, tweets) = (story.authors, story.tweets.len());
        desk.say(
            format!("{authors} 位作者、{tweets} 条推文"),
            format!("{}, {}", plural(authors, "author"), plural(tweets, "tweet")),
        )
    };
    let few = |story: &Story| {
        let authors = story.authors;
        desk.say(
            format!("{}（{authors} 位作者）", named(desk, story)),
            format!("{} ({})", named(desk, story), plural(authors, "author")),
        )
    };
    let day = match desk.one_day() {
        true => "这一天",
        false => "这几天",
    };
    let text = match many.as_slice() {
        [] => desk.say(
            format!("{day}没有多位作者同时谈论的话题，以下多为个人的观察。"),
            "No topic was taken up by several authors; what follows are mostly single voices.",
        ),
        [one] => desk.say(
            format!(
                "{day}由多位作者同时谈到的只有{}（{}），其余多为个人的观察",
                named(desk, one),
                size(one)
            ),
            format!(
                "Only {} was taken up by several authors ({}); the rest are mostly single voices",
                named(desk, one),
                size(one)
            ),
        ),
        [one, two] => desk.say(
            format!(
                "{day}谈论最多的是{}（{}），其次是{}",
                named(desk, one),
                size(one),
                few(two)
            ),
            format!(
                "Most was said about {} ({}), then about {}",
                named(desk, one),
                size(one),
                few(two)
            ),
        ),
        [one, two, three, ..] => desk.say(
            format!(
                "{day}谈论最多的是{}（{}），其后是{}和{}",
                named(desk, one),
                size(one),
                few(two),
                few(three)
            ),
            format!(
                "Most was said about {} ({}), then about {} and {}",
                named(desk, one),
                size(one),
                few(two),
                few(three)
            ),
        ),
    };
    let text = match many.is_empty() {
        true => text,
        false => text + &desk.say("。", "."),
    };
    let evidence = many.iter().map(|story| {
        let sayer = story
            .claims
            .first()
            .map_or(story.tweets[0], |(_, by)| by[0]);
        desk.evidence(sayer)
    });
    Statement::new(Kind::Metric, text).with(evidence)
}

/// A story inside a sentence.
fn named(desk: &Desk<'_>, story: &Story) -> String {
    let headline = story.headline();
    desk.say(format!("「{headline}」"), headline.clone())
}

fn topic(desk: &Desk<'_>, story: &Story) -> Statement {
    let with = company(desk, story);
    let (authors, tweets) = (story.authors, story.tweets.len());
    let mut text = match (authors, tweets) {
        (1, 1) => desk.say("一位作者的一条推文", "one tweet"),
        (1, tweets) => desk.say(
            format!("同一位作者的 {tweets} 条推文"),
            format!("{tweets} tweets by one author"),
        ),
        (authors, tweets) => desk.say(
            format!("{authors} 位作者、{tweets} 条推文"),
            format!("{authors} authors, {tweets} tweets"),
        ),
    };
    match changes::of(desk, story) {
        Some(Change::New) => text.push_str(&desk.say("，新话题", ", new")),
        Some(Change::Continues { authors: before }) => text.push_str(&desk.say(
            format!("，前一期 {before} 位"),
            format!(", {before} in the report before"),
        )),
        None => {}
    }
    if !with.is_empty() {
        text.push_str(&desk.say(
            format!("，同时提到{}", joined(&with)),
            format!(", together with {}", with.join(", ")),
        ));
    }
    Statement::new(Kind::Metric, text)
        .labelled(story.title())
        .with([desk.evidence(story.tweets[0])])
        .counted(tweets as u64, authors as u64)
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

/// Names in a row, with a space where Latin meets the sentence.
pub(super) fn joined(names: &[String]) -> String {
    let text = names.join("、");
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = if latin(text.chars().next()) { " " } else { "" };
    format!("{before}{text}")
}

fn mood(desk: &Desk<'_>, told: &[&Story]) -> String {
    let (good, bad) = desk.totals.moods;
    let all = good + bad;
    if all < 8 {
        return desk.say(
            format!("情绪方面，只有 {all} 条推文带有明显的情绪，不足以判断整体倾向。"),
            format!("Of moods little can be said: only {all} of the tweets show one clearly."),
        );
    }
    let (zh, en) = match (good, bad) {
        (good, bad) if good > bad * 3 / 2 => ("整体偏正面", "good on the whole"),
        (good, bad) if bad > good * 3 / 2 => ("整体偏负面", "bad on the whole"),
        _ => ("正负相当", "divided"),
    };
    let mut text = desk.say(
        format!("情绪方面{zh}：在 {all} 条带有情绪的推文中，{good} 条偏正面，{bad} 条偏负面。"),
        format!(
            "The mood is {en}: of {all} tweets that show one, {good} are good and {bad} are bad."
        ),
    );
    let driver = |worse: bool| {
        let leaning = told.iter().filter_map(|story| {
            let (good, bad, n) = desk.moods(story.tweets.iter().copied());
            let (most, least) = if worse { (bad, good) } else { (good, bad) };
            (most >= 3 && most > least && n >= 4).then(|| (most - least, story.title(), most))
        });
        leaning.max_by_key(|(gap, title, _)| (*gap, std::cmp::Reverse(title.clone())))
    };
    if let Some((_, title, n)) = driver(true) {
        text.push_str(&desk.say(
            format!("负面情绪最集中的话题是「{title}」（{n} 条）。"),
            format!(" The bad mood gathers most around {title} ({n} tweets)."),
        ));
    }
    if let Some((_, title, n)) = driver(false) {
        text.push_str(&desk.say(
            format!("正面情绪最集中的话题是「{title}」（{n} 条）。"),
            format!(" The good mood gathers most around {title} ({n} tweets)."),
        ));
    }
    text
}
