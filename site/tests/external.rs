//! `site check --external` against a website of our own on this machine: what is asked for, how politely, and what is said.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::{Blog, Ran};

/// A website that remembers what it was asked for and when. It ends with the test.
struct Website {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Website {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().unwrap().unwrap();
                let head: Vec<String> = lines
                    .map(Result::unwrap)
                    .take_while(|line| !line.is_empty())
                    .collect();
                assert!(
                    head.iter()
                        .any(|line| line.to_lowercase().starts_with("user-agent: tuibao/")),
                    "{head:?}"
                );
                let request = first.trim_end_matches(" HTTP/1.1").to_owned();
                log.lock().unwrap().push((request.clone(), Instant::now()));
                let (method, path) = request.split_once(' ').unwrap();
                let (status, more, body) = match path {
                    "/robots.txt" => ("200 OK", "", "User-agent: *\nDisallow: /private\n"),
                    "/gone" | "/gone/2" => ("404 Not Found", "", "no"),
                    "/headless" if method == "HEAD" => ("405 Method Not Allowed", "", ""),
                    "/moved" => ("301 Moved Permanently", "Location: /gone/2\r\n", ""),
                    "/round" => ("302 Found", "Location: /round\r\n", ""),
                    "/ill" => ("503 Service Unavailable", "", ""),
                    "/login" => ("403 Forbidden", "", ""),
                    "/endless" => ("200 OK", "", "xxxxxxxx"),
                    _ => ("200 OK", "", "fine"),
                };
                let length = if path == "/endless" {
                    usize::MAX / 4
                } else {
                    body.len()
                };
                let body = if method == "HEAD" { "" } else { body };
                let answer = format!(
                    "HTTP/1.1 {status}\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
                // Whoever has heard enough hangs up.
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, asked }
    }

    fn requests(&self) -> Vec<String> {
        let mut asked: Vec<String> = self
            .asked
            .lock()
            .unwrap()
            .drain(..)
            .map(|(request, _)| request)
            .collect();
        asked.sort();
        asked
    }
}

fn blog(links: &[String]) -> Blog {
    let links: String = links
        .iter()
        .map(|link| format!("<a href=\"{link}\">x</a>\n"))
        .collect();
    let page = format!("---\n---\n<!doctype html><html lang=\"en\"><title>t</title>\n{links}");
    let blog = Blog::of(&[
        ("index.html", &page),
        ("_config.yml", "url: https://blog.example\n"),
    ]);
    blog.run("build").ok();
    blog
}

fn check(blog: &Blog, more: &str) -> Ran {
    blog.run(&format!(
        "check --format json --external --external-pause 0 {more}"
    ))
}

#[test]
fn says_what_is_gone_once_asked_and_asks_nobody_twice() {
    let website = Website::new();
    let at = |path: &str| format!("http://{}{path}", website.address);
    let dead = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let paths = [
        "/fine",
        "/fine#part",
        "/gone",
        "/headless",
        "/moved",
        "/round",
        "/ill",
        "/login",
        "/endless",
        "/private/x",
    ];
    let mut links: Vec<String> = paths.iter().map(|path| at(path)).collect();
    links.push(format!("http://{dead}/"));
    let blog = blog(&links);
    let ran = check(&blog, "--external-private");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let mut found: Vec<(String, String, u64)> = ran
        .out
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
            (
                text("code"),
                text("message"),
                value["line"].as_u64().unwrap_or_default(),
            )
        })
        .collect();
    // Addresses hold ports that differ from run to run.
    found.sort_by_key(|(_, _, line)| *line);
    let expected = [
        ("external-gone", "/gone`", 4),
        ("external-gone", "/moved`", 6),
        ("external-unreachable", "/round`", 7),
        ("external-unwell", "/ill`", 8),
        ("external-unreachable", &format!("{dead}/`"), 12),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((code, message, line), (wanted, part, at)) in found.iter().zip(expected) {
        assert!(
            code == wanted && message.contains(part) && *line == at,
            "{found:#?}"
        );
    }
    let asked = website.requests();
    assert_eq!(
        asked
            .iter()
            .filter(|request| request.ends_with("/robots.txt"))
            .count(),
        1
    );
    assert_eq!(
        asked
            .iter()
            .filter(|request| request.ends_with("/fine"))
            .collect::<Vec<_>>(),
        ["HEAD /fine"]
    );
    assert!(asked.contains(&"GET /headless".to_owned()), "{asked:?}");
    assert!(
        !asked.iter().any(|request| request.contains("/private")),
        "{asked:?}"
    );

    // The next run knows it all, and says so.
    let again = check(&blog, "--external-private");
    assert_eq!(
        (again.code, again.out.lines().count()),
        (Some(1), 5),
        "{again:?}"
    );
    assert_eq!(website.requests(), [""; 0]);
    // What is old, or cannot be read, is asked for again.
    let cache = blog.read(".site-links.jsonl");
    assert!(cache.contains("/fine"), "{cache}");
    blog.write(
        ".site-links.jsonl",
        &format!("{{broken\n{}", cache.replace("\"asked\":1", "\"asked\":0")),
    );
    check(&blog, "--external-private");
    assert!(website.requests().contains(&"HEAD /fine".to_owned()));
}

#[test]
fn keeps_to_its_limits_and_its_pause() {
    let website = Website::new();
    let links: Vec<String> = (0..9)
        .map(|n| format!("http://{}/{n}", website.address))
        .collect();
    let blog = blog(&links);
    let ran = check(&blog, "--external-private --external-most 3");
    assert!(ran.err.contains("3 asked for now, 6 left"), "{ran:?}");
    assert_eq!(website.requests().len(), 4);
    let none = check(&blog, "--external-private --external-time 0");
    assert!(none.err.contains("0 asked for now, 6 left"), "{none:?}");
    let ran = blog.run("check --external --external-private --external-most 3 --external-pause 40");
    assert!(ran.err.contains("3 asked for now, 3 left"), "{ran:?}");
    let times: Vec<Instant> = website
        .asked
        .lock()
        .unwrap()
        .iter()
        .map(|(_, time)| *time)
        .collect();
    let pauses = times.windows(2).map(|pair| pair[1] - pair[0]);
    // The website notes when it has read a request, so the pause between two notes is only about that between the requests.
    assert!(
        pauses.clone().sum::<Duration>() >= Duration::from_millis(3 * 40 - 20),
        "{:?}",
        pauses.collect::<Vec<_>>()
    );
}

#[test]
fn does_not_knock_at_this_machine_or_its_network_because_a_stranger_says_so() {
    let website = Website::new();
    let port = website.address.port();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "a.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "printer.local",
    ];
    let links: Vec<String> = hosts
        .iter()
        .map(|host| format!("http://{host}:{port}/x"))
        .collect();
    let blog = blog(&links);
    let ran = check(&blog, "");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(
        ran.out.matches("external-private").count(),
        hosts.len(),
        "{ran:?}"
    );
    assert_eq!(website.requests(), [""; 0]);
    // Without the option nobody is asked for anything.
    blog.run("check").ok();
    assert_eq!(website.requests(), [""; 0]);
}
