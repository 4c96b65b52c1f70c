//! The interface's words: `_data/i18n/<lang>.yaml`, English where a word is missing.
//!
//! It must not know pages.

use crate::render::Uses;
use crate::sources::Sources;
use crate::view::{Fields, Seen, from_yaml, yaml_key};
use post::{Diagnostic, Mapping, Value};
use tera::value::Key;

/// The words that the program itself needs, where the blog has no file for its language.
const CHINESE: &[(&str, &str)] = &[
    ("home", "首页"),
    ("archive", "归档"),
    ("tags", "标签"),
    ("categories", "分类"),
    ("not_found", "没有找到这个页面"),
    ("year_title", "{year} 年"),
    ("month_title", "{year} 年 {month} 月"),
    ("month_name", "{month} 月"),
    ("moved", "这个页面搬到了"),
    ("search", "搜索"),
    ("topics", "专题"),
    ("trends", "趋势"),
    ("weekly", "每周"),
    ("week_title", "{year} 年第 {week} 周"),
    (
        "topic_summary",
        "“{name}”：{reports} 期报告，{mentions} 条推文，从 {first} 到 {last}。",
    ),
    (
        "topic_day",
        "{authors} 位作者的 {mentions} 条推文。{topics}",
    ),
    ("comma", "、"),
];
const ENGLISH: &[(&str, &str)] = &[
    ("home", "Home"),
    ("archive", "Archive"),
    ("tags", "Tags"),
    ("categories", "Categories"),
    ("not_found", "Page not found"),
    ("year_title", "{year}"),
    ("month_title", "{year}-{month}"),
    ("month_name", "{month}"),
    ("moved", "This page has moved to"),
    ("search", "Search"),
    ("topics", "Topics"),
    ("trends", "Trends"),
    ("weekly", "Weekly"),
    ("week_title", "{year}, week {week}"),
    (
        "topic_summary",
        "“{name}” in {reports} reports: {mentions} tweets from {first} to {last}.",
    ),
    (
        "topic_day",
        "{mentions} tweets by {authors} authors. {topics}",
    ),
    ("comma", ", "),
];

/// The words of the site's language.
pub struct Strings {
    values: Mapping,
    seen: Vec<(Key<'static>, Seen)>,
}

impl Strings {
    /// Reads the files of the language, from the most general to the most particular: `en`, `zh`, `zh-CN`.
    pub fn read(sources: &Sources, lang: &str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let general = lang.split('-').next().unwrap_or(lang);
        let own = match general {
            "zh" => CHINESE,
            _ => ENGLISH,
        };
        let mut values = Mapping::new();
        let mut names = vec!["en", general, lang];
        names.dedup();
        for (step, name) in names.into_iter().enumerate() {
            if step == 1 || (step == 0 && general == "en") {
                values.extend(
                    own.iter()
                        .map(|(key, text)| ((*key).into(), (*text).into())),
                );
            }
            for extension in ["yaml", "yml"] {
                let path = format!("_data/i18n/{name}.{extension}");
                let Some(file) = sources.get(&path) else {
                    continue;
                };
                let bytes = file.bytes();
                let text = String::from_utf8_lossy(&bytes);
                match post::yaml::from_str::<Value>(&text) {
                    Ok(Value::Mapping(map)) => values.extend(map),
                    Ok(_) => {}
                    Err(error) => diagnostics.push(broken(&path, &error)),
                }
            }
        }
        let fields = values
            .iter()
            .map(|(key, value)| (Key::from(yaml_key(key)), Seen::of(from_yaml(value))));
        Self {
            seen: fields.collect(),
            values,
        }
    }

    /// What templates with these uses see of them.
    pub fn seen(&self, uses: &Uses) -> Seen {
        Seen::record(vec![Fields::new(uses.words.of(&self.seen, |_| false))])
    }

    /// One word; its key where there is none.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.values.get(key).and_then(Value::as_str).unwrap_or(key)
    }
}

impl Strings {
    /// A sentence with a year and a month (1 to 12) filled in: `{month}` is its number, `{month_name}` its name in `months`.
    pub fn dated(&self, key: &str, year: u32, month: Option<u32>) -> String {
        let text = self.text(key).replace("{year}", &year.to_string());
        let Some(month) = month else { return text };
        let number = month.to_string();
        let names = self.values.get("months").and_then(Value::as_sequence);
        let name = names.and_then(|names| names.get(month as usize - 1)?.as_str());
        text.replace("{month_name}", name.unwrap_or(&number))
            .replace("{month}", &number)
    }
}

/// What is said of a data file that is not YAML.
pub(super) fn broken(path: &str, error: &post::yaml::Error) -> Diagnostic {
    let (line, column) = error
        .location()
        .map_or((1, 1), |at| (at.line(), at.column()));
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason);
    Diagnostic::error(
        "data",
        format!("the file is not valid YAML: {reason}"),
        format!("文件不是合法的 YAML：{reason}"),
    )
    .at(path, line as u32, column as u32)
}
