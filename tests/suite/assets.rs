//! Style sheets, scripts and pictures where the configuration asks for more than a copy.

use crate::blog;
use site::{Build, Memos, SourceFile, Sources, build};

const CLOUD: &[u8] = include_bytes!("../../assets/wordcloud_twitter_ai_20251203_20251203.jpg");

fn sources(config: &str) -> Sources {
    let post = "---\nlayout: post\n---\n见 ![云](/assets/cloud.jpg)\n";
    let template = "<link rel=\"stylesheet\" href=\"{{ \"/assets/a.css\" | relative_url }}\"><script src=\"{{ \"assets/a.js\" | absolute_url }}\"></script>{{ content }}";
    let texts = [
        (
            "_config.yml",
            format!("url: https://a.example\nbaseurl: /b\n{config}"),
        ),
        ("_posts/2025-12-04-a.md", post.to_owned()),
        ("_templates/post.html", template.to_owned()),
        (
            "assets/a.css",
            "@import \"b.css\";\n/* x */\n.a { top: 0 }\n".to_owned(),
        ),
        ("assets/b.css", ".b { width: calc(1px + 2vw) }\n".to_owned()),
        (
            "assets/page.css",
            "---\n---\n.c  { color: {{ \"red\" }} }\n".to_owned(),
        ),
        ("assets/a.js", "run()\n".to_owned()),
    ];
    let mut sources: Sources = texts
        .into_iter()
        .map(|(path, text)| (path, SourceFile::new(text.into_bytes())))
        .collect();
    sources.insert("assets/cloud.jpg", SourceFile::new(CLOUD.to_vec()));
    sources
}

fn built(config: &str) -> Build {
    let built = build(&sources(config), &blog::settings(), &mut Memos::default());
    assert!(built.is_ok(), "{}", blog::told(&built));
    built
}

/// The one output whose path begins and ends like this.
fn named(built: &Build, begins: &str, ends: &str) -> String {
    let all = built.outputs.iter().map(|(path, _)| path);
    let found: Vec<&str> = all
        .filter(|path| {
            path.starts_with(begins)
                && path.ends_with(ends)
                && path.len() > begins.len() + ends.len()
        })
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].to_owned()
}

#[test]
fn without_a_word_everything_is_copied() {
    let built = built("");
    assert_eq!(
        blog::text(&built, "assets/a.css"),
        "@import \"b.css\";\n/* x */\n.a { top: 0 }\n"
    );
    assert_eq!(
        built
            .outputs
            .iter()
            .filter(|(path, _)| path.starts_with("assets/"))
            .count(),
        5
    );
    let post = blog::text(&built, "2025/12/04/a.html");
    assert!(post.contains("href=\"/b/assets/a.css\""), "{post}");
    assert!(!post.contains("srcset"), "{post}");
}

#[test]
fn sheets_are_bundled_and_lose_their_blanks() {
    let built = built("assets: { minify: true }\n");
    assert_eq!(
        blog::text(&built, "assets/a.css"),
        ".b{width:calc(1px + 2vw)}.a{top:0}"
    );
    assert_eq!(blog::text(&built, "assets/page.css"), ".c{color:red}");
}

#[test]
fn addresses_carry_the_name_of_the_content() {
    let built = built("assets: { hash: true, minify: true }\n");
    let post = blog::text(&built, "2025/12/04/a.html");
    let (css, js) = (
        named(&built, "assets/a.", ".css"),
        named(&built, "assets/a.", ".js"),
    );
    let jpg = named(&built, "assets/cloud.", ".jpg");
    for address in [
        format!("href=\"/b/{css}\""),
        format!("src=\"https://a.example/b/{js}\""),
        format!("src=\"/b/{jpg}\" width=\"1600\" height=\"900\""),
    ] {
        assert!(post.contains(&address), "{address}\n{post}");
    }
    assert_eq!(blog::text(&built, &css), blog::text(&built, "assets/a.css"));
    // Who links to the plain address still finds it.
    assert!(built.outputs.get("assets/cloud.jpg").is_some());

    // Another content is another address, on the pages too, and only for what changed.
    let mut memos = Memos::default();
    let mut edited = sources("assets: { hash: true, minify: true }\n");
    build(&edited, &blog::settings(), &mut memos);
    edited.insert(
        "assets/b.css",
        SourceFile::new(b".b { top: 1px }\n".to_vec()),
    );
    let warm = build(&edited, &blog::settings(), &mut memos);
    assert_eq!(
        warm.outputs,
        build(&edited, &blog::settings(), &mut Memos::default()).outputs
    );
    assert_ne!(named(&warm, "assets/a.", ".css"), css);
    assert_eq!(named(&warm, "assets/cloud.", ".jpg"), jpg);
    assert!(!blog::text(&warm, "2025/12/04/a.html").contains(&css));
}

#[test]
fn pictures_are_offered_in_other_widths() {
    let built = built("assets: { widths: [400, 1590] }\n");
    let post = blog::text(&built, "2025/12/04/a.html");
    let small = named(&built, "assets/cloud.", ".400.webp");
    // Nearly as wide as the picture is not worth a file; as wide, in the better format, is.
    let whole = named(&built, "assets/cloud.", ".1600.webp");
    let expected = format!(
        "<img src=\"/b/assets/cloud.jpg\" srcset=\"/b/{small} 400w, /b/{whole} 1600w\" sizes=\"(min-width: 48em) 46em, 100vw\" width=\"1600\" height=\"900\""
    );
    assert!(post.contains(&expected), "{expected}\n{post}");
    let bytes = |path: &str| built.outputs.get(path).unwrap().bytes().into_owned();
    let (small, whole) = (bytes(&small), bytes(&whole));
    assert!(small.starts_with(b"RIFF") && small[8..12] == *b"WEBP");
    assert!(small.len() * 4 < whole.len() && whole.len() * 3 / 2 < CLOUD.len());
    // A reader of feeds gets the picture itself.
    assert!(!blog::text(&built, "feed.xml").contains("srcset"));
}

#[test]
fn what_is_no_setting_is_told() {
    for (said, told) in [
        ("{ hash: perhaps }", "`hash` is `true` or `false`"),
        ("{ widths: [0] }", "`widths` is `true` or a list"),
        ("{ sizes: \"a\\\"b\" }", "`sizes` is a text"),
        ("{ quality: 101 }", "`quality` is a number from 1 to 100"),
    ] {
        let config = format!("assets: {said}\n");
        let built = build(&sources(&config), &blog::settings(), &mut Memos::default());
        assert!(
            blog::told(&built).contains(told),
            "{said}: {}",
            blog::told(&built)
        );
    }
    // A key of the author's own under this name is none of ours.
    assert!(
        build(
            &sources("assets: /static\n"),
            &blog::settings(),
            &mut Memos::default()
        )
        .is_ok()
    );
}
