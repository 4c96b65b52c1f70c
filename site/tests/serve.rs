//! The development server over a real socket: what it answers, whom it refuses, and what it tells open pages. Nothing here
//! waits for time to pass: every step ends with an event that the server sends.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use support::Blog;
use support::server::{Server, published};

const PAGE: &str = "---\n---\n<!doctype html><title>A</title><body><p>one</p></body>\n";

fn blog() -> Blog {
    Blog::of(&[
        ("index.html", PAGE),
        ("about/index.html", PAGE),
        ("other.html", PAGE),
        ("assets/a.css", "p { color: red }"),
        ("assets/digits.txt", "0123456789"),
    ])
}

#[test]
fn answers_as_a_static_host_does() {
    let blog = blog();
    let server = Server::of(&blog, "");
    let home = server.get("/");
    assert_eq!(
        (home.status, home.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(home.body.contains("<p>one</p>"));
    assert!(
        !home.body.contains("__site"),
        "without --watch a page is as it will be published"
    );
    assert_eq!(server.get("/other").status, 200);
    let slash = server.get("/about?q=1");
    assert_eq!(
        (slash.status, slash.header("location")),
        (302, "/about/?q=1")
    );
    assert_eq!(
        server.get("/assets/a.css").header("content-type"),
        "text/css; charset=utf-8"
    );

    let etag = home.header("etag").to_owned();
    let again = server.ask("GET", "/", &format!("If-None-Match: {etag}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = server.ask("HEAD", "/assets/digits.txt", "");
    assert_eq!(
        (
            head.status,
            head.header("content-length"),
            head.body.as_str()
        ),
        (200, "10", "")
    );
    let part = server.ask("GET", "/assets/digits.txt", "Range: bytes=2-4\r\n");
    assert_eq!(
        (
            part.status,
            part.header("content-range"),
            part.body.as_str()
        ),
        (206, "bytes 2-4/10", "234")
    );
    assert_eq!(
        server
            .ask("GET", "/assets/digits.txt", "Range: bytes=10-\r\n")
            .status,
        416
    );
    assert_eq!(server.ask("POST", "/", "Content-Length: 0\r\n").status, 405);
}

#[test]
fn shows_nobody_what_is_not_published() {
    let blog = blog();
    blog.write(".env", "secret");
    blog.write("_data/x/tweets.jsonl", "secret");
    let server = Server::of(&blog, "--watch");
    for path in [
        "/.env",
        "/../_config.yml",
        "/%2e%2e/_config.yml",
        "/assets/..%2f..%2f_config.yml",
        "/_config.yml",
        "/_data/x/tweets.jsonl",
        "/..%5c_config.yml",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/__site/",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for headers in [
        "Host: evil.example\r\n",
        "Host: 127.0.0.1.evil.example:4000\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
    ] {
        assert_eq!(server.ask("GET", "/", headers).status, 403, "{headers}");
        assert_eq!(
            server.ask("GET", "/__site/events", headers).status,
            403,
            "{headers}"
        );
    }
    assert_eq!(server.ask("GET", "http://evil.example/", "").status, 403);
}

#[test]
fn a_page_hears_of_what_concerns_it_and_of_nothing_else() {
    let blog = blog();
    let server = Server::of(&blog, "--watch");
    let (mut home, mut other) = (server.open("/"), server.open("/other.html"));

    blog.write("index.html", &PAGE.replace("one", "two"));
    assert_eq!(home.event().0, "reload");
    assert!(server.get("/").body.contains("<p>two</p>"));

    // The other page hears nothing of that; the first it hears of is the style sheet.
    blog.write("assets/a.css", "p { color: blue }");
    assert_eq!(
        other.event(),
        ("assets".into(), "[\"/assets/a.css\"]".into())
    );

    // Errors come over the page and go; meanwhile the last good website stays up.
    blog.write("_posts/2025-01-01-a.md", "---\ntitle: [<b>\n---\n");
    let (event, problems) = other.event();
    assert_eq!(event, "problems");
    assert!(problems.contains("_posts/2025-01-01-a.md"), "{problems}");
    assert!(server.get("/").body.contains("<p>two</p>"));
    blog.write("_posts/2025-01-01-a.md", "---\ntitle: b\n---\nhello\n");
    assert_eq!(other.event(), ("problems".into(), "[]".into()));
    assert!(server.get("/2025/01/01/a.html").body.contains("hello"));

    // A page that goes away, as an editor deletes it or git moves it.
    let mut gone = server.open("/2025/01/01/a.html");
    std::fs::remove_file(blog.path("_posts/2025-01-01-a.md")).unwrap();
    assert_eq!(gone.event().0, "reload");
    assert_eq!(server.get("/2025/01/01/a.html").status, 404);

    // A page that is missing and then made, in a folder that is new.
    let mut missing = server.open("/new/page.html");
    blog.write("new/deep/x.txt", "x");
    blog.write("new/page.html", PAGE);
    assert_eq!(missing.event().0, "reload");
    assert_eq!(server.get("/new/page.html").status, 200);
    assert!(
        !blog.path("_site").exists(),
        "what is served is not written"
    );
}

#[test]
fn every_way_of_saving_is_noticed() {
    let blog = blog();
    let server = Server::of(&blog, "--watch");
    let page = blog.path("index.html");
    for (round, save) in [
        // In place; renamed over it; deleted and made again; moved away as a backup and written anew.
        (|page, text| std::fs::write(page, text).unwrap()) as fn(&std::path::Path, &str),
        |page, text| {
            let next = page.with_file_name(".index.html.swp");
            std::fs::write(&next, text).unwrap();
            std::fs::rename(next, page).unwrap();
        },
        |page, text| {
            std::fs::remove_file(page).unwrap();
            std::fs::write(page, text).unwrap();
        },
        |page, text| {
            std::fs::rename(page, page.with_file_name("index.html~")).unwrap();
            std::fs::write(page, text).unwrap();
        },
    ]
    .into_iter()
    .enumerate()
    {
        let mut home = server.open("/");
        let text = format!("round {round}");
        save(&page, &PAGE.replace("one", &text));
        // Deleting and making again may be seen as two changes.
        while !server.get("/").body.contains(&text) {
            assert_eq!(home.event().0, "reload");
        }
    }
}

#[test]
fn a_baseurl_holds_here_too_and_a_poll_notices_as_well() {
    let blog = blog();
    blog.write("_config.yml", "baseurl: /blog\n");
    let server = Server::of(&blog, "--watch --poll");
    assert_eq!(server.base, "/blog/");
    assert_eq!(server.get("/").header("location"), "/blog/");
    assert_eq!(server.get("/other.html").status, 404);
    let mut page = server.open("/blog/other.html");
    blog.write("other.html", &PAGE.replace("one", "two"));
    assert_eq!(page.event().0, "reload");
}

#[test]
fn a_taken_port_is_left_to_whom_it_belongs() {
    let blog = blog();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::on(&blog, port, "");
    assert!(server.address.ip().is_loopback());
    assert_ne!(server.address.port(), port);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn many_slow_clients_keep_nobody_out() {
    let blog = blog();
    let server = Server::of(&blog, "--watch");
    let idle: Vec<_> = (0..300)
        .map(|_| server.send("GET / HTTP/1.1\r\nHost: loc"))
        .collect();
    assert_eq!(server.get("/").status, 200);
    drop(idle);
}

#[test]
fn what_is_served_is_what_a_cold_build_makes_after_every_edit() {
    let post = |title: &str, body: &str| {
        format!("---\nlayout: post\ntitle: {title}\ntags: [x]\n---\n{body}\n")
    };
    let blog = blog();
    blog.write(
        "_templates/post.html",
        "<title>{{ page.title }}</title>{% include \"part.html\" %}{{ content }}",
    );
    blog.write("_templates/part.html", "<i>{{ site.data.facts.a }}</i>");
    blog.write(
        "_templates/tag.html",
        "{% for post in page.posts %}{{ post.title }}{% endfor %}",
    );
    blog.write("_data/facts.yaml", "a: 1\n");
    for day in 1..6 {
        blog.write(
            &format!("_posts/2025-01-0{day}-p{day}.md"),
            &post("p", "one"),
        );
    }
    let server = Server::of(&blog, "--watch");
    let remove = |path: &str| std::fs::remove_file(blog.path(path)).unwrap();
    let edits: &[(&str, &dyn Fn())] = &[
        ("body", &|| {
            blog.write("_posts/2025-01-02-p2.md", &post("p", "two"))
        }),
        ("title", &|| {
            blog.write("_posts/2025-01-02-p2.md", &post("q", "two"))
        }),
        ("template", &|| {
            blog.write(
                "_templates/post.html",
                "<b>{{ page.title }}</b>{% include \"part.html\" %}{{ content }}",
            )
        }),
        ("include", &|| {
            blog.write("_templates/part.html", "<u>{{ site.data.facts.a }}</u>")
        }),
        ("data", &|| blog.write("_data/facts.yaml", "a: 2\n")),
        ("configuration", &|| {
            blog.write("_config.yml", "title: Other\nurl: https://b.example\n")
        }),
        ("asset", &|| blog.write("assets/a.css", "p { color: blue }")),
        ("new post", &|| {
            blog.write("_posts/2025-02-01-new.md", &post("new", "new"))
        }),
        ("deleted post", &|| remove("_posts/2025-01-03-p3.md")),
        ("moved post", &|| {
            std::fs::create_dir_all(blog.path("news/_posts")).unwrap();
            std::fs::rename(
                blog.path("_posts/2025-01-04-p4.md"),
                blog.path("news/_posts/2025-01-04-p4.md"),
            )
            .unwrap();
        }),
        ("many files at once, as git writes them", &|| {
            for day in 1..6 {
                blog.write(
                    &format!("_posts/2025-01-0{day}-p{day}.md"),
                    &post("branch", "checked out"),
                );
            }
            std::fs::remove_dir_all(blog.path("news")).unwrap();
        }),
    ];
    for (number, (what, edit)) in edits.iter().enumerate() {
        let mut tab = server.open("/other.html");
        edit();
        // Written last, so that whoever sees it has seen the edit.
        let mark = format!("mark {number}");
        blog.write("other.html", &PAGE.replace("one", &mark));
        while !server.get("/other.html").body.contains(&mark) {
            tab.event();
        }
        let cold = tempfile::tempdir().unwrap();
        let place = cold.path().display().to_string();
        blog.run(&format!("build --destination {place}")).ok();
        for (path, bytes) in blog.tree(&place) {
            if !path.starts_with('.') {
                let served = published(&server.get(&format!("/{path}")).body);
                assert_eq!(
                    served,
                    String::from_utf8_lossy(&bytes),
                    "{path} after {what}"
                );
            }
        }
    }
    assert_eq!(server.get("/news/2025/01/04/p4.html").status, 404);
}
