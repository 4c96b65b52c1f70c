//! The archive: all posts by year and month.
//!
//! It must not know what a card shows.

use super::{Page, Plan};
use crate::render::Uses;
use crate::view::{Fields, Seen};
use chrono::Datelike;

impl Plan<'_> {
    pub(super) fn archive(&mut self) -> Option<Page> {
        if !self.templates.has("archive") {
            return None;
        }
        let uses = self.templates.uses(Some("archive"), None);
        let all: Vec<usize> = (0..self.model.posts.len()).collect();
        let years = self.grouped(
            &all,
            "year",
            |date| date.year() as u32,
            |plan, posts| {
                let months = plan.grouped(posts, "month", |date| date.month(), |_, _| None, &uses);
                Some(("months", months))
            },
            &uses,
        );
        let fields = vec![
            ("kind", Seen::of("archive")),
            ("title", Seen::of(self.strings.text("archive"))),
            ("years", years),
        ];
        let listed = self.changed(all.into_iter());
        self.made(
            "archive",
            "/archive/".into(),
            fields,
            |_, _| Seen::none(),
            Some(listed),
        )
    }

    /// Posts by a part of their date, which they are in the order of already.
    fn grouped(
        &self,
        posts: &[usize],
        name: &'static str,
        part: impl Fn(chrono::DateTime<chrono::FixedOffset>) -> u32,
        inner: impl Fn(&Self, &[usize]) -> Option<(&'static str, Seen)>,
        uses: &Uses,
    ) -> Seen {
        let of = |n: &usize| self.model.posts[*n].article.date.map(&part);
        let groups = posts.chunk_by(|a, b| of(a) == of(b)).map(|group| {
            let value = group.first().and_then(of).map_or_else(Seen::none, Seen::of);
            let fields = [
                (name, value),
                ("count", Seen::of(group.len())),
                ("posts", self.cards(group.iter().copied(), uses)),
            ];
            let fields = fields.into_iter().chain(inner(self, group));
            Seen::record(vec![Fields::new(fields)])
        });
        Seen::list(groups.collect())
    }
}
