//! Reading one configuration value at a time, with a message that says where and what to do when it has the wrong type.
//!
//! It must not know what the values are for.

use super::Zone;
use crate::article::date;
use crate::article::links::has_scheme;
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, Mapping, Value};

/// The configuration under reading.
pub(super) struct Reader<'a> {
    /// Path and text of each file, to say where.
    pub files: &'a [(&'a str, &'a str)],
    /// All values, merged.
    pub values: &'a Mapping,
    /// What there is to tell.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A text; numbers and switches are taken as they are written.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.values.get(key)? {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            Value::Bool(b) => Some(b.to_string()),
            Value::Null => None,
            _ => self.wrong(key, "a text", "文字"),
        }
    }

    /// An address that links may begin with; anything a browser would run instead is none.
    pub(super) fn address(&mut self, key: &str) -> Option<String> {
        let address = self.text(key)?;
        let odd = |c: char| c.is_control() || c.is_whitespace() || "\"'<>\\`{}".contains(c);
        let lower = address.to_ascii_lowercase();
        let web = lower.starts_with("https://") || lower.starts_with("http://");
        if address.contains(odd) || (has_scheme(&address) && !web) {
            return self.wrong(
                key,
                "an address such as https://example.org",
                "网址，例如 https://example.org",
            );
        }
        Some(address)
    }

    /// The path of a file of the website inside a mapping, or the usual one.
    pub(super) fn file(&mut self, key: &str, inner: &str, usual: &str) -> String {
        let mapping = self.values.get(key).and_then(Value::as_mapping);
        let Some(path) = mapping.and_then(|map| map.get(inner)?.as_str()) else {
            return usual.to_owned();
        };
        let path = path.trim_start_matches('/');
        let name = |part: &str| !matches!(part, "" | "." | "..") && !part.starts_with(".git");
        if path.contains(|c: char| c.is_control() || c == '\\') || !path.split('/').all(name) {
            return self
                .wrong(
                    key,
                    &format!(
                        "a mapping in which `{inner}` names a file of the website, such as {usual}"
                    ),
                    &format!("一组设置，其中 `{inner}` 是网站中的文件，例如 {usual}"),
                )
                .unwrap_or_else(|| usual.to_owned());
        }
        path.to_owned()
    }

    /// A number of things inside a mapping, or the usual one.
    pub(super) fn inner_count(&mut self, key: &str, inner: &str, usual: u64) -> u64 {
        let value = match self.values.get(key) {
            None | Some(Value::Null) => return usual,
            Some(Value::Mapping(map)) => match map.get(inner) {
                None | Some(Value::Null) => return usual,
                Some(value) => value.as_u64(),
            },
            Some(_) => None,
        };
        let wrong = || format!("a mapping in which `{inner}` is a number from 0");
        let wrong_zh = || format!("一组设置，其中 `{inner}` 是不小于 0 的整数");
        match value {
            Some(count) => count,
            None => self.wrong(key, &wrong(), &wrong_zh()).unwrap_or(usual),
        }
    }

    /// A number of things.
    pub(super) fn count(&mut self, key: &str) -> Option<usize> {
        match self.values.get(key)? {
            Value::Number(n) if n.as_u64().is_some() => n.as_u64().map(|n| n as usize),
            Value::Null | Value::Bool(false) => None,
            _ => self.wrong(key, "a whole number", "整数"),
        }
    }

    /// A yes or no; YAML 1.1's words are taken too.
    pub(super) fn switch(&mut self, key: &str) -> Option<bool> {
        match self.values.get(key)? {
            Value::Bool(b) => Some(*b),
            Value::String(s) if matches!(s.as_str(), "yes" | "on" | "true") => Some(true),
            Value::String(s) if matches!(s.as_str(), "no" | "off" | "false") => Some(false),
            Value::Null => None,
            _ => self.wrong(key, "`true` or `false`", "`true` 或 `false`"),
        }
    }

    /// A list of texts; one text is a list of one.
    pub(super) fn list(&mut self, key: &str) -> Vec<String> {
        match self.values.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(s)) => vec![s.clone()],
            Some(Value::Sequence(items)) => items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
            Some(_) => self.wrong(key, "a list", "列表").unwrap_or_default(),
        }
    }

    /// A time zone by its IANA name or as an offset.
    pub(super) fn zone(&mut self, key: &str) -> Zone {
        let Some(text) = self.text(key) else {
            return Zone::UTC;
        };
        Zone::parse(&text).unwrap_or_else(|| {
            self.wrong::<Zone>(
                key,
                "a time zone such as `Asia/Shanghai` or `+08:00`",
                "时区，例如 `Asia/Shanghai` 或 `+08:00`",
            );
            Zone::UTC
        })
    }

    /// A moment in the site's zone.
    pub(super) fn moment(&mut self, key: &str, zone: Zone) -> Option<DateTime<FixedOffset>> {
        let text = self.text(key)?;
        let Some(written) = date::parse(&text) else {
            return self.wrong(
                key,
                "a date such as `2025-12-04 10:00 +0800`",
                "日期，例如 `2025-12-04 10:00 +0800`",
            );
        };
        Some(zone.of(written))
    }

    /// Says that a value has the wrong type.
    pub(super) fn wrong<T>(&mut self, key: &str, en: &str, zh: &str) -> Option<T> {
        let message = Diagnostic::error(
            "config-value",
            format!("`{key}` should be {en}"),
            format!("`{key}` 应该是{zh}"),
        );
        let placed = self.place(message, key);
        self.diagnostics.push(placed);
        None
    }

    /// Puts the place of a top-level key on a message.
    pub(super) fn place(&self, message: Diagnostic, key: &str) -> Diagnostic {
        for (path, text) in self.files.iter().rev() {
            for (number, line) in text.lines().enumerate() {
                let bare = line.trim_start_matches(['"', '\'']);
                let rest = bare.strip_prefix(key);
                if rest.is_some_and(|rest| {
                    rest.trim_start_matches(['"', '\''])
                        .trim_start()
                        .starts_with(':')
                }) {
                    return message.at(*path, number as u32 + 1, 1).excerpt(line);
                }
            }
        }
        message
    }
}
