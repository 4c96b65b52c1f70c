//! What is remembered from one node to the next while a text is written.

use super::super::heading::{Heading, Ids};
use super::super::kramdown::{Attributed, Attributes};
use super::super::written::{Manner, Written};
use comrak::nodes::TableAlignment;

/// What is remembered from one node to the next.
pub(super) struct State<'a> {
    pub(super) manner: Manner<'a>,
    pub(super) ids: Ids,
    pub(super) written: Written,
    pub(super) alignments: Vec<TableAlignment>,
    pub(super) column: usize,
    pub(super) attributed: Attributed,
    /// The attributes that marks in the HTML stand for.
    pub(super) marked: Vec<Attributes>,
    /// The headings of the whole text, where it shows its own table of contents.
    pub(super) contents: Vec<Heading>,
}
