//! Law 1 where a name has parts that random histories seldom meet: a blog that uses everything which is remembered, and edits that
//! each change one such part and nothing else. `tests/mutants` leaves the parts out one at a time and wants to see this fail.

use crate::blog::{self, Fixture};
use site::{Build, Memos, SourceFile, Sources, build};

/// Files that are written, or removed where there is no text.
type Files<'a> = &'a [(&'a str, Option<&'a str>)];

/// What the configuration has besides what a step is about.
macro_rules! config {
    ($($own:literal),*) => {
        concat!(
            "title: 站\nlang: zh-CN\npaginate: 2\n",
            "defaults: [{scope: {path: ''}, values: {layout: post}}]\n",
            $($own),*
        )
    };
}

/// A template in Markdown that looks at the posts.
macro_rules! told {
    () => {
        "{% include \"bit.html\" %}{% for post in site.posts %}{{ post.title }}、{% endfor %}\n"
    };
}

const LIQUID: &str = "---\nrender_with_liquid: true\n---\n{% include x.html %} {{ '/a' | absolute_url }} {% post_url 2025-12-10-a_b %} {{ page.next.title }}{{ nothing }}\n";
const FIELD: &str = "---\ntitle: 自\nlayout: fields\naa: 1\n---\n文\n";
const OTHER_FIELD: &str = "---\ntitle: 自\nlayout: fields\nbb: 1\n---\n文\n";
const BESIDE: &str = "---\nrender_with_liquid: true\n---\n{% include_relative beside.txt %}\n";
const BROKEN: &str = "---\ntitle: 自\nlayout: none\n---\n{% if %}\n";
const BROKEN_LOWER: &str = "---\ntitle: 自\nlayout: none\n\n---\n{% if %}\n";

/// The blog, as far as it is more than the fixture's.
const BLOG: Files<'_> = &[
    (
        "_config.yml",
        Some(config!(
            "url: https://example.org\nmotto: 乙\nassets: {minify: true}\n"
        )),
    ),
    ("assets/plain.css", Some(".a { top: 0 }\n")),
    (
        "assets/s.scss",
        Some("---\n---\n@import \"part\";\n.b { color: $c; content: '{{ site.motto }}' }\n"),
    ),
    ("_sass/_part.scss", Some("$c: red;\n")),
    (
        "_templates/post.html",
        Some("{{ content }}{{ page.social_image }}\n"),
    ),
    ("_templates/outer.html", Some("<b>{{ content }}</b>\n")),
    (
        "_templates/inner.html",
        Some("---\nlayout: outer\n---\n<i>{{ content }}</i>\n"),
    ),
    ("_templates/bit.html", Some("甲\n")),
    ("in.md", Some("---\ntitle: 内\nlayout: inner\n---\n内\n")),
    (
        "own.html",
        Some(
            "---\ntitle: 自\nlayout: outer\n---\n{% include \"bit.html\" %}{{ '/x' | absolute_url }}{% if site.extra %}{{ site.extra | jsonify }}{% endif %}\n",
        ),
    ),
    (
        "told.md",
        Some(concat!("---\ntitle: 述\nlayout: inner\n---\n", told!())),
    ),
    ("_includes/x.html", Some("甲")),
    ("_posts/2025-12-06-liquid.md", Some(LIQUID)),
    ("_posts/beside.txt", Some("甲")),
    (
        "_posts/2025-12-07-later.md",
        Some("---\ntitle: 后\n---\n后\n"),
    ),
    (
        "a/_posts/2025-12-01-nested.md",
        Some("---\ntitle: 里\n---\n里\n"),
    ),
    ("_data/new/analysis.yaml", Some("x: 1\n")),
    (
        "_data/new/cloud.yaml",
        Some(
            "{width: 9, height: 9, words: [{text: 词, weight: 2, size: 1, x: 1, y: 1, length: 1}]}\n",
        ),
    ),
    (
        "_posts/2025-12-08-new.md",
        Some("---\ntitle: 报\n---\n报\n"),
    ),
    (
        "_posts/2025-12-10-a_b.md",
        Some("---\ntitle: a_b\ndescription: 3 条推文里的主要话题：飞艇。\n---\n文\n"),
    ),
];

/// What an edit changes, and the edit.
const EDITS: &[(&str, Files<'_>)] = &[
    (
        "the folder of the collections",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://example.org\nmotto: 乙\nassets: {minify: true}\ncollections_dir: a\n"
            )),
        )],
    ),
    (
        "no folder of the collections",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://example.org\nmotto: 乙\nassets: {minify: true}\n"
            )),
        )],
    ),
    (
        "a plain sheet of the same length",
        &[("assets/plain.css", Some(".a { top: 1 }\n"))],
    ),
    (
        "a sheet that another imports",
        &[("_sass/_part.scss", Some("$c: tan;\n"))],
    ),
    (
        "whether sheets are made small",
        &[(
            "_config.yml",
            Some(config!("url: https://example.org\nmotto: 乙\n")),
        )],
    ),
    (
        "how sheets are written",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://example.org\nmotto: 乙\nsass: {style: compressed}\n"
            )),
        )],
    ),
    (
        "what a sheet shows of the site",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://example.org\nmotto: 甲\nsass: {style: compressed}\n"
            )),
        )],
    ),
    (
        "the layout around a layout",
        &[("_templates/outer.html", Some("<u>{{ content }}</u>\n"))],
    ),
    (
        "what a page's own template includes",
        &[("_templates/bit.html", Some("乙\n"))],
    ),
    (
        "what a template in Markdown sees",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 更后\n---\n后\n"),
        )],
    ),
    (
        "the layout of a template in Markdown",
        &[(
            "told.md",
            Some(concat!("---\ntitle: 述\nlayout: outer\n---\n", told!())),
        )],
    ),
    (
        "what a template is called",
        &[
            ("_templates/inner.html", None),
            (
                "_templates/inward.html",
                Some("---\nlayout: outer\n---\n<i>{{ content }}</i>\n"),
            ),
            ("in.md", Some("---\ntitle: 内\nlayout: inward\n---\n内外\n")),
        ],
    ),
    ("what Liquid includes", &[("_includes/x.html", Some("乙"))]),
    (
        "what Liquid sees of the page",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 迟\n---\n后\n"),
        )],
    ),
    (
        "where Liquid's site is",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\n"
            )),
        )],
    ),
    (
        "an address that Liquid asks for",
        &[(
            "_posts/2025-12-10-a_b.md",
            Some(
                "---\ntitle: a_b\npermalink: /elsewhere/\ndescription: 3 条推文里的主要话题：飞艇。\n---\n文\n",
            ),
        )],
    ),
    (
        "the words on a picture for sharing",
        &[(
            "_data/new/cloud.yaml",
            Some(
                "{width: 9, height: 9, words: [{text: 语, weight: 2, size: 1, x: 1, y: 1, length: 1}]}\n",
            ),
        )],
    ),
    (
        "the title on a picture for sharing",
        &[(
            "_posts/2025-12-08-new.md",
            Some("---\ntitle: 告\n---\n报\n"),
        )],
    ),
    (
        "a title that is what is shown already",
        &[(
            "_posts/2025-12-10-a_b.md",
            Some(
                "---\ntitle: 飞艇\npermalink: /elsewhere/\ndescription: 3 条推文里的主要话题：飞艇。\n---\n文\n",
            ),
        )],
    ),
    (
        "a description",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 迟\ndescription: 甲\n---\n后\n"),
        )],
    ),
    (
        "another description",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 迟\ndescription: 乙\n---\n后\n"),
        )],
    ),
    (
        "a headline",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 迟\ndescription: 乙\nheadline: 甲\n---\n后\n"),
        )],
    ),
    (
        "another headline",
        &[(
            "_posts/2025-12-07-later.md",
            Some("---\ntitle: 迟\ndescription: 乙\nheadline: 乙\n---\n后\n"),
        )],
    ),
    (
        "a body that includes a file beside it",
        &[("_posts/2025-12-11-beside.md", Some(BESIDE))],
    ),
    (
        "a file beside that Liquid includes",
        &[("_posts/beside.txt", Some("乙"))],
    ),
    (
        "how strict Liquid is",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nliquid: {strict_variables: true}\n"
            )),
        )],
    ),
    (
        "how lenient Liquid is",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\n"
            )),
        )],
    ),
    (
        "the day of what has an address of its own",
        &[(
            "_posts/2025-12-10-a_b.md",
            Some(
                "---\ntitle: 飞艇\npermalink: /elsewhere/\ndate: 2025-12-09\ndescription: 3 条推文里的主要话题：飞艇。\n---\n文\n",
            ),
        )],
    ),
    (
        "a list in the configuration",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: [甲]\n"
            )),
        )],
    ),
    (
        "an item of the list",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: [乙]\n"
            )),
        )],
    ),
    (
        "a map in the configuration",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: {a: 乙}\n"
            )),
        )],
    ),
    (
        "a key of the map",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: {b: 乙}\n"
            )),
        )],
    ),
    (
        "a value of the map",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: {b: 甲}\n"
            )),
        )],
    ),
    (
        "a text of digits",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: '1'\n"
            )),
        )],
    ),
    (
        "a number of the same digits",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: 1\n"
            )),
        )],
    ),
    (
        "another number",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: 2\n"
            )),
        )],
    ),
    (
        "a number with a point",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: 2.5\n"
            )),
        )],
    ),
    (
        "another such number",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: 3.5\n"
            )),
        )],
    ),
    (
        "yes",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: true\n"
            )),
        )],
    ),
    (
        "no",
        &[(
            "_config.yml",
            Some(config!(
                "url: https://b.example\nmotto: 甲\nsass: {style: compressed}\nextra: false\n"
            )),
        )],
    ),
    (
        "a field of a page",
        &[
            (
                "_templates/fields.html",
                Some("{% if page.aa %}甲{% endif %}{% if page.bb %}乙{% endif %}{{ content }}\n"),
            ),
            ("fields.md", Some(FIELD)),
        ],
    ),
    (
        "another field of the same value",
        &[("fields.md", Some(OTHER_FIELD))],
    ),
    (
        "a mistake in a page's own template",
        &[("own.html", Some(BROKEN))],
    ),
    (
        "where the mistake stands",
        &[("own.html", Some(BROKEN_LOWER))],
    ),
    (
        "in which file the mistake stands",
        &[("own.html", None), ("owned.html", Some(BROKEN_LOWER))],
    ),
    (
        "the mistake mended",
        &[(
            "owned.html",
            Some("---\ntitle: 自\nlayout: outer\n---\n好\n"),
        )],
    ),
];

fn write(sources: &mut Sources, files: Files<'_>) {
    for (path, text) in files {
        match text {
            Some(text) => sources.insert(*path, SourceFile::new(text.as_bytes())),
            None => drop(sources.remove(path)),
        }
    }
}

/// What the pictures for sharing are called.
fn cards(build: &Build) -> Vec<String> {
    let paths = build.outputs.iter().map(|(path, _)| path);
    let cards = paths.filter(|path| path.starts_with("assets/cards/"));
    cards.map(str::to_owned).collect()
}

#[test]
fn every_rare_part_of_a_name_counts() {
    let mut sources = Fixture::parse(include_str!("../fixtures/site/whole.txt")).sources;
    write(&mut sources, BLOG);
    let search = "{{ page.title }}";
    sources.insert("_templates/search.html", SourceFile::new(search.as_bytes()));
    let mut memos = Memos::default();
    let mut before = build(&sources, &blog::settings(), &mut memos);
    assert!(before.is_ok(), "{}", blog::told(&before));
    for (part, files) in EDITS {
        write(&mut sources, files);
        let warm = build(&sources, &blog::settings(), &mut memos);
        let cold = build(&sources, &blog::settings(), &mut Memos::default());
        let (told, as_cold) = (blog::told(&warm), blog::told(&cold));
        assert_eq!(told, as_cold, "{part} was not looked at");
        for (path, output) in cold.outputs.iter() {
            let known = warm.outputs.get(path).map(|output| output.bytes());
            assert!(
                known == Some(output.bytes()),
                "{part} was not looked at for {path}"
            );
        }
        assert_eq!(warm.outputs.len(), cold.outputs.len(), "{part}");
        let seen = warm.outputs != before.outputs || told != blog::told(&before);
        assert!(seen, "{part} can be seen: {told}");
        // A picture that shows something else is another file: browsers keep what has a name.
        if part.contains("on a picture for sharing") {
            assert_ne!(cards(&warm), cards(&before), "{part}");
        }
        before = warm;
    }
    assert!(before.is_ok(), "{}", blog::told(&before));
}

#[test]
fn an_index_that_grows_is_spread_anew() {
    let mut sources = Sources::new();
    let search = "{{ page.title }}";
    sources.insert("_config.yml", SourceFile::new(config!().as_bytes()));
    sources.insert(
        "_templates/post.html",
        SourceFile::new(b"{{ content }}".as_slice()),
    );
    sources.insert("_templates/search.html", SourceFile::new(search.as_bytes()));
    let add = |sources: &mut Sources, number: usize| {
        let path = format!(
            "_posts/2025-{:02}-{:02}-p.md",
            1 + number / 28,
            1 + number % 28
        );
        let text = format!("---\ntitle: 第 {number} 篇\n---\n飞艇 {number}\n");
        sources.insert(path, SourceFile::new(text.into_bytes()));
    };
    // The first block of 64 stays as it is; with the 72nd the index has twice as many parts.
    for number in 0..71 {
        add(&mut sources, number);
    }
    let mut memos = Memos::default();
    let before = build(&sources, &blog::settings(), &mut memos);
    assert!(before.is_ok(), "{}", blog::told(&before));
    add(&mut sources, 71);
    let warm = build(&sources, &blog::settings(), &mut memos);
    let cold = build(&sources, &blog::settings(), &mut Memos::default());
    let parts = |build: &Build| {
        build
            .outputs
            .iter()
            .filter(|(path, _)| path.starts_with("search/"))
            .count()
    };
    assert!(parts(&cold) > parts(&before) + 1, "{}", parts(&cold));
    assert!(warm.outputs == cold.outputs);
}
