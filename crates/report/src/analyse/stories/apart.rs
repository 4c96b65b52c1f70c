//! Groups that have no more in common than a name, taken apart: what is said of the same name is not all the same story.
//!
//! It must not know what a group will be called.

use super::groups::{BESIDES, LARGEST, besides, is_house, same_deed};
use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analyse::news::{self, Headline};
use crate::analyse::reading::{Reading, Term};
use crate::analyse::sentences::width;
use crate::analysis::Language;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Takes groups apart that have no more in common than a name: much happens to what many speak of, and who only speaks of the
/// same does not speak of the same thing. Of a house (a company, an organisation, a person, a subject) each part stands by
/// itself; of a product only what tells news of its own, the rest is talk about it.
pub(super) fn part_names(
    groups: Vec<Vec<usize>>,
    vectors: &[BTreeMap<u32, f64>],
    readings: &[Reading<'_>],
    rarity: &Rarity,
    names: &Gazetteer,
) -> Vec<Vec<usize>> {
    let part = |group: Vec<usize>| {
        if !(2..=LARGEST).contains(&group.len()) {
            return vec![group];
        }
        let name = labels(&group, readings, rarity)
            .into_iter()
            .find(|label| matches!(label.term, Term::Entity(_)));
        match name {
            Some(name) => {
                let number = rarity.number(&name.term);
                let alike = |i, j| {
                    besides(&vectors[i], &vectors[j], number) >= BESIDES
                        || same_deed(&readings[i], &readings[j])
                };
                // A row of names has something in common with everybody, who have nothing in common by it.
                let (rows, group): (Vec<usize>, Vec<usize>) =
                    group.iter().partition(|&&i| is_row(&readings[i], names));
                let all = rows.len() + group.len();
                let parts = attached(connected(&group, alike), &rows, alike);
                let parts = rejoined(parts, all, readings, &name.term);
                match is_house(&name.term, names) {
                    true => parts,
                    false => gathered(parts, readings, names),
                }
            }
            None => vec![group],
        }
    };
    groups.into_par_iter().flat_map_iter(part).collect()
}

/// From so many different names on a tweet is a row of them, if it has no more than so many columns for each.
const ROW: usize = 3;
const COLUMNS: usize = 36;

/// Whether a tweet goes through several names and says a few words of each.
fn is_row(reading: &Reading<'_>, names: &Gazetteer) -> bool {
    let named = reading.terms.keys().filter_map(|term| match term {
        Term::Entity(entity) => Some(names.entity(*entity)),
        Term::Word(_) => None,
    });
    let rare = named.filter(|one| one.kind != EntityKind::Theme);
    let count = rare.count();
    let words = reading.tweet.text.split("https://").next();
    let columns = words.map_or(0, |words| width(words.trim()));
    count >= ROW && columns < count * COLUMNS && reading.claims.is_empty()
}

/// Parts with the rows of names that belong to them, each to the first that it is alike to; the others hang together as they can.
fn attached(
    mut parts: Vec<Vec<usize>>,
    rows: &[usize],
    alike: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut left = Vec::new();
    let known = parts.clone();
    for &row in rows {
        let near = known
            .iter()
            .position(|part| part.iter().any(|&i| alike(i, row)));
        match near {
            Some(at) => parts[at].push(row),
            None => left.push(row),
        }
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.extend(connected(&left, alike));
    parts
}

/// From this score on, what one author tells of a product is a story of its own.
const ALONE: i64 = 70;

/// Parts that tell no news of their own, in the report's language, as one.
fn gathered(
    parts: Vec<Vec<usize>>,
    readings: &[Reading<'_>],
    names: &Gazetteer,
) -> Vec<Vec<usize>> {
    let chinese = names.language() == Language::Chinese;
    let read = |headline: &Headline| headline.words.chars().any(words::is_han) == chinese;
    let tells = |part: &Vec<usize>| {
        let people: BTreeSet<&str> = part.iter().map(|&i| readings[i].author.as_str()).collect();
        let least = if people.len() > 1 {
            news::TELLING
        } else {
            ALONE
        };
        part.iter().any(|&i| {
            let reading = &readings[i];
            let deed = reading
                .claims
                .iter()
                .any(|claim| claim.object.is_some() || claim.amount.is_some());
            deed || (reading.news.score >= least
                && reading.news.headline.as_ref().is_some_and(read))
        })
    };
    let (mut apart, rest): (Vec<Vec<usize>>, Vec<Vec<usize>>) = parts.into_iter().partition(tells);
    let mut rest = rest.concat();
    rest.sort_unstable();
    if !rest.is_empty() {
        apart.push(rest);
    }
    apart
}

/// Where most of a group hangs together, what tells no news of its own belongs to it: of what everybody speaks of many only say
/// a word. What has not even the name does not.
fn rejoined(
    mut parts: Vec<Vec<usize>>,
    all: usize,
    readings: &[Reading<'_>],
    name: &Term,
) -> Vec<Vec<usize>> {
    parts.sort_by_key(|part| (usize::MAX - part.len(), part.clone()));
    let (Some(largest), rest) = (parts.first().cloned(), parts.iter().skip(1)) else {
        return parts;
    };
    let people: BTreeSet<&str> = largest
        .iter()
        .map(|&i| readings[i].author.as_str())
        .collect();
    if largest.len() * 2 < all || people.len() < 3 {
        return parts;
    }
    let tells = |part: &&Vec<usize>| {
        let named = part.iter().any(|&i| readings[i].terms.contains_key(name));
        let news =
            |i: &usize| readings[*i].news.score >= news::TELLING || !readings[*i].claims.is_empty();
        !named || part.iter().any(news)
    };
    let (apart, words): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = rest.partition(tells);
    let mut main = [vec![&largest], words]
        .concat()
        .into_iter()
        .flatten()
        .copied()
        .collect::<Vec<usize>>();
    main.sort_unstable();
    std::iter::once(main)
        .chain(apart.into_iter().cloned())
        .collect()
}

/// The parts of a group whose tweets hang together, each with the next.
fn connected(group: &[usize], alike: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = group.to_vec();
    let mut parts = Vec::new();
    while let Some(first) = left.first().copied() {
        let mut part = vec![first];
        left.remove(0);
        let mut at = 0;
        while let Some(&one) = part.get(at) {
            let (near, rest) = left.into_iter().partition(|&other| alike(one, other));
            let near: Vec<usize> = near;
            part.extend(near);
            left = rest;
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}
