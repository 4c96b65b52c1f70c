//! The page of trends: what is new, rises and falls in the last 7 and 30 days.
//!
//! It must not know how it is worked out.

use super::{Listed, Page, Plan};
use crate::trends::{Change, Window, windows};
use crate::view::{Fields, Seen};
use chrono::NaiveDate;

/// The template.
const TEMPLATE: &str = "trends";

impl Plan<'_> {
    pub(super) fn trends(&mut self) -> Option<Page> {
        if self.told.is_empty() {
            return None;
        }
        let shown = [7, 30].map(|days| windows(self.told, days));
        let shown = shown.iter().flatten().map(|window| self.window(window));
        let fields = vec![
            ("kind", Seen::of("trends")),
            ("title", Seen::of(self.strings.text("trends"))),
            ("windows", Seen::list(shown.collect())),
        ];
        let listed = Some(Listed::undated());
        self.made(
            TEMPLATE,
            "/trends/".into(),
            fields,
            |_, _| Seen::none(),
            listed,
        )
    }

    fn window(&self, window: &Window) -> Seen {
        let compared = window.compared.map_or_else(Seen::none, |compared| {
            Seen::record(vec![Fields::new([
                ("from", day(compared.span.0)),
                ("until", day(compared.span.1)),
                ("reports", Seen::of(compared.reports)),
                ("newest_only", Seen::of(compared.newest_only)),
            ])])
        });
        Seen::record(vec![Fields::new([
            ("days", Seen::of(window.days)),
            ("from", day(window.span.0)),
            ("until", day(window.span.1)),
            ("reports", Seen::of(window.reports)),
            ("compared", compared),
            ("top", self.changes(&window.top)),
            ("rising", self.changes(&window.rising)),
            ("falling", self.changes(&window.falling)),
            ("new", self.changes(&window.new)),
        ])])
    }

    fn changes(&self, changes: &[Change]) -> Seen {
        let list = changes.iter().map(|change| {
            Seen::record(vec![Fields::new([
                ("story", self.story(&self.told[change.story])),
                ("now", Seen::of(change.authors.0)),
                ("before", Seen::of(change.authors.1)),
                ("mentions", Seen::of(change.mentions)),
            ])])
        });
        Seen::list(list.collect())
    }
}

fn day(date: NaiveDate) -> Seen {
    Seen::of(date.to_string())
}
