//! What an author who knows Jekyll expects, as scenarios: a small blog, how it is built, what then stands where.
//!
//! A scenario begins with `== what it shows`. Files are `-- path --`. `-- built with --future --` (or any of `--drafts`,
//! `--unpublished`, `--config FILE`) builds the files so far; its lines are checks: `path: text` stands there, `not path: text` does
//! not, `no path` is not made, `told: text` is said, `not told: text` is not, `fails` is what the build does. `\n` in a text is a line break.

use crate::blog;
use site::{Build, Memos, Settings, SourceFile, Sources, build};

#[test]
fn content() {
    check(include_str!("../fixtures/jekyll/content.txt"));
}

#[test]
fn collections() {
    check(include_str!("../fixtures/jekyll/collections.txt"));
}

#[test]
fn addresses() {
    check(include_str!("../fixtures/jekyll/addresses.txt"));
}

#[test]
fn configuration() {
    check(include_str!("../fixtures/jekyll/configuration.txt"));
}

#[test]
fn liquid() {
    check(include_str!("../fixtures/jekyll/liquid.txt"));
}

#[test]
fn markdown() {
    check(include_str!("../fixtures/jekyll/markdown.txt"));
}

#[test]
fn diagnostics() {
    check(include_str!("../fixtures/jekyll/diagnostics.txt"));
}

#[test]
fn bytes_that_are_no_text_are_told_by_file_and_line() {
    let mut sources = Sources::new();
    let text = b"---\ntitle: a\n---\nfine\n\xc4\xe3\xba\xc3\n".to_vec();
    sources.insert("_posts/2020-01-01-a.md", SourceFile::new(text));
    let built = build(&sources, &blog::settings(), &mut Memos::default());
    let told = blog::told(&built);
    assert!(
        told.contains("error _posts/2020-01-01-a.md:5: encoding"),
        "{told}"
    );
    assert!(built.outputs.is_empty());
}

/// Plays every scenario of a file and tells all that is not as it should be.
fn check(text: &str) {
    let mut wrong = String::new();
    for scenario in text.split("\n== ").skip(1) {
        let (title, rest) = scenario.split_once('\n').unwrap();
        play(title, rest, &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn play(title: &str, text: &str, wrong: &mut String) {
    let mut sources = Sources::new();
    for section in format!("\n{text}").split("\n-- ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let head = head.trim_end().trim_end_matches("--").trim_end();
        let Some(flags) = head.strip_prefix("built") else {
            let body = format!("{body}\n").replace("\\r", "\r");
            sources.insert(head, SourceFile::new(body.into_bytes()));
            continue;
        };
        let built = build(&sources, &settings(flags), &mut Memos::default());
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            if let Some(why) = unlike(&built, line) {
                wrong.push_str(&format!("{title}\n  {line}\n  {why}\n"));
            }
        }
    }
}

fn settings(flags: &str) -> Settings {
    let mut settings = blog::settings();
    let mut flags = flags.split_whitespace();
    while let Some(flag) = flags.next() {
        match flag {
            "--future" => settings.future = Some(true),
            "--drafts" => settings.drafts = true,
            "--unpublished" => settings.unpublished = true,
            "--config" => settings
                .configs
                .extend(flags.next().unwrap().split(',').map(str::to_owned)),
            "with" => {}
            other => panic!("what is {other}?"),
        }
    }
    settings
}

/// What is not as the line says.
fn unlike(built: &Build, line: &str) -> Option<String> {
    if line == "fails" {
        return built.is_ok().then(|| "it did not".to_owned());
    }
    let told = blog::told(built);
    if let Some(text) = line.strip_prefix("told: ") {
        return (!told.contains(text)).then_some(told);
    }
    if let Some(text) = line.strip_prefix("not told: ") {
        return told.contains(text).then_some(told);
    }
    if let Some(path) = line.strip_prefix("no ") {
        return built.outputs.get(path).map(|_| "it is there".to_owned());
    }
    let (wanted, line) = match line.strip_prefix("not ") {
        Some(rest) => (false, rest),
        None => (true, line),
    };
    let (path, text) = line.split_once(": ").unwrap_or((line, ""));
    let Some(output) = built.outputs.get(path) else {
        let there: Vec<&str> = built.outputs.iter().map(|(path, _)| path).collect();
        return Some(format!("there is no {path}, only {there:?}; {told}"));
    };
    let output = String::from_utf8(output.bytes().into_owned()).unwrap();
    (output.contains(&text.replace("\\n", "\n")) != wanted).then_some(output)
}
