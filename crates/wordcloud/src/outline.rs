//! A word as curves, and its ink as a field of coverages at any size.

use crate::curve::{Point, Segment};
use crate::error::Reason;
use crate::font::{Font, Glyph};
use crate::raster::Raster;
use std::collections::BTreeMap;

/// Glyphs by character and heft, each looked up once; `None` where no font has it.
pub(crate) type Glyphs = BTreeMap<(char, u8), Option<Glyph>>;

/// How the characters of a word follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// From left to right.
    Across,
    /// Turned by a quarter, from bottom to top.
    Turned,
    /// Upright characters below each other.
    Stacked,
}

/// The curves of a word in em, `y` upwards, with the box around them.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    segments: Vec<Segment>,
    pub(crate) setting: Setting,
    /// The weight of its type, see [`Font::glyph`].
    pub(crate) heft: u8,
    left: f32,
    top: f32,
    /// Width of the ink, in em.
    pub(crate) width: f32,
    /// Height of the ink, in em.
    pub(crate) height: f32,
    /// What its ink covers, in square em; where contours overlap, more.
    pub(crate) area: f32,
    /// From the first character's origin to the end of the last one, in em.
    pub(crate) advance: f32,
}

impl Outline {
    /// The outline of `text`; `glyphs` remembers characters.
    pub(crate) fn of(
        text: &str,
        fonts: &[Font],
        setting: Setting,
        heft: u8,
        glyphs: &mut Glyphs,
    ) -> Result<Self, Reason> {
        let mut segments = Vec::new();
        let mut at = 0.0;
        let mut low = (f32::INFINITY, f32::INFINITY);
        let mut high = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for c in text.chars() {
            let glyph = glyphs
                .entry((c, heft))
                .or_insert_with(|| fonts.iter().find_map(|font| font.glyph(c, heft)));
            let glyph = glyph.as_ref().ok_or(Reason::Glyph(c))?;
            let place = |(x, y): Point| match setting {
                Setting::Across => (x + at, y),
                Setting::Turned => (-y, x + at),
                Setting::Stacked => (x - glyph.advance / 2.0, y - at),
            };
            segments.extend(glyph.segments.iter().map(|segment| segment.map(place)));
            // A glyph without ink has an endless box.
            if glyph.low.0 <= glyph.high.0 {
                for (x, y) in [place(glyph.low), place(glyph.high)] {
                    low = (low.0.min(x), low.1.min(y));
                    high = (high.0.max(x), high.1.max(y));
                }
            }
            at += if setting == Setting::Stacked {
                1.0
            } else {
                glyph.advance
            };
        }
        let (width, height) = (high.0 - low.0, high.1 - low.1);
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return Err(Reason::Empty);
        }
        Ok(Self {
            setting,
            heft,
            left: low.0,
            top: high.1,
            width,
            height,
            area: segments.iter().map(Segment::area).sum::<f32>().abs(),
            advance: at,
            segments,
        })
    }

    /// Where the first character's origin lies, in em from the left top of the ink; `y` downwards.
    pub(crate) fn origin(&self) -> (f32, f32) {
        (-self.left, self.top)
    }

    /// Draws the ink with its left top corner at the raster's, `scale` of its cells an em across and down; curves are kept to
    /// `tolerance` cells.
    pub(crate) fn draw(&self, scale: (f32, f32), tolerance: f32, raster: &mut Raster) {
        let (width, height) = self.cells(scale);
        raster.reset(width, height);
        for segment in &self.segments {
            raster.add(segment, tolerance, |(x, y)| {
                ((x - self.left) * scale.0, (self.top - y) * scale.1)
            });
        }
    }

    /// Width and height in cells of a raster, `scale` of them an em.
    fn cells(&self, scale: (f32, f32)) -> (usize, usize) {
        (
            (self.width * scale.0).ceil().max(1.0) as usize,
            (self.height * scale.1).ceil().max(1.0) as usize,
        )
    }
}
