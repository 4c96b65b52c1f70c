//! A word in its place: what is drawn of it, how large, where and in which ink.
//!
//! It must not know how places are found.

use crate::ink::Spot;
use crate::outline::{Outline, Setting};

/// A word in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The word as it is drawn.
    pub text: String,
    /// Its weight.
    pub weight: f64,
    /// Its size of type (em), in pixels.
    pub size: f64,
    /// Left edge of its ink, in pixels from the left.
    pub x: u32,
    /// Upper edge of its ink, in pixels from the top.
    pub y: u32,
    /// Which of the palette's inks it is drawn in.
    pub ink: usize,
    /// Where it leads in the SVG.
    pub link: Option<String>,
    pub(crate) outline: Outline,
}

impl Placed {
    /// Width and height of its ink, in pixels.
    pub fn extent(&self) -> (f64, f64) {
        (
            f64::from(self.outline.width) * self.size,
            f64::from(self.outline.height) * self.size,
        )
    }

    /// How its characters follow each other.
    pub fn setting(&self) -> Setting {
        self.outline.setting
    }

    /// Where its first character begins, on the baseline, in pixels.
    pub fn origin(&self) -> (f64, f64) {
        let (dx, dy) = self.outline.origin();
        (
            f64::from(self.x) + f64::from(dx) * self.size,
            f64::from(self.y) + f64::from(dy) * self.size,
        )
    }

    /// From there to the end of its last character, in pixels.
    pub fn length(&self) -> f64 {
        f64::from(self.outline.advance) * self.size
    }

    pub(crate) fn spot(&self) -> Spot {
        let (width, height) = self.extent();
        Spot {
            left: f64::from(self.x),
            top: f64::from(self.y),
            width,
            height,
            size: self.size,
        }
    }

    pub(crate) fn middle(&self) -> (f64, f64) {
        let (width, height) = self.extent();
        (
            f64::from(self.x) + width / 2.0,
            f64::from(self.y) + height / 2.0,
        )
    }
}
