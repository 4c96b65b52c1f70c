//! Importing: a fixture of every format, dirt of every kind, and what must hold for any bytes at all.
//!
//! Each file in `fixtures/import` stands beside `<its name>.expected`: the counts, the tweets as `tweets.jsonl` has them,
//! what was set aside, and what the author is told.

use chrono::{FixedOffset, NaiveDate};
use proptest::prelude::*;
use report::files;
use report::import::{Imported, Options, Reading, Source, import};
use report::tweet::Tweet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

pub(crate) fn options() -> Options {
    Options {
        dataset: "sample_ai".to_owned(),
        from: None,
        to: None,
        zone: FixedOffset::east_opt(8 * 3600).unwrap(),
        now: None,
        reading: Reading::default(),
    }
}

pub(crate) fn source(file: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source {
        file: file.to_owned(),
        reader: Box::new(Cursor::new(bytes.into())),
        account: None,
    }
}

fn read(file: &str, bytes: impl Into<Vec<u8>>) -> Imported {
    import([source(file, bytes)], &options())
}

/// Everything an import says, as text.
fn told(imported: &Imported) -> String {
    let mut text = String::new();
    let Imported {
        dataset,
        tweets,
        rejected,
        diagnostics,
    } = imported;
    let c = dataset.counts;
    let format = dataset.inputs.first().map_or("", |input| &input.format);
    writeln!(
        text,
        "{} as {format}: {} read, {} kept, {} duplicates, {} outside, {} without a time, {} rejected\n",
        dataset.slug, c.read, c.kept, c.duplicates, c.outside, c.without_time, c.rejected
    )
    .unwrap();
    text.push_str(&files::to_jsonl(tweets).unwrap());
    text.push('\n');
    for r in rejected {
        writeln!(text, "{}:{}+{} {}", r.file, r.line, r.offset, r.reason).unwrap();
    }
    text.push('\n');
    for d in diagnostics {
        let at = d.at.as_ref().map_or(0, |at| at.line);
        writeln!(
            text,
            "{:?} {} line {at}: {} | {}",
            d.severity, d.code, d.message.en, d.message.zh
        )
        .unwrap();
    }
    text
}

fn adds_up(imported: &Imported) -> bool {
    let c = imported.dataset.counts;
    c.read == c.kept + c.duplicates + c.outside + c.without_time + c.rejected
        && c.kept == imported.tweets.len() as u64
        && c.rejected == imported.rejected.len() as u64
}

#[test]
#[allow(clippy::disallowed_methods)] // Tests read their fixtures.
fn every_format_gives_the_tweets_that_are_in_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".expected"))
        .collect();
    names.sort();
    assert!(names.len() >= 14, "{names:?}");
    let mut wrong = Vec::new();
    for name in names {
        let imported = read(&name, std::fs::read(folder.join(&name)).unwrap());
        assert!(adds_up(&imported), "{name}");
        let actual = told(&imported);
        let expected = std::fs::read_to_string(folder.join(format!("{name}.expected")));
        if expected.ok().as_ref() != Some(&actual) {
            let shown = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.expected"));
            std::fs::write(&shown, actual).unwrap();
            wrong.push(shown);
        }
    }
    assert!(
        wrong.is_empty(),
        "not as expected; compare with, and copy if right: {wrong:#?}"
    );
}

/// The formats whose fixtures the properties below are built on.
const INPUTS: [(&str, &[u8]); 6] = [
    (
        "x-kit.json",
        include_bytes!("../fixtures/import/x-kit.json"),
    ),
    (
        "timeline.json",
        include_bytes!("../fixtures/import/timeline.json"),
    ),
    (
        "posts.jsonl",
        include_bytes!("../fixtures/import/posts.jsonl"),
    ),
    (
        "v2-page.json",
        include_bytes!("../fixtures/import/v2-page.json"),
    ),
    (
        "twarc.jsonl",
        include_bytes!("../fixtures/import/twarc.jsonl"),
    ),
    (
        "graphql.json",
        include_bytes!("../fixtures/import/graphql.json"),
    ),
];

/// Formats whose records must not make the program fall, however they are damaged.
const DAMAGED: [&[u8]; 12] = [
    include_bytes!("../fixtures/import/x-kit.json"),
    include_bytes!("../fixtures/import/v2-page.json"),
    include_bytes!("../fixtures/import/graphql.json"),
    include_bytes!("../fixtures/import/v1.json"),
    include_bytes!("../fixtures/import/scrapers.jsonl"),
    include_bytes!("../fixtures/import/bluesky.json"),
    include_bytes!("../fixtures/import/table.csv"),
    include_bytes!("../fixtures/import/repr.csv"),
    include_bytes!("../fixtures/import/weibo.jsonl"),
    include_bytes!("../fixtures/import/weibo.csv"),
    include_bytes!("../fixtures/import/nitter.xml"),
    include_bytes!("../fixtures/import/tweets.js"),
];

fn all(order: impl IntoIterator<Item = usize>) -> Imported {
    import(
        order.into_iter().map(|i| source(INPUTS[i].0, INPUTS[i].1)),
        &options(),
    )
}

#[test]
fn what_was_written_reads_back_as_the_same() {
    let first = all(0..INPUTS.len());
    let written = files::to_jsonl(&first.tweets).unwrap();
    let again = read("tweets.jsonl", written.as_bytes());
    assert_eq!(again.tweets, first.tweets);
    assert_eq!(again.dataset.slug, first.dataset.slug);
    let yaml = files::to_yaml(&first.dataset).unwrap();
    assert_eq!(
        files::from_yaml::<report::dataset::Dataset>("d", &yaml).unwrap(),
        first.dataset
    );
    let (read, problems) = files::from_jsonl::<Tweet>("tweets.jsonl", written.as_bytes());
    assert_eq!((read, problems), (first.tweets, vec![]));
}

#[test]
fn the_window_is_whole_days_of_the_zone() {
    // 2025-12-04 16:30 UTC is past midnight in Beijing.
    let line = |id: u64, time: &str| {
        format!("{{\"id\":\"{id}\",\"text\":\"t\",\"username\":\"u\",\"created_at\":\"{time}\"}}\n")
    };
    let text = [
        line(1, "2025-12-03T15:59:59Z"),
        line(2, "2025-12-03T16:00:00Z"),
        line(3, "2025-12-04T15:59:59Z"),
        line(4, "2025-12-04T16:00:00Z"),
        line(5, "nonsense"),
    ]
    .concat();
    let day = NaiveDate::from_ymd_opt(2025, 12, 4);
    let imported = import(
        [source("a.jsonl", text)],
        &Options {
            from: day,
            to: day,
            ..options()
        },
    );
    let ids: Vec<&str> = imported.tweets.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["2", "3"]);
    assert_eq!(imported.dataset.slug, "sample_ai_20251204_20251204");
    assert_eq!(
        imported.dataset.as_of.to_rfc3339(),
        "2025-12-04T23:59:59+08:00"
    );
    let c = imported.dataset.counts;
    assert_eq!((c.outside, c.without_time), (2, 1));
}

#[test]
fn a_file_larger_than_any_buffer_is_read_whole() {
    let tweet = |i: u64| {
        let text = "长".repeat(700);
        format!(
            "{{\"id\":\"{}\",\"text\":\"{text}{i}\"}}",
            1_996_384_468_595_638_273 + (i << 22)
        )
    };
    let n = 9_000;
    let tweets = (0..n).map(tweet).collect::<Vec<_>>().join(",\n");
    let wrapped = format!("{{\"handle\":\"sample_dev\",\n\"tweets\":[\n{tweets}\n]}}");
    for (text, kept, rejected) in [
        (wrapped.as_str(), n, 0),
        (&wrapped[..wrapped.len() - 7], n - 1, 1),
        (&format!("[{tweets}]"), n, 0),
        (&format!("[{tweets}"), n, 1),
    ] {
        let imported = read("large.json", text);
        let c = imported.dataset.counts;
        assert_eq!((c.kept, c.rejected), (kept, rejected));
        assert!(adds_up(&imported));
    }
    let last = read("large.json", &wrapped.as_bytes()[..wrapped.len() - 7]).rejected;
    assert_eq!(last[0].line, 2 + n, "lines are those of the file");
}

#[test]
fn encodings_give_the_same_tweets() {
    let text = include_str!("../fixtures/import/x-kit.json");
    let expected = read("x", text).tweets;
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let crlf = text.replace('\n', "\r\n");
    let zeros = text.replace("\": ", "\":\0 ");
    let one_line = text.lines().map(str::trim).collect::<String>();
    let inputs = [
        utf16,
        marked,
        crlf.into_bytes(),
        zeros.into_bytes(),
        one_line.into_bytes(),
    ];
    for (i, bytes) in inputs.into_iter().enumerate() {
        assert_eq!(read("x", bytes).tweets, expected, "{i}");
    }
}

#[test]
fn what_is_no_file_of_tweets_is_told() {
    for (bytes, code) in [
        (&b""[..], "import-empty-file"),
        (b"\xef\xbb\xbf  \n", "import-no-tweets"),
        (b"[]", "import-no-tweets"),
        (b"Dear diary,\ntoday I read tweets.", "import-no-tweets"),
        (b"<html><body>hi</body></html>", "import-no-tweets"),
        (
            b"{\"users\": [{\"screen_name\": \"a\"}]}",
            "import-no-tweets",
        ),
        (b"\x1f\x8b\x08\x00packed", "import-rejected"),
        (b"PK\x03\x04zip", "import-rejected"),
        (b"\x28\xb5\x2f\xfdpacked", "import-rejected"),
        (b"%PDF-1.7", "import-container"),
    ] {
        let imported = read("a", bytes);
        assert!(adds_up(&imported));
        let codes: Vec<_> = imported.diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&code), "{code}: {codes:?}");
        assert!(
            codes.contains(&"import-window"),
            "without tweets there are no days"
        );
    }
    let skipped = read("folder/._2025-12-04.json", &b"\0\x05\x16\x07"[..]);
    assert_eq!(skipped.diagnostics[0].code, "import-appledouble");
    for name in ["", "../up", "a b", "推特", "-x", "a/b"] {
        let imported = import(
            [],
            &Options {
                dataset: name.to_owned(),
                ..options()
            },
        );
        assert_eq!(imported.diagnostics[0].code, "import-name", "{name}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_says_how_to_have_it_read() {
    let imported = read("day.parquet", &b"PAR1 columns PAR1"[..]);
    assert!(adds_up(&imported));
    let told = imported
        .diagnostics
        .iter()
        .find(|told| told.code == "import-container")
        .unwrap();
    assert!(told.message.zh.contains("Parquet"), "{told:?}");
    let help = told.help.as_ref().unwrap();
    for text in [&help.en, &help.zh] {
        assert!(text.contains("--features parquet"), "{text}");
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn packed_files_give_the_tweets_inside() {
    let (name, bytes) = INPUTS[0];
    let expected = read(name, bytes).tweets;
    assert_eq!(read("x.json.gz", gzip(bytes)).tweets, expected);
    let zip = zipped(&[
        ("a/x.json", bytes),
        ("a/x2.json.gz", &gzip(bytes)),
        ("__MACOSX/a/._x.json", b"\0\x05"),
        ("a/page.html", b"<html>"),
    ]);
    let imported = read("days.zip", zip);
    assert_eq!(imported.tweets, expected);
    assert!(adds_up(&imported));
    let files: Vec<&str> = imported
        .dataset
        .inputs
        .iter()
        .map(|i| i.file.as_str())
        .collect();
    assert_eq!(files, ["days.zip/a/x.json", "days.zip/a/x2.json.gz"]);

    // What stands before the damage is kept, and the damage is told.
    let lines: String = (0..3_000)
        .map(|i| {
            format!(
                "{{\"id\":\"{}\",\"text\":\"t{i}\",\"username\":\"sample_u\"}}\n",
                1_996_384_468_595_638_273 + i * 7_919_u64
            )
        })
        .collect();
    let mut cut = gzip(lines.as_bytes());
    cut.truncate(cut.len() * 3 / 4);
    let imported = read("cut.gz", cut);
    assert!(adds_up(&imported) && !imported.tweets.is_empty());
    let last = imported.rejected.last().unwrap();
    assert!(
        last.reason.starts_with("what is packed here is damaged"),
        "{last:?}"
    );
}

#[test]
fn a_bomb_is_set_aside_and_the_rest_goes_on() {
    let zeros = vec![b' '; 200 << 20];
    let (name, bytes) = INPUTS[0];
    let expected = read(name, bytes).tweets;
    for (file, bomb) in [
        ("bomb.gz", gzip(&zeros)),
        ("bomb.zip", zipped(&[("a.json", &zeros)])),
    ] {
        let imported = import([source(file, bomb), source(name, bytes)], &options());
        assert_eq!(imported.tweets, expected, "{file}");
        assert!(adds_up(&imported));
        assert!(
            imported.rejected[0].reason.starts_with("refused"),
            "{:?}",
            imported.rejected
        );
    }
}

#[test]
fn of_an_archive_only_tweets_and_the_name_are_opened() {
    let tweet = |id: &str, text: &str, time: &str| {
        format!(
            r#"{{"tweet":{{"id_str":"{id}","id":"{id}","full_text":"{text}","created_at":"{time}","entities":{{}}}}}}"#
        )
    };
    let long = "一条很长的推文，开头在推文文件里，结尾只在长文文件里";
    let tweets = format!(
        "window.YTD.tweets.part0 = [{}]",
        tweet(
            "1996384468595638273",
            "一条很长的推文，开头在… https://t.co/abc",
            "Thu Dec 04 01:00:00 +0000 2025"
        )
    );
    let more = format!(
        "window.YTD.tweets.part1 = [{}]",
        tweet(
            "1996399568136273921",
            "第二部分",
            "Thu Dec 04 02:00:00 +0000 2025"
        )
    );
    let notes = format!(
        r#"window.YTD.note_tweet.part0 = [{{"noteTweet":{{"noteTweetId":"1","createdAt":"2025-12-04T01:00:00.000Z","core":{{"text":"{long}"}}}}}},
            {{"noteTweet":{{"noteTweetId":"2","createdAt":"2025-12-04T05:00:00.000Z","core":{{"text":"没有推文"}}}}}}]"#
    );
    let account = r#"window.YTD.account.part0 = [{"account":{"email":"secret@example.com","username":"sample_me","accountDisplayName":"我"}}]"#;
    let private = tweet(
        "1996384468595638999",
        "a private message",
        "Thu Dec 04 01:00:00 +0000 2025",
    );
    let zip = zipped(&[
        ("data/account.js", account.as_bytes()),
        ("data/direct-messages.js", private.as_bytes()),
        ("data/deleted-tweets.js", private.as_bytes()),
        ("data/like.js", private.as_bytes()),
        ("data/tweets_media/1.json", private.as_bytes()),
        ("assets/x.json", private.as_bytes()),
        ("data/note-tweet.js", notes.as_bytes()),
        ("data/tweets-part1.js", more.as_bytes()),
        ("data/tweets.js", tweets.as_bytes()),
    ]);
    let imported = read("twitter-archive.zip", zip);
    let shown: Vec<(&str, &str)> = imported
        .tweets
        .iter()
        .map(|t| (t.author.handle.as_str(), t.text.as_str()))
        .collect();
    assert_eq!(shown, [("sample_me", long), ("sample_me", "第二部分")]);
    assert_eq!(imported.tweets[0].author.name, "我");
    let c = imported.dataset.counts;
    assert_eq!((c.read, c.kept, c.duplicates, c.rejected), (4, 2, 1, 1));
    assert!(adds_up(&imported));
    assert!(!told(&imported).contains("secret") && !told(&imported).contains("private"));
}

#[test]
fn what_the_author_says_about_the_files_counts() {
    let table = "标题栏;谁;何时\n映射的正文;sample_m;04.12.2025 10:20\n";
    let mapping = report::import::Mapping::parse(
        "mapping.yaml",
        "text: 标题栏\nauthor: [没有, 谁]\ntime: 何时\ntime_format: '%d.%m.%Y %H:%M'\n",
    )
    .unwrap();
    let with = |reading: Reading, bytes: &str| {
        import(
            [source("a", bytes)],
            &Options {
                reading,
                ..options()
            },
        )
    };
    assert!(read("a", table).tweets.is_empty());
    let imported = with(
        Reading {
            mapping,
            ..Reading::default()
        },
        table,
    );
    assert_eq!(imported.tweets[0].author.handle, "sample_m");
    assert_eq!(
        imported.tweets[0].time.unwrap().to_rfc3339(),
        "2025-12-04T02:20:00+00:00"
    );
    for wrong in ["texts: a", "- a", "text: {a: b}"] {
        assert!(
            report::import::Mapping::parse("m", wrong).is_err(),
            "{wrong}"
        );
    }

    let relative = r#"{"text":"相对时间","username":"sample_r","time":"昨天 12:30"}"#;
    assert_eq!(read("a", relative).dataset.counts.rejected, 1);
    let as_of = chrono::DateTime::parse_from_rfc3339("2025-12-05T09:00:00+08:00").ok();
    let imported = with(
        Reading {
            as_of,
            ..Reading::default()
        },
        relative,
    );
    assert_eq!(
        imported.tweets[0].time.unwrap().to_rfc3339(),
        "2025-12-04T04:30:00+00:00"
    );

    let odd = r#"{"id":"1996384468595638273","text":"nothing else to tell it by"}"#;
    for (format, kept) in [
        ("flat", 1),
        ("api-v2", 1),
        ("api-v1.1", 1),
        ("jsonl", 1),
        ("csv", 0),
        ("rss", 0),
    ] {
        let reading = Reading {
            format: format.parse().ok(),
            ..Reading::default()
        };
        assert!(reading.format.is_some());
        assert_eq!(with(reading, odd).tweets.len(), kept, "{format}");
    }
    for name in report::import::Form::NAMES {
        assert!(name.parse::<report::import::Form>().is_ok(), "{name}");
    }
    assert!("word".parse::<report::import::Form>().is_err());
}

#[test]
fn an_id_that_ends_in_zeros_by_chance_stays_whole() {
    let line = |id: u64| format!("{{\"id\":{id},\"text\":\"t\",\"username\":\"sample_u\"}}\n");
    let whole: String = (0..40)
        .map(|i| line(1_996_384_468_595_638_273 + i * 4_194_305))
        .collect();
    let imported = read("a.jsonl", whole + &line(1_996_399_568_136_273_900));
    let last = imported.tweets.last().unwrap();
    assert_eq!(last.id, "1996399568136273900");
    assert!(last.url.as_ref().unwrap().ends_with("/1996399568136273900"));
    let rounded: String = (0..40)
        .map(|i| line(1_996_384_468_595_638_300 + i * 6_553_600))
        .collect();
    let tweets = read("a.jsonl", rounded).tweets;
    assert!(
        tweets
            .iter()
            .filter(|t| t.id.starts_with('~'))
            .all(|t| t.url.is_none())
    );
    assert!(tweets.iter().any(|t| t.id.starts_with('~')));
}

/// White space that only Unicode knows stands where a value is expected: the reader goes on instead of in a circle.
#[test]
fn white_space_of_any_kind_ends() {
    for blank in [
        "\u{b}", "\u{85}", "\u{a0}", "\u{2028}", "\u{3000}", "\u{feff}", "\0", "\u{1c}",
    ] {
        for text in [
            "{\n@\n",
            "[@]",
            "[{}]\n@\n",
            "{}\n@\n{}\n",
            "@",
            "id,text\n@\n1,@\n",
            "[\n@\n{\"id\":1}",
            "<rss>@<item>@</item>@",
        ] {
            let text = text.replace('@', blank);
            assert!(adds_up(&read("a", text.clone().into_bytes())), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_does_not_show(order in Just((0..INPUTS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let (a, b) = (all(0..INPUTS.len()), all(order));
        prop_assert_eq!(a.dataset, b.dataset);
        prop_assert_eq!(a.tweets, b.tweets);
        prop_assert_eq!(a.rejected, b.rejected);
        prop_assert_eq!(a.diagnostics, b.diagnostics);
    }

    #[test]
    fn a_file_cut_anywhere_keeps_what_stands_before(input in 0..INPUTS.len(), at in 0.0..1.0f64) {
        let (name, bytes) = INPUTS[input];
        let whole = read(name, bytes);
        let cut = read(name, &bytes[..(bytes.len() as f64 * at) as usize]);
        prop_assert!(adds_up(&cut));
        let ids: Vec<&str> = whole.tweets.iter().map(|t| t.id.as_str()).collect();
        for tweet in &cut.tweets {
            prop_assert!(ids.contains(&tweet.id.as_str()), "made up: {:?}", tweet);
        }
        if at < 0.99 && name.ends_with(".json") {
            prop_assert!(!cut.diagnostics.is_empty(), "the break is told");
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic_and_counted(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(adds_up(&read("a", bytes)));
    }

    #[test]
    fn damaged_files_are_read_without_panic_and_counted(
        input in 0..DAMAGED.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..8),
        packed in any::<bool>(),
    ) {
        let mut bytes = DAMAGED[input].to_vec();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, b"\"{}[],:\\\n"[usize::from(byte) % 9]),
                _ => drop(bytes.remove(at)),
            }
        }
        if packed {
            bytes = gzip(&bytes);
            let at = bytes.len() / 2;
            bytes[at] ^= 4;
        }
        prop_assert!(adds_up(&read("a", bytes)));
    }
}
