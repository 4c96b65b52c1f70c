//! A dataset's files as text and back: `dataset.yaml`, `tweets.jsonl`, `labels.jsonl`, `rejected.jsonl`, `analysis.yaml`.
//!
//! Reading never fails as a whole where a file has lines: a bad line is told and the rest is read. It must not know where
//! the files are.

use post::{Diagnostic, yaml};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::BufRead;

/// The longest line read, in bytes.
const LONGEST_LINE: usize = 16 << 20;

/// A value as YAML, such as `dataset.yaml` and `analysis.yaml`.
///
/// # Errors
/// A value that YAML cannot express; none of this crate's types is one.
pub fn to_yaml(value: &impl Serialize) -> Result<String, Box<Diagnostic>> {
    yaml::to_string(value).map_err(|error| {
        Box::new(Diagnostic::error(
            "yaml-write",
            format!("cannot be written as YAML: {error}"),
            format!("无法写成 YAML：{error}"),
        ))
    })
}

/// The value in the YAML text of `file`.
///
/// # Errors
/// YAML that is malformed or has other fields than the value needs, with its place.
pub fn from_yaml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    yaml::from_str(text).map_err(|error| {
        let (line, column) = error
            .location()
            .map_or((0, 0), |at| (at.line() as u32, at.column() as u32));
        let excerpt = (line as usize)
            .checked_sub(1)
            .and_then(|line| text.lines().nth(line));
        let diagnostic = Diagnostic::error(
            "yaml-read",
            format!("cannot be read: {error}"),
            format!("无法读取：{error}"),
        )
        .at(file, line, column)
        .help(
            "correct the file, or make it anew with the command that wrote it",
            "请改正这个文件，或用生成它的命令重新生成",
        );
        Box::new(match excerpt {
            Some(excerpt) => diagnostic.excerpt(excerpt),
            None => diagnostic,
        })
    })
}

/// Values as JSON, one a line, such as `tweets.jsonl`, `labels.jsonl` and `rejected.jsonl`.
///
/// # Errors
/// A value that JSON cannot express; none of this crate's types is one.
pub fn to_jsonl<T: Serialize>(values: &[T]) -> Result<String, Box<Diagnostic>> {
    let mut out = Vec::with_capacity(values.len() * 512);
    for value in values {
        serde_json::to_writer(&mut out, value).map_err(|error| {
            Box::new(Diagnostic::error(
                "jsonl-write",
                format!("cannot be written as JSON: {error}"),
                format!("无法写成 JSON：{error}"),
            ))
        })?;
        out.push(b'\n');
    }
    // serde_json writes UTF-8 only.
    Ok(String::from_utf8(out).unwrap_or_default())
}

/// The values in `file`, one a line; a line that cannot be read is told and left out.
pub fn from_jsonl<T: DeserializeOwned>(
    file: &str,
    mut reader: impl BufRead,
) -> (Vec<T>, Vec<Diagnostic>) {
    let (mut values, mut diagnostics) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                diagnostics.push(
                    Diagnostic::error(
                        "jsonl-read",
                        format!("reading stopped: {error}"),
                        format!("读取中断：{error}"),
                    )
                    .at(file, number, 0),
                );
                break;
            }
        }
        let text = line.trim_ascii();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        if text.is_empty() {
            continue;
        }
        let why = if text.len() > LONGEST_LINE {
            "the line is longer than 16 MB".to_owned()
        } else {
            match serde_json::from_slice(text) {
                Ok(value) => {
                    values.push(value);
                    continue;
                }
                Err(error) => error.to_string(),
            }
        };
        let excerpt: String = String::from_utf8_lossy(&text[..text.len().min(480)])
            .chars()
            .take(120)
            .collect();
        diagnostics.push(
            Diagnostic::warning(
                "jsonl-line",
                format!("the line was left out: {why}"),
                format!("已略去这一行：{why}"),
            )
            .at(file, number, 0)
            .excerpt(excerpt)
            .help(
                "correct the line, or import the tweets again",
                "请改正这一行，或重新导入推文",
            ),
        );
    }
    (values, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Label;

    #[test]
    fn a_bad_line_is_told_and_the_rest_is_read() {
        let text = "\u{feff}{\"id\":\"1\",\"language\":\"zh\",\"ad\":{\"level\":\"none\",\"score\":0}}\r\n\nnot json\n";
        let (labels, diagnostics) = from_jsonl::<Label>("labels.jsonl", text.as_bytes());
        assert_eq!(labels.len(), 1);
        assert_eq!(diagnostics[0].at.as_ref().map(|at| at.line), Some(3));
        let written = to_jsonl(&labels).unwrap();
        assert_eq!(from_jsonl::<Label>("x", written.as_bytes()).0, labels);
    }
}
