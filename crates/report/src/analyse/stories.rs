//! The day's stories: groups of tweets with a name, the heaviest first.
//!
//! It must not know how a story is told.

use super::Profile;
use super::claims::Claim;
use super::cluster;
use super::gazetteer::{EntityKind, Field, Gazetteer};
use super::glance;
use super::reading::{MAKER, NAME, Reading, Term};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Tweets whose mean similarity is at least this speak of the same thing.
const ALIKE: f64 = 0.13;
/// Stories of one name come together when they are at least this alike.
const KIN: f64 = 0.045;

/// A story.
pub(super) struct Story {
    /// Indices of its tweets' readings, in the order of time.
    pub(super) tweets: Vec<usize>,
    /// Its different authors.
    pub(super) authors: usize,
    /// Its name: what most of its authors name that few others do.
    pub(super) name: String,
    /// A second name that tells it from others, when there is one.
    pub(super) beside: Option<String>,
    /// The term the name comes from.
    pub(super) term: Option<Term>,
    /// What was done, best supported first, with the readings that say so.
    pub(super) claims: Vec<(Claim, Vec<usize>)>,
    /// Its name is a subject, not a thing: its tweets have less in common.
    pub(super) loose: bool,
    /// Whether it says something about the world: a name of the gazetteer, a deed, or many voices.
    pub(super) reportable: bool,
    /// Whether somebody states news in it: a deed, or a company by its own account.
    pub(super) news: bool,
    /// Its weight, in thousandths.
    pub(super) weight: i64,
}

impl Story {
    /// The story's headline: the best supported deed where the story is about it, else its names.
    pub(super) fn headline(&self) -> String {
        match self.claims.first() {
            Some((claim, by)) if self.is_about(claim, by) => claim.headline(),
            _ => self.title(),
        }
    }

    /// Whether a deed is what most of the story is about, not a side line of it: the story is named after what was acted on,
    /// or a third of its tweets state the deed.
    fn is_about(&self, claim: &Claim, by: &[usize]) -> bool {
        let named = |object: &String| object.contains(&self.name) || self.name.contains(object);
        claim.object.as_ref().is_some_and(named) || by.len() * 3 >= self.tweets.len()
    }

    /// Whether another story has the same deed, or the same name and too little of its own to be told apart.
    fn is_told_by(&self, other: &Self) -> bool {
        let small =
            |story: &Self| story.authors < 3 || (story.beside.is_none() && story.claims.is_empty());
        let short = |a: &Self, b: &Self| {
            matches!(a.term, Some(Term::Word(_))) && a.name.len() >= 4 && b.name.ends_with(&a.name)
        };
        (self.deed().is_some() && self.deed() == other.deed())
            || short(self, other)
            || short(other, self)
            || (self.term.is_some() && self.term == other.term && (small(self) || small(other)))
    }

    /// The best supported deed.
    fn deed(&self) -> Option<String> {
        self.claims.first().map(|(claim, _)| claim.headline())
    }

    /// The story's names.
    pub(super) fn title(&self) -> String {
        match &self.beside {
            Some(beside) => format!("{} · {beside}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The stories of the readings that count, the heaviest first.
pub(super) fn find(readings: &[Reading<'_>], names: &Gazetteer, profile: Profile) -> Vec<Story> {
    let rarity = Rarity::of(readings);
    let vectors: Vec<BTreeMap<u32, f64>> = readings
        .par_iter()
        .map(|reading| rarity.vector(reading))
        .collect();
    let common = (readings.len() / 3).max(200);
    let mut groups = cluster::groups(&vectors, ALIKE, common);
    groups = part_strangers(groups, readings, &rarity);
    join_kin(&mut groups, &vectors, readings, &rarity);
    let mut stories: Vec<Story> = Vec::new();
    for tweets in groups {
        let found = story(tweets, readings, names, &rarity, profile);
        // The same deed told in another language or with other words is the same story.
        let same = stories.iter().position(|known| known.is_told_by(&found));
        match same {
            Some(at) => {
                let mut tweets = std::mem::take(&mut stories[at].tweets);
                tweets.extend(found.tweets);
                tweets.sort_unstable();
                stories[at] = story(tweets, readings, names, &rarity, profile);
            }
            None => stories.push(found),
        }
    }
    stories.sort_by(|a, b| (b.weight, &a.tweets).cmp(&(a.weight, &b.tweets)));
    stories
}

/// Takes groups apart whose tweets share words but no name: small talk looks alike.
fn part_strangers(
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
fn join_kin(
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

/// How rare each term is among the tweets that count.
struct Rarity {
    numbers: BTreeMap<Term, (u32, usize)>,
    tweets: usize,
}

impl Rarity {
    fn of(readings: &[Reading<'_>]) -> Self {
        let mut numbers: BTreeMap<Term, (u32, usize)> = BTreeMap::new();
        for reading in readings {
            for term in reading.terms.keys() {
                let next = numbers.len() as u32;
                numbers.entry(term.clone()).or_insert((next, 0)).1 += 1;
            }
        }
        Self {
            numbers,
            tweets: readings.len(),
        }
    }

    fn idf(&self, term: &Term) -> f64 {
        let uses = self.numbers.get(term).map_or(1, |(_, uses)| *uses).max(1);
        libm::log(1.0 + self.tweets as f64 / uses as f64)
    }

    /// The weights of the terms that the tweet shares with others, its length being 1.
    fn vector(&self, reading: &Reading<'_>) -> BTreeMap<u32, f64> {
        let raw: Vec<(u32, f64)> = reading
            .terms
            .iter()
            .filter_map(|(term, used)| {
                let (number, uses) = self.numbers.get(term)?;
                (*uses >= 2).then(|| (*number, f64::from(used.worth) / 100.0 * self.idf(term)))
            })
            .collect();
        let norm = libm::sqrt(raw.iter().map(|(_, w)| w * w).sum::<f64>()).max(3.0);
        raw.into_iter()
            .map(|(term, weight)| (term, weight / norm))
            .collect()
    }
}

/// A term that may name a group.
struct Label {
    term: Term,
    /// How most of the group write it.
    shown: String,
    /// Share of the group's authors who say it, in percent.
    share: usize,
    authors: usize,
    worth: u32,
}

impl Label {
    /// Whether it can name a story of so many authors. A name outside the gazetteer must be said by several.
    fn names(&self, people: usize) -> bool {
        let said = match &self.term {
            Term::Entity(_) => self.authors >= 2.min(people),
            Term::Word(_) => self.worth >= NAME && self.authors >= 2,
        };
        said && self.worth > 60 && self.worth != MAKER && self.share >= 34
    }
}

/// The terms that name a group, best first.
fn labels(tweets: &[usize], readings: &[Reading<'_>], rarity: &Rarity) -> Vec<Label> {
    let mut authors: BTreeMap<&Term, BTreeSet<&str>> = BTreeMap::new();
    let mut shown: BTreeMap<&Term, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut worth: BTreeMap<&Term, u32> = BTreeMap::new();
    let everybody: BTreeSet<&str> = tweets
        .iter()
        .map(|&i| readings[i].author.as_str())
        .collect();
    for &i in tweets {
        for (term, used) in readings[i]
            .terms
            .iter()
            .filter(|(_, used)| used.worth != MAKER && used.central)
        {
            authors.entry(term).or_default().insert(&readings[i].author);
            *shown
                .entry(term)
                .or_default()
                .entry(&used.shown)
                .or_default() += 1;
            let known = worth.entry(term).or_default();
            *known = (*known).max(used.worth);
        }
    }
    let mut ranked: Vec<(i64, &Term)> = authors
        .iter()
        .map(|(term, people)| {
            // A word of prose names nothing; a name counts by how many say it and how few others do.
            let worth = f64::from(worth[term].saturating_sub(60)) / 100.0;
            let score = people.len() as f64 * worth * libm::sqrt(rarity.idf(term));
            ((score * 1000.0) as i64, *term)
        })
        .collect();
    ranked.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    ranked
        .into_iter()
        .map(|(_, term)| {
            let spelling = shown[term]
                .iter()
                .max_by_key(|(text, uses)| (**uses, Reversed(text)))
                .map_or("", |(text, _)| text);
            Label {
                term: term.clone(),
                shown: spelling.to_owned(),
                share: authors[term].len() * 100 / everybody.len().max(1),
                authors: authors[term].len(),
                worth: worth[term],
            }
        })
        .collect()
}

/// Orders text backwards, so that the first of equals wins a maximum.
#[derive(PartialEq, Eq)]
struct Reversed<'a>(&'a str);

impl Ord for Reversed<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.cmp(self.0)
    }
}

impl PartialOrd for Reversed<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn story(
    tweets: Vec<usize>,
    readings: &[Reading<'_>],
    names: &Gazetteer,
    rarity: &Rarity,
    profile: Profile,
) -> Story {
    let labels = labels(&tweets, readings, rarity);
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
    let first = named
        .iter()
        .find(|label| matches!(label.term, Term::Entity(_)))
        .or(named.first())
        .copied();
    let first = match (first, named.first()) {
        // A name outside the gazetteer leads when clearly more of the story's authors say it.
        (Some(known), Some(top))
            if matches!(top.term, Term::Word(_))
                && top.authors > known.authors
                && people.len() > 1 =>
        {
            Some(*top)
        }
        (known, _) => known,
    };
    let name = first.map_or_else(String::new, |label| label.shown.clone());
    let beside = named
        .iter()
        .filter(|label| {
            Some(&label.term) != first.map(|first| &first.term)
                && label.share >= 40
                && label.authors >= 2.min(people.len())
                && kind(&label.term) != Some(EntityKind::Theme)
                && !name.contains(label.shown.as_str())
                && !label.shown.contains(name.as_str())
        })
        .map(|label| label.shown.clone())
        .next();
    // A deed by or to somebody else is a side line of the story, not what it is about.
    let involves =
        |shown: &str| !name.is_empty() && (shown.contains(&name) || name.contains(shown));
    let mut claims = claims(&tweets, readings);
    claims.retain(|(claim, _)| {
        involves(&claim.actor) || claim.object.as_deref().is_some_and(involves)
    });
    let theme = first.is_none_or(|label| kind(&label.term) == Some(EntityKind::Theme));
    let known = first.is_some_and(|label| kind(&label.term).is_some() || people.len() > 2);
    // An account that speaks to nobody here is no news by itself.
    let alone = people.len() < 3 && tweets.iter().all(|&i| readings[i].stranger);
    let reportable = !alone && (known || !claims.is_empty() && !name.is_empty());
    let field = first.and_then(|label| match &label.term {
        Term::Entity(entity) => Some(names.entity(*entity).field),
        Term::Word(_) => None,
    });
    let mut weight = 1000 * people.len() as i64 + 60 * tweets.len().min(12) as i64;
    weight += 350 * claims.first().map_or(0, |(_, by)| by.len().min(3)) as i64;
    weight += if theme { -1200 } else { 200 };
    weight += fit(field, profile);
    weight += tweets
        .iter()
        .map(|&i| attention(&readings[i]))
        .max()
        .unwrap_or(0);
    let spoken = tweets.iter().any(|&i| readings[i].speaker.is_some());
    let news = spoken || !claims.is_empty();
    if spoken {
        weight += if fit(field, profile) > 0 { SPOKEN } else { 0 };
    } else if people.len() == 1
        && !news
        && tweets.iter().all(|&i| is_personal(&readings[i].tweet.text))
    {
        weight -= PERSONAL;
    }
    if !reportable {
        weight -= 3000;
    }
    Story {
        authors: people.len(),
        name,
        beside,
        term: first.map(|label| label.term.clone()),
        claims,
        loose: theme,
        reportable,
        news,
        weight,
        tweets,
    }
}

/// What the word of a company's own account adds, in thousandths of an author.
const SPOKEN: i64 = 1100;
/// What is taken from what one author tells of themselves.
const PERSONAL: i64 = 600;

/// Whether a text is about the one who writes it.
pub(super) fn is_personal(text: &str) -> bool {
    let text = text.to_lowercase();
    let english = || {
        text.split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| matches!(word, "i" | "my" | "me" | "i'm" | "i've"))
    };
    text.contains(['我', '俺', '咱']) || english()
}

/// How well a field fits what the dataset is about.
fn fit(field: Option<Field>, profile: Profile) -> i64 {
    match (profile, field) {
        (Profile::Ai, Some(Field::Ai)) => 1300,
        (Profile::Markets, Some(Field::Market | Field::Crypto)) => 1300,
        (Profile::Ai, Some(Field::Tech)) | (Profile::Markets, Some(Field::Tech)) => 250,
        (_, None) => -300,
        _ => 0,
    }
}

/// What likes and retweets add: a doubling is worth 25 thousandths, so that they never outweigh a second author.
fn attention(reading: &Reading<'_>) -> i64 {
    25 * i64::from(glance::attention(reading.tweet))
}

/// The claims of a story, those with most authors first.
fn claims(tweets: &[usize], readings: &[Reading<'_>]) -> Vec<(Claim, Vec<usize>)> {
    let mut by: BTreeMap<String, (Claim, Vec<usize>)> = BTreeMap::new();
    for &i in tweets {
        for claim in &readings[i].claims {
            by.entry(claim.headline())
                .or_insert_with(|| (claim.clone(), Vec::new()))
                .1
                .push(i);
        }
    }
    let mut claims: Vec<(Claim, Vec<usize>)> = by.into_values().collect();
    let people = |by: &[usize]| {
        by.iter()
            .map(|&i| readings[i].author.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    };
    claims.sort_by_key(|(claim, by)| {
        (
            usize::MAX - people(by),
            claim.object.is_none(),
            claim.action,
            by[0],
        )
    });
    claims
}
