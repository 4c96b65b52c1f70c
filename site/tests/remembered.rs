//! A build over a website that is as it should be has nothing to do; and whatever is other than it was, it is noticed. What was
//! remembered is told from what was made by a lie in the record: a number of posts that no build would count.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use fingerprint::Fingerprint;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use support::Blog;

/// What is changed, how, and with which switches the next build is asked for.
type Change<'a> = (&'a str, &'a dyn Fn(&Blog), &'a str);

const LIE: &str = "777 posts";

fn blog() -> Blog {
    let blog = Blog::of(&[
        (
            "_templates/post.html",
            "<title>{{ page.title }}</title>{{ content }}",
        ),
        ("_templates/frame.html", "{{ content }}"),
        (
            "_posts/2025-01-01-a.md",
            "---\nlayout: post\ntitle: a\n---\nSee [b](/nowhere/).\n",
        ),
        (
            "_posts/2025-01-02-b.md",
            "---\nlayout: post\ntitle: b\n---\none\n",
        ),
        ("_drafts/c.md", "---\nlayout: post\ntitle: c\n---\nlater\n"),
        ("_data/facts.yaml", "a: 1\n"),
        ("assets/a.css", "p { color: red }\n"),
    ]);
    blog.run("build").ok();
    blog
}

fn record(blog: &Blog) -> PathBuf {
    let mut entries = fs::read_dir(blog.caches().join("tuibao/builds")).unwrap();
    entries.next().unwrap().unwrap().path()
}

/// Puts the lie into the record, which stays sound.
fn lie(blog: &Blog) {
    let path = record(blog);
    let text = fs::read_to_string(&path).unwrap();
    let text = text.split_once('\n').unwrap().1;
    let text = text.replace("\"counts\":[2,", "\"counts\":[777,");
    assert!(text.contains("777"), "{text}");
    let sum = Fingerprint::of_bytes(text.as_bytes());
    fs::write(path, format!("{sum}\n{text}")).unwrap();
}

#[test]
fn what_stands_is_not_made_again_and_nothing_is_touched() {
    let blog = blog();
    let first = blog.run("build").ok();
    lie(&blog);
    let (before, record_before) = (blog.times("_site"), fs::read(record(&blog)).unwrap());
    let again = blog.run("build").ok();
    assert!(
        again.err.contains(LIE) && again.err.contains("0 files written"),
        "{again:#?}"
    );
    assert_eq!(blog.times("_site"), before);
    assert_eq!(fs::read(record(&blog)).unwrap(), record_before);
    // What there was to tell is told again.
    let warned = |text: &str| text.contains("_posts/2025-01-01-a.md") && text.contains("/nowhere/");
    assert!(
        warned(&first.err) && warned(&again.err),
        "{first:#?} {again:#?}"
    );
}

#[test]
fn whatever_is_other_than_it_was_is_noticed() {
    let changes: &[Change] = &[
        (
            "a body",
            &|blog| {
                blog.write(
                    "_posts/2025-01-02-b.md",
                    "---\nlayout: post\ntitle: b\n---\ntwo\n",
                )
            },
            "",
        ),
        (
            "a template",
            &|blog| blog.write("_templates/post.html", "<b>{{ content }}</b>"),
            "",
        ),
        (
            "a template that nobody uses",
            &|blog| blog.write("_templates/frame.html", "x"),
            "",
        ),
        (
            "the configuration",
            &|blog| blog.write("_config.yml", "title: Other\n"),
            "",
        ),
        ("data", &|blog| blog.write("_data/facts.yaml", "a: 2\n"), ""),
        (
            "an asset",
            &|blog| blog.write("assets/a.css", "p { color: blue }\n"),
            "",
        ),
        (
            "a new file",
            &|blog| blog.write("assets/b.css", "p { color: red }\n"),
            "",
        ),
        (
            "a removed file",
            &|blog| fs::remove_file(blog.path("assets/a.css")).unwrap(),
            "",
        ),
        (
            "a file with another name",
            &|blog| fs::rename(blog.path("assets/a.css"), blog.path("assets/c.css")).unwrap(),
            "",
        ),
        ("a switch", &|_| {}, "--drafts"),
        ("the base", &|_| {}, "--baseurl /x"),
        ("the moment", &|_| {}, "--now 2025-01-01"),
        (
            "an output",
            &|blog| blog.write("_site/2025/01/02/b.html", "by hand"),
            "",
        ),
        (
            "an output of the same length",
            &|blog| blog.write("_site/assets/a.css", "p { color: RED }\n"),
            "",
        ),
        (
            "a removed output",
            &|blog| fs::remove_file(blog.path("_site/assets/a.css")).unwrap(),
            "",
        ),
        (
            "the manifest",
            &|blog| blog.write("_site/.site-manifest", "# nothing\n"),
            "",
        ),
        (
            "a removed website",
            &|blog| fs::remove_dir_all(blog.path("_site")).unwrap(),
            "",
        ),
        (
            "a broken record",
            &|blog| fs::write(record(blog), "{").unwrap(),
            "",
        ),
        (
            "a record cut short",
            &|blog| {
                let text = fs::read(record(blog)).unwrap();
                fs::write(record(blog), &text[..text.len() - 1]).unwrap();
            },
            "",
        ),
        (
            "no record",
            &|blog| fs::remove_file(record(blog)).unwrap(),
            "",
        ),
    ];
    for (what, change, arguments) in changes {
        let blog = blog();
        lie(&blog);
        change(&blog);
        let ran = blog.run(&format!("build {arguments}"));
        assert!(!ran.err.contains(LIE), "{what} was not noticed");
        if *what == "the manifest" {
            // A folder that no build knows is somebody's.
            continue;
        }
        ran.ok();
        let warm = blog.tree("_site");
        let mut cold = blog.command(&format!("build --destination cold {arguments}"));
        assert!(cold.output().unwrap().status.success());
        assert!(
            warm == blog.tree("cold"),
            "{what}: not what a cold build makes"
        );
    }
}

#[test]
fn another_program_believes_no_record() {
    let blog = blog();
    lie(&blog);
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("site");
    fs::copy(env!("CARGO_BIN_EXE_site"), &other).unwrap();
    let ran = Command::new(other)
        .arg("build")
        .current_dir(blog.root())
        .env("XDG_CACHE_HOME", blog.caches())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && !told.contains(LIE), "{told}");
}

#[test]
fn no_folder_for_caches_is_no_trouble() {
    let blog = blog();
    let mut command = blog.command("build");
    command.env("XDG_CACHE_HOME", "/dev/null/nowhere");
    assert!(command.output().unwrap().status.success());
    command.env_remove("XDG_CACHE_HOME").env_remove("HOME");
    assert!(command.output().unwrap().status.success());
}
