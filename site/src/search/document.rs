//! What is searched: an article with its place, as the index sees it.
//!
//! It must not know other articles.

use super::terms::{Terms, weight};
use super::text::{Section, sections};
use crate::address::encode_path;
use crate::article::{Article, Body};
use crate::model::Placed;
use crate::model::terms::slug;
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use serde::Serialize;
use std::sync::Arc;

/// A document of the index.
#[derive(Clone)]
pub(super) struct Document<'a> {
    /// The article.
    pub placed: &'a Placed,
    /// The dataset it was composed from.
    pub dataset: Option<String>,
    /// The name of all that the index knows of it.
    pub name: Fingerprint,
}

/// What a list of results needs of a document before its text is there.
#[derive(Serialize)]
pub(super) struct Card<'a> {
    /// Headline.
    t: String,
    /// Address below the site's root, encoded, without `baseurl`.
    u: String,
    /// Day.
    d: Option<String>,
    /// Tags.
    g: &'a [String],
    /// The file with its text.
    x: String,
}

impl<'a> Document<'a> {
    /// The document of an article; `None` where the author does not want it found.
    pub(super) fn of(placed: &'a Placed) -> Option<Self> {
        let mut entries = placed.layers.iter().flat_map(Fields::entries);
        let own = entries.find(|(key, _)| key.as_str() == Some("search"));
        if own.is_some_and(|(_, wanted)| wanted.value().as_bool() == Some(false)) {
            return None;
        }
        let article = &placed.article;
        let dataset = placed.dataset.clone();
        let date = article.date.map(|date| date.to_rfc3339());
        let name = Fingerprint::of(&(
            (
                &article.title,
                &article.tags,
                &article.description,
                placed.headline(),
            ),
            (&placed.url, &dataset, date),
            placed.content.as_ref().map(Seen::name),
            matches!(article.body, Body::Template { .. }),
        ));
        Some(Self {
            placed,
            dataset,
            name,
        })
    }

    /// Its sections. A body that is a template says nothing before it is rendered, which is after this.
    pub(super) fn sections(&self) -> Vec<Section> {
        sections_of(&self.placed.article.body)
    }

    /// Its terms.
    pub(super) fn terms(&self) -> Terms {
        let article = &self.placed.article;
        let mut terms = Terms::default();
        terms.add(&article.title, weight::TITLE);
        for section in self.sections() {
            terms.add(&section.heading, weight::HEADING);
            terms.add(&section.text, weight::TEXT);
        }
        terms.add(
            article.description.as_deref().unwrap_or_default(),
            weight::DESCRIPTION,
        );
        for tag in &article.tags {
            terms.add(tag, weight::TAG);
            terms.add_whole(&format!("t:{}", slug(tag)));
        }
        if let Some(dataset) = &self.dataset {
            terms.add_whole(&format!("d:{dataset}"));
            let family = family(dataset);
            if family != dataset {
                terms.add_whole(&format!("d:{family}"));
            }
        }
        terms
    }

    /// What a list of results shows of it.
    pub(super) fn card(&self) -> Card<'_> {
        let article = &self.placed.article;
        Card {
            t: self.placed.headline(),
            u: encode_path(&self.placed.url),
            d: article.date.map(|date| date.format("%Y-%m-%d").to_string()),
            g: &article.tags,
            x: text_name(&self.placed.url),
        }
    }
}

/// The file name of the text of the page at this address, without its ending.
pub(super) fn text_name(url: &str) -> String {
    let name = Fingerprint::of_bytes(url.as_bytes()).to_string();
    name.chars().take(16).collect()
}

/// A dataset's name without the days it is about, so that the reports of one series are found together:
/// `twitter_ai_20251204_20251204` -> `twitter_ai`.
pub(crate) fn family(dataset: &str) -> &str {
    let mut name = dataset;
    while let Some((head, day)) = name.rsplit_once(['_', '-']) {
        if day.len() != 8 || head.is_empty() || !day.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        name = head;
    }
    name
}

/// The text of an article, section by section, as JSON: `[[id, heading, text], …]`.
pub(super) fn text_file(body: &Body) -> Vec<u8> {
    let sections: Vec<[String; 3]> = sections_of(body)
        .into_iter()
        .map(|section| [section.id, section.heading, section.text])
        .collect();
    // Lists of texts can always be written.
    serde_json::to_vec(&sections).unwrap_or_default()
}

/// As [`text_file`], made whenever it is asked for: a copy of every article would be most of a large blog's memory.
pub(super) fn text_maker(article: &Arc<Article>) -> impl Fn() -> Vec<u8> + Send + Sync + 'static {
    let article = Arc::clone(article);
    move || text_file(&article.body)
}

/// The sections of an article. A template says nothing before it is rendered.
pub(crate) fn sections_of(body: &Body) -> Vec<Section> {
    match body {
        Body::Html { whole, .. } => {
            let shared = whole.shared();
            sections(&String::from_utf8_lossy((*shared).as_ref()))
        }
        Body::Template { .. } => Vec::new(),
    }
}
