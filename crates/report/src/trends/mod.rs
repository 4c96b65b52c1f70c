//! Names and topics over time: per day how many tweets and authors named them, in which mood, under which topics. It is
//! `_data/trends.yaml`, from which pages of topics and timelines are made.
//!
//! Counts of different reports are put side by side and never mixed, so a report can be taken out and counted anew without
//! reading the others. It must not know where the files are.

mod count;

pub use count::of_report;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The first line of the file: who writes it, and that edits do not stay.
pub const MARK: &str =
    "# Written anew by `site report` and `site trends`. 由程序生成，修改不会保留。\n";

/// What `_data/trends.yaml` holds, by slug.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trends {
    /// Everything that was named, in the order of the slugs.
    pub entities: Vec<Entity>,
}

/// Something that was named: a company, a product, a person, a subject, or a topic no list knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its part of an address: lower case, `-` between words.
    pub slug: String,
    /// Its name as the report writes it.
    pub name: String,
    /// `model`, `product`, `company`, `organisation`, `person`, `token`, `subject` or `topic`.
    pub kind: String,
    /// Other spellings under which it is found.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// When it was named, in the order of the days; of one day, in the order of the reports.
    pub days: Vec<Day>,
}

/// What one report says of an entity on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, in the report's zone.
    pub date: NaiveDate,
    /// The report's slug.
    pub report: String,
    /// The report's file name in `_posts/`.
    pub post: String,
    /// Tweets that name it, advertising and repetitions left out.
    pub mentions: u64,
    /// Their different authors.
    pub authors: u64,
    /// Their moods.
    pub mood: Mood,
    /// The topics of the day that these tweets belong to, the heaviest first.
    #[serde(default)]
    pub topic_titles: Vec<String>,
}

/// How many tweets are of which mood; those that say nothing of mood are neutral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Mood {
    pub good: u64,
    pub bad: u64,
    pub neutral: u64,
}

impl Trends {
    /// The slugs of the reports that were counted.
    pub fn reports(&self) -> BTreeSet<String> {
        let days = self.entities.iter().flat_map(|entity| &entity.days);
        days.map(|day| day.report.clone()).collect()
    }

    /// The same without some reports, and without what only they named.
    #[must_use]
    pub fn without(mut self, gone: impl Fn(&str) -> bool) -> Self {
        for entity in &mut self.entities {
            entity.days.retain(|day| !gone(&day.report));
        }
        self.entities.retain(|entity| !entity.days.is_empty());
        self
    }

    /// Both together. Reports must not be in both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let mut all: BTreeMap<String, Entity> = BTreeMap::new();
        for entity in self.entities.into_iter().chain(other.entities) {
            match all.get_mut(&entity.slug) {
                Some(known) => {
                    known.days.extend(entity.days);
                    known.aliases.extend(entity.aliases);
                }
                None => {
                    all.insert(entity.slug.clone(), entity);
                }
            }
        }
        let mut entities: Vec<Entity> = all.into_values().collect();
        for entity in &mut entities {
            entity
                .days
                .sort_by(|a, b| (a.date, &a.report).cmp(&(b.date, &b.report)));
            entity.aliases.sort();
            entity.aliases.dedup();
        }
        Self { entities }
    }
}

/// A name as a part of an address: letters and digits of every script in lower case, one `-` for everything between.
pub fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '.');
    let parts: Vec<&str> = parts
        .map(|part| part.trim_matches('.'))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-").replace('.', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, report: &str) -> Day {
        Day {
            date: date.parse().unwrap(),
            report: report.into(),
            post: format!("{report}.md"),
            mentions: 2,
            authors: 1,
            mood: Mood::default(),
            topic_titles: Vec::new(),
        }
    }

    fn one(slug: &str, days: Vec<Day>) -> Trends {
        Trends {
            entities: vec![Entity {
                slug: slug.into(),
                name: slug.to_uppercase(),
                kind: "model".into(),
                aliases: Vec::new(),
                days,
            }],
        }
    }

    #[test]
    fn reports_are_put_in_order_and_taken_out_again() {
        let late = one("b", vec![day("2025-12-04", "x")]);
        let early =
            one("b", vec![day("2025-12-03", "y")]).merge(one("a", vec![day("2025-12-03", "y")]));
        let both = late.clone().merge(early.clone());
        assert_eq!(both, early.clone().merge(late.clone()));
        let slugs: Vec<&str> = both.entities.iter().map(|e| e.slug.as_str()).collect();
        assert_eq!(slugs, ["a", "b"]);
        assert_eq!(both.entities[1].days[0].report, "y");
        assert_eq!(both.without(|report| report == "y"), late);
    }

    #[test]
    fn a_name_becomes_a_part_of_an_address() {
        for (name, expected) in [
            ("Claude Opus 4.5", "claude-opus-4-5"),
            ("通义千问", "通义千问"),
            ("../X", "x"),
            ("C++ & Rust", "c-rust"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }
}
