//! One file with front matter -> [`Article`]: the first of the two maps.
//!
//! It sees one file, the front matter that the configuration gives to files like it, and nothing else: no other article, no
//! template, not even whether a picture it shows exists.

mod blank;
mod chinese;
mod code;
pub mod date;
mod fence;
mod figure;
mod front;
pub mod heading;
pub mod highlight;
mod kramdown;
pub mod links;
pub mod markdown;
mod math;
mod names;
mod nodes;
mod plain;
mod read;
mod slotted;
mod standing;
mod tags;
mod template;
pub mod text;
pub mod typography;
mod written;

use crate::config::{Dialect, Zone};
use crate::render::Uses;
use crate::sources::SourceFile;
use crate::view::{Fields, Seen, from_yaml, yaml_key};
use chrono::{DateTime, FixedOffset};
pub use code::Code;
use fingerprint::Fingerprint;
pub use names::{is_markdown, stem};
use post::{Diagnostic, Mapping};
pub use read::{read, read_changed};
pub use slotted::Slotted;
use std::sync::Arc;
use tera::Value;

/// What sort of article a file is, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// In a `_posts` folder.
    Post,
    /// In a `_drafts` folder.
    Draft,
    /// In the folder of a collection.
    Document,
    /// Anywhere else, with front matter.
    Page,
}

impl Kind {
    /// Its types in `defaults` of the configuration. Drafts are posts there, as in Jekyll.
    pub fn names(self, collection: Option<&str>) -> Vec<&str> {
        match self {
            Self::Post => vec!["posts"],
            Self::Draft => vec!["posts", "drafts"],
            Self::Document => collection.into_iter().collect(),
            Self::Page => vec!["pages"],
        }
    }
}

/// One file to read, with all that reading it may depend on.
pub struct Input<'a> {
    /// Its path.
    pub path: &'a str,
    /// Where in the path the part below the folder of the collections begins.
    pub home: usize,
    /// The collection it belongs to; `None` for pages.
    pub collection: Option<&'a str>,
    /// Its content.
    pub file: &'a SourceFile,
    /// What sort it is.
    pub kind: Kind,
    /// The dataset it was composed from, if it was.
    pub dataset: Option<&'a str>,
    /// Front matter that it has where it does not say otherwise.
    pub defaults: Arc<Mapping>,
    /// The zone of the site.
    pub zone: Zone,
    /// What ends an excerpt.
    pub excerpt_separator: &'a str,
    /// The path the site lives below.
    pub baseurl: &'a str,
    /// What the site has for Markdown.
    pub dialect: Dialect,
}

impl Input<'_> {
    /// The name of all that is read.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of(&(
            (self.path, self.file.fingerprint, self.kind, self.dataset),
            (self.home, self.collection),
            (
                &self.defaults,
                self.zone,
                self.excerpt_separator,
                self.baseurl,
                self.dialect,
            ),
        ))
    }
}

/// An article: everything that its file alone says about it.
pub struct Article {
    /// The name of all that it was made from.
    pub name: Fingerprint,
    /// Where it was read.
    pub path: String,
    /// Where in the path the part below the folder of the collections begins.
    home: usize,
    /// What sort it is.
    pub kind: Kind,
    /// The collection it belongs to; `None` for pages.
    pub collection: Option<String>,
    /// The part of its address that is its own, such as `twitter_ai_20251204`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// When it appeared; pages may have no date.
    pub date: Option<DateTime<FixedOffset>>,
    /// When it was changed.
    pub modified: Option<DateTime<FixedOffset>>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its categories, those of its folders first.
    pub categories: Vec<String>,
    /// Not held back by `published: false`.
    pub published: bool,
    /// The template that its content is put into.
    pub layout: Option<String>,
    /// The address it asks for.
    pub permalink: Option<String>,
    /// Where it stood before, as written.
    pub redirect_from: Vec<String>,
    /// Where it has gone, as written.
    pub redirect_to: Option<String>,
    /// The picture it asks for, as written.
    pub image: Option<String>,
    /// Whether the site map may list it.
    pub listed: bool,
    /// Whether menus list it.
    pub nav: bool,
    /// What it says about itself in a sentence: its own words, or else how it begins.
    pub description: Option<String>,
    /// The same, but the whole of its excerpt rather than the beginning of the text: what feeds show.
    pub summary: Option<String>,
    /// The keys of its front matter and what follows from the file alone: what lists show.
    pub card: Fields,
    /// What only its own page shows, besides the content.
    pub inside: Fields,
    /// What its Liquid looks at, where it asks for it to be carried out and has some.
    pub liquid: Option<Asks>,
    /// What there is to tell of it that stops nothing.
    pub told: Vec<Diagnostic>,
    /// What it says.
    pub body: Body,
}

impl Article {
    /// Its path below the folder of the collections, as templates know it.
    pub fn relative_path(&self) -> &str {
        &self.path[self.home..]
    }

    /// Whether its text is what will be shown: nothing in it is to be carried out.
    pub fn is_final(&self) -> bool {
        self.liquid.is_none() && matches!(self.body, Body::Html { .. })
    }
}

/// What the Liquid of a body looks at.
pub struct Asks {
    /// Lists of the site, as templates look at them.
    pub uses: Uses,
    /// It includes files that stand beside it.
    pub relative: bool,
}

/// What an article says.
pub enum Body {
    /// HTML with slots for pictures.
    Html {
        /// The whole.
        whole: Slotted,
        /// Its beginning.
        excerpt: Slotted,
        /// Links that stay in the site, with their lines in the file.
        links: Vec<(String, u32)>,
    },
    /// A template, and the line of the file it begins on.
    Template {
        /// The text of the template.
        source: String,
        /// How many lines of the file stand before it.
        lines_before: u32,
    },
}

/// Front matter as the engine's values.
pub(crate) fn seen_values(values: &Mapping) -> impl Iterator<Item = (String, Seen)> {
    values
        .iter()
        .map(|(key, value)| (yaml_key(key), Seen::of(from_yaml(value))))
}

/// A list of names as the engine's value.
pub(crate) fn seen_names(names: &[String]) -> Seen {
    Seen::of(Value::from(
        names
            .iter()
            .map(|name| Value::from(name.as_str()))
            .collect::<Vec<_>>(),
    ))
}
