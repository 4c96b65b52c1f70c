//! Tags and categories: the list of all, and a page for each.
//!
//! It must not know what a card shows.

use super::{Listed, Page, Plan, feed};
use crate::model::terms::Term;
use crate::view::{Fields, Seen};

/// Tags or categories: where their pages stand and how their templates are called.
struct Sort {
    one: &'static str,
    all: &'static str,
    /// The list is made even when it is empty: a theme's masthead leads to the tags on every page, and a page should not
    /// have to be rendered anew because the first tag appeared. Many blogs have no categories, and nothing leads there.
    even_empty: bool,
    /// Each has a feed of its own.
    has_feeds: bool,
}

impl Plan<'_> {
    pub(super) fn terms(&mut self) -> Vec<Page> {
        let model = self.model;
        let tags = Sort {
            one: "tag",
            all: "tags",
            even_empty: true,
            has_feeds: true,
        };
        let categories = Sort {
            one: "category",
            all: "categories",
            even_empty: false,
            has_feeds: false,
        };
        let mut pages = self.sort(&tags, &model.tags);
        pages.extend(self.sort(&categories, &model.categories));
        pages
    }

    fn sort(&mut self, sort: &Sort, terms: &[Term]) -> Vec<Page> {
        if terms.is_empty() && !sort.even_empty {
            return Vec::new();
        }
        let url = |term: &Term| format!("/{}/{}/", sort.all, term.slug);
        let list = terms.iter().map(|term| {
            Seen::record(vec![Fields::new([
                ("name", Seen::of(term.name.as_str())),
                ("slug", Seen::of(term.slug.as_str())),
                ("url", Seen::of(url(term))),
                ("count", Seen::of(term.posts.len())),
            ])])
        });
        let fields = vec![
            ("kind", Seen::of(sort.all)),
            ("title", Seen::of(self.strings.text(sort.all))),
            ("terms", Seen::list(list.collect())),
        ];
        let mut pages = Vec::new();
        let index = format!("/{}/", sort.all);
        let listed = Some(Listed::undated());
        pages.extend(self.made(sort.all, index, fields, |_, _| Seen::none(), listed));
        if !self.templates.has(sort.one) {
            return pages;
        }
        let uses = self.templates.uses(Some(sort.one), None);
        for term in terms {
            let fields = vec![
                ("kind", Seen::of(sort.one)),
                ("title", Seen::of(term.name.as_str())),
                (sort.one, Seen::of(term.name.as_str())),
                ("slug", Seen::of(term.slug.as_str())),
                ("count", Seen::of(term.posts.len())),
                (
                    "feed",
                    match sort.has_feeds {
                        true => Seen::of(format!("/{}", feed::tag_feed(&term.slug))),
                        false => Seen::none(),
                    },
                ),
                ("posts", self.cards(term.posts.iter().copied(), &uses)),
            ];
            let listed = Some(self.changed(term.posts.iter().copied()));
            pages.extend(self.made(sort.one, url(term), fields, |_, _| Seen::none(), listed));
        }
        pages
    }
}
