//! How a text is to be read, and what becomes of it.
//!
//! It must not know how it is read.

use super::heading::Heading;
use super::highlight::Fences;
use crate::config::Dialect;

/// Marks the place of a slot; the parser lets no NUL through, so it cannot come from a text.
pub const SLOT: char = '\0';

/// How one article is to be read.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// The text comes from strangers: raw HTML is shown, not obeyed, and money signs are money.
    pub strangers: bool,
    /// A single `$` encloses mathematics too.
    pub math: bool,
    /// The path the site lives below.
    pub baseurl: &'a str,
    /// The fences worked out so far.
    pub fences: &'a Fences,
    /// What the site has for Markdown.
    pub dialect: Dialect,
}

/// An article's HTML and what was seen while writing it.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The HTML, with a slot for each picture.
    pub html: String,
    /// The addresses of the pictures, in the order of their slots.
    pub pictures: Vec<String>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// Links that stay in the site, with the line of the text they stand on.
    pub links: Vec<(String, u32)>,
    /// The number of words.
    pub words: usize,
    /// The first paragraph as text.
    pub opening: Option<String>,
}
