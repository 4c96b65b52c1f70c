//! A page to be made: where it stands, how it is listed, and what there is to do.
//!
//! It must not know which pages there are.

use super::feed::Feed;
use super::sitemap::Sitemap;
use crate::model::Placed;
use crate::outputs::Output;
use crate::render::{Content, Sheets, Templates, View};
use fingerprint::{ByName, Fingerprint};
use post::Diagnostic;
use std::sync::Arc;

/// A page to be made.
pub struct Page {
    /// Where it is written.
    pub output: String,
    /// Its address, readable, without `baseurl`.
    pub url: String,
    /// The file it comes from; `None` when it comes by itself.
    pub origin: Option<String>,
    /// When it was last changed, for the site map; `None` leaves it out of the map.
    pub listed: Option<Listed>,
    /// What there is to do.
    pub work: Work,
    /// The name of what the work follows from, where that is told before the work is.
    pub glance: Option<Fingerprint>,
}

/// Where a page stands and comes from: what is left to know of it while it is made.
pub struct Place {
    /// Where it is written.
    pub output: String,
    /// Its address, readable, without `baseurl`.
    pub url: String,
    /// The file it comes from; `None` when it comes by itself.
    pub origin: Option<String>,
    /// The name of what its work follows from, where that was told before.
    pub glance: Option<Fingerprint>,
}

impl Listed {
    /// How the page of an article is listed.
    pub(super) fn of(placed: &Placed) -> Option<Self> {
        let article = &placed.article;
        let is_html = placed.output.ends_with(".html") && placed.output != "404.html";
        let changed = article.modified.or(article.date);
        (article.listed && is_html).then(|| Self {
            changed: changed.map(|date| date.to_rfc3339()),
        })
    }
}

impl Page {
    /// Its place, and what there is to do.
    pub fn apart(self) -> (Place, Work) {
        let place = Place {
            output: self.output,
            url: self.url,
            origin: self.origin,
            glance: self.glance,
        };
        (place, self.work)
    }
}

/// How the site map shows a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listed {
    /// The date of its last change in RFC 3339's form, where it is known.
    pub changed: Option<String>,
}

/// How a page is made.
pub enum Work {
    /// By templates.
    Templates {
        /// What they may see.
        view: View,
        /// What stands inside the layout.
        content: Content,
        /// The innermost layout.
        layout: Option<String>,
    },
    /// By templates, then from Sass to CSS.
    Sass {
        /// What the sheet may see.
        view: View,
        /// The sheet.
        content: Content,
        /// What it may import.
        sheets: Arc<Sheets>,
    },
    /// A feed.
    Feed(Feed),
    /// A site map.
    Sitemap(Sitemap),
    /// A text as it is.
    Text(String),
    /// None: the last build did it.
    Done {
        /// The name of what was made, as the last build remembered it.
        key: Fingerprint,
        /// What was made.
        made: Arc<Made>,
    },
}

/// A page that was made, or why it could not be.
pub type Made = Result<Output, Box<Diagnostic>>;

/// What a build made of the pages of posts, by what they were made from: the key it is remembered under, and the page.
pub type Known = ByName<(Fingerprint, Arc<Made>)>;

impl Work {
    /// The name of all that the page depends on besides the templates.
    pub fn name(&self) -> Fingerprint {
        match self {
            Self::Templates {
                view,
                content,
                layout,
            } => Fingerprint::of(&(view.name(), content.name(), layout)),
            Self::Sass {
                view,
                content,
                sheets,
            } => Fingerprint::of(&(view.name(), content.name(), sheets.name)),
            Self::Feed(feed) => feed.name(),
            Self::Sitemap(map) => Fingerprint::of(map),
            Self::Text(text) => Fingerprint::of(text),
            Self::Done { key, .. } => *key,
        }
    }

    /// The name of the templates that can have a part in it.
    pub fn made_from(&self, templates: &Templates) -> Fingerprint {
        let (content, layout) = match self {
            Self::Templates {
                content, layout, ..
            } => (content, layout.as_deref()),
            Self::Sass { content, .. } => (content, None),
            Self::Feed(_) | Self::Sitemap(_) | Self::Text(_) | Self::Done { .. } => {
                return Fingerprint::of(&());
            }
        };
        templates.made_from(layout, content.template())
    }
}
