//! `mapping.yaml`: which column of an unknown table or JSON record holds what. Names that are commonly used need none.
//!
//! It must not know any format.

use super::json::{Fields, Json};
use post::{Diagnostic, yaml};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What can be mapped, and the name each is known by inside.
const FIELDS: [(&str, &str); 22] = [
    ("id", "idstr"),
    ("url", "tweeturl"),
    ("text", "fulltext"),
    ("time", "createdat"),
    ("author", "screenname"),
    ("name", "authorname"),
    ("bio", "rawdescription"),
    ("followers", "followerscount"),
    ("lang", "lang"),
    ("likes", "favoritecount"),
    ("retweets", "retweetcount"),
    ("replies", "replycount"),
    ("quotes", "quotecount"),
    ("bookmarks", "bookmarkcount"),
    ("views", "viewcount"),
    ("retweet_of", "retweetedtweet"),
    ("reply_to", "inreplytotweetidstr"),
    ("reply_to_author", "inreplytouser"),
    ("quote_of", "quotedtweet"),
    ("promoted", "promoted"),
    ("images", "images"),
    ("videos", "videos"),
];

/// Which columns hold what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Inside name, and the columns to look in, the first with a value counts.
    columns: Vec<(&'static str, Vec<String>)>,
    /// How times are spelled, in the notation of `strftime`.
    pub(super) time_format: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

impl Mapping {
    /// Reads the text of `file`.
    ///
    /// # Errors
    /// YAML that is no map of names; a field that does not exist.
    pub fn parse(file: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        let known = || {
            let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
            names.join(", ")
        };
        let wrong = |en: String, zh: String| {
            Box::new(Diagnostic::error("import-mapping", en, zh).at(file, 0, 0).help(
                format!("write `field: column` or `field: [column, column]`; fields are {}, time_format", known()),
                format!("请写成“字段: 列名”或“字段: [列名, 列名]”；可用字段：{}、time_format", known()),
            ))
        };
        let map: BTreeMap<String, Names> = yaml::from_str(text).map_err(|error| {
            wrong(
                format!("the mapping cannot be read: {error}"),
                format!("无法读取列映射：{error}"),
            )
        })?;
        let mut mapping = Self::default();
        for (field, names) in map {
            let names = match names {
                Names::One(name) => vec![name],
                Names::Several(names) => names,
            };
            if field == "time_format" {
                mapping.time_format = names.into_iter().next();
                continue;
            }
            let Some((_, inside)) = FIELDS.iter().find(|(name, _)| *name == field) else {
                return Err(wrong(
                    format!("`{field}` is no field that can be mapped"),
                    format!("没有名为“{field}”的字段"),
                ));
            };
            mapping.columns.push((inside, names));
        }
        Ok(mapping)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether a table with these columns has the one that holds the text.
    pub(super) fn fits(&self, columns: &[String]) -> bool {
        self.columns
            .iter()
            .any(|(_, names)| names.iter().any(|name| columns.contains(name)))
    }

    /// The record with its mapped columns under the names they are known by, before all others.
    pub(super) fn apply<'a>(&self, fields: &Fields<'a>) -> Fields<'a> {
        let mut mapped: Vec<(Cow<'a, str>, Json<'a>)> = Vec::with_capacity(fields.0.len() + 8);
        for (inside, names) in &self.columns {
            let found = names.iter().find_map(|name| value(fields, name));
            if let Some(found) = found {
                mapped.push((Cow::Borrowed(*inside), found));
            }
        }
        mapped.extend(fields.0.iter().cloned());
        Fields(mapped)
    }
}

/// The value of a column, or at the end of a path of keys such as `user.name`.
fn value<'a>(fields: &Fields<'a>, name: &str) -> Option<Json<'a>> {
    if let Some(found) = fields.get(name) {
        return Some(found);
    }
    let (first, rest) = name.split_once('.')?;
    value(&fields.object(first)?, rest)
}
