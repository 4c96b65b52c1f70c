//! What is taken, once more in a form that answers quickly: whether anything lies in a stretch of one or some rows, for
//! 64 stretches at once.

use crate::bits::Bits;

/// Each level answers for stretches twice as long as the one before: 1, 2, 4, … 64.
const LEVELS: usize = 7;

/// For every row, the union of the band of rows that begins with it, on every level.
pub(crate) struct Bands {
    /// Rows a band.
    depth: usize,
    /// Words a row and level: one before and two behind those of the field.
    stride: usize,
    rows: Vec<u64>,
}

impl Bands {
    /// Of a field in which nothing is taken.
    pub(crate) fn empty(width: usize, height: usize, depth: usize) -> Self {
        let stride = width.div_ceil(64) + 3;
        Self {
            depth,
            stride,
            rows: vec![0; stride * LEVELS * height],
        }
    }

    /// Whether there are no rows at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn of(taken: &Bits, depth: usize) -> Self {
        let mut bands = Self::empty(taken.width, taken.height, depth);
        bands.refresh(taken, 0..taken.height, 0..taken.width.div_ceil(64));
        bands
    }

    /// Takes over what became taken or free in some rows and words of rows.
    pub(crate) fn refresh(
        &mut self,
        taken: &Bits,
        rows: std::ops::Range<usize>,
        words: std::ops::Range<usize>,
    ) {
        // Stretches that begin left of what changed may end in it.
        let words = words.start.saturating_sub(1)..words.end;
        for y in rows.start.saturating_sub(self.depth - 1)..rows.end {
            let row = &mut self.rows[y * LEVELS * self.stride..][..LEVELS * self.stride];
            // What each level but the last has right of a word.
            let mut right: [u64; LEVELS - 1] =
                std::array::from_fn(|level| row[level * self.stride + words.end + 1]);
            for word in words.clone().rev() {
                let deep = y..(y + self.depth).min(taken.height);
                let mut stretch = deep.fold(0, |all, y| all | taken.row(y)[word]);
                row[word + 1] = stretch;
                for (level, right) in right.iter_mut().enumerate() {
                    let reach = 1 << level;
                    let longer = stretch | stretch >> reach | *right << (64 - reach);
                    *right = stretch;
                    stretch = longer;
                    row[(level + 1) * self.stride + word + 1] = stretch;
                }
            }
        }
    }

    /// For each of 64 places, `at` and those right of it: whether any of the `length` bits from there on is set in the band
    /// that begins with row `y`. `at` may be as low as -64.
    #[inline]
    pub(crate) fn touched(&self, y: usize, at: isize, length: usize) -> u64 {
        let (row, reach) = self.level(y, length);
        let start = (at + 64) as usize;
        let mut touched = window(row, start) | window(row, start + length - reach);
        let mut done = reach;
        while done + reach < length {
            touched |= window(row, start + done);
            done += reach;
        }
        touched
    }

    /// The same for these and each next 64 places, as many times as `touched` has room.
    pub(crate) fn touched_along(&self, y: usize, at: isize, length: usize, touched: &mut [u64]) {
        let (row, reach) = self.level(y, length);
        let start = (at + 64) as usize;
        let last = start + length - reach;
        for from in (start..last).step_by(reach).chain([last]) {
            let (low, shift) = (&row[from / 64..][..=touched.len()], from % 64);
            for (to, pair) in touched.iter_mut().zip(low.windows(2)) {
                *to |= pair[0] >> shift | (pair[1] << 1) << (63 - shift);
            }
        }
    }

    /// A row that answers for stretches of this length, together with others of its own reach.
    #[inline]
    fn level(&self, y: usize, length: usize) -> (&[u64], usize) {
        let level = length.ilog2().min(LEVELS as u32 - 1) as usize;
        let row = &self.rows[(y * LEVELS + level) * self.stride..][..self.stride];
        (row, 1 << level)
    }
}

/// The 64 bits of a row from `at` on.
#[inline]
fn window(row: &[u64], at: usize) -> u64 {
    let pair = &row[at / 64..at / 64 + 2];
    // Shifting twice, since a shift by 64 is none.
    pair[0] >> (at % 64) | (pair[1] << 1) << (63 - at % 64)
}
