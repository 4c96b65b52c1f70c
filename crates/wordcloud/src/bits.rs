//! Rectangles of bits, a row as 64-bit words: what is taken, and what a word would take.

use crate::raster::{FULL, Raster};
use std::ops::Range;

/// A cell holds ink when more than this part of it is covered; below it, not even one pixel shows a trace.
const TRACE: i32 = FULL / 4096;

/// A cell counts for the gap around a word when more than this part of it is covered: so gaps are in the mean as wide as they
/// shall be, though words stand on whole cells.
const BODY: i32 = FULL / 4;

/// A rectangle of bits.
#[derive(Clone)]
pub(crate) struct Bits {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Words a row; one more than the bits need, so that a shifted row never runs out of it.
    pub(crate) stride: usize,
    rows: Vec<u64>,
}

impl Bits {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        let stride = width / 64 + 2;
        Self {
            width,
            height,
            stride,
            rows: vec![0; stride * height],
        }
    }

    /// The cells that an outline left ink in, and those of them that count for the gap around it.
    pub(crate) fn of_ink(raster: &mut Raster) -> (Self, Self) {
        let (width, height) = raster.size();
        let [mut ink, mut body] = [(); 2].map(|()| Self::new(width, height));
        raster.take(|y, row| {
            let words = ink.row_mut(y).iter_mut().zip(body.row_mut(y));
            for ((ink, body), cells) in words.zip(row.chunks(64)) {
                *ink = covered(cells, TRACE);
                *body = covered(cells, BODY);
            }
        });
        (ink, body)
    }

    /// How many bits are set.
    pub(crate) fn count(&self) -> usize {
        self.rows
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    pub(crate) fn row(&self, y: usize) -> &[u64] {
        &self.rows[y * self.stride..(y + 1) * self.stride]
    }

    /// The 64 bits of a word, counted over all rows.
    #[inline]
    pub(crate) fn word(&self, at: u32) -> u64 {
        self.rows[at as usize]
    }

    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [u64] {
        &mut self.rows[y * self.stride..(y + 1) * self.stride]
    }

    /// The same ink with `x` free cells left and right and `y` above and below, and everything that near to ink set.
    pub(crate) fn widened(&self, x: usize, y: usize) -> Self {
        let mut wide = Self::new(self.width + 2 * x, self.height + 2 * y);
        let mut row = vec![0u64; wide.stride];
        for from in 0..self.height {
            row.fill(0);
            row[..self.stride].copy_from_slice(self.row(from));
            // Each pass doubles what the one before reached.
            let mut left = 2 * x;
            let mut reach = 1;
            while left > 0 {
                let by = reach.min(left).min(63);
                let mut carry = 0;
                for word in &mut row {
                    let shifted = *word << by | carry;
                    carry = *word >> (64 - by);
                    *word |= shifted;
                }
                left -= by;
                reach += by;
            }
            for to in from..=from + 2 * y {
                let target = wide.row_mut(to);
                target
                    .iter_mut()
                    .zip(&row)
                    .for_each(|(to, from)| *to |= from);
            }
        }
        wide
    }

    /// One row: the bits that all of these rows have.
    pub(crate) fn common(&self, rows: Range<usize>) -> Self {
        let mut common = Self::new(self.width, 1);
        common.rows.fill(u64::MAX);
        for row in rows {
            let row = self.row(row);
            common
                .rows
                .iter_mut()
                .zip(row)
                .for_each(|(to, from)| *to &= from);
        }
        common
    }

    /// Adds the stretches of set bits in a row to `runs`, as (first, length); those less than `apart` bits from each other
    /// count as one.
    pub(crate) fn runs(&self, y: usize, apart: usize, runs: &mut Vec<(u16, u16)>) {
        let row = self.row(y);
        let first = runs.len();
        let mut x = 0;
        while let Some(start) = next(row, x, self.width, false) {
            let end = next(row, start, self.width, true).unwrap_or(self.width);
            match runs[first..].last_mut() {
                Some(last) if start - x < apart => last.1 = (end - usize::from(last.0)) as u16,
                _ => runs.push((start as u16, (end - start) as u16)),
            }
            x = end;
        }
    }

    /// Sets a box of bits.
    pub(crate) fn fill(&mut self, columns: Range<usize>, rows: Range<usize>) {
        for y in rows {
            let row = self.row_mut(y);
            for x in columns.clone() {
                row[x / 64] |= 1 << (x % 64);
            }
        }
    }

    /// Sets the bits of `sprite`, its left top corner at (`x`, `y`), inside.
    pub(crate) fn stamp(&mut self, sprite: &Self, x: usize, y: usize) {
        self.change(sprite, x, y, |to, ink| *to |= ink);
    }

    /// Clears the bits of `sprite`, its left top corner at (`x`, `y`), inside.
    pub(crate) fn wipe(&mut self, sprite: &Self, x: usize, y: usize) {
        self.change(sprite, x, y, |to, ink| *to &= !ink);
    }

    fn change(&mut self, sprite: &Self, x: usize, y: usize, change: impl Fn(&mut u64, u64)) {
        let (skip, shift) = (x / 64, x % 64);
        let used = sprite.width.div_ceil(64);
        for row in 0..sprite.height {
            let target = &mut self.row_mut(y + row)[skip..];
            for (at, &ink) in sprite.row(row)[..used].iter().enumerate() {
                change(&mut target[at], ink << shift);
                change(
                    &mut target[at + 1],
                    ink.checked_shr(64 - shift as u32).unwrap_or(0),
                );
            }
        }
    }
}

/// Which of up to 64 cells are covered by more than this.
fn covered(cells: &[i32], least: i32) -> u64 {
    let mut bytes = [0; 64];
    for (byte, covered) in bytes.iter_mut().zip(cells) {
        *byte = u8::from(covered.wrapping_abs() > least);
    }
    bits(&bytes)
}

/// The bits of bytes that are 0 or 1.
pub(crate) fn bits(bytes: &[u8; 64]) -> u64 {
    let mut bits = 0;
    for (at, eight) in bytes.as_chunks().0.iter().enumerate() {
        // Each byte's bit gets to a place of its own in the uppermost byte.
        let eight = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= eight << (8 * at);
    }
    bits
}

/// The first bit from `x` on that is set, or with `clear` one that is not.
fn next(row: &[u64], x: usize, width: usize, clear: bool) -> Option<usize> {
    let mut at = x;
    while at < width {
        let word = if clear { !row[at / 64] } else { row[at / 64] } >> (at % 64);
        if word != 0 {
            let found = at + word.trailing_zeros() as usize;
            return (found < width).then_some(found);
        }
        at = (at / 64 + 1) * 64;
    }
    None
}

/// The numbers below `height` in an order in which the first few stand far apart: most collisions show at the middle,
/// the upper edge or the lower edge, and neighbouring rows tell the same.
pub(crate) fn spread(height: usize) -> Vec<u16> {
    let height = height as u16;
    let mut order: Vec<u16> = [height / 2, 0, height.saturating_sub(1)].into();
    let mut step = height.next_power_of_two() / 2;
    while step > 0 {
        order.extend((step / 2..height).step_by(step as usize));
        step /= 2;
    }
    let mut seen = vec![false; height as usize];
    // Of no rows, none comes first.
    order.retain(|&row| row < height && !std::mem::replace(&mut seen[row as usize], true));
    order
}
