//! 专项分析: the fields the profile asks for, each with what was named and how often.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::telltale;
use super::{heading, line, subheading};
use crate::analyse::Profile;
use crate::analyse::gazetteer::{EntityKind, Field};
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::{BTreeMap, BTreeSet};

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
            desk.phrase("special.no_technology", 0, &[]),
        ),
        (
            desk.say("金融市场影响", "Financial markets"),
            market.to_vec(),
            desk.phrase("special.no_market", 0, &[]),
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
        desk.phrase("special.no_public", 0, &[]),
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
            let mut versions: Vec<(&String, &usize)> = shown
                .iter()
                .filter(|(text, _)| *text != name && !repeats(text))
                .collect();
            versions.sort_by_key(|(text, uses)| (usize::MAX - **uses, (*text).clone()));
            let versions: Vec<String> = versions
                .into_iter()
                .take(3)
                .map(|(text, _)| text.clone())
                .collect();
            let key = match (authors, tweets.len()) {
                (1, 1) => "mention.one",
                (1, _) => "mention.several",
                _ => "mention.many",
            };
            let values = [
                ("authors", authors.to_string()),
                ("tweets", tweets.len().to_string()),
            ];
            let mut text = desk.phrase(key, 0, &values);
            if !versions.is_empty() {
                let more = desk.say(super::wording::joined(&versions), versions.join(", "));
                text.push_str(&desk.phrase("mention.exactly", 0, &[("more", more)]));
            }
            let linked: Vec<usize> = tweets.iter().copied().take(2).collect();
            Statement::new(Kind::Metric, text)
                .labelled(name)
                .with(linked.into_iter().map(|i| desk.evidence(i)))
                .counted(tweets.len() as u64, authors as u64)
        })
        .collect()
}

/// Whether a name says a word twice, as where a product is named after what it is: `Operator Operator`.
fn repeats(shown: &str) -> bool {
    let mut words = shown.split(' ');
    words.next() == words.next()
}

/// Words about risks that no other section quotes.
fn risks(desk: &mut Desk<'_>) -> Vec<Statement> {
    let tweets: Vec<usize> = desk
        .told()
        .iter()
        .flat_map(|story| story.tweets.iter().copied())
        .collect();
    let risks = telltale::words().risks();
    let wanted = Wanted {
        tweets: &tweets,
        about: None,
        having: &risks,
        telling: &[],
        strict: false,
        passed_on: false,
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
            let key = match desk.readings[quote.tweet].language {
                "en" => "risk.said_english",
                _ => "risk.said",
            };
            let frame = desk.phrase(key, 0, &[]);
            Statement::new(Kind::Opinion, frame).with([quotes::evidence(desk, quote)])
        })
        .collect()
}
