//! What a blog has, published or not, and why not: for an author who looks for something.
//!
//! It must not know how it is shown.

use crate::article::Kind;
use crate::config::SiteConfig;
use crate::model::{Hidden, hidden, url};
use crate::pipeline::{self, Memos};
use crate::settings::Settings;
use crate::sources::Sources;
use chrono::{DateTime, FixedOffset};
use post::Diagnostic;

/// A text of the blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its file.
    pub path: String,
    /// What sort it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When it appeared or appears; pages and drafts may have no date.
    pub date: Option<DateTime<FixedOffset>>,
    /// Where it is or would be published, below the site's root.
    pub url: String,
    /// Why it is not published; `None` when it is.
    pub hidden: Option<Hidden>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its categories.
    pub categories: Vec<String>,
}

/// Every text of the blog: drafts without a date first, then by date, the newest first, then pages by path; and what could not be read.
pub fn inventory(sources: &Sources, settings: &Settings) -> (Vec<Entry>, Vec<Diagnostic>) {
    let (config, mut diagnostics) = SiteConfig::read(sources, settings);
    let now = settings.time.or(config.time).unwrap_or(settings.now);
    let articles = pipeline::articles(
        sources,
        &config,
        now,
        &mut Memos::default(),
        &mut diagnostics,
    );
    let mut entries: Vec<Entry> = articles
        .iter()
        .filter(|article| article.kind != Kind::Document)
        .map(|article| Entry {
            path: article.path.clone(),
            kind: article.kind,
            title: article.title.clone(),
            date: article.date,
            url: url::of(article, &config, article.date.unwrap_or(settings.now)),
            hidden: hidden(article, &config, now),
            tags: article.tags.clone(),
            categories: article.categories.clone(),
        })
        .collect();
    // As the site itself puts them in order; texts without a date count as of now.
    let undated = |kind: Kind| matches!(kind, Kind::Page | Kind::Document);
    let place = |entry: &Entry| (undated(entry.kind), entry.date.is_some());
    entries.sort_by(|a, b| {
        let by_name = match a.kind {
            Kind::Page | Kind::Document => a.path.cmp(&b.path),
            Kind::Post | Kind::Draft => b.path.cmp(&a.path),
        };
        let by_date = match a.kind {
            Kind::Page | Kind::Document => std::cmp::Ordering::Equal,
            Kind::Post | Kind::Draft => b.date.cmp(&a.date),
        };
        place(a).cmp(&place(b)).then(by_date).then(by_name)
    });
    let shown = entries
        .iter_mut()
        .filter(|entry| !undated(entry.kind) && entry.hidden.is_none());
    for entry in shown.skip(config.limit_posts.unwrap_or(usize::MAX)) {
        entry.hidden = Some(Hidden::Limit);
    }
    (entries, diagnostics)
}
