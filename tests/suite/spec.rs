//! The examples of the CommonMark specification (or GitHub's), through the whole pipeline with the extensions off: whatever the
//! parser alone does as the specification says is a page as the specification says.
//!
//! The specification's text is not ours to ship: `SPEC=spec.txt cargo test -p tests --test suite spec -- --ignored --nocapture`.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use crate::blog;
use comrak::{Options, markdown_to_html};
use site::{Memos, SourceFile, Sources, build};

struct Example {
    markdown: String,
    html: String,
    extensions: Vec<String>,
}

fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(&format!("\n{fence} example")) {
        let (names, after) = after.split_once('\n').unwrap();
        let (inside, after) = after.split_once(&format!("\n{fence}\n")).unwrap();
        let empty = inside.strip_prefix(".\n").map(|html| ("", html));
        let (markdown, html) = empty
            .or_else(|| inside.split_once("\n.\n"))
            .unwrap_or((inside.strip_suffix("\n.").unwrap_or(inside), ""));
        let tabs = |text: &str| match text {
            "" => String::new(),
            text => format!("{}\n", text.replace('→', "\t")),
        };
        examples.push(Example {
            markdown: tabs(markdown),
            html: tabs(html),
            extensions: names.split_whitespace().map(str::to_owned).collect(),
        });
        rest = after;
    }
    examples
}

/// The same HTML is the same, however an empty element or an empty attribute is written.
fn normal(html: &str) -> String {
    html.replace(" />", ">")
        .replace("=\"\"", "")
        .replace(
            "<input disabled type=\"checkbox\"",
            "<input type=\"checkbox\" disabled",
        )
        .replace(
            "<input checked disabled type=\"checkbox\"",
            "<input type=\"checkbox\" checked disabled",
        )
}

#[test]
#[ignore = "needs the specification's text"]
fn what_the_parser_does_rightly_is_right_in_a_page() {
    let path = std::env::var_os("SPEC").expect("SPEC names the file of the specification");
    let examples = examples(&std::fs::read_to_string(path).unwrap());
    let known = ["table", "strikethrough", "autolink"];
    let mut sources = Sources::new();
    let named = examples
        .iter()
        .any(|example| !example.extensions.is_empty());
    for (number, example) in examples.iter().enumerate() {
        let text = format!("---\n---\n{}", example.markdown);
        sources.insert(
            format!("_posts/2020-01-01-{number}.md"),
            SourceFile::new(text.into_bytes()),
        );
    }
    let (mut alone, mut wrong) = (0, Vec::new());
    let mut sets: Vec<Vec<&str>> = vec![vec![]];
    sets.extend(known.iter().filter(|_| named).map(|one| vec![*one]));
    for set in sets {
        let config = format!(
            "markdown: CommonMark\ncommonmark: {{ extensions: [{}] }}\n",
            set.join(", ")
        );
        sources.insert("_config.yml", SourceFile::new(config.into_bytes()));
        let built = build(&sources, &blog::settings(), &mut Memos::default());
        assert!(built.is_ok(), "{}", blog::told(&built));
        let mut options = Options::default();
        options.render.r#unsafe = true;
        options.extension.table = set.contains(&"table");
        options.extension.strikethrough = set.contains(&"strikethrough");
        options.extension.autolink = set.contains(&"autolink");
        for (number, example) in examples
            .iter()
            .enumerate()
            .filter(|(_, one)| one.extensions == set)
        {
            let page = blog::text(&built, &format!("2020/01/01/{number}.html"));
            let parsed = markdown_to_html(&example.markdown, &options);
            if normal(&parsed) != normal(&example.html) {
                println!(
                    "the parser differs in {}: {:?}\n{:?}\n{:?}",
                    number + 1,
                    example.markdown,
                    example.html,
                    parsed
                );
                continue;
            }
            alone += 1;
            if page != parsed {
                wrong.push((number + 1, page, parsed));
            }
        }
    }
    println!(
        "{} examples, {alone} as the parser has them, {} of these not in a page",
        examples.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(alone > 600);
}
