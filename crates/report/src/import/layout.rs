//! How a file falls into records: told from its first block, or said by the author.
//!
//! It must not know what a record means.

use super::form::Kind;
use super::table::{self, Header};
use super::{Reading, feed, shapes};

/// How a file falls into records.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Layout {
    Unknown,
    /// Values of any layout, found by their brackets.
    Values,
    /// One record a line, whatever the record is.
    Lines,
    /// One record a row under the names of the first row.
    Table(Header),
    /// The items of an RSS or Atom feed.
    Feed,
    /// Something else: a page, a log, prose.
    Foreign,
}

/// Records that stand one a line make a broken one harmless; anything else is found by its brackets.
pub(super) fn layout(start: &str, reading: &Reading) -> Layout {
    match reading.format.map(|format| format.0) {
        Some(Kind::Json) => return Layout::Values,
        Some(Kind::Lines) => return Layout::Lines,
        Some(Kind::Feed) => return Layout::Feed,
        Some(Kind::Table(separator)) => {
            return table::header(start, Some(separator)).map_or(Layout::Foreign, Layout::Table);
        }
        Some(Kind::Records(_)) | None => {}
    }
    let mut lines = start
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    if start.trim_start().starts_with('[') {
        // A line that is a whole array may be one of many.
        let first = lines.next().is_some_and(is_whole);
        let second = lines
            .next()
            .is_some_and(|line| line.starts_with(['{', '[']));
        return if first && second {
            Layout::Lines
        } else {
            Layout::Values
        };
    }
    let json_lines = lines
        .take(8)
        .any(|line| line.starts_with('{') && is_whole(line));
    let begins = |sign: &str| start.trim_start().starts_with(sign);
    if json_lines {
        Layout::Lines
    } else if begins("{") || begins("window.") {
        Layout::Values
    } else {
        if feed::is_feed(start) {
            return Layout::Feed;
        }
        let forced = reading.format.is_some();
        table::header(start, None)
            .filter(|header| forced || shapes::is_header(&header.columns, &reading.mapping))
            .map_or(Layout::Foreign, Layout::Table)
    }
}

fn is_whole(line: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}
