//! Where an ink means something, words of one ink keep wider gaps from each other than from others: each ink has a field of its
//! own.
//!
//! It must not know words.

use crate::bands::Bands;
use crate::bits::Bits;

/// Which ink a word has, and the gap that it keeps from others that have it.
pub(crate) struct Kind {
    pub(crate) ink: usize,
    /// Stretches: row, first cell and length, counted from the left top corner of the word with its common gap.
    pub(crate) rows: Vec<(isize, isize, usize)>,
}

impl Kind {
    /// `body` widened by `gaps`; the common gaps are given, too. What lies between the strokes of a row belongs to the word.
    pub(crate) fn new(
        ink: usize,
        body: &Bits,
        gaps: (usize, usize),
        common: (usize, usize),
    ) -> Self {
        let wide = body.widened(gaps.0, gaps.1);
        let mut runs = Vec::new();
        let mut rows = Vec::with_capacity(wide.height);
        let (right, down) = (
            common.0 as isize - gaps.0 as isize,
            common.1 as isize - gaps.1 as isize,
        );
        for row in 0..wide.height {
            runs.clear();
            wide.runs(row, wide.width + 1, &mut runs);
            if let [(from, length)] = runs[..] {
                rows.push((
                    row as isize + down,
                    from as isize + right,
                    usize::from(length),
                ));
            }
        }
        Self { ink, rows }
    }
}

/// What words keep away from, by ink.
pub(crate) struct Alike(Vec<(Bits, Bands)>);

impl Alike {
    /// Nothing is there yet, in any of these inks, on a field of so many cells.
    pub(crate) fn new(inks: usize, width: usize, height: usize) -> Self {
        let fields = (0..inks).map(|_| {
            let taken = Bits::new(width, height);
            (taken, Bands::empty(width, height, 1))
        });
        Self(fields.collect())
    }

    /// Gives back most of its memory, until it is awake again.
    pub(crate) fn rest(&mut self) {
        for (_, bands) in &mut self.0 {
            *bands = Bands::empty(0, 0, 1);
        }
    }

    pub(crate) fn wake(&mut self) {
        for (taken, bands) in self.0.iter_mut().filter(|(_, bands)| bands.is_empty()) {
            *bands = Bands::of(taken, 1);
        }
    }

    /// Some `ink` comes to stand with its left top corner there, or goes away from there.
    pub(crate) fn change(
        &mut self,
        kind: &Kind,
        ink: &Bits,
        corner: (usize, usize),
        change: fn(&mut Bits, &Bits, usize, usize),
    ) {
        let (taken, bands) = &mut self.0[kind.ink];
        change(taken, ink, corner.0, corner.1);
        let end = (corner.0 + ink.width).div_ceil(64);
        bands.refresh(taken, corner.1..corner.1 + ink.height, corner.0 / 64..end);
    }

    /// Of 64 places of a word with its common gap, `left` and those right of it, those among `places` that are not near
    /// another of its ink.
    pub(crate) fn free(&self, kind: &Kind, left: isize, top: usize, mut places: u64) -> u64 {
        let (taken, bands) = &self.0[kind.ink];
        for &(row, from, length) in &kind.rows {
            let y = top as isize + row;
            let at = (left + from).max(-64);
            let length = length.min(taken.width);
            if (0..taken.height as isize).contains(&y) && at < taken.width as isize {
                places &= !bands.touched(y as usize, at, length);
                if places == 0 {
                    break;
                }
            }
        }
        places
    }
}
