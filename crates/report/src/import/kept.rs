//! The tweets that are kept while files are read, and what becomes of the other records.
//!
//! It must not know files.

use super::found::Note;
use super::store::Store;
use super::{Options, Rejected};
use crate::dataset::ImportCounts;
use crate::tweet::Tweet;
use chrono::{DateTime, Utc};

/// How much of a record is kept in `rejected.jsonl`.
const RECORD_KEPT: usize = 16 * 1024;
/// How much of all records together; beyond it only how each begins.
const RECORDS_KEPT: usize = 64 << 20;
const BEGINNING_KEPT: usize = 200;

/// Tweets by id, and what became of the others.
pub(super) struct Kept<'a> {
    pub(super) options: &'a Options,
    pub(super) store: Store,
    pub(super) notes: Vec<(Note, Rejected)>,
    pub(super) counts: ImportCounts,
    /// Bytes of records set aside so far.
    kept_bytes: usize,
    set_aside: &'a mut dyn FnMut(Rejected),
}

impl<'a> Kept<'a> {
    pub(super) fn new(
        options: &'a Options,
        store: Store,
        set_aside: &'a mut dyn FnMut(Rejected),
    ) -> Self {
        Self {
            options,
            store,
            notes: Vec::new(),
            counts: ImportCounts::default(),
            kept_bytes: 0,
            set_aside,
        }
    }

    /// Counts a record that cannot be used and sets it aside.
    pub(super) fn reject(&mut self, mut record: Rejected) {
        if self.kept_bytes > RECORDS_KEPT {
            record.record = cut(record.record, BEGINNING_KEPT);
        }
        self.kept_bytes += record.record.len();
        self.counts.read += 1;
        self.counts.rejected += 1;
        (self.set_aside)(record);
    }

    /// Counts a long text: as another record of its tweet where that was found.
    pub(super) fn take_note(&mut self, note: &Note, record: Rejected, placed: bool) {
        if placed {
            self.counts.read += 1;
            self.counts.duplicates += 1;
        } else if is_inside(self.options, note.time) {
            self.reject(record);
        } else {
            self.counts.read += 1;
            self.counts.outside += 1;
        }
    }
}

/// Whether a moment lies on the days asked for.
fn is_inside(options: &Options, time: DateTime<Utc>) -> bool {
    let day = time.with_timezone(&options.zone).date_naive();
    let early = options.from.is_some_and(|from| day < from);
    let late = options.to.is_some_and(|to| day > to);
    !early && !late
}

/// Counts tweets and keeps those that have their place in the window, each with what was seen of it.
pub(super) fn take<B: AsRef<[u8]> + Send + Sync>(
    options: &Options,
    store: &mut Store,
    counts: &mut ImportCounts,
    mut tweets: Vec<(Tweet, B)>,
) {
    counts.read += tweets.len() as u64;
    tweets.retain(|(tweet, _)| match tweet.time {
        None => {
            counts.without_time += 1;
            false
        }
        Some(time) => {
            let inside = is_inside(options, time);
            counts.outside += u64::from(!inside);
            inside
        }
    });
    let all = tweets.len() as u64;
    let new = store.add(tweets);
    counts.kept += new;
    counts.duplicates += all - new;
}

/// A record as `rejected.jsonl` has it.
pub(super) fn shortened(record: String) -> String {
    cut(record, RECORD_KEPT)
}

fn cut(mut record: String, longest: usize) -> String {
    if record.len() > longest {
        let end = (0..=longest).rev().find(|i| record.is_char_boundary(*i));
        record.truncate(end.unwrap_or(0));
        record.shrink_to_fit();
    }
    record
}
