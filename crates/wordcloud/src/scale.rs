//! The law of sizes, and the one scale at which everything just fits.

use crate::even::even_out;
use crate::pack::{Board, Place};
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;

/// Of the canvas, about so much is covered by the boxes around words, gaps on both sides included, when it is full (gaps
/// of neighbours overlap): where the search begins, a little too high, since a trial that fails tells by how much.
const FULL: f64 = 1.06;

/// The search goes on this much above what succeeded, until something fails.
const STEP: f64 = 0.035;

/// Words that some trial missed need so much more room than their own, as a part of all and as a part of themselves.
const SAFE: (f64, f64) = (0.006, 0.15);

/// How full the canvas can be is found to this part of itself.
const PRECISION: f64 = 0.008;

/// The most trials.
const TRIALS: usize = 40;

/// When all words fit, a larger scale is tried while so many words were placed, all trials together.
const PLACED: usize = 590;

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
    let mut sprites = Sprites::new(words.len(), board.cell);
    let mut best = Fit {
        places: Vec::new(),
        sizes: Vec::new(),
        power: law.power,
    };
    // The search is for how full the canvas can be, since that hardly depends on the words.
    let mut field = None;
    let (mut good, mut most_likely) = (0.0, f64::INFINITY);
    let covered = |scale: f64| law.covered(scale, words, style, board.cell) / board.area;
    let most = covered(law.most());
    let mut full = FULL.min(most);
    let mut less = SAFE.0;
    for trial in 1..=TRIALS {
        let scale = law.scale(full, covered);
        let (power, mut sizes) = law.sizes(scale, words);
        let enough = sizes
            .iter()
            .take_while(|&&size| law.is_readable(size))
            .count();
        sizes.truncate(enough);
        if sizes.is_empty() {
            break;
        }
        match board.place(&words[..enough], &sizes, &mut sprites, style) {
            Ok((places, packed)) => {
                field = Some(packed);
                good = full;
                best = Fit {
                    places,
                    sizes,
                    power,
                };
                if good >= most || trial * enough > PLACED {
                    break;
                }
                full = (good * (1.0 + STEP)).min(most).min(most_likely);
                if full < good * (1.0 + PRECISION) {
                    break;
                }
            }
            Err(missed) => {
                most_likely = full * (1.0 - missed) * (1.0 - SAFE.0);
                full *= (1.0 - missed) * (1.0 - less - SAFE.1 * missed);
                less = (2.0 * less).min(0.5);
                let done = good > 0.0 && trial * enough > PLACED;
                if scale <= law.least || full < good * (1.0 + PRECISION) || done {
                    break;
                }
            }
        }
    }
    if let Some(field) = field {
        let Fit { places, sizes, .. } = &mut best;
        even_out(&board, words, sizes, field, places, &mut sprites, style);
    }
    best
}

/// How sizes follow weights at a scale. The scale is the head word's size, and the power the style's, but where that does
/// no good: beyond the cap of the head word the power falls, so that the others go on growing until the canvas is full; and
/// where the last words would get too small to be read, it falls too, so that they are drawn all the same. In both cases
/// only until sizes hardly differ.
struct Law {
    /// The most the head word's size may be, in pixels.
    cap: f64,
    /// The least size that can be read.
    least: f64,
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
            least: style.least_size(),
            power,
            least_power,
            spread,
        }
    }

    /// Powers are not exact to the last bit.
    fn is_readable(&self, size: f64) -> bool {
        size >= self.least * (1.0 - 1e-9)
    }

    /// The greatest scale that changes anything.
    fn most(&self) -> f64 {
        self.cap * libm::exp(self.spread * (self.power - self.least_power))
    }

    /// The power at this scale, and the size of each word.
    fn sizes(&self, scale: f64, words: &[Chosen]) -> (f64, Vec<f64>) {
        let head = scale.min(self.cap);
        let mut power = self.power;
        if self.spread > 0.0 {
            let grown = libm::log(scale / head);
            let readable = libm::log(head / self.least) / self.spread;
            power = (power - grown / self.spread)
                .min(readable)
                .max(self.least_power);
        }
        let size = |word: &Chosen| head * libm::pow(word.weight / words[0].weight, power);
        (power, words.iter().map(size).collect())
    }

    /// What the boxes around the words that can be read cover at a scale, gaps included, in square pixels.
    fn covered(&self, scale: f64, words: &[Chosen], style: &Style, cell: (u32, u32)) -> f64 {
        let gap = |em: f64, size: f64, cell: u32| {
            let cell = f64::from(cell);
            cell * (em * size / cell).round().max(1.0)
        };
        let area = |(word, size): (&Chosen, f64)| {
            let width = f64::from(word.outline.width) * size + 2.0 * gap(style.gap_x, size, cell.0);
            let height =
                f64::from(word.outline.height) * size + 2.0 * gap(style.gap_y, size, cell.1);
            width * height
        };
        let sizes = self.sizes(scale, words).1;
        let readable = |(_, size): &(&Chosen, f64)| self.is_readable(*size);
        words.iter().zip(sizes).take_while(readable).map(area).sum()
    }

    /// The scale at which so much is covered; the least one where that is less than the least word covers.
    fn scale(&self, full: f64, covered: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (self.least.min(self.cap), self.most());
        while high / low > 1.000_5 {
            let middle = (low * high).sqrt();
            if covered(middle) < full {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
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
