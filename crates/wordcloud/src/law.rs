//! The law of sizes: one power of the weight, and what words of these sizes take of a canvas.
//!
//! It must not know places.

use crate::style::Style;
use crate::word::Chosen;

/// What a word takes of the canvas is so much of its ink's area, and so much of the box around it with the gaps on one side.
const INK: f64 = 1.85;
const BOX: f64 = 0.41;

/// Words of many sizes fill more: by this, times the variance of the sizes' logarithms. All three are fitted to the fullest layouts
/// found of 150 lists.
const MIXED: f64 = 0.8;

/// The head word's ink is at most this part of the width.
const WIDEST: f64 = 0.62;

/// With more words than this the limit of the head word's size falls with their square root, to this part of it at least: beside
/// small words, a very large one has empty corners that none of them is short enough to fill.
const MANY: f64 = 128.0;
const LEAST_HEAD: f64 = 0.75;

/// Where the head word is as large as it may be and room is left, the others grow until the greatest size is this many
/// times the least.
const LEAST_CONTRAST: f64 = 3.0;

/// Where the last words would get too small to be read, all shrink or grow towards each other until the greatest size is only this
/// many times the least; then words are left out.
const FLATTEST: f64 = 2.0;

/// How sizes follow weights at a scale. The scale is the head word's size, and the power the style's, but where that does
/// no good: beyond the cap of the head word the power falls, so that the others go on growing until the canvas is full; and
/// where the last words would get too small to be read, it falls too, so that they are drawn all the same. In both cases
/// only until sizes hardly differ.
pub(crate) struct Law {
    /// The most the head word's size may be, in pixels.
    cap: f64,
    /// The least size that can be read.
    least: f64,
    pub(crate) power: f64,
    /// The power is never made less than this.
    least_power: f64,
    /// But where words would get too small to be read, down to this one.
    flattest: f64,
    /// The natural logarithm of the greatest weight's ratio to the least.
    spread: f64,
}

impl Law {
    pub(crate) fn new(words: &[Chosen], style: &Style) -> Self {
        let spread = libm::log(words[0].weight / words[words.len() - 1].weight);
        let power = power(words, style);
        let many = libm::sqrt(MANY / words.len() as f64).clamp(LEAST_HEAD, 1.0);
        let cap = (many * style.head * f64::from(style.height))
            .min(WIDEST * f64::from(style.width) / f64::from(words[0].outline.width));
        let at_least = |contrast: f64| {
            if spread > 0.0 {
                power.min(libm::log(contrast) / spread)
            } else {
                power
            }
        };
        Self {
            cap,
            least: style.least_size(),
            power,
            least_power: at_least(LEAST_CONTRAST),
            flattest: at_least(FLATTEST),
            spread,
        }
    }

    /// From now on the head word's size is at most this part less.
    pub(crate) fn lower(&mut self, part: f64) {
        self.cap *= 1.0 - part;
    }

    /// Powers are not exact to the last bit.
    pub(crate) fn is_readable(&self, size: f64) -> bool {
        size >= self.least * (1.0 - 1e-9)
    }

    /// The greatest scale that changes anything.
    pub(crate) fn most(&self) -> f64 {
        self.cap * libm::exp(self.spread * (self.power - self.least_power))
    }

    /// The least scale that is tried.
    pub(crate) fn lowest(&self) -> f64 {
        self.least.min(self.cap)
    }

    /// The power at this scale, and the size of each word.
    pub(crate) fn sizes(&self, scale: f64, words: &[Chosen]) -> (f64, Vec<f64>) {
        let head = scale.min(self.cap);
        let mut power = self.power;
        if self.spread > 0.0 {
            let grown = libm::log(scale / head);
            let readable = libm::log(head / self.least) / self.spread;
            power = (power - grown / self.spread)
                .max(self.least_power)
                .min(readable.max(self.flattest));
        }
        let size = |word: &Chosen| head * libm::pow(word.weight / words[0].weight, power);
        (power, words.iter().map(size).collect())
    }

    /// What the words that can be read take at a scale, in square pixels: of a canvas that is full, all.
    pub(crate) fn taken(
        &self,
        scale: f64,
        words: &[Chosen],
        style: &Style,
        cell: (u32, u32),
    ) -> f64 {
        let gap = |em: f64, size: f64, cell: u32| {
            let cell = f64::from(cell);
            cell * (em * size / cell).round().max(1.0)
        };
        let (mut area, mut count, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
        let sizes = self.sizes(scale, words).1;
        let sized = words.iter().zip(sizes);
        for (word, size) in sized.take_while(|(_, size)| self.is_readable(*size)) {
            let outline = &word.outline;
            let width = f64::from(outline.width) * size + gap(style.gap_x, size, cell.0);
            let height = f64::from(outline.height) * size + gap(style.gap_y, size, cell.1);
            area += INK * f64::from(outline.area) * size * size + BOX * width * height;
            let log = libm::log(size);
            (count, sum, squares) = (count + 1.0, sum + log, squares + log * log);
        }
        let mean: f64 = sum / f64::max(count, 1.0);
        let variance = f64::max(squares / f64::max(count, 1.0) - mean * mean, 0.0);
        area / (1.0 + MIXED * variance)
    }

    /// The scale at which so much is taken; the least one where that is less than the least word takes.
    pub(crate) fn scale(&self, full: f64, taken: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (self.lowest(), self.most());
        while high / low > 1.000_5 {
            let middle = (low * high).sqrt();
            if taken(middle) < full {
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
