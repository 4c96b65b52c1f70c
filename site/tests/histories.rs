//! Law 1 over whole histories: a random blog, edited at random in every way; after each edit the warm build, the cold one and what the
//! development server answers are the same, byte for byte, and the edit has cost no more than an edit of its kind may.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use site::{Build, Memos, Settings, SourceFile, Sources, build};
use std::collections::{BTreeMap, BTreeSet};
use support::server::Server;
use support::writing::{Blog, Dice};

/// How many histories, and how many edits in each.
const HISTORIES: (u64, usize) = (24, 16);
/// The same for the server, which waits a moment after each edit.
const SERVED: (u64, usize) = (2, 24);

const NOW: &str = "2026-01-01T00:00:00+08:00";

fn settings() -> Settings {
    let now = NOW.parse().unwrap();
    Settings {
        time: Some(now),
        ..Settings::at(now)
    }
}

fn sources(files: &BTreeMap<String, Vec<u8>>) -> Sources {
    let files = files.iter();
    files
        .map(|(path, bytes)| (path, SourceFile::new(bytes.as_slice())))
        .collect()
}

fn told(build: &Build) -> String {
    format!("{:#?}", build.diagnostics)
}

/// Whether two websites have the same bytes. What is named by what it is made of is not made for this: drawing takes its time.
fn same(one: &Build, other: &Build) -> bool {
    let files = one.outputs.iter().zip(other.outputs.iter());
    one.outputs.len() == other.outputs.len()
        && files.into_iter().all(|((path, file), (its, other))| {
            let named = file.is_named() && other.is_named();
            path == its && file.fingerprint() == other.fingerprint() && (named || file == other)
        })
}

/// The HTML pages that are new or have other bytes.
fn changed(before: &Build, after: &Build) -> Vec<String> {
    let pages = after.outputs.iter().filter(|(path, output)| {
        path.ends_with(".html") && before.outputs.get(path) != Some(*output)
    });
    pages.map(|(path, _)| path.to_owned()).collect()
}

#[test]
fn a_warm_build_is_a_cold_one_and_costs_what_the_edit_touches() {
    for seed in 1..=HISTORIES.0 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut blog = Blog::random(&mut dice);
        let mut memos = Memos::default();
        let mut last = build(&sources(&blog.files()), &settings(), &mut memos);
        assert!(last.is_ok(), "{seed}: {}", told(&last));
        for step in 0..HISTORIES.1 {
            let (what, cost) = blog.edit(&mut dice);
            let sources = sources(&blog.files());
            let warm = build(&sources, &settings(), &mut memos);
            let cold = build(&sources, &settings(), &mut Memos::default());
            let here = format!("seed {seed}, step {step}, {what}");
            assert_eq!(told(&warm), told(&cold), "{here}");
            assert_eq!(warm.is_ok(), !blog.is_broken(), "{here}: {}", told(&warm));
            let differ: Vec<String> = changed(&cold, &warm);
            assert!(same(&warm, &cold), "{here}: {differ:?}");
            let (read, rendered) = (warm.economy.articles_read, warm.economy.pages_rendered);
            assert!(
                read <= cost.read && rendered <= cost.rendered,
                "{here}: {read} read, {rendered} rendered; {cost:?}; other are {:?}",
                changed(&last, &warm)
            );
            if warm.is_ok() && last.is_ok() {
                let changed = changed(&last, &warm);
                assert!(
                    changed.len() <= rendered,
                    "{here}: {rendered} rendered, other are {changed:?}"
                );
            }
            let again = build(&sources, &settings(), &mut memos).economy;
            assert_eq!(
                (again.articles_read, again.pages_rendered),
                (0, 0),
                "{here}"
            );
            last = warm;
        }
    }
}

#[test]
fn what_is_served_is_a_cold_build_after_every_edit() {
    for seed in 1..=SERVED.0 {
        let mut dice = Dice(seed.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let mut blog = Blog::random(&mut dice);
        let folder = support::Blog::of(&[]);
        let mut written = BTreeMap::new();
        save(&folder, &mut written, marked(&blog, "begin"));
        let server = Server::of(&folder, &format!("--watch --now {NOW}"));
        let mut good = cold(&marked(&blog, "begin"));
        let mut drawn = BTreeSet::new();
        for step in 0..SERVED.1 {
            let (what, _) = blog.edit(&mut dice);
            let here = format!("seed {seed}, step {step}, {what}");
            let mark = format!("mark-{seed}-{step}");
            let files = marked(&blog, &mark);
            let mut tab = server.open(&format!("{}404.html", server.base));
            let now = cold(&files);
            save(&folder, &mut written, files);
            let old: Vec<String> = good
                .outputs
                .iter()
                .map(|(path, _)| path.to_owned())
                .collect();
            if now.is_ok() {
                while server.file("mark.txt").body != mark {
                    tab.event();
                }
                good = now;
            } else {
                tab.hears(&format!("{mark}.md"));
            }
            for (path, output) in good.outputs.iter() {
                // A picture whose path is the name of what it shows is drawn and compared once.
                if output.is_named() && !drawn.insert(path.to_owned()) {
                    continue;
                }
                let served = server.file(path).body;
                assert!(
                    served == String::from_utf8_lossy(&output.bytes()),
                    "{path}: {here}\n{served}"
                );
            }
            for path in old.iter().filter(|path| good.outputs.get(path).is_none()) {
                assert_eq!(server.file(path).status, 404, "{path}: {here}");
            }
        }
    }
}

/// The files of a blog, with a mark that can be seen when they have been looked at: in the website, or among what is wrong with it.
fn marked(blog: &Blog, mark: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = blog.files();
    let (path, text) = match blog.is_broken() {
        true => (format!("{mark}.md"), "---\ntitle: [\n---\n"),
        false => ("mark.txt".to_owned(), mark),
    };
    files.insert(path, text.as_bytes().to_vec());
    files
}

/// Brings a folder to hold these files, the mark last, so that whoever sees it has seen everything.
fn save(
    folder: &support::Blog,
    written: &mut BTreeMap<String, Vec<u8>>,
    files: BTreeMap<String, Vec<u8>>,
) {
    for path in written.keys().filter(|path| !files.contains_key(*path)) {
        std::fs::remove_file(folder.path(path)).unwrap();
    }
    let (marks, others): (Vec<_>, Vec<_>) =
        files.iter().partition(|(path, _)| path.starts_with("mark"));
    for (path, bytes) in others.into_iter().chain(marks) {
        if written.get(path) != Some(bytes) {
            folder.put(path, bytes);
        }
    }
    *written = files;
}

fn cold(files: &BTreeMap<String, Vec<u8>>) -> Build {
    build(&sources(files), &settings(), &mut Memos::default())
}
