//! Model -> which pages there are, and what each may see.
//!
//! It must not know how a page is rendered or where it is written to.

mod archive;
mod article;
mod calendar;
mod chart;
mod data;
mod feed;
mod home;
mod page;
mod plan;
mod posts;
mod redirects;
mod search;
pub mod sheets;
mod site;
mod sitemap;
mod strings;
mod terms;
mod topics;
mod trends;
mod weekly;
mod xml;

pub use feed::Feed;
pub use page::{Known, Listed, Made, Page, Place, Work};
pub use plan::Plan;
pub use site::SiteViews;
pub use sitemap::{Sitemap, robots};
pub use strings::Strings;

use crate::view::Seen;
use std::collections::BTreeSet;

impl Plan<'_> {
    /// Every page of the site, the author's own first.
    pub fn pages(&mut self) -> Vec<Page> {
        let mut pages = self.posts();
        pages.extend(self.own_pages());
        pages.extend(self.documents());
        self.redirect(&mut pages);
        let own: BTreeSet<String> = pages.iter().map(|page| page.output.clone()).collect();
        let mut by_themselves = self.home(&own);
        by_themselves.extend(self.archive());
        by_themselves.extend(self.terms());
        by_themselves.extend(self.weekly());
        by_themselves.extend(self.topics());
        by_themselves.extend(self.trends());
        by_themselves.extend(self.search());
        by_themselves.extend(self.not_found());
        by_themselves.extend(self.feeds());
        // What the author made at the same place wins.
        by_themselves.retain(|page| {
            !own.contains(&page.output) && !self.taken.contains(page.output.as_str())
        });
        pages.extend(by_themselves);
        let last: Vec<Page> = self
            .site_map(&pages)
            .into_iter()
            .filter(|page| {
                !own.contains(&page.output) && !self.taken.contains(page.output.as_str())
            })
            .collect();
        pages.extend(last);
        pages
    }

    fn not_found(&mut self) -> Option<Page> {
        let title = Seen::of(self.strings.text("not_found"));
        let fields = vec![("kind", Seen::of("not_found")), ("title", title)];
        self.made("404", "/404.html".into(), fields, |_, _| Seen::none(), None)
    }

    /// The site map, which lists these pages, and robots.txt, which names the map.
    fn site_map(&self, pages: &[Page]) -> Vec<Page> {
        let entries = pages.iter().filter_map(|page| {
            let listed = page.listed.as_ref()?;
            Some((self.absolute(&page.url), listed.changed.clone()))
        });
        let page = |output: &str, work: Work| Page {
            output: output.to_owned(),
            url: format!("/{output}"),
            origin: None,
            listed: None,
            glance: None,
            work,
        };
        let map = Sitemap {
            entries: entries.collect(),
        };
        vec![
            page("sitemap.xml", Work::Sitemap(map)),
            page(
                "robots.txt",
                Work::Text(robots(&self.absolute("/sitemap.xml"))),
            ),
        ]
    }
}
