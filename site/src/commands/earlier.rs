//! What earlier reports of a dataset had: their tweets and topics, from their folders in `_data/`.
//!
//! It must not know what is made of them.

use super::{Blog, analyse, dataset};
use crate::edge::files;
use post::Diagnostic;
use report::analyse::Earlier;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml};

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
    let refused = |error| Box::new(files::refused("_data", &error));
    let mut found: Vec<Dataset> = Vec::new();
    for slug in files::folders(&blog.root.join("_data")).map_err(refused)? {
        let path = dataset::path(&slug, "dataset.yaml");
        let Some(bytes) = dataset::read(blog, &path)? else {
            continue;
        };
        let other = from_yaml::<Dataset>(&path, &String::from_utf8_lossy(&bytes));
        found.extend(
            other
                .ok()
                .filter(|other| other.slug == slug && is_before(other, own)),
        );
    }
    found.sort_by(|a, b| (b.window.to, &b.slug).cmp(&(a.window.to, &a.slug)));
    let mut tweets = 0;
    let near = found.into_iter().take(REPORTS).take_while(|one| {
        tweets += one.counts.kept;
        tweets <= TWEETS
    });
    near.map(|one| report(blog, &one)).collect()
}

fn is_before(other: &Dataset, own: &Dataset) -> bool {
    let (theirs, ours) = (&other.window, &own.window);
    let ends = match own.rollup.is_empty() {
        true => theirs.to < ours.to && theirs.from <= ours.from,
        false => theirs.to < ours.from,
    };
    ends && other.name == own.name && other.rollup.is_empty() == own.rollup.is_empty()
}

/// The tweets and topics of a report. What is wrong in its files is told when it is made itself.
fn report(blog: &Blog, about: &Dataset) -> Result<Earlier, Box<Diagnostic>> {
    let read = |name: &str| dataset::read(blog, &dataset::path(&about.slug, name));
    let (tweets, labels) = (read("tweets.jsonl")?, read("labels.jsonl")?);
    let (tweets, _) = from_jsonl("tweets.jsonl", tweets.as_deref().unwrap_or_default());
    let (labels, _) = from_jsonl("labels.jsonl", labels.as_deref().unwrap_or_default());
    let told = analyse::summed_up(blog, &about.slug)?;
    let (topics, url) = told.map_or_else(Default::default, |told| (told.topics, told.url));
    let days = (about.window.from, about.window.to);
    Ok(Earlier::new(days, url, topics, tweets, labels))
}
