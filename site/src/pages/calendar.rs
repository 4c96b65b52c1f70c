//! A month as a calendar: weeks of seven days, each day leading to what appeared on it.
//!
//! It must not know what stands around it.

use super::Plan;
use crate::view::{Fields, Seen};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

impl Plan<'_> {
    /// The calendar of a month (1 to 12) with these posts, newest first: a list of weeks from Monday, each a list of days. A day
    /// outside the month has no number.
    pub(super) fn calendar(&self, year: u32, month: u32, posts: &[usize], month_url: &str) -> Seen {
        let mut by_day: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for number in posts {
            if let Some(date) = self.model.posts[*number].article.date {
                by_day.entry(date.day()).or_default().push(*number);
            }
        }
        let Some(first) = i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, 1))
        else {
            return Seen::list(Vec::new());
        };
        let days = first
            .iter_days()
            .take_while(|day| day.month() == month)
            .count() as u32;
        let before = first.weekday().num_days_from_monday();
        let cells = (before + days).div_ceil(7) * 7;
        let cells: Vec<Seen> = (0..cells)
            .map(|cell| {
                let day = (cell + 1)
                    .checked_sub(before)
                    .filter(|day| (1..=days).contains(day));
                self.cell(day, day.and_then(|day| by_day.get(&day)), month_url)
            })
            .collect();
        Seen::list(
            cells
                .chunks(7)
                .map(|week| Seen::list(week.to_vec()))
                .collect(),
        )
    }

    fn cell(&self, day: Option<u32>, posts: Option<&Vec<usize>>, month_url: &str) -> Seen {
        let posts = posts.map_or(&[][..], Vec::as_slice);
        let (url, title) = match posts {
            [] => (Seen::none(), Seen::none()),
            [one] => {
                let post = &self.model.posts[*one];
                (Seen::of(post.url.as_str()), Seen::of(post.headline()))
            }
            _ => (Seen::of(month_url), Seen::none()),
        };
        Seen::record(vec![Fields::new([
            ("day", day.map_or_else(Seen::none, Seen::of)),
            ("count", Seen::of(posts.len())),
            ("url", url),
            ("title", title),
        ])])
    }
}
