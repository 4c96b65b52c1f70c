//! Which tweets stand together: groups of strangers are taken apart, groups of one name joined.
//!
//! It must not know what a group will be called.

use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::reading::{Reading, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Stories of one name come together when they are at least this alike.
const KIN: f64 = 0.045;

/// Takes groups apart whose tweets share words but no name: small talk looks alike.
pub(super) fn part_strangers(
    groups: Vec<Vec<usize>>,
    readings: &[Reading<'_>],
    rarity: &Rarity,
) -> Vec<Vec<usize>> {
    let mut parted = Vec::new();
    for group in groups {
        let people: BTreeSet<&str> = group.iter().map(|&i| readings[i].author.as_str()).collect();
        let shared = labels(&group, readings, rarity)
            .iter()
            .any(|label| label.names(people.len()) && label.share >= 50);
        if shared || group.len() == 1 {
            parted.push(group);
        } else {
            parted.extend(group.into_iter().map(|i| vec![i]));
        }
    }
    parted
}

/// Puts groups of the same name together when they are akin, so that no story is told twice.
pub(super) fn join_kin(
    groups: &mut Vec<Vec<usize>>,
    vectors: &[BTreeMap<u32, f64>],
    readings: &[Reading<'_>],
    rarity: &Rarity,
) {
    let mut joined: Vec<Kin> = Vec::new();
    let mut order: Vec<Vec<usize>> = std::mem::take(groups);
    order.sort_by_key(|group| (usize::MAX - group.len(), group.clone()));
    for members in order {
        let name = labels(&members, readings, rarity)
            .into_iter()
            .next()
            .map(|label| label.term);
        let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
        for &i in &members {
            for (&term, &weight) in &vectors[i] {
                *sum.entry(term).or_default() += weight;
            }
        }
        let group = Kin { name, members, sum };
        match joined.iter_mut().find(|other| other.akin(&group)) {
            Some(other) => other.take(group),
            None => joined.push(group),
        }
    }
    *groups = joined
        .into_iter()
        .map(|mut group| {
            group.members.sort_unstable();
            group.members
        })
        .collect();
}

/// A group with its name and the sum of its vectors.
struct Kin {
    name: Option<Term>,
    members: Vec<usize>,
    sum: BTreeMap<u32, f64>,
}

impl Kin {
    /// Whether both have one name and their mean similarity is that of kin.
    fn akin(&self, other: &Self) -> bool {
        let dot: f64 = other
            .sum
            .iter()
            .filter_map(|(term, weight)| Some(weight * self.sum.get(term)?))
            .sum();
        self.name.is_some()
            && self.name == other.name
            && dot / (self.members.len() * other.members.len()) as f64 >= KIN
    }

    fn take(&mut self, other: Self) {
        self.members.extend(other.members);
        for (term, weight) in other.sum {
            *self.sum.entry(term).or_default() += weight;
        }
    }
}
