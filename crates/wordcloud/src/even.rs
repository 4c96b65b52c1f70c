//! The last touch: small words move into the largest holes of a finished layout, so that no bare corner catches the eye. Sizes
//! stay as they are; words that have a place from an earlier day move a little at most.

use crate::bits::Bits;
use crate::field::Field;
use crate::hole::{self, Hole};
use crate::nudge::{Light, Move, moves, swaps};
use crate::pack::{Board, Place};
use crate::sprite::{Sprite, Sprites};
use crate::style::Style;
use crate::word::Chosen;
use std::collections::BTreeMap;
use std::ops::Range;

/// Holes up to this part of the canvas's middle side are no holes: a line of small type and its gaps.
const SMALL: f64 = 0.043;

/// A square is too large that is larger than this part of the canvas's middle side.
const LARGE: f64 = 0.0467;

/// With fewer words than this, squares are large that are larger than that as words are.
const FEW: f64 = 200.0;

/// At the upper and lower edge the picture may have so many more pixels of ground, since all words are moved to its middle at last.
const EDGE: u32 = 3;

/// The most words that are tried, all holes together, and for one hole.
const TRIES: usize = 600;
const TRIES_A_HOLE: usize = 200;

/// Words up to so many times the least size may move.
const LIGHT: f64 = 4.0;

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

/// Holes that nothing closes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Left {
    /// The side of the largest one, in cells.
    pub(crate) side: usize,
    /// Whether a square without ink catches the eye.
    pub(crate) large: bool,
}

/// Moves words until each hole is small or cannot be made smaller. `places` belong to `field`. Returns what is left.
pub(crate) fn even_out(
    board: &Board,
    words: &[Chosen],
    sizes: &[f64],
    mut field: Field,
    places: &mut [Place],
    sprites: &mut Sprites,
    style: &Style,
) -> Left {
    let least = sizes.iter().copied().fold(f64::INFINITY, f64::min);
    let light: Vec<usize> = (1..places.len())
        .filter(|&at| sizes[at] <= LIGHT * least)
        .collect();
    if light.is_empty() {
        return Left::default();
    }
    board.prepare(&mut field, words, sizes, light.iter().copied());
    let (cell, flat) = (f64::from(board.cell.0), board.flat());
    let small = (SMALL * board.middle / cell) as usize;
    let whole = field.inked().width.min(field.inked().height / flat);
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
    let mut stuck = Vec::new();
    let mut most = whole;
    while let Some(hole) = hole::largest(&scene.ground(&stuck), flat, small, most) {
        most = hole.side;
        if !scene.shrink(&hole) && !scene.swap(&hole) {
            stuck.push(hole);
        }
    }
    let most = stuck.iter().map(|hole| hole.side).max();
    let large = is_large(board, scene.field.inked(), words.len() as f64);
    Left {
        side: most.unwrap_or(0),
        large,
    }
}

/// Whether a square without ink is left that is too large.
fn is_large(board: &Board, inked: &Bits, words: f64) -> bool {
    let few = libm::sqrt(FEW / words.min(FEW));
    let most = (LARGE * few * board.middle) as u32 + 1;
    // So many whole cells lie within a square of that side, wherever it begins.
    let whole = |cell: u32| ((most + 1).saturating_sub(cell) / cell).max(1) as usize;
    let sides = (whole(board.cell.0), whole(board.cell.1));
    let edge = ((EDGE / board.cell.1) as usize).min(sides.1 - 1);
    hole::any(inked, sides, edge)
}

impl Scene<'_> {
    /// The cells that show no ground, and those of holes that stay.
    fn ground(&self, stuck: &[Hole]) -> Bits {
        let mut ground = self.field.inked().clone();
        for hole in stuck {
            let (columns, rows) = hole.cells();
            ground.fill(columns, rows);
        }
        ground
    }

    /// Moves one word so that fewer squares as large as this one are left, and none that is larger.
    fn shrink(&mut self, hole: &Hole) -> bool {
        let mut list = moves(&self.light(), hole);
        list.truncate(TRIES_A_HOLE.min(self.tries));
        let mut ways = BTreeMap::new();
        for (number, one) in list.iter().enumerate() {
            self.tries -= 1;
            let to = if one.beside {
                if !ways.contains_key(&number) {
                    ways.extend(self.ways(one.word, &list));
                }
                ways[&number]
            } else {
                // What comes from elsewhere is not in its own way.
                self.near(one)
            };
            if to.is_some_and(|to| self.helps(hole, one.word, to)) {
                self.change(one.word, Field::release);
                self.take(one.word, to);
                return true;
            }
        }
        false
    }

    /// Where all moves of a word in a list, given with their numbers there, would end.
    fn ways(&mut self, word: usize, list: &[Move]) -> Vec<(usize, Option<(usize, usize)>)> {
        self.change(word, Field::release);
        let moves = list.iter().enumerate().filter(|(_, one)| one.word == word);
        let ways = moves
            .map(|(number, one)| (number, self.near(one)))
            .collect();
        self.change(word, Field::put);
        ways
    }

    /// Whether fewer squares as large as this one, and none that is larger, are left where a word comes from and goes to.
    fn helps(&mut self, hole: &Hole, word: usize, to: (usize, usize)) -> bool {
        let from = self.board.cells(self.places[word]);
        let outline = &self.words[word].outline;
        let sprite = self
            .sprites
            .get(word, outline, self.sizes[word], self.style);
        let corner = sprite.corner(to);
        let around = [hole.cells(), cells(&sprite.ink, from)];
        let before = squares(&self.field, hole, &around, hole.side);
        self.field.show(&sprite.ink, from, Bits::wipe);
        self.field.show(&sprite.ink, corner, Bits::stamp);
        let fewer = squares(&self.field, hole, &around, hole.side) < before
            && squares(&self.field, hole, &around, hole.side + 1) == 0;
        self.field.show(&sprite.ink, corner, Bits::wipe);
        self.field.show(&sprite.ink, from, Bits::stamp);
        fewer
    }

    /// The same by two words that change places.
    fn swap(&mut self, hole: &Hole) -> bool {
        for pairs in swaps(&self.light(), hole).chunk_by(|a, b| a[1].word == b[1].word) {
            // A long word that finds no room where the short one stands need not be tried.
            let short = pairs[0][1].word;
            self.change(short, Field::release);
            let fits = pairs
                .iter()
                .filter(|pair| self.near(&pair[0]).is_some())
                .collect::<Vec<_>>();
            self.change(short, Field::put);
            let fits = &fits[..fits.len().min(self.tries)];
            if fits.iter().any(|pair| self.exchange(pair, hole)) {
                return true;
            }
        }
        false
    }

    /// Lets two words change places, if fewer squares as large as this one, and none that is larger, are left around.
    fn exchange(&mut self, pair: &[Move; 2], hole: &Hole) -> bool {
        self.tries -= 1;
        let froms = pair.map(|one| self.places[one.word]);
        let [one, other] = pair.map(|one| self.around(one.word));
        let around = [hole.cells(), one, other];
        let before = squares(&self.field, hole, &around, hole.side);
        for one in pair {
            self.change(one.word, Field::release);
        }
        let set = pair.iter().take_while(|one| self.set(one)).count();
        if set == pair.len()
            && squares(&self.field, hole, &around, hole.side) < before
            && squares(&self.field, hole, &around, hole.side + 1) == 0
        {
            return true;
        }
        for one in &pair[..set] {
            self.change(one.word, Field::release);
        }
        for (one, from) in pair.iter().zip(froms) {
            self.places[one.word] = from;
            self.change(one.word, Field::put);
        }
        false
    }

    /// The cells of the box around a word's ink.
    fn around(&mut self, word: usize) -> (Range<usize>, Range<usize>) {
        let outline = &self.words[word].outline;
        let sprite = self
            .sprites
            .get(word, outline, self.sizes[word], self.style);
        cells(&sprite.ink, self.board.cells(self.places[word]))
    }

    /// The words that may move.
    fn light(&self) -> Vec<Light> {
        let cell = f64::from(self.board.cell.1);
        let light = self.light.iter().map(|&word| {
            let outline = &self.words[word].outline;
            let side = |em: f32| f64::from(em) * self.sizes[word] / cell;
            let sides = (side(outline.width), side(outline.height));
            let (x, y) = self.places[word];
            let at = |corner: u32, side: f64| f64::from(corner) / cell + side / 2.0;
            Light {
                word,
                at: (at(x, sides.0), at(y, sides.1)),
                sides,
                stood: self.board.stood(&self.words[word].text),
            }
        });
        light.collect()
    }

    /// Where a word comes to stand that shall move, if there is room.
    fn near(&mut self, one: &Move) -> Option<(usize, usize)> {
        let outline = &self.words[one.word].outline;
        let sprite = self
            .sprites
            .get(one.word, outline, self.sizes[one.word], self.style);
        self.field.near(sprite, one.aim, one.reach)
    }

    /// Puts a word whose cells are free where it shall come, if there is room.
    fn set(&mut self, one: &Move) -> bool {
        let to = self.near(one);
        self.take(one.word, to);
        to.is_some()
    }

    /// Puts a word whose cells are free there.
    fn take(&mut self, word: usize, to: Option<(usize, usize)>) {
        let outline = &self.words[word].outline;
        let sprite = self
            .sprites
            .get(word, outline, self.sizes[word], self.style);
        if let Some(to) = to {
            let corner = self.field.take(sprite, to);
            self.places[word] = self.board.pixels(corner);
        }
    }

    /// Takes or frees the cells of a word where it stands.
    fn change(&mut self, at: usize, change: fn(&mut Field, &Sprite, (usize, usize))) {
        let outline = &self.words[at].outline;
        let sprite = self.sprites.get(at, outline, self.sizes[at], self.style);
        change(&mut self.field, sprite, self.board.cells(self.places[at]));
    }
}

/// The columns and rows of ink with its left top corner there.
fn cells(ink: &Bits, (x, y): (usize, usize)) -> (Range<usize>, Range<usize>) {
    (x..x + ink.width, y..y + ink.height)
}

/// How many squares of this side are free around any of these boxes, counted for each of them.
fn squares(
    field: &Field,
    hole: &Hole,
    around: &[(Range<usize>, Range<usize>)],
    side: usize,
) -> usize {
    let count = |(columns, rows): &(Range<usize>, Range<usize>)| {
        hole::count(field.inked(), hole.flat, columns, rows, side)
    };
    around.iter().map(count).sum()
}
