//! Finds a place for every word at given sizes, or says that there is none. The only judge is a field of bits: a place
//! is good when the word's ink, widened by its gap, touches no ink there.

use crate::bits::Bits;
use crate::field::Field;
use crate::frontier::Frontier;
use crate::legend::Legend;
use crate::order::Order;
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;
use std::collections::{BTreeMap, VecDeque};

/// Cells on a large canvas, about: enough to pack 24 px type on 1600 px tightly.
const CELLS: f64 = 480_000.0;

/// About so many times as wide as high is a cell: a line of type loses a part of one to rounding and one to the gap, which is
/// more of its height than of its width.
const FLAT: f64 = 3.0;

/// A cell is never flatter than this.
const FLATTEST: f64 = 4.0;

/// The part of a word's box, in each direction, that counts as its solid core.
const CORE: f64 = 0.8;

/// Words between two choices of the core that all of them cover.
const BATCH: usize = 24;

/// How far from its earlier place a word is looked for, as a part of the canvas's diagonal.
const REACH: f64 = 0.4;

/// A word that finds no place in this part of that reach waits until all others have theirs.
const CLOSE: f64 = 0.6;

/// How much larger or smaller a word counts at most in a shuffled order.
const SHUFFLED: f64 = 0.05;

/// Where a word's ink has its left top corner, in pixels.
pub(crate) type Place = (u32, u32);

/// What does not depend on the sizes, made once for all trials.
pub(crate) struct Board {
    /// Sides of a cell, in pixels.
    pub(crate) cell: (u32, u32),
    /// What no word may touch from the beginning on.
    taken: Bits,
    /// What of that shows no ground.
    inked: Bits,
    /// What is free, in square pixels.
    pub(crate) area: f64,
    /// The geometric mean of the canvas's sides, in pixels.
    pub(crate) middle: f64,
    width: usize,
    height: usize,
    /// Cells that stay free at every side.
    margin: (usize, usize),
    order: Order,
    /// How many inks there are that mean something.
    pub(crate) inks: usize,
    /// Where words stood before, in cells.
    before: BTreeMap<String, (usize, usize)>,
}

impl Board {
    /// A board for all of the canvas but a legend's box in the middle of its lower edge. A shape stands above that.
    pub(crate) fn new(style: &Style, grouped: bool, legend: &Legend) -> Self {
        let below = style.shape.as_ref().map_or(0, |_| legend.taken.1);
        let side = style.height - below.min(style.height - 1);
        let cell = cell(f64::from(style.width) * f64::from(side));
        let cells = |side: u32, cell: u32| ((side / cell) as usize).max(1);
        let border = style.margin * f64::from(style.width.min(side));
        let border = |cell: u32| (border / f64::from(cell)).round() as usize;
        let (columns, rows) = (cells(style.width, cell.0), cells(side, cell.1));
        let part = |part: f64, length: usize| {
            let at = (part * length as f64).round() as usize;
            at.min(length - 1)
        };
        let mut taken = Bits::new(columns, rows);
        let mut inked = taken.clone();
        let mut free = columns * rows;
        if let Some(shape) = &style.shape {
            let flat = (cell.0 / cell.1) as usize;
            let inside = shape.fitted(columns * flat, rows);
            let inside = |x, y| inside(x * flat + flat / 2, y);
            for y in 0..rows {
                let row = taken.row_mut(y);
                for x in (0..columns).filter(|&x| !inside(x, y)) {
                    row[x / 64] |= 1 << (x % 64);
                    free -= 1;
                }
            }
            inked = taken.clone();
        } else {
            free -= foot(&mut taken, legend.taken, cell);
            foot(&mut inked, legend.inked, cell);
        }
        Self {
            area: free as f64 * f64::from(cell.0 * cell.1),
            middle: (f64::from(style.width) * f64::from(style.height)).sqrt(),
            cell,
            width: columns,
            height: rows,
            margin: (
                border(cell.0).min(columns / 2),
                border(cell.1).min(rows / 2),
            ),
            inks: if grouped { style.palette.inks.len() } else { 0 },
            order: Order::new(columns, rows, taken.stride, style.roundness),
            before: style
                .before
                .iter()
                .map(|was| (was.text.clone(), (part(was.x, columns), part(was.y, rows))))
                .collect(),
            taken,
            inked,
        }
    }

    /// Places `words` at `sizes` (em, in pixels). Where some find no room, the others are placed all the same, and the error is
    /// how much of all was missed: so much too large is the scale. The first word takes the centre;
    /// the others follow by the area of their box, so that the short ones fill what the long ones leave. A word that stood
    /// somewhere before takes the place nearest to that; where none is close, it waits until all others have theirs.
    /// A `shuffle` other than zero changes that order a little, which finds another layout that is about as full.
    pub(crate) fn place(
        &self,
        words: &[Chosen],
        sizes: &[f64],
        shuffle: u64,
        sprites: &mut Sprites,
        style: &Style,
    ) -> Result<(Vec<Place>, Field), f64> {
        let mut order: Vec<usize> = (0..words.len()).collect();
        let area = |at: usize| {
            let outline = &words[at].outline;
            let area = sizes[at] * sizes[at] * f64::from(outline.width * outline.height);
            area * (1.0 + SHUFFLED * lot(at, shuffle))
        };
        order[1..].sort_by(|&a, &b| area(b).total_cmp(&area(a)).then(a.cmp(&b)));

        let mut field = Field::new(
            (self.taken.clone(), self.inked.clone()),
            self.margin,
            self.flat(),
            self.inks,
        );
        let mut places = vec![(0, 0); words.len()];
        let reach = REACH * libm::hypot((self.width * self.flat()) as f64, self.height as f64);
        let mut queue: VecDeque<(usize, f64)> =
            order.into_iter().map(|at| (at, CLOSE * reach)).collect();
        // Where one found no room beside others of its ink, words of another ink may.
        let mut frontiers: BTreeMap<Option<usize>, Frontier> = BTreeMap::new();
        let mut turn = 0;
        let (mut all, mut missed) = (0, 0);
        while let Some((at, near)) = queue.pop_front() {
            if turn % BATCH == 0 {
                let next = queue.iter().take(BATCH - 1).map(|(at, _)| *at);
                self.prepare(&mut field, words, sizes, std::iter::once(at).chain(next));
            }
            turn += 1;
            let sprite = sprites.get(at, &words[at].outline, sizes[at], style);
            let before = self.before.get(&words[at].text);
            all += sprite.weight();
            let middle = match before.map(|&before| field.near(sprite, before, near)) {
                Some(Some(middle)) => middle,
                Some(None) if near < reach => {
                    queue.push_back((at, reach));
                    continue;
                }
                _ => {
                    let (width, height) = (sprite.width, sprite.height);
                    let kind = sprite.kind.as_ref().map(|kind| kind.ink);
                    let frontier = frontiers.entry(kind).or_default();
                    let first = frontier.first(width, height);
                    let Some((middle, block)) = field.central(sprite, &self.order, first) else {
                        missed += sprite.weight();
                        frontier.note(width, height, self.order.blocks.len());
                        continue;
                    };
                    frontier.note(width, height, block);
                    middle
                }
            };
            let corner = field.take(sprite, middle);
            places[at] = self.pixels(corner);
        }
        if missed > 0 {
            return Err(missed as f64 / all as f64);
        }
        Ok((places, field))
    }

    /// Whether the word has a place from an earlier day.
    pub(crate) fn stood(&self, text: &str) -> bool {
        self.before.contains_key(text)
    }

    /// How many times as wide as high a cell is.
    pub(crate) fn flat(&self) -> usize {
        (self.cell.0 / self.cell.1) as usize
    }

    /// The place of a cell.
    pub(crate) fn pixels(&self, (x, y): (usize, usize)) -> Place {
        (x as u32 * self.cell.0, y as u32 * self.cell.1)
    }

    /// The cell of a place.
    pub(crate) fn cells(&self, (x, y): Place) -> (usize, usize) {
        ((x / self.cell.0) as usize, (y / self.cell.1) as usize)
    }

    /// Makes a field ready for these words, which are placed next.
    pub(crate) fn prepare(
        &self,
        field: &mut Field,
        words: &[Chosen],
        sizes: &[f64],
        which: impl Iterator<Item = usize> + Clone,
    ) {
        let (width, height) = self.core(words, sizes, which);
        field.set_core(width, height, &self.order);
    }

    /// A solid box, in cells, that about every one of these words covers around its middle, whatever its letters.
    fn core(
        &self,
        words: &[Chosen],
        sizes: &[f64],
        which: impl Iterator<Item = usize> + Clone,
    ) -> (usize, usize) {
        let least = |length: fn(&Chosen) -> f32, cell: u32| {
            let lengths = which
                .clone()
                .map(|at| f64::from(length(&words[at])) * sizes[at]);
            (CORE * lengths.fold(f64::INFINITY, f64::min) / f64::from(cell)) as usize
        };
        (
            least(|word| word.outline.width, self.cell.0),
            least(|word| word.outline.height, self.cell.1),
        )
    }
}

/// A number from -1 to 1 that belongs to a word in a shuffled order; 0 in the order that is not.
fn lot(at: usize, shuffle: u64) -> f64 {
    if shuffle == 0 {
        return 0.0;
    }
    // SplitMix64 (Steele, Lea and Flood 2014).
    let mut bits = (shuffle << 32 | at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    (bits >> 40) as f64 / f64::from(1 << 23) - 1.0
}

/// The sides of a cell on a canvas of so many square pixels.
fn cell(area: f64) -> (u32, u32) {
    let each = area / CELLS;
    let height = (each / FLAT).sqrt().round().max(1.0);
    let flat = (each / (height * height) + 0.25).round();
    ((height * flat.clamp(1.0, FLATTEST)) as u32, height as u32)
}

/// Takes a box, so many pixels wide and high, in the middle of the lower edge, and returns how many cells it has.
fn foot(bits: &mut Bits, sides: (u32, u32), cell: (u32, u32)) -> usize {
    let wide = (sides.0.div_ceil(cell.0) as usize).min(bits.width);
    let high = (sides.1.div_ceil(cell.1) as usize).min(bits.height);
    let first = (bits.width - wide) / 2;
    bits.fill(first..first + wide, bits.height - high..bits.height);
    wide * high
}
