//! A picture set by hand: lines of type where somebody puts them, beside a cloud or without one.
//!
//! It must not know what the lines say.

use crate::colour::Palette;
use crate::font::Font;
use crate::outline::{Glyphs, Outline, Setting};
use crate::picture::Picture;
use crate::placed::Placed;

/// A line of type. Characters that the bundled font lacks are left out.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Size of type (em), in pixels.
    pub size: f64,
    /// Where its first character begins, in pixels from the left.
    pub x: f64,
    /// Its baseline, in pixels from the top.
    pub y: f64,
    /// Which of the palette's inks it is drawn in.
    pub ink: usize,
}

/// How long a text is when it is set in type of one pixel. Characters that the bundled font lacks have no length.
pub fn measure(text: &str) -> f64 {
    let font = Font::bundled();
    let lengths = text.chars().filter_map(|c| font.glyph(c, 0));
    lengths.map(|glyph| f64::from(glyph.advance)).sum()
}

/// A picture of these lines, ready to be drawn in any format. Lines must not touch; what stands over the edge is cut off.
pub fn sheet(width: u32, height: u32, palette: Palette, lines: &[Line]) -> Picture {
    let fonts = [Font::bundled()];
    let mut glyphs = Glyphs::new();
    let inks = palette.inks.len().max(1);
    let words = lines.iter().filter_map(|line| {
        let known = |c: &char| fonts[0].glyph(*c, 0).is_some();
        let text: String = line.text.chars().filter(known).collect();
        let outline = Outline::of(&text, &fonts, Setting::Across, 0, &mut glyphs).ok()?;
        let (dx, dy) = outline.origin();
        let corner = |at: f64| at.round().max(0.0) as u32;
        Some(Placed {
            text,
            weight: 1.0,
            size: line.size,
            x: corner(line.x - f64::from(dx) * line.size),
            y: corner(line.y - f64::from(dy) * line.size),
            ink: line.ink % inks,
            link: None,
            outline,
        })
    });
    Picture {
        width,
        height,
        words: words.collect(),
        left_out: Vec::new(),
        power: 1.0,
        legend: Vec::new(),
        palette,
        quality: 85,
        title: String::new(),
        language: String::from("zh-CN"),
    }
}
