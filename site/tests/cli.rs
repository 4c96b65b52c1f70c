//! The program as an author meets it: what a command leaves on the disk, what it says, how it ends.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::fs;
use std::process::Stdio;
use support::{Blog, Ran};

const PAGE: &str = "---\ntitle: A\n---\n<!doctype html><title>A</title><body>one</body>\n";
const POST: &str = "---\ntitle: \"一\"\n---\n正文\n";

fn blog() -> Blog {
    Blog::of(&[
        ("index.html", PAGE),
        ("_posts/2025-12-04-yi.md", POST),
        ("assets/a.txt", "asset"),
    ])
}

#[test]
fn build_writes_the_website_and_the_second_one_touches_nothing() {
    let blog = blog();
    blog.run("build").ok();
    assert!(blog.read("_site/index.html").contains("one"));
    assert!(blog.read("_site/2025/12/04/yi.html").contains("正文"));
    assert_eq!(blog.read("_site/assets/a.txt"), "asset");

    let before = blog.times(".");
    let said = blog.run("build").ok().err;
    assert!(said.contains(" 0 files written"), "{said}");
    assert_eq!(blog.times("."), before);

    fs::remove_file(blog.path("assets/a.txt")).unwrap();
    blog.run("build").ok();
    assert!(!blog.path("_site/assets/a.txt").exists());
}

/// Law 5 and 6: with an error nothing is written, and the old website stays whole.
#[test]
fn an_error_leaves_the_old_website_as_it_was() {
    let blog = blog();
    blog.run("build").ok();
    let before = (blog.tree("_site"), blog.times("_site"));
    blog.write("index.html", &PAGE.replace("one", "two"));
    blog.write("_posts/2025-12-05-er.md", "---\ntitle: [a\n---\n");
    blog.run("build")
        .fails(1, &["error[front-matter]", "_posts/2025-12-05-er.md:"]);
    let zh = blog
        .run("build --lang zh")
        .fails(1, &["错误[front-matter]"]);
    assert!(zh.err.contains("未写入任何内容"), "{zh:?}");
    assert_eq!((blog.tree("_site"), blog.times("_site")), before);

    blog.write("_posts/2025-12-05-er.md", POST);
    blog.run("build").ok();
    assert!(blog.read("_site/index.html").contains("two"));
}

/// Law 3: the same tree whatever the machine is set to.
#[test]
fn threads_zones_and_locales_change_no_byte() {
    let blog = blog();
    let now = ["--now", "2026-01-01 00:00 +0000"];
    for (name, threads, zone, locale) in [
        ("a", "1", "Asia/Shanghai", "zh_CN.UTF-8"),
        // (What the first build wrote is no source of the second, though it stands in the blog's folder.)
        ("b", "7", "America/St_Johns", "C"),
    ] {
        let mut build = blog.command(&format!(
            "build --threads {threads} --destination out/{name}"
        ));
        build.args(now).env("TZ", zone).env("LC_ALL", locale);
        Ran::from(build.output().unwrap()).ok();
    }
    let tree = blog.tree("out/a");
    assert!(tree.len() > 3);
    assert!(tree == blog.tree("out/b"), "the trees differ");
}

/// Law 6, by force: wherever a build is killed, what stands there is whole, and the next build completes it.
#[test]
fn a_killed_build_leaves_whole_files_and_the_next_repairs() {
    let mut files = vec![];
    for i in 0..140 {
        files.push((
            format!("assets/{}/{i}.txt", i % 7),
            format!("old {i} ").repeat(2000),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let blog = Blog::of(&files);
    blog.run("build").ok();
    for round in 0..6 {
        let (from, to) = if round % 2 == 0 {
            ("old", "new")
        } else {
            ("new", "old")
        };
        for (path, _) in &files {
            let text = blog.read(path).replace(from, to);
            blog.write(path, &text);
        }
        let mut build = blog.command("build").stderr(Stdio::null()).spawn().unwrap();
        // It has begun to write as soon as the first file is new; a little later in every round.
        let watched = format!("_site/{}", files[round * 20].0);
        while blog.read(&watched).starts_with(from) && build.try_wait().unwrap().is_none() {}
        build.kill().unwrap();
        build.wait().unwrap();
        for (path, _) in &files {
            let shown = blog.read(&format!("_site/{path}"));
            let source = blog.read(path);
            assert!(
                shown == source || shown == source.replace(to, from),
                "{path} is torn"
            );
        }
        blog.run("build").ok();
        for (path, _) in &files {
            assert_eq!(
                blog.read(&format!("_site/{path}")),
                blog.read(path),
                "{path}"
            );
        }
        let left: Vec<_> = blog
            .tree("_site")
            .into_iter()
            .filter(|(path, _)| path.contains("unfinished"))
            .collect();
        assert!(left.is_empty(), "half-written files are swept up");
    }
}

#[test]
fn builds_at_the_same_time_wait_for_each_other() {
    let blog = blog();
    let builds: Vec<_> = (0..4)
        .map(|_| {
            blog.command("build")
                .stderr(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for build in builds {
        Ran::from(build.wait_with_output().unwrap()).ok();
    }
    assert!(blog.read("_site/index.html").contains("one"));
    let left = fs::read_dir(blog.root()).unwrap().flatten();
    let left: Vec<_> = left
        .filter(|entry| entry.file_name().to_string_lossy().contains("lock"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_configuration_names_the_destination_and_the_command_line_goes_first() {
    let blog = Blog::of(&[("index.html", "---\n---\nhere\n")]);
    blog.write("_config.yml", "title: Test\ndestination: public/site\n");
    blog.run("build").ok();
    assert_eq!(blog.read("public/site/index.html").trim(), "here");
    assert!(!blog.path("_site").exists());
    // What was built is no source of the next build.
    blog.run("build").ok();
    assert!(!blog.path("public/site/public").exists());
    blog.run("check").ok();
    blog.run("build --destination out").ok();
    assert!(blog.path("out/index.html").exists());
    blog.run("clean").ok();
    assert!(!blog.path("public/site/index.html").exists());
    blog.write("_config.yml", "title: Test\ndestination: _posts\n");
    blog.run("build").fails(1, &["error[destination]"]);
}

#[test]
fn says_what_is_missing() {
    let blog = blog();
    let elsewhere = tempfile::tempdir().unwrap();
    let place = elsewhere.path().display();
    blog.run(&format!("--source {place} build")).fails(
        1,
        &[
            "error[not-a-blog]",
            "neither _config.yml nor _posts",
            "--source",
        ],
    );
    blog.run("").fails(2, &["Usage", "build", "serve"]);
    blog.run("build --tz").fails(2, &["--tz"]);
    blog.run("build --destination _posts")
        .fails(1, &["error[destination]"]);
    blog.run("report nowhere_20251204_20251204").fails(
        1,
        &[
            "no such file",
            "_data/nowhere_20251204_20251204/analysis.yaml",
        ],
    );
    blog.run("import no-such-file.json --dataset x")
        .fails(1, &["there is no such file", "no-such-file.json"]);
    blog.run("report ../../etc")
        .fails(1, &["cannot be the name of a dataset"]);
}

#[test]
fn new_post_names_its_file_and_never_overwrites() {
    let blog = blog();
    let new = |title: &str| {
        let mut command = blog.command("new post --now");
        Ran::from(
            command
                .args(["2025-12-04 10:01:40 +0800", title])
                .output()
                .unwrap(),
        )
    };
    assert_eq!(
        new("你好，世界").ok().out,
        "_posts/2025-12-04-你好-世界.md\n"
    );
    let text = blog.read("_posts/2025-12-04-你好-世界.md");
    assert_eq!(
        text,
        "---\nlayout: post\ntitle: \"你好，世界\"\ndate: \"2025-12-04 10:01:40 +0800\"\n---\n\n"
    );
    new("你好 世界").fails(1, &["error[exists]"]);
    assert_eq!(blog.read("_posts/2025-12-04-你好-世界.md"), text);
}

#[test]
fn a_manifest_names_every_file_by_its_content() {
    let blog = blog();
    blog.run("build --manifest files.sha256").ok();
    let manifest = blog.read("files.sha256");
    let paths: Vec<&str> = manifest.lines().map(|line| &line[66..]).collect();
    let tree = blog.tree("_site");
    let files = tree.iter().map(|(path, _)| path.as_str());
    let expected: Vec<&str> = files.filter(|path| !path.starts_with('.')).collect();
    assert_eq!(paths, expected);
    // The SHA-256 of `asset`, from another program.
    let hash = "d59386e0ae435e292fbe0ebcdb954b75ed5fb3922091277cb19f798fc5d50718";
    assert!(
        manifest
            .lines()
            .any(|line| line.starts_with(hash) && line.ends_with("  assets/a.txt"))
    );
}

#[test]
fn clean_takes_away_the_website_alone() {
    let blog = blog();
    let before = blog.tree(".");
    blog.run("build").ok();
    blog.run("clean").ok();
    assert_eq!(blog.tree("."), before);
    assert!(!blog.path("_site").exists());
    blog.write("out/mine.txt", "mine");
    blog.run("clean --destination out")
        .fails(1, &["error[not-ours]"]);
    assert_eq!(blog.read("out/mine.txt"), "mine");
}

#[test]
fn a_picture_of_any_words_needs_no_blog() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("w.tsv"), "大模型\t9\nRust\t4\nbad\tx\n").unwrap();
    let draw = |output: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_site"));
        let command = command.args(["--lang", "en", "wordcloud", "w.tsv", "-o", output]);
        Ran::from(command.current_dir(folder.path()).output().unwrap())
    };
    let ran = draw("w.png").ok();
    assert!(ran.err.contains("w.tsv:3"), "{ran:?}");
    assert!(
        fs::read(folder.path().join("w.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    draw("w.svg").ok();
    let svg = fs::read_to_string(folder.path().join("w.svg")).unwrap();
    assert!(svg.contains("大模型") && !svg.contains("bad"));
    draw("w.gif").fails(1, &["error[format]"]);
    // As spreadsheets save it: GB18030, UTF-16.
    let list = "大模型\t9\n推理芯片\t4\n开源社区\t3\n";
    let gbk: &[u8] = b"\xb4\xf3\xc4\xa3\xd0\xcd\t9\n\xcd\xc6\xc0\xed\xd0\xbe\xc6\xac\t4\n\xbf\xaa\xd4\xb4\xc9\xe7\xc7\xf8\t3\n";
    let utf16 = "\u{feff}".encode_utf16().chain(list.encode_utf16());
    let utf16: Vec<u8> = utf16.flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [(gbk, "GB"), (&utf16, "UTF-16LE")] {
        fs::write(folder.path().join("w.tsv"), bytes).unwrap();
        let ran = draw("w.svg").ok();
        assert!(
            ran.err.contains("[encoding]") && ran.err.contains(name),
            "{ran:?}"
        );
        let svg = fs::read_to_string(folder.path().join("w.svg")).unwrap();
        assert!(
            svg.contains("推理芯片") && svg.contains("开源社区"),
            "{name}"
        );
    }
    fs::write(folder.path().join("w.tsv"), "大模型\t9\nRust\t4\n").unwrap();
    draw("w.webp").ok();
    assert!(fs::read(folder.path().join("w.webp")).unwrap()[8..].starts_with(b"WEBP"));
    fs::write(
        folder.path().join("v.tsv"),
        "大模型\t3\t模型\n芯片\t9\t硬件\n",
    )
    .unwrap();
    let change = [
        "--lang",
        "en",
        "wordcloud",
        "v.tsv",
        "-o",
        "d.svg",
        "--before",
        "w.tsv",
        "--animate",
        "--link",
        "https://example.org/?q={word}",
        "--palette",
        "dark",
    ];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_site"));
    Ran::from(
        command
            .args(change)
            .current_dir(folder.path())
            .output()
            .unwrap(),
    )
    .ok();
    let svg = fs::read_to_string(folder.path().join("d.svg")).unwrap();
    for part in [
        "<animateTransform",
        "?q=%E8%8A%AF%E7%89%87",
        "● 硬件",
        ">Rust<",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    fs::write(folder.path().join("bad.otf"), "no font").unwrap();
    for (option, value) in [
        ("--font", "bad.otf"),
        ("--font", "gone.otf"),
        ("--shape", "w.tsv"),
        ("--palette", "pink"),
        ("--turned", "2"),
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_site"));
        let command = command.args([
            "--lang",
            "en",
            "wordcloud",
            "v.tsv",
            "-o",
            "e.png",
            option,
            value,
        ]);
        Ran::from(command.current_dir(folder.path()).output().unwrap()).fails(1, &["error["]);
    }
    assert!(!folder.path().join("e.png").exists());
}
