//! Which unit of the report as it is counted anew a unit of a post is, or was before somebody edited it.
//!
//! It must not know tweets.

use super::unit::{Shape, Unit};

/// How much of two units has to be the same for one to be the edited other, in hundredths.
const TWIN: usize = 80;

/// The units from a heading to the next of its rank; a unit that is none, alone.
pub(super) fn section(units: &[Unit], at: usize) -> &[Unit] {
    let Shape::Heading(level) = units[at].shape else {
        return &units[at..=at];
    };
    let end = units[at + 1..]
        .iter()
        .position(|unit| matches!(unit.shape, Shape::Heading(other) if other <= level))
        .map_or(units.len(), |length| at + 1 + length);
    &units[at..end]
}

/// The unit of what is counted anew that says the same, or nearly.
pub(super) fn twin<'a>(unit: &Unit, counted: &'a [Unit]) -> Option<&'a Unit> {
    // A row of a table is what its first cell says, whatever number stands in it.
    if let Some(cell) = first_cell(&unit.said) {
        return counted
            .iter()
            .find(|other| first_cell(&other.said) == Some(cell));
    }
    let own = pairs(&unit.said);
    counted
        .iter()
        .filter(|other| other.shape == unit.shape)
        .map(|other| (likeness(&own, &pairs(&other.said)), other))
        // Of equals the first.
        .rev()
        .max_by_key(|(same, _)| *same)
        .filter(|(same, _)| *same >= TWIN)
        .map(|(_, other)| other)
}

/// The first cell of a row whose others are numbers.
pub(super) fn first_cell(said: &str) -> Option<&str> {
    let (cell, rest) = said.trim().strip_prefix('|')?.split_once('|')?;
    let numbers = rest
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '|' | ' '));
    (numbers && rest.contains(|c: char| c.is_ascii_digit())).then(|| cell.trim())
}

/// The pairs of neighbouring characters, sorted.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Vec<_> = chars.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
}

/// How much of two texts is the same, in hundredths.
pub(super) fn likeness(own: &[(char, char)], theirs: &[(char, char)]) -> usize {
    2 * common(own, theirs) * 100 / (own.len() + theirs.len()).max(1)
}

/// How many values two sorted lists share.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}
