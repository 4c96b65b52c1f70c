//! Where in its file a mistake stands: the line, the column and the line's text of messages that came without them.
//!
//! It must not know what the messages are about beyond their codes, and it changes nothing that is there already.

use crate::sources::Sources;
use post::{Diagnostic, Location};
use std::sync::Arc;

/// Gives every message about a source file what it lacks.
pub(super) fn complete(diagnostics: &mut [Diagnostic], sources: &Sources) {
    let mut last: Option<Lines> = None;
    for told in diagnostics {
        if told.excerpt.is_some() {
            continue;
        }
        let Some(at) = &mut told.at else { continue };
        let lines = match &mut last {
            Some(lines) if lines.path == at.file => lines,
            other => match sources.get(&at.file) {
                Some(file) => other.insert(Lines::of(&at.file, file.bytes())),
                None => continue,
            },
        };
        let keys: &[&str] = match told.code {
            "layout" => &["layout"],
            "duplicate-url" | "url" => &["permalink"],
            "redirect" => match told.message.en.contains("redirect_to") {
                true => &["redirect_to"],
                false => &["redirect_from"],
            },
            _ => &[],
        };
        if at.line <= 1
            && let Some((line, text)) = keys.iter().find_map(|key| line_of(&lines.bytes, key))
        {
            (at.line, at.column) = (line, 1);
            told.excerpt = Some(text);
            continue;
        }
        if told.code == "missing-picture" && at.line == 0 {
            at.line = lines.next_with(&told.message.en);
        }
        // A line that goes on and on is no help, and there can be as many messages about it.
        let line = lines.get(at.line).filter(|line| line.len() <= LONGEST);
        let Some(line) = line.map(shown) else {
            continue;
        };
        if at.column == 0 {
            named_in(at, &line, &told.message.en);
        }
        told.excerpt = Some(line).filter(|line| !line.trim().is_empty());
    }
}

/// The longest line that is shown, in bytes.
const LONGEST: usize = 4096;

/// How many times something is looked for in a file in vain: after that it is written there in another way.
const TRIALS: usize = 50;

/// A file by its lines. Messages come file by file, each with thousands of them at worst.
struct Lines {
    path: String,
    bytes: Arc<[u8]>,
    starts: Vec<usize>,
    /// Where the last thing was that was looked for.
    found: usize,
    trials: usize,
}

impl Lines {
    fn of(path: &str, bytes: Arc<[u8]>) -> Self {
        let ends = memchr::memchr_iter(b'\n', &bytes).map(|at| at + 1);
        Self {
            path: path.to_owned(),
            starts: std::iter::once(0).chain(ends).collect(),
            bytes,
            found: 0,
            trials: 0,
        }
    }

    /// The line with this number, from 1.
    fn get(&self, number: u32) -> Option<&[u8]> {
        let number = (number as usize).checked_sub(1)?;
        let start = *self.starts.get(number)?;
        let end = self.starts.get(number + 1).copied();
        self.bytes.get(start..end.unwrap_or(self.bytes.len()))
    }

    /// The next line that has what the message puts between backticks; 0 where none has.
    fn next_with(&mut self, message: &str) -> u32 {
        let named = message.split('`').nth(1).unwrap_or_default();
        if named.is_empty() || self.trials > TRIALS {
            return 0;
        }
        match memchr::memmem::find(&self.bytes[self.found..], named.as_bytes()) {
            Some(at) => {
                self.found += at;
                self.starts.partition_point(|start| *start <= self.found) as u32
            }
            None => {
                self.trials += 1;
                0
            }
        }
    }
}

/// The line of the front matter that begins with this key, by its number.
fn line_of(bytes: &[u8], key: &str) -> Option<(u32, String)> {
    let mut lines = bytes.split(|byte| *byte == b'\n').zip(1_u32..);
    let (first, _) = lines.next()?;
    let first = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(first);
    if first.trim_ascii_end() != b"---" {
        return None;
    }
    let mut block = lines.take_while(|(line, _)| !matches!(line.trim_ascii_end(), b"---" | b"..."));
    block.find_map(|(line, number)| {
        let text = shown(line);
        let rest = text.trim_start_matches(['"', '\'']).strip_prefix(key)?;
        rest.trim_start_matches(['"', '\'', ' '])
            .starts_with(':')
            .then_some((number, text))
    })
}

/// Points at the first thing that the message puts between backticks and that stands in the line.
fn named_in(at: &mut Location, line: &str, message: &str) {
    let named = message.split('`').skip(1).step_by(2);
    let place = named
        .filter(|name| !name.is_empty())
        .find_map(|name| line.find(name));
    if let Some(place) = place {
        at.column = line[..place].chars().count() as u32 + 1;
    }
}

fn shown(line: &[u8]) -> String {
    String::from_utf8_lossy(line.trim_ascii_end()).into_owned()
}
