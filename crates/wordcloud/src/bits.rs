//! Fields of bits, a row as 64-bit words: what is taken, and what a word would take.

use ab_glyph_rasterizer::Rasterizer;

/// A cell holds ink when more than this part of it is covered; below it, not even one pixel shows a trace.
const TRACE: f32 = 1.0 / 4096.0;

/// A rectangle of bits.
#[derive(Clone)]
pub(crate) struct Bits {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Words a row; one more than the bits need, so that a shifted row never runs out of it.
    stride: usize,
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

    /// A rectangle whose bits are all set.
    pub(crate) fn filled(width: usize, height: usize) -> Self {
        let mut bits = Self::new(width, height);
        for y in 0..height {
            for x in 0..width {
                bits.rows[y * bits.stride + x / 64] |= 1 << (x % 64);
            }
        }
        bits
    }

    /// The cells of a field that hold ink.
    pub(crate) fn of_ink(field: &Rasterizer) -> Self {
        let (width, height) = field.dimensions();
        let mut bits = Self::new(width, height);
        let (mut x, mut row) = (0, 0);
        field.for_each_pixel(|_, covered| {
            bits.rows[row + x / 64] |= u64::from(covered > TRACE) << (x % 64);
            x += 1;
            if x == width {
                x = 0;
                row += bits.stride;
            }
        });
        bits
    }

    fn row(&self, y: usize) -> &[u64] {
        &self.rows[y * self.stride..(y + 1) * self.stride]
    }

    /// The same ink with `x` free cells left and right and `y` above and below, and everything that near to ink set.
    pub(crate) fn widened(&self, x: usize, y: usize) -> Self {
        let mut wide = Self::new(self.width + 2 * x, self.height + 2 * y);
        let mut row = vec![0u64; wide.stride];
        for from in 0..self.height {
            row.fill(0);
            row[..self.stride].copy_from_slice(self.row(from));
            for _ in 0..2 * x {
                let mut carry = 0;
                for word in &mut row {
                    let shifted = *word << 1 | carry;
                    carry = *word >> 63;
                    *word |= shifted;
                }
            }
            for to in from..=from + 2 * y {
                let target = &mut wide.rows[to * wide.stride..(to + 1) * wide.stride];
                target
                    .iter_mut()
                    .zip(&row)
                    .for_each(|(to, from)| *to |= from);
            }
        }
        wide
    }

    /// Whether `sprite`, its left top corner at (`x`, `y`), would touch a bit that is set. The sprite must lie inside.
    /// `rows` are the sprite's rows in the order of [`spread`].
    pub(crate) fn hits(&self, sprite: &Self, rows: &[u32], x: usize, y: usize) -> bool {
        let (skip, shift) = (x / 64, x % 64);
        let used = sprite.width.div_ceil(64);
        rows.iter().any(|&row| {
            let start = (y + row as usize) * self.stride + skip;
            let taken = &self.rows[start..start + used + 1];
            let ink = &sprite.row(row as usize)[..used];
            ink.iter().zip(taken.windows(2)).any(|(&ink, taken)| {
                let (low, high) = split(ink, shift);
                (low & taken[0]) | (high & taken[1]) != 0
            })
        })
    }

    /// Sets the bits of `sprite`, its left top corner at (`x`, `y`), inside.
    pub(crate) fn stamp(&mut self, sprite: &Self, x: usize, y: usize) {
        let (skip, shift) = (x / 64, x % 64);
        let used = sprite.width.div_ceil(64);
        for row in 0..sprite.height {
            let start = (y + row) * self.stride + skip;
            for (at, &ink) in sprite.row(row)[..used].iter().enumerate() {
                let (low, high) = split(ink, shift);
                self.rows[start + at] |= low;
                self.rows[start + at + 1] |= high;
            }
        }
    }
}

/// The numbers below `height` in an order in which the first few stand far apart: most collisions show at the upper
/// edge, the lower edge or the middle, and neighbouring rows tell the same.
pub(crate) fn spread(height: usize) -> Vec<u32> {
    let height = height as u32;
    let mut order: Vec<u32> = [0, height.saturating_sub(1), height / 2].into();
    let mut step = height.next_power_of_two() / 2;
    while step > 0 {
        order.extend((step / 2..height).step_by(step as usize));
        step /= 2;
    }
    let mut seen = vec![false; height as usize];
    order.retain(|&row| !std::mem::replace(&mut seen[row as usize], true));
    order
}

/// A word of bits moved up by `shift`: what stays in its own word, and what passes into the next.
fn split(word: u64, shift: usize) -> (u64, u64) {
    (
        word << shift,
        word.checked_shr(64 - shift as u32).unwrap_or(0),
    )
}
