//! The archive: all posts by year and month, and a page for each year and month.
//!
//! It must not know what a card shows.

use super::{Page, Plan};
use crate::render::Uses;
use crate::view::{Fields, Seen};
use chrono::Datelike;

/// The template of a year's and of a month's page.
const PERIOD: &str = "period";

/// A year, or a month of it, with its posts by their place in the list of posts, newest first.
struct Period {
    year: u32,
    month: Option<u32>,
    posts: Vec<usize>,
}

impl Period {
    /// Where its page stands: above the posts, whose addresses begin with their date unless the author wants them otherwise.
    fn url(&self) -> String {
        match self.month {
            Some(month) => format!("/{:04}/{month:02}/", self.year),
            None => format!("/{:04}/", self.year),
        }
    }
}

impl Plan<'_> {
    pub(super) fn archive(&mut self) -> Vec<Page> {
        let mut pages = Vec::new();
        pages.extend(self.whole_archive());
        if self.templates.has(PERIOD) {
            for year in self.years() {
                let months = self.months(&year);
                pages.extend(self.period(&year, &months));
                pages.extend(months.iter().filter_map(|month| self.period(month, &[])));
            }
        }
        pages
    }

    fn whole_archive(&mut self) -> Option<Page> {
        if !self.templates.has("archive") {
            return None;
        }
        let uses = self.templates.uses(Some("archive"), None);
        let years = self.years();
        let seen = years.iter().map(|year| {
            let months = self.months(year);
            let months = months
                .iter()
                .map(|month| self.group(month, "month", &uses, None));
            let months = Seen::list(months.collect());
            self.group(year, "year", &uses, Some(("months", months)))
        });
        let fields = vec![
            ("kind", Seen::of("archive")),
            ("title", Seen::of(self.strings.text("archive"))),
            ("years", Seen::list(seen.collect())),
            (
                "weekly",
                Seen::of(self.templates.has("week") && self.has_dates()),
            ),
        ];
        let listed = self.changed(0..self.model.posts.len());
        let url = "/archive/".into();
        self.made("archive", url, fields, |_, _| Seen::none(), Some(listed))
    }

    fn has_dates(&self) -> bool {
        self.model
            .posts
            .iter()
            .any(|post| post.article.date.is_some())
    }

    /// The page of a year, with its months, or of a month.
    fn period(&mut self, period: &Period, months: &[Period]) -> Option<Page> {
        let uses = self.templates.uses(Some(PERIOD), None);
        let (kind, title) = match period.month {
            Some(_) => ("month", "month_title"),
            None => ("year", "year_title"),
        };
        let posts = period.posts.iter().copied();
        let months = months.iter().map(|month| {
            let number = month.month.unwrap_or_default();
            let calendar = self.calendar(month.year, number, &month.posts, &month.url());
            self.group(month, "month", &uses, Some(("calendar", calendar)))
        });
        let calendar = period.month.map_or_else(Seen::none, |month| {
            self.calendar(period.year, month, &period.posts, &period.url())
        });
        let fields = vec![
            ("kind", Seen::of(kind)),
            (
                "title",
                Seen::of(self.strings.dated(title, period.year, period.month)),
            ),
            ("year", Seen::of(period.year)),
            ("month", period.month.map_or_else(Seen::none, Seen::of)),
            ("count", Seen::of(period.posts.len())),
            ("posts", self.cards(posts.clone(), &uses)),
            ("months", Seen::list(months.collect())),
            ("calendar", calendar),
        ];
        let listed = self.changed(posts);
        self.made(
            PERIOD,
            period.url(),
            fields,
            |_, _| Seen::none(),
            Some(listed),
        )
    }

    fn years(&self) -> Vec<Period> {
        let all: Vec<usize> = (0..self.model.posts.len()).collect();
        self.divided(&all, |date| (date.year().unsigned_abs(), None))
    }

    fn months(&self, year: &Period) -> Vec<Period> {
        self.divided(&year.posts, |date| {
            (date.year().unsigned_abs(), Some(date.month()))
        })
    }

    /// Posts by a part of their date, which they are in the order of already. A draft has no date and stands in no period.
    fn divided(
        &self,
        posts: &[usize],
        part: impl Fn(chrono::DateTime<chrono::FixedOffset>) -> (u32, Option<u32>),
    ) -> Vec<Period> {
        let of = |n: &usize| self.model.posts[*n].article.date.map(&part);
        let groups = posts.chunk_by(|a, b| of(a) == of(b));
        let period = |group: &[usize]| {
            let (year, month) = of(group.first()?)?;
            Some(Period {
                year,
                month,
                posts: group.to_vec(),
            })
        };
        groups.filter_map(period).collect()
    }

    fn group(
        &self,
        period: &Period,
        name: &'static str,
        uses: &Uses,
        inner: Option<(&'static str, Seen)>,
    ) -> Seen {
        let title = match period.month {
            Some(_) => "month_name",
            None => "year_title",
        };
        // Without a page for it there is nowhere to lead to.
        let url = match self.templates.has(PERIOD) {
            true => Seen::of(period.url()),
            false => Seen::none(),
        };
        let fields = [
            (name, Seen::of(period.month.unwrap_or(period.year))),
            (
                "title",
                Seen::of(self.strings.dated(title, period.year, period.month)),
            ),
            ("url", url),
            ("count", Seen::of(period.posts.len())),
            ("posts", self.cards(period.posts.iter().copied(), uses)),
        ];
        Seen::record(vec![Fields::new(fields.into_iter().chain(inner))])
    }
}
