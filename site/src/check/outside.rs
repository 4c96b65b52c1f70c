//! Links to other websites: which there are, and what the answer of one means.
//!
//! It must not know how an answer was come by.

use super::Files;
use super::address::{Address, Base};
use super::page::Page;
use post::Diagnostic;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An address of another website, with the first place that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The address, absolute and without its fragment.
    pub address: String,
    /// The first page that links to it.
    pub file: String,
    /// The line there, from 1.
    pub line: u32,
}

/// What became of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The website's status, after all redirections.
    Status(u16),
    /// No answer: what went wrong.
    Failed(String),
    /// The website asks programs to stay away.
    Unwelcome,
    /// The address lies in a private network or on this machine: a stranger's link must not make us knock there.
    Private,
}

impl Answer {
    /// Whether it says something about the page, and so is worth remembering for days.
    pub fn lasts(&self) -> bool {
        matches!(self, Self::Status(200..=399 | 404 | 410) | Self::Unwelcome)
    }
}

/// Every address of another website that the pages link to, sorted.
pub fn outside(files: &Files<'_>, url: &str, baseurl: &str) -> Vec<Outside> {
    let base = Base::new(url, baseurl);
    let found: Vec<Vec<Outside>> = files
        .par_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| {
            let links = Page::read(bytes).links.into_iter();
            links
                .filter(|link| matches!(base.resolve(path, &link.address), Ok(Address::Elsewhere)))
                .filter_map(|link| {
                    Some(Outside {
                        address: absolute(&link.address)?,
                        file: (*path).to_owned(),
                        line: link.line,
                    })
                })
                .collect()
        })
        .collect();
    let mut first = BTreeMap::new();
    for one in found.into_iter().flatten() {
        first.entry(one.address.clone()).or_insert(one);
    }
    first.into_values().collect()
}

/// The address as it is asked for; `None` where it is not one of the web.
fn absolute(written: &str) -> Option<String> {
    let bare: String = written
        .chars()
        .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
        .collect();
    let (scheme, rest) = match bare.split_once("//") {
        Some(("", rest)) => ("https:", rest),
        Some((scheme, rest)) => (scheme, rest),
        None => return None,
    };
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http:" | "https:") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    // A name and a password are nobody's business.
    if host.is_empty() || host.contains(['@', ' ', '\\']) {
        return None;
    }
    let host = in_ascii(host)?;
    Some(format!("{scheme}//{host}{}", crate::address::encode(path)))
}

/// A host, perhaps with its port, as the network knows it: `例子.中国` is `xn--fsqu00a.xn--fiqs8s` (UTS 46).
fn in_ascii(host: &str) -> Option<Cow<'_, str>> {
    if host.is_ascii() {
        return Some(host.into());
    }
    let port = host.rfind(':').unwrap_or(host.len());
    let (name, port) = host.split_at(port);
    let name = idna::domain_to_ascii_cow(name.as_bytes(), idna::AsciiDenyList::URL).ok()?;
    Some(format!("{name}{port}").into())
}

/// What to tell the author, if anything. `days` is how long ago the answer was given, if not now.
pub fn told(link: &Outside, answer: &Answer, days: Option<u64>) -> Option<Diagnostic> {
    let Outside {
        address,
        file,
        line,
    } = link;
    let (ago_en, ago_zh) = match days {
        None => (String::new(), String::new()),
        Some(0) => (
            " (asked earlier today)".to_owned(),
            "（今天早些时候的结果）".to_owned(),
        ),
        Some(days) => (
            format!(" (asked {days} days ago)"),
            format!("（{days} 天前的结果）"),
        ),
    };
    let diagnostic = match answer {
        Answer::Status(status @ (404 | 410)) => Diagnostic::error(
            "external-gone",
            format!("`{address}` is gone: status {status}{ago_en}"),
            format!("“{address}”已不存在：状态码 {status}{ago_zh}"),
        )
        .help(
            "correct the link, or link to a copy of it in an archive",
            "请改正链接，或改为指向网页存档",
        ),
        Answer::Status(status @ 500..=599) => Diagnostic::warning(
            "external-unwell",
            format!("`{address}` answers with an error of its own: status {status}{ago_en}"),
            format!("“{address}”的网站出错：状态码 {status}{ago_zh}"),
        ),
        Answer::Failed(why) => Diagnostic::warning(
            "external-unreachable",
            format!("`{address}` cannot be reached: {why}{ago_en}"),
            format!("无法访问“{address}”：{why}{ago_zh}"),
        ),
        Answer::Private => Diagnostic::warning(
            "external-private",
            format!(
                "`{address}` leads to this machine or to its network: readers cannot follow it"
            ),
            format!("“{address}”指向本机或内部网络：读者无法访问"),
        ),
        // What needs a login, a browser or patience says nothing about whether the page is there.
        Answer::Status(_) | Answer::Unwelcome => return None,
    };
    Some(diagnostic.at(file, *line, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_address_once_where_it_first_stands() {
        let page = "<a href='https://b.example/x#y'>1</a>\n<a href='//a.example/中'>2</a><a href='https://b.example/x'>3</a>\
                    <a href='/here'>4</a><a href='mailto:a@b.example'>5</a><a href='https://me.example/q'>6</a><a href='https://u:p@c.example'>7</a>\
                    <img src='data:image/png;base64,//' alt=''><a href='HTTP://d.example?a b'>8</a>\
                    <a href='https://例子。中国:8443/甲'>9</a><a href='https://中%41.y'>10</a>";
        let files = [("a.html", page.as_bytes()), ("b.html", page.as_bytes())].into();
        let found: Vec<_> = outside(&files, "https://me.example", "")
            .into_iter()
            .map(|one| format!("{} {}:{}", one.address, one.file, one.line))
            .collect();
        assert_eq!(
            found,
            [
                "http://d.example?a%20b a.html:2",
                "https://a.example/%E4%B8%AD a.html:2",
                "https://b.example/x a.html:1",
                "https://xn--fsqu00a.xn--fiqs8s:8443/%E7%94%B2 a.html:2"
            ]
        );
    }
}
