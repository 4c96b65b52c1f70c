//! What may make a hole smaller: moves of one word, and of two that change places. All lengths are in heights of a cell.
//!
//! It must not know whether there is room.

use crate::hole::Hole;

/// A word from elsewhere goes into a hole when it is at most so many times as wide.
const WIDE: f64 = 2.0;

/// The parts of a hole's side by which a word comes only a little closer.
const LITTLE: [f64; 4] = [0.25, 0.5, 0.06, 0.12];

/// Words beside a hole that change places, longer words that each does so with, so many sides of the hole longer and at most so
/// many times as high.
const SWAPS: (usize, usize) = (6, 8);
const LONGER: std::ops::RangeInclusive<f64> = 0.3..=1.1;
const TALLER: f64 = 1.15;

/// A word that may move, and the box around its ink.
pub(crate) struct Light {
    pub(crate) word: usize,
    /// Its middle.
    pub(crate) at: (f64, f64),
    pub(crate) sides: (f64, f64),
    /// It had a place on an earlier day, and stays about there.
    pub(crate) stood: bool,
}

impl Light {
    /// How far a place is away in each direction.
    fn way(&self, place: (f64, f64)) -> (f64, f64) {
        (place.0 - self.at.0, place.1 - self.at.1)
    }

    fn distance(&self, place: (f64, f64)) -> f64 {
        let (dx, dy) = self.way(place);
        libm::hypot(dx, dy)
    }

    /// Whether a place is in the box or so near to it in either direction.
    fn is_beside(&self, place: (f64, f64), near: (f64, f64)) -> bool {
        let (dx, dy) = self.way(place);
        dx.abs() < self.sides.0 / 2.0 + near.0 && dy.abs() < self.sides.1 / 2.0 + near.1
    }
}

/// A word, the cell where its middle shall come, and how near to that it must come.
#[derive(Clone, Copy)]
pub(crate) struct Move {
    pub(crate) word: usize,
    pub(crate) aim: (usize, usize),
    pub(crate) reach: f64,
    /// It stands beside the hole now, so that it may be in its own way.
    pub(crate) beside: bool,
}

impl Move {
    fn to(word: usize, place: (f64, f64), flat: f64, reach: f64) -> Self {
        let aim = (
            (place.0 / flat).max(0.0) as usize,
            place.1.max(0.0) as usize,
        );
        Self {
            word,
            aim,
            reach,
            beside: true,
        }
    }
}

/// Words beside a hole, the nearest first, which come closer, as close as they can or only a little; and between them those from
/// elsewhere that fit into it, the widest first.
pub(crate) fn moves(light: &[Light], hole: &Hole) -> Vec<Move> {
    let (mut beside, mut elsewhere) = (Vec::new(), Vec::new());
    let (side, middle, flat) = seen(hole);
    for one in light {
        let word = one.word;
        let distance = one.distance(middle);
        if one.is_beside(middle, (1.5 * side, side)) {
            let aim = hole.middle();
            let reach = distance - 1.0;
            let closer = Move {
                word,
                aim,
                reach,
                beside: true,
            };
            beside.push((distance, closer));
            let (dx, dy) = one.way(middle);
            for (part, (x, y)) in LITTLE
                .iter()
                .flat_map(|part| [(part, (dx, 0.0)), (part, (0.0, dy))])
            {
                let length = x.abs() + y.abs();
                let step = (part * side).min(length);
                let part = step / length.max(1.0);
                let place = (one.at.0 + x * part, one.at.1 + y * part);
                beside.push((distance, Move::to(word, place, flat, step - 1.0)));
            }
        } else if one.sides.0 <= WIDE * side && !one.stood {
            let aim = hole.middle();
            let reach = side / 2.0;
            let other = Move {
                word,
                aim,
                reach,
                beside: false,
            };
            elsewhere.push((-one.sides.0, other));
        }
    }
    for list in [&mut beside, &mut elsewhere] {
        // Sorting keeps the order of equals.
        list.sort_by(|a, b| a.0.total_cmp(&b.0));
        list.reverse();
    }
    let mut all = Vec::with_capacity(beside.len() + elsewhere.len());
    while !(beside.is_empty() && elsewhere.is_empty()) {
        let pair = elsewhere.pop().into_iter().chain(beside.pop());
        all.extend(pair.map(|(_, one)| one));
    }
    all
}

/// Longer words in the places of words beside a hole, into which they reach, and these in theirs.
pub(crate) fn swaps(light: &[Light], hole: &Hole) -> Vec<[Move; 2]> {
    let (side, middle, flat) = seen(hole);
    let free = light.iter().filter(|one| !one.stood);
    let mut short: Vec<&Light> = free
        .clone()
        .filter(|one| one.is_beside(middle, (side, side / 2.0)))
        .collect();
    short.sort_by(|a, b| a.distance(middle).total_cmp(&b.distance(middle)));
    let mut all = Vec::new();
    for one in short.into_iter().take(SWAPS.0) {
        let more = |other: &Light| other.sides.0 - one.sides.0;
        let fits = |other: &&Light| {
            LONGER.contains(&(more(other) / side)) && other.sides.1 < TALLER * one.sides.1
        };
        let mut long: Vec<&Light> = free.clone().filter(fits).collect();
        long.sort_by(|a, b| b.sides.0.total_cmp(&a.sides.0));
        all.extend(long.into_iter().take(SWAPS.1).map(|other| {
            let more = (more(other) / 2.0).copysign(middle.0 - one.at.0);
            let place = (one.at.0 + more, one.at.1);
            [
                Move::to(other.word, place, flat, side / 2.0),
                Move::to(one.word, other.at, flat, side),
            ]
        }));
    }
    all
}

/// A hole's side and middle, and how many times as wide as high a cell is.
fn seen(hole: &Hole) -> (f64, (f64, f64), f64) {
    let (flat, (x, y)) = (hole.flat as f64, hole.middle());
    (hole.side as f64 * flat, (x as f64 * flat, y as f64), flat)
}
