//! 专项分析: the fields the profile asks for, each with what was named and how often.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::{heading, line, subheading};
use crate::analyse::Profile;
use crate::analyse::gazetteer::{EntityKind, Field};
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
    let mut blocks = vec![heading(
        3,
        Role::Special,
        &desk.say("专项分析", "Special analysis"),
    )];
    let technology = [
        (
            desk.say("模型与产品", "Models and products"),
            listing(
                desk,
                &[Field::Ai],
                &[EntityKind::Model, EntityKind::Product],
                5,
            ),
        ),
        (
            desk.say("讨论的议题", "Subjects"),
            listing(desk, &[Field::Ai, Field::Tech], &[EntityKind::Theme], 4),
        ),
        (
            desk.say("人物", "People"),
            listing(desk, &[Field::Ai, Field::Tech], &[EntityKind::Person], 3),
        ),
    ];
    let market = [
        (
            desk.say("市场议题", "Subjects"),
            listing(
                desk,
                &[Field::Market, Field::Crypto],
                &[EntityKind::Theme],
                6,
            ),
        ),
        (
            desk.say("机构与人物", "Institutions and people"),
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
            desk.say("人工智能技术发展", "Artificial intelligence"),
            technology.to_vec(),
            desk.say(
                "没有推文谈到可以辨认的模型、产品或技术议题。",
                "No tweet speaks of a model, product or technical subject that can be made out.",
            ),
        ),
        (
            desk.say("金融市场影响", "Financial markets"),
            market.to_vec(),
            desk.say(
                "没有推文谈到市场议题。",
                "No tweet speaks of a subject of the markets.",
            ),
        ),
    ];
    if desk.profile == Profile::Markets {
        parts.reverse();
    }
    if matches!(desk.profile, Profile::General | Profile::Weibo) {
        parts.insert(0, public(desk));
    }
    for (title, lists, nothing) in parts {
        blocks.push(subheading(title));
        let before = blocks.len();
        for (lead, items) in lists {
            if !items.is_empty() {
                blocks.push(Block::List {
                    ordered: true,
                    lead: Some(lead),
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
        blocks.push(subheading(desk.say("风险与争议", "Risks and disputes")));
        blocks.push(Block::List {
            ordered: false,
            lead: None,
            items: risks,
        });
    }
    blocks
}

/// A part of the section: its title, its lists with their leads, and what is said when they are empty.
type Part = (String, Vec<(String, Vec<Statement>)>, String);

/// What a general report looks at first: the world at large.
fn public(desk: &Desk<'_>) -> Part {
    let people = [EntityKind::Person, EntityKind::Organisation];
    (
        desk.say("公共话题与人物", "Public affairs and people"),
        vec![
            (
                desk.say("公共议题", "Subjects"),
                listing(desk, &[Field::World], &[EntityKind::Theme], 4),
            ),
            (
                desk.say("人物与机构", "People and institutions"),
                listing(desk, &[Field::World, Field::Tech], &people, 6),
            ),
        ],
        desk.say(
            "没有推文谈到可以辨认的公共议题、人物或机构。",
            "No tweet speaks of a public subject, person or institution that can be made out.",
        ),
    )
}

/// Authors, the entity, its tweets, and how it is written how often.
type Found = (usize, usize, BTreeSet<usize>, BTreeMap<String, usize>);

/// Names of some fields and kinds, with who says them.
fn listing(desk: &Desk<'_>, fields: &[Field], kinds: &[EntityKind], most: usize) -> Vec<Statement> {
    let names = desk.names();
    let mut tweets: BTreeMap<usize, (BTreeSet<usize>, BTreeMap<String, usize>)> = BTreeMap::new();
    for (i, reading) in desk.counted() {
        for mention in &reading.mentions {
            let entity = names.entity(mention.entity);
            if fields.contains(&entity.field)
                && kinds.contains(&entity.kind)
                && entity.key != "人工智能"
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
                (1, 1) => desk.say("一位作者提及", "named by one author"),
                (1, n) => desk.say(
                    format!("一位作者的 {n} 条推文提及"),
                    format!("named by one author in {n} tweets"),
                ),
                (a, n) => desk.say(
                    format!("{a} 位作者、{n} 条推文提及"),
                    format!("named by {a} authors in {n} tweets"),
                ),
            };
            if !versions.is_empty() {
                text.push_str(&desk.say(
                    format!("，具体到{}", super::wording::joined(&versions)),
                    format!(", more exactly {}", versions.join(", ")),
                ));
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
        said: None,
        widest: 120,
    };
    let quotes = quotes::choose(desk, &wanted, 3);
    quotes
        .iter()
        // A question warns of nothing.
        .filter(|quote| !quote.words.ends_with(['?', '？']))
        .map(|quote| {
            let frame = if desk.readings[quote.tweet].language == "en" {
                desk.say("英文推文写道：", "one author writes:")
            } else {
                desk.say("有作者写道：", "one author writes:")
            };
            Statement::new(Kind::Opinion, frame).with([quotes::evidence(desk, quote)])
        })
        .collect()
}
