//! Places from the centre outwards: which few of them, side by side, are looked at before which others.
//!
//! It must not know words.

use crate::bits::Bits;

/// Places a block; a power of two up to 64.
const SPAN: usize = 16;

/// Some places side by side.
pub(crate) struct Block {
    /// The first of [`SPAN`] columns.
    pub(crate) column: u16,
    pub(crate) row: u16,
    /// The word of a field's bits, counted over all rows, in which they lie.
    pub(crate) word: u32,
}

impl Block {
    /// Of a word of bits those of these places, where they stand in it.
    #[inline]
    pub(crate) fn of(&self, bits: &Bits) -> u64 {
        bits.word(self.word) & (u64::MAX >> (64 - SPAN)) << (self.column % 64)
    }
}

/// All places of a field by how far the nearest one of their block is from the centre, on a superellipse as wide and high as
/// the field.
pub(crate) struct Order {
    /// The middle column.
    pub(crate) middle: usize,
    pub(crate) blocks: Vec<Block>,
}

impl Order {
    /// The order on a field of so many cells, each of its rows so many words of bits long; the power of the superellipse is
    /// its roundness.
    pub(crate) fn new(width: usize, height: usize, stride: usize, roundness: f64) -> Self {
        let (columns, rows) = (powers(width, roundness), powers(height, roundness));
        let middle = width / 2;
        // A canvas has no more cells than these types can count. One number for each block tells its distance, row and column.
        let mut keys: Vec<u64> = (0..height as u16)
            .flat_map(|row| {
                (0..width as u16)
                    .step_by(SPAN)
                    .map(move |column| (row, column))
            })
            .map(|(row, column)| {
                let nearest =
                    middle.clamp(column.into(), (usize::from(column) + SPAN).min(width) - 1);
                let away = columns[nearest] + rows[usize::from(row)];
                u64::from(away) << 32 | u64::from(row) << 16 | u64::from(column)
            })
            .collect();
        keys.sort_unstable();
        let block = |key: u64| {
            let (row, column) = ((key >> 16) as u16, key as u16);
            Block {
                column,
                row,
                word: u32::from(row) * stride as u32 + u32::from(column / 64),
            }
        };
        let blocks = keys.into_iter().map(block).collect();
        Self { middle, blocks }
    }
}

/// Distances from the middle of a side to this power, in units that make the greatest 2^30.
fn powers(length: usize, power: f64) -> Vec<u32> {
    (0..length)
        .map(|at| {
            let part = (2.0 * at as f64 / length as f64 - 1.0).abs();
            (libm::pow(part, power) * f64::from(1u32 << 30)) as u32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_come_once_from_the_centre_outwards() {
        let blocks = Order::new(192, 90, 5, 2.6).blocks;
        assert_eq!(blocks.len(), 192 / SPAN * 90);
        let ends = [&blocks[0], &blocks[blocks.len() - 1]].map(|block| (block.column, block.row));
        assert_eq!(ends, [(96, 45), (0, 0)]);
    }
}
