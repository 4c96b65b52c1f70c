//! Importing what people really have: for each kind of dirt, that it is cleaned, or set aside with its place and told.
//!
//! A case is what the file holds, the texts of the tweets that come out, in their order, and what is set aside, as
//! `line+offset reason`.

use super::import::{gzip, options, source, zipped};
use encoding_rs::{GB18030, MACINTOSH, WINDOWS_1252};
use report::import::{Imported, Options, Reading, import};
use report::tweet::{RelationKind, TimeSource};
use std::io::{Read, Seek, SeekFrom};

fn read(bytes: impl Into<Vec<u8>>) -> Imported {
    let imported = import([source("dirty", bytes)], &options());
    let c = imported.dataset.counts;
    assert_eq!(
        c.read,
        c.kept + c.duplicates + c.outside + c.without_time + c.rejected
    );
    assert_eq!(c.rejected, imported.rejected.len() as u64);
    imported
}

/// What it is, the file, the texts that come out, and what is told.
type Case<'c, File, Told> = (&'c str, File, &'c [&'c str], Told);

fn texts(imported: &Imported) -> Vec<&str> {
    imported.tweets.iter().map(|t| t.text.as_str()).collect()
}

fn aside(imported: &Imported) -> Vec<String> {
    let line = |r: &report::import::Rejected| format!("{}+{} {}", r.line, r.offset, r.reason);
    imported.rejected.iter().map(line).collect()
}

fn codes(imported: &Imported) -> Vec<&str> {
    imported.diagnostics.iter().map(|d| d.code).collect()
}

/// A tweet on a line; each number is another one.
fn line(number: u64, text: &str) -> String {
    let id = 1_996_384_468_595_638_273 + number * 4_194_304_001;
    format!("{{\"id\":\"{id}\",\"text\":\"{text}\",\"username\":\"sample_u\"}}\n")
}

#[test]
fn every_byte_that_is_no_text_is_cleaned_or_told() {
    let (a, b) = (line(1, "first"), line(2, "second"));
    let han = "今天发布的模型，“推理”能力很强，大家都在试用。";
    let latin = "caf\u{e9} cr\u{e8}me br\u{fb}l\u{e9}e, na\u{ef}ve fa\u{e7}ade, d\u{e9}j\u{e0} vu";
    let encoded = |encoding: &'static encoding_rs::Encoding, text: &str| {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable);
        bytes.into_owned()
    };
    // In Mac Roman, which nothing can write for us, é is 8e, è 8f, û 9e, ï 95, ç 8d, à 88.
    let mac: Vec<u8> = line(1, latin)
        .chars()
        .map(|c| match c {
            'é' => 0x8e,
            'è' => 0x8f,
            'û' => 0x9e,
            'ï' => 0x95,
            'ç' => 0x8d,
            'à' => 0x88,
            c => u8::try_from(c).unwrap(),
        })
        .collect();
    assert_eq!(
        MACINTOSH.decode_without_bom_handling(&mac).0,
        line(1, latin)
    );
    let cesu = [line(1, "ok @ ok").as_bytes(), b""].concat();
    let at = cesu.iter().position(|b| *b == b'@').unwrap();
    let cesu = [&cesu[..at], b"\xed\xa0\xbd\xed\xb8\x80", &cesu[at + 1..]].concat();
    let lone = [&cesu[..at], b"\xed\xa0\xbd", &cesu[at + 6..]].concat();
    let (both, in_latin, in_han) = (["first", "second"], [latin], [han]);
    let mut wrong = Vec::new();
    let cases: Vec<Case<'_, Vec<u8>, Option<&str>>> = vec![
        (
            "a byte order mark",
            [b"\xef\xbb\xbf", a.as_bytes(), b.as_bytes()].concat(),
            &both,
            None,
        ),
        (
            "marks between files that were joined",
            [a.as_bytes(), b"\xef\xbb\xbf", b.as_bytes()].concat(),
            &both,
            None,
        ),
        (
            "zero bytes",
            format!("{}\0\0\n{b}", a.replace("first", "fi\0rst")).into_bytes(),
            &both,
            Some("import-bytes"),
        ),
        (
            "CRLF with blank lines between",
            format!("{a}\n\n{b}").replace('\n', "\r\n").into_bytes(),
            &both,
            None,
        ),
        (
            "line separators inside strings",
            line(1, "one\u{2028}two\u{2029}three\u{85}four").into_bytes(),
            &["one\ntwo\nthree\nfour"],
            None,
        ),
        (
            "a surrogate pair as CESU-8",
            cesu,
            &["ok \u{1f600} ok"],
            None,
        ),
        (
            "half a surrogate pair",
            lone,
            &["ok \u{fffd}\u{fffd}\u{fffd} ok"],
            Some("import-bytes"),
        ),
        (
            "Windows-1252",
            encoded(WINDOWS_1252, &line(1, &format!("{latin} – it’s “it”"))),
            &["café crème brûlée, naïve façade, déjà vu – it’s “it”"],
            Some("import-encoding"),
        ),
        ("Mac Roman", mac, &in_latin, Some("import-encoding")),
        (
            "GB18030",
            encoded(GB18030, &line(1, han)),
            &in_han,
            Some("import-encoding"),
        ),
        (
            "UTF-8 encoded twice",
            line(1, "ä½\u{a0}å¥½ï¼Œä¸–ç•Œ").into_bytes(),
            &["你好，世界"],
            None,
        ),
        (
            "HTML entities",
            line(1, "a &amp; b &lt;c&gt; &#20320;&quot;").into_bytes(),
            &["a & b <c> 你\""],
            None,
        ),
    ];
    for (what, bytes, expected, code) in cases {
        let imported = read(bytes);
        let told = codes(&imported);
        let right = match code {
            Some(code) => told.contains(&code),
            None => told.is_empty(),
        };
        if !right || texts(&imported) != expected || !imported.rejected.is_empty() {
            let (texts, aside) = (texts(&imported), aside(&imported));
            wrong.push(format!("{what}: {texts:?} {aside:?} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_record_that_is_no_tweet_is_set_aside_with_its_place() {
    let (a, b) = (line(1, "first"), line(2, "second"));
    let (x, y) = (a.len(), a.len() + 2);
    let both = ["first", "second"];
    let mut wrong = Vec::new();
    let cases: Vec<Case<'_, String, Vec<String>>> = vec![
        (
            "rows that are no tweets",
            format!("{a}{{}}\nhello\n{b}"),
            &both,
            vec![
                format!("2+{x} not a tweet but an empty object"),
                format!("3+{} not valid JSON: expected value", y + 1),
            ],
        ),
        (
            "a line cut in its middle",
            format!("{a}{}\n{b}", &a[..40]),
            &both,
            vec![format!("2+{x} not valid JSON: EOF while parsing a string")],
        ),
        (
            "a page cut at its end",
            format!("[{},{}", a.trim(), &b[..30]),
            &["first"],
            vec![format!("1+{} the file ends inside this record", x + 1)],
        ),
        (
            "a relative time without --as-of",
            format!("{a}{{\"text\":\"just now\",\"username\":\"sample_r\",\"time\":\"刚刚\"}}\n"),
            &["first"],
            vec![format!(
                "2+{x} the time is relative to the moment of collection"
            )],
        ),
        (
            "a tombstone",
            format!(
                "{a}{{\"__typename\":\"TweetTombstone\",\"tombstone\":{{\"text\":{{\"text\":\"gone\"}}}}}}\n"
            ),
            &["first"],
            vec![format!(
                "2+{x} the tweet was deleted or hidden when it was collected"
            )],
        ),
        (
            "an error of the service between tweets",
            format!(
                "{a}{{\"errors\":[{{\"title\":\"operational-disconnect\",\"disconnect_type\":\"UpstreamOperationalDisconnect\"}}]}}\n{b}"
            ),
            &both,
            vec![format!(
                "2+{x} not a tweet but an error message of the service"
            )],
        ),
    ];
    for (what, text, expected, set_aside) in cases {
        let imported = read(text.clone());
        if (texts(&imported), aside(&imported)) != (expected.to_vec(), set_aside.clone()) {
            let (found, aside) = (texts(&imported), aside(&imported));
            wrong.push(format!("{what}: {found:?} {aside:?}, not {set_aside:?}"));
        }
        for record in &imported.rejected {
            assert_eq!(record.file, "dirty");
            let there = &text[record.offset as usize..];
            assert!(there.starts_with(&record.record), "{what}: {record:?}");
        }
        assert!(codes(&imported).contains(&"import-rejected"), "{what}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ids_that_floats_and_spreadsheets_have_eaten_are_recovered_or_marked() {
    let of = |record: &str| {
        let imported = read(record.to_owned());
        let tweet = imported.tweets.into_iter().next().unwrap();
        (tweet.id, tweet.url, tweet.time_source)
    };
    let address = "https://x.com/sample_f/status/1996610948428726273";
    let time = r#""text":"t","username":"sample_f","created_at":"2025-12-04T16:00:00Z""#;
    for id in [
        "1.996610948428726e18",
        "\"1.996610948428726e+18\"",
        "\"1.99661E+18\"",
        "1996610948428726300.0",
    ] {
        let exact = of(&format!("{{\"id\":{id},{time},\"url\":\"{address}\"}}"));
        assert_eq!(
            exact,
            (
                "1996610948428726273".into(),
                Some(address.into()),
                TimeSource::Given
            ),
            "{id}"
        );
        let (marked, url, _) = of(&format!("{{\"id\":{id},{time}}}"));
        assert!(
            marked.starts_with(['~', '#']) && url.is_none(),
            "{id}: {marked} {url:?}"
        );
    }
    let table = "id,text,username,created_at\n1.99661E+18,a spreadsheet,sample_f,2025-12-04 16:00:00\n1996610948428726273,whole,sample_f,2025-12-04 16:01:00\n";
    let imported = read(table);
    assert!(imported.tweets[0].url.is_none() && !imported.tweets[0].id.starts_with("199661"));
    assert_eq!(imported.tweets[1].id, "1996610948428726273");
}

#[test]
fn what_other_programs_print_into_cells_is_read() {
    let table = concat!(
        "id,text,user,created_at,like_count,view_count\n",
        "1996610948428726273,\"line one\nline \"\"two\"\"\",\"{'username': 'sample_p', 'displayname': \"\"It's me\"\", 'verified': None, 'ok': True}\",2025-12-04 16:00:00+00:00,1.2万,\"3,456\"\n",
        "1996610948428726999,plain,\"{'username': 'sample_q'}\",2025-12-04 16:01:00+00:00,12.0,3.4K\n",
    );
    let imported = read(table);
    let shown: Vec<(&str, &str, Option<u64>, Option<u64>)> = imported
        .tweets
        .iter()
        .map(|t| {
            (
                t.author.handle.as_str(),
                t.text.as_str(),
                t.counts.likes,
                t.counts.views,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (
                "sample_p",
                "line one\nline \"two\"",
                Some(12_000),
                Some(3_456)
            ),
            ("sample_q", "plain", Some(12), Some(3_400)),
        ]
    );
    assert_eq!(imported.tweets[0].author.name, "It's me");
}

#[test]
fn relative_times_are_told_by_the_moment_of_collection() {
    let record = |time: &str| {
        format!("{{\"text\":\"一条微博\",\"username\":\"sample_r\",\"time\":\"{time}\"}}\n")
    };
    let as_of = chrono::DateTime::parse_from_rfc3339("2025-12-05T09:30:00+08:00").ok();
    for (said, at) in [
        ("刚刚", "2025-12-05T01:30:00+00:00"),
        ("5 分钟前", "2025-12-05T01:25:00+00:00"),
        ("3小时前", "2025-12-04T22:30:00+00:00"),
        ("昨天 12:30", "2025-12-04T04:30:00+00:00"),
        ("前天 08:00", "2025-12-03T00:00:00+00:00"),
        ("今天 08:15", "2025-12-05T00:15:00+00:00"),
        ("2h", "2025-12-04T23:30:00+00:00"),
        ("12月3日 10:00", "2025-12-03T02:00:00+00:00"),
    ] {
        assert_eq!(read(record(said)).dataset.counts.rejected, 1, "{said}");
        let reading = Reading {
            as_of,
            ..Reading::default()
        };
        let options = Options {
            reading,
            ..options()
        };
        let imported = import([source("a", record(said))], &options);
        let tweet = imported.tweets.first();
        let time = tweet.and_then(|t| t.time).map(|time| time.to_rfc3339());
        assert_eq!(time.as_deref(), Some(at), "{said}");
        assert_eq!(tweet.unwrap().time_source, TimeSource::Relative);
    }
}

#[test]
fn cut_off_retweets_are_whole_again_also_from_other_files() {
    let original =
        line(1, "开源了新的推理模型，速度比想象的快很多，欢迎试用").replace("sample_u", "sample_o");
    let retweet = line(2, "RT @sample_o: 开源了新的推理模型，速度比想…");
    let files = [source("b.jsonl", retweet), source("a.jsonl", original)];
    let imported = import(files, &options());
    assert_eq!(
        imported.tweets[1].text,
        "RT @sample_o: 开源了新的推理模型，速度比想象的快很多，欢迎试用"
    );
    let relation = &imported.tweets[1].relations[0];
    assert_eq!(relation.kind, RelationKind::RetweetOf);
    assert_eq!(relation.id, imported.tweets[0].id);
}

#[test]
fn a_promoted_tweet_is_known_by_its_mark_alone() {
    let page = include_str!("../fixtures/import/graphql.json");
    assert!(page.contains("promotedMetadata"));
    assert!(read(page).tweets.iter().any(|tweet| tweet.promoted));
    let without = page.replace("promotedMetadata", "otherMetadata");
    assert!(!read(without).tweets.iter().any(|tweet| tweet.promoted));
}

#[test]
fn a_page_on_one_line_of_many_megabytes_is_read_tweet_by_tweet() {
    let filler = "长".repeat(500);
    let tweets: Vec<String> = (0..3_000)
        .map(|i| line(i, &format!("{filler}{i}")).trim().to_owned())
        .collect();
    let page = format!("{{\"data\":[{}]}}", tweets.join(","));
    assert!(page.len() > 4 << 20 && !page.contains('\n'));
    assert_eq!(read(page).dataset.counts.kept, 3_000);
}

/// A file that is made while it is read, and says how far.
struct Endless {
    line: Vec<u8>,
    at: usize,
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = &self.line[self.at..];
        let length = rest.len().min(buffer.len()).min(self.left as usize);
        buffer[..length].copy_from_slice(&rest[..length]);
        self.at = (self.at + length) % self.line.len();
        self.left -= length as u64;
        Ok(length)
    }
}

impl Seek for Endless {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Err(std::io::ErrorKind::NotSeekable.into())
    }
}

#[test]
fn a_file_that_never_ends_a_record_is_given_up_and_told() {
    // One string without an end, of more bytes than any record has.
    let reader = Endless {
        line: b"a".to_vec(),
        at: 0,
        left: 140 << 20,
    };
    let mut file = source("a", "");
    file.reader = Box::new(reader);
    let imported = import([file, source("b", line(1, "kept"))], &options());
    assert_eq!(texts(&imported), ["kept"]);
    assert!(
        imported
            .rejected
            .iter()
            .all(|one| one.record.len() <= 16 << 10)
    );
}

#[test]
fn bombs_of_every_packing_are_refused() {
    let zeros = vec![b' '; 80 << 20];
    // A frame of Zstandard whose blocks repeat one byte: 4 bytes for 128 KB each.
    let mut zstd = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for block in 0..4_000_u32 {
        let head = u32::from(block == 3_999) | 1 << 1 | (128 << 10) << 3;
        zstd.extend(&head.to_le_bytes()[..3]);
        zstd.push(b' ');
    }
    let packed = gzip(&zeros);
    for (file, bomb) in [
        ("bomb.gz", packed.clone()),
        ("bomb.zst", zstd),
        ("bomb.zip", zipped(&[("a.json", &zeros)])),
        ("packed-twice.zip", zipped(&[("a.json.gz", &packed)])),
        (
            "two.gz",
            [gzip(line(1, "kept").as_bytes()), packed].concat(),
        ),
    ] {
        let imported = import([source(file, bomb)], &options());
        let last = imported.rejected.last().unwrap();
        assert!(last.reason.starts_with("refused"), "{file}: {last:?}");
        assert!(last.file.starts_with(file));
        let told = codes(&imported);
        assert!(told.contains(&"import-rejected"), "{file}: {told:?}");
    }
}
