//! Which tweets stand together: groups of strangers are taken apart, those who sell are left out, a subject holds only who names it.
//!
//! It must not know what a group will be called.

use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analyse::reading::{Reading, Term};
use crate::analyse::sentences::width;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Two tweets about a house speak of the same thing when they are this alike besides its name.
pub(super) const BESIDES: f64 = 0.05;
/// Two tweets about a product do so when they are this alike: much of it is said whatever they speak of.
pub(super) const BESIDES_A_PRODUCT: f64 = 0.15;
/// Larger groups are told as they are.
pub(super) const LARGEST: usize = 400;

/// Takes groups apart whose tweets share words but no name: small talk looks alike.
pub(super) fn part_strangers(
    groups: Vec<Vec<usize>>,
    readings: &[Reading<'_>],
    rarity: &Rarity,
) -> Vec<Vec<usize>> {
    let part = |group: Vec<usize>| {
        let people: BTreeSet<&str> = group.iter().map(|&i| readings[i].author.as_str()).collect();
        if group.len() == 1 {
            return vec![group];
        }
        let shared: Vec<Term> = labels(&group, readings, rarity)
            .into_iter()
            .filter(|label| label.names(people.len()) && label.share >= 50)
            .map(|label| label.term)
            .collect();
        if !shared.is_empty() {
            let (pointers, rest): (Vec<usize>, Vec<usize>) = group
                .iter()
                .partition(|&&i| only_points(&group, i, readings, &shared));
            std::iter::once(rest)
                .chain(pointers.into_iter().map(|i| vec![i]))
                .collect()
        } else {
            group.into_iter().map(|i| vec![i]).collect()
        }
    };
    groups.into_par_iter().flat_map_iter(part).collect()
}

/// The groups without those who sell, and the tweets of these.
pub(super) fn without_sellers(
    mut groups: Vec<Vec<usize>>,
    readings: &[Reading<'_>],
) -> (Vec<Vec<usize>>, Vec<usize>) {
    let sells = |i: &usize| readings[*i].promotes && readings[*i].speaker.is_none();
    let all = groups.iter().flatten().copied();
    let sellers: Vec<usize> = all.filter(sells).collect();
    for group in &mut groups {
        group.retain(|i| !sells(i));
    }
    groups.retain(|group| !group.is_empty());
    (groups, sellers)
}

/// A group that only a subject holds together in parts: the tweets that have the subject, and each other by itself. Nothing where
/// all have it, or none.
pub(super) fn part_subject(
    group: &[usize],
    term: &Term,
    readings: &[Reading<'_>],
) -> Option<Vec<Vec<usize>>> {
    let has = |i: &usize| readings[*i].terms.contains_key(term);
    let (with, without): (Vec<usize>, Vec<usize>) = group.iter().copied().partition(has);
    let parts = !with.is_empty() && !without.is_empty();
    parts.then(|| {
        let alone = without.into_iter().map(|i| vec![i]);
        std::iter::once(with).chain(alone).collect()
    })
}

/// How wide the words may be of who only points to an address.
const POINTER: usize = 40;

/// Whether a tweet names nothing, says next to nothing, and its author says nothing else in the group: `Visit this link:` is like
/// any other that points somewhere.
fn only_points(group: &[usize], i: usize, readings: &[Reading<'_>], shared: &[Term]) -> bool {
    let reading = &readings[i];
    let words = reading.tweet.text.split("https://").next();
    let alone = |&other: &usize| other == i || readings[other].author != reading.author;
    let names = |term: &Term| reading.terms.contains_key(term);
    reading.mentions.is_empty()
        && !shared.iter().any(names)
        && words.is_some_and(|words| width(words.trim()) < POINTER)
        && group.iter().all(alone)
}

/// Whether much else can happen on the same day to what a term names.
pub(super) fn is_house(term: &Term, names: &Gazetteer) -> bool {
    match term {
        Term::Entity(entity) => match names.entity(*entity).kind {
            EntityKind::Private => !names.is_brand(*entity),
            EntityKind::Listed
            | EntityKind::Organisation
            | EntityKind::Person
            | EntityKind::Theme => true,
            EntityKind::Model | EntityKind::Product | EntityKind::Token => false,
        },
        Term::Word(_) => false,
    }
}

/// The tweets of a story about one name that speak of what one of them does.
pub(super) fn around(
    teller: usize,
    tweets: &[usize],
    readings: &[Reading<'_>],
    rarity: &Rarity,
    (term, house): (&Term, bool),
) -> Vec<usize> {
    let least = if house { BESIDES } else { BESIDES_A_PRODUCT };
    let vector = |i: usize| rarity.vector(&readings[i]);
    let (own, number) = (vector(teller), rarity.number(term));
    let near = tweets.iter().copied().filter(|&i| {
        i == teller
            || besides(&own, &vector(i), number) >= least
            || same_deed(&readings[teller], &readings[i])
    });
    near.collect()
}

/// What two tweets have in common besides one term.
pub(super) fn besides(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>, term: Option<u32>) -> f64 {
    a.iter()
        .filter(|(number, _)| Some(**number) != term)
        .filter_map(|(number, weight)| Some(weight * b.get(number)?))
        .sum()
}

pub(super) fn same_deed(a: &Reading<'_>, b: &Reading<'_>) -> bool {
    a.claims
        .iter()
        .any(|claim| b.claims.iter().any(|other| other.key() == claim.key()))
}
