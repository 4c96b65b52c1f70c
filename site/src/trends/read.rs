//! `_data/trends.yaml` -> stories. What is not as it should be is left out and told.
//!
//! It must not know which reports are published.

use super::{Day, Story};
use crate::model::terms::slug;
use chrono::NaiveDate;
use post::{Diagnostic, Mapping, Value};
use std::collections::BTreeMap;

/// Where the file stands.
pub const PATH: &str = "_data/trends.yaml";

/// Counts beyond this are a slip, and sums of them must stay numbers.
const MOST: u64 = 1_000_000_000;

/// How many entries are told of one by one.
const TOLD: usize = 10;

/// Reads the file.
pub fn read(bytes: &[u8]) -> (Vec<Story>, Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let stories = stories(&String::from_utf8_lossy(bytes), &mut wrong);
    let more = wrong.len().saturating_sub(TOLD);
    let mut diagnostics: Vec<Diagnostic> = wrong.into_iter().take(TOLD).collect();
    if more > 0 {
        diagnostics.push(told(
            format!("{more} more entries are left out"),
            format!("另有 {more} 处没有采用"),
        ));
    }
    (stories, diagnostics)
}

fn told(en: String, zh: String) -> Diagnostic {
    Diagnostic::warning("trends", en, zh).at(PATH, 0, 0).help(
        "write it anew with `site trends`",
        "请用 `site trends` 重新生成",
    )
}

fn stories(text: &str, wrong: &mut Vec<Diagnostic>) -> Vec<Story> {
    let value = match post::yaml::from_str::<Value>(text) {
        Ok(value) => value,
        Err(error) => {
            let (line, column) = error
                .location()
                .map_or((1, 1), |at| (at.line(), at.column()));
            let message = told(
                format!("the file is not valid YAML: {error}"),
                format!("文件不是合法的 YAML：{error}"),
            );
            wrong.push(message.at(PATH, line as u32, column as u32));
            return Vec::new();
        }
    };
    if value.is_null() {
        return Vec::new();
    }
    let entities = value.as_mapping().and_then(|map| map.get("entities"));
    let Some(entities) = entities.and_then(Value::as_sequence) else {
        wrong.push(told(
            "the file has no list `entities`".into(),
            "文件里没有 `entities` 列表".into(),
        ));
        return Vec::new();
    };
    // What becomes the same address is the same story.
    let mut by_slug: BTreeMap<String, Story> = BTreeMap::new();
    for (number, entity) in entities.iter().enumerate() {
        let read = entity
            .as_mapping()
            .and_then(|map| story(map, number, wrong));
        let Some(story) = read else {
            wrong.push(told(
                format!("entity {} has no name, or is no map", number + 1),
                format!("第 {} 个条目没有名字，或者不是映射", number + 1),
            ));
            continue;
        };
        match by_slug.get_mut(&story.slug) {
            Some(other) => merge(other, story),
            None => {
                by_slug.insert(story.slug.clone(), story);
            }
        }
    }
    by_slug
        .into_values()
        .filter(|story| !story.days.is_empty())
        .collect()
}

fn story(map: &Mapping, number: usize, wrong: &mut Vec<Diagnostic>) -> Option<Story> {
    let name = text(map, "name").or_else(|| text(map, "slug"))?;
    let slug = slug(&text(map, "slug").unwrap_or_else(|| name.clone()));
    let mut days: Vec<Day> = Vec::new();
    for entry in list(map, "days") {
        match entry.as_mapping().and_then(day) {
            Some(day) => days.push(day),
            None => wrong.push(told(
                format!(
                    "entity {} ({name}) has a day without date or post",
                    number + 1
                ),
                format!("第 {} 个条目（{name}）有一天没有日期或文章", number + 1),
            )),
        }
    }
    let mut aliases: Vec<String> = list(map, "aliases")
        .iter()
        .filter_map(Value::as_str)
        .map(clean)
        .collect();
    aliases.retain(|alias| !alias.is_empty() && *alias != name);
    let mut story = Story {
        slug,
        name,
        kind: text(map, "kind").unwrap_or_default(),
        aliases,
        days: Vec::new(),
    };
    add_days(&mut story.days, days);
    Some(story)
}

fn day(map: &Mapping) -> Option<Day> {
    let date = NaiveDate::parse_from_str(&text(map, "date")?, "%Y-%m-%d").ok()?;
    let (report, post) = (text(map, "report"), text(map, "post"));
    if report.is_none() && post.is_none() {
        return None;
    }
    let mood = map.get("mood").and_then(Value::as_mapping);
    let felt = |key| mood.map_or(0, |mood| count(mood, key));
    let mentions = count(map, "mentions");
    let good = felt("good").min(mentions);
    let post = post.unwrap_or_default();
    Some(Day {
        date,
        report: report.unwrap_or_default(),
        // A path is taken for its file.
        post: post.rsplit('/').next().unwrap_or_default().to_owned(),
        mentions,
        authors: count(map, "authors").min(mentions),
        good,
        bad: felt("bad").min(mentions - good),
        topics: list(map, "topic_titles")
            .iter()
            .filter_map(Value::as_str)
            .map(clean)
            .collect(),
    })
}

fn merge(into: &mut Story, from: Story) {
    let names = std::iter::once(from.name).chain(from.aliases);
    for alias in names {
        if alias != into.name && !into.aliases.contains(&alias) {
            into.aliases.push(alias);
        }
    }
    add_days(&mut into.days, from.days);
}

/// Adds days; two of one report are one.
fn add_days(days: &mut Vec<Day>, more: Vec<Day>) {
    days.extend(more);
    days.sort_by(|a, b| (a.date, &a.report, &a.post).cmp(&(b.date, &b.report, &b.post)));
    days.dedup_by(|later, day| {
        let same = (later.date, &later.report, &later.post) == (day.date, &day.report, &day.post);
        if same {
            day.mentions = (day.mentions + later.mentions).min(MOST);
            day.authors = (day.authors + later.authors).min(day.mentions);
            day.good = (day.good + later.good).min(day.mentions);
            day.bad = (day.bad + later.bad).min(day.mentions - day.good);
            for topic in std::mem::take(&mut later.topics) {
                if !day.topics.contains(&topic) {
                    day.topics.push(topic);
                }
            }
        }
        same
    });
}

fn text(map: &Mapping, key: &str) -> Option<String> {
    let text = match map.get(key)? {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A text in one line of a length that a page can show.
fn clean(text: &str) -> String {
    crate::article::text::one_line(text)
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect()
}

fn count(map: &Mapping, key: &str) -> u64 {
    map.get(key).and_then(Value::as_u64).unwrap_or(0).min(MOST)
}

fn list<'a>(map: &'a Mapping, key: &str) -> &'a [Value] {
    map.get(key)
        .and_then(Value::as_sequence)
        .map_or(&[], |list| list.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_left_out_and_told() {
        let text = "entities:\n- 3\n- name: DeepSeek\n  slug: Etc\n  aliases: [深度求索, 7, DeepSeek]\n  days:\n  - {date: 2025-12-04, \
                    post: a/b.md, mentions: -4, mood: {good: 9}}\n  - {date: 明天}\n  - 甲\n- slug: etc\n  name: 别名\n  days:\n  \
                    - {date: 2025-12-04, post: b.md, mentions: 99999999999999, authors: 2, mood: 好, topic_titles: {a: b}}\n- {name: [x]}\n";
        let (stories, diagnostics) = read(text.as_bytes());
        assert_eq!(diagnostics.len(), 4, "{diagnostics:?}");
        assert_eq!(stories.len(), 1);
        let story = &stories[0];
        assert_eq!(
            (story.slug.as_str(), story.name.as_str()),
            ("etc", "DeepSeek")
        );
        assert_eq!(story.aliases, ["深度求索", "别名"]);
        assert_eq!(story.days.len(), 1);
        let day = &story.days[0];
        assert_eq!((day.mentions, day.authors, day.good), (MOST, 2, 0));
        for broken in ["entities: 3", "[", "- 1", "entities: [[], null, {days: x}]"] {
            let (stories, diagnostics) = read(broken.as_bytes());
            assert!(stories.is_empty() && !diagnostics.is_empty(), "{broken}");
        }
    }
}
