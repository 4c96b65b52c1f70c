//! Fonts: a character -> its outline. Knows nothing of words or pictures.

use crate::curve::{Point, Segment, flatten};
use crate::error::CloudError;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider, Tag};
use std::fmt;
use std::sync::Arc;

/// A subset of Noto Sans CJK SC Bold: licence, contents and maker stand in `font/`.
static BUNDLED: &[u8] = include_bytes!("../font/notosans-sc-bold.otf");

/// A subset of Noto Emoji Bold, from the same maker.
static EMOJI: &[u8] = include_bytes!("../font/noto-emoji-bold.ttf");

/// Largest distance, in em, between a curve and the lines that its box is measured by: a tenth of a pixel at 300 px.
const FLATNESS: f32 = 0.0003;

/// The axis of a variable font along which strokes get thicker.
const WEIGHT: Tag = Tag::new(b"wght");

/// Weights of type between which words are drawn, the light ones for the small words.
const REGULAR: f32 = 500.0;
const BLACK: f32 = 900.0;

/// Weights of type are told apart in this many steps.
pub(crate) const HEAVIEST: u8 = 6;

/// A font file in memory.
#[derive(Clone)]
pub struct Font {
    data: Data,
    index: u32,
}

#[derive(Clone)]
enum Data {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Font {
    /// The font that ships with this crate: Chinese (both scripts), Japanese, Korean, Latin, Greek and Cyrillic, bold.
    pub fn bundled() -> Self {
        Self {
            data: Data::Static(BUNDLED),
            index: 0,
        }
    }

    /// The emoji that ship with this crate, in outlines: they are drawn in the word's ink. Faces, hands, hearts and some more.
    pub fn emoji() -> Self {
        Self {
            data: Data::Static(EMOJI),
            index: 0,
        }
    }

    /// A font from the bytes of a TrueType or OpenType file; of a collection, its first font.
    ///
    /// # Errors
    /// Bytes that are no such file.
    pub fn parse(bytes: impl Into<Arc<[u8]>>) -> Result<Self, CloudError> {
        let font = Self {
            data: Data::Shared(bytes.into()),
            index: 0,
        };
        let usable = font
            .face()
            .map(|face| face.outline_glyphs().format().is_some() && face.charmap().has_map());
        match usable {
            Ok(true) => Ok(font),
            Ok(false) => Err(CloudError::Font(
                "it has no outlines or no table of characters".to_owned(),
            )),
            Err(error) => Err(CloudError::Font(error.to_string())),
        }
    }

    fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Static(bytes) => bytes,
            Data::Shared(bytes) => bytes,
        }
    }

    fn face(&self) -> Result<FontRef<'_>, skrifa::raw::ReadError> {
        FontRef::from_index(self.bytes(), self.index)
    }

    /// Whether the weight of its type can be chosen: a variable font with the axis `wght`.
    pub(crate) fn has_weights(&self) -> bool {
        self.face()
            .is_ok_and(|face| face.axes().iter().any(|axis| axis.tag() == WEIGHT))
    }

    /// The outline of a character, or `None` when this font does not have it. `heft` goes from 0, regular, to [`HEAVIEST`], as
    /// black as the font can; a font with one weight takes no heed of it.
    pub(crate) fn glyph(&self, c: char, heft: u8) -> Option<Glyph> {
        let face = self.face().ok()?;
        let axes = face.axes();
        let location = axes.iter().find(|axis| axis.tag() == WEIGHT).map(|axis| {
            let (low, high) = (axis.min_value(), axis.max_value());
            let (low, high) = (REGULAR.clamp(low, high), BLACK.clamp(low, high));
            let weight = low + (high - low) * f32::from(heft) / f32::from(HEAVIEST);
            axes.location([(WEIGHT, weight)])
        });
        let location = location.as_ref().map(LocationRef::from).unwrap_or_default();
        let id = face.charmap().map(c).filter(|id| id.to_u32() != 0)?;
        let metrics = face.glyph_metrics(Size::unscaled(), location);
        let per_em = f32::from(
            face.metrics(Size::unscaled(), LocationRef::default())
                .units_per_em
                .max(1),
        );
        let mut pen = Collector {
            scale: 1.0 / per_em,
            start: (0.0, 0.0),
            at: (0.0, 0.0),
            segments: Vec::new(),
        };
        let settings = DrawSettings::unhinted(Size::unscaled(), location);
        face.outline_glyphs()
            .get(id)?
            .draw(settings, &mut pen)
            .ok()?;
        if pen.segments.is_empty() && !c.is_whitespace() {
            return None;
        }
        let (mut low, mut high) = (
            (f32::INFINITY, f32::INFINITY),
            (f32::NEG_INFINITY, f32::NEG_INFINITY),
        );
        for segment in &pen.segments {
            flatten(segment, FLATNESS, |from, to| {
                for point in [from, to] {
                    low = (low.0.min(point.0), low.1.min(point.1));
                    high = (high.0.max(point.0), high.1.max(point.1));
                }
            });
        }
        Some(Glyph {
            advance: metrics.advance_width(id)? / per_em,
            segments: pen.segments,
            low,
            high,
        })
    }
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Font({} bytes)", self.bytes().len())
    }
}

/// The outline of a character.
pub(crate) struct Glyph {
    /// Where the next character begins, in em.
    pub(crate) advance: f32,
    pub(crate) segments: Vec<Segment>,
    /// The least coordinates of its ink, in em; infinite when it has none.
    pub(crate) low: Point,
    /// The greatest.
    pub(crate) high: Point,
}

/// Collects the pieces of an outline.
struct Collector {
    scale: f32,
    start: Point,
    at: Point,
    segments: Vec<Segment>,
}

impl Collector {
    fn point(&self, x: f32, y: f32) -> Point {
        (x * self.scale, y * self.scale)
    }

    fn line(&mut self, to: Point) {
        if to != self.at {
            self.segments.push(Segment::Line([self.at, to]));
            self.at = to;
        }
    }

    fn curve(&mut self, a: Point, b: Point, to: Point) {
        self.segments.push(Segment::Curve([self.at, a, b, to]));
        self.at = to;
    }
}

impl OutlinePen for Collector {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.at = self.point(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(self.point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (c, to) = (self.point(cx, cy), self.point(x, y));
        let third = |p: Point| (p.0 + 2.0 / 3.0 * (c.0 - p.0), p.1 + 2.0 / 3.0 * (c.1 - p.1));
        self.curve(third(self.at), third(to), to);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.curve(self.point(ax, ay), self.point(bx, by), self.point(x, y));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}
