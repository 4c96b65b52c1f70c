//! The canvas as cells: which are taken, and where the middle of a word may still come to stand.

use crate::bands::Bands;
use crate::bits::Bits;
use crate::sprite::{BAND, Sprite};

/// The widest core, in cells.
const WIDEST: usize = 64;

/// One row in so many is looked through first.
const SPARSE: usize = 8;

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
    /// For each row, which of its words have any such middle: there are at most 128 words.
    open_words: Vec<u128>,
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

/// A square in which nothing is taken.
pub(crate) struct Hole {
    pub(crate) side: usize,
    pub(crate) middle: (usize, usize),
}

impl Hole {
    /// Whether two of them share more than an edge.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let reach = (self.side + other.side) / 2;
        self.middle.0.abs_diff(other.middle.0) < reach
            && self.middle.1.abs_diff(other.middle.1) < reach
    }
}

impl Field {
    /// A field in which the cells of `taken` are not free.
    pub(crate) fn new(taken: Bits, margin: (usize, usize)) -> Self {
        let open = Bits::new(taken.width, taken.height);
        let failures = vec![Failure([(u16::MAX, u16::MAX); CLASSES]); taken.stride * taken.height];
        Self {
            rows: Bands::of(&taken, 1),
            bands: Bands::of(&taken, BAND),
            open_words: vec![0; taken.height],
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
        self.put(sprite, corner);
        corner
    }

    /// Takes the cells of a sprite whose ink has its left top corner there.
    pub(crate) fn put(&mut self, sprite: &Sprite, corner: (usize, usize)) {
        self.taken.stamp(&sprite.ink, corner.0, corner.1);
        self.changed(sprite, corner);
    }

    /// Frees the cells of a sprite whose ink has its left top corner there.
    pub(crate) fn release(&mut self, sprite: &Sprite, corner: (usize, usize)) {
        self.taken.wipe(&sprite.ink, corner.0, corner.1);
        self.changed(sprite, corner);
        // What failed may now have room.
        self.failures.fill(Failure::default());
    }

    /// The largest square in which nothing is taken, to two cells.
    pub(crate) fn hole(&self) -> Hole {
        let (width, height) = (self.taken.width / 2, self.taken.height / 2);
        let mut best = (0, 0, 0);
        // The side of the largest square that ends at each place of the row above.
        let mut sides = vec![0u16; width + 1];
        for y in 0..height {
            let rows = [self.taken.row(2 * y), self.taken.row(2 * y + 1)];
            let mut before = 0;
            for x in 0..width {
                let (word, bit) = (x / 32, 2 * (x % 32));
                let above = sides[x + 1];
                let free = (rows[0][word] | rows[1][word]) >> bit & 3 == 0;
                let side = u16::from(free) * (1 + above.min(before).min(sides[x]));
                sides[x + 1] = side;
                before = above;
                if side > best.0 {
                    best = (side, x, y);
                }
            }
        }
        let side = 2 * usize::from(best.0);
        let middle = |last: usize| (2 * last + 2).saturating_sub(side / 2);
        Hole {
            side,
            middle: (middle(best.1), middle(best.2)),
        }
    }

    /// Judges anew what depends on the cells of a sprite there.
    fn changed(&mut self, sprite: &Sprite, corner: (usize, usize)) {
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
        let judged = u128::MAX >> (128 - wide.clamp(1, 128));
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
        for (r, y) in rows.enumerate() {
            let open = &mut self.open.row_mut(y)[words.clone()];
            let mut some = 0u128;
            for (to, from) in open.iter_mut().zip(&list[r * wide..]).rev() {
                *to = !from;
                some = some << 1 | u128::from(*to != 0);
            }
            let kept = self.open_words[y] & !(judged << words.start);
            self.open_words[y] = kept | some << words.start;
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
            tried: (slack(sprite.width), slack(sprite.height)),
            limit: costs.limit,
            found: None,
        };
        let centre = costs.best.1.clamp(*rows.start(), *rows.end());
        // A few rows tell nearly how far the place is; of the others only what is nearer is looked at.
        let sparse = |away: &usize| away.is_multiple_of(SPARSE);
        let farthest = (rows.end() - centre).max(centre - rows.start());
        let first = (0..=farthest).filter(sparse);
        let second = (0..=farthest).filter(|away| !sparse(away));
        for away in first {
            self.rows_at(away, centre, sprite, costs, &rows, &mut search);
        }
        for away in second {
            if !self.rows_at(away, centre, sprite, costs, &rows, &mut search) {
                break;
            }
        }
        search.found
    }

    /// Looks through the two rows so far from the best one; false when both cost too much.
    fn rows_at(
        &mut self,
        away: usize,
        centre: usize,
        sprite: &Sprite,
        costs: &Costs<'_>,
        rows: &std::ops::RangeInclusive<usize>,
        search: &mut Search,
    ) -> bool {
        let mut near = false;
        let above = centre.checked_sub(away).filter(|_| away > 0);
        for y in [Some(centre + away), above].into_iter().flatten() {
            if rows.contains(&y) && costs.rows[y] < search.limit {
                near = true;
                self.row(sprite, costs, y, search);
            }
        }
        near
    }

    /// Looks through one row of middles, from the best column outwards.
    fn row(&mut self, sprite: &Sprite, costs: &Costs<'_>, y: usize, search: &mut Search) {
        if self.open_words[y] == 0 {
            return;
        }
        let (first, last) = (*search.columns.start(), *search.columns.end());
        let centre = costs.best.0.clamp(first, last);
        let inside = (u128::MAX << (first / 64)) & (u128::MAX >> (127 - last / 64));
        let open = self.open_words[y] & inside;
        let mut right = open & (u128::MAX << (centre / 64));
        let mut left = open & !(u128::MAX << (centre / 64));
        while right != 0 {
            let word = right.trailing_zeros() as usize;
            right &= right - 1;
            if !self.word(sprite, costs, (word, y), centre, search) {
                break;
            }
        }
        while left != 0 {
            let word = 127 - left.leading_zeros() as usize;
            left &= !(1 << word);
            if !self.word(sprite, costs, (word, y), centre, search) {
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
        let (mut low, mut high) = ((word * 64).max(first), (word * 64 + 63).min(last));
        // What the column may cost.
        let left = search.limit.saturating_sub(costs.rows[y]);
        if costs.columns[centre.clamp(low, high)] >= left {
            return false;
        }
        let failure = y * self.taken.stride + word;
        if self.failures[failure].beats(search.tried) {
            return true;
        }
        let all = self.open.row(y)[word] & mask(low, high);
        if costs.columns[low] >= left {
            low += costs.columns[low..centre].partition_point(|&cost| cost >= left);
        }
        if costs.columns[high] >= left {
            let from = centre.max(low);
            high = from + costs.columns[from..high].partition_point(|&cost| cost < left) - 1;
        }
        let wanted = all & mask(low, high);
        if wanted == 0 {
            return true;
        }
        let places = self.free(sprite, word * 64, y, wanted);
        if places == 0 {
            if wanted == all {
                self.failures[failure].note(sprite);
            }
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

/// A side that counts as no smaller than this one.
fn slack(side: usize) -> u16 {
    (side * SLACK.0 / SLACK.1) as u16
}

/// What is known while a place is looked for.
struct Search {
    columns: std::ops::RangeInclusive<usize>,
    /// Sides of the sprite that is tried, made a little larger.
    tried: (u16, u16),
    /// The cost of the best place so far.
    limit: u32,
    found: Option<(usize, usize)>,
}

/// The bits of a word for the columns from `low` to `high`, which lie in it.
fn mask(low: usize, high: usize) -> u64 {
    (u64::MAX << (low % 64)) & (u64::MAX >> (63 - high % 64))
}

/// The least sprites, by how long they are for their height, that found no room at 64 middles.
#[derive(Clone)]
struct Failure([(u16, u16); CLASSES]);

impl Default for Failure {
    fn default() -> Self {
        Self([(u16::MAX, u16::MAX); CLASSES])
    }
}

impl Failure {
    /// Whether a sprite of these sides need not be tried: one that was no larger has failed.
    fn beats(&self, tried: (u16, u16)) -> bool {
        self.0
            .iter()
            .any(|failed| tried.0 >= failed.0 && tried.1 >= failed.1)
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
