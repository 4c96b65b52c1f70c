//! Finds a place for every word at given sizes, or says that there is none. The only judge is a field of bits: a place
//! is good when the word's ink, widened by its gap, touches no ink there.

use crate::bits::Bits;
use crate::style::Style;
use crate::word::Chosen;
use ab_glyph_rasterizer::Rasterizer;

/// Cells on a canvas of any size, about: enough to pack 24 px type on 1600 px tightly.
const CELLS: f64 = 360_000.0;

/// Candidates stand this many cells apart.
const STEP: usize = 2;

/// Words placed between two clearings of the list of candidates.
const CLEAR_EVERY: usize = 12;

/// How far from its earlier place a word is looked for, as a part of the canvas's diagonal.
const REACH: f64 = 0.07;

/// Where a word's ink has its left top corner, in pixels.
pub(crate) type Place = (u32, u32);

/// What does not depend on the sizes: the field and the candidates, made once for all trials.
pub(crate) struct Board {
    /// Pixels a cell.
    cell: u32,
    width: usize,
    height: usize,
    /// Cells that stay free at every side.
    margin: (usize, usize),
    /// Middles of words, from the centre outwards.
    candidates: Vec<Candidate>,
    /// Steps to the neighbours of a place, the nearest first; empty when no word has an earlier place.
    around: Vec<(i32, i32)>,
}

/// A place for the middle of a word, with the least box that found no room there: no greater one is tried.
#[derive(Clone, Copy)]
struct Candidate {
    x: u16,
    y: u16,
    failed_width: u16,
    failed_height: u16,
}

impl Candidate {
    fn is_beaten_by(&self, sprite: &Bits) -> bool {
        sprite.width >= self.failed_width.into() && sprite.height >= self.failed_height.into()
    }

    /// Remembers a failure, unless the one known says more.
    fn fail(&mut self, sprite: &Bits) {
        let area = |width: u16, height: u16| u32::from(width) * u32::from(height);
        let size = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
        let (width, height) = (size(sprite.width), size(sprite.height));
        if area(width, height) <= area(self.failed_width, self.failed_height) {
            (self.failed_width, self.failed_height) = (width, height);
        }
    }
}

impl Board {
    pub(crate) fn new(style: &Style) -> Self {
        let (width, height) = (f64::from(style.width), f64::from(style.height));
        let cell = (width * height / CELLS).sqrt().round().max(1.0) as u32;
        let cells = |side: u32| (side / cell) as usize;
        let border = (style.margin * width.min(height) / f64::from(cell)).round() as usize;
        let (columns, rows) = (cells(style.width), cells(style.height));
        let around = if style.before.is_empty() {
            Vec::new()
        } else {
            neighbours(columns, rows)
        };
        Self {
            cell,
            width: columns,
            height: rows,
            margin: (border.min(columns / 2), border.min(rows / 2)),
            candidates: candidates(columns, rows, style.roundness),
            around,
        }
    }

    /// Places `words`, in order, at `sizes` (em, in pixels); `None` as soon as one finds no room.
    pub(crate) fn place(
        &self,
        words: &[Chosen],
        sizes: &[f64],
        style: &Style,
    ) -> Option<Vec<Place>> {
        let mut taken = Bits::new(self.width, self.height);
        let mut candidates = self.candidates.clone();
        let mut field = Rasterizer::new(0, 0);
        let mut places = Vec::with_capacity(words.len());
        for (at, (word, &size)) in words.iter().zip(sizes).enumerate() {
            if at % CLEAR_EVERY == CLEAR_EVERY - 1 {
                candidates.retain(|candidate| !taken.get(candidate.x.into(), candidate.y.into()));
            }
            word.outline
                .draw((size / f64::from(self.cell)) as f32, &mut field);
            let ink = Bits::of_ink(&field);
            let gap = |em: f64| (em * size / f64::from(self.cell)).round().max(1.0) as usize;
            let gaps = (gap(style.gap_x), gap(style.gap_y));
            let sprite = ink.widened(gaps.0, gaps.1);
            let before = style
                .before
                .iter()
                .find(|position| position.text == word.text);
            let near = before
                .and_then(|position| self.near(position.x, position.y, &sprite, gaps, &taken));
            let (x, y) = match near {
                Some(corner) => corner,
                None => self.first(&mut candidates, &sprite, gaps, &taken)?,
            };
            let corner = (x + gaps.0, y + gaps.1);
            taken.stamp(&ink, corner.0, corner.1);
            places.push((corner.0 as u32 * self.cell, corner.1 as u32 * self.cell));
        }
        Some(places)
    }

    /// The first candidate with room, as the sprite's left top corner.
    fn first(
        &self,
        candidates: &mut [Candidate],
        sprite: &Bits,
        gaps: (usize, usize),
        taken: &Bits,
    ) -> Option<(usize, usize)> {
        candidates.iter_mut().find_map(|candidate| {
            if candidate.is_beaten_by(sprite) {
                return None;
            }
            let corner = self.corner((candidate.x.into(), candidate.y.into()), sprite, gaps)?;
            if taken.hits(sprite, corner.0, corner.1) {
                candidate.fail(sprite);
                return None;
            }
            Some(corner)
        })
    }

    /// The place with room nearest to an earlier one.
    fn near(
        &self,
        x: f64,
        y: f64,
        sprite: &Bits,
        gaps: (usize, usize),
        taken: &Bits,
    ) -> Option<(usize, usize)> {
        let middle = (
            (x * self.width as f64).round() as i32,
            (y * self.height as f64).round() as i32,
        );
        self.around.iter().find_map(|(dx, dy)| {
            let x = usize::try_from(middle.0.checked_add(*dx)?).ok()?;
            let y = usize::try_from(middle.1.checked_add(*dy)?).ok()?;
            self.corner((x, y), sprite, gaps)
                .filter(|corner| !taken.hits(sprite, corner.0, corner.1))
        })
    }

    /// The left top corner of a sprite with this middle, when its ink keeps the margin.
    fn corner(
        &self,
        middle: (usize, usize),
        sprite: &Bits,
        gaps: (usize, usize),
    ) -> Option<(usize, usize)> {
        let inside = |middle: usize, side: usize, gap: usize, margin: usize, length: usize| {
            let low = middle.checked_sub(side / 2)?;
            // The widened sprite must lie on the field; its ink must also keep the margin.
            let room =
                low + side <= length && low + gap >= margin && low + side - gap + margin <= length;
            room.then_some(low)
        };
        Some((
            inside(middle.0, sprite.width, gaps.0, self.margin.0, self.width)?,
            inside(middle.1, sprite.height, gaps.1, self.margin.1, self.height)?,
        ))
    }
}

/// All candidates, by their distance from the centre on a superellipse as wide and high as the field.
fn candidates(width: usize, height: usize, roundness: f64) -> Vec<Candidate> {
    /// Distances are sorted by this many classes; within one, the order is by row and column.
    const CLASSES: usize = 1 << 14;
    let power = |at: usize, length: usize| {
        let part = (2.0 * (at as f64 + 0.5) / length as f64 - 1.0).abs();
        libm::pow(part, roundness)
    };
    let columns: Vec<f64> = (0..width).step_by(STEP).map(|x| power(x, width)).collect();
    let rows: Vec<f64> = (0..height)
        .step_by(STEP)
        .map(|y| power(y, height))
        .collect();
    let class = |x: usize, y: usize| ((columns[x] + rows[y]) * 0.5 * CLASSES as f64) as usize;
    let mut starts = vec![0usize; CLASSES + 2];
    let places = || (0..rows.len()).flat_map(|y| (0..columns.len()).map(move |x| (x, y)));
    places().for_each(|(x, y)| starts[class(x, y).min(CLASSES) + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let unknown = Candidate {
        x: 0,
        y: 0,
        failed_width: u16::MAX,
        failed_height: u16::MAX,
    };
    let mut sorted = vec![unknown; columns.len() * rows.len()];
    for (x, y) in places() {
        let slot = &mut starts[class(x, y).min(CLASSES)];
        sorted[*slot] = Candidate {
            x: (x * STEP) as u16,
            y: (y * STEP) as u16,
            ..unknown
        };
        *slot += 1;
    }
    sorted
}

/// Steps to all places within [`REACH`], the nearest first.
fn neighbours(width: usize, height: usize) -> Vec<(i32, i32)> {
    let square = |length: usize| (length * length) as f64;
    let reach = (REACH * (square(width) + square(height)).sqrt()) as i32;
    let mut steps: Vec<(i32, i32)> = (-reach..=reach)
        .flat_map(|y| (-reach..=reach).map(move |x| (x, y)))
        .filter(|(x, y)| x * x + y * y <= reach * reach)
        .collect();
    steps.sort_by_key(|(x, y)| (x * x + y * y, *y, *x));
    steps
}
