//! Values of any layout, one after another or in an array: each is found by its brackets, and a broken one costs only itself.
//!
//! It must not know lines, tables or feeds.

use super::super::piece::Piece;
use super::super::reason::Reason;
use super::super::scan::{Outcome, Scan};
use super::{LONGEST, Pieces};

/// From this length on an object that wraps an array of records is handed out in parts.
const PART: usize = 8 << 20;
/// How many times a file may be searched again after a broken element.
const MOST_SEARCHES: u32 = 100;

impl Pieces<'_> {
    pub(super) fn next_value(&mut self) -> Option<Piece> {
        loop {
            if !self.skip(b",;\x1e") {
                // An array that never ends, even where all its elements do, has lost some.
                return std::mem::take(&mut self.in_array)
                    .then(|| self.take(self.at, Some(Reason::CutOff)));
            }
            let rest = &self.buffer[self.at..];
            match rest.as_bytes()[0] {
                b'[' if !self.in_array => {
                    self.in_array = true;
                    self.indent = None;
                    self.advance(self.at + 1);
                }
                b']' if self.in_array => {
                    self.in_array = false;
                    self.advance(self.at + 1);
                }
                b'{' | b'[' => return Some(self.bracketed()),
                _ => {
                    // The parts of a personal archive are scripts: `window.YTD.tweet.part0 = [`.
                    let end = self.find_line_end(self.at);
                    let line = &self.buffer[self.at..end];
                    match line.split_once('=') {
                        Some((name, _)) if name.starts_with("window.") => {
                            self.advance(self.at + name.len() + 1);
                        }
                        _ => {
                            let end = self.at + line.trim_ascii_end().len();
                            let why = "a value of an unexpected kind".to_owned();
                            return Some(self.take(end, Some(Reason::NotJson(why))));
                        }
                    }
                }
            }
        }
    }

    /// The object or array that begins here.
    fn bracketed(&mut self) -> Piece {
        let mut scan = Scan::default();
        loop {
            let text = &self.buffer.as_bytes()[self.at..];
            match scan.run(text, self.indent.as_deref()) {
                Outcome::End(end) => return self.take(self.at + end, None),
                Outcome::Restart(next) => return self.unmatched(next),
                Outcome::Mismatch(at) => {
                    let next = self.same_indent().filter(|next| *next < at);
                    return self.unmatched(next.unwrap_or(at.max(1)));
                }
                Outcome::More => {}
            }
            let length = text.len();
            if length > PART
                && !self.in_array
                && let Some(piece) = self.part(&mut scan)
            {
                return piece;
            }
            if length > LONGEST {
                return self.hopeless(&scan, Reason::TooLong);
            }
            if !self.fill() {
                return self.hopeless(&scan, Reason::CutOff);
            }
        }
    }

    /// The records so far of an object that wraps a long array, as an object of its own; its head stays in the buffer,
    /// so that what follows reads as the same object with fewer records.
    fn part(&mut self, scan: &mut Scan) -> Option<Piece> {
        let (array, comma) = (scan.array?, scan.comma?);
        if array + 1 >= comma || array > PART / 8 {
            return None;
        }
        let (head, end) = (self.at + array + 1, self.at + comma);
        let mut text = self.buffer[self.at..end - 1].to_owned();
        text.push_str("]}");
        let piece = Piece {
            text,
            line: self.line,
            offset: self.offset,
            broken: None,
            mended: true,
        };
        // Counted so that the lines of the records are right; those of the head are of no use to anybody.
        let passed = &self.buffer.as_bytes()[head..end];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.offset += passed.len() as u64;
        self.buffer.replace_range(head..end, "");
        Some(piece)
    }

    /// A value that never ends. What can be saved of it is: the records before the break, and those after it.
    fn hopeless(&mut self, scan: &Scan, reason: Reason) -> Piece {
        let wrapper = !self.in_array && scan.array.is_some();
        if !wrapper && let Some(next) = self.same_indent() {
            return self.unmatched(next);
        }
        let end = self.buffer.len();
        let cut = scan.cut_shallow.or(scan.cut_any);
        let Some(cut) = cut.filter(|_| !self.in_array) else {
            self.in_array &= reason != Reason::CutOff;
            return self.take(end, Some(reason));
        };
        let mut piece = self.take(self.at + cut.at, None);
        for open in scan.stack[..cut.depth].iter().rev() {
            piece.text.push(if *open == b'{' { '}' } else { ']' });
        }
        piece.mended = true;
        self.skip(b",");
        let end = self.buffer.len();
        let rest = self.take(end, Some(reason));
        self.ready.push_back(rest);
        piece
    }

    /// A value whose brackets or quotes do not match; the next one begins at `next`.
    fn unmatched(&mut self, next: usize) -> Piece {
        self.searches += 1;
        let end = self.at + self.buffer[self.at..self.at + next].trim_end().len();
        let why = "brackets or quotes do not match".to_owned();
        self.take(end, Some(Reason::NotJson(why)))
    }

    /// Where a later line begins like the line this value begins on.
    fn same_indent(&self) -> Option<usize> {
        if self.searches >= MOST_SEARCHES {
            return None;
        }
        let sign = format!("\n{}{{", self.indent.as_deref()?);
        memchr::memmem::find(&self.buffer.as_bytes()[self.at..], sign.as_bytes())
    }
}
