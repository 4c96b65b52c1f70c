//! An article with its place in the site.
//!
//! It must not know how the place was found.

use crate::article::{Article, Body};
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use std::sync::Arc;

/// An article with its place in the site.
pub struct Placed {
    /// The name of all that follows.
    pub name: Fingerprint,
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
    /// The dataset that its card names.
    pub dataset: Option<String>,
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
        value_in(&self.layers, key).cloned()
    }

    /// What the card says under this key, where it is a text.
    pub fn card_text(&self, key: &str) -> Option<String> {
        text_in(&self.layers, key)
    }

    /// What it is called where readers meet it.
    pub fn headline(&self) -> String {
        self.card_text("headline")
            .unwrap_or_else(|| self.article.title.clone())
    }
}

/// What layers have under a key; the later ones win.
fn value_in<'a>(layers: &'a [Fields], key: &str) -> Option<&'a Seen> {
    let entries = layers.iter().rev().flat_map(Fields::entries);
    let mut found = entries.filter(|(name, _)| name.as_str() == Some(key));
    Some(&found.next()?.1)
}

/// The same, where it is a text.
pub(super) fn text_in(layers: &[Fields], key: &str) -> Option<String> {
    value_in(layers, key)?.value().as_str().map(str::to_owned)
}
