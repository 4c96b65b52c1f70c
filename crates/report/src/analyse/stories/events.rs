//! Groups in which several things happen, taken apart: each event with those who speak of it, and the rest as talk about the name.
//!
//! It must not know what is told of an event.

use super::groups::{BESIDES_A_PRODUCT, LARGEST, is_house, same_deed};
use super::label::labels;
use super::rarity::Rarity;
use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analyse::news;
use crate::analyse::reading::{Reading, Term};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A tweet that is less like all others tells of something else.
const STRANGE: f64 = 0.1;
/// From so many authors on what they speak of is the event.
const MANY: usize = 3;

/// Takes groups apart where two tweets or more tell of different events.
pub(super) fn part(
    groups: Vec<Vec<usize>>,
    vectors: &[BTreeMap<u32, f64>],
    readings: &[Reading<'_>],
    rarity: &Rarity,
    names: &Gazetteer,
) -> Vec<Vec<usize>> {
    let part = |group: Vec<usize>| {
        let people = authors(&group, readings);
        if !(2..=LARGEST).contains(&group.len()) {
            return vec![group];
        }
        let label = labels(&group, readings, rarity)
            .into_iter()
            .find(|label| matches!(label.term, Term::Entity(_)));
        // What many say of a product belongs together.
        if label.is_some_and(|label| label.authors >= MANY && is_product(&label.term, names)) {
            return vec![group];
        }
        let alike = |i: usize, j: usize| beyond_one_name(&vectors[i], &vectors[j]);
        let same = |i: usize, j: usize| {
            alike(i, j) >= BESIDES_A_PRODUCT
                || same_deed(&readings[i], &readings[j])
                || same_figure(&readings[i], &readings[j])
        };
        let (mut telling, rest): (Vec<usize>, Vec<usize>) =
            group.iter().partition(|&&i| tells(&readings[i]));
        telling.sort_by_key(|&i| (-readings[i].news.score, i));
        let mut events: Vec<Vec<usize>> = Vec::new();
        for i in telling {
            match events
                .iter_mut()
                .find(|event| event.iter().any(|&j| same(i, j)))
            {
                Some(event) => event.push(i),
                None => events.push(vec![i]),
            }
        }
        if people >= MANY {
            return alone(group, events, alike, readings);
        }
        if events.len() < 2 {
            return vec![group];
        }
        let mut talk: Vec<usize> = Vec::new();
        for i in rest {
            let near = |event: &[usize]| {
                let each = event.iter().map(|&j| alike(i, j));
                each.fold(0.0, f64::max)
            };
            let best = (0..events.len()).max_by(|&a, &b| {
                near(&events[a])
                    .total_cmp(&near(&events[b]))
                    .then(b.cmp(&a))
            });
            match best.filter(|&at| near(&events[at]) >= BESIDES_A_PRODUCT) {
                Some(at) => events[at].push(i),
                None => talk.push(i),
            }
        }
        if !talk.is_empty() {
            events.push(talk);
        }
        for event in &mut events {
            event.sort_unstable();
        }
        events
    };
    groups.into_par_iter().flat_map_iter(part).collect()
}

/// Of what many speak of only those events that a single author tells, and that have nothing but a name in common with all the rest.
fn alone(
    group: Vec<usize>,
    events: Vec<Vec<usize>>,
    alike: impl Fn(usize, usize) -> f64,
    readings: &[Reading<'_>],
) -> Vec<Vec<usize>> {
    // Who writes another language than the others has no words in common with them.
    let language = |i: usize| readings[i].language;
    let spoken = |of: &str| group.iter().filter(|&&i| language(i) == of).count();
    let apart = |event: &Vec<usize>| {
        let other = |&i: &usize| spoken(language(i)) * 2 < group.len();
        if event.iter().all(other) {
            return false;
        }
        let others = group.iter().filter(|i| !event.contains(i));
        let near = |&j: &usize| event.iter().any(|&i| alike(i, j) >= STRANGE);
        authors(event, readings) == 1 && !others.into_iter().any(near)
    };
    let mut parts: Vec<Vec<usize>> = events.into_iter().filter(apart).collect();
    let taken: BTreeSet<usize> = parts.iter().flatten().copied().collect();
    let rest: Vec<usize> = group.into_iter().filter(|i| !taken.contains(i)).collect();
    for part in &mut parts {
        part.sort_unstable();
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Whether a term names a thing rather than somebody who does many things, or a coin to whose price everything happens.
fn is_product(term: &Term, names: &Gazetteer) -> bool {
    let coin = match term {
        Term::Entity(entity) => names.entity(*entity).kind == EntityKind::Token,
        Term::Word(_) => false,
    };
    !coin && !is_house(term, names)
}

/// What two tweets have in common besides the name that they have most in common: of the same somebody much can be told.
fn beyond_one_name(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>) -> f64 {
    let shared = a
        .iter()
        .filter_map(|(term, weight)| Some(weight * b.get(term)?));
    let (sum, most) = shared.fold((0.0, 0.0), |(sum, most), one: f64| {
        (sum + one, one.max(most))
    });
    sum - most
}

fn authors(tweets: &[usize], readings: &[Reading<'_>]) -> usize {
    let people = tweets.iter().map(|&i| readings[i].author.as_str());
    people.collect::<BTreeSet<_>>().len()
}

/// Whether a tweet tells of an event: in words that can stand above it, or because whom it is about speaks.
fn tells(reading: &Reading<'_>) -> bool {
    let headed = reading.news.headline.is_some() && reading.news.score >= news::TELLING;
    headed || reading.speaker.is_some()
}

/// Whether two tweets have a figure in common that is no year and no version.
fn same_figure(a: &Reading<'_>, b: &Reading<'_>) -> bool {
    let own = figures(&a.tweet.text);
    figures(&b.tweet.text)
        .iter()
        .any(|figure| own.contains(figure))
}

/// The figures of a text that are rare enough to tell an event: three digits and more, no years.
fn figures(text: &str) -> BTreeSet<String> {
    let outside = text.split_whitespace().filter(|word| !word.contains("://"));
    outside
        .flat_map(|word| word.split(|c: char| !(c.is_ascii_digit() || c == '.')))
        .map(|figure| figure.trim_matches('.'))
        .filter(|figure| {
            let digits = figure.bytes().filter(u8::is_ascii_digit).count();
            let year = digits == 4 && (figure.starts_with("19") || figure.starts_with("20"));
            digits >= 3 && !year
        })
        .map(str::to_owned)
        .collect()
}
