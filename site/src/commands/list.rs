//! `site list`: what is in the blog, published or not.
//!
//! It must not know how a blog is read.

use super::{Blog, Outcome, build};
use crate::cli::{List, Listed};
use crate::edge::terminal::Terminal;
use serde::Serialize;
use serde_json::json;
use site::article::Kind;
use site::inventory::{Entry, inventory};
use std::collections::BTreeMap;

/// Prints one thing a line.
///
/// # Errors
/// None: what cannot be read is told, and the rest is listed.
pub(super) fn run(args: &List, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let scan = blog.scanner().scan();
    let (entries, mut told) = inventory(&scan.sources, &build::settings(&args.which));
    told.extend(scan.diagnostics);
    terminal.show(&told);
    let of_kind = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind);
    match args.what {
        Listed::Posts => of_kind(Kind::Post).for_each(|entry| show(entry, args.json, terminal)),
        Listed::Drafts => of_kind(Kind::Draft).for_each(|entry| show(entry, args.json, terminal)),
        Listed::Pages => of_kind(Kind::Page).for_each(|entry| show(entry, args.json, terminal)),
        Listed::Tags => terms(&entries, |entry| &entry.tags, args.json, terminal),
        Listed::Categories => terms(&entries, |entry| &entry.categories, args.json, terminal),
    }
    Ok(())
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<String>,
    url: &'a str,
    published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<&'static str>,
    tags: &'a [String],
    categories: &'a [String],
}

fn show(entry: &Entry, json: bool, terminal: &Terminal) {
    if json {
        let line = json!(Line {
            path: &entry.path,
            title: &entry.title,
            date: entry.date.map(|date| date.to_rfc3339()),
            url: &entry.url,
            published: entry.hidden.is_none(),
            hidden: entry.hidden.map(|why| why.names().0),
            tags: &entry.tags,
            categories: &entry.categories,
        })
        .to_string();
        terminal.print(&line, &line);
        return;
    }
    let date = entry.date.map(|date| date.format("%Y-%m-%d").to_string());
    let date = date.unwrap_or_else(|| "-".repeat(10));
    // A title is one line, and moves no cursor.
    let title: String = entry.title.chars().filter(|c| !c.is_control()).collect();
    let line = |note: Option<&str>| {
        let note = note.map(|note| format!("  [{note}]")).unwrap_or_default();
        format!("{date}  {title}  {}{note}", entry.path)
    };
    let (en, zh) = entry.hidden.map(|why| why.names()).unzip();
    terminal.print(line(en), line(zh));
}

fn terms(entries: &[Entry], of: fn(&Entry) -> &[String], json: bool, terminal: &Terminal) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let published = entries
        .iter()
        .filter(|entry| entry.kind != Kind::Page && entry.hidden.is_none());
    for name in published.flat_map(of) {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    for (name, posts) in counts {
        let line = match json {
            true => json!({ "name": name, "posts": posts }).to_string(),
            false => format!("{posts:>6}  {name}"),
        };
        terminal.print(&line, &line);
    }
}
