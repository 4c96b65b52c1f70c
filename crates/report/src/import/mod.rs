//! Raw files of tweets, in any known format, become a dataset: normalised, within a window, each tweet once.
//!
//! `unpack` (packed bytes to bytes) -> `decode` (bytes to text) -> `pieces` (text to JSON values) -> `record` and `shapes` (values to tweets) -> `gather`
//! (tweets to a dataset). One batch of values at a time is in memory; the tweets kept wait in a `store`. Reading never fails as a whole: a
//! record that cannot be read is set aside and told. It must not touch the disk: readers come in as parameters.

pub mod archive;
mod context;
mod cut;
mod days;
mod decode;
mod draft;
mod feed;
pub(crate) mod finish;
mod form;
mod format;
pub(crate) mod found;
pub(crate) mod gather;
mod id;
pub(crate) mod join;
mod json;
mod kept;
mod key;
mod layout;
pub(crate) mod lines;
mod mapping;
mod members;
mod merge;
mod notes;
mod number;
#[cfg(feature = "parquet")]
mod parquet;
mod piece;
mod pieces;
mod python;
mod reason;
mod record;
mod retweets;
mod scan;
mod shapes;
pub(crate) mod store;
mod table;
mod text;
mod time;
mod told;
mod unpack;

pub use form::Form;
pub use lines::Spool;
pub use mapping::Mapping;
pub use unpack::Bytes;

use crate::dataset::Dataset;
use crate::tweet::Tweet;
use chrono::{DateTime, FixedOffset, NaiveDate};
use post::Diagnostic;
use serde::{Deserialize, Serialize};
use std::io::{self, Cursor, Write};

const KNOWN_FORMATS_EN: &str = "known are: x-kit days and timelines, API v2 pages and flattened tweets, API v1.1, GraphQL \
     responses, the personal archive, twscrape, snscrape, Apify, twitterapi.io, twitter-web-exporter, Weibo crawlers, \
     Nitter and RSSHub feeds, Bluesky, Mastodon, tables (CSV, TSV), JSON or JSONL with one tweet a record, and tweets.jsonl of this program; packed as gzip, Zstandard or ZIP, too; Parquet where the program was built with it. A table with other columns needs --mapping";
const KNOWN_FORMATS_ZH: &str = "已知格式：x-kit 的每日文件与时间线、API v2 的分页与展平推文、API v1.1、GraphQL 响应、个人存档、twscrape、snscrape、Apify、twitterapi.io、\
     twitter-web-exporter、各种微博爬虫、Nitter 与 RSSHub 订阅源、Bluesky、Mastodon、表格（CSV、TSV）、\
     每条记录一条推文的 JSON 或 JSONL，以及本程序的 tweets.jsonl；gzip、Zstandard、ZIP 压缩的也可以；编译时带 parquet 特性的还能读 Parquet。列名不同的表格请用 --mapping";

/// The text of a small file, and the name of its encoding where that is not UTF-8.
pub fn decoded(bytes: &[u8]) -> (String, Option<&'static str>) {
    let mut decode = decode::Decode::new(Box::new(bytes));
    let mut text = String::new();
    while decode.fill(&mut text) {}
    (text, decode.notes.encoding)
}

/// One input.
pub struct Source {
    /// Its name as the author knows it; only its last part is stored.
    pub file: String,
    /// Its bytes.
    pub reader: Box<dyn Bytes>,
    /// The `account.js` beside it, where it is part of a personal archive that was unpacked.
    pub account: Option<Box<dyn Bytes>>,
}

/// What the author says about how to read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The format, where it is not to be told from the files.
    pub format: Option<Form>,
    /// Which columns hold what.
    pub mapping: Mapping,
    /// When the files were collected: what times such as `5 分钟前` are relative to.
    pub as_of: Option<DateTime<FixedOffset>>,
}

/// What the author wants of the inputs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The dataset's name: ASCII letters, digits, `_` and `-`.
    pub dataset: String,
    /// The first day; the day of the earliest tweet if not given.
    pub from: Option<NaiveDate>,
    /// The last day, included; the day of the latest tweet if not given.
    pub to: Option<NaiveDate>,
    /// The zone days are days in, and that of times without a zone.
    pub zone: FixedOffset,
    /// When the report counts as written.
    pub now: Option<DateTime<FixedOffset>>,
    /// How to read the files.
    pub reading: Reading,
}

/// What the inputs gave.
#[derive(Debug)]
pub struct Imported {
    /// Identity, window, inputs and counts.
    pub dataset: Dataset,
    /// The tweets kept, by time and id.
    pub tweets: Vec<Tweet>,
    /// The records set aside, by file and place.
    pub rejected: Vec<Rejected>,
    /// What to tell the author; an error means that the dataset is not to be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// A record set aside: a line of `rejected.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rejected {
    /// The file's name.
    pub file: String,
    /// The record's first line, from 1.
    pub line: u64,
    /// Bytes before the record in the file's text, as UTF-8.
    pub offset: u64,
    /// Why, in English.
    pub reason: String,
    /// The record, cut off after 16 KB; of those beyond the first 64 MB, the first 200 bytes.
    pub record: String,
}

/// What the inputs gave, the tweets still in their spool.
#[derive(Debug)]
pub struct Streamed {
    /// Identity, window, inputs and counts.
    pub dataset: Dataset,
    /// What to tell the author; an error means that the dataset is not to be used.
    pub diagnostics: Vec<Diagnostic>,
    store: store::Store,
    /// By time and id.
    order: Vec<u32>,
}

impl Streamed {
    /// Writes the tweets kept as `tweets.jsonl`.
    ///
    /// # Errors
    /// What `out` or the spool refuses.
    pub fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for &place in &self.order {
            match self.store.line(place) {
                Some(line) => out.write_all(line)?,
                None => return Err(self.store.gone()),
            }
        }
        Ok(())
    }

    /// What is told of the dataset, and the tweets' lines alone with where each stands, in order.
    pub(crate) fn apart(self) -> (Dataset, Vec<Diagnostic>, lines::Lines, Vec<store::Span>) {
        let (lines, spans) = self.store.into_lines(&self.order);
        (self.dataset, self.diagnostics, lines, spans)
    }

    /// All at once in memory.
    fn loaded(self, rejected: Vec<Rejected>) -> Imported {
        let Self {
            dataset,
            mut diagnostics,
            mut store,
            order,
        } = self;
        let tweets = store.tweets(&order).unwrap_or_else(|error| {
            diagnostics.push(told::spool_refused(&error));
            Vec::new()
        });
        Imported {
            dataset,
            tweets,
            rejected,
            diagnostics,
        }
    }
}

/// Reads tweets of any known format into a dataset. The result does not depend on the order of `sources`, nor on the
/// number of threads.
pub fn import(sources: impl IntoIterator<Item = Source>, options: &Options) -> Imported {
    let mut rejected = Vec::new();
    let memory = Box::new(Cursor::new(Vec::new()));
    let read = import_to(sources, options, memory, &mut |one| rejected.push(one));
    read.loaded(rejected)
}

/// [`import`] for more tweets than fit into memory: they wait in `spool`, and the records set aside are handed to `set_aside`, in
/// the order of `rejected.jsonl`, instead of kept.
pub fn import_to(
    sources: impl IntoIterator<Item = Source>,
    options: &Options,
    spool: Box<dyn Spool>,
    set_aside: &mut dyn FnMut(Rejected),
) -> Streamed {
    let gathered = gather::read(sources, options, spool, set_aside);
    finish::finish(gathered, options, set_aside)
}
