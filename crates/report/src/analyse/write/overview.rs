//! 主要话题与行业趋势概述: what the day was about, in numbers that were counted.

use super::desk::Desk;
use super::{heading, line};
use crate::analyse::reading::Term;
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeMap;

pub(super) fn section(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading(3, Role::Overview, "主要话题与行业趋势概述"),
        line(Kind::Metric, extent(desk)),
    ];
    let told = desk.told();
    if told.is_empty() {
        blocks.push(line(Kind::Metric, "这些推文里没有可以辨认的公共话题。"));
        return blocks;
    }
    blocks.push(line(
        Kind::Metric,
        format!("{}主要讨论话题包括：", lead(desk, &told)),
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
        let count = desk.counted().count();
        format!("{count} 条推文里的主要话题：{}。", titles.join("；"))
    })
}

fn extent(desk: &Desk<'_>) -> String {
    let window = &desk.dataset.window;
    let days = if window.from == window.to {
        format!("{}", window.from.format("%Y 年 %-m 月 %-d 日"))
    } else {
        format!(
            "{}至 {}",
            window.from.format("%Y 年 %-m 月 %-d 日"),
            window.to.format("%-m 月 %-d 日")
        )
    };
    let all = desk.readings.len();
    let people = desk.authors(0..all);
    let mut text = format!("{days}共收录 {all} 条推文，来自 {people} 位作者");
    let (ads, repeats) = (desk.advertising(), desk.repeats());
    let counted: Vec<usize> = desk.counted().map(|(i, _)| i).collect();
    match (ads, repeats) {
        (0, 0) => text.push_str("，全部进入分析"),
        (ads, 0) => text.push_str(&format!(
            "；剔除 {ads} 条广告后，{} 条进入分析",
            counted.len()
        )),
        (0, repeats) => text.push_str(&format!(
            "；合并 {repeats} 条重复后，{} 条进入分析",
            counted.len()
        )),
        (ads, repeats) => text.push_str(&format!(
            "；剔除 {ads} 条广告、合并 {repeats} 条重复后，{} 条进入分析",
            counted.len()
        )),
    }
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for &i in &counted {
        *languages.entry(desk.readings[i].language).or_default() += 1;
    }
    let of = |code: &str| languages.get(code).copied().unwrap_or(0);
    if of("zh") > 0 && of("en") > 0 {
        text.push_str(&format!("（中文 {} 条，英文 {} 条）", of("zh"), of("en")));
    }
    text + "。"
}

fn lead(desk: &Desk<'_>, told: &[&Story]) -> String {
    let many: Vec<&&Story> = told
        .iter()
        .filter(|story| story.authors > 1 && (!story.loose || story.authors > 2))
        .take(3)
        .collect();
    let size = |story: &Story| format!("{} 位作者、{} 条推文", story.authors, story.tweets.len());
    let day = if desk.dataset.window.from == desk.dataset.window.to {
        "这一天"
    } else {
        "这几天"
    };
    match many.as_slice() {
        [] => format!("{day}没有多位作者同时谈论的话题，以下多为个人的观察。"),
        [one] => format!(
            "{day}只有「{}」由多位作者同时谈到（{}），其余多为个人的观察。",
            one.title(),
            size(one)
        ),
        [one, two] => format!(
            "{day}讨论最集中的是「{}」（{}），其次是「{}」（{}）。",
            one.title(),
            size(one),
            two.title(),
            size(two)
        ),
        [one, rest @ ..] => {
            let rest: Vec<String> = rest
                .iter()
                .map(|story| format!("「{}」（{} 位作者）", story.title(), story.authors))
                .collect();
            format!(
                "{day}讨论最集中的是「{}」（{}），其后是{}。",
                one.title(),
                size(one),
                rest.join("和")
            )
        }
    }
}

fn topic(desk: &Desk<'_>, story: &Story) -> Statement {
    let with = company(desk, story);
    let mut text = match (story.authors, story.tweets.len()) {
        (1, 1) => "一位作者的一条推文".to_owned(),
        (1, tweets) => format!("同一位作者的 {tweets} 条推文"),
        (authors, tweets) => format!("{authors} 位作者、{tweets} 条推文"),
    };
    if !with.is_empty() {
        text.push_str(&format!("，同时提到{}", joined(&with)));
    }
    Statement::new(Kind::Metric, text)
        .labelled(story.title())
        .with([desk.evidence(story.tweets[0])])
        .counted(story.tweets.len() as u64, story.authors as u64)
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
    let (good, bad, all) = desk.moods(desk.counted().map(|(i, _)| i));
    if all < 8 {
        return format!("情绪方面，只有 {all} 条推文带有明显的情绪，不足以判断整体倾向。");
    }
    let leaning = match (good, bad) {
        (good, bad) if good > bad * 3 / 2 => "整体偏正面",
        (good, bad) if bad > good * 3 / 2 => "整体偏负面",
        _ => "正负相当",
    };
    let mut text = format!(
        "情绪方面{leaning}：在 {all} 条带有情绪的推文中，{good} 条偏正面，{bad} 条偏负面。"
    );
    let worst = told.iter().filter_map(|story| {
        let (good, bad, n) = desk.moods(story.tweets.iter().copied());
        (bad >= 3 && bad > good && n >= 4).then(|| (bad - good, story.title(), bad))
    });
    if let Some((_, title, bad)) =
        worst.max_by_key(|(gap, title, _)| (*gap, std::cmp::Reverse(title.clone())))
    {
        text.push_str(&format!("负面情绪最集中的话题是「{title}」（{bad} 条）。"));
    }
    text
}
