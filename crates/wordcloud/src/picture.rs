//! The finished layout as a value: what stands where, how large and in which ink.

use crate::colour::{Palette, Rgb};
use crate::error::LeftOut;
use crate::ink;
use crate::placed::Placed;
use crate::scale::Fit;
use crate::sight;
use crate::style::{Position, Style};
use crate::word::Chosen;

/// A layout, ready to be drawn in any format.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Width, in pixels.
    pub width: u32,
    /// Height, in pixels.
    pub height: u32,
    /// The words drawn, the heaviest first.
    pub words: Vec<Placed>,
    /// The words not drawn, with their reasons.
    pub left_out: Vec<LeftOut>,
    /// Size is proportional to weight to this power.
    pub power: f64,
    /// The names of groups below the words.
    pub legend: Vec<Placed>,
    pub(crate) palette: Palette,
    pub(crate) quality: u8,
    pub(crate) title: String,
    pub(crate) language: String,
}

impl Picture {
    /// A picture of words in their places, with the names of groups below them.
    pub(crate) fn new(
        chosen: Vec<Chosen>,
        fit: Fit,
        left_out: Vec<LeftOut>,
        legend: Vec<Placed>,
        style: &Style,
    ) -> Self {
        let grouped = chosen.iter().any(|word| word.group != chosen[0].group);
        let groups: Vec<u16> = chosen.iter().map(|word| word.group).collect();
        let mut words: Vec<Placed> = chosen
            .into_iter()
            .zip(fit.places.into_iter().zip(fit.sizes))
            .map(|(word, ((x, y), size))| Placed {
                text: word.text,
                weight: word.weight,
                size,
                x,
                y,
                ink: 0,
                link: word.link,
                outline: word.outline,
            })
            .collect();
        if style.shape.is_none() {
            let floor = legend.iter().map(|name| name.y).min();
            centre(&mut words, style.width, floor.unwrap_or(style.height));
        }
        let inks = style.palette.inks.len();
        let numbers = if grouped {
            groups
                .iter()
                .map(|&group| usize::from(group) % inks)
                .collect()
        } else {
            let spots: Vec<_> = words.iter().map(Placed::spot).collect();
            let palette = &style.palette.inks;
            let alike = |&a: &Rgb| palette.iter().map(|&b| sight::alike(a, b)).collect();
            ink::inks(&spots, &palette.iter().map(alike).collect::<Vec<_>>())
        };
        for (word, number) in words.iter_mut().zip(numbers) {
            word.ink = number;
        }
        Self {
            width: style.width,
            height: style.height,
            words,
            left_out,
            power: fit.power,
            legend,
            palette: style.palette.clone(),
            quality: style.quality,
            title: style.title.clone(),
            language: style.language.clone(),
        }
    }

    /// Where the words stand, for [`Style::before`](crate::Style::before) of the next picture.
    pub fn positions(&self) -> Vec<Position> {
        let part = |word: &Placed| {
            let (x, y) = word.middle();
            Position {
                text: word.text.clone(),
                x: x / f64::from(self.width),
                y: y / f64::from(self.height),
            }
        };
        self.words.iter().map(part).collect()
    }
}

/// Moves all words together, by whole pixels, so that their common box stands in the middle of so much of the canvas; where they
/// reach beyond that, down beside a legend, they stay.
fn centre(words: &mut [Placed], width: u32, height: u32) {
    let shift = |low: u32, high: f64, length: u32| {
        ((f64::from(length) - high - f64::from(low)) / 2.0).round() as i64
    };
    let right = words
        .iter()
        .map(|word| f64::from(word.x) + word.extent().0)
        .fold(0.0, f64::max);
    let bottom = words
        .iter()
        .map(|word| f64::from(word.y) + word.extent().1)
        .fold(0.0, f64::max);
    if bottom > f64::from(height) {
        return;
    }
    let left = words.iter().map(|word| word.x).min().unwrap_or(0);
    let top = words.iter().map(|word| word.y).min().unwrap_or(0);
    let (dx, dy) = (shift(left, right, width), shift(top, bottom, height));
    let moved = |at: u32, by: i64| u32::try_from((i64::from(at) + by).max(0)).unwrap_or(at);
    for word in words {
        (word.x, word.y) = (moved(word.x, dx), moved(word.y, dy));
    }
}
