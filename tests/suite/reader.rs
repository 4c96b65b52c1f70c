//! What a reader gets of a blog, looked at from outside: the look that the configuration asks for, and the way on from a post.

use site::{Memos, Settings, SourceFile, Sources, build};

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.insert(*path, SourceFile::new(text.as_bytes()));
    }
    sources
}

fn settings() -> Settings {
    Settings::at(chrono::DateTime::parse_from_rfc3339("2026-01-01T00:00:00+08:00").unwrap())
}

const SHEET: &str = "---\nlayout: none\n---\nbody {% for name, value in site.variables.light %}--{{ name }}:{{ value }};{% endfor %}";

#[test]
fn the_theme_takes_values_from_the_configuration_and_nothing_but_values() {
    let built = |config: &str| {
        let files = [("_config.yml", config), ("assets/theme.css", SHEET)];
        build(&sources(&files), &settings(), &mut Memos::default())
    };
    let fine =
        built("theme:\n  light: {link-wash: 'color-mix(in srgb, red 8%, white)', size: 2}\n");
    assert!(fine.is_ok(), "{:?}", fine.diagnostics);
    let sheet = fine.outputs.get("assets/theme.css").unwrap().bytes();
    assert_eq!(
        String::from_utf8_lossy(&sheet),
        "body --link-wash:color-mix(in srgb, red 8%, white);--size:2;"
    );
    // Jekyll's own meaning of the key is let be.
    assert!(built("theme: minima\n").is_ok());
    for broken in [
        "theme:\n  light: {ink: 'red;} body{display:none'}\n",
        "theme:\n  light: {'ink:red;--x': red}\n",
        "theme:\n  dark: {paper: 'url(https://example.org/x)'}\n",
        "theme:\n  measure: [1, 2]\n",
        "theme: [light]\n",
    ] {
        let built = built(broken);
        assert!(!built.is_ok() && built.outputs.is_empty(), "{broken}");
        let told = &built.diagnostics[0];
        assert_eq!(told.at.as_ref().unwrap().line, 1, "{told:?}");
    }
}

/// Eight posts, of which the first and the last tell of the same rare thing, written in other words.
fn stories(first: &str) -> Sources {
    let texts = [
        first,
        "今天的天气很好，适合出门散步。",
        "猫和狗的不同之处，以及怎样喂养它们。",
        "一道红烧肉的做法：小火慢炖两个小时。",
        "周末读完了一本讲航海的小说。",
        "自行车链条怎样保养，换一条要多少钱。",
        "阳台上的番茄开始结果，叶子有些发黄。",
        "晶圆厂停电之后，光刻机的校准要重新来过。",
    ];
    let mut sources = sources(&[(
        "_templates/post.html",
        "{% for post in site.similar_posts %}{{ post.slug }} {% endfor %}",
    )]);
    for (number, text) in texts.iter().enumerate() {
        let path = format!("_posts/2025-12-{:02}-p{number}.md", number + 1);
        let text = format!("---\ntitle: 第{number}篇\nlayout: post\n---\n{text}\n");
        sources.insert(path, SourceFile::new(text.as_bytes()));
    }
    sources
}

#[test]
fn related_posts_share_words_and_a_warm_build_finds_the_same() {
    let page = |built: &site::Build, path: &str| {
        String::from_utf8_lossy(&built.outputs.get(path).unwrap().bytes()).into_owned()
    };
    let mut memos = Memos::default();
    let before = build(
        &stories("光刻机和晶圆的价格都涨了。"),
        &settings(),
        &mut memos,
    );
    assert_eq!(page(&before, "2025/12/01/p0.html"), "p7 ");
    assert_eq!(page(&before, "2025/12/08/p7.html"), "p0 ");
    assert_eq!(page(&before, "2025/12/03/p2.html"), "");
    // Another text: the one page that was related is made anew without being touched.
    let changed = stories("番茄的叶子发黄怎么办。");
    let warm = build(&changed, &settings(), &mut memos);
    assert_eq!(page(&warm, "2025/12/08/p7.html"), "");
    assert_eq!(page(&warm, "2025/12/07/p6.html"), "p0 ");
    // p0, p6 and p7, two feeds and the site map's kin; five posts are as they were.
    assert_eq!(warm.economy.pages_rendered, 6);
    let cold = build(&changed, &settings(), &mut Memos::default());
    assert!(cold.outputs == warm.outputs);
}

/// A report whose words have their places, shown by the theme's own parts.
fn report(cloud: &str) -> Sources {
    sources(&[
        (
            "_config.yml",
            "title: 推报\nbaseurl: /b\ndefaults: [{scope: {path: ''}, values: {layout: post}}]\n",
        ),
        ("_data/demo/analysis.yaml", "slug: demo\n"),
        ("_data/demo/cloud.yaml", cloud),
        (
            "_posts/2025-12-04-demo.md",
            "---\ntitle: 第一期\nimage: wordcloud_demo.jpg\n---\n甲\n\n![词云图](wordcloud_demo.jpg)\n\n乙\n",
        ),
        ("assets/wordcloud_demo.jpg", "JPEG"),
        (
            "_templates/components.html",
            include_str!("../../_templates/components.html"),
        ),
        (
            "_data/i18n/zh-CN.yaml",
            include_str!("../../_data/i18n/zh-CN.yaml"),
        ),
        (
            "_templates/post.html",
            "{% if page.cloud %}{% set drawn = <cloud words={page.cloud} /> %}{{ content | in_place_of_picture(picture=page.image | relative_url, put=drawn) }}{% else %}{{ content }}{% endif %}\n{{ page.social_image }}",
        ),
    ])
}

#[test]
fn the_words_of_a_report_are_text_that_leads_to_its_search_and_nothing_else() {
    let words = "width: 800\nheight: 440\nwords:\n\
        - {text: 大模型, weight: 9, ink: 1, size: 80, x: 10, y: 90, length: 240}\n\
        - {text: '\"><script>alert(1)</script>&', weight: 3, ink: 0, size: 40, x: 20, y: 200, length: 90}\n";
    let built = build(&report(words), &settings(), &mut Memos::default());
    assert!(built.is_ok(), "{:?}", built.diagnostics);
    let path = "2025/12/04/demo.html";
    let html = String::from_utf8_lossy(&built.outputs.get(path).unwrap().bytes()).into_owned();
    assert!(
        html.contains("<p>甲</p>\n<figure class=\"cloud\""),
        "{html}"
    );
    assert!(
        html.contains("</figure>\n<p>乙</p>") && !html.contains("<img"),
        "{html}"
    );
    assert!(
        html.contains("<a href=\"/b/search/?q=大模型\"><text class=i1 x=10 y=90>大模型</text></a>")
    );
    assert!(html.contains("<tr><td>大模型</td><td>9</td></tr>"));
    assert!(
        !html.contains("<script") && html.contains("q=%22%3E%3Cscript%3E"),
        "{html}"
    );
    // The card is a picture of the size that is shared, under a name that says what it shows.
    let card = html.lines().last().unwrap().trim_start_matches('/');
    let picture = built.outputs.get(card).unwrap();
    assert_eq!(picture.bytes()[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
    let other = build(
        &report(&words.replace("大模型", "小模型")),
        &settings(),
        &mut Memos::default(),
    );
    assert!(other.outputs.get(card).is_none());
}

#[test]
fn a_cloud_that_cannot_be_read_is_told_and_the_picture_stays() {
    let built = build(
        &report("words: [1, 2]\n"),
        &settings(),
        &mut Memos::default(),
    );
    assert!(built.is_ok());
    let told = built.diagnostics.iter().find(|one| one.code == "cloud");
    assert_eq!(
        told.unwrap().at.as_ref().unwrap().file,
        "_data/demo/cloud.yaml"
    );
    let html = built
        .outputs
        .get("2025/12/04/demo.html")
        .unwrap()
        .bytes()
        .into_owned();
    assert!(String::from_utf8_lossy(&html).contains("<img"));
}

#[test]
fn a_post_whose_title_is_a_slug_is_met_by_what_it_tells_of() {
    let slug = "twitter_ai_20251204_20251204";
    let list = "{% for post in paginator.posts %}{{ post.headline }} ({{ post.title }})|{% endfor %}{{ page.cloud?.width }}";
    let report = format!(
        "---\ntitle: {slug}\ndescription: 3 条推文里的主要话题：甲 · 乙；丙。\n---\n正文。\n"
    );
    let cloud = "width: 800\nheight: 440\nwords: [{text: 甲, weight: 3, size: 40, x: 10, y: 50, length: 40}]\n";
    let post = format!("_posts/2025-12-04-{slug}.md");
    let data = ["dataset", "cloud"].map(|name| format!("_data/{slug}/{name}.yaml"));
    let files = [
        ("_templates/home.html", list),
        (
            "_posts/2025-12-03-own.md",
            "---\ntitle: 题\nheadline: 自己的\n---\n正文。\n",
        ),
        (&post, &report),
        (&data[0], "slug: a"),
        (&data[1], cloud),
    ];
    let built = build(&sources(&files), &settings(), &mut Memos::default());
    assert!(built.is_ok(), "{:?}", built.diagnostics);
    let home = built.outputs.get("index.html").unwrap().bytes();
    assert_eq!(
        String::from_utf8_lossy(&home),
        format!("甲\u{a0}· 乙；丙 ({slug})|自己的 (题)|800")
    );
}
