//! People who mean harm: what they write, name and pack ends in a page where nothing runs, or in a message; never in a panic,
//! a file elsewhere, or a computer that is busy for ever. The cases stand in `fixtures/hostile`; large ones are made here.

mod bombs;
mod inert;

use crate::blog;
use post::quoted;
use report::compose;
use report::import::{self, Source};
use site::{Build, Memos, SourceFile, Sources, build};
use std::fmt::Write;

/// The cases of a table, with their escapes read.
fn cases(table: &str) -> Vec<String> {
    let lines = table.lines().filter(|line| !line.starts_with("## "));
    lines.map(unescaped).collect()
}

fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let letter = rest.chars().next().unwrap();
        rest = &rest[1..];
        match letter {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            '\\' => out.push('\\'),
            'u' => {
                let (code, after) = rest[1..].split_once('}').unwrap();
                let code = u32::from_str_radix(code, 16).unwrap();
                // No character has a surrogate's number; what stands there in an input is a replacement character.
                out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                rest = after;
            }
            other => panic!("\\{other} in {line}"),
        }
    }
    out + rest
}

fn texts() -> Vec<String> {
    cases(include_str!("../../fixtures/hostile/texts.txt"))
}

/// The theme that ships, without posts.
#[allow(clippy::disallowed_methods)] // Tests read their fixtures.
fn theme() -> Sources {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut sources = Sources::new();
    for folder in ["_templates", "_data/i18n", "assets/css", "assets/js"] {
        for entry in walkdir::WalkDir::new(format!("{root}/{folder}")) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(root).unwrap();
                let bytes = std::fs::read(entry.path()).unwrap();
                sources.insert(name.to_str().unwrap(), SourceFile::new(bytes));
            }
        }
    }
    add(
        &mut sources,
        "_config.yml",
        "title: 试\nurl: https://blog.example\npaginate: 10\n",
    );
    sources
}

fn add(sources: &mut Sources, path: &str, text: &str) {
    sources.insert(path, SourceFile::new(text.as_bytes()));
}

fn made(sources: &Sources) -> Build {
    build(sources, &blog::settings(), &mut Memos::default())
}

/// Every page and feed of a build is inert, and every file would stand inside the website.
#[track_caller]
fn harmless(built: &Build) {
    for (path, output) in built.outputs.iter() {
        let bytes = output.bytes();
        if let Err(why) = inert::check(path, &bytes) {
            panic!("{path}: {why}\n{}", String::from_utf8_lossy(&bytes));
        }
        let inside = |part: &str| {
            !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', '\n', '\r'])
        };
        assert!(path.split('/').all(inside), "{path}");
    }
}

#[test]
fn the_corpus_is_as_large_as_it_is_said_to_be() {
    let tables = [
        include_str!("../../fixtures/hostile/texts.txt"),
        include_str!("../../fixtures/hostile/addresses.txt"),
        include_str!("../../fixtures/hostile/yaml.txt"),
    ];
    assert!(tables.map(cases).iter().map(Vec::len).sum::<usize>() >= 250);
}

/// The worst that can become of a report: a stranger's text in it that nobody escaped.
#[test]
fn a_report_with_raw_text_of_strangers_runs_nothing() {
    let mut sources = theme();
    for (number, text) in texts().iter().enumerate() {
        let post = format!("---\nlayout: post\ntitle: t\n---\n{text}\n\nend\n");
        add(
            &mut sources,
            &format!("_posts/2025-12-04-raw{number}.md"),
            &post,
        );
        add(
            &mut sources,
            &format!("_data/raw{number}/analysis.yaml"),
            "x: 1\n",
        );
    }
    let built = made(&sources);
    assert!(built.is_ok(), "{}", blog::told(&built));
    harmless(&built);
    let page = blog::text(&built, "2025/12/04/raw0.html");
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
}

/// Front matter comes from authors, but also from importers: its values are text on every page that shows them.
#[test]
fn titles_tags_and_descriptions_are_text_everywhere() {
    let mut sources = theme();
    let texts = texts();
    for (number, text) in texts.iter().enumerate() {
        let text = quoted(text);
        let post = format!(
            "---\nlayout: post\ntitle: {text}\ntags: [{text}]\ncategories: [{text}]\ndescription: {text}\nexcerpt: {text}\nauthor: {text}\n\
             permalink: /p{number}.html\n---\nbody\n"
        );
        add(
            &mut sources,
            &format!("_posts/2025-12-04-{number}.md"),
            &post,
        );
    }
    let built = made(&sources);
    for told in built.diagnostics.iter().filter(|told| told.is_error()) {
        // Names of tags that cannot be an address, or meet in one, are told; nothing else is.
        assert!(
            ["duplicate-url", "term", "address"].contains(&told.code),
            "{}",
            blog::told(&built)
        );
    }
    // Without the tags nothing is left to be told.
    for (number, text) in texts.iter().enumerate() {
        let text = quoted(text);
        let post = format!(
            "---\nlayout: post\ntitle: {text}\ndescription: {text}\nexcerpt: {text}\nauthor: {text}\npermalink: /p{number}.html\n---\nbody\n"
        );
        add(
            &mut sources,
            &format!("_posts/2025-12-04-{number}.md"),
            &post,
        );
    }
    let built = made(&sources);
    assert!(built.is_ok(), "{}", blog::told(&built));
    harmless(&built);
    for (number, text) in texts.iter().enumerate() {
        if text
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}'))
        {
            continue;
        }
        let page = blog::text(&built, &format!("p{number}.html"));
        let title = inert::title(page.as_bytes());
        assert!(
            title.contains(text.trim()),
            "{text:?} is shown as {title:?}"
        );
    }
}

/// The whole way: what strangers write, and what they call themselves, as an import gets it.
#[test]
fn tweets_of_strangers_run_nothing_from_the_import_to_the_page() {
    let texts = texts();
    let mut lines = String::new();
    for (number, text) in texts.iter().enumerate() {
        // Several authors say nearly the same, so that it becomes a story and is quoted.
        for again in 0..3 {
            let tweet = serde_json::json!({
                "id": format!("{}", 1996400000000000000u64 + (number * 3 + again) as u64),
                "created_at": format!("2025-12-04T{:02}:{:02}:00Z", 2 + again, number % 60),
                "full_text": format!("OpenAI 发布 DeepSeek{number} 新模型 {text} 第{again}人"),
                "favorite_count": 100 + number,
                "user": {"screen_name": format!("sample_{number}_{again}"), "name": text, "followers_count": 9},
            });
            writeln!(lines, "{tweet}").unwrap();
        }
        let as_handle = serde_json::json!({
            "id": format!("{}", 1996500000000000000u64 + number as u64),
            "created_at": "2025-12-04T09:00:00Z",
            "full_text": format!("{text} OpenAI 发布新模型"),
            "user": {"screen_name": text, "name": "x"},
            "media": [{"url": text}], "url": text,
        });
        writeln!(lines, "{as_handle}").unwrap();
    }
    let imported = import::import(
        [Source {
            file: "hostile.jsonl".into(),
            reader: Box::new(std::io::Cursor::new(lines.into_bytes())),
            account: None,
        }],
        &import::Options {
            dataset: "h".into(),
            from: None,
            to: None,
            zone: chrono::FixedOffset::east_opt(8 * 3600).unwrap(),
            now: None,
            reading: import::Reading::default(),
        },
    );
    assert!(
        imported.tweets.len() >= texts.len() * 2,
        "{}",
        imported.tweets.len()
    );
    let analysed = report::analyse::analyse(
        &imported.dataset,
        &imported.tweets,
        &report::analyse::Options::default(),
    );
    let post = compose::post(&analysed.analysis).unwrap();
    let (name, text) = (post.name.file_name(), post.emit());
    let mut sources = theme();
    add(&mut sources, &format!("_posts/{name}"), &text);
    add(
        &mut sources,
        &format!("_data/{}/analysis.yaml", analysed.analysis.slug),
        "x: 1\n",
    );
    let built = made(&sources);
    assert!(built.is_ok(), "{}\n{text}", blog::told(&built));
    harmless(&built);
    for mark in ["{{", "{%", "\n---\nlayout: evil"] {
        assert!(!text.contains(mark), "{mark} in {text}");
    }
}

/// Each ends in a file inside the website or in an error that names the post.
#[test]
fn addresses_lead_nowhere_else() {
    for case in cases(include_str!("../../fixtures/hostile/addresses.txt")) {
        let (key, value) = case.split_once(' ').unwrap();
        let mut sources = theme();
        let post = format!(
            "---\nlayout: post\ntitle: t\n{key}: {}\n---\nbody\n",
            quoted(value)
        );
        // A key that is given again wins or is told.
        let post = if key == "layout" {
            post.replacen("layout: post\n", "", 1)
        } else {
            post
        };
        add(&mut sources, "_posts/2025-12-04-a.md", &post);
        let built = made(&sources);
        harmless(&built);
        if !built.is_ok() {
            let named = |told: &post::Diagnostic| {
                told.at
                    .as_ref()
                    .is_some_and(|at| at.file.contains("2025-12-04-a.md"))
            };
            assert!(
                built
                    .diagnostics
                    .iter()
                    .any(|told| told.is_error() && named(told)),
                "{case}: {}",
                blog::told(&built)
            );
            assert!(built.outputs.is_empty(), "{case}");
        }
        for (path, _) in built.outputs.iter() {
            assert!(
                !path.starts_with(".git/") && !path.starts_with(".site-"),
                "{case} gives {path}"
            );
        }
    }
}

/// In each place that is YAML: it means something harmless, or it is told with its file.
#[test]
fn yaml_bombs_and_lies_are_read_or_told() {
    for case in cases(include_str!("../../fixtures/hostile/yaml.txt")) {
        let places = [
            (
                "_posts/2025-12-04-a.md",
                format!("---\n{case}\n---\nbody\n"),
            ),
            ("_config.yml", case.clone()),
            ("_data/x.yaml", case.clone()),
            ("_data/i18n/zh-CN.yaml", case.clone()),
        ];
        for (path, text) in places {
            let mut sources = theme();
            add(
                &mut sources,
                "_posts/2025-12-03-b.md",
                "---\nlayout: post\ntitle: b\n---\nb\n",
            );
            add(&mut sources, path, &text);
            let built = made(&sources);
            harmless(&built);
            let told = built.diagnostics.iter().find(|told| told.is_error());
            assert!(
                told.is_none_or(|told| told.at.is_some()),
                "{case} in {path}: {}",
                blog::told(&built)
            );
        }
        // What an analysis may be is the report's business.
        let _ =
            report::files::from_yaml::<report::analysis::Analysis>("_data/x/analysis.yaml", &case);
    }
}

/// Archives lead nowhere: what is in them is read as tweets or set aside, whatever it is called and however it is packed.
#[test]
fn archives_with_names_that_lead_elsewhere_are_only_read() {
    use crate::import::{gzip, options, source, zipped};
    let tweet = br#"[{"id":"1996400000000000001","text":"hello","created_at":"2025-12-04T02:00:00.000Z","user":{"screen_name":"sample_a","name":"a"}}]"#;
    let names = [
        "../../../../tmp/hostile-1.json",
        "/tmp/hostile-2.json",
        "..\\..\\tmp\\hostile-3.json",
        "C:/hostile-4.json",
        "a/../../x.json",
        "\u{202e}nosj.x",
        "nul.json",
        "con/aux.json",
        "-rf.json",
        "$(touch x).json",
        "a\nb.json",
        "<script>.json",
        "{{ 7*7 }}.json",
        ".git/config.json",
        "data/../../tweets.js",
    ];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &tweet[..])).collect();
    let whole = zipped(&files);
    let mut archives: Vec<(String, Vec<u8>)> = vec![
        ("names.zip".into(), whole.clone()),
        ("../names.zip".into(), whole.clone()),
        ("zip-in-zip.zip".into(), zipped(&[("inner.zip", &whole)])),
        ("zip-in-gzip.zip.gz".into(), gzip(&whole)),
        ("gzip-in-gzip.json.gz.gz".into(), gzip(&gzip(&gzip(tweet)))),
        (
            "same.zip".into(),
            zipped(&[("a.json", tweet), ("A.json", tweet)]),
        ),
        ("empty.zip".into(), zipped(&[])),
        ("many.zip".into(), {
            let names: Vec<String> = (0..2000).map(|i| format!("{i}.json")).collect();
            zipped(
                &names
                    .iter()
                    .map(|name| (name.as_str(), &b"[]"[..]))
                    .collect::<Vec<_>>(),
            )
        }),
    ];
    // Cut, and with a byte turned, wherever that is.
    for part in 1..12 {
        let at = whole.len() * part / 12;
        archives.push((format!("cut{part}.zip"), whole[..at].to_vec()));
        let mut turned = whole.clone();
        turned[at] ^= 0xff;
        archives.push((format!("turned{part}.zip"), turned));
    }
    for (name, bytes) in archives {
        let imported = import::import(
            [source(&name, bytes), source("good.json", &tweet[..])],
            &options(),
        );
        assert_eq!(imported.tweets.len(), 1, "{name}");
        assert_eq!(imported.tweets[0].text, "hello", "{name}");
    }
    assert!((1..3).all(|n| !std::path::Path::new(&format!("/tmp/hostile-{n}.json")).exists()));
}
