//! Which tweets stand together: groups of strangers are taken apart, groups of one name joined.
//!
//! It must not know what a group will be called.

use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analyse::news::{self, Headline};
use crate::analyse::reading::{Reading, Term};
use crate::analyse::sentences::width;
use crate::analysis::Language;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Stories of one name come together when they are at least this alike.
const KIN: f64 = 0.045;
/// Two tweets about a house speak of the same thing when they are this alike besides its name.
const BESIDES: f64 = 0.05;
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
fn besides(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>, term: Option<u32>) -> f64 {
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
