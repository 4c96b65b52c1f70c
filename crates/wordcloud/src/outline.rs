//! A word as lines, and its ink as a field of coverages at any size.

use crate::error::Reason;
use crate::font::{Font, Glyph, Line};
use ab_glyph_rasterizer::{Rasterizer, point};
use std::collections::BTreeMap;

/// The lines of a word in em, `y` upwards, with the box around them.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    lines: Vec<Line>,
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
    pub(crate) fn of(
        text: &str,
        fonts: &[Font],
        glyphs: &mut BTreeMap<char, Option<Glyph>>,
    ) -> Result<Self, Reason> {
        let mut lines = Vec::new();
        let mut x = 0.0;
        for c in text.chars() {
            let glyph = glyphs
                .entry(c)
                .or_insert_with(|| fonts.iter().find_map(|font| font.glyph(c)));
            let glyph = glyph.as_ref().ok_or(Reason::Glyph(c))?;
            lines.extend(
                glyph
                    .lines
                    .iter()
                    .map(|line| line.map(|(px, py)| (px + x, py))),
            );
            x += glyph.advance;
        }
        let points = || lines.iter().flatten();
        let left = points().map(|p| p.0).fold(f32::INFINITY, f32::min);
        let right = points().map(|p| p.0).fold(f32::NEG_INFINITY, f32::max);
        let bottom = points().map(|p| p.1).fold(f32::INFINITY, f32::min);
        let top = points().map(|p| p.1).fold(f32::NEG_INFINITY, f32::max);
        let (width, height) = (right - left, top - bottom);
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return Err(Reason::Empty);
        }
        Ok(Self {
            lines,
            left,
            top,
            width,
            height,
            advance: x,
        })
    }

    /// Where the first character's origin lies, in em from the left top of the ink; `y` downwards.
    pub(crate) fn origin(&self) -> (f32, f32) {
        (-self.left, self.top)
    }

    /// Draws the ink with its left top corner at the field's, `scale` steps of the field an em. Returns the field's width and height.
    pub(crate) fn draw(&self, scale: f32, field: &mut Rasterizer) -> (usize, usize) {
        let (width, height) = self.cells(scale);
        field.reset(width, height);
        // Rounding must not push a line over the field's edge.
        let place = |(x, y): (f32, f32)| {
            let x = ((x - self.left) * scale).clamp(0.0, width as f32);
            let y = ((self.top - y) * scale).clamp(0.0, height as f32);
            point(x, y)
        };
        for &[from, to] in &self.lines {
            field.draw_line(place(from), place(to));
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
