//! What several readers gathered becomes one, as if one had read all their files; in which order they come does not matter.
//!
//! Tweets go into the store as they come. The records set aside have an order that is known when all are there, and may be many:
//! they wait in a spool of their own. It must not know how a part is written down.

use super::finish::Gathered;
use super::found::Note;
use super::kept::{Kept, take};
use super::lines::{Lines, Spool};
use super::store::Store;
use super::told::spool_refused;
use super::{Options, Rejected};
use crate::dataset::{ImportCounts, Input};
use crate::tweet::Tweet;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// What was gathered so far.
pub(crate) struct Join {
    options: Options,
    store: Store,
    counts: ImportCounts,
    aside: Lines,
    parts: Vec<Part>,
}

/// What is left of a reader's share when its tweets are taken.
struct Part {
    inputs: Vec<Input>,
    notes: Vec<(Note, Rejected)>,
    rejected: Vec<Aside>,
    /// Tells the records set aside from those of another part.
    hash: Xxh3,
}

/// Where a record that was set aside waits.
struct Aside {
    /// The file on the disk that it came in.
    file: Arc<str>,
    begin: u64,
    length: u32,
}

impl Join {
    /// Nothing yet: the tweets will wait in `spool`, the records set aside in `aside`.
    pub(crate) fn new(options: Options, spool: Box<dyn Spool>, aside: Box<dyn Spool>) -> Self {
        Self {
            options,
            store: Store::new(spool),
            counts: ImportCounts::default(),
            aside: Lines::new(aside),
            parts: Vec::new(),
        }
    }

    /// Begins with what another reader gathered: what it counted, and its files.
    pub(crate) fn begin(&mut self, counted: ImportCounts, inputs: Vec<Input>) {
        let ImportCounts {
            read,
            kept,
            duplicates,
            outside,
            without_time,
            rejected,
        } = counted;
        let counts = &mut self.counts;
        counts.outside += outside;
        counts.without_time += without_time;
        counts.duplicates += duplicates;
        // Tweets and records set aside are counted when they are taken; all others were read already.
        counts.read += read.saturating_sub(kept).saturating_sub(rejected);
        self.parts.push(Part {
            inputs,
            notes: Vec::new(),
            rejected: Vec::new(),
            hash: Xxh3::new(),
        });
    }

    /// Takes tweets, each with what was seen of it.
    pub(crate) fn tweets(&mut self, tweets: Vec<(Tweet, Vec<u8>)>) {
        take(&self.options, &mut self.store, &mut self.counts, tweets);
    }

    /// Takes a long text that looks for its tweet, and the record it came in.
    pub(crate) fn note(&mut self, note: Note, record: Rejected) {
        if let Some(part) = self.parts.last_mut() {
            part.notes.push((note, record));
        }
    }

    /// Takes a record that was set aside.
    ///
    /// # Errors
    /// None: a record is texts and numbers, all of which JSON has.
    pub(crate) fn reject(&mut self, record: &Rejected) -> serde_json::Result<()> {
        let line = serde_json::to_vec(record)?;
        if let Some(part) = self.parts.last_mut() {
            let name = first(&record.file);
            let before = part.rejected.last().filter(|before| &*before.file == name);
            let file = before.map_or_else(|| name.into(), |before| before.file.clone());
            part.hash.update(&line);
            part.rejected.push(Aside {
                file,
                begin: self.aside.end(),
                length: line.len() as u32,
            });
            self.aside.append([&line, &[]]);
        }
        Ok(())
    }

    /// All that was gathered, and what was wanted of it.
    pub(crate) fn finish(self, set_aside: &mut dyn FnMut(Rejected)) -> (Gathered, Options) {
        let Self {
            options,
            store,
            counts,
            mut aside,
            mut parts,
        } = self;
        parts.sort_by_cached_key(|part| {
            let inputs = part.inputs.iter();
            let inputs = inputs.map(|input| (input.file.clone(), input.hash.clone()));
            (inputs.collect::<Vec<_>>(), part.hash.digest128())
        });
        let (mut inputs, mut notes, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            inputs.extend(part.inputs);
            notes.extend(part.notes);
            rejected.extend(part.rejected);
        }
        // As in one reading: by the names of the files, and within a file as it was read.
        inputs.sort_by(|a, b| first(&a.file).cmp(first(&b.file)));
        notes.sort_by(|(_, a), (_, b)| first(&a.file).cmp(first(&b.file)));
        rejected.sort_by(|a, b| a.file.cmp(&b.file));
        let mut kept = Kept::new(&options, store, set_aside);
        kept.counts = counts;
        for one in rejected {
            let line = aside.get(one.begin, one.length as usize);
            match line.map(serde_json::from_slice) {
                Some(Ok(record)) => kept.reject(record),
                Some(Err(why)) => aside.fail(why),
                None => break,
            }
        }
        let failure = aside.failure();
        let gathered = Gathered {
            store: kept.store,
            notes,
            counts: kept.counts,
            inputs,
            diagnostics: failure.iter().map(spool_refused).collect(),
        };
        (gathered, options)
    }
}

/// The file on the disk, where a record's name tells the file inside an archive.
fn first(file: &str) -> &str {
    file.split('/').next().unwrap_or_default()
}
