//! What can go wrong, with a whole picture or with one word.

use thiserror::Error;

/// The most characters a word may have.
pub(crate) const LONGEST: usize = 32;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CloudError {
    /// Nothing was left to draw.
    #[error("no word can be drawn ({} left out)", left_out.len())]
    NoWords {
        /// The words given, each with its reason; empty when none was given.
        left_out: Vec<LeftOut>,
    },
    /// A side of the canvas out of range.
    #[error("a canvas of {width}x{height} px: each side must have {min} to {max} px")]
    Canvas {
        /// Width asked for, in pixels.
        width: u32,
        /// Height asked for, in pixels.
        height: u32,
        /// The shortest side allowed, in pixels.
        min: u32,
        /// The longest side allowed, in pixels.
        max: u32,
    },
    /// Another value of the style out of range.
    #[error("{name} must be {expected}")]
    Style {
        /// The field of [`Style`](crate::Style).
        name: &'static str,
        /// What it may be.
        expected: &'static str,
    },
    /// Not even the first word fits on the canvas at the least size.
    #[error("no word fits on {width}x{height} px at the least size of type")]
    NoRoom {
        /// Width of the canvas, in pixels.
        width: u32,
        /// Height of the canvas, in pixels.
        height: u32,
    },
    /// A name of the legend that cannot be drawn.
    #[error("the legend's `{name}` cannot be drawn: {reason}")]
    Legend {
        /// The name.
        name: String,
        /// Why.
        reason: Reason,
    },
    /// A file that is no shape.
    #[error("not a shape that can be read: {0}")]
    Shape(String),
    /// A font file that cannot be read.
    #[error("not a font that can be read: {0}")]
    Font(String),
}

/// A word that is not in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The word, cut to at most 64 characters.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// Why a word is not in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Reason {
    /// Nothing visible in it.
    #[error("nothing in it can be seen")]
    Empty,
    /// More characters than a word has.
    #[error("longer than {} characters", LONGEST)]
    TooLong,
    /// A weight that is zero, negative, infinite or no number.
    #[error("its weight is not a positive number")]
    Weight,
    /// A character that no font at hand has.
    #[error("no font has the character {0:?}")]
    Glyph(char),
    /// The same word came before; the first weight counts.
    #[error("the word is given twice")]
    Repeated,
    /// More words than the style asks for, and this one weighs less.
    #[error("more words than asked for")]
    TooMany,
    /// It would be drawn smaller than the least size that can be read.
    #[error("too small to be read")]
    TooSmall,
}
