//! A piece of a file: what begins and ends in it, and where it stands.
//!
//! It must not know how pieces are found, nor what is in them.

use super::reason::Reason;

/// A piece of the input and where it stands.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Line of its first character, from 1.
    pub(super) line: u64,
    /// Bytes before it in the decoded text.
    pub(super) offset: u64,
    /// Why it cannot be read, when it cannot.
    pub(super) broken: Option<Reason>,
    /// Only part of a value, closed by us: good for the records inside it, but no record itself.
    pub(super) mended: bool,
}
