//! What was found in one piece of JSON: tweets, long texts, and what is neither, each with its place.
//!
//! It must not know how formats are told apart, nor how they spell their fields.

use super::context::Context;
use super::draft::Draft;
use super::format::Format;
use super::id::Id;
use super::json::Json;
use super::piece::Piece;
use super::reason::Reason;
use super::{Reading, form};
use crate::tweet::Tweet;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One record: a tweet, or why it is none.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) format: Format,
    pub(super) result: Result<Item, Reason>,
    /// Line and offset of the record, and its text when it was set aside.
    pub(super) line: u64,
    pub(super) offset: u64,
    pub(super) record: String,
}

/// A long text that an archive keeps apart from its tweet.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(super) time: DateTime<Utc>,
    pub(super) text: String,
}

/// What a record is.
#[derive(Debug)]
pub(super) enum Item {
    /// A tweet; whether its id looks as floats leave ids.
    Tweet(Box<Tweet>, bool),
    Note(Note),
}

/// Collects the records of one piece.
pub(super) struct Records<'a> {
    /// What the records are read from.
    pub(super) text: &'a str,
    line: u64,
    offset: u64,
    mended: bool,
    context: &'a Context<'a>,
    pub(super) found: Vec<Found>,
    /// Up to where line ends were counted, and how many there were.
    counted: (usize, u64),
}

impl<'a> Records<'a> {
    /// None yet of a piece.
    pub(super) fn new(piece: &'a Piece, context: &'a Context<'a>) -> Self {
        Self {
            text: &piece.text,
            line: piece.line,
            offset: piece.offset,
            mended: piece.mended,
            context,
            found: Vec::new(),
            counted: (0, 0),
        }
    }

    /// Takes a tweet that a reader has found in `json`.
    pub(super) fn tweet(&mut self, json: Json<'a>, format: Format, draft: Draft<'a>) {
        let suspect = matches!(draft.id, Some(Id::Suspect(_)));
        match draft.finish(self.context) {
            Ok(tweet) => {
                let suspect = suspect && tweet.id.starts_with('~');
                self.place(json, format, Ok(Item::Tweet(Box::new(tweet), suspect)));
            }
            Err(reason) => self.reject(json, format, reason),
        }
    }

    /// Takes a long text that belongs to a tweet elsewhere.
    pub(super) fn note(&mut self, json: Json<'a>, note: Note) {
        self.reject(json, Format::Archive, Reason::NoteAlone);
        if let Some(found) = self.found.last_mut() {
            found.result = Ok(Item::Note(note));
        }
    }

    /// The format that the author insists on.
    pub(super) fn forced(&self) -> Option<Format> {
        match self.context.reading.format?.0 {
            form::Kind::Records(format) => Some(format),
            _ => None,
        }
    }

    /// Which columns the author says hold what.
    pub(super) fn reading(&self) -> &'a Reading {
        self.context.reading
    }

    /// Takes a tweet that was normalised before.
    pub(super) fn normalised(&mut self, json: Json<'a>, format: Format, tweet: Tweet) {
        self.place(json, format, Ok(Item::Tweet(Box::new(tweet), false)));
    }

    /// Sets a record aside.
    pub(super) fn reject(&mut self, json: Json<'a>, format: Format, reason: Reason) {
        self.place(json, format, Err(reason));
        if let Some(found) = self.found.last_mut() {
            found.record = json.0.to_owned();
        }
    }

    fn place(&mut self, json: Json<'a>, format: Format, result: Result<Item, Reason>) {
        let at = (json.0.as_ptr() as usize)
            .checked_sub(self.text.as_ptr() as usize)
            .filter(|at| *at <= self.text.len())
            .unwrap_or(0);
        // Records come in their order, so each line end is counted once.
        if at < self.counted.0 {
            self.counted = (0, 0);
        }
        let between = &self.text.as_bytes()[self.counted.0..at];
        let lines = memchr::memchr_iter(b'\n', between).count() as u64;
        self.counted = (at, self.counted.1 + lines);
        self.found.push(Found {
            format,
            result,
            line: self.line + self.counted.1,
            offset: self.offset + at as u64,
            record: String::new(),
        });
    }

    /// How many records were found so far.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether the piece is only part of a value, so that its last record may be incomplete.
    pub(super) fn is_mended(&self) -> bool {
        self.mended
    }
}
