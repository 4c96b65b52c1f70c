//! What must hold for any bytes at all, one function a place where strangers' or authors' bytes come in.
//!
//! libFuzzer calls these (`fuzz_targets/`), and so does every `cargo test`, with the bytes below `seeds/`: where a case was found,
//! it stays. They must not know who calls; what does not hold is a panic.

// Titles are another test's matter.
#[allow(dead_code)]
#[path = "../../tests/suite/hostile/inert.rs"]
mod inert;

use post::{FrontMatter, Post, PostName};
use report::import::{self, Source};
use site::{Build, Memos, Settings, SourceFile, Sources};

/// Front matter that is read comes back byte for byte, and its values survive being written.
pub fn front_matter(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let framed = format!("---\n{text}\n---\nbody\n");
    for text in [&*text, &framed] {
        if let Ok((front, body)) = FrontMatter::parse("_posts/2025-12-04-a.md", text) {
            assert_eq!(format!("{}{body}", front.source()), text);
        }
    }
    let quoted = format!("x: {}\n", post::quoted(&text));
    let read: post::Mapping = post::yaml::from_str(&quoted).expect("a quoted text is YAML");
    assert_eq!(read.get("x").and_then(|x| x.as_str()), Some(&*text));
}

/// A report that somebody wrote comes back byte for byte, also by way of the file its analysis is kept in.
pub fn adopt(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let framed = format!("---\ntitle: t\n---\n{text}");
    for text in [&*text, &framed] {
        let Some(name) = PostName::parse("2025-12-04-a.md") else {
            return;
        };
        let Ok(post) = Post::parse(name, text) else {
            continue;
        };
        let (analysis, _) = report::adopt::adopt(&post);
        let same = |analysis| report::compose::post(analysis).map(|post| post.emit());
        assert_eq!(same(&analysis).as_deref(), Ok(text));
        if let Ok(yaml) = report::files::to_yaml(&analysis) {
            let again = report::files::from_yaml("analysis.yaml", &yaml);
            assert_eq!(again.as_ref().map(same), Ok(Ok(text.to_owned())));
        }
    }
}

/// Tweets are read or set aside, the same at the second look; what was read can be read again from the dataset's own file.
pub fn import(input: &[u8]) {
    let name = [
        "tweets.jsonl",
        "tweets.json",
        "tweets.csv",
        "feed.xml",
        "tweets.js",
        "tweets.zip",
    ];
    let name = name[input.len() % name.len()];
    let read = |file: &str, bytes: &[u8]| {
        let source = Source {
            file: file.to_owned(),
            reader: Box::new(std::io::Cursor::new(bytes.to_vec())),
            account: None,
        };
        let options = import::Options {
            dataset: "x".into(),
            from: None,
            to: None,
            zone: chrono::FixedOffset::east_opt(8 * 3600).expect("eight hours"),
            now: None,
            reading: import::Reading::default(),
        };
        import::import([source], &options)
    };
    let imported = read(name, input);
    let lines = report::files::to_jsonl(&imported.tweets).expect("tweets are lines");
    let again = report::files::to_jsonl(&read(name, input).tweets).expect("tweets are lines");
    assert_eq!(lines, again);
    let own = read("tweets.jsonl", lines.as_bytes());
    assert_eq!(
        (own.tweets.len(), own.rejected.len()),
        (imported.tweets.len(), 0),
        "{lines}"
    );
}

const BARE: &str = "<!doctype html><title>{{ page.title }}</title>{{ content | safe }}";

fn built(files: &[(&str, &[u8])]) -> Build {
    let mut sources = Sources::new();
    let usual: [(&str, &[u8]); 2] = [
        ("_templates/post.html", BARE.as_bytes()),
        ("_config.yml", b"url: https://a.example\n"),
    ];
    for (path, bytes) in usual.iter().chain(files) {
        sources.insert(*path, SourceFile::new(*bytes));
    }
    let now = "2026-01-01T00:00:00+08:00".parse().expect("a moment");
    let built = site::build(&sources, &Settings::at(now), &mut Memos::default());
    for (path, _) in built.outputs.iter() {
        let inside = |part: &str| {
            !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', '\n', '\r'])
        };
        assert!(path.split('/').all(inside), "{path}");
    }
    assert!(built.is_ok() || built.outputs.is_empty());
    built
}

fn article(front: &str, body: &[u8]) -> Vec<u8> {
    [
        format!("---\nlayout: post\ntitle: t\n{front}---\n").as_bytes(),
        body,
    ]
    .concat()
}

/// Kramdown's attributes (`{: .x #y}`) and all of Markdown are read in an author's own post.
pub fn attributes(input: &[u8]) {
    built(&[("_posts/2025-12-04-a.md", &article("", input))]);
}

/// A body of Liquid is carried out or told, with includes at hand.
pub fn liquid(input: &[u8]) {
    let post = article("render_with_liquid: true\nlist: [b, a]\n", input);
    let include = b"{{ include.x }}";
    built(&[
        ("_posts/2025-12-04-a.md", &post),
        ("_includes/a.html", include),
    ]);
}

/// A configuration and a data file mean something, or are told.
pub fn config(input: &[u8]) {
    let post = article("", b"x\n");
    built(&[("_posts/2025-12-04-a.md", &post), ("_config.yml", input)]);
    built(&[
        ("_posts/2025-12-04-a.md", &post),
        ("_data/x.yaml", input),
        ("_data/y.json", input),
        ("_data/z.csv", input),
    ]);
}

/// Whatever a permalink says, the file stands inside the website.
pub fn permalink(input: &[u8]) {
    let text = post::quoted(&String::from_utf8_lossy(input));
    let post = article(
        &format!("permalink: {text}\ncategories: [{text}]\n"),
        b"x\n",
    );
    built(&[("_posts/2025-12-04-a.md", &post)]);
    let config = format!("permalink: {text}\n");
    built(&[
        ("_posts/2025-12-04-a.md", &article("", b"x\n")),
        ("_config.yml", config.as_bytes()),
    ]);
}

/// In a post that was made from a dataset, text runs nothing, whoever wrote it.
pub fn page(input: &[u8]) {
    let built = built(&[
        ("_posts/2025-12-04-a.md", &article("", input)),
        ("_data/a/analysis.yaml", b"x: 1\n"),
    ]);
    for (path, output) in built.outputs.iter() {
        if let Err(why) = inert::check(path, &output.bytes()) {
            panic!(
                "{path}: {why}\n{}",
                String::from_utf8_lossy(&output.bytes())
            );
        }
    }
}
