//! `collections` of the configuration: folders of documents beside the posts, with what Jekyll lets an author say of them.
//!
//! It must not know which documents there are.

use super::reader::Reader;
use post::{Mapping, Value};

/// A folder `_<label>` of documents.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Its name in templates: `site.<label>`.
    pub label: String,
    /// Whether its documents have pages of their own.
    pub output: bool,
    /// The permalink of its documents.
    pub permalink: Option<String>,
    /// Whether documents dated in the future are published.
    pub future: bool,
    /// The front matter key that puts its documents in order.
    pub sort_by: Option<String>,
    /// Its documents in the author's order, by their path in the folder; the others come after them.
    pub order: Vec<String>,
    /// Every key as it was written.
    pub values: Mapping,
}

impl Collection {
    fn new(label: &str, values: Mapping) -> Self {
        let text = |key: &str| values.get(key).and_then(Value::as_str).map(str::to_owned);
        let switch = |key: &str| match values.get(key) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::String(word)) => !matches!(word.as_str(), "no" | "off" | "false"),
            Some(_) => true,
        };
        let order = values.get("order").and_then(Value::as_sequence);
        let order = order.into_iter().flatten().filter_map(Value::as_str);
        Self {
            label: label.to_owned(),
            output: switch("output"),
            permalink: text("permalink"),
            future: switch("future"),
            sort_by: text("sort_by"),
            order: order.map(str::to_owned).collect(),
            values,
        }
    }
}

/// The collections besides the posts, by their labels, and what is said of the posts.
pub(super) fn read(read: &mut Reader<'_>) -> (Vec<Collection>, Mapping) {
    let mut posts = Mapping::new();
    let mut collections: Vec<Collection> = Vec::new();
    let mut add = |name: &str, values: Mapping| {
        let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let label: String = name.chars().filter(kept).collect();
        let taken = collections.iter().any(|other| other.label == label);
        match label.as_str() {
            "posts" => posts = values,
            // Their folders mean something else.
            "" | "data" | "drafts" => {}
            _ if taken => {}
            _ => collections.push(Collection::new(&label, values)),
        }
    };
    match read.values.get("collections") {
        None | Some(Value::Null) => {}
        Some(Value::Sequence(names)) => {
            for name in names.iter().filter_map(Value::as_str) {
                add(name, Mapping::new());
            }
        }
        Some(Value::Mapping(map)) => {
            for (name, values) in map {
                let values = values.as_mapping().cloned().unwrap_or_default();
                add(&crate::view::yaml_key(name), values);
            }
        }
        Some(_) => {
            read.wrong::<()>(
                "collections",
                "a list of names, or names with their settings",
                "名字的列表，或名字加设置",
            );
        }
    }
    collections.sort_by(|a, b| a.label.cmp(&b.label));
    (collections, posts)
}
