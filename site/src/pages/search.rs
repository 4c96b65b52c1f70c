//! The page that searches: a form and what its filters offer. The index is `search`'s business.
//!
//! It must not know how results look.

use super::{Listed, Page, Plan};
use crate::search::{FOLDER, TEMPLATE, family};
use crate::view::{Fields, Seen};
use std::collections::BTreeMap;

/// How many tags and datasets the filters offer; a form with thousands helps nobody.
const OFFERED: usize = 60;

impl Plan<'_> {
    pub(super) fn search(&mut self) -> Option<Page> {
        let tags = self.model.tags.iter().take(OFFERED);
        let tags = tags.map(|tag| choice(&tag.name, &tag.slug, tag.posts.len()));
        let tags = Seen::list(tags.collect());
        let fields = vec![
            ("kind", Seen::of("search")),
            ("title", Seen::of(self.strings.text("search"))),
            ("index", Seen::of(format!("/{FOLDER}/"))),
            ("offered_tags", tags),
            ("offered_datasets", Seen::list(self.datasets())),
        ];
        let listed = Some(Listed::undated());
        self.made(
            TEMPLATE,
            "/search/".into(),
            fields,
            |_, _| Seen::none(),
            listed,
        )
    }

    /// Series of reports, then the newest of single reports.
    fn datasets(&self) -> Vec<Seen> {
        let names: Vec<&str> = self
            .model
            .posts
            .iter()
            .filter_map(|post| post.dataset.as_deref())
            .collect();
        let mut families: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &names {
            *families.entry(family(name)).or_default() += 1;
        }
        let series = families.iter().filter(|(_, count)| **count > 1);
        let series = series.map(|(name, count)| choice(name, name, *count));
        let single = names.iter().map(|name| choice(name, name, 1));
        series.chain(single).take(OFFERED).collect()
    }
}

fn choice(name: &str, value: &str, count: usize) -> Seen {
    Seen::record(vec![Fields::new([
        ("name", Seen::of(name)),
        ("value", Seen::of(value)),
        ("count", Seen::of(count)),
    ])])
}
