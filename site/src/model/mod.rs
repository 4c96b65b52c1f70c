//! All articles -> [`Model`]: what is published, in which order, at which address, under which names. The reduce between
//! the two maps: cheap, and done anew in every build, so that nothing can be stale.
//!
//! It must not know templates or how pages look.

mod collections;
mod headline;
mod hidden;
pub mod pictures;
mod place;
mod placed;
pub mod terms;
pub mod url;

use crate::article::{Article, Kind};
use crate::config::SiteConfig;
use chrono::{DateTime, FixedOffset};
use fingerprint::Memo;
use pictures::Pictures;
use place::Around;
use post::Diagnostic;
use rayon::prelude::*;
use std::sync::Arc;
use terms::Term;

pub use hidden::{Hidden, hidden};
pub use placed::Placed;

type Date = DateTime<FixedOffset>;

/// What the last build put in its place.
pub type Places = Memo<Result<Arc<Placed>, Box<Diagnostic>>>;

/// The published site as a value.
pub struct Model {
    /// Posts, newest first.
    pub posts: Vec<Arc<Placed>>,
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
        memo: &mut Places,
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
        let around = Around::new(config, pictures, moment.now);
        let places = memo.map(
            &posts,
            |article| around.name_of(article, None),
            |article| around.place(article, None).map(Arc::new),
        );
        let mut posts = Vec::with_capacity(places.len());
        for placed in places {
            match placed.as_ref() {
                Ok(placed) => posts.push(Arc::clone(placed)),
                Err(error) => diagnostics.push((**error).clone()),
            }
        }
        let mut placed = |articles: Vec<Arc<Article>>, undated: Option<Date>| -> Vec<Placed> {
            let places: Vec<_> = articles
                .par_iter()
                .map(|article| around.place(article, undated))
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
        let pages = placed(pages, None);
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
        let around = Around::new(config, pictures, moment.now);
        let placed = sheets.iter().map(|sheet| around.place(sheet, None));
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
        let posts = self.posts.iter().map(Arc::as_ref);
        posts.chain(&self.pages).chain(documents)
    }
}
