//! What the colours mean: a line or more of names below the words, each in its ink.

use crate::error::{CloudError, Reason};
use crate::outline::{Outline, Setting};
use crate::placed::Placed;
use crate::style::Style;
use std::collections::BTreeMap;

/// Free space between two names, and between a row and the next, in em.
const APART: (f64, f64) = (1.4, 0.6);

/// Free space around the names, beside and above them, and from their line to the border below them, in em.
const CLEAR: (f64, f64) = (1.0, 0.35);
const BELOW: f64 = 0.2;

/// How much lower than their line the ink of names is, in em.
const SMALL: f64 = 0.15;

/// The legend in its place.
#[derive(Default)]
pub(crate) struct Legend {
    pub(crate) names: Vec<Placed>,
    /// What it takes of the canvas: width, in the middle, and height, from the bottom, in pixels; and without the free space around
    /// its names.
    pub(crate) taken: (u32, u32),
    pub(crate) inked: (u32, u32),
}

/// Sets the names of the style's groups in centred rows.
///
/// # Errors
/// A name that no font at hand can draw, or one that is wider than the canvas.
pub(crate) fn lay_out(style: &Style) -> Result<Legend, CloudError> {
    let size = style.least_size();
    let room = f64::from(style.width) * (1.0 - 2.0 * style.margin);
    let mut glyphs = BTreeMap::new();
    let mut rows: Vec<(f64, Vec<(usize, Outline)>)> = Vec::new();
    for (group, name) in style.legend.iter().enumerate() {
        let refused = |reason| CloudError::Legend {
            name: name.clone(),
            reason,
        };
        let name = format!("\u{25CF} {name}");
        let outline =
            Outline::of(&name, &style.fonts, Setting::Across, 0, &mut glyphs).map_err(refused)?;
        let width = f64::from(outline.width) * size;
        if width > room {
            return Err(refused(Reason::TooLong));
        }
        match rows.last_mut() {
            Some((used, row)) if *used + APART.0 * size + width <= room => {
                *used += APART.0 * size + width;
                row.push((group, outline));
            }
            _ => rows.push((width, vec![(group, outline)])),
        }
    }
    if rows.is_empty() {
        return Ok(Legend::default());
    }
    let line = (1.0 + APART.1) * size;
    let border = style.margin * f64::from(style.width.min(style.height));
    let height = rows.len() as f64 * line + (CLEAR.1 + BELOW - APART.1) * size + border;
    let widest = rows.iter().map(|(used, _)| *used).fold(0.0, f64::max);
    if height > f64::from(style.height) / 2.0 {
        return Err(CloudError::NoRoom {
            width: style.width,
            height: style.height,
        });
    }
    let top = f64::from(style.height) - height;
    let mut names = Vec::new();
    for (number, (used, row)) in rows.into_iter().enumerate() {
        let mut x = (f64::from(style.width) - used) / 2.0;
        // All names of a row stand on one line.
        let line = top + number as f64 * line + (1.0 + CLEAR.1) * size;
        for (group, outline) in row {
            let width = f64::from(outline.width) * size;
            names.push(Placed {
                text: format!("\u{25CF} {}", style.legend[group]),
                weight: 0.0,
                size,
                x: x.round() as u32,
                y: (line - f64::from(outline.origin().1) * size)
                    .round()
                    .max(0.0) as u32,
                ink: group % style.palette.inks.len(),
                link: None,
                outline,
            });
            x += width + APART.0 * size;
        }
    }
    Ok(Legend {
        names,
        taken: (
            (widest + 2.0 * CLEAR.0 * size).ceil() as u32,
            height.ceil() as u32,
        ),
        inked: (widest as u32, (height - (CLEAR.1 + SMALL) * size) as u32),
    })
}
