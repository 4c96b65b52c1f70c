//! A part of a dataset, read and looked at by itself: what several machines make of their shares, and one joins.
//!
//! [`map`] reads files and looks at every tweet alone, which is most of the work; [`Parts::merge`] joins any number of parts, in any
//! order, and gives what [`crate::import`] and [`crate::analyse`] give of all files at once, byte for byte. A part holds the
//! tweets as they were read: what only the whole tells (copies of a tweet in two parts, the full text of a cut-off retweet) is
//! found out when all are there. It must not know where parts are kept, nor who carries them.

mod told;

use self::told::{broken, stranger, unclear};
use crate::analyse::{self, Rules, Seen};
use crate::dataset::{Dataset, ImportCounts, Input};
use crate::files;
use crate::import::found::Note;
use crate::import::join::Join;
use crate::import::lines::Lines;
use crate::import::store::Span;
use crate::import::{Options, Reading, Rejected, Source, Spool, finish, gather};
use crate::tweet::Tweet;
use chrono::{DateTime, FixedOffset, NaiveDate, Offset, Utc};
use post::Diagnostic;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{self, BufRead, Write};

/// The kind of file that this program writes and reads.
const VERSION: u32 = 2;
/// Another version of the program may look at tweets otherwise.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");
/// How many tweets are gone through at once.
const AT_ONCE: usize = 4096;

/// The first line: what all parts of a dataset must have in common, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    part: u32,
    program: String,
    rules: String,
    dataset: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    zone: i32,
    counts: ImportCounts,
    inputs: Vec<Input>,
    /// How many long texts look for their tweets.
    notes: u64,
}

/// Each further line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line<L> {
    Tweet(L),
    Note(Note, Rejected),
    Rejected(Rejected),
}

/// A tweet as the line of `tweets.jsonl`, and what was seen of it.
#[derive(Serialize)]
struct Looked<'t> {
    tweet: &'t Tweet,
    seen: Seen,
}

/// The same as it is read.
#[derive(Deserialize)]
struct Told<'t> {
    tweet: Tweet,
    #[serde(borrow)]
    seen: &'t RawValue,
}

impl Head {
    fn of(options: &Options, rules: &Rules) -> Self {
        Self {
            part: VERSION,
            program: PROGRAM.to_owned(),
            rules: rules.name(),
            dataset: options.dataset.clone(),
            from: options.from,
            to: options.to,
            zone: options.zone.local_minus_utc(),
            counts: ImportCounts::default(),
            inputs: Vec::new(),
            notes: 0,
        }
    }

    /// What was wanted of the files.
    fn options(&self) -> Options {
        Options {
            dataset: self.dataset.clone(),
            from: self.from,
            to: self.to,
            zone: FixedOffset::east_opt(self.zone).unwrap_or(Utc.fix()),
            now: None,
            reading: Reading::default(),
        }
    }

    /// Whether both are parts of one dataset, made by the same program under the same rules.
    fn goes_with(&self, other: &Self) -> bool {
        let key = |head: &Self| Self {
            counts: ImportCounts::default(),
            inputs: Vec::new(),
            notes: 0,
            ..head.clone()
        };
        key(self) == key(other)
    }
}

/// Reads files, looks at each of their tweets and writes the part to `out`; the tweets wait in `spool`. Returns what there is to tell, and how many
/// tweets the part has.
///
/// # Errors
/// What `out` refuses.
pub fn map(
    sources: impl IntoIterator<Item = Source>,
    options: &Options,
    rules: &Rules,
    spool: Box<dyn Spool>,
    out: &mut dyn Write,
) -> io::Result<(Vec<Diagnostic>, usize)> {
    let mut rejected = Vec::new();
    let mut read = gather::read(sources, options, spool, &mut |one| rejected.push(one));
    let order = read.store.order();
    let head = Head {
        counts: read.counts,
        inputs: read.inputs,
        notes: read.notes.len() as u64,
        ..Head::of(options, rules)
    };
    let mut put = |line: &[u8]| out.write_all(line).and_then(|()| out.write_all(b"\n"));
    put(&serde_json::to_vec(&head)?)?;
    for places in order.chunks(AT_ONCE) {
        let lines: Vec<Vec<u8>> = read
            .store
            .tweets(places)?
            .par_iter()
            .map(|tweet| {
                let seen = analyse::see(tweet, rules);
                let line = Line::Tweet(Looked { tweet, seen });
                serde_json::to_vec(&line).map_err(io::Error::from)
            })
            .collect::<Result<_, _>>()?;
        lines.iter().try_for_each(|line| put(line))?;
    }
    let notes = read
        .notes
        .into_iter()
        .map(|(note, record)| Line::<()>::Note(note, record));
    for line in notes.chain(rejected.into_iter().map(Line::Rejected)) {
        put(&serde_json::to_vec(&line)?)?;
    }
    Ok((read.diagnostics, order.len()))
}

/// Parts that were read, to be merged.
pub struct Parts {
    head: Head,
    /// The file of the first.
    file: String,
    join: Join,
}

/// All parts together.
pub struct Merged {
    /// Identity, window, inputs and counts.
    pub dataset: Dataset,
    /// What to tell the author; an error means that the dataset is not to be used.
    pub diagnostics: Vec<Diagnostic>,
    lines: Lines,
    spans: Vec<Span>,
}

impl Parts {
    /// Reads a part, which is told as `file`, and puts it to those `before`. Where there are none, two spools are asked for, in which
    /// the tweets and what is set aside wait.
    ///
    /// # Errors
    /// What is no part, is cut off, or belongs to other parts than those before.
    pub fn read(
        before: Option<Self>,
        file: &str,
        reader: &mut dyn BufRead,
        spool: &mut dyn FnMut() -> Box<dyn Spool>,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut text = Vec::new();
        let read = reader.read_until(b'\n', &mut text);
        read.map_err(|why| broken(file, 1, &why.to_string()))?;
        let head: Head = serde_json::from_slice(&text).map_err(|why| unclear(file, 1, &why))?;
        let mut all = before.unwrap_or_else(|| Self {
            head: head.clone(),
            file: file.to_owned(),
            join: Join::new(head.options(), spool(), spool()),
        });
        if !head.goes_with(&all.head) || head.part != VERSION || head.program != PROGRAM {
            return Err(stranger(file));
        }
        all.join.begin(head.counts, head.inputs);
        let (mut tweets, mut notes, mut rejected) = (0, 0, 0);
        let mut odd = None;
        let read = files::lines(reader, &mut |first, lines| {
            let read: Vec<_> = lines.par_iter().map(|line| understood(line)).collect();
            let mut some = Vec::with_capacity(read.len());
            for (i, line) in read.into_iter().enumerate() {
                let taken = match line {
                    Ok(Line::Tweet(tweet)) => {
                        some.push(tweet);
                        Ok(())
                    }
                    Ok(Line::Note(note, record)) => {
                        notes += 1;
                        all.join.note(note, record);
                        Ok(())
                    }
                    Ok(Line::Rejected(record)) => {
                        rejected += 1;
                        all.join.reject(&record)
                    }
                    Err(why) => Err(why),
                };
                if let Err(why) = taken {
                    // The first line was the head.
                    odd = Some(unclear(file, first as usize + 1 + i, &why));
                    return false;
                }
            }
            tweets += some.len() as u64;
            all.join.tweets(some);
            true
        });
        read.map_err(|(line, why)| broken(file, line as usize + 1, &why.to_string()))?;
        if let Some(odd) = odd {
            return Err(odd);
        }
        if (tweets, rejected, notes) != (head.counts.kept, head.counts.rejected, head.notes) {
            return Err(broken(file, 1, "it ends too soon"));
        }
        Ok(all)
    }

    /// The dataset's name.
    pub fn name(&self) -> &str {
        &self.head.dataset
    }

    /// Whether the tweets were weighed by these rules.
    ///
    /// # Errors
    /// Other rules.
    pub fn by(&self, rules: &Rules) -> Result<(), Box<Diagnostic>> {
        match self.head.rules == rules.name() {
            true => Ok(()),
            false => Err(stranger(&self.file)),
        }
    }

    /// Joins the parts; what they set aside is handed to `set_aside`, in the order of `rejected.jsonl`. `now` is when the report counts as
    /// written.
    pub fn merge(
        self,
        now: Option<DateTime<FixedOffset>>,
        set_aside: &mut dyn FnMut(Rejected),
    ) -> Merged {
        let (joined, options) = self.join.finish(set_aside);
        let options = Options { now, ..options };
        let whole = finish::finish(joined, &options, set_aside);
        let (dataset, diagnostics, lines, spans) = whole.apart();
        Merged {
            dataset,
            diagnostics,
            lines,
            spans,
        }
    }
}

impl Merged {
    /// Writes the tweets as `tweets.jsonl`, and gives what is known of each alone, in their order.
    ///
    /// # Errors
    /// What `out` or the spool refuses.
    pub fn write(self, rules: &Rules, out: &mut dyn Write) -> io::Result<Vec<Seen>> {
        let Self {
            mut lines, spans, ..
        } = self;
        let mut all = Vec::with_capacity(spans.len());
        let mut text = Vec::new();
        for spans in spans.chunks(AT_ONCE) {
            text.clear();
            let mut places = Vec::with_capacity(spans.len());
            for span in spans {
                let (length, beside) = (span.length as usize, span.beside as usize);
                let Some(both) = lines.get(span.begin, length + beside) else {
                    return Err(lines.gone());
                };
                out.write_all(&both[..length])?;
                places.push((text.len(), length));
                text.extend_from_slice(both);
            }
            let ends = places.iter().skip(1).map(|(begin, _)| *begin);
            let ends: Vec<usize> = ends.chain([text.len()]).collect();
            let seen = places.par_iter().zip(ends).map(|(&(begin, length), end)| {
                let (line, beside) = text[begin..end].split_at(length);
                match beside {
                    // What the whole changed is looked at again.
                    [] => serde_json::from_slice(line).map(|tweet| analyse::see(&tweet, rules)),
                    _ => serde_json::from_slice(beside),
                }
            });
            all.extend(seen.collect::<Result<Vec<Seen>, _>>()?);
        }
        Ok(all)
    }
}

/// A line of a part: of a tweet, what was seen of it stays as it is, but can be read.
fn understood(line: &[u8]) -> serde_json::Result<Line<(Tweet, Vec<u8>)>> {
    Ok(match serde_json::from_slice::<Line<Told<'_>>>(line)? {
        Line::Tweet(Told { tweet, seen }) => {
            serde_json::from_str::<Seen>(seen.get())?;
            Line::Tweet((tweet, seen.get().as_bytes().to_vec()))
        }
        Line::Note(note, record) => Line::Note(note, record),
        Line::Rejected(record) => Line::Rejected(record),
    })
}

#[cfg(test)]
mod tests;
