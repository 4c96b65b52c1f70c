//! A word as curves, and its ink as a field of coverages at any size.

use crate::error::Reason;
use crate::font::{Font, Glyph, Point, Segment, flatten};
use ab_glyph_rasterizer::{Rasterizer, point};
use std::collections::BTreeMap;

/// Glyphs by character, each looked up once; `None` where no font has it.
pub(crate) type Glyphs = BTreeMap<char, Option<Glyph>>;

/// The curves of a word in em, `y` upwards, with the box around them.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    segments: Vec<Segment>,
    left: f32,
    top: f32,
    /// Width of the ink, in em.
    pub(crate) width: f32,
    /// Height of the ink, in em.
    pub(crate) height: f32,
    /// From the first character's origin to the end of the last one, in em.
    pub(crate) advance: f32,
}

impl Outline {
    /// The outline of `text`; `glyphs` remembers characters.
    pub(crate) fn of(text: &str, fonts: &[Font], glyphs: &mut Glyphs) -> Result<Self, Reason> {
        let mut segments = Vec::new();
        let mut x = 0.0;
        let (mut low, mut high) = (
            (f32::INFINITY, f32::INFINITY),
            (f32::NEG_INFINITY, f32::NEG_INFINITY),
        );
        for c in text.chars() {
            let glyph = glyphs
                .entry(c)
                .or_insert_with(|| fonts.iter().find_map(|font| font.glyph(c)));
            let glyph = glyph.as_ref().ok_or(Reason::Glyph(c))?;
            segments.extend(glyph.segments.iter().map(|segment| segment.moved(x, 0.0)));
            low = (low.0.min(glyph.low.0 + x), low.1.min(glyph.low.1));
            high = (high.0.max(glyph.high.0 + x), high.1.max(glyph.high.1));
            x += glyph.advance;
        }
        let (width, height) = (high.0 - low.0, high.1 - low.1);
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return Err(Reason::Empty);
        }
        Ok(Self {
            segments,
            left: low.0,
            top: high.1,
            width,
            height,
            advance: x,
        })
    }

    /// Where the first character's origin lies, in em from the left top of the ink; `y` downwards.
    pub(crate) fn origin(&self) -> (f32, f32) {
        (-self.left, self.top)
    }

    /// Draws the ink with its left top corner at the field's, `scale` steps of the field an em; curves are kept to
    /// `tolerance` steps. Returns the field's width and height.
    pub(crate) fn draw(
        &self,
        scale: f32,
        tolerance: f32,
        field: &mut Rasterizer,
    ) -> (usize, usize) {
        let (width, height) = self.cells(scale);
        field.reset(width, height);
        // Rounding must not push a line over the field's edge.
        let place = |(x, y): Point| {
            let x = ((x - self.left) * scale).clamp(0.0, width as f32);
            let y = ((self.top - y) * scale).clamp(0.0, height as f32);
            point(x, y)
        };
        for segment in &self.segments {
            flatten(segment, tolerance / scale, |from, to| {
                field.draw_line(place(from), place(to));
            });
        }
        (width, height)
    }

    /// Width and height in steps of a field, `scale` of them an em.
    pub(crate) fn cells(&self, scale: f32) -> (usize, usize) {
        (
            (self.width * scale).ceil().max(1.0) as usize,
            (self.height * scale).ceil().max(1.0) as usize,
        )
    }
}
