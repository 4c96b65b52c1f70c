//! Stories -> what is new, what rises and what falls in the days up to the newest report. The newest report sets the date,
//! never the clock.
//!
//! It must not know pages.

use super::{Told, burst};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// The last days up to the newest report, beside the days before them.
pub struct Window {
    /// How many days.
    pub days: u64,
    /// The first and the last of them.
    pub span: (NaiveDate, NaiveDate),
    /// How many reports there are in them.
    pub reports: usize,
    /// What they are compared with; `None` where there is only one report at all.
    pub compared: Option<Compared>,
    /// The most talked about.
    pub top: Vec<Change>,
    /// Talked about by clearly more people a report than before, the surest first.
    pub rising: Vec<Change>,
    /// By clearly fewer.
    pub falling: Vec<Change>,
    /// Never talked about before.
    pub new: Vec<Change>,
}

/// What a window is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its first and last day.
    pub span: (NaiveDate, NaiveDate),
    /// How many reports there are in it.
    pub reports: usize,
    /// There are no reports before the window, so the newest report is compared with the others in it.
    pub newest_only: bool,
}

/// A story in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The number of the story.
    pub story: usize,
    /// Its authors now and before, each report's counted anew.
    pub authors: (u64, u64),
    /// Its tweets now.
    pub mentions: u64,
}

/// How many stories a list has at most.
const SHOWN: usize = 10;

/// The last `days` days.
pub fn windows(told: &[Told<'_>], days: u64) -> Option<Window> {
    let all = told
        .iter()
        .flat_map(|told| &told.days)
        .map(|(day, post)| (day.date, *post));
    let reports: BTreeSet<(NaiveDate, usize)> = all.collect();
    let newest = reports.last()?.0;
    let back = |from: NaiveDate, days: u64| {
        from.checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    let from = back(newest, days - 1);
    let count = |(from, until): (NaiveDate, NaiveDate)| {
        reports
            .iter()
            .filter(|(date, _)| (from..=until).contains(date))
            .count()
    };
    let before = (back(from, days), back(from, 1));
    let oldest = reports.first()?.0;
    let (now, compared) = match count(before) {
        0 if oldest < newest => {
            let span = (oldest.max(from), back(newest, 1));
            let compared = Compared {
                span,
                reports: count(span),
                newest_only: true,
            };
            ((newest, newest), Some(compared))
        }
        0 => ((from, newest), None),
        reports => (
            (from, newest),
            Some(Compared {
                span: before,
                reports,
                newest_only: false,
            }),
        ),
    };
    // Where the window itself is empty before its last day but older reports exist, there is nothing to compare with.
    let compared = compared.filter(|compared| compared.reports > 0);
    let reports_now = count(now) as u64;
    let within = |told: &Told<'_>, (from, until): (NaiveDate, NaiveDate)| {
        let days = told
            .days
            .iter()
            .filter(|(day, _)| (from..=until).contains(&day.date));
        days.fold((0, 0), |(authors, mentions), (day, _)| {
            (authors + day.authors, mentions + day.mentions)
        })
    };
    let changes = |now: (NaiveDate, NaiveDate)| -> Vec<Change> {
        let stories = told.iter().enumerate();
        stories
            .map(|(story, told)| {
                let (authors, mentions) = within(told, now);
                let before = compared.map_or(0, |compared| within(told, compared.span).0);
                Change {
                    story,
                    authors: (authors, before),
                    mentions,
                }
            })
            .collect()
    };
    let mut top = changes((from, newest));
    top.retain(|change| change.authors.0 > 0);
    top.sort_by_key(|change| (std::cmp::Reverse(change.authors.0), change.story));
    top.truncate(SHOWN);
    let [mut rising, mut falling, mut new] = [const { Vec::new() }; 3];
    if let Some(compared) = compared {
        let reports_before = compared.reports as u64;
        for change in changes(now) {
            // Authors a report, as fractions with one denominator.
            let (more, less) = (
                change.authors.0 * reports_before,
                change.authors.1 * reports_now,
            );
            let is_new = told[change.story]
                .span()
                .is_some_and(|(first, _)| first >= now.0);
            if is_new && change.authors.0 >= 2 {
                new.push((more, change));
                continue;
            }
            let (now, before) = change.authors;
            let Some(sure) = burst::measure((now, reports_now), (before, reports_before)) else {
                continue;
            };
            if now >= 3 && 2 * more >= 3 * less && more > less {
                rising.push((sure, change));
            } else if before >= 3 && 2 * less >= 3 * more {
                falling.push((sure, change));
            }
        }
    }
    let best = |mut found: Vec<(u64, Change)>| -> Vec<Change> {
        found.sort_by_key(|(by, change)| (std::cmp::Reverse(*by), change.story));
        found
            .into_iter()
            .take(SHOWN)
            .map(|(_, change)| change)
            .collect()
    };
    Some(Window {
        days,
        span: (from, newest),
        reports: count((from, newest)),
        compared,
        top,
        rising: best(rising),
        falling: best(falling),
        new: best(new),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trends::{Day, Story};

    fn day(date: &str, authors: u64) -> Day {
        Day {
            date: date.parse().unwrap(),
            report: String::new(),
            post: String::new(),
            mentions: authors,
            authors,
            good: 0,
            bad: 0,
            topics: Vec::new(),
        }
    }

    #[test]
    fn a_week_is_compared_with_the_week_before_and_a_single_one_with_its_own_beginning() {
        let story = |name: &str, days: Vec<Day>| Story {
            slug: name.into(),
            name: name.into(),
            kind: String::new(),
            aliases: Vec::new(),
            days,
        };
        let stories = [
            story("up", vec![day("2025-12-01", 2), day("2025-12-08", 9)]),
            story("down", vec![day("2025-12-01", 9), day("2025-12-08", 1)]),
            story("new", vec![day("2025-12-08", 4)]),
            story("same", vec![day("2025-12-01", 5), day("2025-12-08", 6)]),
        ];
        let told: Vec<Told<'_>> = stories
            .iter()
            .map(|story| Told {
                story,
                days: story.days.iter().map(|day| (day, 0)).collect(),
            })
            .collect();
        let shown = |changes: &[Change]| -> Vec<&str> {
            changes
                .iter()
                .map(|change| told[change.story].story.name.as_str())
                .collect()
        };
        for (days, newest_only) in [(7, false), (30, true)] {
            let window = windows(&told, days).unwrap();
            assert_eq!(window.compared.unwrap().newest_only, newest_only);
            assert_eq!(shown(&window.rising), ["up"]);
            assert_eq!(shown(&window.falling), ["down"]);
            assert_eq!(shown(&window.new), ["new"]);
        }
        assert_eq!(
            shown(&windows(&told, 7).unwrap().top),
            ["up", "same", "new", "down"]
        );
        assert!(windows(&[], 7).is_none());
    }
}
