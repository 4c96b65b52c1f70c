//! All articles -> [`Model`]: what is published, in which order, at which address, under which names. The reduce between
//! the two maps: cheap, and done anew in every build, so that nothing can be stale.
//!
//! It must not know templates or how pages look.

mod collections;
mod headline;
pub mod pictures;
pub mod terms;
pub mod url;

use crate::article::{Article, Body, Kind};
use crate::config::SiteConfig;
use crate::inventory::Hidden;
use crate::view::{Fields, Seen};
use chrono::{DateTime, FixedOffset};
use pictures::Pictures;
use post::Diagnostic;
use rayon::prelude::*;
use std::sync::Arc;
use terms::Term;

type Date = DateTime<FixedOffset>;

/// An article with its place in the site.
pub struct Placed {
    /// What its file says.
    pub article: Arc<Article>,
    /// Its address below the site's root, readable, without `baseurl`.
    pub url: String,
    /// Where it is written, below the destination.
    pub output: String,
    /// What lists show of it.
    pub card: Seen,
    /// The layers of the card, for the article's own page.
    pub layers: Vec<Fields>,
    /// Its content as HTML; `None` when it is a template still to be rendered.
    pub content: Option<Seen>,
}

impl Placed {
    /// How many bytes of HTML its text has.
    pub fn size(&self) -> usize {
        match &self.article.body {
            Body::Html { whole, .. } => (*whole.shared()).as_ref().len(),
            Body::Template { source, .. } => source.len(),
        }
    }

    /// What the card says under this key.
    pub fn card_value(&self, key: &str) -> Option<Seen> {
        let entries = self.layers.iter().rev().flat_map(Fields::entries);
        let mut found = entries.filter(|(name, _)| name.as_str() == Some(key));
        Some(found.next()?.1.clone())
    }

    /// What the card says under this key, where it is a text.
    pub fn card_text(&self, key: &str) -> Option<String> {
        self.card_value(key)?.value().as_str().map(str::to_owned)
    }

    /// What it is called where readers meet it.
    pub fn headline(&self) -> String {
        self.card_text("headline")
            .unwrap_or_else(|| self.article.title.clone())
    }
}

/// The published site as a value.
pub struct Model {
    /// Posts, newest first.
    pub posts: Vec<Placed>,
    /// Pages of the author's own, by path.
    pub pages: Vec<Placed>,
    /// The texts of the second and further parts of the page that shows the list of posts, where they are not those of
    /// the first with another `paginator`.
    pub sheets: Vec<Placed>,
    /// The documents of each collection, by its label, in their order.
    pub collections: Vec<Gathered>,
    /// Tags, most used first.
    pub tags: Vec<Term>,
    /// Categories, most used first.
    pub categories: Vec<Term>,
    /// The site's time: what was asked for, else the newest post's.
    pub time: Option<DateTime<FixedOffset>>,
}

/// A collection's documents.
pub struct Gathered {
    /// Its label.
    pub label: String,
    /// Its documents in their order.
    pub documents: Vec<Placed>,
    /// How many of the documents, one by one, have a page of their own.
    pub written: Vec<bool>,
}

/// When this build happens and for whom.
pub struct Moment {
    /// Posts dated later are not published.
    pub now: DateTime<FixedOffset>,
    /// What the author asked `site.time` to be.
    pub time: Option<DateTime<FixedOffset>>,
}

impl Model {
    /// Puts the articles in their places.
    pub fn assemble(
        articles: &[Arc<Article>],
        config: &SiteConfig,
        pictures: &Pictures,
        moment: &Moment,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (mut posts, mut pages, mut documents) = (Vec::new(), Vec::new(), Vec::new());
        for article in articles {
            if hidden(article, config, moment.now).is_some() {
                continue;
            }
            match article.kind {
                Kind::Post | Kind::Draft => &mut posts,
                Kind::Page => &mut pages,
                Kind::Document => &mut documents,
            }
            .push(Arc::clone(article));
        }
        // Drafts without a date stand before everything else.
        let at = |article: &Article| article.date.unwrap_or(moment.now);
        posts.sort_by(|a, b| at(b).cmp(&at(a)).then_with(|| b.path.cmp(&a.path)));
        if let Some(limit) = config.limit_posts {
            posts.truncate(limit);
        }
        let ordered = collections::ordered(documents, config, diagnostics);
        let mut placed = |articles: Vec<Arc<Article>>, undated: Option<Date>| -> Vec<Placed> {
            let places: Vec<_> = articles
                .into_par_iter()
                .map(|article| place(article, config, pictures, moment.now, undated))
                .collect();
            let mut fine = Vec::with_capacity(places.len());
            for placed in places {
                match placed {
                    Ok(placed) => fine.push(placed),
                    Err(error) => diagnostics.push(*error),
                }
            }
            fine
        };
        let (posts, pages) = (placed(posts, None), placed(pages, None));
        let newest = posts.iter().filter_map(|post| post.article.date).max();
        let time = moment.time.or(newest);
        let collections = ordered.into_iter().map(|(collection, documents)| {
            let documents = placed(documents, time);
            let come = |document: &Placed| {
                let date = document.article.date;
                let future = config.future || collection.future;
                collection.output && (future || date.is_none_or(|date| date <= moment.now))
            };
            Gathered {
                label: collection.label.clone(),
                written: documents.iter().map(come).collect(),
                documents,
            }
        });
        let collections: Vec<Gathered> = collections.collect();
        let names = |of: fn(&Article) -> &[String]| {
            terms::gather(posts.iter().map(|post| of(&post.article)))
        };
        Self {
            tags: names(|article| &article.tags),
            categories: names(|article| &article.categories),
            time,
            posts,
            pages,
            sheets: Vec::new(),
            collections,
        }
    }

    /// The site with these texts for the further parts of the page that shows the list.
    pub fn with_sheets(
        mut self,
        sheets: &[Arc<Article>],
        config: &SiteConfig,
        pictures: &Pictures,
        moment: &Moment,
    ) -> Self {
        let sheets = sheets.iter().map(Arc::clone);
        let placed = sheets.map(|sheet| place(sheet, config, pictures, moment.now, None));
        // An address that cannot be a file has been told of with the first part.
        self.sheets = placed.filter_map(Result::ok).collect();
        self
    }

    /// Every article that has a page of its own.
    pub fn articles(&self) -> impl Iterator<Item = &Placed> {
        let documents = self.collections.iter().flat_map(|gathered| {
            let written = gathered.documents.iter().zip(&gathered.written);
            written
                .filter(|(_, written)| **written)
                .map(|(placed, _)| placed)
        });
        self.posts.iter().chain(&self.pages).chain(documents)
    }
}

/// Why an article is not published; `None` when it is. (Of `limit_posts` only the whole blog can tell.)
pub fn hidden(
    article: &Article,
    config: &SiteConfig,
    now: DateTime<FixedOffset>,
) -> Option<Hidden> {
    if !(article.published || config.unpublished) {
        return Some(Hidden::Unpublished);
    }
    match article.kind {
        Kind::Page | Kind::Document => None,
        Kind::Draft => (!config.drafts).then_some(Hidden::Draft),
        Kind::Post => {
            let come = config.future || article.date.is_none_or(|date| date <= now);
            (!come).then_some(Hidden::Future)
        }
    }
}

/// `undated` is what documents without a date have for one: the site's time, as in Jekyll.
fn place(
    article: Arc<Article>,
    config: &SiteConfig,
    pictures: &Pictures,
    now: Date,
    undated: Option<Date>,
) -> Result<Placed, Box<Diagnostic>> {
    let date = article.date.or(undated);
    let url = url::of(&article, config, date.unwrap_or(now));
    let output = url::output_of(&article, &url).map_err(|reason| {
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
    let shown = url::encode_path(&url);
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
        card: Seen::record(layers.clone()),
        article,
        url,
        output,
        layers,
        content,
    })
}
