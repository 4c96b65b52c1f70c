//! What a build costs, stage by stage: `cargo bench -p site`. Comparing with other programs is `benches/peers`'s business.
#![allow(clippy::unwrap_used)]

use divan::{Bencher, black_box};
use site::article::highlight::Fences;
use site::article::markdown::{Manner, write};
use site::{Memos, Settings, SourceFile, Sources};

const POSTS: usize = 500;

fn main() {
    divan::main();
}

fn settings() -> Settings {
    Settings::at("2026-01-01T00:00:00+08:00".parse().unwrap())
}

/// A body of about 5 KB; `n` makes its code one of its own.
fn body(n: usize) -> String {
    let sentence = "几位研究者复现了小模型的推理速度，结果与上周接近。";
    let rows: String = (0..9)
        .map(|row| format!("| {row} | 模型 | {} |\n", n * 7 + row))
        .collect();
    format!(
        "**要点**：{}见[另一篇](/posts/{}/)。\n\n## 数据\n\n| 名次 | 词 | 次数 |\n| ---: | :--- | ---: |\n{rows}\n\
         - 一\n    - {sentence}\n\n```rust\nfn main() {{\n    let edition = {n};\n    println!(\"{{edition}}\");\n}}\n```\n\n## 讨论\n\n{}\n",
        sentence.repeat(25),
        n / 2,
        sentence.repeat(30)
    )
}

fn post(n: usize, text: &str) -> (String, SourceFile) {
    let date = format!("2025-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
    let front = format!(
        "---\nlayout: post\ntitle: \"第 {n} 期\"\ntags: [\"标签{}\", \"标签{}\"]\n---\n",
        n % 7,
        n % 11
    );
    let text = format!("{front}\n{text}");
    (
        format!("_posts/{date}-issue-{n}.md"),
        SourceFile::new(text.into_bytes()),
    )
}

fn blog() -> Sources {
    let card =
        "{% for p in page.posts %}<li><a href=\"{{ p.url }}\">{{ p.title }}</a></li>{% endfor %}";
    let home = "{% for p in paginator.posts %}<h2>{{ p.title }}</h2><p>{{ p.description }}</p>{% endfor %}";
    let file = |text: &str| SourceFile::new(text.as_bytes().to_vec());
    let mut sources: Sources = (0..POSTS).map(|n| post(n, &body(n))).collect();
    sources.insert(
        "_config.yml",
        file("title: 博客\npermalink: /posts/:title/\n"),
    );
    sources.insert(
        "_templates/base.html",
        file("<title>{{ page.title }}</title>{{ content }}"),
    );
    for (name, text) in [
        (
            "post",
            "<h1>{{ page.title }}</h1>{{ content }}{% if page.next %}{{ page.next.title }}{% endif %}",
        ),
        ("tag", card),
        ("home", home),
    ] {
        let text = format!("---\nlayout: base\n---\n{text}");
        sources.insert(format!("_templates/{name}.html"), file(&text));
    }
    sources
}

/// Everything from nothing.
#[divan::bench(sample_count = 10)]
fn cold(bencher: Bencher) {
    let sources = blog();
    bencher.bench(|| site::build(black_box(&sources), &settings(), &mut Memos::default()));
}

/// Nothing has changed.
#[divan::bench(sample_count = 20)]
fn unchanged(bencher: Bencher) {
    let (sources, mut memos) = (blog(), Memos::default());
    site::build(&sources, &settings(), &mut memos);
    bencher.bench_local(|| site::build(black_box(&sources), &settings(), &mut memos));
}

/// One post has another body.
#[divan::bench(sample_count = 20)]
fn one_body(bencher: Bencher) {
    let (mut sources, mut memos) = (blog(), Memos::default());
    site::build(&sources, &settings(), &mut memos);
    let mut edits = POSTS..;
    bencher.bench_local(|| {
        let (path, file) = post(7, &body(edits.next().unwrap_or_default()));
        sources.insert(path, file);
        site::build(black_box(&sources), &settings(), &mut memos)
    });
}

/// The base template has changed: every page is rendered.
#[divan::bench(sample_count = 20)]
fn base_template(bencher: Bencher) {
    let (mut sources, mut memos) = (blog(), Memos::default());
    site::build(&sources, &settings(), &mut memos);
    let mut edits = 0..;
    bencher.bench_local(|| {
        let text = format!("{}{{{{ content }}}}", edits.next().unwrap_or_default());
        sources.insert("_templates/base.html", SourceFile::new(text.into_bytes()));
        site::build(black_box(&sources), &settings(), &mut memos)
    });
}

/// Markdown alone, on one thread, with code that was highlighted before: the floor of a cold build.
#[divan::bench(sample_count = 20)]
fn markdown(bencher: Bencher) {
    let fences = Fences::default();
    let bodies: Vec<String> = (0..POSTS).map(body).collect();
    let manner = Manner {
        strangers: false,
        math: false,
        baseurl: "",
        fences: &fences,
        dialect: site::config::Dialect::default(),
    };
    bencher.bench(|| {
        let written = bodies.iter().map(|body| write(black_box(body), manner));
        written.map(|written| written.html.len()).sum::<usize>()
    });
}

/// Code alone, on one thread, no piece of it seen before.
#[divan::bench(sample_count = 10)]
fn highlight(bencher: Bencher) {
    let code = |n| {
        format!(
            "/// 第 {n} 次\nfn run{n}(a: &[u8]) -> Option<u8> {{\n    a.iter().map(|x| x + {n}).max()\n}}\n"
        )
    };
    let codes: Vec<String> = (0..POSTS).map(code).collect();
    bencher.bench(|| {
        let fences = Fences::default();
        let written = codes
            .iter()
            .map(|code| fences.html("rust", black_box(code)));
        written.map(|html| html.len()).sum::<usize>()
    });
}
