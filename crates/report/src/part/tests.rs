//! Merging gives the whole, whatever the parts; and what is no part of it is refused.

use super::*;
use crate::files::{from_jsonl, to_jsonl};
use crate::import::Imported;

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
fn told(imported: &Imported) -> [String; 3] {
    let options = analyse::Options::default();
    let analysed = analyse::analyse(&imported.dataset, &imported.tweets, &options);
    [
        to_jsonl(&imported.tweets).unwrap(),
        to_jsonl(&analysed.labels).unwrap(),
        crate::files::to_yaml(&analysed.analysis).unwrap(),
    ]
}

fn part(shard: &(String, String), options: &Options) -> Vec<u8> {
    let (mut bytes, rules) = (Vec::new(), Rules::default());
    let sources = sources(std::slice::from_ref(shard));
    map(sources, options, &rules, memory(), &mut bytes).unwrap();
    bytes
}

fn read(before: Option<Parts>, bytes: &[u8]) -> Result<Parts, Box<Diagnostic>> {
    Parts::read(before, "part", &mut &*bytes, &mut memory)
}

/// What merging gives: dataset, records set aside, and the files of [`told`].
fn merged(parts: &[Vec<u8>]) -> (Dataset, Vec<Rejected>, [String; 3]) {
    let all = parts.iter().fold(None, |all, part| {
        Some(read(all, part).unwrap_or_else(|why| panic!("{why:?}")))
    });
    let (mut rejected, mut text, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    let merged = all.unwrap().merge(None, &mut |one| rejected.push(one));
    assert_eq!(merged.diagnostics, []);
    let dataset = merged.dataset.clone();
    let seen = merged.write(&Rules::default(), &mut text).unwrap();
    let (tweets, odd) = from_jsonl::<Tweet>("tweets.jsonl", text.as_slice());
    assert_eq!(odd, []);
    let analysis = analyse::analyse_seen(
        &dataset,
        tweets.as_slice(),
        seen,
        &analyse::Options::default(),
        &mut |label| labels.push(label),
    );
    let files = [
        String::from_utf8(text).unwrap(),
        to_jsonl(&labels).unwrap(),
        crate::files::to_yaml(&analysis).unwrap(),
    ];
    (dataset, rejected, files)
}

#[test]
fn any_sharding_merged_in_any_order_is_the_whole() {
    let records = records();
    let whole = [("all.jsonl".to_owned(), records.join("\n"))];
    let imported = crate::import::import(sources(&whole), &options());
    assert!(imported.dataset.counts.duplicates > 5 && imported.dataset.counts.outside > 2);
    let expected = told(&imported);
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
            let parts: Vec<_> = shards.iter().map(|one| part(one, &options())).collect();
            let (dataset, rejected, files) = merged(&parts);
            assert_eq!(dataset, at_once.dataset);
            assert_eq!(rejected, at_once.rejected);
            assert!(files == expected, "round {round}");
        });
    }
}

/// What was seen of a tweet alone may not outlive the state it was seen in.
#[test]
fn what_the_whole_changes_is_looked_at_again() {
    let state = |likes: u64, text: &str| {
        let record = format!(
            r#"{{"id":"1990000000000000001","text":"{text}","created_at":"2025-12-03T05:00:00Z","author":{{"handle":"sample_a"}},"favorite_count":{likes}}}"#
        );
        (format!("{likes}.jsonl"), record)
    };
    let shards = [
        state(9, "限时优惠，加微信领取五折优惠码"),
        state(3, "限时优惠，加微信领取五折优惠码，名额有限"),
        state(3, "限时优惠，加微信领取五折优惠码，名额有限"),
    ];
    let expected = told(&crate::import::import(sources(&shards), &options()));
    let parts: Vec<_> = shards.iter().map(|one| part(one, &options())).collect();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let (dataset, _, files) = merged(&order.map(|i: usize| parts[i].clone()));
        assert_eq!((dataset.counts.kept, dataset.counts.duplicates), (1, 2));
        assert_eq!(files, expected);
        assert!(files[0].contains("名额有限") && files[0].contains("\"likes\":9"));
    }
}

#[test]
fn what_is_no_part_of_the_dataset_is_refused() {
    let shard = ("a.jsonl".to_owned(), records()[1..].join("\n"));
    let bytes = part(&shard, &options());
    let mut other = options();
    other.dataset = "demo_other".into();
    let first = read(None, &bytes).unwrap();
    assert!(read(Some(first), &part(&shard, &other)).is_err());
    assert!(read(None, b"{}").is_err());
    // Wherever it is cut off, in a line or between two.
    let ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n');
    let ends: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
    assert!(ends.len() > 40);
    for end in &ends[..ends.len() - 1] {
        assert!(read(None, &bytes[..*end]).is_err(), "{end}");
        assert!(read(None, &bytes[..*end + 9]).is_err(), "{end}");
    }
    let place = |bytes: &[u8]| {
        let refused = read(None, bytes).err().unwrap();
        assert!(!refused.message.en.contains(" at line "), "{refused:?}");
        (refused.at.unwrap().line, refused.message.en)
    };
    let text = String::from_utf8(bytes).unwrap();
    let damaged = text.replacen("\"rows\":[", "\"rows\":[70000,", 3);
    let (line, why) = place(damaged.as_bytes());
    assert_eq!(line, 2, "{why}");
    let damaged = text.replace("no json at all", "\0");
    let (line, why) = place(damaged.as_bytes());
    assert_eq!(line as usize, ends.len(), "{why}");
}
