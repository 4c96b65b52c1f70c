//! The page of an article: of a post, of a document, and of a page of the author's own.
//!
//! It must not know lists.

use super::{Listed, Page, Plan, Work, sheets};
use crate::article::{Article, Body};
use crate::model::Placed;
use crate::render::{Content, Uses, View};
use crate::view::{Fields, Seen};
use std::sync::Arc;

impl Plan<'_> {
    pub(super) fn documents(&mut self) -> Vec<Page> {
        let model = self.model;
        let mut pages = Vec::new();
        for gathered in &model.collections {
            let documents = &gathered.documents;
            for (number, document) in documents.iter().enumerate() {
                if gathered.written[number] {
                    let before = number.checked_sub(1).map(|n| &documents[n]);
                    let after = documents.get(number + 1);
                    pages.push(self.article(document, before, after, Seen::none(), None));
                }
            }
        }
        pages
    }

    pub(super) fn own_pages(&mut self) -> Vec<Page> {
        let paginated = sheets::own_page(self.model, self.config);
        let mut pages = Vec::new();
        for (number, placed) in self.model.pages.iter().enumerate() {
            if paginated == Some(number) {
                pages.extend(self.paginate_own(placed));
            } else {
                pages.push(self.article(placed, None, None, Seen::none(), None));
            }
        }
        pages
    }

    /// What the templates of an article's page look at.
    pub(super) fn uses(&self, placed: &Placed) -> Arc<Uses> {
        let layout = placed.article.layout.as_deref();
        let layout = layout.filter(|_| !self.templates.is_empty() && !is_sass(&placed.article));
        match &placed.article.body {
            Body::Template { source, .. } => self.templates.uses(layout, Some(source)),
            Body::Html { .. } => self.templates.uses(layout, None),
        }
    }

    /// The page of an article. `post` is its place among the posts, and the stories it tells of.
    pub(super) fn article(
        &mut self,
        placed: &Placed,
        older: Option<&Placed>,
        newer: Option<&Placed>,
        paginator: Seen,
        post: Option<(usize, Seen)>,
    ) -> Page {
        let uses = self.uses(placed);
        self.article_with(placed, &uses, older, newer, paginator, post)
    }

    /// The same for what its templates look at.
    pub(super) fn article_with(
        &mut self,
        placed: &Placed,
        uses: &Uses,
        older: Option<&Placed>,
        newer: Option<&Placed>,
        paginator: Seen,
        post: Option<(usize, Seen)>,
    ) -> Page {
        let article = &placed.article;
        // Where there are no templates at all, articles stand bare.
        let layout = article.layout.clone();
        let layout = layout.filter(|_| !self.templates.is_empty());
        let content = match &article.body {
            Body::Template {
                source,
                lines_before,
            } => Content::Template {
                path: article.path.clone(),
                source: source.clone(),
                lines_before: *lines_before,
            },
            Body::Html { whole, .. } => Content::Article(
                placed.content.clone().unwrap_or_else(Seen::none),
                whole.shared(),
            ),
        };
        let (number, stories) = post.unzip();
        let cloud = number.and_then(|number| self.cloud(number));
        let card = number.and_then(|number| self.card_of(number, uses));
        let neighbour = |placed: Option<&Placed>| match placed {
            Some(placed) => self.site.card(placed, uses),
            None => Seen::none(),
        };
        let mut layers = placed.layers.clone();
        layers.push(article.inside.clone());
        layers.push(Fields::new([
            ("content", placed.content.clone().unwrap_or_else(Seen::none)),
            ("previous", neighbour(older)),
            ("next", neighbour(newer)),
            (
                "cloud",
                cloud.map_or_else(Seen::none, |cloud| cloud.seen.clone()),
            ),
            (
                "social_image",
                card.map_or_else(Seen::none, |card| Seen::of(format!("/{}", card.path()))),
            ),
            ("stories", stories.unwrap_or_else(Seen::none)),
        ]));
        let view = View {
            page: Seen::record(layers),
            site: self.site.seen(uses, number),
            strings: self.words(uses),
            paginator,
            program: self.site.program(),
        };
        let work = match is_sass(article) {
            true => Work::Sass {
                view,
                content,
                sheets: self.site.sheets(),
            },
            false => Work::Templates {
                view,
                content,
                layout,
            },
        };
        Page {
            output: placed.output.clone(),
            url: placed.url.clone(),
            origin: Some(article.path.clone()),
            listed: Listed::of(placed),
            work,
            glance: None,
        }
    }
}

/// Whether it is a style sheet, which stands in no layout.
pub(super) fn is_sass(article: &Article) -> bool {
    [".scss", ".sass"]
        .iter()
        .any(|end| article.path.ends_with(end))
}
