//! Reading one configuration value at a time, with a message that says where and what to do when it has the wrong type.
//!
//! It must not know what the values are for.

use super::Extensions;
use super::Zone;
use crate::article::date;
use crate::article::links::has_scheme;
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, Mapping, Value};

/// Keys with a meaning here or in Jekyll, so that a slip of the pen can be told from a key of the author's own.
const KNOWN: &[&str] = &[
    "title",
    "description",
    "url",
    "baseurl",
    "lang",
    "locale",
    "author",
    "timezone",
    "permalink",
    "paginate",
    "paginate_path",
    "future",
    "show_drafts",
    "unpublished",
    "limit_posts",
    "exclude",
    "include",
    "keep_files",
    "defaults",
    "collections",
    "excerpt_separator",
    "feed",
    "plugins",
    "markdown",
    "kramdown",
    "highlighter",
    "encoding",
    "source",
    "destination",
    "collections_dir",
    "plugins_dir",
    "layouts_dir",
    "data_dir",
    "includes_dir",
    "safe",
    "host",
    "port",
    "theme",
    "liquid",
    "sass",
    "incremental",
    "email",
    "logo",
    "repository",
    "tagline",
    "time",
    "data",
    "templates_dir",
    "cache_dir",
    "disable_disk_cache",
    "strict_front_matter",
    "show_dir_listing",
    "livereload",
    "markdown_ext",
    "lsi",
    "csv_reader",
    "tsv_reader",
    "detach",
    "quiet",
    "verbose",
    "webrick",
    "whitelist",
    "gems",
    "remote_theme",
    "math",
    "report",
    "llm",
    "wordcloud",
    "topics",
    "assets",
    "commonmark",
];

/// The configuration under reading.
pub(super) struct Reader<'a> {
    /// Path and text of each file, to say where.
    pub files: &'a [(&'a str, &'a str)],
    /// All values, merged.
    pub values: &'a Mapping,
    /// What there is to tell.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

/// The text and the values of one configuration file.
pub(super) fn parse<'a>(
    path: &str,
    bytes: &'a [u8],
) -> Result<(&'a str, Mapping), Box<Diagnostic>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Box::new(
            Diagnostic::error(
                "encoding",
                "the configuration is not UTF-8 text",
                "配置文件不是 UTF-8 文本",
            )
            .at(
                path,
                1 + bytes[..error.valid_up_to()]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count() as u32,
                0,
            )
            .help("save the file as UTF-8", "请把文件存成 UTF-8"),
        )
    })?;
    match post::yaml::read(text) {
        Ok(Value::Mapping(map)) => Ok((text, map)),
        Ok(Value::Null) => Ok((text, Mapping::new())),
        Ok(_) => Err(Box::new(
            Diagnostic::error(
                "config",
                "the configuration is not a list of `key: value` lines",
                "配置文件不是“键: 值”的列表",
            )
            .at(path, 1, 1),
        )),
        Err(error) => {
            let (line, column) = error
                .location()
                .map_or((1, 1), |at| (at.line(), at.column()));
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            Err(Box::new(
                Diagnostic::error(
                    "config",
                    format!("the configuration is not valid YAML: {reason}"),
                    format!("配置文件不是合法的 YAML：{reason}"),
                )
                .at(path, line as u32, column as u32)
                .excerpt(text.lines().nth(line.saturating_sub(1)).unwrap_or_default()),
            ))
        }
    }
}

impl Reader<'_> {
    /// Warns of a key that nobody knows and that looks like one that is known. A slip of the pen is short, and it stands among
    /// few keys: what some program wrote is not searched.
    pub(super) fn unknown_keys(&mut self) {
        let keys = self.values.keys().filter_map(Value::as_str).take(1000);
        for key in keys.filter(|key| key.len() <= 64) {
            if KNOWN.contains(&key) {
                continue;
            }
            let near = KNOWN
                .iter()
                .map(|known| (strsim::damerau_levenshtein(key, known), *known))
                .min()
                .filter(|(distance, known)| *distance <= 1 + known.len() / 8 && known.len() > 3);
            if let Some((_, known)) = near {
                let message = Diagnostic::warning(
                    "config-key",
                    format!("`{key}` is not a key that means something here"),
                    format!("`{key}` 不是有意义的配置键"),
                )
                .help(
                    format!("did you mean `{known}`?"),
                    format!("是不是想写 `{known}`？"),
                );
                let placed = self.place(message, key);
                self.diagnostics.push(placed);
            }
        }
    }

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

    /// The extensions of `markdown: CommonMark`; `None` where the site has ours.
    pub(super) fn plain_markdown(&mut self) -> Option<Extensions> {
        let plain = match self.values.get("markdown") {
            Some(Value::String(name)) => name.eq_ignore_ascii_case("commonmark"),
            _ => false,
        };
        if !plain {
            return None;
        }
        let said = self.values.get("commonmark").and_then(Value::as_mapping);
        let names = said.and_then(|said| said.get("extensions"));
        let mut extensions = Extensions::default();
        for name in names.and_then(Value::as_sequence).into_iter().flatten() {
            if !name.as_str().is_some_and(|name| extensions.add(name)) {
                self.wrong::<()>(
                    "commonmark",
                    "a mapping whose `extensions` are some of table, strikethrough, autolink, tasklist, footnotes",
                    "一组设置，其中 `extensions` 取自 table、strikethrough、autolink、tasklist、footnotes",
                );
                break;
            }
        }
        Some(extensions)
    }

    /// `kramdown.syntax_highlighter_opts`: the number of the first line of code, where lines have numbers. As in Jekyll `block` is heard
    /// before what stands beside it.
    pub(super) fn line_numbers(&mut self) -> Option<u32> {
        let kramdown = self.values.get("kramdown")?;
        let said = kramdown.get("syntax_highlighter_opts")?;
        let block = said.get("block");
        let value = |key: &str| block.and_then(|own| own.get(key)).or_else(|| said.get(key));
        let numbered = match value("line_numbers")? {
            Value::Bool(said) => *said,
            // Rouge's older word for it.
            Value::String(how) => matches!(how.as_str(), "table" | "inline"),
            _ => false,
        };
        let first = value("start_line").map_or(Some(1), Value::as_u64);
        let first = first.and_then(|first| u32::try_from(first).ok());
        if numbered && first.is_none() {
            self.wrong::<()>(
                "kramdown",
                "options whose `start_line` is a whole number",
                "一组选项，其中 `start_line` 是整数",
            );
        }
        first.filter(|_| numbered)
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
    fn place(&self, message: Diagnostic, key: &str) -> Diagnostic {
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_for_editors_has_every_key() {
        let schema = include_str!("../../../docs/config.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let missing: Vec<&str> = super::KNOWN
            .iter()
            .copied()
            .filter(|key| schema["properties"].get(*key).is_none())
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
