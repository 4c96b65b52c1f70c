//! The law of sizes, and the one scale at which everything just fits.

use crate::pack::{Board, Place};
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;

/// The scale is found to this part of itself.
const PRECISION: f64 = 0.01;

/// Of the canvas, about so much is covered by the boxes around words, gaps on both sides included, when it is full (gaps
/// of neighbours overlap): where the search begins.
const FULL: f64 = 0.98;

/// The search leaves its beginning by this part, then by twice as much each time, until it has a bound on both sides.
const STEP: f64 = 0.02;

/// The most trials; each takes at most as long as placing all words once.
const TRIALS: usize = 40;

/// The head word's ink is at most this part of the width.
const WIDEST: f64 = 0.62;

/// Where the head word is as large as it may be and room is left, the others grow until the greatest size is this many
/// times the least.
const LEAST_CONTRAST: f64 = 3.0;

/// What was found: places and sizes of the first words, in their order.
pub(crate) struct Fit {
    pub(crate) places: Vec<Place>,
    /// Sizes of type (em), in pixels.
    pub(crate) sizes: Vec<f64>,
    /// Size is proportional to weight to this power.
    pub(crate) power: f64,
}

/// The greatest scale at which every word that is not too small for the eye finds its place. A greater scale makes
/// more words large enough, so there is one best picture, not a choice between large and many.
pub(crate) fn fit(words: &[Chosen], style: &Style, below: u32) -> Fit {
    let law = Law::new(words, style);
    let board = Board::new(style, below);
    let mut sprites = Sprites::new(words.len());
    let least = style.least_size() * (1.0 - 1e-9);
    let mut best = Fit {
        places: Vec::new(),
        sizes: Vec::new(),
        power: law.power,
    };
    let (mut good, mut bad) = (0.0, f64::INFINITY);
    let mut scale = estimate(words, &law.sizes(1.0, words).1, board.area, style)
        .min(law.most())
        .max(least.min(law.cap));
    let mut step = STEP / 2.0;
    for _ in 0..TRIALS {
        let (power, mut sizes) = law.sizes(scale, words);
        let enough = sizes.iter().take_while(|&&size| size >= least).count();
        sizes.truncate(enough);
        if sizes.is_empty() {
            break;
        }
        match board.place(&words[..enough], &sizes, &mut sprites, style) {
            Some(places) => {
                good = scale;
                best = Fit {
                    places,
                    sizes,
                    power,
                };
            }
            None => bad = scale,
        }
        scale = if good == 0.0 {
            step *= 2.0;
            let lower = scale * (1.0 - step.min(0.5));
            // The least size is tried too before giving up.
            if scale > least && lower < least {
                least
            } else {
                lower
            }
        } else if bad.is_infinite() {
            if good >= law.most() {
                break;
            }
            step *= 2.0;
            (good * (1.0 + step)).min(law.most())
        } else if bad / good < 1.0 + PRECISION {
            break;
        } else {
            (good * bad).sqrt()
        };
    }
    best
}

/// How sizes follow weights at a scale. Up to the cap of the head word the scale is its size; beyond, the head word stays
/// and the power falls, so that the others go on growing until the canvas is full or sizes hardly differ.
struct Law {
    /// The most the head word's size may be, in pixels.
    cap: f64,
    power: f64,
    /// The power is never made less than this.
    least_power: f64,
    /// The natural logarithm of the greatest weight's ratio to the least.
    spread: f64,
}

impl Law {
    fn new(words: &[Chosen], style: &Style) -> Self {
        let spread = libm::log(words[0].weight / words[words.len() - 1].weight);
        let power = power(words, style);
        let cap = (style.head * f64::from(style.height))
            .min(WIDEST * f64::from(style.width) / f64::from(words[0].outline.width));
        let least_power = if spread > 0.0 {
            power.min(libm::log(LEAST_CONTRAST) / spread)
        } else {
            power
        };
        Self {
            cap,
            power,
            least_power,
            spread,
        }
    }

    /// The greatest scale that changes anything.
    fn most(&self) -> f64 {
        self.cap * libm::exp(self.spread * (self.power - self.least_power))
    }

    /// The power at this scale, and the size of each word.
    fn sizes(&self, scale: f64, words: &[Chosen]) -> (f64, Vec<f64>) {
        let (head, power) = if scale > self.cap && self.spread > 0.0 {
            let power = self.power - libm::log(scale / self.cap) / self.spread;
            (self.cap, power.max(self.least_power))
        } else {
            (scale.min(self.cap), self.power)
        };
        let size = |word: &Chosen| head * libm::pow(word.weight / words[0].weight, power);
        (power, words.iter().map(size).collect())
    }
}

/// The power of the law: the style's, or the greatest that keeps sizes within the style's contrast.
fn power(words: &[Chosen], style: &Style) -> f64 {
    let spread = words[0].weight / words[words.len() - 1].weight;
    if spread <= 1.0 {
        style.power
    } else {
        style
            .power
            .min(libm::log(style.contrast) / libm::log(spread))
    }
}

/// The scale at which the boxes around the words, gaps included, cover the full part of the canvas.
fn estimate(words: &[Chosen], ratios: &[f64], free: f64, style: &Style) -> f64 {
    let area = |word: &Chosen, ratio: f64| {
        let width = f64::from(word.outline.width) + 2.0 * style.gap_x;
        let height = f64::from(word.outline.height) + 2.0 * style.gap_y;
        width * height * ratio * ratio
    };
    let total: f64 = words
        .iter()
        .zip(ratios)
        .map(|(word, &ratio)| area(word, ratio))
        .sum();
    (FULL * free / total).sqrt()
}
