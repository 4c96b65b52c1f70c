//! A shape that words fill: read from a picture or from the paths of a drawing.

mod svg;

use crate::error::CloudError;

/// The longest side of a picture that is read, in pixels.
const LONGEST: u32 = 8192;

/// Shapes of a drawing are kept at about this many cells along the longer side.
const CELLS: f32 = 1024.0;

/// A shape: what lies inside, cell by cell.
#[derive(Clone)]
pub struct Shape {
    width: usize,
    height: usize,
    inside: Vec<bool>,
}

impl Shape {
    /// A shape from a PNG or SVG file. Of a PNG with transparency, what is opaque is inside; of another one, what is dark. Of
    /// an SVG, all filled paths, rectangles, circles, ellipses and polygons together.
    ///
    /// # Errors
    /// Bytes that are no such file; a drawing with transforms; a shape with nothing inside.
    pub fn parse(bytes: &[u8]) -> Result<Self, CloudError> {
        let shape = if bytes.starts_with(b"\x89PNG") {
            Self::of_png(bytes)
        } else {
            std::str::from_utf8(bytes)
                .map_err(|_| "neither a PNG nor an SVG".to_owned())
                .and_then(|text| svg::shape(text, CELLS))
        };
        let shape = shape.map_err(CloudError::Shape)?;
        if shape.inside.contains(&true) {
            Ok(shape)
        } else {
            Err(CloudError::Shape("nothing is inside".to_owned()))
        }
    }

    fn of_png(bytes: &[u8]) -> Result<Self, String> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
        let (width, height) = (reader.info().width, reader.info().height);
        if width > LONGEST || height > LONGEST {
            return Err(format!("a side of more than {LONGEST} px"));
        }
        let size = reader.output_buffer_size().ok_or("too large")?;
        let mut pixels = vec![0; size];
        let frame = reader
            .next_frame(&mut pixels)
            .map_err(|error| error.to_string())?;
        let samples = frame.color_type.samples();
        let pixels = pixels[..frame.buffer_size()].chunks_exact(samples);
        let alpha = |pixel: &[u8]| match samples {
            2 => pixel[1],
            4 => pixel[3],
            _ => 255,
        };
        let dark = |pixel: &[u8]| match samples {
            1 | 2 => pixel[0] < 128,
            _ => {
                299 * u32::from(pixel[0]) + 587 * u32::from(pixel[1]) + 114 * u32::from(pixel[2])
                    < 128_000
            }
        };
        let cut_out = pixels.clone().any(|pixel| alpha(pixel) < 128);
        let inside = pixels
            .map(|pixel| {
                if cut_out {
                    alpha(pixel) >= 128
                } else {
                    dark(pixel)
                }
            })
            .collect();
        Ok(Self {
            width: width as usize,
            height: height as usize,
            inside,
        })
    }

    /// Whether a point of a field lies inside when the shape's own box is made as large as the field allows.
    pub(crate) fn fitted(&self, width: usize, height: usize) -> impl Fn(usize, usize) -> bool + '_ {
        let scale = (width as f64 / self.width as f64).min(height as f64 / self.height as f64);
        let left = (width as f64 - self.width as f64 * scale) / 2.0;
        let top = (height as f64 - self.height as f64 * scale) / 2.0;
        move |x, y| {
            let x = (x as f64 + 0.5 - left) / scale;
            let y = (y as f64 + 0.5 - top) / scale;
            x >= 0.0
                && y >= 0.0
                && x < self.width as f64
                && y < self.height as f64
                && self.inside[y as usize * self.width + x as usize]
        }
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shape({}x{})", self.width, self.height)
    }
}
