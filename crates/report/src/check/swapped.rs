//! A sentence of the report as it is counted anew in which nothing but a name was changed: its tweets may know both names, and
//! still one stands where the other belongs.
//!
//! It must not know what the tweets say.

use super::finding;
use super::source::{Name, Sources};
use super::unit::Unit;
use post::Diagnostic;
use std::collections::BTreeMap;

/// What is counted anew, by what its units say besides names.
pub(super) struct Frames<'a>(BTreeMap<String, Vec<(&'a Unit, Vec<Name>)>>);

impl<'a> Frames<'a> {
    pub(super) fn of(counted: &'a [Unit], sources: &Sources<'_>) -> Self {
        let mut frames: BTreeMap<String, Vec<(&Unit, Vec<Name>)>> = BTreeMap::new();
        for unit in counted {
            let names = sources.names_of(&unit.said);
            if !names.is_empty() {
                let frame = frame(&unit.said, &names);
                frames.entry(frame).or_default().push((unit, names));
            }
        }
        Self(frames)
    }

    /// The name of a unit that stands where the counted ones have another.
    pub(super) fn swapped(&self, unit: &Unit, sources: &Sources<'_>) -> Option<Diagnostic> {
        let names = sources.names_of(&unit.said);
        let known = self.0.get(&frame(&unit.said, &names))?;
        let same: Vec<&Vec<Name>> = known
            .iter()
            .filter(|(other, _)| other.shape == unit.shape && other.links == unit.links)
            .map(|(_, names)| names)
            .collect();
        let strange: Vec<&Name> = same
            .iter()
            .filter_map(|others| strange(&names, others))
            .collect();
        match strange.first() {
            Some(name) if strange.len() == same.len() => Some(finding::swapped(&name.shown)),
            _ => None,
        }
    }
}

/// The first name that the others have less often.
fn strange<'n>(names: &'n [Name], others: &[Name]) -> Option<&'n Name> {
    let often = |names: &[Name], one: &Name| names.iter().filter(|name| name.same(one)).count();
    names
        .iter()
        .find(|name| often(names, name) > often(others, name))
}

/// A text without white space and names.
fn frame(text: &str, names: &[Name]) -> String {
    let mut longest: Vec<&str> = names.iter().map(|name| name.shown.as_str()).collect();
    longest.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let bare = longest
        .into_iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "\u{2}"));
    bare.chars().filter(|c| !c.is_whitespace()).collect()
}
