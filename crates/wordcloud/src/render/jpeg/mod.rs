//! A baseline JPEG file (ITU-T T.81) in full colour resolution, written for pictures of type: a block without ink costs nothing,
//! and where a block holds one ink, luma and both chromas are the same coverage times three numbers, so that one transform
//! serves all three. Codes are made for the picture, from a part of its rows, which saves its readers a tenth of the bytes.
//!
//! It must not know words or fonts.

mod code;
mod transform;

use super::Indexed;
use crate::bits::bits;
use crate::colour::Rgb;
use crate::raster::rounded;
use code::{Code, Counter, Sink, Writer};
use transform::{AREA, Block, SIDE, excess, forward};

/// The most zero coefficients that the symbol of another one skips.
const LONG: u32 = 15;

/// The symbol that skips one more than that, and the one that ends a block.
const SKIP: u8 = 0xF0;
const END: u8 = 0x00;

/// The example tables of the standard (K.1, K.2): steps for luma and chroma at quality 50, row by row.
const LUMA: [u8; AREA] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const CHROMA: [u8; AREA] = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/// Where the n-th coefficient of a file stands in a block, row by row.
const ZIGZAG: [u8; AREA] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Of so many rows of blocks one tells which codes are frequent.
const SAMPLE: usize = 16;

/// The picture as a file.
pub(super) fn file(picture: &Indexed, quality: u8) -> Vec<u8> {
    let steps = [steps(&LUMA, quality), steps(&CHROMA, quality)];
    let inks = Inks::new(picture);
    let levels = Levels::new();
    let rows = (picture.height as usize).div_ceil(SIDE);
    let mut sample = Blocks::new(&steps, &levels, Counter::new());
    for row in (rows.min(SAMPLE) / 2..rows).step_by(SAMPLE) {
        inks.encode(picture, row, &mut sample);
    }
    let codes = sample.sink.counts().map(|counts| Code::new(&counts));
    let head = head(picture, &steps, &codes);
    let mut blocks = Blocks::new(&steps, &levels, Writer::new(head, &codes));
    for row in 0..rows {
        inks.encode(picture, row, &mut blocks);
    }
    blocks.sink.finish()
}

/// The steps of a table at a quality, as the reference encoder has them.
fn steps(table: &[u8; AREA], quality: u8) -> [u8; AREA] {
    let quality = u32::from(quality);
    let percent = if quality < 50 {
        5000 / quality
    } else {
        200 - 2 * quality
    };
    table.map(|step| ((u32::from(step) * percent + 50) / 100).clamp(1, 255) as u8)
}

/// Everything before the first code of a picture.
fn head(picture: &Indexed, steps: &[[u8; AREA]; 2], codes: &[Code; 4]) -> Vec<u8> {
    // Room that is not used costs nothing.
    let mut file = Vec::with_capacity(picture.pixels.len().max(1 << 16));
    file.extend([0xFF, 0xD8]);
    let mut segment = |marker: u8, body: &[u8]| {
        file.extend([0xFF, marker]);
        file.extend((body.len() as u16 + 2).to_be_bytes());
        file.extend(body);
    };
    segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    for (number, steps) in (0..).zip(steps) {
        let mut body = vec![number];
        body.extend(ZIGZAG.map(|at| steps[usize::from(at)]));
        segment(0xDB, &body);
    }
    let [h1, h0] = (picture.height as u16).to_be_bytes();
    let [w1, w0] = (picture.width as u16).to_be_bytes();
    // Eight bits a sample; three components, none of them thinned out: number, 1 by 1, table of steps.
    let frame = [8, h1, h0, w1, w0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1];
    segment(0xC0, &frame);
    // Class (DC, AC) and number of each table of codes.
    for (name, code) in [0x00, 0x10, 0x01, 0x11].into_iter().zip(codes) {
        let mut body = vec![name];
        body.extend(code.lengths);
        body.extend(&code.names);
        segment(0xC4, &body);
    }
    segment(0xDA, &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    file
}

/// Luma and both chromas of a colour, each from -128 to 127.
fn channels(colour: Rgb) -> [f32; 3] {
    let [r, g, b] = [colour.0, colour.1, colour.2].map(f32::from);
    [
        0.299 * r + 0.587 * g + 0.114 * b - 128.0,
        -0.168_735_9 * r - 0.331_264_1 * g + 0.5 * b,
        0.5 * r - 0.418_687_6 * g - 0.081_312_4 * b,
    ]
}

/// What the numbers of a picture's pixels mean.
struct Inks {
    ground: [f32; 3],
    /// For each ink, its way from the ground.
    ways: Vec<[f32; 3]>,
    /// For each number, its ink, and how much of it covers the pixel.
    inks: [u8; 256],
    covers: [f32; 256],
}

impl Inks {
    fn new(picture: &Indexed) -> Self {
        let ground = channels(picture.colours[0]);
        let shades = picture.shades;
        let mut ways = Vec::new();
        let (mut inks, mut covers) = ([0; 256], [0.0; 256]);
        for (number, colours) in picture.colours[1..].chunks(shades).enumerate() {
            let ink = channels(colours[shades - 1]);
            ways.push([0, 1, 2].map(|at| ink[at] - ground[at]));
            for shade in 1..=shades {
                inks[number * shades + shade] = number as u8;
                covers[number * shades + shade] = shade as f32 / shades as f32;
            }
        }
        Self {
            ground,
            ways,
            inks,
            covers,
        }
    }

    /// Encodes a row of blocks.
    fn encode<S: Sink>(&self, picture: &Indexed, row: usize, to: &mut Blocks<'_, S>) {
        for column in 0..(picture.width as usize).div_ceil(SIDE) {
            self.block(&picture.block(column, row), to);
        }
    }

    fn block<S: Sink>(&self, block: &[u8; AREA], to: &mut Blocks<'_, S>) {
        // The shades of an ink follow each other: the least and the greatest number tell whether there is only one.
        let mut least = u8::MAX;
        let mut most = 0;
        for &pixel in block {
            least = least.min(pixel.wrapping_sub(1));
            most = most.max(pixel);
        }
        if most == 0 {
            for (component, ground) in self.ground.into_iter().enumerate() {
                to.flat(component, ground);
            }
            return;
        }
        let ink = usize::from(self.inks[usize::from(most)]);
        let mut cover = [0.0; AREA];
        for (cover, &pixel) in cover.iter_mut().zip(block) {
            *cover = self.covers[usize::from(pixel)];
        }
        if ink == usize::from(self.inks[usize::from(least) + 1]) {
            let cover = to.ordered(&forward(&cover));
            for (component, ground) in self.ground.into_iter().enumerate() {
                to.block(component, &cover, self.ways[ink][component], ground);
            }
            return;
        }
        for (component, ground) in self.ground.into_iter().enumerate() {
            let mut samples = cover;
            for (sample, &pixel) in samples.iter_mut().zip(block) {
                *sample *= self.ways[usize::from(self.inks[usize::from(pixel)])][component];
            }
            let samples = to.ordered(&forward(&samples));
            to.block(component, &samples, 1.0, ground);
        }
    }
}

/// The greatest level of a coefficient that a baseline file can tell, and half as many as a table of levels has.
const GREATEST: i32 = 1023;
const HALF: i32 = 2048;

/// How the standard spells each level: how many bits, and these.
struct Levels([(u8, u16); 2 * HALF as usize]);

impl Levels {
    fn new() -> Self {
        let level = |at: usize| (at as i32 - HALF).clamp(-GREATEST, GREATEST);
        Self(std::array::from_fn(|at| spelt(level(at))))
    }

    #[inline]
    fn spelt(&self, level: i32) -> (u8, u16) {
        // No coefficient of a picture is greater than the table.
        self.0[(level + HALF) as usize % self.0.len()]
    }
}

/// Blocks to symbols, which go into a sink.
struct Blocks<'l, S> {
    sink: S,
    levels: &'l Levels,
    /// For luma and chroma, one over the step of each coefficient in the order of a file, and what it is to be divided by
    /// besides.
    fine: [Block; 2],
    /// Where the n-th coefficient of a file stands in a transformed block, which lies column by column.
    order: [u8; AREA],
    /// The flat part of the block before, for each component.
    before: [i32; 3],
}

impl<'l, S: Sink> Blocks<'l, S> {
    fn new(steps: &[[u8; AREA]; 2], levels: &'l Levels, sink: S) -> Self {
        let excess = excess();
        let fine = |steps: &[u8; AREA]| {
            ZIGZAG.map(|at| 1.0 / (f32::from(steps[usize::from(at)]) * excess[usize::from(at)]))
        };
        Self {
            sink,
            levels,
            fine: [fine(&steps[0]), fine(&steps[1])],
            order: ZIGZAG.map(|at| at % SIDE as u8 * SIDE as u8 + at / SIDE as u8),
            before: [0; 3],
        }
    }

    /// The coefficients of a transformed block in the order of a file.
    fn ordered(&self, block: &Block) -> Block {
        self.order.map(|from| block[usize::from(from) % AREA])
    }

    /// A block of the ground alone.
    fn flat(&mut self, component: usize, ground: f32) {
        let of = component.min(1);
        self.first(component, rounded(AREA as f32 * ground * self.fine[of][0]));
        self.sink.symbols(2 * of + 1, [(END, 0)]);
    }

    /// A block of [`Self::ordered`] coefficients, `times` so strong and on a ground.
    fn block(&mut self, component: usize, block: &Block, times: f32, ground: f32) {
        let of = component.min(1);
        let flat = (block[0] * times + AREA as f32 * ground) * self.fine[of][0];
        self.first(component, rounded(flat));
        let mut levels = [0; AREA];
        let mut there = [0; AREA];
        let waves = block.iter().zip(&self.fine[of]);
        for ((level, there), (wave, fine)) in levels.iter_mut().zip(&mut there).zip(waves) {
            *level = rounded(wave * times * fine);
            *there = u8::from(*level != 0);
        }
        let run = Run {
            levels: &levels,
            spelling: self.levels,
            there: bits(&there) & !1,
            last: 0,
        };
        self.sink.symbols(2 * of + 1, run);
    }

    /// The flat part of a block, told as its change.
    fn first(&mut self, component: usize, level: i32) {
        let change = spelt(level - self.before[component]);
        self.before[component] = level;
        self.sink.symbols(2 * component.min(1), [change]);
    }
}

/// The symbols of a block behind its flat part.
struct Run<'a> {
    levels: &'a [i32; AREA],
    spelling: &'a Levels,
    /// Which of the levels that are yet to be told are not zero.
    there: u64,
    /// The one that was told last.
    last: u32,
}

impl Iterator for Run<'_> {
    type Item = (u8, u16);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        if self.there == 0 {
            let end = self.last < AREA as u32 - 1;
            self.last = AREA as u32 - 1;
            return end.then_some((END, 0));
        }
        let at = self.there.trailing_zeros();
        let zeros = at - self.last - 1;
        if zeros > LONG {
            self.last += LONG + 1;
            return Some((SKIP, 0));
        }
        self.there &= self.there - 1;
        self.last = at;
        let (size, bits) = self.spelling.spelt(self.levels[at as usize % AREA]);
        Some(((zeros << 4) as u8 | size, bits))
    }
}

/// A number as the standard spells it: how many bits, and these.
fn spelt(number: i32) -> (u8, u16) {
    let size = 32 - number.unsigned_abs().leading_zeros();
    let bits = number + (number >> 31);
    (size as u8, (bits & ((1 << size) - 1)) as u16)
}
