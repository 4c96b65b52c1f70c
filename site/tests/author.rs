//! What an author does between reports: begin a blog, begin and publish texts, look over what is there.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::fs;
use support::{Blog, Ran};

const NOW: [&str; 2] = ["--now", "2025-12-04 10:01:40 +0800"];

fn run(blog: &Blog, arguments: &str, more: &[&str]) -> Ran {
    Ran::from(blog.command(arguments).args(more).output().unwrap())
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn a_new_blog_builds_and_has_nothing_to_put_right() {
    let blog = Blog::of(&[]);
    let url = [
        "--url",
        "https://name.github.io/blog/",
        "--title",
        "我的: \"推报\" # 1",
    ];
    run(&blog, "init new", &[&NOW[..], &url].concat()).ok();
    run(&blog, "--source new build", &[]).ok();
    let checked = run(&blog, "--source new check --format json", &[]).ok();
    assert_eq!(checked.out, "");
    run(&blog, "--source new doctor", &[]).ok();
    let home = blog.read("new/_site/index.html");
    assert!(home.contains("我的: &quot;推报&quot; # 1"), "{home}");
    assert!(home.contains("href=\"/blog/2025/12/04/"), "{home}");
    assert!(
        blog.read("new/_site/feed.xml")
            .contains("https://name.github.io/blog/")
    );

    // Again: nothing is overwritten, nothing is missing.
    blog.write("new/_config.yml", "title: mine\n");
    fs::remove_file(blog.path("new/_templates/home.html")).unwrap();
    run(&blog, "init new", &[]).fails(1, &["error[not-empty]", "--add"]);
    run(&blog, "init new --add", &NOW).ok();
    assert_eq!(blog.read("new/_config.yml"), "title: mine\n");
    assert!(blog.path("new/_templates/home.html").exists());
    run(&blog, "init other --url name.github.io", &[]).fails(1, &["error[url]"]);
    assert!(!blog.path("other").exists());
}

#[test]
fn an_english_blog_shows_no_chinese() {
    let blog = Blog::of(&[]);
    run(&blog, "init new --language en --title News", &NOW).ok();
    run(&blog, "--source new build", &[]).ok();
    assert!(
        blog.read("new/_site/2025/12/index.html")
            .contains("December 2025")
    );
    let pages = blog.tree("new/_site");
    let text = pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml"));
    let chinese = text.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(is_chinese));
    assert_eq!(chinese.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_draft_becomes_a_post_and_nothing_is_lost_on_the_way() {
    let blog = Blog::of(&[("_drafts/ai/b.md", "---\ntitle: B\n---\n正文\n")]);
    assert_eq!(
        run(&blog, "new draft", &["你好，世界"]).ok().out,
        "_drafts/你好-世界.md\n"
    );
    assert_eq!(run(&blog, "new page", &["关于"]).ok().out, "关于.md\n");
    run(&blog, "new page", &["关于"]).fails(1, &["error[exists]"]);
    blog.write(
        "_drafts/你好-世界.md",
        "---\ntitle: \"你好\"  # 我的\n---\n改过的正文\n",
    );
    run(&blog, "publish nothing", &[]).fails(1, &["error[no-draft]", "你好-世界.md", "ai/b.md"]);
    run(&blog, "publish ../../etc/passwd", &[]).fails(1, &["error[no-draft]"]);
    let post = "_posts/2025-12-04-你好-世界.md";
    assert_eq!(
        run(&blog, "publish 你好-世界", &NOW).ok().out,
        format!("{post}\n")
    );
    assert_eq!(
        blog.read(post),
        "---\ntitle: \"你好\"  # 我的\ndate: \"2025-12-04 10:01:40 +0800\"\n---\n改过的正文\n"
    );
    assert!(!blog.path("_drafts/你好-世界.md").exists());
    blog.write("_drafts/你好-世界.md", "另一篇\n");
    run(&blog, "publish _drafts/你好-世界.md", &NOW).fails(1, &["error[exists]", post]);
    assert_eq!(blog.read("_drafts/你好-世界.md"), "另一篇\n");
    run(&blog, "publish ai/b", &NOW).ok();
    assert!(blog.path("_posts/ai/2025-12-04-b.md").exists());
}

#[test]
fn a_list_says_what_is_not_published_and_why() {
    let post = |more: &str| format!("---\ntags: [a, 标签]\n{more}---\n正文\n");
    let blog = Blog::of(&[
        ("_posts/2025-12-04-one.md", &post("title: 一\n")),
        ("_posts/2025-12-03-two.md", &post("published: false\n")),
        ("_posts/2099-12-04-three.md", &post("")),
        ("_drafts/four.md", "四\n"),
        ("about.md", "---\ntitle: 关于\n---\n"),
    ]);
    assert_eq!(
        run(&blog, "list", &NOW).ok().out,
        "2099-12-04  Three  _posts/2099-12-04-three.md  [future]\n\
         2025-12-04  一  _posts/2025-12-04-one.md\n\
         2025-12-03  Two  _posts/2025-12-03-two.md  [unpublished]\n"
    );
    assert_eq!(
        run(&blog, "list tags", &NOW).ok().out,
        "     1  a\n     1  标签\n"
    );
    assert_eq!(
        run(&blog, "list pages", &NOW).ok().out,
        "----------  关于  about.md\n"
    );
    let drafts = run(&blog, "list drafts --json", &NOW).ok().out;
    assert!(
        drafts.contains("\"hidden\":\"draft\",") && drafts.lines().count() == 1,
        "{drafts}"
    );
    let limited = run(&blog, "list --limit-posts 1 --future", &NOW).ok().out;
    assert!(
        limited.contains("one.md  [beyond limit_posts]"),
        "{limited}"
    );
}

#[test]
fn a_doctor_finds_what_no_build_looks_at() {
    let sound = [
        ("_config.yml", "title: T\nurl: https://a.example\n"),
        ("_posts/2025-12-04-a.md", "---\ntitle: A\n---\nb\n"),
    ];
    let blog = Blog::of(&sound);
    run(&blog, "doctor", &[]).ok();
    for (path, text, words) in [
        ("_config.yml", "title: T\n", ["warning[url]", "no `url`"]),
        (
            "_config.yml",
            "url: a.example\n",
            ["warning[url]", "https://"],
        ),
        ("CNAME", "b.example\n", ["warning[url]", "b.example"]),
        (
            "_drafts/x.md",
            "---\ntitle: [\n---\n",
            ["error[front-matter]", "_drafts/x.md"],
        ),
        (
            "_posts/.site-unfinished-1-2",
            "half",
            ["warning[leftover]", "_posts/.site-unfinished-1-2"],
        ),
    ] {
        let blog = Blog::of(&sound);
        blog.write(path, text);
        run(&blog, "doctor", &[])
            .fails(1, &words)
            .fails(1, &["error[doctor]", "1 things"]);
    }
}

#[test]
fn shells_and_man_are_told_about_every_command() {
    let blog = Blog::of(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&blog, "completions", &[shell]).ok().out;
        assert!(
            script.contains("wordcloud") && script.contains("limit-posts"),
            "{shell}"
        );
    }
    let manual = run(&blog, "man", &[]).ok().out;
    for name in ["site\\-wordcloud", "site\\-new\\-draft", "site\\-doctor"] {
        assert!(manual.contains(name), "{name}");
    }
    assert!(
        run(&blog, "man --lang zh", &[])
            .ok()
            .out
            .contains("生成网站")
    );
}
