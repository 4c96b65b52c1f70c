//! Pictures in other widths, as WebP: whether that pays is told by a look at the file's head, so that a build which changes no
//! picture decodes none.
//!
//! It must not know where pictures are shown.

use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

/// Drawn otherwise: another number gives every picture another name.
pub(super) const VERSION: u32 = 1;

/// Larger ones, in pixels, are not opened.
const MOST: u64 = 60_000_000;

/// A file with fewer bits for each of its pixels is small as it is: a scaled one would save nothing (PNG holds flat drawings well), and
/// one of the same width only where it holds a photograph.
const LEAST: (u64, u64) = (2, 1);

/// The widths that are worth offering beside a file of this size, the least first.
pub(super) fn widths(bytes: &[u8], (width, height): (u32, u32), wanted: &[u32]) -> Vec<u32> {
    let pixels = u64::from(width) * u64::from(height);
    let bits = bytes.len() as u64 * 8;
    let jpeg = is_plain_jpeg(bytes);
    if pixels == 0 || pixels > MOST || !(jpeg || is_plain_png(bytes)) || bits < pixels / 2 {
        return Vec::new();
    }
    if !jpeg && bits < pixels * LEAST.0 {
        return Vec::new();
    }
    // One that is nearly as wide as the picture itself saves little.
    let narrower = wanted
        .iter()
        .copied()
        .filter(|wish| u64::from(*wish) * 10 <= u64::from(width) * 9);
    let mut widths: Vec<u32> = narrower.collect();
    if bits > pixels * LEAST.1 && width <= 8192 {
        widths.push(width);
    }
    widths
}

/// The picture in this width. One that cannot be read after all is given as it is, which browsers recognise.
pub(super) fn scaled(bytes: &[u8], width: u32, quality: u8) -> Vec<u8> {
    let picture = match is_plain_jpeg(bytes) {
        true => jpeg(bytes),
        false => image::load_from_memory_with_format(bytes, ImageFormat::Png).ok(),
    };
    picture
        .and_then(|picture| webp(&picture, width, quality))
        .unwrap_or_else(|| bytes.to_vec())
}

fn webp(picture: &DynamicImage, width: u32, quality: u8) -> Option<Vec<u8>> {
    let height = u64::from(picture.height()) * u64::from(width) + u64::from(picture.width()) / 2;
    let height = u32::try_from(height / u64::from(picture.width()))
        .ok()?
        .max(1);
    let scaled = match width < picture.width() {
        true => picture.thumbnail_exact(width, height),
        false => picture.clone(),
    };
    let quality = f32::from(quality);
    Some(match picture.color().has_alpha() {
        true => {
            let pixels = scaled.into_rgba8();
            webp::Encoder::from_rgba(&pixels, width, height)
                .encode(quality)
                .to_vec()
        }
        false => {
            let pixels = scaled.into_rgb8();
            webp::Encoder::from_rgb(&pixels, width, height)
                .encode(quality)
                .to_vec()
        }
    })
}

/// By a reader of its own: `image`'s garbles some files whose tables are unusual.
fn jpeg(bytes: &[u8]) -> Option<DynamicImage> {
    let mut decoder = Decoder::new(bytes);
    let pixels = decoder.decode().ok()?;
    let info = decoder.info()?;
    let pixels = match info.pixel_format {
        PixelFormat::RGB24 => pixels,
        PixelFormat::L8 => pixels.into_iter().flat_map(|grey| [grey; 3]).collect(),
        PixelFormat::L16 | PixelFormat::CMYK32 => return None,
    };
    RgbImage::from_raw(u32::from(info.width), u32::from(info.height), pixels)
        .map(DynamicImage::ImageRgb8)
}

/// Whether a file is a JPEG of grey or of three colours, upright, and of no colour space of its own: scaling would lose those.
fn is_plain_jpeg(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else {
        return false;
    };
    while let [0xff, marker, high, low, after @ ..] = rest {
        let length = usize::from(*high) << 8 | usize::from(*low);
        let Some(segment) = length.checked_sub(2).and_then(|length| after.get(..length)) else {
            return false;
        };
        match marker {
            0xc0..=0xc2 => {
                return segment.first() == Some(&8) && matches!(segment.get(5), Some(1 | 3));
            }
            0xe1 if segment.starts_with(b"Exif\0\0") && !is_upright(&segment[6..]) => return false,
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") && !names_srgb(segment) => return false,
            _ => {}
        }
        rest = &after[segment.len()..];
    }
    false
}

/// What a camera says of how it was held: 1 is upright, and so is silence.
fn is_upright(exif: &[u8]) -> bool {
    let little = exif.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = exif.get(at..at + length)?.iter();
        let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(match little {
            true => bytes.rev().fold(0, join),
            false => bytes.fold(0, join),
        })
    };
    let said = || {
        let directory = number(4, 4)?;
        let entries = number(directory, 2)?;
        let mut places = (0..entries.min(200)).map(|entry| directory + 2 + entry * 12);
        let orientation = places.find(|at| number(*at, 2) == Some(0x0112))?;
        number(orientation + 8, 2)
    };
    matches!(said(), None | Some(0 | 1))
}

fn names_srgb(profile: &[u8]) -> bool {
    memchr::memmem::find(profile, b"sRGB").is_some()
}

/// Whether a file is a PNG that does not move and has no colour space of its own.
fn is_plain_png(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else {
        return false;
    };
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some(content) = after.get(..length) else {
            return false;
        };
        match &kind {
            b"IDAT" => return true,
            b"acTL" => return false,
            b"iCCP" if !names_srgb(content) => return false,
            _ => {}
        }
        rest = after.get(length + 4..).unwrap_or_default();
    }
    false
}
