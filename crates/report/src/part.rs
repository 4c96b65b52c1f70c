//! A part of a dataset, read and looked at by itself: what several machines make of their shares, and one joins.
//!
//! [`map`] reads files and looks at every tweet alone, which is most of the work; [`Parts::merge`] joins any number of parts, in any
//! order, and gives what [`crate::import`] and [`crate::analyse`] give of all files at once, byte for byte. A part holds the
//! tweets as they were read: what only the whole tells (copies of a tweet in two parts, the full text of a cut-off retweet) is
//! found out when all are there. It must not know where parts are kept, nor who carries them.

use crate::analyse::{self, Rules, Seen};
use crate::dataset::{ImportCounts, Input};
use crate::import::gather::{self, Part};
use crate::import::record::Note;
use crate::import::{Imported, Options, Rejected, Source, Spool};
use chrono::{DateTime, FixedOffset, NaiveDate, Offset, Utc};
use post::Diagnostic;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::HashMap;
use std::io::{BufRead, Write};
use xxhash_rust::xxh3::xxh3_64;

/// The kind of file that this program writes and reads.
const VERSION: u32 = 1;
/// Another version of the program may look at tweets otherwise.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

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
}

/// Each further line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Tweet(Box<Looked>),
    Note(Note, Rejected),
    Rejected(Rejected),
}

#[derive(Serialize, Deserialize)]
struct Looked {
    /// As the line of `tweets.jsonl`.
    tweet: Box<RawValue>,
    seen: Seen,
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
        }
    }

    /// Whether both are parts of one dataset, made by the same program under the same rules.
    fn goes_with(&self, other: &Self) -> bool {
        let key = |head: &Self| Self {
            counts: ImportCounts::default(),
            inputs: Vec::new(),
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
) -> std::io::Result<(Vec<Diagnostic>, usize)> {
    let mut rejected = Vec::new();
    let mut read = gather::read(sources, options, spool, &mut |one| rejected.push(one));
    let order = read.store.order();
    let head = Head {
        counts: read.counts,
        inputs: read.inputs,
        ..Head::of(options, rules)
    };
    let mut put = |line: &[u8]| out.write_all(line).and_then(|()| out.write_all(b"\n"));
    put(&serde_json::to_vec(&head)?)?;
    for places in order.chunks(4096) {
        let lines: Vec<Vec<u8>> = read
            .store
            .tweets(places)?
            .par_iter()
            .map(|tweet| {
                let line = Line::Tweet(Box::new(Looked {
                    seen: analyse::see(tweet, rules),
                    tweet: to_raw_value(tweet)?,
                }));
                serde_json::to_vec(&line).map_err(std::io::Error::from)
            })
            .collect::<Result<_, _>>()?;
        lines.iter().try_for_each(|line| put(line))?;
    }
    let notes = read
        .notes
        .into_iter()
        .map(|(note, record)| Line::Note(note, record));
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
    parts: Vec<Part>,
    /// By a hash of the tweet's line: one that is changed by the whole is looked at again.
    seen: HashMap<u64, Seen>,
}

/// All parts together.
pub struct Merged {
    /// What [`crate::import::import`] gives of all files.
    pub imported: Imported,
    /// What is known of each tweet alone, in their order.
    pub seen: Vec<Seen>,
}

impl Parts {
    /// Reads a part, which is told as `file`, and puts it to those `before`.
    ///
    /// # Errors
    /// What is no part, is cut off, or belongs to other parts than those before.
    pub fn read(
        before: Option<Self>,
        file: &str,
        reader: &mut dyn BufRead,
    ) -> Result<Self, Box<Diagnostic>> {
        let broken = |line: usize, why: String| broken(file, line, &why);
        let mut text = String::new();
        reader
            .read_line(&mut text)
            .map_err(|why| broken(1, why.to_string()))?;
        let head: Head = serde_json::from_str(&text).map_err(|why| broken(1, why.to_string()))?;
        let mut all = before.unwrap_or_else(|| Self {
            head: head.clone(),
            file: file.to_owned(),
            parts: Vec::new(),
            seen: HashMap::new(),
        });
        if !head.goes_with(&all.head) || head.part != VERSION || head.program != PROGRAM {
            return Err(stranger(file));
        }
        let mut part = Part {
            counts: head.counts,
            inputs: head.inputs,
            ..Part::default()
        };
        for number in 2.. {
            text.clear();
            let length = reader
                .read_line(&mut text)
                .map_err(|why| broken(number, why.to_string()))?;
            if length == 0 {
                break;
            }
            let unclear = |why: serde_json::Error| broken(number, why.to_string());
            match serde_json::from_str(&text).map_err(unclear)? {
                Line::Tweet(looked) => {
                    let line = looked.tweet.get();
                    all.seen.insert(xxh3_64(line.as_bytes()), looked.seen);
                    part.tweets
                        .push(serde_json::from_str(line).map_err(unclear)?);
                }
                Line::Note(note, record) => part.notes.push((note, record)),
                Line::Rejected(record) => part.rejected.push(record),
            }
        }
        let whole = part.tweets.len() as u64 == head.counts.kept
            && part.rejected.len() as u64 == head.counts.rejected;
        if !whole {
            return Err(broken(1, "it ends too soon".to_owned()));
        }
        all.parts.push(part);
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

    /// Joins the parts, whose tweets wait in `spool`. `now` is when the report counts as written.
    pub fn merge(
        self,
        now: Option<DateTime<FixedOffset>>,
        rules: &Rules,
        spool: Box<dyn Spool>,
    ) -> Merged {
        let Self {
            head,
            parts,
            mut seen,
            ..
        } = self;
        let options = Options {
            dataset: head.dataset,
            from: head.from,
            to: head.to,
            zone: FixedOffset::east_opt(head.zone).unwrap_or(Utc.fix()),
            now,
            reading: crate::import::Reading::default(),
        };
        let mut rejected = Vec::new();
        let joined = gather::join(parts, spool, &mut |one| rejected.push(one), &options);
        let mut whole = gather::finish(joined, &options, &mut |one| rejected.push(one));
        let looked: Vec<Option<Seen>> = whole
            .hashes()
            .into_iter()
            .map(|line| seen.remove(&line))
            .collect();
        drop(seen);
        let imported = whole.loaded(rejected);
        let seen = looked
            .into_par_iter()
            .zip(&imported.tweets)
            .map(|(seen, tweet)| seen.unwrap_or_else(|| analyse::see(tweet, rules)))
            .collect();
        Merged { imported, seen }
    }
}

fn broken(file: &str, line: usize, why: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "part",
            format!("this is not a whole part of a dataset: {why}"),
            format!("这不是数据集的完整部分：{why}"),
        )
        .at(file, line as u32, 0)
        .help(
            "make it again with `site analyse --map FILES… --dataset NAME -o PART`",
            "请用 `site analyse --map 文件… --dataset 名称 -o 部分` 重新生成",
        ),
    )
}

fn stranger(file: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "part",
            "this part was made for another dataset, other days, by another version, or under other rules of advertising",
            "这个部分属于别的数据集或日期，或由别的版本、别的广告规则生成",
        )
        .at(file, 1, 0)
        .help(
            "make all parts with the same options, the same program and the same `report.ads`",
            "请用相同的选项、相同的程序和相同的 `report.ads` 生成所有部分",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::to_jsonl;
    use crate::import::Reading;

    fn options() -> Options {
        Options {
            dataset: "demo_ai".into(),
            from: NaiveDate::from_ymd_opt(2025, 12, 3),
            to: None,
            zone: FixedOffset::east_opt(8 * 3600).unwrap(),
            now: None,
            reading: Reading::default(),
        }
    }

    fn memory() -> Box<dyn Spool> {
        Box::new(std::io::Cursor::new(Vec::new()))
    }

    /// Records with copies, cut-off retweets, two states of one tweet, an earlier day and things that are no tweets.
    fn records() -> Vec<String> {
        let deeds = [
            "OpenAI released GPT-5 today, and the whole office stopped to read the announcement together",
            "DeepSeek 开源了新的推理模型，大家都在本地试用，速度比想象的快很多",
            "限时优惠，加微信领取五折优惠码，名额有限",
            "I love how quickly this new compiler builds our project, what a wonderful release",
        ];
        let mut all = Vec::new();
        for i in 0..60_u64 {
            let (text, id) = (
                deeds[i as usize % 4],
                1_990_000_000_000_000_000 + i / 7 * 7 + i % 5,
            );
            let day = if i % 13 == 0 { 2 } else { 3 };
            let text = match i % 6 {
                0 => format!("{text} {i}"),
                1 => format!(
                    "RT @sample_{}: {}…",
                    i % 3,
                    text.chars().take(24).collect::<String>()
                ),
                _ => text.to_owned(),
            };
            all.push(format!(
                r#"{{"id":"{id}","text":"{text}","created_at":"2025-12-0{day}T{:02}:00:00Z","author":{{"handle":"sample_{}"}},"counts":{{"likes":{i}}}}}"#,
                i % 24,
                i % 9,
            ));
        }
        all.push("{\"neither\": true}".into());
        all.push("no json at all {".into());
        all
    }

    fn sources(shards: &[(String, String)]) -> Vec<Source> {
        let one = |(file, text): &(String, String)| Source {
            file: file.clone(),
            reader: Box::new(std::io::Cursor::new(text.clone().into_bytes())),
            account: None,
        };
        shards.iter().map(one).collect()
    }

    /// What is left of the whole in files, but for the names of the inputs.
    fn told(imported: &Imported, analysed: &analyse::Analysed) -> [String; 3] {
        [
            to_jsonl(&imported.tweets).unwrap(),
            to_jsonl(&analysed.labels).unwrap(),
            crate::files::to_yaml(&analysed.analysis).unwrap(),
        ]
    }

    #[test]
    fn any_sharding_merged_in_any_order_is_the_whole() {
        let records = records();
        let whole = [("all.jsonl".to_owned(), records.join("\n"))];
        let imported = crate::import::import(sources(&whole), &options());
        assert!(imported.dataset.counts.duplicates > 5 && imported.dataset.counts.outside > 2);
        let wanted = analyse::analyse(
            &imported.dataset,
            &imported.tweets,
            &analyse::Options::default(),
        );
        let expected = told(&imported, &wanted);
        let rules = Rules::default();
        let mut state = 88_172_645_463_325_252_u64;
        let mut chance = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        for round in 0..12 {
            let count = 1 + round % 5;
            let mut shards = vec![Vec::new(); count];
            for record in &records {
                shards[chance(count)].push(record.clone());
            }
            let mut shards: Vec<(String, String)> = shards
                .into_iter()
                .enumerate()
                .map(|(i, lines)| (format!("shard-{i}.jsonl"), lines.join("\n")))
                .collect();
            let at_once = crate::import::import(sources(&shards), &options());
            for i in (1..shards.len()).rev() {
                shards.swap(i, chance(i + 1));
            }
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1 + round % 3);
            pool.build().unwrap().install(|| {
                let mut parts = None;
                for shard in &shards {
                    let mut bytes = Vec::new();
                    map(
                        sources(std::slice::from_ref(shard)),
                        &options(),
                        &rules,
                        memory(),
                        &mut bytes,
                    )
                    .unwrap();
                    parts = Some(Parts::read(parts, "part", &mut bytes.as_slice()).unwrap());
                }
                let merged = parts.unwrap().merge(None, &rules, memory());
                assert_eq!(merged.imported.dataset, at_once.dataset);
                assert_eq!(merged.imported.rejected, at_once.rejected);
                let analysed = analyse::analyse_seen(
                    &merged.imported.dataset,
                    &merged.imported.tweets,
                    merged.seen,
                    &analyse::Options::default(),
                );
                let found = told(&merged.imported, &analysed);
                assert!(found == expected, "round {round}");
            });
        }
    }

    #[test]
    fn what_is_no_part_of_the_dataset_is_refused() {
        let part = |options: &Options| {
            let shard = [("a.jsonl".to_owned(), records()[1..4].join("\n"))];
            let mut bytes = Vec::new();
            map(
                sources(&shard),
                options,
                &Rules::default(),
                memory(),
                &mut bytes,
            )
            .unwrap();
            bytes
        };
        let read = |before, bytes: &[u8]| Parts::read(before, "p", &mut &*bytes);
        let bytes = part(&options());
        let first = read(None, &bytes).unwrap();
        let mut other = options();
        other.dataset = "demo_other".into();
        assert!(read(Some(first), &part(&other)).is_err());
        assert!(read(None, &bytes[..bytes.len() - 40]).is_err());
        assert!(read(None, b"{}").is_err());
    }
}
