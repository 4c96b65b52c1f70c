//! An article -> its place in the site: its address, its file, and what lists show of it.
//!
//! It must not know any other article.

use super::pictures::Pictures;
use super::placed::{Placed, text_in};
use super::{Date, headline, url};
use crate::address::encode_path;
use crate::article::{Article, Body, Kind};
use crate::config::SiteConfig;
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use post::Diagnostic;
use std::sync::Arc;

/// What places depend on besides the articles.
pub(super) struct Around<'a> {
    /// The name of the configuration and the pictures.
    name: Fingerprint,
    config: &'a SiteConfig,
    pictures: &'a Pictures,
    now: Date,
}

impl<'a> Around<'a> {
    pub(super) fn new(config: &'a SiteConfig, pictures: &'a Pictures, now: Date) -> Self {
        Self {
            name: Fingerprint::of(&(config.name(), pictures.name())),
            config,
            pictures,
            now,
        }
    }

    /// The name of all that an article's place follows from.
    pub(super) fn name_of(&self, article: &Article, undated: Option<Date>) -> Fingerprint {
        // The zone of a date counts too, which its hash leaves out.
        let text = |date: Date| date.to_rfc3339();
        let clock = article.date.is_none();
        let clock = clock.then(|| (undated.map(text), text(self.now)));
        Fingerprint::of(&(article.name, self.name, clock))
    }

    /// `undated` is what documents without a date have for one: the site's time, as in Jekyll.
    pub(super) fn place(
        &self,
        article: &Arc<Article>,
        undated: Option<Date>,
    ) -> Result<Placed, Box<Diagnostic>> {
        let Self {
            config,
            pictures,
            now,
            ..
        } = *self;
        let date = article.date.or(undated);
        let url = url::of(article, config, date.unwrap_or(now));
        let output = url::output_of(article, &url).map_err(|reason| {
            Box::new(
                Diagnostic::error(
                    "url",
                    format!("the address `{url}` cannot be a file: {}", reason.en),
                    format!("地址 `{url}` 不能作为文件：{}", reason.zh),
                )
                .at(&article.path, 0, 0)
                .help(
                    "change its `permalink`, `slug` or categories",
                    "请修改它的 `permalink`、`slug` 或分类",
                ),
            )
        })?;
        let fill = |address: &str| pictures.attributes(address, &url);
        let (content, excerpt) = match &article.body {
            Body::Html { whole, excerpt, .. } => (Some(whole.fill(fill)), excerpt.fill(fill)),
            Body::Template { .. } => (None, Seen::none()),
        };
        let image = article
            .image
            .as_deref()
            .map(|image| pictures.find(image, &url));
        let (width, height) = image.as_ref().and_then(|found| found.size).unzip();
        let number = |n: Option<u32>| n.map_or_else(Seen::none, Seen::of);
        // As Jekyll's variables have it: encoded, so that it can stand in an attribute as it is.
        let shown = encode_path(&url);
        let folder = &shown[..shown.rfind('/').map_or(0, |at| at + 1)];
        let headline = headline::headline(
            &article.title,
            &article.slug,
            article.description.as_deref(),
        );
        let shown_first = Fields::new([("headline", Seen::of(headline.as_ref()))]);
        let mut located = vec![
            ("excerpt", excerpt),
            (
                "image",
                image.map_or_else(Seen::none, |found| Seen::of(found.url)),
            ),
            ("image_width", number(width)),
            ("image_height", number(height)),
        ];
        located.push(match article.kind {
            Kind::Page => ("dir", Seen::of(folder)),
            _ => {
                let above = shown.trim_end_matches('/');
                let above = &above[..above.rfind('/').unwrap_or(0)];
                ("id", Seen::of(format!("{above}/{}", article.slug)))
            }
        });
        located.push(("url", Seen::of(shown)));
        if let Some(date) = date.filter(|_| article.date.is_none()) {
            located.push(("date", Seen::of(date.to_rfc3339())));
        }
        let located = Fields::new(located);
        // A headline of the author's own wins.
        let layers = vec![shown_first, article.card.clone(), located];
        Ok(Placed {
            name: self.name_of(article, undated),
            card: Seen::record(layers.clone()),
            dataset: text_in(&layers, "dataset"),
            article: Arc::clone(article),
            url,
            output,
            layers,
            content,
        })
    }
}
