//! Weighted words to a picture: JPEG, PNG, WebP or SVG.
//!
//! Size follows weight by a power law, exactly; one scale, the greatest at which every word finds room, sizes them all.
//! The same words and style give the same bytes on every machine. This crate must not know tweets, reports or sites,
//! and it must not touch the disk, the clock or a source of chance.
//!
//! ```
//! use wordcloud::{Style, Word, layout};
//! let words = [Word::new("大模型", 9.0), Word::new("GPT-4o", 4.0)];
//! let picture = layout(&words, &Style::default())?;
//! assert!(picture.left_out.is_empty());
//! let _file: Vec<u8> = picture.jpeg();
//! # Ok::<(), wordcloud::CloudError>(())
//! ```

mod alike;
mod bands;
mod bits;
mod colour;
mod curve;
mod error;
mod even;
mod field;
mod font;
mod frontier;
mod hole;
mod ink;
mod law;
mod legend;
mod nudge;
mod order;
mod outline;
mod pack;
mod picture;
mod placed;
mod raster;
mod render;
mod scale;
mod shape;
mod sheet;
mod sight;
mod sprite;
mod style;
mod word;

pub use colour::{Palette, Rgb, contrast};
pub use error::{CloudError, LeftOut, Reason};
pub use font::Font;
pub use outline::Setting;
pub use picture::Picture;
pub use placed::Placed;
pub use shape::Shape;
pub use sheet::{Line, measure, sheet};
pub use style::{Position, Style};
pub use word::Word;

/// Lays out `words` as `style` says. Words that cannot be drawn are listed in [`Picture::left_out`], with the reason.
///
/// # Errors
/// A canvas or another value of the style out of its range; no word at all that can be drawn.
pub fn layout(words: &[Word], style: &Style) -> Result<Picture, CloudError> {
    style.check()?;
    let (chosen, mut left_out) = word::choose(words, style);
    if chosen.is_empty() {
        return Err(CloudError::NoWords { left_out });
    }
    let grouped = chosen.iter().any(|word| word.group != chosen[0].group);
    let style = &style.with_gap(grouped);
    let legend = legend::lay_out(style)?;
    let fit = scale::fit(&chosen, style, &legend);
    if fit.places.is_empty() {
        return Err(CloudError::NoRoom {
            width: style.width,
            height: style.height,
        });
    }
    left_out.extend(chosen[fit.places.len()..].iter().map(|word| LeftOut {
        text: word.text.clone(),
        reason: Reason::TooSmall,
    }));
    Ok(Picture::new(chosen, fit, left_out, legend.names, style))
}
