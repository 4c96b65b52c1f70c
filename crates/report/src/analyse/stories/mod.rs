//! The day's stories: groups of tweets with a name, the heaviest first.
//!
//! It must not know how a story is told.

mod apart;
mod build;
mod events;
mod groups;
mod kin;
mod label;
mod rarity;
mod weight;

use super::Profile;
use super::claims::Claim;
use super::cluster;
use super::gazetteer::Gazetteer;
use super::news::Headline;
use super::reading::{Reading, Term};
use build::story;
use rarity::Rarity;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Tweets whose mean similarity is at least this speak of the same thing.
const ALIKE: f64 = 0.13;

/// Between the names of a story.
pub(super) const JOINT: &str = " · ";

/// A story.
pub(super) struct Story {
    /// Indices of its tweets' readings, in the order of time.
    pub(super) tweets: Vec<usize>,
    /// The first of them that has what it is named after.
    pub(super) first: usize,
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
    /// It is named after a company, an organisation or a person: its name does not say what it is about.
    pub(super) house: bool,
    /// Whether somebody states news in it: a deed, a company by its own account, or what a tweet tells by itself.
    pub(super) news: bool,
    /// Of one author's story, or one that only a house names, the tweet that tells most, with the words that say it.
    pub(super) words: Option<(usize, Headline)>,
    /// Of several authors' story under such words the tweets that speak of what they say.
    pub(super) core: Vec<usize>,
    /// Its weight, in thousandths.
    pub(super) weight: i64,
}

/// What stands above a story.
pub(super) enum Heading<'a> {
    /// A deed that most of the story is about.
    Deed(&'a Claim),
    /// Words of one of its tweets: where they stand.
    Words(usize, &'a Headline),
    /// Its names.
    Names,
}

impl Story {
    /// What stands above the story: the best supported deed where the story is about it; of one author's story, their own words
    /// in the report's language; else its names.
    pub(super) fn heading(&self) -> Heading<'_> {
        match (self.claims.first(), &self.words) {
            (Some((claim, by)), _) if self.is_about(claim, by) => Heading::Deed(claim),
            (_, Some((tweet, headline))) => Heading::Words(*tweet, headline),
            _ => Heading::Names,
        }
    }

    /// Whether what stands above the story says what happened, rather than whom it is about.
    pub(super) fn is_told_in_words(&self) -> bool {
        !matches!(self.heading(), Heading::Names)
    }

    /// The tweet that says what stands above the story.
    pub(super) fn teller(&self) -> usize {
        match (self.heading(), self.claims.first()) {
            (Heading::Words(tweet, _), _) => tweet,
            (_, Some((_, by))) => by[0],
            _ => self.first,
        }
    }

    /// The heading as text.
    pub(super) fn headline(&self) -> String {
        match self.heading() {
            Heading::Deed(claim) => claim.headline(),
            Heading::Words(_, headline) => headline.words.clone(),
            Heading::Names => self.title(),
        }
    }

    /// Whether a deed is what most of the story is about, not a side line of it: the story is named after both who did it and
    /// whom it was done to, or a third of its tweets state the deed, fewer where it is named after the latter, or after who did
    /// what is done to nobody.
    fn is_about(&self, claim: &Claim, by: &[usize]) -> bool {
        let same = |name: &str, other: &str| name.contains(other) || other.contains(name);
        let names = [Some(self.name.as_str()), self.beside.as_deref()];
        let named = |shown: &str| names.into_iter().flatten().any(|name| same(name, shown));
        let object = claim.object.as_deref();
        let both = self.beside.is_some() && named(&claim.actor) && object.is_some_and(named);
        let share = match object {
            Some(object) if same(&self.name, object) => 12,
            None if by.len() > 1 && claim.amount.is_none() && same(&self.name, &claim.actor) => 6,
            _ => 3,
        };
        both || by.len() * share >= self.tweets.len()
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
            || (self.term.is_some()
                && self.term == other.term
                && !self.house
                && !(self.tells() && other.tells())
                && (small(self) || small(other)))
    }

    /// Whether it says what happened to what it is named after.
    fn tells(&self) -> bool {
        self.words.is_some() || !self.claims.is_empty()
    }

    /// The best supported deed.
    fn deed(&self) -> Option<String> {
        self.claims.first().map(|(claim, _)| claim.key())
    }

    /// How many authors and tweets it has, for the places of a phrase.
    pub(super) fn numbers(&self) -> [(&'static str, String); 2] {
        [
            ("authors", self.authors.to_string()),
            ("tweets", self.tweets.len().to_string()),
        ]
    }

    /// The story's names.
    pub(super) fn title(&self) -> String {
        match &self.beside {
            Some(beside) => format!("{}{JOINT}{beside}", self.name),
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
    groups = groups::part_strangers(groups, readings, &rarity);
    kin::join_kin(&mut groups, &vectors, readings, &rarity);
    groups = apart::part_names(groups, &vectors, readings, &rarity, names);
    groups = events::part(groups, &vectors, readings, &rarity, names);
    let (groups, sellers) = groups::without_sellers(groups, readings);
    let each = groups.into_par_iter();
    let each = each.flat_map_iter(|tweets| {
        let found = story(tweets, readings, names, &rarity, profile);
        let subject = found.term.as_ref().filter(|_| found.loose);
        let parts = subject
            .and_then(|term| groups::part_subject(&found.tweets, term, readings))
            .into_iter()
            .flatten();
        let parts: Vec<Story> = parts
            .map(|tweets| story(tweets, readings, names, &rarity, profile))
            .collect();
        match parts.is_empty() {
            true => vec![found],
            false => parts,
        }
    });
    let mut stories: Vec<Story> = Vec::new();
    for found in each.collect::<Vec<_>>() {
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
    // Who sells adds no voice to what others tell.
    let alone = sellers.into_par_iter().map(|tweet| Story {
        reportable: false,
        ..story(vec![tweet], readings, names, &rarity, profile)
    });
    stories.extend(alone.collect::<Vec<_>>());
    stories.sort_by(|a, b| (b.weight, &a.tweets).cmp(&(a.weight, &b.tweets)));
    // Of one house several things can be told, but nothing a second time under the bare name.
    let mut bare: BTreeSet<String> = BTreeSet::new();
    for story in stories.iter_mut().filter(|story| story.reportable) {
        if matches!(story.heading(), Heading::Names) {
            story.reportable = bare.insert(story.title());
        }
    }
    stories
}
