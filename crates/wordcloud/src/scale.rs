//! The one scale at which everything just fits.

use crate::even::{Left, even_out};
use crate::field::Field;
use crate::law::Law;
use crate::legend::Legend;
use crate::pack::{Board, Place};
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;

/// Where the search begins: a little too full, since a trial that fails tells by how much.
const FULL: f64 = 1.0;

/// And where so many words fill more than is needed, a little less full, since a trial of all of them takes long; and where words
/// keep such wide gaps, in em, less full too.
const MANY: (usize, f64) = (400, 0.97);
const AIRY: (f64, f64) = (0.2, 0.945);

/// The search goes on this much above what succeeded, until something fails.
const STEP: f64 = 0.02;

/// Words that some trial missed need so much more room than their own, as a part of all and as a part of themselves.
const SAFE: (f64, f64) = (0.006, 0.15);

/// How full the canvas can be is found to this part of itself.
const PRECISION: f64 = 0.008;

/// The most trials.
const TRIALS: usize = 40;

/// When all words fit and their outlines have this part of the canvas, that is enough (the second where
/// gaps are wide); with their edges, ink covers 1.18 times as
/// much.
const INKED: (f64, f64) = (0.327, 0.31);

/// Else a larger scale is tried up to so many trials, and while so many words were placed, all trials together.
const TRIES: (usize, usize) = (4, 1000);

/// Where words stood before, it is harder to tell how full the canvas can be.
const STOOD: (usize, usize) = (9, 1770);

/// Where an empty square is left that is too large, so many other scales are tried, up to so many trials and words placed, all
/// together, each by this part smaller than the one before; and with a head word that may be so much smaller, since the square
/// may be one of its corners.
const AGAIN: (usize, usize, usize) = (3, 4, 1000);
const AGAIN_STOOD: (usize, usize, usize) = (2, 5, 800);
const BACK: (f64, f64) = (0.005, 0.1);

/// What was found: places and sizes of the first words, in their order.
pub(crate) struct Fit {
    pub(crate) places: Vec<Place>,
    /// Sizes of type (em), in pixels.
    pub(crate) sizes: Vec<f64>,
    /// Size is proportional to weight to this power.
    pub(crate) power: f64,
}

/// What does not change from trial to trial.
struct Bench<'a> {
    words: &'a [Chosen],
    style: &'a Style,
    law: Law,
    board: Board,
}

/// The greatest scale at which every word that is not too small for the eye finds its place. A greater scale makes
/// more words large enough, so there is one best picture, not a choice between large and many.
pub(crate) fn fit(words: &[Chosen], style: &Style, legend: &Legend) -> Fit {
    let grouped = words.iter().any(|word| word.group != words[0].group);
    let mut bench = Bench {
        words,
        style,
        law: Law::new(words, style),
        board: Board::new(style, grouped, legend),
    };
    let mut sprites = Sprites::new(words, bench.board.cell, bench.board.inks);
    let Some((trials, full, fit, field)) = bench.search(&mut sprites) else {
        return Fit {
            places: Vec::new(),
            sizes: Vec::new(),
            power: bench.law.power,
        };
    };
    let (mut best, mut left) = bench.evened(fit, field, &mut sprites);
    let stood = !style.before.is_empty();
    let again = if stood { AGAIN_STOOD } else { AGAIN };
    for number in 1..=again.0 {
        let trials = trials + number;
        let done = trials > again.1 || trials * words.len() > again.2;
        if done || !left.large {
            break;
        }
        let full = full * (1.0 - BACK.0 * number as f64);
        bench.law.lower(BACK.1);
        let shuffle = if stood { 0 } else { number as u64 };
        if let Ok((fit, field)) = bench.trial(full, shuffle, &mut sprites) {
            let (fit, less) = bench.evened(fit, field, &mut sprites);
            if (less.large, less.side) < (true, left.side) && fit.places.len() >= best.places.len()
            {
                (best, left) = (fit, less);
            }
        }
    }
    best
}

impl Bench<'_> {
    /// How full the canvas can be, since that hardly depends on the words, and the layout that is; and after how many trials.
    fn search(&self, sprites: &mut Sprites) -> Option<(usize, f64, Fit, Field)> {
        let mut found = None;
        let (mut good, mut bad) = (0.0, f64::INFINITY);
        let most = self.full(self.law.most());
        let airy = self.style.gap_x > AIRY.0;
        let start = match self.words.len() > MANY.0 {
            true => MANY.1,
            false if airy => AIRY.1,
            false => FULL,
        };
        let least = if airy { INKED.1 } else { INKED.0 };
        let mut full = start.min(most);
        let (mut shuffle, mut enough) = (0, false);
        let (floor, mut less) = (self.full(self.law.lowest()), SAFE.0);
        let stood = !self.style.before.is_empty();
        let tries = if stood { STOOD } else { TRIES };
        for number in 1..=TRIALS {
            match self.trial(full, shuffle, sprites) {
                Ok((fit, field)) => {
                    good = full;
                    enough = !stood && self.inked(&fit) >= least;
                    full = (good * (1.0 + STEP)).min(most).min((good * bad).sqrt());
                    // While others are tried, it needs no memory but that of what it is.
                    let field = if enough { field } else { field.rested() };
                    found = Some((number, good, fit, field));
                }
                Err(_) if full <= floor => break,
                Err(missed) => {
                    bad = full;
                    shuffle += u64::from(!stood);
                    full *= (1.0 - missed) * (1.0 - less - SAFE.1 * missed);
                    less = (1.4 * less).min(0.5);
                }
            }
            let placed = (number + 1) * self.words.len();
            let long = number >= tries.0 || placed > tries.1;
            let close = full < good * (1.0 + PRECISION);
            if enough || good > 0.0 && long || close && (stood || full == most) {
                break;
            }
            if close {
                // Another order may succeed where this one failed.
                full = (good * (1.0 + PRECISION)).min(most);
                shuffle += 1;
            }
        }
        found
    }

    /// A layout at the scale at which the canvas is so full; where some words find no room, how much of all was missed.
    fn trial(&self, full: f64, shuffle: u64, sprites: &mut Sprites) -> Result<(Fit, Field), f64> {
        let scale = self.law.scale(full, |scale| self.full(scale));
        let (power, mut sizes) = self.law.sizes(scale, self.words);
        let readable = sizes.iter().take_while(|&&size| self.law.is_readable(size));
        sizes.truncate(readable.count());
        if sizes.is_empty() {
            return Err(1.0);
        }
        let words = &self.words[..sizes.len()];
        let (places, field) = self
            .board
            .place(words, &sizes, shuffle, sprites, self.style)?;
        let fit = Fit {
            places,
            sizes,
            power,
        };
        Ok((fit, field))
    }

    /// The part of the canvas that outlines cover.
    fn inked(&self, fit: &Fit) -> f64 {
        let words = self.words.iter().zip(&fit.sizes);
        let area = |(word, size): (&Chosen, &f64)| f64::from(word.outline.area) * size * size;
        words.map(area).sum::<f64>() / self.board.area
    }

    /// How full the canvas is at a scale.
    fn full(&self, scale: f64) -> f64 {
        self.law
            .taken(scale, self.words, self.style, self.board.cell)
            / self.board.area
    }

    /// The layout without large holes, and what is left of them.
    fn evened(&self, mut fit: Fit, field: Field, sprites: &mut Sprites) -> (Fit, Left) {
        let Fit { places, sizes, .. } = &mut fit;
        let words = &self.words[..sizes.len()];
        let field = field.awake();
        let left = even_out(
            &self.board,
            words,
            sizes,
            field,
            places,
            sprites,
            self.style,
        );
        (fit, left)
    }
}
