//! 专项分析: the fields the profile asks for, each with what was named and how often.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::{heading, line, subheading};
use crate::analyse::gazetteer::{self, EntityKind, Field};
use crate::analyse::stories::Profile;
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::{BTreeMap, BTreeSet};

const RISKS: &[&str] = &[
    "风险",
    "监管",
    "漏洞",
    "泄露",
    "封禁",
    "封号",
    "诈骗",
    "恶意攻击",
    "网络攻击",
    "泡沫",
    "裁员",
    "诉讼",
    "隐私",
    "失控",
    "vulnerab",
    "breach",
    "lawsuit",
    "layoff",
    "risk",
    "bubble",
    "scam",
    "privacy",
    "ban ",
    "regulat",
];

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(3, Role::Special, "专项分析")];
    let technology = [
        (
            "模型与产品",
            listing(
                desk,
                &[Field::Ai],
                &[EntityKind::Model, EntityKind::Product],
                8,
            ),
        ),
        (
            "讨论的议题",
            listing(desk, &[Field::Ai, Field::Tech], &[EntityKind::Theme], 6),
        ),
        (
            "人物",
            listing(desk, &[Field::Ai, Field::Tech], &[EntityKind::Person], 4),
        ),
    ];
    let market = [
        (
            "市场议题",
            listing(
                desk,
                &[Field::Market, Field::Crypto],
                &[EntityKind::Theme],
                6,
            ),
        ),
        (
            "机构与人物",
            listing(
                desk,
                &[Field::Market],
                &[EntityKind::Organisation, EntityKind::Person],
                5,
            ),
        ),
    ];
    let mut parts = vec![
        (
            "人工智能技术发展",
            technology.to_vec(),
            "没有推文谈到可以辨认的模型、产品或技术议题。",
        ),
        ("金融市场影响", market.to_vec(), "没有推文谈到市场议题。"),
    ];
    if desk.profile == Profile::Markets {
        parts.reverse();
    }
    for (title, lists, nothing) in parts {
        blocks.push(subheading(title));
        let before = blocks.len();
        for (lead, items) in lists {
            if !items.is_empty() {
                blocks.push(Block::List {
                    ordered: true,
                    lead: Some(lead.into()),
                    items,
                });
            }
        }
        if blocks.len() == before {
            blocks.push(line(Kind::Metric, nothing));
        }
    }
    let risks = risks(desk);
    if !risks.is_empty() {
        blocks.push(subheading("风险与争议"));
        blocks.push(Block::List {
            ordered: false,
            lead: None,
            items: risks,
        });
    }
    blocks
}

/// Authors, the entity, its tweets, and how it is written how often.
type Found = (usize, usize, BTreeSet<usize>, BTreeMap<String, usize>);

/// Names of some fields and kinds, with who says them.
fn listing(desk: &Desk<'_>, fields: &[Field], kinds: &[EntityKind], most: usize) -> Vec<Statement> {
    let names = gazetteer::shipped();
    let mut tweets: BTreeMap<usize, (BTreeSet<usize>, BTreeMap<String, usize>)> = BTreeMap::new();
    for (i, reading) in desk.counted() {
        for mention in &reading.mentions {
            let entity = names.entity(mention.entity);
            if fields.contains(&entity.field)
                && kinds.contains(&entity.kind)
                && entity.name != "人工智能"
            {
                let entry = tweets.entry(mention.entity).or_default();
                entry.0.insert(i);
                *entry.1.entry(names.display(mention)).or_default() += 1;
            }
        }
    }
    let mut found: Vec<Found> = tweets
        .into_iter()
        .map(|(entity, (tweets, shown))| {
            (desk.authors(tweets.iter().copied()), entity, tweets, shown)
        })
        .collect();
    found.sort_by_key(|(authors, entity, tweets, _)| {
        (usize::MAX - authors, usize::MAX - tweets.len(), *entity)
    });
    found
        .into_iter()
        .take(most)
        .map(|(authors, entity, tweets, shown)| {
            let name = &names.entity(entity).name;
            let mut versions: Vec<(&String, &usize)> =
                shown.iter().filter(|(text, _)| *text != name).collect();
            versions.sort_by_key(|(text, uses)| (usize::MAX - **uses, (*text).clone()));
            let versions: Vec<String> = versions
                .into_iter()
                .take(3)
                .map(|(text, _)| text.clone())
                .collect();
            let mut text = match (authors, tweets.len()) {
                (1, 1) => "一位作者提及".to_owned(),
                (1, n) => format!("一位作者的 {n} 条推文提及"),
                (a, n) => format!("{a} 位作者、{n} 条推文提及"),
            };
            if !versions.is_empty() {
                text.push_str(&format!("，具体到{}", super::overview::joined(&versions)));
            }
            let linked: Vec<usize> = tweets.iter().copied().take(2).collect();
            Statement::new(Kind::Metric, text)
                .labelled(name)
                .with(linked.into_iter().map(|i| desk.evidence(i)))
                .counted(tweets.len() as u64, authors as u64)
        })
        .collect()
}

/// Words about risks that no other section quotes.
fn risks(desk: &mut Desk<'_>) -> Vec<Statement> {
    let tweets: Vec<usize> = desk
        .told()
        .iter()
        .flat_map(|story| story.tweets.iter().copied())
        .collect();
    let wanted = Wanted {
        tweets: &tweets,
        about: None,
        having: RISKS,
        telling: &[],
        strict: false,
        opinion: true,
        widest: 120,
    };
    let quotes = quotes::choose(desk, &wanted, 3);
    quotes
        .iter()
        // A question warns of nothing.
        .filter(|quote| !quote.words.ends_with(['?', '？']))
        .map(|quote| {
            let frame = if desk.readings[quote.tweet].language == "en" {
                "英文推文写道："
            } else {
                "有作者写道："
            };
            Statement::new(Kind::Opinion, frame).with([quotes::evidence(desk, quote)])
        })
        .collect()
}
