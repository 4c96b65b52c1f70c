//! What people who mean harm may hand to the commands: names, links, pictures and files of any size. The program says no, or does
//! its work; it writes nowhere else, and it takes no more memory than it is given.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::os::unix::fs::symlink;
use std::process::Command;
use support::{Blog, Ran};

/// The program with at most this many MB of memory.
fn limited(blog: &Blog, megabytes: u32, arguments: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_site");
    let script = format!(
        "ulimit -d {}; exec {program} --threads 2 {arguments}",
        megabytes * 1024
    );
    let mut command = Command::new("bash");
    command
        .arg("-c")
        .arg(script)
        .current_dir(blog.root())
        .env("LC_ALL", "C.UTF-8");
    Ran::from(command.output().unwrap())
}

const TWEET: &str = r#"{"id":"1996400000000000001","text":"hello","created_at":"2025-12-04T02:00:00.000Z","user":{"screen_name":"sample_a","name":"a"}}"#;

#[test]
fn names_of_datasets_are_names() {
    let blog = Blog::of(&[("tweets.jsonl", TWEET)]);
    let outside = blog.root().parent().unwrap().join("hostile-name");
    for name in [
        "../hostile-name",
        "/tmp/hostile-name",
        "a/b",
        "..",
        ".",
        "",
        ".git",
        "a b",
        "a\\b",
        "a\nb",
        "报/告",
        "{{x}}",
        "-x",
        "$(id)",
    ] {
        for command in ["import", "report"] {
            let mut ran = blog.command(command);
            ran.arg("tweets.jsonl").arg(format!("--dataset={name}"));
            let ran = Ran::from(ran.output().unwrap());
            assert!(matches!(ran.code, Some(1 | 2)), "{name:?}: {ran:?}");
            assert!(!ran.err.contains("panicked"), "{ran:?}");
        }
        for command in ["analyse", "report"] {
            let mut ran = blog.command(command);
            ran.arg("--").arg(name);
            let ran = Ran::from(ran.output().unwrap());
            assert!(matches!(ran.code, Some(1 | 2)), "{name:?}: {ran:?}");
        }
    }
    assert!(!outside.exists() && !blog.path("_data").exists());
}

#[test]
fn links_out_of_the_blog_are_never_published() {
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("key.txt"), "a secret").unwrap();
    let outside = secret.path().display().to_string();
    for (at, to) in [
        ("key.txt", format!("{outside}/key.txt")),
        ("assets/folder", outside.clone()),
        ("_posts/2025-12-04-a.md", format!("{outside}/key.txt")),
        ("_templates/post.html", "/etc/passwd".into()),
        ("_data/x.yaml", "/proc/self/environ".into()),
        ("up", "..".into()),
        ("root", "/".into()),
        ("here", ".".into()),
        ("itself", "itself".into()),
        ("zero.txt", "/dev/zero".into()),
    ] {
        let blog = Blog::of(&[
            ("index.html", "---\n---\nfine"),
            ("assets/a.txt", "a"),
            ("_posts/x", ""),
            ("_templates/x", ""),
            ("_data/y.yaml", "a: b"),
        ]);
        symlink(&to, blog.path(at)).unwrap();
        blog.run("build").fails(1, &["error[", at]);
        assert!(!blog.path("_site").exists(), "{at}");
    }
    // A destination, or a folder in it, that leads elsewhere is not followed.
    let blog = Blog::of(&[("index.html", "---\n---\nfine"), ("assets/key.txt", "mine")]);
    blog.run("build").ok();
    std::fs::remove_dir_all(blog.path("_site/assets")).unwrap();
    symlink(secret.path(), blog.path("_site/assets")).unwrap();
    blog.run("build").ok();
    assert_eq!(
        std::fs::read_to_string(secret.path().join("key.txt")).unwrap(),
        "a secret"
    );
    assert_eq!(blog.read("_site/assets/key.txt"), "mine");
}

#[test]
fn pictures_larger_than_memory_are_refused() {
    let blog = Blog::of(&[("words.txt", "一\t3\n二\t2\n三\t1\n")]);
    let header = |width: u32, height: u32| {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, 6, 0, 0, 0]);
        let mut crc = !0u32;
        for byte in &chunk {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    0xedb8_8320 ^ (crc >> 1)
                } else {
                    crc >> 1
                };
            }
        }
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        bytes.extend(chunk);
        bytes.extend((!crc).to_be_bytes());
        bytes
    };
    for (name, bytes) in [
        ("bomb.png", header(60_000, 60_000)),
        ("huge.png", header(0x7fff_ffff, 0x7fff_ffff)),
        ("zero.png", header(0, 0)),
        ("none.png", b"<script>alert(1)</script>".to_vec()),
        ("deep.svg", [b"<svg>".to_vec(), b"<g>".repeat(100_000)].concat()),
        ("entities.svg", b"<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg>&b;</svg>".to_vec()),
        ("path.svg", [&b"<svg viewBox='0 0 9 9'><path d='"[..], &b"M0 0L9e99 9e99".repeat(5_000), b"'/></svg>"].concat()),
    ] {
        std::fs::write(blog.path(name), bytes).unwrap();
        let ran = limited(&blog, 1024, &format!("wordcloud words.txt -o out.png --shape {name}"));
        assert!(matches!(ran.code, Some(0 | 1)), "{name}: {ran:?}");
    }
    for size in [
        "--width 4000000000",
        "--height 4000000000",
        "--width 0",
        "--width 100000 --height 100000",
        "--words 99999999",
        "--min-size nan",
        "--margin 9e99",
    ] {
        let ran = limited(
            &blog,
            1024,
            &format!("wordcloud words.txt -o out.png {size}"),
        );
        assert!(matches!(ran.code, Some(0..=2)), "{size}: {ran:?}");
    }
}

#[test]
fn a_file_of_tweets_larger_than_memory_is_read_and_a_word_of_ten_megabytes_too() {
    let blog = Blog::of(&[]);
    let long = "字".repeat(3_400_000);
    blog.write(
        "long.jsonl",
        &format!("{}\n{TWEET}\n", TWEET.replace("hello", &long)),
    );
    blog.write("deep.json", &"[".repeat(3_000_000));
    blog.write("nul.jsonl", &format!("{}\n{TWEET}", "\0".repeat(5_000_000)));
    for file in ["long.jsonl", "deep.json", "nul.jsonl"] {
        let ran = limited(&blog, 1500, &format!("import {file} --dataset x"));
        assert!(matches!(ran.code, Some(0 | 1)), "{file}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{ran:?}");
    }
}
