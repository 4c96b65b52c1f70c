//! Days become a longer report: their tweets together, each once, as one dataset of the whole week or month.
//!
//! It must not know the disk, nor what the days' reports said.

use crate::dataset::{Dataset, ImportCounts, Input, Window};
use crate::tweet::Tweet;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// How long a roll-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// From Monday to Sunday, as ISO 8601 counts weeks.
    Week,
    /// A month of the calendar.
    Month,
}

impl Span {
    /// The first and the last day of the span in which a day lies; `None` at the ends of the calendar.
    pub fn around(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Week => {
                let before = u64::from(day.weekday().num_days_from_monday());
                let monday = day.checked_sub_days(Days::new(before))?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Self::Month => {
                let first = day.with_day(1)?;
                let next = first.checked_add_months(Months::new(1))?;
                Some((first, next.pred_opt()?))
            }
        }
    }
}

/// A day's dataset with its tweets and the fingerprint of the file they stand in.
pub struct Part {
    /// What the day is.
    pub dataset: Dataset,
    /// Its tweets.
    pub tweets: Vec<Tweet>,
    /// How long its file of tweets is, in bytes.
    pub bytes: u64,
    /// Its file's fingerprint.
    pub hash: String,
}

/// The days' tweets as one dataset, in the order of time and id; a tweet that stands in several days is kept from the first. `None`
/// where there are no days, or no tweets in them.
pub fn join(mut parts: Vec<Part>, from: NaiveDate, to: NaiveDate) -> Option<(Dataset, Vec<Tweet>)> {
    parts.sort_by(|a, b| {
        let key = |part: &Part| (part.dataset.window.from, part.dataset.slug.clone());
        key(a).cmp(&key(b))
    });
    let first = &parts.first()?.dataset;
    let window = Window::days(from, to, first.window.zone())?;
    let name = first.name.clone();
    let as_of = parts.iter().map(|part| part.dataset.as_of).max()?;
    let mut inputs = Vec::new();
    let mut rollup = Vec::new();
    let mut counts = ImportCounts::default();
    let mut tweets: BTreeMap<String, Tweet> = BTreeMap::new();
    for part in parts {
        counts.read += part.tweets.len() as u64;
        inputs.push(Input {
            file: format!("{}/tweets.jsonl", part.dataset.slug),
            bytes: part.bytes,
            hash: part.hash,
            format: "own".into(),
            records: part.tweets.len() as u64,
        });
        rollup.push(part.dataset.slug);
        for tweet in part.tweets {
            if !tweet.time.is_none_or(|time| window.contains(time)) {
                counts.outside += 1;
            } else if tweets.contains_key(&tweet.id) {
                counts.duplicates += 1;
            } else {
                tweets.insert(tweet.id.clone(), tweet);
            }
        }
    }
    counts.kept = tweets.len() as u64;
    let mut tweets: Vec<Tweet> = tweets.into_values().collect();
    tweets.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    let days = |day: NaiveDate| day.format("%Y%m%d");
    let dataset = Dataset {
        slug: format!("{name}_{}_{}", days(from), days(to)),
        name,
        window,
        as_of,
        inputs,
        counts,
        rollup,
        llm: None,
    };
    (!tweets.is_empty()).then_some((dataset, tweets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_months_have_their_own_length() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (span, at, from, to) in [
            (Span::Week, "2025-12-04", "2025-12-01", "2025-12-07"),
            (Span::Week, "2025-12-31", "2025-12-29", "2026-01-04"),
            (Span::Month, "2024-02-10", "2024-02-01", "2024-02-29"),
            (Span::Month, "2025-12-31", "2025-12-01", "2025-12-31"),
        ] {
            assert_eq!(span.around(day(at)), Some((day(from), day(to))));
        }
    }
}
