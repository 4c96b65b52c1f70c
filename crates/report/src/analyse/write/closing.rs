//! 广告内容过滤 and 数据与方法: what was left out and why, what was counted and how.

use super::desk::{Desk, plural};
use super::{heading, line};
use crate::analyse::advertising;
use crate::analysis::{Block, Kind, Language, Role, Statement};
use std::collections::BTreeMap;

pub(super) fn advertising(desk: &Desk<'_>) -> Vec<Block> {
    let title = desk.say("广告内容过滤", "Advertising filtered out");
    let mut blocks = vec![heading(3, Role::Advertising, &title)];
    let totals = desk.totals;
    let (all, ads, own) = (totals.tweets, totals.advertising, totals.self_promotion);
    if ads == 0 {
        blocks.push(line(
            Kind::Metric,
            desk.say(
                format!("在 {all} 条推文中没有发现广告。"),
                format!("No advertising was found among {}.", plural(all, "tweet")),
            ),
        ));
    } else {
        let share = ads * 1000 / all.max(1);
        let (whole, tenth) = (share / 10, share % 10);
        blocks.push(line(
            Kind::Metric,
            desk.say(
                format!("{all} 条推文中有 {ads} 条判定为广告（{whole}.{tenth}%），不计入本报告的任何统计与引用。按最主要的理由分列如下："),
                format!("{ads} of {all} tweets were judged to be advertising ({whole}.{tenth}%). They are neither counted nor cited. By their main reason:"),
            ),
        ));
        blocks.push(reasons(desk));
    }
    if own > 0 {
        blocks.push(line(
            Kind::Metric,
            desk.say(
                format!("另有 {own} 条带有自荐色彩但没有叫卖，予以保留。"),
                format!(
                    "{} more recommend their author's own work without selling it, and stay.",
                    plural(own, "tweet")
                ),
            ),
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

/// What stood in earlier reports; nothing where there are none to compare with.
fn known_before(desk: &Desk<'_>) -> String {
    let known = desk.totals.known;
    match known {
        0 => String::new(),
        _ => desk.say(
            format!("；前几期已有或与其近似的 {known} 条不再计入"),
            format!("; {known} that an earlier report had, or nearly so, left out"),
        ),
    }
}

pub(super) fn method(desk: &Desk<'_>) -> Vec<Block> {
    let counts = &desk.dataset.counts;
    let window = &desk.dataset.window;
    let zone = window.start.format("%:z");
    let item = |zh: &str, en: &str, text: String| {
        Statement::new(Kind::Metric, text).labelled(desk.say(zh, en))
    };
    let totals = desk.totals;
    let (counted, people, repeats) = (totals.counted, totals.counted_authors, totals.repeats);
    let moods = totals.moods.0 + totals.moods.1;
    let mut read = desk.say(
        format!("读入 {} 条记录，收录 {} 条", counts.read, counts.kept),
        format!("{} records read, {} kept", counts.read, counts.kept),
    );
    for (n, zh, en) in [
        (
            counts.duplicates,
            "编号重复",
            "with an id that was there already",
        ),
        (counts.outside, "不在时间窗口内", "outside the window"),
        (counts.without_time, "没有时间", "without a time"),
        (counts.rejected, "无法读取", "that could not be read"),
    ] {
        if n > 0 {
            read.push_str(&desk.say(format!("，{zh} {n} 条"), format!(", {n} {en}")));
        }
    }
    let (from, to) = (window.from, window.to);
    let days = match desk.one_day() {
        true => from.to_string(),
        false => desk.say(format!("{from} 至 {to}"), format!("{from} to {to}")),
    };
    let topics = desk.told().len();
    let closely = match totals.read < counted {
        true => desk.say(
            format!("按转述人数、互动与作者分散程度选读 {} 条，", totals.read),
            format!(
                "from the {} tweets most passed on and liked, a few of each author: ",
                totals.read
            ),
        ),
        false => String::new(),
    };
    let items = vec![
        item(
            "时间窗口",
            "Window",
            desk.say(
                format!("{days}，按 UTC{zone} 计整天"),
                format!("{days}, whole days at UTC{zone}"),
            ),
        ),
        item("数据", "Data", read),
        item(
            "去重",
            "Repetitions",
            desk.say(
                format!("合并转发与近似重复 {repeats} 条，保留最早的一条"),
                format!("{repeats} retweets and near-copies folded into the earliest"),
            ) + &known_before(desk),
        ),
        item(
            "统计对象",
            "Counted",
            desk.say(
                format!("{counted} 条推文、{people} 位作者"),
                format!("{} by {}", plural(counted, "tweet"), plural(people, "author")),
            ),
        ),
        item(
            "话题",
            "Topics",
            desk.say(
                format!("{closely}归并出 {topics} 个话题，先按谈论的作者人数排序，再看条数与互动"),
                format!("{closely}{topics} topics, ranked by their authors first, then by tweets and reactions"),
            ),
        ),
        item(
            "情绪",
            "Moods",
            desk.say(
                format!("依据内置的中英文情绪模型，{moods} 条推文带有情绪"),
                format!("by models for Chinese and English, {moods} tweets show one"),
            ),
        ),
        item(
            "引文",
            "Quotations",
            desk.say(
                "引号内为推文原文，仅合并空白；“……”表示在分句处截断",
                "word for word, white space folded; …… stands where a quotation was cut after a clause",
            ),
        ),
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
