//! What is talked about over many reports: `_data/trends.yaml` as values, and what can be told from them.
//!
//! It must not know pages or templates, nor how the file is made; the file can be anybody's, so nothing in it is trusted.

mod burst;
mod read;
mod windows;

pub use read::{PATH, read};
pub use windows::{Change, Compared, Window, windows};

use crate::config::Noted;
use crate::model::Model;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A name or a topic over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The part of its address that is its own.
    pub slug: String,
    /// How it is called.
    pub name: String,
    /// What sort of thing it is, such as `company`.
    pub kind: String,
    /// How else it is written.
    pub aliases: Vec<String>,
    /// When it was talked about, in order.
    pub days: Vec<Day>,
}

/// What one report says of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// The dataset.
    pub report: String,
    /// The file name of its post.
    pub post: String,
    /// How many tweets.
    pub mentions: u64,
    /// How many authors.
    pub authors: u64,
    /// How many of the tweets are in a good mood.
    pub good: u64,
    /// How many in a bad one. The rest is in none.
    pub bad: u64,
    /// Titles of the topics it belongs to in this report.
    pub topics: Vec<String>,
}

/// A story in this site: only days whose report is published.
pub struct Told<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its days with the numbers of their posts, the oldest first; at least one.
    pub days: Vec<(&'a Day, usize)>,
}

impl Told<'_> {
    /// All tweets.
    pub fn mentions(&self) -> u64 {
        self.days.iter().map(|(day, _)| day.mentions).sum()
    }

    /// All authors, counted in each report anew.
    pub fn authors(&self) -> u64 {
        self.days.iter().map(|(day, _)| day.authors).sum()
    }

    /// The first and the last day.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.days.first()?.0.date, self.days.last()?.0.date))
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("/topics/{}/", self.story.slug)
    }
}

/// The stories of a site that are told of often enough, those with the most authors first: what comes once and is of few has
/// no page, since a page is there to follow something.
pub fn told<'a>(stories: &'a [Story], model: &Model, noted: Noted) -> Vec<Told<'a>> {
    let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_dataset: BTreeMap<&str, usize> = BTreeMap::new();
    if !stories.is_empty() {
        for (number, post) in model.posts.iter().enumerate() {
            let path = post.article.path.as_str();
            by_file.insert(path.rsplit('/').next().unwrap_or(path), number);
            if let Some(dataset) = &post.dataset {
                by_dataset.insert(dataset, number);
            }
        }
    }
    let place = |day: &'a Day| {
        let post = by_file.get(day.post.as_str());
        Some((day, *post.or_else(|| by_dataset.get(day.report.as_str()))?))
    };
    let mut told: Vec<Told<'a>> = stories
        .iter()
        .map(|story| Told {
            story,
            days: story.days.iter().filter_map(place).collect(),
        })
        .filter(|told| {
            let often = told.days.len() as u64 >= noted.reports;
            !told.days.is_empty() && (often || told.authors() >= noted.authors)
        })
        .collect();
    told.sort_by(|a, b| (b.authors(), &a.story.name).cmp(&(a.authors(), &b.story.name)));
    told
}
