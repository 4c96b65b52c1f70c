//! What goes wrong in the world: the power fails, the disk is full, files cannot be read or go away, two builds begin at once, the
//! clock jumps. The old website and everything an author wrote stay whole, and the next run repairs.
//!
//! `FAULT_ROUNDS=500 cargo test -p site --test faults` kills more often than every day's tests do.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};
use support::{Blog, Ran};

const TEMPLATE: &str =
    "<!doctype html><title>{{ page.title }}</title><main>{{ content | safe }}</main>";
const REPORT: &str = "report tweets.jsonl --dataset ai --now 2025-12-05T00:00:00+08:00";
const SLUG: &str = "ai_20251204_20251204";

fn tweets(word: &str) -> String {
    let tweet = |i: u64| {
        format!(
            "{{\"id\":\"{}\",\"text\":\"OpenAI 发布了{word}模型，第 {i} 个人说推理更强\",\"created_at\":\"2025-12-04T02:{:02}:00.000Z\",\
             \"user\":{{\"screen_name\":\"sample_{i}\",\"name\":\"示例{i}\"}}}}\n",
            1996400000000000000 + i,
            i % 60
        )
    };
    (0..40).map(tweet).collect()
}

/// A blog in one of two states: what it is built from differs in every file.
fn write(blog: &Blog, word: &str) {
    blog.write("tweets.jsonl", &tweets(word));
    for i in 0..60 {
        blog.write(
            &format!("_posts/2025-11-{:02}-p{i}.md", 1 + i % 28),
            &format!(
                "---\nlayout: post\ntitle: {word} {i}\n---\n{}\n",
                word.repeat(400)
            ),
        );
        blog.write(
            &format!("assets/{}/{i}.txt", i % 5),
            &format!("{word} {i}\n").repeat(500),
        );
    }
}

fn blog() -> Blog {
    let blog = Blog::of(&[
        ("_templates/post.html", TEMPLATE),
        ("mine.md", "---\ntitle: m\n---\nmine\n"),
    ]);
    write(&blog, "旧");
    blog
}

type Tree = BTreeMap<String, Vec<u8>>;

/// The files of a folder but for locks, marks and what is half-written, which no reader sees.
fn tree(blog: &Blog, folder: &str) -> Tree {
    let seen = |(path, _): &(String, Vec<u8>)| !path.rsplit('/').next().unwrap().starts_with('.');
    blog.tree(folder).into_iter().filter(seen).collect()
}

/// Every file is one of those of the two states.
#[track_caller]
fn whole(now: &Tree, states: [&Tree; 2], round: usize) {
    for (path, bytes) in now {
        // Lists are of several sources, which may stand between the states themselves: their end shows that they are whole.
        if let Some(end) = [
            ("feed.json", "}\n"),
            ("feed.xml", "</feed>\n"),
            ("sitemap.xml", "</urlset>\n"),
        ]
        .iter()
        .find(|(list, _)| list == path)
        .map(|(_, end)| end.trim())
        {
            assert!(
                bytes.trim_ascii_end().ends_with(end.as_bytes()),
                "round {round}: {path} is cut"
            );
            continue;
        }
        let known = states.iter().any(|state| state.get(path) == Some(bytes));
        assert!(known, "round {round}: {path} is torn");
    }
}

/// Random enough, and the same every time.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6364136223846793005)
        .wrapping_add(1442695040888963407);
    *state >> 33
}

#[test]
fn whatever_is_killed_and_whenever_everything_stays_whole_and_the_next_run_repairs() {
    let rounds: usize = std::env::var("FAULT_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(24);
    // What there is to see in each state when nobody disturbs.
    let blog = blog();
    let mut times = BTreeMap::new();
    let mut state = |word: &str| {
        write(&blog, word);
        for command in [REPORT, "build"] {
            let begun = Instant::now();
            blog.run(command).ok();
            times.insert(command, begun.elapsed());
        }
        ["_site", "_posts", "_data", "assets"].map(|folder| tree(&blog, folder))
    };
    let (new, old) = (state("新"), state("旧"));
    let import = REPORT.replace("report", "import");
    let mut random = 7;
    let mut cut = 0;
    for round in 0..rounds {
        let word = if round % 2 == 0 { "新" } else { "旧" };
        write(&blog, word);
        let command = [REPORT, "build", &import][next(&mut random) as usize % 3];
        let whole_time = times
            .get(command)
            .or(times.get(REPORT))
            .unwrap()
            .as_micros() as u64;
        let mut child = blog
            .command(command)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moment = Duration::from_micros(next(&mut random) % whole_time);
        let begun = Instant::now();
        while begun.elapsed() < moment && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        cut += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(blog.read("mine.md"), "---\ntitle: m\n---\nmine\n");
        for (at, folder) in ["_site", "_posts", "assets"].into_iter().enumerate() {
            let at = [0, 1, 3][at];
            // The ledger and its files are judged by the repair.
            whole(&tree(&blog, folder), [&new[at], &old[at]], round);
        }
        if round % 4 == 3 {
            repaired(&blog, if word == "新" { &new } else { &old }, round);
        }
    }
    write(&blog, "旧");
    repaired(&blog, &old, rounds);
    assert!(
        cut > rounds / 4,
        "only {cut} of {rounds} were killed while they worked"
    );
    println!("{rounds} rounds, {cut} killed at work");
}

#[track_caller]
fn repaired(blog: &Blog, expected: &[Tree; 4], round: usize) {
    blog.run(REPORT).ok();
    blog.run("build").ok();
    for (at, folder) in ["_site", "_posts", "_data", "assets"]
        .into_iter()
        .enumerate()
    {
        let now = tree(blog, folder);
        let differs: Vec<_> = expected[at]
            .iter()
            .filter(|(path, bytes)| now.get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        assert!(
            differs.is_empty() && now.len() == expected[at].len(),
            "round {round}: {folder}: {differs:?}"
        );
    }
    let leftover = blog
        .tree(".")
        .into_iter()
        .find(|(path, _)| path.contains("unfinished"));
    let leftover = leftover.map(|(path, _)| path);
    assert_eq!(leftover, None, "something half-written is left");
    assert!(blog.path(&format!("_data/{SLUG}/tweets.jsonl")).exists());
}

#[test]
fn what_a_killed_run_left_half_written_is_cleared_away_wherever_it_is() {
    let blog = blog();
    blog.run(REPORT).ok();
    blog.run("build").ok();
    let all: Vec<String> = blog.tree(".").into_iter().map(|(path, _)| path).collect();
    // Files that `report` writes, each with what its own writer would have left.
    let mut left = 0;
    for path in all
        .iter()
        .filter(|path| path.contains(SLUG) || path.ends_with("_data/trends.yaml"))
    {
        let path = path.trim_start_matches("./");
        if path.starts_with("_site/") || path.rsplit('/').next().unwrap().starts_with('.') {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap();
        let name = fingerprint::Fingerprint::of_bytes(name.as_bytes()).to_string();
        let half = format!("{folder}/.site-unfinished-{}-1-1", &name[..16]);
        blog.write(&half, "half");
        left += 1;
    }
    assert!(left > 5, "{left}");
    blog.run(REPORT).ok();
    let half = blog.tree(".").into_iter().map(|(path, _)| path);
    let half: Vec<String> = half.filter(|path| path.contains("unfinished")).collect();
    assert_eq!(half, Vec::<String>::new());
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

/// A small file system of its own; taken down when dropped.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(at: &'a Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mount
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(
            Command::new("mount")
                .args(["-o", &options])
                .arg(self.0)
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_and_one_that_cannot_be_written_leave_the_old_website_whole() {
    let blog = blog();
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("disk");
    let Some(disk) = Disk::mount(&at, "size=3m") else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    let build = format!("build --destination {}/site", at.display());
    let site = || -> Tree {
        let files = walkdir::WalkDir::new(at.join("site"))
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file());
        let shown = files.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        shown
            .map(|entry| {
                (
                    entry.path().display().to_string(),
                    fs::read(entry.path()).unwrap(),
                )
            })
            .collect()
    };
    blog.run(&build).ok();
    let old = site();
    fs::write(at.join("ballast"), vec![0; 1]).unwrap();

    // Somebody else fills the rest; the new files do not fit beside the old ones.
    let mut ballast = vec![0u8; 3 << 20];
    while fs::write(at.join("ballast"), &ballast).is_err() {
        ballast.truncate(ballast.len() * 15 / 16);
    }
    write(&blog, "新");
    blog.write("assets/large.txt", &"large ".repeat(400_000));
    let begun = blog.run(&build);
    begun.fails(1, &["error[disk]", "free some space"]);
    let full = site();
    fs::remove_file(at.join("ballast")).unwrap();
    disk.remount("ro,size=3m");
    blog.run(&build).fails(1, &["error["]);
    assert_eq!(
        site(),
        full,
        "nothing changes on a disk that cannot be written"
    );
    disk.remount("rw,size=12m");
    blog.run(&build).ok();
    let new = site();
    assert_ne!(new, old);
    whole(&full, [&old, &new], 0);
    let unfinished = walkdir::WalkDir::new(&at)
        .into_iter()
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().contains("unfinished"));
    assert!(unfinished.is_none(), "{unfinished:?}");
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    let blog = blog();
    fs::set_permissions(blog.root(), fs::Permissions::from_mode(0o777)).unwrap();
    // Root may do everything: then somebody else runs the program.
    let mut program = vec![];
    if is_root() {
        program.extend([
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
        ]);
    }
    program.push(env!("CARGO_BIN_EXE_site"));
    let run = |arguments: &str| {
        let mut command = Command::new(program[0]);
        command
            .args(&program[1..])
            .args(arguments.split_whitespace())
            .current_dir(blog.root())
            .env("LC_ALL", "C.UTF-8");
        command.output().map(Ran::from).ok()
    };
    let mode = |path: &str, mode| {
        fs::set_permissions(blog.path(path), fs::Permissions::from_mode(mode)).unwrap()
    };
    if run("--version").is_none_or(|ran| ran.code != Some(0)) {
        println!("skipped: nobody else can run the program here");
        return;
    }
    run("build").unwrap().ok();
    let before = tree(&blog, "_site");
    for path in ["_posts/2025-11-01-p0.md", "_config.yml", "_posts"] {
        let was = fs::metadata(blog.path(path)).unwrap().permissions().mode();
        mode(path, 0o000);
        run("build")
            .unwrap()
            .fails(1, &["error[disk]", path, "permissions"]);
        assert_eq!(tree(&blog, "_site"), before, "{path}");
        mode(path, was);
    }
    write(&blog, "新");
    mode("_site", 0o555);
    run("build")
        .unwrap()
        .fails(1, &["error[disk]", "permissions"]);
    assert_eq!(tree(&blog, "_site"), before);
    mode("_site", 0o755);
    run("build").unwrap().ok();
    assert_ne!(tree(&blog, "_site"), before);
}

#[test]
fn files_that_come_and_go_while_they_are_read_stop_nothing() {
    let blog = blog();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                let name = format!("assets/flicker{}.txt", round % 7);
                blog.write(&name, "x");
                blog.write(&format!("away{}/deep/x.txt", round % 3), "x");
                let _ = fs::remove_file(blog.path(&name));
                let _ = fs::remove_dir_all(blog.path(&format!("away{}", (round + 1) % 3)));
                if over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let results: Vec<Ran> = (0..12).map(|_| blog.run("build")).collect();
        over.store(true, Ordering::Relaxed);
        for ran in results {
            ran.ok();
        }
    });
}

#[test]
fn builds_that_begin_at_once_wait_for_each_other() {
    let blog = blog();
    for word in ["新", "旧"] {
        write(&blog, word);
        let all: Vec<_> = (0..5)
            .map(|_| {
                blog.command("build")
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in all {
            Ran::from(child.wait_with_output().unwrap()).ok();
        }
        let together = tree(&blog, "_site");
        blog.run("build --destination alone").ok();
        assert_eq!(together, tree(&blog, "alone"));
    }
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let blog = blog();
    blog.run("build --now 2026-01-01").ok();
    let before = (tree(&blog, "_site"), blog.times("_site"));
    for (path, seconds) in [
        ("_posts/2025-11-01-p0.md", 0),
        ("_config.yml", 32_503_680_000),
        ("mine.md", 1),
    ] {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        fs::File::options()
            .write(true)
            .open(blog.path(path))
            .unwrap()
            .set_modified(time)
            .unwrap();
    }
    blog.run("build --now 2026-01-01").ok();
    assert_eq!((tree(&blog, "_site"), blog.times("_site")), before);
    for now in ["1970-01-01", "9999-12-31"] {
        blog.run(&format!("build --destination other --now {now}"))
            .ok();
    }
}
