//! Reads a built site as a visitor would and lists what is broken: links, anchors, pictures, ids, canonical addresses,
//! feeds, orphans.
//!
//! It sees only the finished files, never templates or posts, so it cannot share a mistake with the build.

mod address;
mod canonical;
mod outside;
mod page;
mod pictures;
mod robots;
mod xml;

pub use outside::{Answer, Outside, outside, told};
pub use robots::Robots;

use address::{Address, Base};
use page::Page;
use post::Diagnostic;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The files of a built site, by their path below its root, with `/`.
pub type Files<'a> = BTreeMap<&'a str, &'a [u8]>;

/// Everything that is wrong with a built site, in the order of its files. Links to other sites are not followed.
///
/// `url` and `baseurl` are the site's own, as in `_config.yml`: addresses below them are looked up among `files`.
pub fn check(files: &Files<'_>, url: &str, baseurl: &str) -> Vec<Diagnostic> {
    let base = Base::new(url, baseurl);
    let pages: BTreeMap<&str, Page> = files
        .par_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (*path, Page::read(bytes)))
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    let mut findings: Vec<Diagnostic> = pages
        .par_iter()
        .flat_map_iter(|(path, page)| {
            page_findings(path, page)
                .into_iter()
                .chain(link_findings(path, page, &pages, files, &base))
        })
        .collect();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        findings.extend(xml::findings(path, bytes, files, &base));
    }
    findings.extend(pictures::findings(&pages, files, &base));
    findings.extend(canonical::findings(&pages, files, &base));
    findings.extend(shared_titles(&pages));
    findings.extend(orphans(&pages, files, &base));
    findings
}

/// What is wrong with a page by itself.
fn page_findings(path: &str, page: &Page) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, line) in &page.repeated_ids {
        findings.push(
            Diagnostic::error(
                "duplicate-id",
                format!("the id `{id}` is used twice"),
                format!("id“{id}”出现了两次"),
            )
            .at(path, *line, 0)
            .help(
                "links to it reach only the first: give one of them another id",
                "指向它的链接只能到达第一个：请改掉其中一个",
            ),
        );
    }
    for line in &page.pictures_without_alt {
        findings.push(
            Diagnostic::warning(
                "image-alt",
                "a picture has no alternative text",
                "图片没有替代文字",
            )
            .at(path, *line, 0)
            .help(
                "write what it shows between the brackets: `![text](picture)`",
                "请在方括号里写明图片内容：`![说明](图片)`",
            ),
        );
    }
    if page.title.is_none() && !page.is_redirect {
        findings.push(
            Diagnostic::warning("title", "the page has no title", "页面没有标题")
                .at(path, 0, 0)
                .help(
                    "give it a `title` in its front matter",
                    "请在 front matter 里写 `title`",
                ),
        );
    }
    findings
}

/// Links of a page that lead nowhere on this site.
fn link_findings(
    path: &str,
    page: &Page,
    pages: &BTreeMap<&str, Page>,
    files: &Files<'_>,
    base: &Base,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for link in &page.links {
        let target = match base.resolve(path, &link.address) {
            Ok(Address::Here { file, fragment }) => (file, fragment),
            Ok(Address::Elsewhere) => continue,
            Err(reason) => {
                findings.push(
                    Diagnostic::error(
                        "bad-address",
                        format!("`{}` is not an address: {}", link.address, reason.en),
                        format!("“{}”不是合法的地址：{}", link.address, reason.zh),
                    )
                    .at(path, link.line, 0),
                );
                continue;
            }
        };
        let (file, fragment) = target;
        let Some(found) = address::file_for(&file, files) else {
            findings.push(
                Diagnostic::error(
                    "broken-link",
                    format!("`{}` leads to nothing on this site", link.address),
                    format!("“{}”在本站没有对应的文件", link.address),
                )
                .at(path, link.line, 0)
                .help(
                    "correct the link, or add what it points to",
                    "请改正链接，或补上它指向的内容",
                ),
            );
            continue;
        };
        let missing_anchor = fragment.filter(|fragment| {
            // `#` and `#top` are the page itself, as browsers have it.
            !fragment.is_empty()
                && !fragment.eq_ignore_ascii_case("top")
                && pages
                    .get(found)
                    .is_some_and(|target| !target.ids.contains(fragment.as_str()))
        });
        if let Some(fragment) = missing_anchor {
            findings.push(
                Diagnostic::error(
                    "broken-anchor",
                    format!("`{}`: {found} has no id `{fragment}`", link.address),
                    format!("“{}”：{found} 里没有 id“{fragment}”", link.address),
                )
                .at(path, link.line, 0)
                .help(
                    "ids come from headings: was one renamed?",
                    "id 来自标题：标题是否改过名？",
                ),
            );
        }
    }
    findings
}

/// Pages that cannot be told apart in a list of results.
fn shared_titles(pages: &BTreeMap<&str, Page>) -> Vec<Diagnostic> {
    let mut by_title: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, page) in pages {
        if let Some(title) = page.title.as_deref().filter(|_| !page.is_redirect) {
            by_title.entry(title).or_default().push(path);
        }
    }
    by_title
        .into_iter()
        .filter(|(_, paths)| paths.len() > 1)
        .map(|(title, paths)| {
            Diagnostic::warning(
                "duplicate-title",
                format!(
                    "{} pages share the title `{title}`: {}",
                    paths.len(),
                    paths.join(", ")
                ),
                format!(
                    "{} 个页面的标题都是“{title}”：{}",
                    paths.len(),
                    paths.join("、")
                ),
            )
            .at(paths[0], 0, 0)
        })
        .collect()
}

/// Pages no other page links to: nobody finds them.
fn orphans(pages: &BTreeMap<&str, Page>, files: &Files<'_>, base: &Base) -> Vec<Diagnostic> {
    let linked: BTreeSet<&str> = pages
        .iter()
        .flat_map(|(path, page)| page.links.iter().map(move |link| (*path, link)))
        .filter_map(|(path, link)| match base.resolve(path, &link.address) {
            Ok(Address::Here { file, .. }) => {
                address::file_for(&file, files).filter(|found| *found != path)
            }
            _ => None,
        })
        .collect();
    pages
        .iter()
        .filter(|(path, page)| {
            !linked.contains(*path)
                && !page.is_redirect
                && !matches!(**path, "index.html" | "404.html")
        })
        .map(|(path, _)| {
            Diagnostic::warning(
                "orphan",
                "no page links to this one",
                "没有任何页面链接到这一页",
            )
            .at(*path, 0, 0)
            .help(
                "link to it, or leave it out of the site",
                "请加上链接，或不要发布它",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &str = r##"<!doctype html><html><head><title>a</title></head><body><h1 id="x">a</h1>
<a href="/b/#y">b</a><img src="/c.jpg" alt="">"##;
    /// The head of a picture of 4x2 pixels (GIF: browsers go by the first bytes, not by the name).
    const PICTURE: &str = "GIF89a\x04\0\x02\0\0\0\0";
    const OTHER: &str = r##"<!doctype html><title>b</title><p id="y"><svg><title>chart</title></svg><a href="../#x">a</a>"##;

    fn findings(files: &[(&str, &str)]) -> Vec<String> {
        let files: Files = files
            .iter()
            .map(|(path, text)| (*path, text.as_bytes()))
            .collect();
        check(&files, "https://me.example", "")
            .iter()
            .map(|d| format!("{} {d}", d.code))
            .collect()
    }

    #[test]
    fn a_whole_site_has_no_finding() {
        let sitemap = "<urlset><url><loc>https://me.example/b/</loc></url></urlset>";
        let site = [
            ("index.html", FINE),
            ("b/index.html", OTHER),
            ("c.jpg", PICTURE),
            ("sitemap.xml", sitemap),
        ];
        assert_eq!(findings(&site), [""; 0]);
    }

    #[test]
    fn everything_broken_is_named_with_its_line() {
        let page = "<title>a</title>\n<p id=x><p id=x>\n<img src=gone.jpg>\n<a href='#no'>x</a><a href='/gone/'>x</a>";
        let feed = "<feed><link href='https://me.example/gone.html'/></feed>";
        let site = [
            ("index.html", page),
            ("a.html", page),
            ("feed.xml", feed),
            ("bad.xml", "<a></b>"),
        ];
        let found = findings(&site).join("\n");
        for expected in [
            "duplicate-id index.html:2:0",
            "image-alt index.html:3:0",
            "broken-link index.html:3:0: `gone.jpg`",
            "broken-anchor index.html:4:0: `#no`",
            "broken-link index.html:4:0: `/gone/`",
            "broken-link feed.xml:1:0",
            "xml bad.xml:1:0",
            "duplicate-title a.html",
            "orphan a.html",
        ] {
            assert!(found.contains(expected), "{expected} not in\n{found}");
        }
    }

    #[test]
    fn pictures_are_whole_light_and_of_the_shape_that_is_kept_for_them() {
        let page = "<title>a</title><img alt src=fine.gif width=8 height=4><img alt src=fine.gif width=20 height=40>
<img alt src=fine.gif width=8 height=8>
<img alt src=page.png><img alt src=heavy.gif width=100%><img alt src=drawn.svg width=1 height=9>
<img alt src=page.png>";
        let heavy = format!("{PICTURE}{}", " ".repeat(2_000_000));
        let site = [
            ("index.html", page),
            ("fine.gif", PICTURE),
            ("heavy.gif", &heavy),
            ("page.png", "<html>"),
            ("drawn.svg", "<svg/>"),
        ];
        assert_eq!(
            findings(&site),
            [
                "image-size index.html:2:0: `fine.gif` is 4x2 but is given the shape of 8x8",
                "image-damaged index.html:3:0: `page.png` is not a picture that browsers read",
                "image-heavy index.html:3:0: `heavy.gif` is 2.0 MB: readers on a phone wait for it",
            ]
        );
    }

    #[test]
    fn canonical_addresses_are_one_and_end_somewhere() {
        let page = |addresses: &str| {
            let links = addresses
                .split(' ')
                .map(|to| format!("<link rel=canonical href='{to}'>"));
            format!(
                "<title>{addresses}</title>{}\n<a href=/a.html>.</a><a href=/b.html>.</a><a href=/c.html>.</a><a href=/d.html>.</a>",
                links.collect::<String>()
            )
        };
        let (a, b) = (page("https://me.example/b.html"), page("/c.html"));
        let (c, d) = (
            page("/c.html https://first.example/c"),
            page("https://other.example/d"),
        );
        let site = [
            ("a.html", &*a),
            ("b.html", &*b),
            ("c.html", &*c),
            ("d.html", &*d),
        ];
        assert_eq!(
            findings(&site),
            [
                "canonical a.html:1:0: its canonical address `https://me.example/b.html` is b.html, which names another page in turn",
                "canonical c.html:1:0: two canonical addresses: `/c.html` and `https://first.example/c`",
            ]
        );
    }
}
