//! The canvas as cells: which are taken, and where the middle of a word may still come to stand.

use crate::bands::Bands;
use crate::bits::Bits;
use crate::sprite::{BAND, Sprite};

/// The widest core, in cells.
const WIDEST: usize = 64;

/// Rows of middles are this many cells apart.
const STEP: usize = 2;

/// Sprites that fail are remembered by this many classes of form.
const CLASSES: usize = 4;

/// A sprite is not tried where one failed that had at most this many times its sides.
const SLACK: (usize, usize) = (107, 100);

/// Cells that are taken, and middles that are open.
pub(crate) struct Field {
    taken: Bits,
    /// The same cells, for quick answers: each row, and [`BAND`] of them together.
    rows: Bands,
    bands: Bands,
    /// Middles around which a box of the core's size is free.
    open: Bits,
    core: (usize, usize),
    /// Cells that stay free at every side.
    margin: (usize, usize),
    /// What failed at each word of each row of middles.
    failures: Vec<Failure>,
}

/// How far a middle stands from where a word would best stand: the sum of its column's and its row's cost. Each list falls to
/// its least value and rises from there.
pub(crate) struct Costs<'a> {
    pub(crate) columns: &'a [u32],
    pub(crate) rows: &'a [u32],
    /// Column and row of the least cost.
    pub(crate) best: (usize, usize),
    /// Costs of this and more are too much.
    pub(crate) limit: u32,
}

impl Field {
    /// A field in which the cells of `taken` are not free.
    pub(crate) fn new(taken: Bits, margin: (usize, usize)) -> Self {
        let open = Bits::new(taken.width, taken.height);
        let failures = vec![
            Failure([(u16::MAX, u16::MAX); CLASSES]);
            taken.stride * taken.height.div_ceil(STEP)
        ];
        Self {
            rows: Bands::of(&taken, 1),
            bands: Bands::of(&taken, BAND),
            taken,
            open,
            core: (1, 1),
            margin,
            failures,
        }
    }

    /// From now on, middles are open when a box of these sides around them is free: a quick first judgement on all words
    /// that are at least as large.
    pub(crate) fn set_core(&mut self, width: usize, height: usize) {
        self.core = (width.clamp(1, WIDEST), height.max(1));
        self.refresh(0..self.taken.height, 0..self.taken.width.div_ceil(64));
    }

    /// Takes the cells of a sprite whose middle stands there.
    pub(crate) fn take(&mut self, sprite: &Sprite, middle: (usize, usize)) -> (usize, usize) {
        let corner = (
            middle.0 - sprite.width / 2 + sprite.gaps.0,
            middle.1 - sprite.height / 2 + sprite.gaps.1,
        );
        self.taken.stamp(&sprite.ink, corner.0, corner.1);
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
        corner
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
                for (word, to) in words.clone().zip(&mut list[r * wide..]) {
                    let at = (word * 64) as isize - (width / 2) as isize;
                    *to = self.rows.touched(y, at, width);
                }
            }
        }
        // Each row becomes the union of itself and the following `height - 1`.
        let mut unite = |by: usize| {
            let (skip, length) = (by * wide, list.len());
            for at in 0..length - skip {
                list[at] |= list[at + skip];
            }
        };
        let mut reach = 1;
        while 2 * reach <= height {
            unite(reach);
            reach *= 2;
        }
        unite(height - reach);
        for (r, y) in rows.enumerate().filter(|(_, y)| y % STEP == 0) {
            let open = &mut self.open.row_mut(y)[words.clone()];
            for (to, from) in open.iter_mut().zip(&list[r * wide..]) {
                *to = !from;
            }
        }
    }

    /// The middle of least cost at which the sprite has room.
    pub(crate) fn nearest(&mut self, sprite: &Sprite, costs: &Costs<'_>) -> Option<(usize, usize)> {
        let columns = range(sprite.width, sprite.gaps.0, self.margin.0, self.taken.width)?;
        let rows = range(
            sprite.height,
            sprite.gaps.1,
            self.margin.1,
            self.taken.height,
        )?;
        let mut search = Search {
            columns,
            limit: costs.limit,
            found: None,
        };
        let centre = costs.best.1.clamp(*rows.start(), *rows.end()) / STEP * STEP;
        let mut down = (centre..=*rows.end()).step_by(STEP);
        let mut up = (0..centre).rev().skip(STEP - 1).step_by(STEP);
        loop {
            let within = |y: &usize| rows.contains(y) && costs.rows[*y] < search.limit;
            let pair = [
                down.next().filter(within),
                up.next().filter(|y| *y >= *rows.start()).filter(within),
            ];
            if pair == [None, None] {
                return search.found;
            }
            for y in pair.into_iter().flatten() {
                self.row(sprite, costs, y, &mut search);
            }
        }
    }

    /// Looks through one row of middles, from the best column outwards.
    fn row(&mut self, sprite: &Sprite, costs: &Costs<'_>, y: usize, search: &mut Search) {
        let (first, last) = (*search.columns.start(), *search.columns.end());
        let centre = costs.best.0.clamp(first, last);
        for word in centre / 64..=last / 64 {
            if self.open.row(y)[word] != 0 && !self.word(sprite, costs, (word, y), centre, search) {
                break;
            }
        }
        for word in (first / 64..centre / 64).rev() {
            if self.open.row(y)[word] != 0 && !self.word(sprite, costs, (word, y), centre, search) {
                break;
            }
        }
    }

    /// Looks at 64 middles; false when they, and so all farther ones in the row, cost too much.
    fn word(
        &mut self,
        sprite: &Sprite,
        costs: &Costs<'_>,
        (word, y): (usize, usize),
        centre: usize,
        search: &mut Search,
    ) -> bool {
        let (first, last) = (*search.columns.start(), *search.columns.end());
        let (low, high) = ((word * 64).max(first), (word * 64 + 63).min(last));
        if costs.rows[y] + costs.columns[centre.clamp(low, high)] >= search.limit {
            return false;
        }
        let failure = y / STEP * self.taken.stride + word;
        if self.failures[failure].beats(sprite) {
            return true;
        }
        let mask = (u64::MAX << (low % 64)) & (u64::MAX >> (63 - high % 64));
        let places = self.free(sprite, word * 64, y, self.open.row(y)[word] & mask);
        if places == 0 {
            self.failures[failure].note(sprite);
            return true;
        }
        // The nearest on either side of the centre.
        let before = match centre.checked_sub(word * 64) {
            None => 0,
            Some(at) => places & (u64::MAX >> (63 - at.min(63))),
        };
        let after = places & !before;
        let ends = [
            (before != 0).then(|| word * 64 + 63 - before.leading_zeros() as usize),
            (after != 0).then(|| word * 64 + after.trailing_zeros() as usize),
        ];
        for x in ends.into_iter().flatten() {
            let cost = costs.rows[y] + costs.columns[x];
            if cost < search.limit {
                search.limit = cost;
                search.found = Some((x, y));
            }
        }
        true
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
        places
    }
}

/// What is known while a place is looked for.
struct Search {
    columns: std::ops::RangeInclusive<usize>,
    /// The cost of the best place so far.
    limit: u32,
    found: Option<(usize, usize)>,
}

/// The least sprites, by how long they are for their height, that found no room at 64 middles.
#[derive(Clone)]
struct Failure([(u16, u16); CLASSES]);

impl Failure {
    /// Whether this sprite need not be tried: one that was hardly larger has failed.
    fn beats(&self, sprite: &Sprite) -> bool {
        let more = |side: usize| (side * SLACK.0 / SLACK.1) as u16;
        let (width, height) = (more(sprite.width), more(sprite.height));
        self.0
            .iter()
            .any(|failed| width >= failed.0 && height >= failed.1)
    }

    fn note(&mut self, sprite: &Sprite) {
        let class = (sprite.width / sprite.height.max(1)).min(CLASSES - 1);
        self.0[class] = (sprite.width as u16, sprite.height as u16);
    }
}

/// Where the middle of a sprite may stand along one direction so that it lies on the field and its ink keeps the margin.
fn range(
    side: usize,
    gap: usize,
    margin: usize,
    length: usize,
) -> Option<std::ops::RangeInclusive<usize>> {
    let keep = margin.max(gap) - gap;
    let first = keep + side / 2;
    let last = (length + side / 2).checked_sub(side + keep)?;
    (first <= last).then_some(first..=last)
}
