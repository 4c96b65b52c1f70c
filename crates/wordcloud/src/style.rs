//! How a picture shall look.

use crate::colour::Palette;
use crate::error::CloudError;
use crate::font::Font;
use crate::shape::Shape;
use std::borrow::Cow;

/// Sides of the canvas, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=8192;

/// The least gaps between words of one ink, in em: beside each other about a blank of the type, above each other what keeps small
/// lines apart.
const ALIKE: (f64, f64) = (0.28, 0.07);

/// So many inks keep neighbours apart.
const ENOUGH: usize = 4;

/// How a picture shall look. Lengths are in pixels unless they say otherwise.
#[derive(Clone, Debug)]
pub struct Style {
    /// Width of the canvas.
    pub width: u32,
    /// Height of the canvas.
    pub height: u32,
    /// Free border, as a part of the shorter side.
    pub margin: f64,
    /// The most words that are drawn, by weight.
    pub max_words: usize,
    /// The least size of type (em) on a canvas 1600 wide; other widths in proportion.
    pub min_size: f64,
    /// The head word's size is at most this part of the height; with more than 128 words less, down to 0.75 of that.
    pub head: f64,
    /// Size grows with weight to this power, or to a smaller one where sizes would differ more than `contrast` times or
    /// the head word's limit would leave the canvas empty:
    /// [`Picture::power`](crate::Picture::power) says which.
    pub power: f64,
    /// The most the greatest size may be of the least.
    pub contrast: f64,
    /// Free space left and right of a word, in em; at least 0.25 where words beside each other may have one ink: in groups, or with
    /// fewer than four inks.
    pub gap_x: f64,
    /// Free space above and below a word, in em; at least 0.07 where words above each other may have one ink.
    pub gap_y: f64,
    /// The shape that the words grow into: `|x|^n + |y|^n <= 1`, 2 for an ellipse, more for a box.
    pub roundness: f64,
    /// The part of the words that is turned by a quarter, 0 to 1.
    pub turned: f64,
    /// The part of the words in Chinese, kana or hangul alone that is set top down, 0 to 1.
    pub stacked: f64,
    /// The shape that the words fill, as large as the canvas allows; the whole canvas where there is none.
    pub shape: Option<Shape>,
    /// What the groups 0, 1, 2 … mean: a legend below the words; none when empty.
    pub legend: Vec<String>,
    /// Ground and inks.
    pub palette: Palette,
    /// Quality of the JPEG, 1 to 100.
    pub quality: u8,
    /// Fonts, asked in order for each character.
    pub fonts: Vec<Font>,
    /// Where words stood in an earlier picture: they are tried there first, so that two days can be compared.
    pub before: Vec<Position>,
    /// What the picture shows, in one sentence, for those who do not see it; the SVG's title.
    pub title: String,
    /// The language of the words for the SVG's `lang`, such as `zh-CN`.
    pub language: String,
}

/// Where a word stood, see [`Picture::positions`](crate::Picture::positions).
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The word.
    pub text: String,
    /// The middle of its ink, as a part of the width.
    pub x: f64,
    /// The middle of its ink, as a part of the height.
    pub y: f64,
}

/// From more words than this on they stand nearer to each other.
const AIRY: usize = 120;

/// From more words than this on they may be smaller.
const MANY: usize = 200;

impl Default for Style {
    /// The style of 120 words.
    fn default() -> Self {
        Self::of(AIRY)
    }
}

impl Style {
    /// The style of at most so many words: those of more than 120 stand nearer to each other, so that they are large all the same, and
    /// those of more than 200 may be smaller.
    pub fn of(words: usize) -> Self {
        let (gap_x, gap_y) = if words > AIRY {
            (0.15, 0.03)
        } else {
            (0.26, 0.06)
        };
        Self {
            width: 1600,
            height: 900,
            margin: 0.007,
            max_words: words,
            min_size: if words > MANY { 12.0 } else { 24.0 },
            head: 0.3,
            power: 0.5,
            contrast: 8.0,
            gap_x,
            gap_y,
            roundness: 3.2,
            turned: 0.0,
            stacked: 0.0,
            shape: None,
            legend: Vec::new(),
            palette: Palette::light(),
            quality: 85,
            fonts: vec![Font::bundled(), Font::emoji()],
            before: Vec::new(),
            title: String::new(),
            language: String::from("zh-CN"),
        }
    }

    pub(crate) fn check(&self) -> Result<(), CloudError> {
        if !SIDES.contains(&self.width) || !SIDES.contains(&self.height) {
            let (min, max) = (*SIDES.start(), *SIDES.end());
            return Err(CloudError::Canvas {
                width: self.width,
                height: self.height,
                min,
                max,
            });
        }
        let rules = [
            (
                "margin",
                (0.0..=0.4).contains(&self.margin),
                "from 0 to 0.4",
            ),
            (
                "max_words",
                (1..=2000).contains(&self.max_words),
                "from 1 to 2000",
            ),
            (
                "min_size",
                (1.0..=400.0).contains(&self.min_size),
                "from 1 to 400",
            ),
            ("head", (0.02..=1.0).contains(&self.head), "from 0.02 to 1"),
            ("power", (0.0..=4.0).contains(&self.power), "from 0 to 4"),
            (
                "contrast",
                (1.0..=1000.0).contains(&self.contrast),
                "from 1 to 1000",
            ),
            ("gap_x", (0.0..=2.0).contains(&self.gap_x), "from 0 to 2"),
            ("gap_y", (0.0..=2.0).contains(&self.gap_y), "from 0 to 2"),
            (
                "roundness",
                (1.0..=20.0).contains(&self.roundness),
                "from 1 to 20",
            ),
            ("turned", (0.0..=1.0).contains(&self.turned), "from 0 to 1"),
            (
                "stacked",
                (0.0..=1.0).contains(&self.stacked),
                "from 0 to 1",
            ),
            ("legend", self.legend.len() <= 8, "of at most 8 groups"),
            (
                "quality",
                (1..=100).contains(&self.quality),
                "from 1 to 100",
            ),
            (
                "palette",
                (1..=8).contains(&self.palette.inks.len()),
                "of 1 to 8 inks",
            ),
        ];
        match rules.into_iter().find(|(_, holds, _)| !holds) {
            Some((name, _, expected)) => Err(CloudError::Style { name, expected }),
            None => Ok(()),
        }
    }

    /// The style as it is, or with the gap between words of one ink where any words beside each other may have one: with a
    /// narrow one `CVSS` and `Patch` become one word. In groups, words know which have theirs.
    pub(crate) fn with_gap(&self, grouped: bool) -> Cow<'_, Self> {
        if grouped || self.palette.inks.len() >= ENOUGH {
            return Cow::Borrowed(self);
        }
        let (gap_x, gap_y) = self.gap_alike();
        Cow::Owned(Self {
            gap_x,
            gap_y,
            ..self.clone()
        })
    }

    /// The gaps between words of one ink, in em.
    pub(crate) fn gap_alike(&self) -> (f64, f64) {
        (self.gap_x.max(ALIKE.0), self.gap_y.max(ALIKE.1))
    }

    /// The least size of type on this canvas.
    pub(crate) fn least_size(&self) -> f64 {
        self.min_size * f64::from(self.width) / 1600.0
    }
}
