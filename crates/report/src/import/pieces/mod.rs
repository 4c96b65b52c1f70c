//! A stream of text becomes pieces of JSON: the elements of arrays, the lines of JSONL, values one after another.
//!
//! One piece at a time is in memory. Nothing is understood here beyond where a value begins and ends; a piece that is
//! broken is handed on as such, and the next one is found. It must not know tweets.

mod values;

use super::decode::Decode;
use super::layout::{Layout, layout};
use super::piece::Piece;
use super::reason::Reason;
use super::table::{self, Header};
use super::{Reading, feed};
use memchr::memchr;
use std::collections::VecDeque;

/// The longest piece; API pages and timelines are a few megabytes.
const LONGEST: usize = 64 << 20;

/// The pieces of one file.
pub(super) struct Pieces<'r> {
    decode: Decode<'r>,
    buffer: String,
    /// Where in the buffer the next piece is looked for.
    at: usize,
    /// Line and offset of `at`.
    line: u64,
    offset: u64,
    layout: Layout,
    reading: &'r Reading,
    in_array: bool,
    /// The white space before the next value when it is the first on its line.
    indent: Option<String>,
    ended: bool,
    searches: u32,
    ready: VecDeque<Piece>,
}

/// The byte order mark, as text.
const MARK: char = '\u{feff}';

impl<'r> Pieces<'r> {
    pub(super) fn new(decode: Decode<'r>, reading: &'r Reading) -> Self {
        Self {
            decode,
            buffer: String::new(),
            at: 0,
            line: 1,
            offset: 0,
            layout: Layout::Unknown,
            reading,
            in_array: false,
            indent: Some(String::new()),
            ended: false,
            searches: 0,
            ready: VecDeque::new(),
        }
    }

    /// The next piece, or `None` at the end.
    pub(super) fn next(&mut self) -> Option<Piece> {
        if let Some(piece) = self.ready.pop_front() {
            return Some(piece);
        }
        if self.layout == Layout::Unknown {
            self.fill();
            self.layout = match self.decode.in_lines {
                true => Layout::Lines,
                false => layout(&self.buffer, self.reading),
            };
            if let Layout::Table(_) = &self.layout {
                self.skip(b"");
                let end = self.find_line_end(self.at);
                self.advance(end);
            }
        }
        match &self.layout {
            Layout::Lines => self.next_line(),
            Layout::Table(header) => {
                let header = header.clone();
                self.next_row(&header)
            }
            Layout::Values => self.next_value(),
            Layout::Feed => self.next_item(),
            Layout::Foreign | Layout::Unknown => self.foreign(),
        }
    }

    /// All of a file that is no file of tweets, as one piece that shows how it begins.
    fn foreign(&mut self) -> Option<Piece> {
        if !self.skip(b"") {
            return None;
        }
        let end = self.find_line_end(self.at);
        let piece = self.take(end, Some(Reason::UnknownShape));
        loop {
            self.advance(self.buffer.len());
            if !self.fill() {
                return Some(piece);
            }
        }
    }

    /// Line and offset of what comes next.
    pub(super) fn place(&self) -> (u64, u64) {
        (self.line, self.offset)
    }

    /// The reader, for its notes, length and hash.
    pub(super) fn decode(&self) -> &Decode<'r> {
        &self.decode
    }

    fn fill(&mut self) -> bool {
        if self.at > 0 && self.at >= self.buffer.len() / 2 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let more = !self.ended && self.decode.fill(&mut self.buffer);
        self.ended = !more;
        more
    }

    /// Moves on to `to` in the buffer.
    fn advance(&mut self, to: usize) {
        let passed = &self.buffer.as_bytes()[self.at..to];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.offset += passed.len() as u64;
        self.at = to;
    }

    /// The text up to `to` as a piece.
    fn take(&mut self, to: usize, broken: Option<Reason>) -> Piece {
        let piece = Piece {
            text: self.buffer[self.at..to].to_owned(),
            line: self.line,
            offset: self.offset,
            broken,
            mended: false,
        };
        self.advance(to);
        piece
    }

    /// Passes over white space and what stands between values; `false` at the end of the input.
    fn skip(&mut self, between: &[u8]) -> bool {
        loop {
            let rest = &self.buffer.as_bytes()[self.at..];
            match rest
                .iter()
                .position(|b| !b.is_ascii_whitespace() && !between.contains(b))
            {
                Some(length) => {
                    self.note_indent(self.at + length);
                    self.advance(self.at + length);
                    // Where files were joined, the mark of the second stands in the middle.
                    if !self.buffer[self.at..].starts_with(MARK) {
                        return true;
                    }
                    self.advance(self.at + MARK.len_utf8());
                }
                None => {
                    self.note_indent(self.buffer.len());
                    self.advance(self.buffer.len());
                    if !self.fill() {
                        return false;
                    }
                }
            }
        }
    }

    /// Remembers how the line begins that ends, so far, at `to`.
    fn note_indent(&mut self, to: usize) {
        let passed = &self.buffer[self.at..to];
        if let Some(newline) = passed.rfind('\n') {
            let line = &passed[newline + 1..];
            self.indent = line
                .chars()
                .all(char::is_whitespace)
                .then(|| line.to_owned());
        } else if passed.chars().all(char::is_whitespace) {
            if let Some(indent) = &mut self.indent {
                indent.push_str(passed);
            }
        } else {
            self.indent = None;
        }
    }

    fn next_line(&mut self) -> Option<Piece> {
        if !self.skip(b"\x1e") {
            return None;
        }
        let end = self.find_line_end(self.at);
        // What `skip` stops at is kept, even where Unicode takes it for white space: each turn reads on.
        let text = &self.buffer[self.at..end];
        let end = self.at + text.trim_ascii_end().len();
        let broken = (end - self.at > LONGEST).then_some(Reason::TooLong);
        Some(self.take(end, broken))
    }

    fn next_row(&mut self, header: &Header) -> Option<Piece> {
        if !self.skip(b"\n") {
            return None;
        }
        loop {
            let rest = &self.buffer.as_bytes()[self.at..];
            if let Some(length) = table::row_end(rest, header, self.ended) {
                let mut piece = self.take(self.at + length, None);
                piece.text = table::to_json(&piece.text, header);
                return Some(piece);
            }
            self.fill();
        }
    }

    fn next_item(&mut self) -> Option<Piece> {
        loop {
            match feed::item_begin(&self.buffer[self.at..]) {
                Some(length) => {
                    self.advance(self.at + length);
                    break;
                }
                None => {
                    // What stands between items is of no use, but a tag may be cut in two here.
                    let mut keep = self.buffer.len().saturating_sub(16).max(self.at);
                    while !self.buffer.is_char_boundary(keep) {
                        keep -= 1;
                    }
                    self.advance(keep);
                    if !self.fill() {
                        return None;
                    }
                }
            }
        }
        loop {
            let text = &self.buffer[self.at..];
            if let Some(length) = feed::item_end(text) {
                let mut piece = self.take(self.at + length, None);
                match feed::to_json(&piece.text) {
                    Ok(json) => piece.text = json,
                    Err(why) => piece.broken = Some(Reason::NotXml(why)),
                }
                return Some(piece);
            }
            let long = text.len() > feed::LONGEST_ITEM;
            if long || !self.fill() {
                let reason = if long {
                    Reason::TooLong
                } else {
                    Reason::CutOff
                };
                return Some(self.take(self.buffer.len(), Some(reason)));
            }
        }
    }

    /// Where the line that `from` is on ends, reading on as needed.
    fn find_line_end(&mut self, from: usize) -> usize {
        let mut searched = from - self.at;
        loop {
            if let Some(length) = memchr(b'\n', &self.buffer.as_bytes()[self.at + searched..]) {
                return self.at + searched + length;
            }
            searched = self.buffer.len() - self.at;
            if searched > 2 * LONGEST || !self.fill() {
                return self.buffer.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let reading = Reading::default();
        let mut pieces = Pieces::new(Decode::new(reader), &reading);
        let mut seen = Vec::new();
        while let Some(piece) = pieces.next() {
            let mark = if piece.broken.is_some() { "!" } else { "" };
            let text = piece.text.split_whitespace().collect::<String>();
            seen.push(format!("{}{mark} {text}", piece.line));
        }
        seen
    }

    #[test]
    fn arrays_lines_and_values_are_found() {
        for (text, expected) in [
            (
                "[{\"a\":1},\n {\"b\":[2]}]",
                &["1 {\"a\":1}", "2 {\"b\":[2]}"][..],
            ),
            (
                "{\"a\":1}\r\n\r\nnoise\n{\"b\":\"\u{2028}}{\"}\n",
                &["1 {\"a\":1}", "3 noise", "4 {\"b\":\"}{\"}"],
            ),
            ("{\n\"a\":\n1}{\"b\":2}", &["1 {\"a\":1}", "3 {\"b\":2}"]),
            ("window.YTD.tweet.part0 = [ {\"a\":1} ]", &["1 {\"a\":1}"]),
            ("", &[]),
            ("[]", &[]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn a_broken_element_costs_only_itself() {
        for (text, expected) in [
            // A file that ends too early.
            ("[{\"a\":1},{\"b\":", &["1 {\"a\":1}", "1! {\"b\":"][..]),
            // A quote is missing.
            (
                "[\n {\"a\":\"1},\n {\"b\":\"2\"},\n {\"c\":3}\n]",
                &["2! {\"a\":\"1},", "3 {\"b\":\"2\"}", "4 {\"c\":3}"],
            ),
            // A bracket is missing.
            (
                "[\n {\"a\":{},\n {\"b\":2},\n {\"c\":3}\n]",
                &["2! {\"a\":{},", "3 {\"b\":2}", "4 {\"c\":3}"],
            ),
            // A wrapper that ends too early keeps its records.
            (
                "{\"h\":\"x\",\n\"tweets\":[{\"a\":1},\n{\"b\":{\"c\":1},",
                &[
                    "1 {\"h\":\"x\",\"tweets\":[{\"a\":1}]}",
                    "3! {\"b\":{\"c\":1},",
                ],
            ),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_wrapper_comes_in_parts_that_each_read_whole() {
        let record = format!("{{\"t\":\"{}\"}}", "x".repeat(1 << 20));
        let text = format!(
            "{{\"h\":1,\n\"tweets\":[\n{}]}}",
            [record.as_str(); 20].join(",\n")
        );
        let reader = Box::new(std::io::Cursor::new(text.into_bytes()));
        let reading = Reading::default();
        let mut pieces = Pieces::new(Decode::new(reader), &reading);
        let (mut records, mut parts) = (0, 0);
        while let Some(piece) = pieces.next() {
            let value: serde_json::Value = serde_json::from_str(&piece.text).unwrap();
            assert_eq!(value["h"], 1);
            records += value["tweets"].as_array().unwrap().len();
            parts += 1;
        }
        assert_eq!((records, parts > 1), (20, true));
    }
}
