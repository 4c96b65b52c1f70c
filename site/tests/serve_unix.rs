//! What the development server does with the system it runs on: links, interrupts, limits, the browser.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use support::Blog;
use support::server::Server;

const PAGE: &str = "---\n---\n<!doctype html><title>A</title><body><p>one</p></body>\n";

/// A test that waits longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn an_interrupt_ends_it_well_and_leaves_nothing_behind() {
    let blog = Blog::of(&[("index.html", PAGE)]);
    let before = blog.tree(".");
    let mut server = Server::of(&blog, "--watch");
    // Somebody who listens does not keep it from ending.
    let mut tab = server.open("/");
    let number = server.child.id().to_string();
    let mut asked = Command::new("kill");
    assert!(asked.args(["-INT", &number]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert_eq!(tab.rest(), "");
    assert_eq!(blog.tree("."), before);
}

#[test]
fn what_links_lead_to_is_watched_too() {
    let blog = Blog::of(&[
        ("index.html", PAGE),
        ("drawer/real.html", PAGE),
        ("cupboard/inner/deep.html", PAGE),
    ]);
    symlink("drawer/real.html", blog.path("linked.html")).unwrap();
    symlink("cupboard/inner", blog.path("shelf")).unwrap();
    let server = Server::of(&blog, "--watch");
    let two = PAGE.replace("one", "two");
    for (file, address) in [
        ("drawer/real.html", "/linked.html"),
        ("cupboard/inner/deep.html", "/shelf/deep.html"),
    ] {
        let mut tab = server.open(address);
        blog.write(file, &two);
        assert_eq!(tab.event().0, "reload", "{address}");
        assert!(server.get(address).body.contains("<p>two</p>"));
    }
    // A link that leads elsewhere from now on.
    let mut tab = server.open("/linked.html");
    blog.write("drawer/other.html", &PAGE.replace("one", "three"));
    symlink("drawer/other.html", blog.path("new")).unwrap();
    fs::rename(blog.path("new"), blog.path("linked.html")).unwrap();
    assert_eq!(tab.event().0, "reload");
    assert!(server.get("/linked.html").body.contains("<p>three</p>"));
}

#[test]
fn the_browser_is_opened_at_the_blog() {
    let blog = Blog::of(&[("index.html", PAGE)]);
    let tools = tempfile::tempdir().unwrap();
    let told = tools.path().join("told");
    let made = Command::new("mkfifo").arg(&told).status().unwrap();
    assert!(made.success());
    let text = format!("#!/bin/sh\nprintf '%s' \"$1\" > '{}'\n", told.display());
    for name in ["xdg-open", "open"] {
        let program = tools.path().join(name);
        fs::write(&program, &text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let mut command = blog.command("serve --port 0 --open --baseurl /b");
    command.env("PATH", format!("{}:{path}", tools.path().display()));
    let server = Server::begun(command.stderr(Stdio::null()));
    let (sender, opened) = channel();
    thread::spawn(move || sender.send(fs::read_to_string(told).unwrap()));
    let expected = format!("http://{}/b/", server.address);
    assert_eq!(opened.recv_timeout(PATIENCE), Ok(expected));
}

/// The system's limit is set for the server alone, in a namespace of its own; where that is not allowed there is nothing to see.
#[cfg(target_os = "linux")]
#[test]
fn where_the_system_has_no_more_watches_it_looks_by_itself_and_says_so() {
    let alone = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]);
        command
    };
    const LIMIT: &str = "echo 2 > /proc/sys/user/max_inotify_watches";
    let allowed = alone(LIMIT).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|ended| ended.success()) {
        return;
    }
    let blog = Blog::of(&[("index.html", PAGE), ("a/b.txt", ""), ("c/d/e.txt", "")]);
    let plain = blog.command("serve --port 0 --watch");
    let mut command = alone(&format!("{LIMIT} && exec \"$0\" \"$@\""));
    command.arg(plain.get_program()).args(plain.get_args());
    command.current_dir(blog.root()).env("LC_ALL", "C.UTF-8");
    command.env("XDG_CACHE_HOME", blog.caches());
    let mut server = Server::begun(command.stderr(Stdio::piped()));
    let said = BufReader::new(server.child.stderr.take().unwrap());
    let said = said.lines().map_while(Result::ok);
    assert!(
        said.into_iter()
            .any(|line| line.contains("looking every second instead"))
    );
    let mut tab = server.open("/");
    blog.write("index.html", &PAGE.replace("one", "two"));
    assert_eq!(tab.event().0, "reload");
}
