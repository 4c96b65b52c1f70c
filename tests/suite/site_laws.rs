//! Laws 1 and 3: a warm build is a cold one, byte for byte, after every history of edits; and neither threads nor the order
//! in which files arrive nor the day change a byte. The economy of rebuilds is asserted too.

use crate::blog::{self, Fixture};
use proptest::prelude::*;
use site::{Build, Memos, Settings, SourceFile, Sources, build};
use std::time::Duration;

fn whole() -> Sources {
    let mut sources = Fixture::parse(include_str!("../fixtures/site/whole.txt")).sources;
    let search = "{{ page.title }}{% for tag in page.offered_tags %}{{ tag.name }}{% endfor %}";
    sources.insert("_templates/search.html", SourceFile::new(search.as_bytes()));
    sources
}

/// One edit of a blog.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
}

/// Places where edits happen: posts, pages, templates, configuration, data, assets, datasets.
const PLACES: &[&str] = &[
    "_posts/2025-12-04-第一篇.md",
    "_posts/2025-12-05-second.md",
    "_posts/2025-12-06-new.md",
    "技术/_posts/2025-11-30-third.md",
    "about.md",
    "data/list.json",
    "_templates/post.html",
    "_templates/base.html",
    "_templates/tag.html",
    "_config.yml",
    "_data/i18n/zh-CN.yaml",
    "_data/new/analysis.yaml",
    "_data/facts.yaml",
    "assets/wordcloud_a.jpg",
    "assets/near.png",
    "assets/sheet.css",
];

/// What is written there: each text means something in some of the places and is broken in others.
const TEXTS: &[&str] = &[
    "---\ntitle: 甲\ntags: [AI, 新]\n---\n一段。\n\n又一段 ![](near.png) <b>x</b>\n",
    "---\ntitle: 甲\ntags: [AI, 新]\n---\n一段。\n\n又一段，改了 ![](near.png) <b>x</b>\n",
    "---\ntitle: 乙\ndate: 2025-12-01 08:00\ncategories: [周报]\n---\n```rust\nfn main() {}\n```\n",
    "---\ntitle: [\n---\n坏的\n",
    "{{ page.title }}{{ content }}{% for post in site.posts %}{{ post.title }}{% endfor %}\n",
    "{{ page.title }}{% for post in site.related_posts %}{{ post.content }}{% endfor %}{% for post in site.similar_posts %}{{ post.title }}{% endfor %}{{ site.data | jsonify }}\n",
    "{{ page.nothing }}\n",
    "title: 别的\nurl: https://example.org\npaginate: 1\nbaseurl: /x\ndefaults: [{scope: {path: ''}, values: {layout: post}}]\n",
    "home: 门口\n",
    "title: 别的\nassets: {hash: true, minify: true, widths: true}\n",
    "@import \"other.css\";\n.a { top : 0 }\n",
    "\u{89}PNG\r\n",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = 0..PLACES.len();
    let edit = prop_oneof![
        4 => (place.clone(), 0..TEXTS.len()).prop_map(|(place, text)| Edit::Write(place, text)),
        1 => place.clone().prop_map(Edit::Remove),
        1 => (place.clone(), place).prop_map(|(from, to)| Edit::Move(from, to)),
    ];
    proptest::collection::vec(edit, 1..8)
}

fn apply(sources: &mut Sources, edit: &Edit) {
    match edit {
        Edit::Write(place, text) => {
            sources.insert(PLACES[*place], SourceFile::new(TEXTS[*text].as_bytes()));
        }
        Edit::Remove(place) => {
            sources.remove(PLACES[*place]);
        }
        Edit::Move(from, to) => {
            if let Some(file) = sources.remove(PLACES[*from]) {
                sources.insert(PLACES[*to], file);
            }
        }
    }
}

fn same(one: &Build, other: &Build) -> bool {
    one.outputs == other.outputs && blog::told(one) == blog::told(other)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_cold_one_after_every_history(history in edits()) {
        let mut sources = whole();
        let mut memos = Memos::default();
        build(&sources, &blog::settings(), &mut memos);
        for edit in &history {
            apply(&mut sources, edit);
            let warm = build(&sources, &blog::settings(), &mut memos);
            let cold = build(&sources, &blog::settings(), &mut Memos::default());
            prop_assert!(same(&warm, &cold), "after {edit:?}:\n{}\n{}", blog::told(&warm), blog::told(&cold));
            let again = build(&sources, &blog::settings(), &mut memos);
            prop_assert_eq!(again.economy.articles_read, 0);
            prop_assert_eq!(again.economy.pages_rendered, 0);
        }
    }
}

/// Edits that each change one part of what some result is made from, and something that can be seen. The random histories
/// seldom meet the rarer parts; here each is met.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "a new article",
        "_posts/2025-12-06-new.md",
        "---\ntitle: 甲\n---\n<b>一</b>\n\n```rust\nlet x = 1; // y\n```\n",
    ),
    ("its dataset", "_data/new/analysis.yaml", "x: 1\n"),
    (
        "the language of a fence",
        "_posts/2025-12-06-new.md",
        "---\ntitle: 甲\n---\n<b>一</b>\n\n```python\nlet x = 1; // y\n```\n",
    ),
    (
        "defaults",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post, author: 乙}}]\n",
    ),
    (
        "the zone",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post, author: 乙}}]\ntimezone: '-05:00'\n",
    ),
    (
        "the end of excerpts",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post, author: 乙}}]\nexcerpt_separator: ，\n",
    ),
    (
        "the base",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post, author: 乙}}]\nbaseurl: /b\n",
    ),
    (
        "the address",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post, author: 乙}}]\nurl: https://b.example\n",
    ),
    (
        "the paginator",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\npaginate: 1\n",
    ),
    (
        "a key of the site",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 好\n",
    ),
    (
        "a word of the interface",
        "_data/i18n/zh-CN.yaml",
        "sorry: 抱歉\n",
    ),
    ("a data file", "_data/facts.yaml", "a: 1\n"),
    (
        "the size of a picture",
        "assets/wordcloud_a.jpg",
        "GIF89a\u{1}\0\u{2}\0\0\0\0",
    ),
    (
        "a part of a template set",
        "_templates/frame.html",
        "{{ content }} {{ page.excerpt }} {{ site.motto }} {{ page.url | absolute_url }}\n",
    ),
    (
        "a template that a page is",
        "data/list.json",
        "---\n---\n{{ site.posts | length }} {{ site.data.facts | jsonify }}\n",
    ),
    ("another data file", "_data/facts.yaml", "a: 2\n"),
    (
        "a layout",
        "about.md",
        "---\ntitle: 关于\npermalink: /about/\nlayout: frame\n---\n关于*我们*。\n",
    ),
    (
        "another key of the site",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 更好\n",
    ),
    (
        "other ends of excerpts",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 更好\nexcerpt_separator: ，\n",
    ),
    (
        "another address",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 更好\nurl: https://c.example\n",
    ),
    (
        "how addresses are made",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 更好\nurl: https://c.example\npermalink: /x/:title/\n",
    ),
    (
        "a link that leads nowhere",
        "_posts/2025-12-07-link.md",
        "---\ntitle: 链\n---\n[甲](/later/) [乙](/assets/later.txt)\n",
    ),
    (
        "the page that a link leads to",
        "later.md",
        "---\ntitle: 后\npermalink: /later/\n---\n后\n",
    ),
    ("the file that a link leads to", "assets/later.txt", "后\n"),
    (
        "a page that moves away from a link",
        "later.md",
        "---\ntitle: 后\npermalink: /afterwards/\n---\n后\n",
    ),
    (
        "a link that leads elsewhere",
        "_posts/2025-12-07-link.md",
        "---\ntitle: 链\n---\n[甲](/never/) [乙](/assets/later.txt)\n",
    ),
    (
        "how Markdown is read",
        "_config.yml",
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\nmotto: 更好\nurl: https://c.example\npermalink: /x/:title/\npaginate: 2\nkramdown: {syntax_highlighter_opts: {block: {line_numbers: true}}}\n",
    ),
    (
        "what a post's template shows",
        "_templates/post.html",
        "---\nlayout: frame\n---\n{{ content }}{% for word in page.cloud.words | default(value=[]) %}{{ word.text }}{% endfor %}\n",
    ),
    (
        "the words of a report",
        "_data/new/cloud.yaml",
        "{width: 9, height: 9, words: [{text: 词, weight: 2, size: 1, x: 1, y: 1, length: 1}]}\n",
    ),
    (
        "other words of a report",
        "_data/new/cloud.yaml",
        "{width: 9, height: 9, words: [{text: 语, weight: 2, size: 1, x: 1, y: 1, length: 1}]}\n",
    ),
    (
        "a list in Liquid",
        "index.html",
        "---\nrender_with_liquid: true\n---\n{% for post in paginator.posts %}{{ post.title }}{% endfor %}\n",
    ),
    (
        "a title that the list shows",
        "_posts/2025-12-06-new.md",
        "---\ntitle: 丙\n---\n<b>一</b>\n",
    ),
    (
        "a template that shows what is about the same",
        "_templates/post.html",
        "---\nlayout: frame\n---\n{{ content }}{% for post in site.similar_posts %}{{ post.title }};{% endfor %}\n",
    ),
    (
        "a post about something",
        "_posts/2025-12-08-one.md",
        "---\ntitle: zeppelin\ntags: [airship]\n---\nZeppelin airship hangar mooring.\n",
    ),
    (
        "a post about something else",
        "_posts/2025-12-09-two.md",
        "---\ntitle: kettle\n---\nKettle.\n",
    ),
    (
        "tags that say it is about the same",
        "_posts/2025-12-09-two.md",
        "---\ntitle: kettle\ntags: [airship]\n---\nKettle.\n",
    ),
    (
        "tags that do not",
        "_posts/2025-12-09-two.md",
        "---\ntitle: kettle\n---\nKettle.\n",
    ),
    (
        "a text that is about the same",
        "_posts/2025-12-09-two.md",
        "---\ntitle: kettle\n---\nKettle, zeppelin, airship, hangar, mooring.\n",
    ),
    (
        "a template that shows what is told over time, and the picture for sharing",
        "_templates/post.html",
        "{{ content }}{{ page.social_image }}{% if page.stories %}{% for story in page.stories %}{{ story.name }}{% endfor %}{% endif %}",
    ),
    (
        "a page for each story",
        "_templates/topic.html",
        "{{ page.url }}\n",
    ),
    (
        "a story",
        "_data/trends.yaml",
        "entities: [{name: 飞艇, slug: airship, days: [{date: 2025-12-08, post: 2025-12-08-one.md, mentions: 9, authors: 9}]}]\n",
    ),
    (
        "what a story is called",
        "_data/trends.yaml",
        "entities: [{name: 气球, slug: airship, days: [{date: 2025-12-08, post: 2025-12-08-one.md, mentions: 9, authors: 9}]}]\n",
    ),
    (
        "how a day is written on the picture for sharing",
        "_data/i18n/zh-CN.yaml",
        "sorry: 抱歉\ndate: '%Y'\n",
    ),
];

#[test]
fn every_part_of_what_a_result_is_made_from_counts() {
    let mut sources = whole();
    let mut memos = Memos::default();
    let mut before = build(&sources, &blog::settings(), &mut memos);
    for (part, path, text) in PARTS {
        sources.insert(*path, SourceFile::new(text.as_bytes()));
        let warm = build(&sources, &blog::settings(), &mut memos);
        let cold = build(&sources, &blog::settings(), &mut Memos::default());
        assert!(warm.is_ok(), "{part}: {}", blog::told(&warm));
        assert!(same(&warm, &cold), "{part} was not looked at");
        // What nothing looks at yet, or stands for nothing yet, changes nothing.
        let seen = !["a data file", "a page for each story"].contains(part);
        assert_eq!(warm.outputs != before.outputs, seen, "{part} can be seen");
        before = warm;
    }
}

#[test]
fn a_link_is_looked_up_among_the_files_that_are_there_now() {
    let mut sources = whole();
    let post = "---\ntitle: 链接\n---\n[表](/files/a.txt)\n";
    sources.insert(
        "_posts/2025-12-07-link.md",
        SourceFile::new(post.as_bytes()),
    );
    sources.insert("files/a.txt", SourceFile::new(b"x".as_slice()));
    let mut memos = Memos::default();
    let fine = build(&sources, &blog::settings(), &mut memos);
    assert!(!blog::told(&fine).contains("files/a.txt"));
    // As many files as before, and another one.
    sources.remove("files/a.txt");
    sources.insert("files/b.txt", SourceFile::new(b"x".as_slice()));
    let warm = build(&sources, &blog::settings(), &mut memos);
    let cold = build(&sources, &blog::settings(), &mut Memos::default());
    assert!(blog::told(&cold).contains("files/a.txt"));
    assert!(same(&warm, &cold), "the file's name was not looked at");
}

/// What a setting is called, and how another value of it is set.
type Switch<'a> = (&'a str, &'a dyn Fn(&mut Settings));

#[test]
fn every_switch_counts() {
    let mut sources = whole();
    let liquid = "---\nrender_with_liquid: true\n---\n{{ jekyll.environment }} {{ site.url }} {{ site.time }}\n";
    let program = "{{ jekyll.environment }} {{ site.baseurl }} {{ content }}\n";
    for (path, text) in [
        ("_posts/2025-12-06-liquid.md", liquid),
        ("_drafts/draft.md", "---\ntitle: 稿\n---\nx\n"),
        ("_templates/frame.html", program),
        ("second.yml", "title: 另一个\n"),
    ] {
        sources.insert(path, SourceFile::new(text.as_bytes()));
    }
    let mut memos = Memos::default();
    // A draft has no date but that of the build.
    let usual = Settings {
        drafts: true,
        ..blog::settings()
    };
    let mut last = build(&sources, &usual, &mut memos);
    let switches: &[Switch<'_>] = &[
        ("environment", &|all| all.environment = "production".into()),
        ("drafts", &|all| all.drafts = false),
        ("now", &|all| all.now += Duration::from_secs(40 * 86_400)),
        ("future", &|all| all.future = Some(true)),
        ("unpublished", &|all| all.unpublished = true),
        ("limit_posts", &|all| all.limit_posts = Some(2)),
        ("baseurl", &|all| all.baseurl = Some("/x".into())),
        ("url", &|all| all.url = Some("https://x.example".into())),
        ("time", &|all| all.time = Some(all.now)),
        ("configs", &|all| {
            all.configs = vec!["_config.yml".into(), "second.yml".into()]
        }),
    ];
    for (which, switch) in switches {
        let mut settings = usual.clone();
        switch(&mut settings);
        for settings in [&settings, &usual] {
            let warm = build(&sources, settings, &mut memos);
            let cold = build(&sources, settings, &mut Memos::default());
            assert!(same(&warm, &cold), "{which} was not looked at");
            assert!(warm.outputs != last.outputs, "{which} can be seen");
            last = warm;
        }
    }
}

#[test]
fn an_edit_costs_what_it_touches() {
    let post = |title: &str, body: &str| {
        format!("---\ntitle: {title}\ntags: [AI]\n---\n开头。\n\n{body}\n")
    };
    let path = "_posts/2025-12-06-new.md";
    let mut sources = whole();
    let mut memos = Memos::default();
    let mut cost = |path: &str, text: String| {
        sources.insert(path, SourceFile::new(text.into_bytes()));
        let economy = build(&sources, &blog::settings(), &mut memos).economy;
        (economy.articles_read, economy.pages_rendered)
    };
    cost(path, post("新", "正文"));
    // Its own page and the feeds, which have the full text: Atom, JSON, the tag's.
    assert_eq!(cost(path, post("新", "改过的正文")), (1, 4));
    // And the first page of home, both neighbours, the tag, the author's list, the archive, the year and the month.
    assert_eq!(cost(path, post("新的标题", "改过的正文")), (1, 12));
    assert_eq!(cost("assets/a.css", "p {}".into()), (0, 0));
}

#[test]
fn neither_threads_nor_order_nor_the_day_change_a_byte() {
    let sources = whole();
    let cold = || build(&sources, &blog::settings(), &mut Memos::default());
    let here = cold();
    for threads in [1, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        assert!(same(&here, &pool.install(cold)), "{threads} threads");
    }
    let mut files: Vec<(String, SourceFile)> = sources
        .iter()
        .map(|(path, file)| (path.to_owned(), file.clone()))
        .collect();
    files.reverse();
    let reversed: Sources = files.into_iter().collect();
    assert!(same(
        &here,
        &build(&reversed, &blog::settings(), &mut Memos::default())
    ));
    let mut later = blog::settings();
    later.now = "2026-06-01T00:00:00Z".parse().unwrap();
    assert!(same(&here, &build(&sources, &later, &mut Memos::default())));
}
