//! The canvas as cells: which are taken, and where the middle of a word may still come to stand.

use crate::alike::Alike;
use crate::bands::Bands;
use crate::bits::Bits;
use crate::order::{Block, Order};
use crate::sprite::{BAND, Sprite};

/// The widest core, in cells.
const WIDEST: usize = 64;

/// Cells that are taken, and middles that are open.
pub(crate) struct Field {
    taken: Bits,
    /// Those of them that show no ground.
    inked: Bits,
    /// The taken cells once more, for quick answers: each row, and [`BAND`] of them together.
    rows: Bands,
    bands: Bands,
    /// Middles around which a box of the core's size is free.
    open: Bits,
    core: (usize, usize),
    judged: bool,
    /// The blocks of places, in their order, that had an open middle when the core was chosen: no others have one.
    live: Vec<u32>,
    /// Cells that stay free at every side.
    margin: (usize, usize),
    /// How many times as wide as high a cell is.
    flat: usize,
    /// The same cells by ink, where words of one ink keep wider gaps.
    alike: Alike,
}

impl Field {
    /// A field in which the cells of `taken` are not free; those of `inked` show no ground.
    pub(crate) fn new(
        (taken, inked): (Bits, Bits),
        margin: (usize, usize),
        flat: usize,
        inks: usize,
    ) -> Self {
        let open = Bits::new(taken.width, taken.height);
        Self {
            rows: Bands::of(&taken, 1),
            bands: Bands::of(&taken, BAND),
            alike: Alike::new(inks, taken.width, taken.height),
            taken,
            inked,
            open,
            core: (1, 1),
            judged: false,
            live: Vec::new(),
            margin,
            flat,
        }
    }

    /// A field that nobody asks for a while, with less memory.
    pub(crate) fn rested(mut self) -> Self {
        self.alike.rest();
        self
    }

    /// The same field, ready to be asked again.
    pub(crate) fn awake(mut self) -> Self {
        self.alike.wake();
        self
    }

    /// From now on, middles are open when a box of these sides around them is free: a quick first judgement on all words
    /// that are at least as large.
    pub(crate) fn set_core(&mut self, width: usize, height: usize, order: &Order) {
        let core = (width.clamp(1, WIDEST), height.max(1));
        // A core that is a little small does nearly as well as a new one.
        let serves = |old: usize, new: usize| old <= new && old * 4 >= new * 3;
        if self.judged && serves(self.core.0, core.0) && serves(self.core.1, core.1) {
            return;
        }
        (self.core, self.judged) = (core, true);
        self.refresh(0..self.taken.height, 0..self.taken.width.div_ceil(64));
        self.live.clear();
        let open = |&(block, _): &(&Block, u32)| block.of(&self.open) != 0;
        let live = order.blocks.iter().zip(0..).filter(open);
        self.live.extend(live.map(|(_, number)| number));
    }

    /// Takes the cells of a sprite whose middle stands there.
    pub(crate) fn take(&mut self, sprite: &Sprite, middle: (usize, usize)) -> (usize, usize) {
        let corner = sprite.corner(middle);
        self.put(sprite, corner);
        corner
    }

    /// Takes the cells of a sprite whose ink has its left top corner there.
    pub(crate) fn put(&mut self, sprite: &Sprite, corner: (usize, usize)) {
        self.change(sprite, corner, Bits::stamp);
    }

    /// Frees the cells of a sprite whose ink has its left top corner there.
    pub(crate) fn release(&mut self, sprite: &Sprite, corner: (usize, usize)) {
        self.change(sprite, corner, Bits::wipe);
    }

    /// The cells that show no ground.
    pub(crate) fn inked(&self) -> &Bits {
        &self.inked
    }

    /// Changes only which cells show no ground, for a look at what would be.
    pub(crate) fn show(
        &mut self,
        ink: &Bits,
        corner: (usize, usize),
        change: fn(&mut Bits, &Bits, usize, usize),
    ) {
        change(&mut self.inked, ink, corner.0, corner.1);
    }

    /// Changes the cells of a sprite there, and judges anew what depends on them.
    fn change(
        &mut self,
        sprite: &Sprite,
        corner: (usize, usize),
        change: fn(&mut Bits, &Bits, usize, usize),
    ) {
        change(&mut self.taken, &sprite.ink, corner.0, corner.1);
        change(&mut self.inked, &sprite.ink, corner.0, corner.1);
        if let Some(kind) = &sprite.kind {
            self.alike.change(kind, &sprite.ink, corner, change);
        }
        let end = (corner.0 + sprite.ink.width).div_ceil(64);
        for bands in [&mut self.rows, &mut self.bands] {
            bands.refresh(
                &self.taken,
                corner.1..corner.1 + sprite.ink.height,
                corner.0 / 64..end,
            );
        }
        let (width, height) = self.core;
        let rows = corner.1.saturating_sub(height)
            ..(corner.1 + sprite.ink.height + height).min(self.taken.height);
        let words = corner.0.saturating_sub(width) / 64
            ..(corner.0 + sprite.ink.width + width)
                .div_ceil(64)
                .min(self.taken.width.div_ceil(64));
        self.refresh(rows, words);
    }

    /// Judges the middles in some rows and words of rows anew.
    fn refresh(&mut self, rows: std::ops::Range<usize>, words: std::ops::Range<usize>) {
        let (width, height) = self.core;
        let (before, wide) = (height / 2, words.len());
        // Row `r` of the list is row `rows.start + r - before` of the field.
        let mut list = vec![0u64; (rows.len() + height) * wide];
        for r in 0..rows.len() + height {
            let Some(y) = (rows.start + r).checked_sub(before) else {
                continue;
            };
            if y < self.taken.height {
                let at = (words.start * 64) as isize - (width / 2) as isize;
                self.rows
                    .touched_along(y, at, width, &mut list[r * wide..][..wide]);
            }
        }
        // Each row becomes the union of itself and the following `height - 1`.
        let mut unite = |by: usize| {
            if by == 0 {
                return;
            }
            let skip = by * wide;
            for at in (0..list.len() - skip).step_by(skip) {
                let (upper, lower) = list.split_at_mut(at + skip);
                let both = upper[at..].iter_mut().zip(lower);
                both.for_each(|(to, from)| *to |= *from);
            }
        };
        let mut reach = 1;
        while 2 * reach <= height {
            unite(reach);
            reach *= 2;
        }
        unite(height - reach);
        for (r, y) in rows.enumerate() {
            let open = &mut self.open.row_mut(y)[words.clone()];
            for (to, from) in open.iter_mut().zip(&list[r * wide..]) {
                *to = !from;
            }
        }
    }

    /// The first middle in an order, from its block number `first` on, at which the sprite has room, and the number of its
    /// block.
    pub(crate) fn central(
        &self,
        sprite: &Sprite,
        order: &Order,
        first: usize,
    ) -> Option<((usize, usize), usize)> {
        let (columns, rows) = self.ranges(sprite)?;
        let from = self
            .live
            .partition_point(|&number| (number as usize) < first);
        for number in self.live[from..].iter().map(|&number| number as usize) {
            let block = &order.blocks[number];
            let open = block.of(&self.open);
            let y = usize::from(block.row);
            if open == 0 || !rows.contains(&y) {
                continue;
            }
            let place = (usize::from(block.column / 64), y);
            let mut ends = self.ends(sprite, place, open, &columns, order.middle);
            let x = match (ends.next(), ends.next()) {
                (Some(left), Some(right)) => Some(if order.middle - left < right - order.middle {
                    left
                } else {
                    right
                }),
                (one, _) => one,
            };
            if let Some(x) = x {
                return Some(((x, y), number));
            }
        }
        None
    }

    /// The middle nearest to `at` at which the sprite has room, nearer than `reach` times a cell's height.
    pub(crate) fn near(
        &self,
        sprite: &Sprite,
        at: (usize, usize),
        reach: f64,
    ) -> Option<(usize, usize)> {
        let (columns, rows) = self.ranges(sprite)?;
        let square = |one: usize, other: usize| one.abs_diff(other).pow(2);
        let reach = reach.max(0.0);
        let mut limit = (reach * reach) as usize;
        let mut found = None;
        for away in 0..=reach as usize {
            let (above, below) = (at.1.checked_sub(away), at.1 + away);
            let above = above.filter(|_| away > 0);
            for y in [Some(below), above].into_iter().flatten() {
                let left = limit.saturating_sub(away * away);
                if left == 0 || !rows.contains(&y) {
                    continue;
                }
                let side = left.isqrt() / self.flat;
                let first = at.0.saturating_sub(side).max(*columns.start());
                let last = (at.0 + side).min(*columns.end());
                if first > last {
                    continue;
                }
                for word in first / 64..=last / 64 {
                    let open = self.open.row(y)[word];
                    if open == 0 {
                        continue;
                    }
                    for x in self.ends(sprite, (word, y), open, &(first..=last), at.0) {
                        let cost = square(x * self.flat, at.0 * self.flat) + away * away;
                        if cost < limit {
                            limit = cost;
                            found = Some((x, y));
                        }
                    }
                }
            }
        }
        found
    }

    /// The columns and rows on which the sprite's middle may stand.
    fn ranges(&self, sprite: &Sprite) -> Option<(Middles, Middles)> {
        let (width, height) = (self.taken.width, self.taken.height);
        Some((
            range(sprite.width, sprite.gaps.0, self.margin.0, width)?,
            range(sprite.height, sprite.gaps.1, self.margin.1, height)?,
        ))
    }

    /// Of the 64 middles in a word of a row the nearest to `middle` on either side at which the sprite has room.
    #[inline]
    fn ends(
        &self,
        sprite: &Sprite,
        (word, y): (usize, usize),
        open: u64,
        columns: &Middles,
        middle: usize,
    ) -> impl Iterator<Item = usize> + use<> {
        let base = word * 64;
        let (low, high) = (base.max(*columns.start()), (base + 63).min(*columns.end()));
        let places = if low > high || open & mask(low, high) == 0 {
            0
        } else {
            self.free(sprite, base, y, open & mask(low, high))
        };
        let before = match middle.checked_sub(base) {
            None => 0,
            Some(at) => places & (u64::MAX >> (63 - at.min(63))),
        };
        let after = places & !before;
        let last = (before != 0).then(|| base + 63 - before.leading_zeros() as usize);
        let first = (after != 0).then(|| base + after.trailing_zeros() as usize);
        last.into_iter().chain(first)
    }

    /// Of 64 middles from `x` on, those among `places` where the sprite touches nothing.
    fn free(&self, sprite: &Sprite, x: usize, y: usize, mut places: u64) -> u64 {
        let left = x as isize - (sprite.width / 2) as isize;
        let top = y - sprite.height / 2;
        // Bands rule most places out; only what they leave is worth the exact answer.
        for (field, rows) in [(&self.bands, &sprite.bands), (&self.rows, &sprite.rows)] {
            for &(row, start, end) in rows {
                for &(from, length) in &sprite.runs[start as usize..end as usize] {
                    let at = left + from as isize;
                    places &= !field.touched(top + usize::from(row), at, length.into());
                    if places == 0 {
                        return 0;
                    }
                }
            }
        }
        match &sprite.kind {
            Some(kind) => self.alike.free(kind, left, top, places),
            None => places,
        }
    }
}

/// Where middles may stand along one direction.
type Middles = std::ops::RangeInclusive<usize>;

/// The bits of a word for the columns from `low` to `high`, which lie in it.
fn mask(low: usize, high: usize) -> u64 {
    (u64::MAX << (low % 64)) & (u64::MAX >> (63 - high % 64))
}

/// Where the middle of a sprite may stand along one direction so that it lies on the field and its ink keeps the margin.
fn range(side: usize, gap: usize, margin: usize, length: usize) -> Option<Middles> {
    let keep = margin.max(gap) - gap;
    let first = keep + side / 2;
    let last = (length + side / 2).checked_sub(side + keep)?;
    (first <= last).then_some(first..=last)
}
