//! A dataset's files as text and back: `dataset.yaml`, `tweets.jsonl`, `labels.jsonl`, `rejected.jsonl`, `analysis.yaml`.
//!
//! Reading never fails as a whole where a file has lines: a bad line is told and the rest is read. It must not know where
//! the files are.

use post::{Diagnostic, yaml};
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::ops::Range;

/// The longest line read, in bytes.
const LONGEST_LINE: usize = 16 << 20;
/// The code of a line that was left out.
pub const BAD_LINE: &str = "jsonl-line";
/// How much of a file is read before its lines are understood in parallel, in bytes.
const PART: usize = 4 << 20;

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
        add_line(&mut out, value)?;
    }
    // serde_json writes UTF-8 only.
    Ok(String::from_utf8(out).unwrap_or_default())
}

/// A value as a line of JSON at the end of what was written.
///
/// # Errors
/// What `out` refuses.
pub fn write_line(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}

fn add_line(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Box<Diagnostic>> {
    serde_json::to_writer(&mut *out, value).map_err(|error| unwritable(&error))?;
    out.push(b'\n');
    Ok(())
}

fn unwritable(error: &serde_json::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        "jsonl-write",
        format!("cannot be written as JSON: {error}"),
        format!("无法写成 JSON：{error}"),
    ))
}

/// The values in `file`, one a line; a line that cannot be read is told and left out.
pub fn from_jsonl<T: DeserializeOwned + Send>(
    file: &str,
    reader: impl BufRead,
) -> (Vec<T>, Vec<Diagnostic>) {
    let mut values = Vec::new();
    let told = in_parts(file, reader, &mut |part| values.extend(part));
    (values, told)
}

/// [`from_jsonl`] for more values than are wanted in memory: they are handed on in parts, in their order.
pub fn in_parts<T: DeserializeOwned + Send>(
    file: &str,
    mut reader: impl BufRead,
    take: &mut dyn FnMut(Vec<T>),
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let broken = lines(&mut reader, &mut |first, lines| {
        let read: Vec<Option<Result<T, Diagnostic>>> = lines
            .par_iter()
            .enumerate()
            .map(|(i, text)| line(file, first + i as u32, text))
            .collect();
        let mut values = Vec::with_capacity(read.len());
        for one in read.into_iter().flatten() {
            match one {
                Ok(value) => values.push(value),
                Err(why) => diagnostics.push(why),
            }
        }
        take(values);
        true
    });
    diagnostics.extend(broken.err().map(|(number, error)| {
        Diagnostic::error(
            "jsonl-read",
            format!("reading stopped: {error}"),
            format!("读取中断：{error}"),
        )
        .at(file, number, 0)
    }));
    diagnostics
}

/// Hands on the lines of a file, their ends included, some megabytes at a time, and the number of the first of them, from 1; as long as
/// `take` wants more.
///
/// # Errors
/// What the system refuses, and at which line.
pub(crate) fn lines(
    reader: &mut dyn BufRead,
    take: &mut dyn FnMut(u32, &[&[u8]]) -> bool,
) -> Result<(), (u32, std::io::Error)> {
    let (mut text, mut ends, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        text.clear();
        ends.clear();
        let first = number + 1;
        let mut stopped = None;
        while text.len() < PART && stopped.is_none() {
            match reader.read_until(b'\n', &mut text) {
                Ok(0) => stopped = Some(Ok(())),
                Ok(_) => {
                    number += 1;
                    ends.push(text.len());
                }
                Err(error) => stopped = Some(Err((number + 1, error))),
            }
        }
        let line = |i: usize| &text[i.checked_sub(1).map_or(0, |before| ends[before])..ends[i]];
        let lines: Vec<&[u8]> = (0..ends.len()).map(line).collect();
        let more = take(first, &lines);
        if let Some(stopped) = stopped {
            return stopped;
        }
        if !more {
            return Ok(());
        }
    }
}

/// Some of the values that [`in_parts`] hands on of the same file, with their places among them. `wanted` is in rising order, and
/// `left_out` are the numbers of the lines that were told as [`BAD_LINE`]. Only what is wanted is understood.
pub fn some_of<T: DeserializeOwned + Send>(
    mut reader: impl BufRead,
    wanted: &[usize],
    left_out: &BTreeSet<u32>,
    take: &mut dyn FnMut(usize, &T),
) {
    let (mut wanted, mut place, mut number) = (wanted, 0, 0);
    let (mut text, mut lines) = (Vec::new(), Vec::new());
    while !wanted.is_empty() {
        let begin = text.len();
        if !matches!(reader.read_until(b'\n', &mut text), Ok(1..)) {
            break;
        }
        number += 1;
        if bare(&text[begin..]).is_empty() || left_out.contains(&number) {
            text.truncate(begin);
            continue;
        }
        match wanted.split_first() {
            Some((next, rest)) if *next == place => {
                lines.push((place, begin..text.len()));
                wanted = rest;
            }
            _ => text.truncate(begin),
        }
        place += 1;
        if text.len() >= PART || wanted.is_empty() {
            understood(&text, &lines, take);
            text.clear();
            lines.clear();
        }
    }
    understood(&text, &lines, take);
}

fn understood<T: DeserializeOwned + Send>(
    text: &[u8],
    lines: &[(usize, Range<usize>)],
    take: &mut dyn FnMut(usize, &T),
) {
    let read: Vec<Option<T>> = lines
        .par_iter()
        .map(|(_, line)| serde_json::from_slice(bare(&text[line.clone()])).ok())
        .collect();
    for ((place, _), value) in lines.iter().zip(&read) {
        if let Some(value) = value {
            take(*place, value);
        }
    }
}

/// A line without white space and byte order mark around it.
fn bare(line: &[u8]) -> &[u8] {
    let text = line.trim_ascii();
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// The value of a line; nothing of an empty one.
fn line<T: DeserializeOwned>(
    file: &str,
    number: u32,
    line: &[u8],
) -> Option<Result<T, Diagnostic>> {
    let text = bare(line);
    if text.is_empty() {
        return None;
    }
    let why = if text.len() > LONGEST_LINE {
        "the line is longer than 16 MB".to_owned()
    } else {
        match serde_json::from_slice(text) {
            Ok(value) => return Some(Ok(value)),
            Err(error) => error.to_string(),
        }
    };
    let excerpt: String = String::from_utf8_lossy(&text[..text.len().min(480)])
        .chars()
        .take(120)
        .collect();
    Some(Err(Diagnostic::warning(
        BAD_LINE,
        format!("the line was left out: {why}"),
        format!("已略去这一行：{why}"),
    )
    .at(file, number, 0)
    .excerpt(excerpt)
    .help(
        "correct the line, or import the tweets again",
        "请改正这一行，或重新导入推文",
    )))
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
        let lines = "\n{\"a\":1}\nbad\n\n{\"a\":2}\n{\"a\":3}";
        let mut found = Vec::new();
        let bad = BTreeSet::from([3]);
        some_of(
            lines.as_bytes(),
            &[0, 2],
            &bad,
            &mut |place, value: &serde_json::Value| {
                found.push((place, value["a"].as_u64()));
            },
        );
        assert_eq!(found, [(0, Some(1)), (2, Some(3))]);
        let written = to_jsonl(&labels).unwrap();
        assert_eq!(from_jsonl::<Label>("x", written.as_bytes()).0, labels);
    }
}
