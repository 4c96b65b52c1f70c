//! The last touch: small words move into the largest holes of a finished layout, so that no bare corner catches the eye. Sizes
//! stay as they are, and so do words that have a place from an earlier day.

use crate::field::{Field, Hole};
use crate::pack::{Board, Place};
use crate::sprite::Sprites;
use crate::style::Style;
use crate::word::Chosen;

/// Holes up to this part of the canvas's middle side are no holes: a line of small type and its gaps.
const SMALL: f64 = 0.037;

/// The most words that are tried, all holes together, and for one hole.
const TRIES: usize = 60;
const TRIES_A_HOLE: usize = 16;

/// Words up to so many times the least size may move.
const LIGHT: f64 = 2.5;

/// A word from elsewhere goes into a hole when it is at most so many times as wide.
const WIDE: f64 = 0.8;

/// Moves words until no hole is large, or none of the largest can be made smaller. `places` belong to `field`.
pub(crate) fn even_out(
    board: &Board,
    words: &[Chosen],
    sizes: &[f64],
    mut field: Field,
    places: &mut [Place],
    sprites: &mut Sprites,
    style: &Style,
) {
    let least = sizes.iter().copied().fold(f64::INFINITY, f64::min);
    let light: Vec<usize> = (1..places.len())
        .filter(|&at| sizes[at] <= LIGHT * least && !board.stood(&words[at].text))
        .collect();
    if light.is_empty() {
        return;
    }
    board.prepare(&mut field, words, sizes, light.iter().copied());
    let cell = f64::from(board.cell);
    let small = SMALL * (f64::from(style.width) * f64::from(style.height)).sqrt() / cell;
    let mut hole = field.hole();
    let mut tries = 0;
    while hole.side as f64 > small {
        let better = candidates(&light, &hole, places, words, sizes, cell)
            .into_iter()
            .take(TRIES_A_HOLE.min(TRIES - tries))
            .find_map(|(at, reach)| {
                tries += 1;
                let sprite = sprites.get(at, &words[at].outline, sizes[at] / cell, style);
                let from = board.cells(places[at]);
                field.release(sprite, from);
                let to = board.near(&mut field, sprite, hole.middle, reach);
                let corner = to.map(|to| field.take(sprite, to));
                let next = field.hole();
                let better =
                    next.side < hole.side || (next.side == hole.side && !next.touches(&hole));
                if corner.is_some() && better {
                    places[at] = board.pixels(corner?);
                    return Some(next);
                }
                if let Some(corner) = corner {
                    field.release(sprite, corner);
                }
                field.put(sprite, from);
                None
            });
        match better {
            Some(next) => hole = next,
            None => break,
        }
    }
}

/// Words that may make a hole smaller, each with how near to the hole's middle it must come, in cells: those beside it, the
/// nearest first, which come closer; and between them those from elsewhere that fit into it, the widest first.
fn candidates(
    light: &[usize],
    hole: &Hole,
    places: &[Place],
    words: &[Chosen],
    sizes: &[f64],
    cell: f64,
) -> Vec<(usize, f64)> {
    let (mut beside, mut elsewhere) = (Vec::new(), Vec::new());
    let side = hole.side as f64;
    for &at in light {
        let width = sizes[at] * f64::from(words[at].outline.width) / cell;
        let height = sizes[at] * f64::from(words[at].outline.height) / cell;
        let (x, y) = (
            f64::from(places[at].0) / cell,
            f64::from(places[at].1) / cell,
        );
        let away = |at: f64, length: f64, middle: usize| at + length / 2.0 - middle as f64;
        let (dx, dy) = (
            away(x, width, hole.middle.0),
            away(y, height, hole.middle.1),
        );
        let distance = libm::hypot(dx, dy);
        if dx.abs() < (width + side) / 2.0 + side && dy.abs() < (height + side) / 2.0 + side / 2.0 {
            beside.push((at, distance - 1.0, distance));
        } else if width <= WIDE * side {
            elsewhere.push((at, side / 2.0, -width));
        }
    }
    let order =
        |a: &(usize, f64, f64), b: &(usize, f64, f64)| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0));
    beside.sort_by(order);
    elsewhere.sort_by(order);
    let most = beside.len().max(elsewhere.len());
    (0..most)
        .flat_map(|at| [elsewhere.get(at), beside.get(at)])
        .flatten()
        .map(|&(at, reach, _)| (at, reach))
        .collect()
}
