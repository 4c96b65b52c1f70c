//! Finds a place for every word at given sizes, or says that there is none. The only judge is a field of bits: a place
//! is good when the word's ink, widened by its gap, touches no ink there.

use crate::bits::{Bits, spread};
use crate::style::Style;
use crate::word::Chosen;
use ab_glyph_rasterizer::Rasterizer;
use std::collections::{BTreeMap, VecDeque};

/// Cells on a canvas of any size, about: enough to pack 24 px type on 1600 px tightly.
const CELLS: f64 = 360_000.0;

/// Candidates stand this many cells apart.
const STEP: usize = 2;

/// The part of a word's box, in each direction, that counts as its solid core.
const CORE: f64 = 0.7;

/// Words placed between two clearings of the list of candidates.
const CLEAR_EVERY: usize = 8;

/// How far from its earlier place a word is looked for, as a part of the canvas's diagonal.
const REACH: f64 = 0.2;

/// The part of the steps within reach that counts as staying where it was: a circle of about a third of the reach.
const CLOSE: (usize, usize) = (1, 8);

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
    /// Where words stood before.
    before: BTreeMap<String, (f64, f64)>,
    /// Steps to the neighbours of a place, the nearest first; empty when no word has an earlier place.
    around: Vec<(i32, i32)>,
    /// How many of them count as staying.
    close: usize,
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
        let before: BTreeMap<_, _> = style
            .before
            .iter()
            .map(|was| (was.text.clone(), (was.x, was.y)))
            .collect();
        let around = if before.is_empty() {
            Vec::new()
        } else {
            neighbours(columns, rows)
        };
        let close = around.len() * CLOSE.0 / CLOSE.1;
        Self {
            cell,
            width: columns,
            height: rows,
            margin: (border.min(columns / 2), border.min(rows / 2)),
            candidates: candidates(columns, rows, style.roundness),
            before,
            around,
            close,
        }
    }

    /// Places `words` at `sizes` (em, in pixels); `None` as soon as one finds no room. The first word takes the centre;
    /// the others follow by the area of their box, so that the short ones fill what the long ones leave. A word that stood
    /// somewhere before stays close to that place, or waits until all others have theirs and takes the nearest one left.
    pub(crate) fn place(
        &self,
        words: &[Chosen],
        sizes: &[f64],
        style: &Style,
    ) -> Option<Vec<Place>> {
        let mut order: Vec<usize> = (0..words.len()).collect();
        let area = |at: usize| {
            sizes[at] * sizes[at] * f64::from(words[at].outline.width * words[at].outline.height)
        };
        order[1..].sort_by(|&a, &b| area(b).total_cmp(&area(a)).then(a.cmp(&b)));

        let mut taken = Bits::new(self.width, self.height);
        let mut field = Rasterizer::new(0, 0);
        let mut places = vec![(0, 0); words.len()];
        let mut sprite = |at: usize| {
            let size = sizes[at] / f64::from(self.cell);
            words[at].outline.draw(size as f32, &mut field);
            Sprite::new(Bits::of_ink(&field), size, style)
        };
        let mut settle = |at: usize, sprite: &Sprite, (x, y): (usize, usize), taken: &mut Bits| {
            let corner = (x + sprite.gaps.0, y + sprite.gaps.1);
            taken.stamp(&sprite.ink, corner.0, corner.1);
            places[at] = (corner.0 as u32 * self.cell, corner.1 as u32 * self.cell);
        };

        let mut candidates = self.candidates.clone();
        let mut scanned = 0;
        let mut queue: VecDeque<(usize, &[(i32, i32)])> = order
            .into_iter()
            .map(|at| (at, &self.around[..self.close]))
            .collect();
        let mut turn = 0;
        while let Some((at, around)) = queue.pop_front() {
            turn += 1;
            if turn % CLEAR_EVERY == 0 {
                let rest = std::iter::once(at).chain(queue.iter().map(|(at, _)| *at));
                self.clear(
                    &mut candidates,
                    scanned,
                    &least_core(words, sizes, rest, self.cell),
                    &taken,
                );
                scanned = 0;
            }
            let sprite = sprite(at);
            let before = self.before.get(&words[at].text);
            let corner = match before.map(|&before| self.near(before, around, &sprite, &taken)) {
                Some(Some(corner)) => corner,
                Some(None) if around.len() < self.around.len() => {
                    queue.push_back((at, &self.around));
                    continue;
                }
                _ => {
                    let (index, corner) = self.first(&mut candidates, &sprite, &taken)?;
                    scanned = scanned.max(index);
                    corner
                }
            };
            settle(at, &sprite, corner, &mut taken);
        }
        Some(places)
    }

    /// The first candidate with room: its index, and the sprite's left top corner.
    fn first(
        &self,
        candidates: &mut [Candidate],
        sprite: &Sprite,
        taken: &Bits,
    ) -> Option<(usize, (usize, usize))> {
        candidates
            .iter_mut()
            .enumerate()
            .find_map(|(index, candidate)| {
                if candidate.is_beaten_by(&sprite.bits) {
                    return None;
                }
                let corner = self.corner((candidate.x.into(), candidate.y.into()), sprite)?;
                if sprite.hits(taken, corner) {
                    candidate.fail(&sprite.bits);
                    return None;
                }
                Some((index, corner))
            })
    }

    /// Drops those of the first `scanned` candidates where not even `probe` has room any more.
    fn clear(&self, candidates: &mut Vec<Candidate>, scanned: usize, probe: &Bits, taken: &Bits) {
        let untouched = candidates.split_off(scanned.min(candidates.len()));
        let rows = spread(probe.height);
        candidates.retain(|candidate| {
            let low = |middle: u16, side: usize, length: usize| {
                let low = usize::from(middle).checked_sub(side / 2)?;
                (low + side <= length).then_some(low)
            };
            let x = low(candidate.x, probe.width, self.width);
            let y = low(candidate.y, probe.height, self.height);
            x.zip(y)
                .is_some_and(|(x, y)| !taken.hits(probe, &rows, x, y))
        });
        candidates.extend(untouched);
    }

    /// The place with room nearest to an earlier one, among `around`.
    fn near(
        &self,
        before: (f64, f64),
        around: &[(i32, i32)],
        sprite: &Sprite,
        taken: &Bits,
    ) -> Option<(usize, usize)> {
        let middle = (
            (before.0 * self.width as f64).round() as i32,
            (before.1 * self.height as f64).round() as i32,
        );
        around.iter().find_map(|(dx, dy)| {
            let x = usize::try_from(middle.0.checked_add(*dx)?).ok()?;
            let y = usize::try_from(middle.1.checked_add(*dy)?).ok()?;
            self.corner((x, y), sprite)
                .filter(|&corner| !sprite.hits(taken, corner))
        })
    }

    /// The left top corner of a sprite with this middle, when its ink keeps the margin.
    fn corner(&self, middle: (usize, usize), sprite: &Sprite) -> Option<(usize, usize)> {
        let inside = |middle: usize, side: usize, gap: usize, margin: usize, length: usize| {
            let low = middle.checked_sub(side / 2)?;
            // The widened sprite must lie on the field; its ink must also keep the margin.
            let room =
                low + side <= length && low + gap >= margin && low + side - gap + margin <= length;
            room.then_some(low)
        };
        let (bits, gaps) = (&sprite.bits, sprite.gaps);
        Some((
            inside(middle.0, bits.width, gaps.0, self.margin.0, self.width)?,
            inside(middle.1, bits.height, gaps.1, self.margin.1, self.height)?,
        ))
    }
}

/// What a word may not share with others: its ink and the gap around it.
struct Sprite {
    ink: Bits,
    /// The ink, widened by the gap.
    bits: Bits,
    /// The order in which rows are tested.
    rows: Vec<u32>,
    gaps: (usize, usize),
}

impl Sprite {
    /// `size` is the em, in cells.
    fn new(ink: Bits, size: f64, style: &Style) -> Self {
        let gap = |em: f64| (em * size).round().max(1.0) as usize;
        let gaps = (gap(style.gap_x), gap(style.gap_y));
        let bits = ink.widened(gaps.0, gaps.1);
        Self {
            rows: spread(bits.height),
            ink,
            bits,
            gaps,
        }
    }

    fn hits(&self, taken: &Bits, corner: (usize, usize)) -> bool {
        taken.hits(&self.bits, &self.rows, corner.0, corner.1)
    }
}

/// A solid box that about every word still to be placed covers around its middle, whatever its letters.
fn least_core(
    words: &[Chosen],
    sizes: &[f64],
    rest: impl Iterator<Item = usize> + Clone,
    cell: u32,
) -> Bits {
    let least = |length: fn(&Chosen) -> f32| {
        let lengths = rest
            .clone()
            .map(|at| f64::from(length(&words[at])) * sizes[at]);
        let core = CORE * lengths.fold(f64::INFINITY, f64::min) / f64::from(cell);
        (core as usize).max(1)
    };
    Bits::filled(
        least(|word| word.outline.width),
        least(|word| word.outline.height),
    )
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
    // A multiple of the step, so that no step at all is among them.
    let reach =
        (REACH * (square(width) + square(height)).sqrt()) as i32 / STEP as i32 * STEP as i32;
    let sides = || (-reach..=reach).step_by(STEP);
    let mut steps: Vec<(i32, i32)> = sides()
        .flat_map(|y| sides().map(move |x| (x, y)))
        .filter(|(x, y)| x * x + y * y <= reach * reach)
        .collect();
    steps.sort_by_key(|(x, y)| (x * x + y * y, *y, *x));
    steps
}
