//! Whole sites as text: what is built from them, what is said of their mistakes, and what a stranger's text cannot do.

use crate::blog::{self, Fixture};
use site::{Memos, SourceFile, build};

#[test]
fn a_whole_site_is_built_as_it_stands_in_the_fixture() {
    let fixture = Fixture::parse(include_str!("../fixtures/site/whole.txt"));
    let built = build(&fixture.sources, &blog::settings(), &mut Memos::default());
    assert_eq!(blog::told(&built), fixture.told);
    let paths: Vec<&str> = built.outputs.iter().map(|(path, _)| path).collect();
    let expected: Vec<&str> = fixture.expected.keys().map(String::as_str).collect();
    assert_eq!(paths, expected);
    for (path, text) in &fixture.expected {
        assert_eq!(
            blog::text(&built, path).trim_end(),
            text.trim_end(),
            "{path}"
        );
    }
}

#[test]
fn every_mistake_of_a_site_is_told_at_once_and_nothing_is_published() {
    let fixture = Fixture::parse(include_str!("../fixtures/site/mistakes.txt"));
    let built = build(&fixture.sources, &blog::settings(), &mut Memos::default());
    assert_eq!(blog::told(&built), fixture.told);
    assert!(built.outputs.is_empty());
}

#[test]
fn a_strangers_text_stays_text() {
    let mut fixture = Fixture::parse(include_str!("../fixtures/site/whole.txt"));
    let hostile = "---\nlayout: post\n---\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](data:text/html,x) \
                   {{ site.title }} $TSLA 涨，$NVDA 跌\n\n<img src=x onerror=alert(1)>\n\n**影响**（推断）：真\n";
    let path = "_posts/2025-12-06-twitter_ai_20251206.md";
    fixture
        .sources
        .insert(path, SourceFile::new(hostile.as_bytes()));
    let dataset = "_data/twitter_ai_20251206/analysis.yaml";
    fixture
        .sources
        .insert(dataset, SourceFile::new(&b"x: 1\n"[..]));
    let built = build(&fixture.sources, &blog::settings(), &mut Memos::default());
    let html = blog::text(&built, "2025/12/06/twitter_ai_20251206.html");
    for absent in [
        "<script",
        "javascript:",
        "data:text",
        "<img src=\"x\"",
        "<img src=x",
        "<span data-math",
    ] {
        assert!(!html.contains(absent), "{absent} in {html}");
    }
    for present in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "{{ site.title }} $TSLA 涨，$NVDA 跌",
        "<strong>影响</strong><span class=\"label label-inference\">（推断）</span>：真",
    ] {
        assert!(html.contains(present), "{present} in {html}");
    }
}

#[test]
fn a_template_cannot_reach_the_world() {
    for call in [
        "now()",
        "get_env(name=\"HOME\")",
        "load_data(path=\"_config.yml\")",
        "get_random(end=9)",
    ] {
        let text = format!(
            "-- _templates/home.html --\n{{{{ {call} }}}}\n-- _config.yml --\nurl: https://a.b\n"
        );
        let built = build(
            &Fixture::parse(&text).sources,
            &blog::settings(),
            &mut Memos::default(),
        );
        assert!(!built.is_ok(), "{call}");
    }
}
