//! A word as cells at one size: what it takes, and what it must not touch.

use crate::alike::Kind;
use crate::bits::{Bits, spread};
use crate::outline::Outline;
use crate::raster::Raster;
use crate::style::Style;
use crate::word::Chosen;

/// How far, in cells, a line may leave its curve; less than the least gap.
const TOLERANCE: f32 = 0.2;

/// Rows of a band: what all of them have is tested first.
pub(crate) const BAND: usize = 4;

/// Less than this many cells between two strokes hold no other word.
const APART: usize = 6;

/// A word's ink and the gap around it.
pub(crate) struct Sprite {
    /// The em, in heights of a cell.
    size: f64,
    pub(crate) ink: Bits,
    /// Sides of the ink with its gaps, in cells.
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) gaps: (usize, usize),
    /// Cells that it keeps from others.
    area: usize,
    /// Bands of which every row has these runs, in the order in which they are tested: first row, and where its runs begin
    /// and end.
    pub(crate) bands: Vec<(u16, u32, u32)>,
    /// Rows of the ink with its gaps, in the order in which they are tested: number, and where its runs begin and end.
    pub(crate) rows: Vec<(u16, u32, u32)>,
    /// Stretches of set cells: first, length.
    pub(crate) runs: Vec<(u16, u16)>,
    /// What it keeps from words that look like it, where its ink means something.
    pub(crate) kind: Option<Kind>,
}

impl Sprite {
    /// `size` is the em, in heights of a cell, which is `flat` times as wide as high.
    fn new(
        outline: &Outline,
        (size, flat): (f64, f64),
        ink_number: Option<usize>,
        style: &Style,
        raster: &mut Raster,
    ) -> Self {
        outline.draw(((size / flat) as f32, size as f32), TOLERANCE, raster);
        let (ink, body) = Bits::of_ink(raster);
        let cells = |(x, y): (f64, f64)| {
            let cells = |em: f64| em.round().max(1.0) as usize;
            (cells(x * size / flat), cells(y * size))
        };
        let gaps = cells((style.gap_x, style.gap_y));
        let kind =
            ink_number.map(|number| Kind::new(number, &body, cells(style.gap_alike()), gaps));
        // Ink that does not count for the gap must not be touched either.
        let mut wide = body.widened(gaps.0, gaps.1);
        wide.stamp(&ink, gaps.0, gaps.1);
        let mut runs = Vec::new();
        let bands = spread(wide.height / BAND)
            .into_iter()
            .map(|band| {
                let start = runs.len() as u32;
                let first = usize::from(band) * BAND;
                wide.common(first..first + BAND).runs(0, APART, &mut runs);
                (first as u16, start, runs.len() as u32)
            })
            .collect();
        // What the bands let pass collides at the edges, if at all.
        let rows = (0..wide.height)
            .map(|at| {
                let row = if at % 2 == 0 {
                    at / 2
                } else {
                    wide.height - 1 - at / 2
                };
                let start = runs.len() as u32;
                wide.runs(row, APART, &mut runs);
                (row as u16, start, runs.len() as u32)
            })
            .collect();
        Self {
            size,
            ink,
            width: wide.width,
            height: wide.height,
            gaps,
            area: wide.count(),
            bands,
            rows,
            runs,
            kind,
        }
    }
}

impl Sprite {
    /// Where its ink has its left top corner when its middle stands there.
    pub(crate) fn corner(&self, middle: (usize, usize)) -> (usize, usize) {
        (
            middle.0 - self.width / 2 + self.gaps.0,
            middle.1 - self.height / 2 + self.gaps.1,
        )
    }

    /// How much of a full canvas it takes, for comparing: others reach into its box, but never into all that is free there.
    pub(crate) fn weight(&self) -> usize {
        self.area + self.width * self.height
    }
}

/// The sprites of all words, each kept until its size changes.
pub(crate) struct Sprites {
    raster: Raster,
    /// Sides of a cell, in pixels.
    cell: (u32, u32),
    /// The ink of each word, where it means something.
    inks: Vec<Option<usize>>,
    known: Vec<Option<Sprite>>,
}

impl Sprites {
    /// For words on cells with these sides; so many inks mean something.
    pub(crate) fn new(words: &[Chosen], cell: (u32, u32), inks: usize) -> Self {
        let ink = |word: &Chosen| usize::from(word.group).checked_rem(inks);
        Self {
            raster: Raster::new(),
            cell,
            inks: words.iter().map(ink).collect(),
            known: words.iter().map(|_| None).collect(),
        }
    }

    /// The sprite of word number `at`, `size` (em) in pixels.
    pub(crate) fn get(
        &mut self,
        at: usize,
        outline: &Outline,
        size: f64,
        style: &Style,
    ) -> &Sprite {
        let (width, height) = (f64::from(self.cell.0), f64::from(self.cell.1));
        let (flat, size) = (width / height, size / height);
        let (known, ink) = (&mut self.known[at], self.inks[at]);
        if known.as_ref().is_none_or(|sprite| sprite.size != size) {
            *known = None;
        }
        known
            .get_or_insert_with(|| Sprite::new(outline, (size, flat), ink, style, &mut self.raster))
    }
}
