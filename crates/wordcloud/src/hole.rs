//! Squares in which nothing is taken. A field of bits says where squares of one side begin; from it follows the field of
//! any side up to twice as long, with a few shifts for 64 places at once. Where cells are so many times as wide as high (they are
//! `flat`), so many rows count as one, and squares begin with the first of them.
//!
//! It must not know words.

use crate::bits::Bits;
use std::ops::Range;

/// A square in which nothing is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    /// In columns.
    pub(crate) side: usize,
    /// Its left upper corner, in cells.
    pub(crate) corner: (usize, usize),
    pub(crate) flat: usize,
}

impl Hole {
    /// Its columns and rows.
    pub(crate) fn cells(&self) -> (Range<usize>, Range<usize>) {
        let (x, y) = self.corner;
        (x..x + self.side, y..y + self.side * self.flat)
    }

    /// Its middle, in cells.
    pub(crate) fn middle(&self) -> (usize, usize) {
        (
            self.corner.0 + self.side / 2,
            self.corner.1 + self.side * self.flat / 2,
        )
    }
}

/// The largest square in which nothing is taken, if its side is more than `least`. None is larger than `most`, and this large
/// one probably is.
pub(crate) fn largest(taken: &Bits, flat: usize, least: usize, most: usize) -> Option<Hole> {
    let all = (0..taken.width, 0..taken.height / flat);
    let mut squares = Squares::of(taken, flat, &all.0, &all.1);
    squares.grow_to(least + 1);
    let mut first = squares.first()?;
    let mut side = most.max(least + 1);
    // From `squares.side` on the side is looked for, the first time at its end.
    let mut beyond = side + 1;
    while beyond - squares.side > 1 {
        let mut larger = squares.clone();
        larger.grow_to(side);
        match larger.first() {
            Some(found) => (squares, first) = (larger, found),
            None => beyond = side,
        }
        side = (squares.side + beyond) / 2;
    }
    Some(Hole {
        side: squares.side,
        corner: (first.0, first.1 * flat),
        flat,
    })
}

/// Whether a box of so many columns and rows is free anywhere, or one so many rows lower above or below all others.
pub(crate) fn any(taken: &Bits, (columns, rows): (usize, usize), less: usize) -> bool {
    let all = (0..taken.width, 0..taken.height);
    let mut boxes = Squares::of(taken, 1, &all.0, &all.1);
    doubling(columns, |by| boxes.widen(by));
    doubling(rows - less, |by| boxes.heighten(by));
    let mut ends = boxes.rows.chunks_exact(boxes.wide);
    let ends = [ends.next(), ends.next_back()].into_iter().flatten();
    if ends.flatten().any(|&word| word != 0) {
        return true;
    }
    boxes.heighten(less);
    boxes.first().is_some()
}

/// How many squares of this side are free that share a cell with a box of these columns and rows.
pub(crate) fn count(
    taken: &Bits,
    flat: usize,
    columns: &Range<usize>,
    rows: &Range<usize>,
    side: usize,
) -> usize {
    let around = |range: &Range<usize>, length: usize| {
        range.start.saturating_sub(side - 1)..(range.end + side - 1).min(length)
    };
    let rows = rows.start / flat..rows.end.div_ceil(flat);
    let columns = around(columns, taken.width);
    let rows = around(&rows, taken.height / flat);
    let mut squares = Squares::of(taken, flat, &columns, &rows);
    squares.grow_to(side);
    let bits = squares.rows.iter().map(|word| word.count_ones() as usize);
    bits.sum()
}

/// Where squares of one side begin.
#[derive(Clone)]
struct Squares {
    side: usize,
    /// Words a row.
    wide: usize,
    /// Column and row of the first bit.
    from: (usize, usize),
    rows: Vec<u64>,
}

impl Squares {
    /// Squares of one column, in these columns and rows.
    fn of(taken: &Bits, flat: usize, columns: &Range<usize>, rows: &Range<usize>) -> Self {
        let words = columns.start / 64..columns.end.div_ceil(64);
        let mut free = Vec::with_capacity(words.len() * rows.len());
        for y in rows.clone() {
            let first = free.len();
            free.extend(taken.row(y * flat)[words.clone()].iter().map(|word| !word));
            for below in 1..flat {
                let row = &taken.row(y * flat + below)[words.clone()];
                let both = free[first..].iter_mut().zip(row);
                both.for_each(|(free, taken)| *free &= !taken);
            }
            free[first] &= u64::MAX << (columns.start % 64);
            if let Some(last) = free.last_mut() {
                *last &= u64::MAX >> (63 - (columns.end - 1) % 64);
            }
        }
        Self {
            side: 1,
            wide: words.len(),
            from: (words.start * 64, rows.start),
            rows: free,
        }
    }

    fn grow_to(&mut self, side: usize) {
        while self.side < side {
            let by = (side - self.side).min(self.side);
            self.widen(by);
            self.heighten(by);
            self.side += by;
        }
    }

    /// Boxes so many columns wider than now, by at most as many as they are wide.
    fn widen(&mut self, by: usize) {
        for row in self.rows.chunks_exact_mut(self.wide) {
            squeeze(row, by);
        }
    }

    /// Boxes so many rows higher than now, by at most as many as they are high.
    fn heighten(&mut self, by: usize) {
        let below = by * self.wide;
        let kept = self.rows.len().saturating_sub(below);
        for at in (0..kept).step_by(below.max(1)) {
            let (upper, lower) = self.rows.split_at_mut(at + below);
            let both = upper[at..].iter_mut().zip(lower);
            both.for_each(|(to, from)| *to &= *from);
        }
        self.rows.truncate(kept);
    }

    fn first(&self) -> Option<(usize, usize)> {
        let at = self.rows.iter().position(|&word| word != 0)?;
        let x = at % self.wide * 64 + self.rows[at].trailing_zeros() as usize;
        Some((self.from.0 + x, self.from.1 + at / self.wide))
    }
}

/// The steps that lead from one to a length, each at most as long as what came before.
fn doubling(length: usize, mut step: impl FnMut(usize)) {
    let mut now = 1;
    while now < length {
        let by = now.min(length - now);
        step(by);
        now += by;
    }
}

/// Of a row of bits those stay that have another one `by` places further on.
fn squeeze(row: &mut [u64], by: usize) {
    let (skip, shift) = (by / 64, by % 64);
    let length = row.len();
    // Shifting twice, since a shift by 64 is none.
    let join = |low: u64, high: u64| low >> shift | (high << 1) << (63 - shift);
    if skip == 0 {
        let mut low = row[0];
        for at in 1..length {
            let high = row[at];
            row[at - 1] &= join(low, high);
            low = high;
        }
        row[length - 1] &= join(low, 0);
        return;
    }
    for at in 0..length {
        let word = |at: usize| row.get(at).copied().unwrap_or(0);
        row[at] &= join(word(at + skip), word(at + skip + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_square_is_found_and_known_to_be_gone() {
        let mut taken = Bits::new(200, 90);
        for y in 0..90 {
            for x in (0..200).filter(|x| x % 20 == 3 || y % 15 == 4) {
                taken.row_mut(y)[x / 64] |= 1 << (x % 64);
            }
        }
        // Free: 14 rows between lines, 16 columns at the right edge behind 183, 19 elsewhere.
        let hole = largest(&taken, 1, 5, 90).expect("a hole");
        assert_eq!((hole.side, hole.corner), (14, (4, 5)));
        assert_eq!(largest(&taken, 1, 5, 14), Some(hole));
        assert_eq!(largest(&taken, 1, 14, 90), None);
        assert!(any(&taken, (19, 14), 0) && !any(&taken, (20, 14), 0));
        // Below the last line ten rows are free.
        assert!(any(&taken, (19, 15), 5) && !any(&taken, (19, 15), 4));
        assert_eq!(count(&taken, 1, &(70..71), &(9..10), 14), 6);
        assert_eq!(count(&taken, 1, &(70..71), &(9..10), 15), 0);
        assert_eq!(count(&taken, 1, &(0..2), &(0..2), 3), 2);
        assert_eq!(count(&taken, 1, &(0..2), &(0..2), 5), 0);
        // With cells three times as wide as high, four columns are as wide as the twelve free rows from 6 to 17.
        let flat = largest(&taken, 3, 1, 30).expect("a hole");
        assert_eq!(
            (flat.side, flat.corner, flat.middle()),
            (4, (4, 6), (6, 12))
        );
    }
}
