//! Front matter: the YAML block at the head of a file, kept as it was written beside what it means.
//!
//! It must not know which keys mean what: that is the site's business and the report's.

use crate::Diagnostic;
use serde_yaml::{Mapping, Value};

/// Front matter as it stands in the file and as it reads.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FrontMatter {
    source: String,
    values: Mapping,
}

impl FrontMatter {
    /// Front matter from keys and values that are already YAML, such as what [`quoted`] returns, in their order.
    ///
    /// # Errors
    /// Lines that together are not a YAML mapping.
    pub fn compose<'a>(
        lines: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut source = String::from("---\n");
        for (key, value) in lines {
            source.push_str(&format!("{key}: {value}\n"));
        }
        source.push_str("---\n");
        let (front, _) = Self::parse("front matter", &source)?;
        Ok(front)
    }

    /// Splits a file's text into its front matter and its body. A file without front matter has an empty one.
    ///
    /// # Errors
    /// Front matter that is not a YAML mapping, with the place in `file`.
    pub fn parse<'a>(file: &str, text: &'a str) -> Result<(Self, &'a str), Box<Diagnostic>> {
        let Some((source, yaml, body)) = split_front_matter(text) else {
            return Ok((Self::default(), text));
        };
        match crate::lenient::read(yaml) {
            Ok(Value::Mapping(values)) => Ok((
                Self {
                    source: source.to_owned(),
                    values,
                },
                body,
            )),
            Ok(Value::Null) => Ok((
                Self {
                    source: source.to_owned(),
                    values: Mapping::new(),
                },
                body,
            )),
            Ok(_) => Err(Box::new(
                Diagnostic::error(
                    "front-matter",
                    "front matter is not a list of `key: value` lines",
                    "front matter 不是“键: 值”的列表",
                )
                .at(file, 2, 1)
                .excerpt(yaml.lines().next().unwrap_or_default())
                .help(
                    "write one `key: value` a line between the `---` lines",
                    "在两行 `---` 之间，每行写一个“键: 值”",
                ),
            )),
            Err(error) => {
                // Line 1 of the YAML is line 2 of the file: the fence comes first.
                let (line, column) = error
                    .location()
                    .map_or((1, 1), |at| (at.line(), at.column()));
                let reason = error.to_string();
                let reason = reason
                    .split(" at line ")
                    .next()
                    .unwrap_or(&reason)
                    .to_owned();
                Err(Box::new(
                    Diagnostic::error(
                        "front-matter",
                        format!("front matter is not valid YAML: {reason}"),
                        format!("front matter 不是合法的 YAML：{reason}"),
                    )
                    .at(file, line as u32 + 1, column as u32)
                    .excerpt(yaml.lines().nth(line.saturating_sub(1)).unwrap_or_default())
                    .help(
                        "put values that contain `: ` or begin with a special character into double quotes",
                        "值里有“: ”或以特殊字符开头时，请用双引号括起来",
                    ),
                ))
            }
        }
    }

    /// The block as it stands in the file, both fences included; empty when the file has none.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it means.
    pub fn values(&self) -> &Mapping {
        &self.values
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// The value of a key when it is a string.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }
}

/// Splits text into (the block with its fences, the YAML inside, the body), as Jekyll does: the first line is `---`, the
/// block ends at the next line that is `---` or `...`. A byte order mark before it belongs to the block.
pub fn split_front_matter(text: &str) -> Option<(&str, &str, &str)> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first_end = bare.find('\n')? + 1;
    if !is_fence(&bare[..first_end], &["---"]) {
        return None;
    }
    let offset = text.len() - bare.len();
    let mut at = first_end;
    for line in bare[first_end..].split_inclusive('\n') {
        let end = at + line.len();
        if is_fence(line, &["---", "..."]) {
            return Some((&text[..offset + end], &bare[first_end..at], &bare[end..]));
        }
        at = end;
    }
    None
}

fn is_fence(line: &str, fences: &[&str]) -> bool {
    fences.iter().any(|fence| {
        line.strip_prefix(fence)
            .is_some_and(|rest| rest.trim().is_empty())
    })
}

/// A string as a YAML double-quoted scalar on one line, whatever it contains.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Characters YAML does not print: controls, line separators, the byte order mark, non-characters.
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_line_of_the_file() {
        let error =
            FrontMatter::parse("_posts/a.md", "---\ntitle: ok\ntags: [a\n---\nbody\n").unwrap_err();
        let at = error.at.unwrap();
        assert_eq!(at.file, "_posts/a.md");
        assert!(at.line >= 3, "line {}", at.line);
    }

    #[test]
    fn text_without_front_matter_is_all_body() {
        for text in ["", "hello", "--- x\n", "---\nnever closed\n"] {
            let (front, body) = FrontMatter::parse("a.md", text).unwrap();
            assert_eq!((front.source(), body), ("", text));
        }
    }
}
