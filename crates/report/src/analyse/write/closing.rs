//! 广告内容过滤 and 数据与方法: what was left out and why, what was counted and how.

use super::desk::Desk;
use super::{heading, line};
use crate::analyse::advertising;
use crate::analysis::{Block, Kind, Language, Role, Statement};
use std::collections::BTreeMap;

pub(super) fn advertising(desk: &Desk<'_>) -> Vec<Block> {
    let title = desk.say("广告内容过滤", "Advertising filtered out");
    let mut blocks = vec![heading(3, Role::Advertising, &title)];
    let totals = desk.totals;
    let (all, ads, own) = (totals.tweets, totals.advertising, totals.self_promotion);
    let said =
        |key: &str, values: &[(&str, String)]| line(Kind::Metric, desk.phrase(key, 0, values));
    if ads == 0 {
        blocks.push(said("ads.none", &[("tweets", desk.tweets(all))]));
    } else {
        let share = ads * 1000 / all.max(1);
        let values = [
            ("tweets", desk.tweets(all)),
            ("n", ads.to_string()),
            ("share", format!("{}.{}%", share / 10, share % 10)),
        ];
        blocks.push(said("ads.some", &values));
        blocks.push(reasons(desk));
    }
    if own > 0 {
        blocks.push(said(
            "ads.own",
            &[("n", own.to_string()), ("tweets", desk.tweets(own))],
        ));
    }
    blocks
}

fn reasons(desk: &Desk<'_>) -> Block {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for (reason, count) in &desk.totals.reasons {
        let title = match desk.language {
            Language::Chinese => advertising::title(reason),
            Language::English => english(reason).to_owned(),
        };
        *reasons.entry(title).or_default() += count;
    }
    let mut rows: Vec<(String, usize)> = reasons.into_iter().collect();
    rows.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let rows = rows
        .into_iter()
        .map(|(reason, n)| vec![reason, n.to_string()])
        .collect();
    Block::Table {
        header: vec![desk.say("判定理由", "Reason"), desk.say("条数", "Tweets")],
        rows,
    }
}

/// A reason in English.
fn english(reason: &str) -> &str {
    match reason {
        "promoted" => "marked as promoted by the platform",
        "stranger" => "promoting account in another language than the other authors",
        "repeated" => "the same account repeats itself",
        "blocked" => "on the blog's list of what to block",
        "wording" => "worded like advertising",
        "discount" => "discounts and offers",
        "zhcode" => "Chinese phrases that draw customers",
        "code" => "invitation codes and referral links",
        "buy" => "plain selling",
        "cta" => "asks for clicks",
        "free" => "giveaways and trials",
        "airdrop" => "airdrops and pumping of tokens",
        "income" => "courses and promises of money",
        "pitch" => "tone of a product pitch",
        "wares" => "consumer goods",
        "game" => "promotion of games",
        "event" => "events and recruiting",
        "shill" => "paid voice of a project",
        "promo" => "marked as advertising",
        "imperative" => "calls to buy",
        "brand" => "a merchant's account",
        "service" => "tone of a service provider",
        _ => "judged as a whole",
    }
}

pub(super) fn method(desk: &Desk<'_>) -> Vec<Block> {
    let counts = &desk.dataset.counts;
    let window = &desk.dataset.window;
    let totals = desk.totals;
    let number = |n: usize| n.to_string();
    // Parts that are told only where there is something to tell.
    let part = |key: &str, n: u64| match n {
        0 => String::new(),
        n => desk.phrase(key, 0, &[("n", n.to_string())]),
    };
    let left_out: String = [
        ("method.same_id", counts.duplicates),
        ("method.outside", counts.outside),
        ("method.without_time", counts.without_time),
        ("method.rejected", counts.rejected),
    ]
    .into_iter()
    .map(|(key, n)| part(key, n))
    .collect();
    let (from, to) = (window.from, window.to);
    let days = match desk.one_day() {
        true => from.to_string(),
        false => desk.say(format!("{from} 至 {to}"), format!("{from} to {to}")),
    };
    let closely = match totals.read < totals.counted {
        true => part("method.closely", totals.read as u64),
        false => String::new(),
    };
    let moods = totals.moods.0 + totals.moods.1;
    let zone = window.start.format("%:z").to_string();
    let item = |zh: &str, en: &str, key: &str, values: &[(&str, String)]| {
        Statement::new(Kind::Metric, desk.phrase(key, 0, values)).labelled(desk.say(zh, en))
    };
    let items = vec![
        item(
            "时间窗口",
            "Window",
            "method.window",
            &[("days", days), ("zone", zone)],
        ),
        item(
            "数据",
            "Data",
            "method.data",
            &[
                ("read", counts.read.to_string()),
                ("kept", counts.kept.to_string()),
                ("left_out", left_out),
            ],
        ),
        item(
            "去重",
            "Repetitions",
            "method.repeats",
            &[
                ("n", number(totals.repeats)),
                ("known", part("method.known", totals.known as u64)),
            ],
        ),
        item(
            "统计对象",
            "Counted",
            "method.counted",
            &[
                ("tweets", desk.tweets(totals.counted)),
                ("authors", desk.people(totals.counted_authors)),
            ],
        ),
        item(
            "话题",
            "Topics",
            "method.topics",
            &[("n", number(desk.told().len())), ("closely", closely)],
        ),
        item("情绪", "Moods", "method.moods", &[("n", number(moods))]),
        item("引文", "Quotations", "method.quotations", &[]),
    ];
    vec![
        heading(3, Role::Method, &desk.say("数据与方法", "Data and method")),
        Block::List {
            ordered: false,
            lead: None,
            items,
        },
    ]
}
