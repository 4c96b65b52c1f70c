//! JSON looked at without building it: a value is its text, an object is its keys and the texts of its values.
//!
//! Real inputs disagree about types (`"12"`, `12`, `12.0`, `null`), so every accessor takes what it finds and says `None`
//! rather than fail. It must not know what any key means. Nothing here recurses, however deep the input nests.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The text of one JSON value, without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Json<'a>(pub(super) &'a str);

impl<'a> Json<'a> {
    /// The value that a whole text is.
    pub(super) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Ok(Self(raw.get()))
    }

    /// The members of the object that a whole text is, in one pass; `None` for any other text.
    pub(super) fn parse_object(text: &'a str) -> Option<(Self, Fields<'a>)> {
        let text = text.trim_ascii();
        if !text.starts_with('{') {
            return None;
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let fields = reader.deserialize_map(FieldsVisitor).ok()?;
        reader.end().ok()?;
        Some((Self(text), fields))
    }

    pub(super) fn is_null(self) -> bool {
        self.0 == "null"
    }

    pub(super) fn is_object(self) -> bool {
        self.0.starts_with('{')
    }

    pub(super) fn is_array(self) -> bool {
        self.0.starts_with('[')
    }

    pub(super) fn is_string(self) -> bool {
        self.0.starts_with('"')
    }

    /// Its members when it is an object.
    pub(super) fn object(self) -> Option<Fields<'a>> {
        if !self.is_object() {
            return None;
        }
        let mut reader = serde_json::Deserializer::from_str(self.0);
        reader.deserialize_map(FieldsVisitor).ok()
    }

    /// Its elements when it is an array; none otherwise.
    pub(super) fn elements(self) -> Vec<Json<'a>> {
        if !self.is_array() {
            return Vec::new();
        }
        let mut reader = serde_json::Deserializer::from_str(self.0);
        reader.deserialize_seq(ElementsVisitor).unwrap_or_default()
    }

    /// Its characters when it is a string. A lone surrogate, which no text can hold, becomes U+FFFD.
    pub(super) fn string(self) -> Option<Cow<'a, str>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        match serde_json::from_str::<String>(self.0) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(_) => Some(Cow::Owned(unescape_leniently(inner))),
        }
    }

    /// Its characters when it is a string, its literal when it is a number or a truth value.
    pub(super) fn scalar(self) -> Option<Cow<'a, str>> {
        if self.is_string() {
            self.string()
        } else if self.is_object() || self.is_array() || self.is_null() {
            None
        } else {
            Some(Cow::Borrowed(self.0))
        }
    }

    /// Whether it says yes: `true`, `1`, or these as text.
    pub(super) fn is_true(self) -> bool {
        matches!(
            self.0,
            "true" | "1" | "\"true\"" | "\"True\"" | "\"TRUE\"" | "\"1\""
        )
    }
}

/// The members of an object, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'a>(pub(super) Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Fields<'a> {
    /// The value of a key, unless it is `null`.
    pub(super) fn get(&self, key: &str) -> Option<Json<'a>> {
        self.0
            .iter()
            .find(|(name, value)| name == key && !value.is_null())
            .map(|(_, value)| *value)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn string(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.string()
    }

    pub(super) fn scalar(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.scalar()
    }

    pub(super) fn object(&self, key: &str) -> Option<Fields<'a>> {
        self.get(key)?.object()
    }

    pub(super) fn elements(&self, key: &str) -> Vec<Json<'a>> {
        self.get(key).map(Json::elements).unwrap_or_default()
    }

    /// The object at the end of a path of keys.
    pub(super) fn path(&self, keys: &[&str]) -> Option<Fields<'a>> {
        let (first, rest) = keys.split_first()?;
        let mut at = self.object(first)?;
        for key in rest {
            at = at.object(key)?;
        }
        Some(at)
    }
}

/// Decodes escapes where serde_json gives up: lone surrogates and unknown escapes.
fn unescape_leniently(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(kind) = rest.chars().next() else {
            break;
        };
        rest = &rest[kind.len_utf8()..];
        match kind {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' => out.push(' '),
            'u' => {
                let Some(unit) = hex4(rest) else {
                    out.push('\u{fffd}');
                    continue;
                };
                rest = &rest[4..];
                let low = rest
                    .strip_prefix("\\u")
                    .and_then(hex4)
                    .filter(|low| (0xdc00..0xe000).contains(low));
                match (unit, low) {
                    (0xd800..0xdc00, Some(low)) => {
                        let c = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        out.push(char::from_u32(c).unwrap_or('\u{fffd}'));
                        rest = &rest[6..];
                    }
                    _ => out.push(char::from_u32(unit).unwrap_or('\u{fffd}')),
                }
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

fn hex4(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::with_capacity(24);
        while let Some(key) = map.next_key_seed(Key)? {
            let value: &'de RawValue = map.next_value()?;
            fields.push((key, Json(value.get())));
        }
        Ok(Fields(fields))
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Vec<Json<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(value) = seq.next_element::<&'de RawValue>()? {
            elements.push(Json(value.get()));
        }
        Ok(elements)
    }
}

/// Borrows a key where it has no escapes, which is nearly always.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_does_not_lose_the_text() {
        assert_eq!(
            Json(r#""a\ud83d b\ud83d\ude00\n\"""#).string().as_deref(),
            Some("a\u{fffd} b😀\n\"")
        );
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        let deep = format!(
            r#"{{"a":{}{},"b":"x"}}"#,
            "[".repeat(200_000),
            "]".repeat(200_000)
        );
        let fields = Json::parse(&deep).unwrap().object().unwrap();
        assert_eq!(fields.string("b").as_deref(), Some("x"));
    }
}
