//! The gazetteer's file, read: names, their spellings, and what makes them ready to be found.
//!
//! It must not know texts.

use super::{Entity, EntityKind, Field, Gazetteer, Spelling};
use crate::analysis::Language;
use aho_corasick::AhoCorasick;
use post::yaml;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Group {
    field: Field,
    kind: Option<EntityKind>,
    names: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    name: String,
    kind: Option<EntityKind>,
    symbol: Option<String>,
    maker: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    account: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    behind: Vec<String>,
}

/// The English of names that the gazetteer has in Chinese.
fn english() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("../../../data/english.txt").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
}

impl Gazetteer {
    pub(super) fn read(text: &str, language: Language) -> Self {
        let groups: Vec<Group> = yaml::from_str(text).unwrap_or_default();
        let lines: Vec<(Field, Option<EntityKind>, Line)> = groups
            .into_iter()
            .flat_map(|group| {
                group
                    .names
                    .into_iter()
                    .map(move |line| (group.field, group.kind, line))
            })
            .collect();
        let index: BTreeMap<String, usize> = lines
            .iter()
            .enumerate()
            .map(|(i, (_, _, line))| (line.name.clone(), i))
            .collect();
        let mut spellings = Vec::new();
        let mut seen = BTreeSet::new();
        for (entity, (_, _, line)) in lines.iter().enumerate() {
            let mut add = |text: &str, exact: bool, weak: bool| {
                if seen.insert((text.to_owned(), entity)) {
                    spellings.push((
                        text.to_owned(),
                        Spelling {
                            entity,
                            exact,
                            weak,
                        },
                    ));
                }
            };
            // A name with exact spellings is an ordinary word, too: only those spellings count.
            if line.exact.is_empty() && line.weak.is_empty() {
                add(&line.name, false, false);
            }
            line.exact.iter().for_each(|text| add(text, true, false));
            line.also.iter().for_each(|text| add(text, false, false));
            line.weak.iter().for_each(|text| add(text, true, true));
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(spellings.iter().map(|(text, _)| text))
            .ok();
        let accounts = lines
            .iter()
            .enumerate()
            .flat_map(|(i, (_, _, line))| line.account.iter().map(move |at| (at.to_lowercase(), i)))
            .collect();
        let others = lines
            .iter()
            .enumerate()
            .filter(|(_, (_, _, line))| !line.not.is_empty())
            .map(|(i, (_, _, line))| (i, line.not.iter().map(|word| word.to_lowercase()).collect()))
            .collect();
        let behind = lines
            .iter()
            .enumerate()
            .filter(|(_, (_, _, line))| !line.behind.is_empty())
            .map(|(i, (_, _, line))| (i, line.behind.clone()))
            .collect();
        let english = match language {
            Language::Chinese => BTreeMap::new(),
            Language::English => english(),
        };
        let entities = lines
            .into_iter()
            .map(|(field, kind, line)| Entity {
                kind: line.kind.or(kind).unwrap_or(EntityKind::Theme),
                field,
                symbol: line.symbol,
                maker: line.maker.and_then(|maker| index.get(&maker).copied()),
                name: match english.get(line.name.as_str()) {
                    Some(name) => (*name).to_owned(),
                    None => line.name.clone(),
                },
                key: line.name,
            })
            .collect();
        Self {
            language,
            entities,
            spellings,
            matcher,
            accounts,
            others,
            behind,
        }
    }
}
