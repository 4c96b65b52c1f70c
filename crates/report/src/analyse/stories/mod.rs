//! The day's stories: groups of tweets with a name, the heaviest first.
//!
//! It must not know how a story is told.

mod groups;
mod label;
mod rarity;
mod weight;

use super::Profile;
use super::claims::Claim;
use super::cluster;
use super::gazetteer::{EntityKind, Gazetteer};
use super::news::{self, Headline};
use super::reading::{Reading, Term};
use label::Label;
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
    groups::join_kin(&mut groups, &vectors, readings, &rarity);
    groups = groups::part_names(groups, &vectors, readings, &rarity, names);
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

fn story(
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
