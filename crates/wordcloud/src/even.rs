//! The last touch: small words move into the largest holes of a finished layout, so that no bare corner catches the eye. Sizes
//! stay as they are; words that have a place from an earlier day move a little at most.

use crate::field::Field;
use crate::hole::{self, Hole};
use crate::pack::{Board, Place};
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;

/// Holes up to this part of the canvas's middle side are no holes: a line of small type and its gaps.
const SMALL: f64 = 0.042;

/// The most words that are tried, all holes together, and for one hole.
const TRIES: usize = 600;
const TRIES_A_HOLE: usize = 200;

/// Words up to so many times the least size may move.
const LIGHT: f64 = 4.0;

/// A word from elsewhere goes into a hole when it is at most so many times as wide.
const WIDE: f64 = 2.0;

/// The parts of a hole's side by which a word comes only a little closer.
const LITTLE: [f64; 4] = [0.25, 0.5, 0.06, 0.12];

/// What is moved about.
struct Scene<'a> {
    board: &'a Board,
    words: &'a [Chosen],
    sizes: &'a [f64],
    style: &'a Style,
    sprites: &'a mut Sprites,
    field: Field,
    places: &'a mut [Place],
    /// The words that may move.
    light: Vec<usize>,
    /// How many moves may still be tried.
    tries: usize,
}

/// Moves words until no hole is large, or none of the largest can be made smaller. `places` belong to `field`. Returns the side of
/// the largest hole left, in pixels.
pub(crate) fn even_out(
    board: &Board,
    words: &[Chosen],
    sizes: &[f64],
    mut field: Field,
    places: &mut [Place],
    sprites: &mut Sprites,
    style: &Style,
) -> f64 {
    let least = sizes.iter().copied().fold(f64::INFINITY, f64::min);
    let light: Vec<usize> = (1..places.len())
        .filter(|&at| sizes[at] <= LIGHT * least)
        .collect();
    if light.is_empty() {
        return 0.0;
    }
    board.prepare(&mut field, words, sizes, light.iter().copied());
    let (cell, flat) = (f64::from(board.cell.0), board.flat());
    let small = (SMALL * board.middle / cell) as usize;
    let whole = field.taken().width.min(field.taken().height / flat);
    let mut scene = Scene {
        board,
        words,
        sizes,
        style,
        sprites,
        field,
        places,
        light,
        tries: TRIES,
    };
    let mut next = hole::largest(scene.field.taken(), flat, small, whole);
    while let Some(hole) = next {
        if !scene.shrink(&hole) {
            return hole.side as f64 * cell;
        }
        next = hole::largest(scene.field.taken(), flat, small, hole.side);
    }
    0.0
}

impl Scene<'_> {
    /// Moves one word so that fewer squares as large as this one are left, and none that is larger.
    fn shrink(&mut self, hole: &Hole) -> bool {
        let mut list = self.moves(hole);
        list.truncate(TRIES_A_HOLE.min(self.tries));
        list.iter().any(|one| {
            self.tries -= 1;
            let from = self.board.cells(self.places[one.word]);
            let before = self.squares(hole, one.word, from, hole.side);
            if !self.go(one) {
                return false;
            }
            let fewer = self.squares(hole, one.word, from, hole.side) < before
                && self.squares(hole, one.word, from, hole.side + 1) == 0;
            if !fewer {
                self.put(one.word, from);
            }
            fewer
        })
    }

    /// Moves a word, if there is room.
    fn go(&mut self, one: &Move) -> bool {
        let at = one.word;
        let from = self.board.cells(self.places[at]);
        let sprite = self
            .sprites
            .get(at, &self.words[at].outline, self.sizes[at], self.style);
        self.field.release(sprite, from);
        match self.field.near(sprite, one.aim, one.reach) {
            Some(to) => {
                let corner = self.field.take(sprite, to);
                self.places[at] = self.board.pixels(corner);
                true
            }
            None => {
                self.field.put(sprite, from);
                false
            }
        }
    }

    /// Puts a word back where it came from.
    fn put(&mut self, at: usize, corner: (usize, usize)) {
        let now = self.board.cells(self.places[at]);
        let sprite = self
            .sprites
            .get(at, &self.words[at].outline, self.sizes[at], self.style);
        self.field.release(sprite, now);
        self.field.put(sprite, corner);
        self.places[at] = self.board.pixels(corner);
    }

    /// How many squares of this side are free in a hole and where a word comes from.
    fn squares(&mut self, hole: &Hole, at: usize, from: (usize, usize), side: usize) -> usize {
        let sprite = self
            .sprites
            .get(at, &self.words[at].outline, self.sizes[at], self.style);
        let cells = |from: usize, length: usize| from..from + length;
        let (x, y) = hole.corner;
        let (ink_x, ink_y) = (
            cells(from.0, sprite.ink.width),
            cells(from.1, sprite.ink.height),
        );
        let (hole_x, hole_y) = (cells(x, hole.side), cells(y, hole.side * hole.flat));
        let taken = self.field.taken();
        hole::count(taken, hole.flat, &hole_x, &hole_y, side)
            + hole::count(taken, hole.flat, &ink_x, &ink_y, side)
    }

    fn moves(&self, hole: &Hole) -> Vec<Move> {
        moves(
            &self.light,
            hole,
            self.places,
            self.words,
            self.sizes,
            self.board,
        )
    }
}

/// A word, where its middle shall come, and how near to that it must come, in heights of a cell.
struct Move {
    word: usize,
    aim: (usize, usize),
    reach: f64,
}

/// What may make a hole smaller: words beside it, the nearest first, which come closer, as close as they can or only a little;
/// and between them those from elsewhere that fit into it, the widest first.
fn moves(
    light: &[usize],
    hole: &Hole,
    places: &[Place],
    words: &[Chosen],
    sizes: &[f64],
    board: &Board,
) -> Vec<Move> {
    // All lengths are in heights of a cell.
    let (cell, flat) = (f64::from(board.cell.1), board.flat() as f64);
    let (mut beside, mut elsewhere) = (Vec::new(), Vec::new());
    let side = hole.side as f64 * flat;
    let aim = hole.middle();
    let middle = (aim.0 as f64 * flat, aim.1 as f64);
    for &word in light {
        let width = sizes[word] * f64::from(words[word].outline.width) / cell;
        let height = sizes[word] * f64::from(words[word].outline.height) / cell;
        let at = (
            f64::from(places[word].0) / cell + width / 2.0,
            f64::from(places[word].1) / cell + height / 2.0,
        );
        let (dx, dy) = (middle.0 - at.0, middle.1 - at.1);
        let distance = libm::hypot(dx, dy);
        if dx.abs() < width / 2.0 + 1.5 * side && dy.abs() < height / 2.0 + side {
            let reach = distance - 1.0;
            beside.push((distance, Move { word, aim, reach }));
            let ways = [((dx, 0.0), dx.abs()), ((0.0, dy), dy.abs())];
            for (little, (by, length)) in LITTLE.iter().flat_map(|part| ways.map(|way| (part, way)))
            {
                let step = (little * side).min(length);
                let part = step / length.max(1.0);
                let aim = (
                    ((at.0 + by.0 * part) / flat).max(0.0) as usize,
                    (at.1 + by.1 * part).max(0.0) as usize,
                );
                let reach = step - 1.0;
                beside.push((distance, Move { word, aim, reach }));
            }
        } else if width <= WIDE * side && !board.stood(&words[word].text) {
            let reach = side / 2.0;
            elsewhere.push((-width, Move { word, aim, reach }));
        }
    }
    for list in [&mut beside, &mut elsewhere] {
        // Sorting keeps the order of equals.
        list.sort_by(|a, b| a.0.total_cmp(&b.0));
        list.reverse();
    }
    let mut all = Vec::with_capacity(beside.len() + elsewhere.len());
    while !(beside.is_empty() && elsewhere.is_empty()) {
        all.extend(
            elsewhere
                .pop()
                .into_iter()
                .chain(beside.pop())
                .map(|(_, one)| one),
        );
    }
    all
}
