//! Home and its further pages: the posts, newest first, some to a page.
//!
//! It must not know what a card shows.

use super::{Listed, Page, Plan, sheets};
use crate::article::Body;
use crate::model::Placed;
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Plan<'_> {
    /// Home by itself, unless the author has one.
    pub(super) fn home(&mut self, own: &BTreeSet<String>) -> Vec<Page> {
        if own.contains("index.html") {
            return Vec::new();
        }
        let title = Seen::of(self.strings.text("home"));
        let config = self.config;
        let sheets = sheets::sheets(self.model, config);
        let all = sheets::all(config, "/", sheets.len());
        let pages = sheets.into_iter().map(|sheet| {
            let url = sheets::url(config, "/", sheet.number);
            let listed = (sheet.number == 1).then(|| self.changed(0..self.model.posts.len()));
            let mut fields = vec![("kind", Seen::of("home")), ("title", title.clone())];
            if let Some(cloud) = self.cloud(0).filter(|_| sheet.number == 1) {
                fields.push(("cloud", cloud.seen.clone()));
            }
            self.made(
                "home",
                url,
                fields,
                |plan, uses| sheets::paginator(&plan.site, config, "/", &sheet, &all, uses),
                listed,
            )
        });
        pages.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// The author's page once for each part of the list.
    pub(super) fn paginate_own(&mut self, placed: &Placed) -> Vec<Page> {
        let (model, config) = (self.model, self.config);
        let source = match &placed.article.body {
            Body::Template { source, .. } => Some(source.as_str()),
            Body::Html { .. } => None,
        };
        let layout = placed.article.layout.as_deref();
        let uses = self.templates.uses(layout, source);
        let sheets = sheets::sheets(model, config);
        let all = sheets::all(config, &placed.url, sheets.len());
        let mut pages = Vec::new();
        for sheet in sheets {
            let paginator = sheets::paginator(&self.site, config, &placed.url, &sheet, &all, &uses);
            let Some(further) = sheet.number.checked_sub(2) else {
                let mut page = self.article_with(placed, &uses, None, None, paginator, None);
                page.listed = page.listed.map(|_| self.changed(0..model.posts.len()));
                pages.push(page);
                continue;
            };
            let url = sheets::url(config, &placed.url, sheet.number);
            let own = model.sheets.get(further);
            let here = further_page(own.unwrap_or(placed), url);
            let mut page = match own {
                Some(_) => self.article(&here, None, None, paginator, None),
                None => self.article_with(&here, &uses, None, None, paginator, None),
            };
            page.listed = None;
            pages.push(page);
        }
        pages
    }
}

/// The page with this text at another address.
fn further_page(text: &Placed, url: String) -> Placed {
    let mut layers = text.layers.clone();
    layers.push(Fields::new([("url", Seen::of(url.as_str()))]));
    Placed {
        name: Fingerprint::of(&(text.name, &url)),
        dataset: text.dataset.clone(),
        article: Arc::clone(&text.article),
        output: format!("{}index.html", url.trim_start_matches('/')),
        url,
        card: Seen::record(layers.clone()),
        layers,
        content: text.content.clone(),
    }
}

impl Listed {
    /// A page whose date of change nobody knows.
    pub(super) fn undated() -> Self {
        Self { changed: None }
    }
}
