//! A page a week: its posts and what was talked about. Weeks begin on Monday, as ISO 8601 counts them.
//!
//! It must not know what a card shows.

use super::{Page, Plan};
use crate::view::{Fields, Seen};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// The template of a week, and of the list of weeks.
const ONE: &str = "week";
const ALL: &str = "weeks";

/// How many stories a week shows.
const STORIES: usize = 12;

/// A week with its posts, newest first.
struct Week {
    year: i32,
    number: u32,
    posts: Vec<usize>,
}

impl Week {
    fn url(&self) -> String {
        format!("/weekly/{:04}-w{:02}/", self.year, self.number)
    }

    /// Its Monday and its Sunday.
    fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let monday = NaiveDate::from_isoywd_opt(self.year, self.number, Weekday::Mon)?;
        Some((monday, monday.checked_add_days(Days::new(6))?))
    }
}

impl Plan<'_> {
    pub(super) fn weekly(&mut self) -> Vec<Page> {
        let mut pages = Vec::new();
        if !self.templates.has(ONE) {
            return pages;
        }
        let weeks = self.weeks();
        if weeks.is_empty() {
            return pages;
        }
        let list = weeks.iter().map(|week| self.link(week));
        let fields = vec![
            ("kind", Seen::of("weeks")),
            ("title", Seen::of(self.strings.text("weekly"))),
            ("weeks", Seen::list(list.collect())),
        ];
        let listed = self.changed(0..self.model.posts.len());
        pages.extend(self.made(
            ALL,
            "/weekly/".into(),
            fields,
            |_, _| Seen::none(),
            Some(listed),
        ));
        let stories = self.stories_by_week();
        for (number, week) in weeks.iter().enumerate() {
            let newer = number.checked_sub(1).map(|newer| &weeks[newer]);
            pages.extend(self.week(week, newer, weeks.get(number + 1), &stories));
        }
        pages
    }

    fn week(
        &mut self,
        week: &Week,
        newer: Option<&Week>,
        older: Option<&Week>,
        stories: &BTreeMap<NaiveDate, Vec<(u64, usize)>>,
    ) -> Option<Page> {
        let uses = self.templates.uses(Some(ONE), None);
        let (monday, sunday) = week.span()?;
        let none = Vec::new();
        let here = stories.get(&monday).unwrap_or(&none);
        let told = here.iter().take(STORIES).map(|(authors, number)| {
            let told = &self.told[*number];
            let is_new = told.span().is_some_and(|(first, _)| first >= monday);
            let facts = [
                ("now", Seen::of(*authors)),
                ("is_new", Seen::of(is_new)),
                ("story", self.story(told)),
            ];
            Seen::record(vec![Fields::new(facts)])
        });
        let posts = week.posts.iter().copied();
        let link = |week: Option<&Week>| week.map_or_else(Seen::none, |week| self.link(week));
        let fields = vec![
            ("kind", Seen::of("week")),
            ("title", Seen::of(self.title(week))),
            ("from", Seen::of(monday.to_string())),
            ("until", Seen::of(sunday.to_string())),
            ("count", Seen::of(week.posts.len())),
            ("stories", Seen::list(told.collect())),
            ("posts", self.cards(posts.clone(), &uses)),
            ("newer", link(newer)),
            ("older", link(older)),
        ];
        let listed = self.changed(posts);
        self.made(ONE, week.url(), fields, |_, _| Seen::none(), Some(listed))
    }

    /// The weeks that have posts, newest first.
    fn weeks(&self) -> Vec<Week> {
        let dated = self.model.posts.iter().enumerate();
        let dated = dated.filter_map(|(number, post)| {
            let week = post.article.date?.iso_week();
            Some(((week.year(), week.week()), number))
        });
        let dated: Vec<((i32, u32), usize)> = dated.collect();
        let weeks = dated.chunk_by(|a, b| a.0 == b.0);
        weeks
            .filter_map(|group| {
                let (year, number) = group.first()?.0;
                let posts = group.iter().map(|(_, post)| *post).collect();
                Some(Week {
                    year,
                    number,
                    posts,
                })
            })
            .collect()
    }

    fn link(&self, week: &Week) -> Seen {
        let (from, until) = week.span().unwrap_or_default();
        Seen::record(vec![Fields::new([
            ("title", Seen::of(self.title(week))),
            ("url", Seen::of(week.url())),
            ("from", Seen::of(from.to_string())),
            ("until", Seen::of(until.to_string())),
            ("count", Seen::of(week.posts.len())),
        ])])
    }

    fn title(&self, week: &Week) -> String {
        let text = self.strings.text("week_title");
        text.replace("{year}", &week.year.to_string())
            .replace("{week}", &week.number.to_string())
    }

    /// By the Monday of each week: its stories with their authors, the most first.
    fn stories_by_week(&self) -> BTreeMap<NaiveDate, Vec<(u64, usize)>> {
        let mut weeks: BTreeMap<NaiveDate, BTreeMap<usize, u64>> = BTreeMap::new();
        for (number, told) in self.told.iter().enumerate() {
            for (day, _) in &told.days {
                let monday = day
                    .date
                    .week(Weekday::Mon)
                    .checked_first_day()
                    .unwrap_or(day.date);
                *weeks.entry(monday).or_default().entry(number).or_default() += day.authors;
            }
        }
        let sorted = weeks.into_iter().map(|(monday, stories)| {
            let mut stories: Vec<(u64, usize)> = stories
                .into_iter()
                .map(|(number, authors)| (authors, number))
                .collect();
            stories.sort_by_key(|(authors, number)| (std::cmp::Reverse(*authors), *number));
            (monday, stories)
        });
        sorted.collect()
    }
}
