//! A layout -> the bytes of a file. Pixels are kept as indices into a table of colours: words never share a pixel, so
//! each pixel is the ground and one ink in some proportion.

mod jpeg;
mod svg;

use crate::colour::Rgb;
use crate::picture::Picture;
use crate::raster::{FULL, Raster};

/// How far, in pixels, a line may leave its curve.
const TOLERANCE: f32 = 0.08;

impl Picture {
    /// A JPEG file: full colour resolution (4:4:4), so that small coloured type stays sharp.
    pub fn jpeg(&self) -> Vec<u8> {
        jpeg::file(&Indexed::draw(self), self.quality)
    }

    /// A PNG file with an indexed palette.
    pub fn png(&self) -> Vec<u8> {
        png(&Indexed::draw(self))
    }

    /// A WebP file without loss.
    pub fn webp(&self) -> Vec<u8> {
        webp(&Indexed::draw(self))
    }

    /// An SVG document that passes from an earlier picture to this one and back: words move and grow, appear and vanish. Where
    /// nothing moves, it shows this picture.
    pub fn svg_from(&self, before: &Self) -> String {
        svg::svg_from(self, before)
    }

    /// An SVG document of real text: each word with its link, a title and a night palette.
    pub fn svg(&self) -> String {
        svg::svg(self)
    }
}

/// A picture as indices into its colours, row by row.
struct Indexed {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    /// The ground, then for each ink its shades from the ground to itself.
    colours: Vec<Rgb>,
    /// How many of these an ink has.
    shades: usize,
}

impl Indexed {
    fn draw(picture: &Picture) -> Self {
        let shades = 255 / picture.palette.inks.len();
        let ground = picture.palette.ground;
        let mut colours = vec![ground];
        for &ink in &picture.palette.inks {
            colours.extend((1..=shades).map(|shade| mix(ground, ink, shade, shades)));
        }
        let mut pixels = vec![0u8; picture.width as usize * picture.height as usize];
        let (width, height) = (picture.width as usize, picture.height as usize);
        let mut raster = Raster::new();
        for word in picture.words.iter().chain(&picture.legend) {
            let size = word.size as f32;
            word.outline.draw((size, size), TOLERANCE, &mut raster);
            let before = (word.ink * shades) as u8;
            let (left, top) = (word.x as usize, word.y as usize);
            raster.take(|y, covered| {
                if top + y < height && left < width {
                    let row = &mut pixels[(top + y) * width..][..width];
                    ink_over(&mut row[left..], covered, shades, before);
                }
            });
        }
        Self {
            width: picture.width,
            height: picture.height,
            pixels,
            colours,
            shades,
        }
    }

    /// The pixels of a square of eight, row by row; beyond the edges the last ones go on.
    fn block(&self, column: usize, row: usize) -> [u8; 64] {
        let (width, height) = (self.width as usize, self.height as usize);
        let (left, mut block) = (8 * column, [0; 64]);
        for (y, to) in (8 * row..).zip(block.as_chunks_mut::<8>().0) {
            if let Some((from, _)) =
                self.pixels[y.min(height - 1) * width + left..].split_first_chunk()
                && left + 8 <= width
            {
                *to = *from;
                continue;
            }
            let from = &self.pixels[y.min(height - 1) * width..][left..width.min(left + 8)];
            to[..from.len()].copy_from_slice(from);
            if let Some(&last) = from.last() {
                to[from.len()..].fill(last);
            }
        }
        block
    }
}

/// Draws so much of an ink over pixels; its shades have the numbers behind `before`.
fn ink_over(pixels: &mut [u8], covered: &[i32], shades: usize, before: u8) {
    let most = FULL as f32;
    let each = shades as f32 / most;
    for (pixel, &covered) in pixels.iter_mut().zip(covered) {
        // Rounded: the lowest bits of such a sum are the nearest whole number. What is more than whole, is whole.
        let covered = (covered as f32).abs();
        let covered = if covered < most { covered } else { most };
        let shade = (covered * each + 8_388_608.0).to_bits() as u8;
        let inked = before.wrapping_add(shade);
        *pixel = if shade > 0 { inked } else { *pixel };
    }
}

/// The colour between ground and ink, `shade` of `shades` steps towards the ink.
fn mix(ground: Rgb, ink: Rgb, shade: usize, shades: usize) -> Rgb {
    let channel = |from: u8, to: u8| {
        let sum = usize::from(from) * (shades - shade) + usize::from(to) * shade;
        ((sum + shades / 2) / shades) as u8
    };
    Rgb(
        channel(ground.0, ink.0),
        channel(ground.1, ink.1),
        channel(ground.2, ink.2),
    )
}

/// The picture as a WebP file.
fn webp(indexed: &Indexed) -> Vec<u8> {
    let pixels: Vec<u8> = indexed
        .pixels
        .iter()
        .flat_map(|&index| {
            let Rgb(r, g, b) = indexed.colours[usize::from(index)];
            [r, g, b]
        })
        .collect();
    let mut file = Vec::with_capacity(1 << 18);
    // Writing to memory cannot fail, and a style's sides are within the format's.
    let written = image_webp::WebPEncoder::new(&mut file).encode(
        &pixels,
        indexed.width,
        indexed.height,
        image_webp::ColorType::Rgb8,
    );
    debug_assert!(written.is_ok());
    file
}

/// The picture as a PNG file.
fn png(indexed: &Indexed) -> Vec<u8> {
    let mut file = Vec::with_capacity(1 << 18);
    let mut encoder = png::Encoder::new(&mut file, indexed.width, indexed.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(
        indexed
            .colours
            .iter()
            .flat_map(|colour| [colour.0, colour.1, colour.2])
            .collect::<Vec<u8>>(),
    );
    // Writing to memory cannot fail, and the sizes agree by construction.
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&indexed.pixels));
    debug_assert!(written.is_ok());
    file
}
