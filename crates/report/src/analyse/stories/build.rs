//! A story made of its tweets: what it is called, what was done in it, whose words stand above it.
//!
//! It must not know how its tweets came together.

use super::label::{self, Label};
use super::rarity::Rarity;
use super::{Story, groups, weight};
use crate::analyse::Profile;
use crate::analyse::claims::Claim;
use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analyse::news::{self, Headline};
use crate::analyse::reading::{Reading, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The story of some tweets.
pub(super) fn story(
    tweets: Vec<usize>,
    readings: &[Reading<'_>],
    names: &Gazetteer,
    rarity: &Rarity,
    profile: Profile,
) -> Story {
    let labels = label::labels(&tweets, readings, rarity);
    let people: BTreeSet<&str> = tweets
        .iter()
        .map(|&i| readings[i].author.as_str())
        .collect();
    let kind = |term: &Term| match term {
        Term::Entity(entity) => Some(names.entity(*entity).kind),
        Term::Word(_) => None,
    };
    // A word of prose names nothing, nor does a name that few of the authors say, or a maker whom nobody names.
    let named: Vec<&Label> = labels
        .iter()
        .filter(|label| label.names(people.len()))
        .collect();
    let first = first(&named, people.len());
    let term = first.map(|label| label.term.clone());
    let house = first.is_some_and(|label| groups::is_house(&label.term, names));
    let words = match (people.len(), &term) {
        (1, _) => words(&tweets, readings, names, None),
        (_, Some(Term::Entity(_))) => words(&tweets, readings, names, term.as_ref()),
        _ => None,
    };
    let core = match (&words, &term) {
        (Some((teller, _)), Some(term)) if people.len() > 1 => {
            groups::around(*teller, &tweets, readings, rarity, (term, house))
        }
        _ => Vec::new(),
    };
    // Words stand above a story when most of its authors speak of what they say.
    let near: BTreeSet<&str> = core.iter().map(|&i| readings[i].author.as_str()).collect();
    let words = words.filter(|_| people.len() == 1 || near.len() * 2 > people.len());
    let own = || words.as_ref().map(|(_, headline)| headline.words.clone());
    let name = first.map(|label| label.shown.clone()).or_else(own);
    let name = name.unwrap_or_default();
    let beside = (people.len() > 1)
        .then(|| beside(&named, term.as_ref(), &name, names))
        .flatten();
    // A deed by or to somebody else is a side line of the story, not what it is about; that a price moved belongs to it.
    let involves = |shown: &str| {
        let about = |name: &str| !name.is_empty() && (shown.contains(name) || name.contains(shown));
        about(&name) || beside.as_deref().is_some_and(about)
    };
    let mut claims = claims(&tweets, readings);
    claims.retain(|(claim, _)| {
        involves(&claim.actor)
            || claim.object.as_deref().is_some_and(involves)
            || claim.is_of_price()
    });
    // Of two deeds with as many authors the one by what the story is named after comes first.
    claims.sort_by_key(|(claim, by)| (usize::MAX - authors_of(by, readings), claim.actor != name));
    let theme = first.is_none_or(|label| kind(&label.term) == Some(EntityKind::Theme));
    let known = first.is_some_and(|label| kind(&label.term).is_some() || people.len() > 2);
    let told = tweets.iter().map(|&i| readings[i].news.score).max();
    let told = told.unwrap_or(0);
    let telling = told >= news::TELLING && !name.is_empty();
    // An account that speaks to nobody here is no news by itself, nor is what one author remarks in passing.
    let alone = people.len() < 3 && tweets.iter().all(|&i| readings[i].stranger);
    let passing = people.len() == 1 && told < PASSING;
    // Two who speak of the same subject need not speak of the same thing.
    let vague = theme && people.len() < 3 && !telling;
    let deed = !claims.is_empty() && !name.is_empty();
    let reportable = !alone && !passing && !vague && (known || telling || deed);
    let spoken = tweets.iter().any(|&i| readings[i].speaker.is_some());
    let news = spoken || telling || !claims.is_empty();
    let loose = theme && !(people.len() == 1 && telling);
    let weight = weight::of(
        &weight::Facts {
            authors: people.len(),
            tweets: &tweets,
            claims: claims.first().map_or(0, |(_, by)| by.len()),
            term: term.as_ref(),
            loose,
            spoken,
            told,
            bare: people.len() > 1 && claims.is_empty() && words.is_none(),
            reportable,
        },
        readings,
        names,
        profile,
    );
    let has = |i: &&usize| {
        term.as_ref()
            .is_none_or(|term| readings[**i].terms.contains_key(term))
    };
    let first = tweets.iter().find(has).or(tweets.first());
    Story {
        first: first.copied().unwrap_or_default(),
        authors: people.len(),
        name,
        beside,
        term,
        claims,
        loose,
        house,
        reportable,
        news,
        words,
        core,
        weight,
        tweets,
    }
}

/// What one author writes without a name or a deed in it is below this.
const PASSING: i64 = 30;

/// The label that names a story: a name of the gazetteer, unless clearly more of the story's authors say another.
fn first<'a>(named: &[&'a Label], people: usize) -> Option<&'a Label> {
    let known = named
        .iter()
        .find(|label| matches!(label.term, Term::Entity(_)))
        .or(named.first())
        .copied();
    match (known, named.first()) {
        (Some(known), Some(top))
            if matches!(top.term, Term::Word(_)) && top.authors > known.authors && people > 1 =>
        {
            Some(*top)
        }
        (known, _) => known,
    }
}

/// A second name that tells the story from others; a maker beside what it makes does not.
fn beside(named: &[&Label], first: Option<&Term>, name: &str, names: &Gazetteer) -> Option<String> {
    let entity = |term: &Term| match term {
        Term::Entity(entity) => Some(*entity),
        Term::Word(_) => None,
    };
    let maker = |term: &Term| entity(term).and_then(|entity| names.entity(entity).maker);
    let kin = |term: &Term| {
        first.is_some_and(|first| {
            let (a, b) = (entity(first), entity(term));
            (a.is_some() && maker(term) == a)
                || (b.is_some() && maker(first) == b)
                || (maker(first).is_some() && maker(first) == maker(term))
        })
    };
    named
        .iter()
        .find(|label| {
            Some(&label.term) != first
                && label.share >= 40
                && label.authors >= 2
                && entity(&label.term)
                    .is_none_or(|entity| names.entity(entity).kind != EntityKind::Theme)
                && !kin(&label.term)
                && !name.contains(label.shown.as_str())
                && !label.shown.contains(name)
        })
        .map(|label| label.shown.clone())
}

/// The tweet that tells most by itself, with its headline, which has a name where one is wanted; in the report's language where
/// there is one.
fn words(
    tweets: &[usize],
    readings: &[Reading<'_>],
    names: &Gazetteer,
    about: Option<&Term>,
) -> Option<(usize, Headline)> {
    let has = |words: &str| match about {
        Some(Term::Entity(entity)) => {
            let found = names.find(words);
            found.iter().any(|mention| {
                let maker = names.entity(mention.entity).maker;
                mention.entity == *entity || maker == Some(*entity)
            })
        }
        _ => true,
    };
    let chinese = names.language() == crate::analysis::Language::Chinese;
    let is_own = |i: usize| (readings[i].language == "zh") == chinese;
    // Whoever tells a story in the report's language need not be headed by another.
    let told = tweets.iter().any(|&i| is_own(i));
    let mut best: Option<((bool, i64), usize, &Headline)> = None;
    for &i in tweets {
        let news = &readings[i].news;
        if let Some(headline) = &news.headline
            && news.score >= news::TELLING
            && has(&headline.words)
        {
            let own = headline.words.starts_with('《')
                || headline.words.chars().any(words::is_han) == chinese;
            let worth = (own, news.score);
            if (own || !told || readings[i].speaker.is_some())
                && best.is_none_or(|(most, ..)| worth > most)
            {
                best = Some((worth, i, headline));
            }
        }
    }
    best.map(|(_, i, headline)| (i, headline.clone()))
}

/// The claims of a story, those with most authors first.
fn claims(tweets: &[usize], readings: &[Reading<'_>]) -> Vec<(Claim, Vec<usize>)> {
    let mut by: BTreeMap<String, (Claim, Vec<usize>)> = BTreeMap::new();
    for &i in tweets {
        for claim in &readings[i].claims {
            by.entry(claim.key())
                .or_insert_with(|| (claim.clone(), Vec::new()))
                .1
                .push(i);
        }
    }
    let mut claims: Vec<(Claim, Vec<usize>)> = by.into_values().collect();
    claims.sort_by_key(|(claim, by)| {
        (
            usize::MAX - authors_of(by, readings),
            claim.object.is_none(),
            claim.amount.is_none(),
            claim.place,
            claim.action,
            by[0],
        )
    });
    claims
}

/// The different authors of some readings.
fn authors_of(by: &[usize], readings: &[Reading<'_>]) -> usize {
    let people = by.iter().map(|&i| readings[i].author.as_str());
    people.collect::<BTreeSet<_>>().len()
}
