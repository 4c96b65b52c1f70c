//! Groups of one name that are akin, joined, so that no story is told twice.
//!
//! It must not know what a group will be called, nor what takes groups apart.

use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::reading::{Reading, Term};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Stories of one name come together when they are at least this alike.
const KIN: f64 = 0.045;

/// Puts groups of the same name together when they are akin, so that no story is told twice.
pub(super) fn join_kin(
    groups: &mut Vec<Vec<usize>>,
    vectors: &[BTreeMap<u32, f64>],
    readings: &[Reading<'_>],
    rarity: &Rarity,
) {
    let mut order: Vec<Vec<usize>> = std::mem::take(groups);
    order.par_sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    let kin = |members: Vec<usize>| {
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
        Kin { name, members, sum }
    };
    let mut joined: Vec<Kin> = Vec::new();
    for group in order.into_par_iter().map(kin).collect::<Vec<_>>() {
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
        let dot = || -> f64 {
            let shared = other.sum.iter();
            shared
                .filter_map(|(term, weight)| Some(weight * self.sum.get(term)?))
                .sum()
        };
        self.name.is_some()
            && self.name == other.name
            && dot() / (self.members.len() * other.members.len()) as f64 >= KIN
    }

    fn take(&mut self, other: Self) {
        self.members.extend(other.members);
        for (term, weight) in other.sum {
            *self.sum.entry(term).or_default() += weight;
        }
    }
}
