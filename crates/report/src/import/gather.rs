//! The records of all files, read in the order of the files' names: counted, and each tweet once.
//!
//! It must not know any format.

use super::context::{Context, Owner};
use super::decode::Decode;
use super::finish::Gathered;
use super::format::Format;
use super::found::{Found, Item};
use super::id;
use super::kept::{Kept, shortened, take};
use super::lines::Spool;
use super::members::{self, Members};
#[cfg(feature = "parquet")]
use super::parquet;
use super::piece::Piece;
use super::pieces::Pieces;
use super::reason::Reason;
use super::record;
use super::store::Store;
use super::told::{about_bytes, about_reasons, about_times, excerpt, no_tweets};
use super::unpack::{self, Tally, Unpacked};
use super::{Options, Rejected, Source};
use crate::dataset::Input;
use crate::tweet::Tweet;
use post::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How much text is read before its pieces are parsed in parallel.
const BATCH: usize = 4 << 20;
/// In a file of rounded ids all look so; of whole ones, one in 250 does by chance.
const SUSPECTS_IN_ROUNDED_FILES: u64 = 20;

/// One file's share of the result.
#[derive(Default)]
struct FileReport {
    input: Option<Input>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads files.
pub(crate) fn read(
    sources: impl IntoIterator<Item = Source>,
    options: &Options,
    spool: Box<dyn Spool>,
    set_aside: &mut dyn FnMut(Rejected),
) -> Gathered {
    let mut kept = Kept::new(options, Store::new(spool), set_aside);
    // Files are read in the order of their names, so that nothing depends on the order they were named in.
    let mut sources: Vec<Source> = sources.into_iter().collect();
    sources.sort_by(|a, b| (short(&a.file), &a.file).cmp(&(short(&b.file), &b.file)));
    let mut reports: Vec<FileReport> = Vec::new();
    for source in sources {
        read_source(source, &mut kept, &mut reports);
    }
    let (mut inputs, mut diagnostics) = (Vec::new(), Vec::new());
    for report in reports {
        inputs.extend(report.input);
        diagnostics.extend(report.diagnostics);
    }
    Gathered {
        store: kept.store,
        notes: kept.notes,
        counts: kept.counts,
        inputs,
        diagnostics,
    }
}

/// The last part of a file's path.
fn short(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Reads a file, or each file inside it.
fn read_source(source: Source, kept: &mut Kept<'_>, reports: &mut Vec<FileReport>) {
    let file = short(&source.file).to_owned();
    if file.starts_with("._") {
        let skipped = Diagnostic::note(
            "import-appledouble",
            "skipped: a file that macOS puts beside the real one",
            "已跳过：macOS 的附属文件，不含推文",
        );
        return reports.push(FileReport {
            input: None,
            diagnostics: vec![skipped.at(file, 0, 0)],
        });
    }
    let tally = Tally::default();
    let owner = source.account.map_or_else(Owner::default, members::account);
    match unpack::open(source.reader, &tally) {
        Unpacked::Stream(stream) => {
            reports.push(read_file(&file, Decode::new(stream), &tally, owner, kept));
        }
        #[cfg(feature = "parquet")]
        Unpacked::Parquet(whole) => reports.push(match parquet::lines(whole, &tally) {
            Ok(lines) => read_file(&file, Decode::lines(lines), &tally, owner, kept),
            Err(why) => unreadable(&file, why, kept),
        }),
        Unpacked::Zip(zip) => match Members::open(zip) {
            Ok(mut zip) => {
                let owner = zip.owner();
                for (at, name) in zip.names().iter().enumerate() {
                    let name = format!("{file}/{name}");
                    let tally = Tally::default();
                    reports.push(match zip.read(at) {
                        Ok(member) => {
                            let decode = Decode::new(unpack::member(member, &tally));
                            read_file(&name, decode, &tally, owner.clone(), kept)
                        }
                        Err(why) => unreadable(&name, why, kept),
                    });
                }
                if zip.names().is_empty() {
                    reports.push(FileReport {
                        input: None,
                        diagnostics: vec![no_tweets(&file)],
                    });
                }
            }
            Err(why) => reports.push(unreadable(&file, why, kept)),
        },
    }
}

/// A file of which nothing can be read, counted as one record.
fn unreadable(file: &str, why: String, kept: &mut Kept<'_>) -> FileReport {
    let reason = if why.contains("200 times") {
        Reason::Bomb
    } else {
        Reason::Damaged(why)
    };
    kept.reject(Rejected {
        file: file.to_owned(),
        line: 1,
        offset: 0,
        reason: reason.text().en,
        record: String::new(),
    });
    FileReport {
        input: None,
        diagnostics: about_reasons(file, BTreeMap::from([(reason, (1, 1, String::new()))])),
    }
}

fn read_file(
    file: &str,
    decode: Decode<'_>,
    tally: &Tally,
    owner: Owner,
    kept: &mut Kept<'_>,
) -> FileReport {
    let options = kept.options;
    let context = Context {
        zone: options.zone,
        reading: &options.reading,
        owner,
    };
    let mut report = FileReport::default();
    let mut pieces = Pieces::new(decode, &options.reading);
    let mut formats: BTreeMap<Format, u64> = BTreeMap::new();
    let mut reasons: BTreeMap<Reason, (u64, u64, String)> = BTreeMap::new();
    let mut timeless: Option<(u64, u64)> = None;
    let (mut records, mut whole, mut suspects) = (0, 0, 0);
    let before = kept.counts;
    let mut batch = next_batch(&mut pieces);
    while !batch.is_empty() {
        // While one batch is understood, the next is read.
        let understand = || -> Vec<Vec<Found>> {
            let pieces = batch.par_iter();
            pieces.map(|piece| record::read(piece, &context)).collect()
        };
        let (found, next) = rayon::join(understand, || next_batch(&mut pieces));
        batch = next;
        // Whether a number that looks as floats leave them is one, the others of the file tell.
        for found in found.iter().flatten() {
            if let Ok(Item::Tweet(tweet, suspect)) = &found.result {
                suspects += u64::from(*suspect);
                whole += u64::from(tweet.id.bytes().all(|b| b.is_ascii_digit()));
            }
        }
        let by_chance = suspects * SUSPECTS_IN_ROUNDED_FILES < whole;
        let mut tweets = Vec::new();
        for found in found.into_iter().flatten() {
            records += 1;
            *formats.entry(found.format).or_default() += 1;
            let rejected = |reason: String, record: String| Rejected {
                file: file.to_owned(),
                line: found.line,
                offset: found.offset,
                reason,
                record: shortened(record),
            };
            match found.result {
                Ok(Item::Tweet(mut tweet, suspect)) => {
                    if suspect && by_chance {
                        trust(&mut tweet);
                    }
                    if tweet.time.is_none() {
                        timeless.get_or_insert((0, found.line)).0 += 1;
                    }
                    tweets.push((*tweet, []));
                }
                Ok(Item::Note(note)) => {
                    let record = rejected(Reason::NoteAlone.text().en, found.record);
                    kept.notes.push((note, record));
                }
                Err(reason) => {
                    let first = || (0, found.line, excerpt(&found.record));
                    reasons.entry(reason.clone()).or_insert_with(first).0 += 1;
                    kept.reject(rejected(reason.text().en, found.record));
                }
            }
        }
        take(options, &mut kept.store, &mut kept.counts, tweets);
    }
    let (line, offset) = pieces.place();
    let decode = pieces.decode();
    let mut notes = decode.notes.clone();
    // A file of which nothing could be unpacked is not empty.
    let bytes = match notes.failure {
        Some(_) => tally.bytes(),
        None => decode.bytes(),
    };
    // What the system refuses is one thing, what is wrong with packed data another.
    if let (Some(why), None) = (&notes.failure, tally.failure()) {
        let reason = if notes.bomb {
            Reason::Bomb
        } else {
            Reason::Damaged(why.clone())
        };
        reasons.insert(reason.clone(), (1, line, String::new()));
        records += 1;
        kept.reject(Rejected {
            file: file.to_owned(),
            line,
            offset,
            reason: reason.text().en,
            record: String::new(),
        });
        notes.failure = None;
    }
    formats.remove(&Format::Unknown);
    let format = formats
        .iter()
        .max_by_key(|(format, n)| (**n, std::cmp::Reverse(**format)))
        .map_or(Format::Unknown, |(format, _)| *format);
    report.input = Some(Input {
        file: file.to_owned(),
        bytes: tally.bytes(),
        hash: tally.hash(),
        format: format.name().to_owned(),
        records,
    });
    let found_tweets = kept.counts.rejected - before.rejected < records;
    report.diagnostics.extend(about_bytes(file, &notes, bytes));
    if decode.bytes() > 0 && !found_tweets && notes.container.is_none() {
        report.diagnostics.push(no_tweets(file));
    }
    report.diagnostics.extend(about_reasons(file, reasons));
    report
        .diagnostics
        .extend(timeless.map(|(n, line)| about_times(file, n, line)));
    report
}

/// An id that only chance made look like a rounded one.
fn trust(tweet: &mut Tweet) {
    let number = tweet
        .id
        .strip_prefix('~')
        .and_then(|digits| digits.parse().ok());
    if let Some(number) = number {
        tweet.id = format!("{number}");
        tweet.url = Some(id::tweet_url(&tweet.author.handle, number));
    }
}

fn next_batch(pieces: &mut Pieces<'_>) -> Vec<Piece> {
    let (mut batch, mut length) = (Vec::new(), 0);
    while length < BATCH
        && let Some(piece) = pieces.next()
    {
        length += piece.text.len();
        batch.push(piece);
    }
    batch
}
