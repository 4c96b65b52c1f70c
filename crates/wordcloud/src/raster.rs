//! How much of each cell of a grid a closed outline covers. Each line adds, row by row, the change of coverage along the row;
//! summing a row up gives the coverage itself. Sums are whole numbers, so that what is outside is exactly nothing, on every
//! machine. Thirty thousand outlines over each other would be more than the numbers hold: then a cell is wrong, and nothing fails.
//!
//! It must not know characters or pictures.

use crate::curve::{Point, Segment, flatten};

/// What a cell that is wholly covered counts.
pub(crate) const FULL: i32 = 1 << BITS;
const BITS: u32 = 16;

/// A grid on which one outline after the other is drawn.
pub(crate) struct Raster {
    width: usize,
    height: usize,
    /// Cells a row: two more than the width, so that a line at the edge has room.
    stride: usize,
    /// The change of coverage from the cell before; nothing but zeros between two outlines.
    changes: Vec<i32>,
}

impl Raster {
    pub(crate) fn new() -> Self {
        Self {
            width: 0,
            height: 0,
            stride: 0,
            changes: Vec::new(),
        }
    }

    /// Makes room for an outline on so many cells.
    pub(crate) fn reset(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.stride = width + 2;
        self.changes.resize(self.stride * height, 0);
    }

    /// Width and height, in cells.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Adds a piece of an outline, each point put in its place on the grid; curves are kept to `tolerance` cells.
    pub(crate) fn add(&mut self, piece: &Segment, tolerance: f32, place: impl Fn(Point) -> Point) {
        let (right, low) = (self.width as f32, self.height as f32);
        // Rounding must not push a line over the edge.
        let inside = |(x, y): Point| (x.max(0.0).min(right), y.max(0.0).min(low));
        flatten(&piece.map(place), tolerance, |from, to| {
            self.line(inside(from), inside(to));
        });
    }

    /// A line of an outline, both ends on the grid.
    fn line(&mut self, from: Point, to: Point) {
        let fixed = |y: f32| (y * FULL as f32) as i32;
        let (start, end) = (fixed(from.1), fixed(to.1));
        let (top, bottom, upper, lower, sign) = if start < end {
            (start, end, from.0, to.0, 1)
        } else {
            (end, start, to.0, from.0, -1)
        };
        if top == bottom {
            return;
        }
        let slope = (lower - upper) / (bottom - top) as f32;
        let (least, most) = order(upper, lower);
        let (mut x, mut y) = (upper, top);
        let mut row = (y >> BITS) as usize * self.stride;
        let column = rounded(least - 0.5);
        if column == rounded(most - 0.5) {
            self.steep((upper, lower), slope, (top, bottom), sign);
            return;
        }
        while y < bottom {
            let below = (y | (FULL - 1)) + 1;
            let (next, below) = if below < bottom {
                // Rounding must not lead past an end.
                let next = x + slope * (below - y) as f32;
                (order(order(next, least).1, most).0, below)
            } else {
                (lower, bottom)
            };
            let (low, high) = order(x, next);
            cross(&mut self.changes, row, low, high, sign * (below - y));
            (x, y) = (next, below);
            row += self.stride;
        }
    }

    /// The same for a line within one column, as most lines of type are: from `upper` at `top` to `lower` at `bottom`.
    fn steep(
        &mut self,
        (upper, lower): (f32, f32),
        slope: f32,
        (top, bottom): (i32, i32),
        sign: i32,
    ) {
        let (least, most) = order(upper, lower);
        let column = rounded(least - 0.5);
        let first = (top >> BITS) as usize * self.stride + column as usize;
        let Some(cells) = self.changes.get_mut(first..) else {
            return;
        };
        let (mut x, mut y) = (upper, top);
        for row in cells.chunks_mut(self.stride) {
            let below = ((y | (FULL - 1)) + 1).min(bottom);
            let next = order(order(x + slope * (below - y) as f32, least).1, most).0;
            let next = if below < bottom { next } else { lower };
            let covered = sign * (below - y);
            if let [cell, right, ..] = row {
                let left = rounded(covered as f32 * (0.5 * (x + next) - column as f32));
                change(cell, covered - left);
                change(right, left);
            }
            (x, y) = (next, below);
            if y >= bottom {
                break;
            }
        }
    }

    /// Hands on the coverage of each row's cells. Outlines that run the other way cover less than nothing, and those over each
    /// other more than [`FULL`]. The grid is empty afterwards.
    pub(crate) fn take(&mut self, mut each: impl FnMut(usize, &[i32])) {
        for (y, row) in self.changes.chunks_exact_mut(self.stride).enumerate() {
            let mut covered = 0;
            for change in row.iter_mut() {
                *change = change.wrapping_add(covered);
                covered = *change;
            }
            each(y, &row[..self.width]);
            row.fill(0);
        }
    }
}

#[inline]
fn order(one: f32, other: f32) -> (f32, f32) {
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}

/// Adds a line from `low` to `high` in the row that begins with this cell, which makes so much more of the cells behind it covered.
#[inline]
fn cross(cells: &mut [i32], row: usize, low: f32, high: f32, covered: i32) {
    // A number that is whole may count to the cell before, of which it then covers all or nothing.
    let (first, last) = (rounded(low - 0.5), rounded(high - 0.5));
    // What lies outside, and nothing does, is not drawn.
    let (_, cells) = cells
        .split_at_mut_checked(row + first as usize)
        .unwrap_or_default();
    let strength = covered as f32;
    if first == last {
        if let [cell, next, ..] = cells {
            let left = rounded(strength * (0.5 * (low + high) - first as f32));
            change(cell, covered - left);
            change(next, left);
        }
        return;
    }
    let each = strength / (high - low);
    let inside = (first + 1) as f32 - low;
    let mut sum = 0;
    let mut add = |cell: &mut i32, upto: f32| {
        let upto = rounded(upto);
        change(cell, upto - sum);
        sum = upto;
    };
    let (between, end) = cells
        .split_at_mut_checked((last - first) as usize)
        .unwrap_or_default();
    if let ([cell, between @ ..], [end, next, ..]) = (between, end) {
        add(cell, 0.5 * each * inside * inside);
        let mut middle = inside + 0.5;
        for cell in between {
            add(cell, each * middle);
            middle += 1.0;
        }
        let over = high - last as f32;
        let left = rounded(0.5 * each * over * over);
        change(end, covered - left - sum);
        change(next, left);
    }
}

#[inline]
fn change(cell: &mut i32, by: i32) {
    *cell = cell.wrapping_add(by);
}

/// The nearest whole number, of two the even one; for numbers below 2^22.
#[inline]
pub(crate) fn rounded(number: f32) -> i32 {
    const WHOLE: f32 = 12_582_912.0;
    (number + WHOLE).to_bits() as i32 - WHOLE.to_bits() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The coverages of a closed line on a grid of 20 by 3 cells.
    fn covered(corners: &[Point]) -> [[i32; 20]; 3] {
        let mut raster = Raster::new();
        raster.reset(20, 3);
        for (at, &from) in corners.iter().enumerate() {
            let line = Segment::Line([from, corners[(at + 1) % corners.len()]]);
            raster.add(&line, 0.1, |point| point);
        }
        let mut cells = [[0; 20]; 3];
        raster.take(|y, row| cells[y].copy_from_slice(row));
        raster.take(|_, row| assert_eq!(row, [0; 20]));
        cells
    }

    #[test]
    fn a_box_covers_its_cells_and_its_edges_in_part() {
        let cells = covered(&[(1.5, 0.0), (17.25, 0.0), (17.25, 2.5), (1.5, 2.5)]);
        for (row, part) in cells.iter().zip([FULL, FULL, FULL / 2]) {
            let whole = row.map(i32::abs);
            assert_eq!(whole[..3], [0, part / 2, part]);
            assert_eq!(whole[16..], [part, part / 4, 0, 0]);
        }
    }

    #[test]
    fn what_stands_over_the_edge_is_cut_off() {
        let wide = covered(&[(-9.0, -5.0), (30.0, -5.0), (30.0, 9.0), (-9.0, 9.0)]);
        assert_eq!(wide.map(|row| row.map(i32::abs)), [[FULL; 20]; 3]);
        // Long lines along the edge, which rounding would push over it.
        let thin = covered(&[
            (0.0, 0.0),
            (1e-4, 3.0),
            (0.0, 3.0),
            (20.0, 2.9),
            (19.999, 0.1),
        ]);
        assert!(thin.iter().flatten().all(|cell| cell.abs() <= 2 * FULL));
    }

    #[test]
    fn outlines_over_each_other_without_end_bring_nothing_down() {
        let corners = [(1.0, 0.0), (9.0, 0.0), (9.0, 2.0), (1.0, 2.0)];
        let cells = covered(&corners.repeat(40_000));
        assert_eq!(cells[0][12..], [0; 8]);
    }

    #[test]
    fn a_flat_triangle_covers_half_of_its_box() {
        let cells = covered(&[(0.0, 0.0), (20.0, 0.0), (20.0, 1.0)]);
        let sum: i32 = cells[0].iter().map(|cell| cell.abs()).sum();
        assert!((sum - 10 * FULL).abs() < 20, "{sum}");
        assert_eq!(cells[1..], [[0; 20]; 2]);
        // A line that rises evenly covers evenly more.
        assert!((cells[0][10].abs() - FULL * 21 / 40).abs() < 8);
    }
}
