//! What earlier reports of a dataset had and said: their tweets, their topics, the addresses of their posts.
//!
//! It must not know what is made of them.

use super::{Blog, dataset};
use crate::edge::{files, folders};
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, Mapping, Value, yaml};
use report::analyse::{Earlier, Previous};
use report::analysis::Analysis;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml};
use site::inventory::inventory;
use site::{Settings, SourceFile, Sources};

/// How many datasets back the latest report is looked for.
const MOST: usize = 30;

/// How many earlier reports are looked at, the latest first…
const REPORTS: usize = 14;
/// …as long as they have no more tweets than this together.
const TWEETS: u64 = 200_000;

/// The earlier reports of the same name: of days those that end before and do not begin after; of spans those that lie wholly
/// before. The latest first.
///
/// # Errors
/// What the disk refuses.
pub(super) fn reports(blog: &Blog, own: &Dataset) -> Result<Vec<Earlier>, Box<Diagnostic>> {
    let mut found = all(blog)?;
    found.retain(|(slug, other)| other.slug == *slug && is_before(other, own));
    found.sort_by(|(_, a), (_, b)| (b.window.to, &b.slug).cmp(&(a.window.to, &a.slug)));
    let mut tweets = 0;
    let near = found.into_iter().take(REPORTS).take_while(|(_, one)| {
        tweets += one.counts.kept;
        tweets <= TWEETS
    });
    near.map(|(_, one)| report(blog, &one)).collect()
}

/// The datasets of the same name whose days are before this one's, the latest first.
///
/// # Errors
/// What the disk refuses.
pub(super) fn slugs(blog: &Blog, own: &Dataset) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut found = all(blog)?;
    found.retain(|(_, other)| is_alike(other, own) && other.window.to < own.window.from);
    found.sort_by(|(a, one), (b, other)| (other.window.to, b).cmp(&(one.window.to, a)));
    Ok(found.into_iter().map(|(slug, _)| slug).collect())
}

/// Every dataset of the blog that can be read, with its folder.
fn all(blog: &Blog) -> Result<Vec<(String, Dataset)>, Box<Diagnostic>> {
    let refused = |error| Box::new(files::refused("_data", &error));
    let mut found = Vec::new();
    for slug in folders::below(&blog.root.join("_data")).map_err(refused)? {
        let path = dataset::path(&slug, "dataset.yaml");
        let Some(bytes) = dataset::read(blog, &path)? else {
            continue;
        };
        let read = from_yaml::<Dataset>(&path, &String::from_utf8_lossy(&bytes));
        found.extend(read.ok().map(|read| (slug, read)));
    }
    Ok(found)
}

/// Whether two are of the same name, and both of days or both of spans.
fn is_alike(other: &Dataset, own: &Dataset) -> bool {
    other.name == own.name && other.rollup.is_empty() == own.rollup.is_empty()
}

fn is_before(other: &Dataset, own: &Dataset) -> bool {
    let (theirs, ours) = (&other.window, &own.window);
    let ends = match own.rollup.is_empty() {
        true => theirs.to < ours.to && theirs.from <= ours.from,
        false => theirs.to < ours.from,
    };
    ends && is_alike(other, own)
}

/// The tweets and topics of a report. What is wrong in its files is told when it is made itself.
fn report(blog: &Blog, about: &Dataset) -> Result<Earlier, Box<Diagnostic>> {
    let read = |name: &str| dataset::read(blog, &dataset::path(&about.slug, name));
    let (tweets, labels) = (read("tweets.jsonl")?, read("labels.jsonl")?);
    let (tweets, _) = from_jsonl("tweets.jsonl", tweets.as_deref().unwrap_or_default());
    let (labels, _) = from_jsonl("labels.jsonl", labels.as_deref().unwrap_or_default());
    let told = summed_up(blog, &about.slug)?;
    let (topics, url) = told.map_or_else(Default::default, |told| (told.topics, told.url));
    let days = (about.window.from, about.window.to);
    Ok(Earlier::new(days, url, topics, tweets, labels))
}

/// The latest report of the same name whose days are before this one's.
pub(super) fn previous(
    blog: &Blog,
    dataset: &Dataset,
) -> Result<Option<Previous>, Box<Diagnostic>> {
    for slug in slugs(blog, dataset)?.into_iter().take(MOST) {
        let longest = dataset.window.to - dataset.window.from;
        // A month may follow a longer one.
        let longest =
            longest + chrono::Duration::days(if dataset.rollup.is_empty() { 0 } else { 3 });
        if let Some(one) = summed_up(blog, &slug)?
            && one.to - one.from <= longest
        {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

/// The reports of the days that a roll-up is made of.
pub(super) fn days(blog: &Blog, dataset: &Dataset) -> Result<Vec<Previous>, Box<Diagnostic>> {
    let days = dataset.rollup.iter().filter(|slug| dataset::is_name(slug));
    let found = days.map(|slug| summed_up(blog, slug));
    Ok(found
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// What another report said, with the address of its post; nothing of one that says nothing.
fn summed_up(blog: &Blog, slug: &str) -> Result<Option<Previous>, Box<Diagnostic>> {
    let read = |name: &str| dataset::read(blog, &dataset::path(slug, name));
    let (Some(about), Some(analysis)) = (read("dataset.yaml")?, read("analysis.yaml")?) else {
        return Ok(None);
    };
    // What is wrong with another report is told when that is made.
    let about = from_yaml::<Dataset>("dataset.yaml", &String::from_utf8_lossy(&about));
    let analysis = from_yaml::<Analysis>("analysis.yaml", &String::from_utf8_lossy(&analysis));
    let (Ok(about), Ok(analysis)) = (about, analysis) else {
        return Ok(None);
    };
    if analysis.topics.is_empty() {
        return Ok(None);
    }
    Ok(Some(Previous {
        from: about.window.from,
        to: about.window.to,
        url: address(blog, &analysis.file, about.as_of)?,
        topics: analysis.topics,
    }))
}

/// The address of a post in the blog, `baseurl` included; none of one that is not there or not published.
fn address(
    blog: &Blog,
    file: &str,
    now: DateTime<FixedOffset>,
) -> Result<Option<String>, Box<Diagnostic>> {
    let path = format!("_posts/{file}");
    if !dataset::is_name(file) {
        return Ok(None);
    }
    let Some(post) = dataset::read(blog, &path)? else {
        return Ok(None);
    };
    let config = dataset::read(blog, "_config.yml")?.unwrap_or_default();
    let base: Mapping = yaml::from_str(&String::from_utf8_lossy(&config)).unwrap_or_default();
    let base = base
        .get("baseurl")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let settings = Settings {
        future: Some(true),
        ..Settings::at(now)
    };
    let mut sources = Sources::new();
    sources.insert("_config.yml", SourceFile::new(config));
    sources.insert(path.clone(), SourceFile::new(post));
    let (entries, _) = inventory(&sources, &settings);
    let found = entries.into_iter().find(|entry| entry.path == path);
    let base = base.trim_end_matches('/');
    Ok(found
        .filter(|entry| !entry.url.is_empty())
        .map(|entry| format!("{base}{}", entry.url)))
}
