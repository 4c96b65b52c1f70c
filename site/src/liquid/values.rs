//! What templates see, as Liquid's values. Moments are written as Jekyll writes them, which Liquid's own filters can read.
//!
//! It must not know what the values mean.

use chrono::DateTime;
use liquid_core::{Object, Value, ValueView};
use tera::value::{Key, Map, ValueKind};

/// Says to the tags whether what they write will be read as Markdown.
pub(super) const MARKDOWN: &str = "__markdown";
/// The folder of the body's file, which `include_relative` looks in.
pub(super) const FOLDER: &str = "__folder";

/// A value of the templates' as one of Liquid's.
pub(super) fn of(value: &tera::Value) -> Value {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined | ValueKind::Bytes => Value::Nil,
        ValueKind::Bool => Value::scalar(value.as_bool().unwrap_or_default()),
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            Value::scalar(moment(text).unwrap_or_else(|| text.to_owned()))
        }
        ValueKind::Array => {
            let items = value.as_array().unwrap_or_default();
            Value::Array(items.iter().map(of).collect())
        }
        ValueKind::Map => {
            let entries = value.as_map().into_iter().flatten();
            let entries = entries.map(|(key, value)| (key.to_string().into(), of(value)));
            Value::Object(entries.collect::<Object>())
        }
        ValueKind::F64 => Value::scalar(value.as_f64().unwrap_or_default()),
        _ => match value.as_i64() {
            Some(number) => Value::scalar(number),
            None => Value::scalar(value.to_string()),
        },
    }
}

/// What the program knows of every page, though Jekyll would know it of none that does not say it.
const UNSAID: [&str; 8] = [
    "author",
    "cloud",
    "dataset",
    "description",
    "image",
    "last_modified_at",
    "social_image",
    "stories",
];

/// A page without what it has not said: where the site is strict, asking for that is a mistake.
pub(super) fn said(page: Value) -> Value {
    match page {
        Value::Object(mut page) => {
            for key in UNSAID {
                if page.get(key).is_some_and(ValueView::is_nil) {
                    page.remove(key);
                }
            }
            Value::Object(page)
        }
        other => other,
    }
}

/// A value of Liquid's as one of the templates'. Maps are in the order of their keys: Liquid's have none.
pub(super) fn back(value: &dyn ValueView) -> tera::Value {
    if let Some(items) = value.as_array() {
        return tera::Value::from(items.values().map(back).collect::<Vec<_>>());
    }
    if let Some(map) = value.as_object() {
        let mut pairs: Vec<(String, tera::Value)> = map
            .iter()
            .map(|(key, value)| (key.into_string(), back(value)))
            .collect();
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (Key::from(key), value));
        return tera::Value::from(pairs.collect::<Map>());
    }
    tera::Value::from_serializable(&value.to_value())
}

/// `2025-12-04T10:01:40+08:00` as `2025-12-04 10:01:40 +0800`.
fn moment(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let shape = bytes.len() >= 20 && bytes[10] == b'T' && bytes[4] == b'-' && bytes[13] == b':';
    let moment = DateTime::parse_from_rfc3339(text).ok().filter(|_| shape)?;
    Some(moment.format("%Y-%m-%d %H:%M:%S %z").to_string())
}
