//! Tweets become labels and an analysis, offline and the same way every time.
//!
//! `reading` (each tweet alone) -> `stories` (tweets together) -> `write` (what the report says). It must not know
//! Markdown, nor where tweets come from.

mod advertising;
mod claims;
mod cluster;
mod duplicates;
pub mod evaluate;
mod gazetteer;
mod learn;
mod lexicon;
mod reading;
mod sentences;
mod sentiment;
mod stories;
mod topics;
mod write;

pub use ::words::Lexicon;
pub use lexicon::lexicon;

use crate::analysis::{Analysis, Language, Links};
use crate::dataset::Dataset;
use crate::label::{Ad, AdLevel, Label};
use crate::tweet::Tweet;
use chrono::NaiveDate;
use gazetteer::Gazetteer;
use rayon::prelude::*;
use reading::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// From this share of Chinese tweets on, in percent, an author without any is a stranger.
const MOSTLY: usize = 62;

/// What the author wants of the analysis.
#[derive(Clone, Debug)]
pub struct Options {
    /// The report's language.
    pub language: Language,
    /// How evidence is linked.
    pub links: Links,
    /// What the report is about; by the dataset's name where it is `None`.
    pub profile: Option<Profile>,
    /// The report before this one, to compare with.
    pub previous: Option<Previous>,
    /// How many key points at most.
    pub key_points: usize,
    /// What the cloud shows.
    pub cloud: Cloud,
}

/// What a report is about decides which stories come first and which sections go deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Profile {
    Ai,
    Markets,
    General,
    Weibo,
}

impl Profile {
    /// Every profile with its name in `_config.yml`.
    pub const ALL: [(&'static str, Self); 4] = [
        ("ai", Self::Ai),
        ("markets", Self::Markets),
        ("general", Self::General),
        ("weibo", Self::Weibo),
    ];

    /// The profile of a name.
    pub fn named(name: &str) -> Option<Self> {
        let known = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(name);
        Self::ALL.iter().find(known).map(|(_, profile)| *profile)
    }
}

/// What an earlier report said, as far as this one compares itself with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Its topics, heaviest first.
    pub topics: Vec<crate::analysis::Topic>,
}

/// What the author wants of the word cloud.
#[derive(Clone, Debug)]
pub struct Cloud {
    /// How many words at most.
    pub words: usize,
    /// What decides the size of a word.
    pub weight: Weight,
    /// How texts are cut, what says nothing, which words are one.
    pub lexicon: Lexicon,
    /// The words of earlier days, as [`cloud_keys`] gives them: what [`Weight::TfIdf`] compares with.
    pub earlier: Vec<BTreeSet<String>>,
}

impl Default for Cloud {
    fn default() -> Self {
        Self {
            words: 100,
            weight: Weight::Authors,
            lexicon: lexicon().clone(),
            earlier: Vec::new(),
        }
    }
}

/// What decides the size of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// How many different authors use it, so that nobody can shout a word into first place.
    #[default]
    Authors,
    /// How often it is used.
    Uses,
    /// How many authors use it, times `ln((1 + D) / (1 + d)) + 1`, where `d` of `D` earlier days have it: what is new
    /// stands out.
    TfIdf,
}

/// The names of the gazetteer in a text: where they stand, versions included, and which they are.
pub(crate) fn entities(text: &str) -> Vec<(std::ops::Range<usize>, usize)> {
    let found = gazetteer::shipped().find(text).into_iter();
    found
        .map(|mention| (mention.start..mention.end, mention.entity))
        .collect()
}

/// The entity that speaks for itself under an account.
pub(crate) fn speaker(account: &str) -> Option<usize> {
    gazetteer::shipped().speaker(&account.to_lowercase())
}

/// Whether an entity is a subject, such as 开源, rather than a name.
pub(crate) fn is_subject(entity: usize) -> bool {
    gazetteer::shipped().entity(entity).kind == gazetteer::EntityKind::Theme
}

/// Name, kind and other spellings of an entity.
pub(crate) fn described(entity: usize, language: Language) -> (String, &'static str, Vec<String>) {
    let names = gazetteer::shipped_in(language);
    let entity = names.entity(entity);
    let kind = match entity.kind {
        gazetteer::EntityKind::Model => "model",
        gazetteer::EntityKind::Product => "product",
        gazetteer::EntityKind::Listed | gazetteer::EntityKind::Private => "company",
        gazetteer::EntityKind::Organisation => "organisation",
        gazetteer::EntityKind::Person => "person",
        gazetteer::EntityKind::Token => "token",
        gazetteer::EntityKind::Theme => "subject",
    };
    let others = names.spellings_of(entity).map(str::to_owned);
    (entity.name.clone(), kind, others.collect())
}

/// The symbol under which an entity is traded.
pub(crate) fn symbol(entity: usize) -> Option<&'static str> {
    gazetteer::shipped().entity(entity).symbol.as_deref()
}

/// The words of a day that was analysed before: those of its tweets that are neither advertising nor repetitions.
pub fn cloud_keys(cloud: &Cloud, tweets: &[Tweet], labels: &[Label]) -> BTreeSet<String> {
    let left_out: BTreeSet<&str> = labels
        .iter()
        .filter(|label| label.ad.level == AdLevel::Advertising || label.duplicate_of.is_some())
        .map(|label| label.id.as_str())
        .collect();
    let texts: Vec<(&str, &str)> = tweets
        .iter()
        .filter(|tweet| !left_out.contains(tweet.id.as_str()))
        .map(|tweet| (tweet.author.handle.as_str(), tweet.text.as_str()))
        .collect();
    let counted = write::cloud::count(&cloud.lexicon, &texts);
    counted.into_iter().map(|word| word.key).collect()
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: Language::Chinese,
            links: Links::Inline,
            profile: None,
            previous: None,
            key_points: 10,
            cloud: Cloud::default(),
        }
    }
}

/// What the analysis gives.
#[derive(Debug)]
pub struct Analysed {
    /// One label a tweet, in the order of the tweets.
    pub labels: Vec<Label>,
    /// What the report says.
    pub analysis: Analysis,
}

/// Analyses a dataset. The order of `tweets` changes only the order of the labels.
pub fn analyse(dataset: &Dataset, tweets: &[Tweet], options: &Options) -> Analysed {
    let mut order: Vec<usize> = (0..tweets.len()).collect();
    order.sort_by(|&a, &b| (tweets[a].time, &tweets[a].id).cmp(&(tweets[b].time, &tweets[b].id)));
    let sorted: Vec<Tweet> = order.iter().map(|&i| tweets[i].clone()).collect();
    let names = gazetteer::shipped_in(options.language);
    let readings = read(&sorted, names);
    let profile = options.profile.unwrap_or_else(|| profile(&dataset.name));
    let stories = stories::find(&readings, names, profile);
    let analysis = write::report(dataset, &readings, &stories, profile, options);

    let mut topics: BTreeMap<usize, usize> = BTreeMap::new();
    for (rank, story) in stories.iter().filter(|story| story.reportable).enumerate() {
        topics.extend(story.tweets.iter().map(|&i| (i, rank + 1)));
    }
    let mut labels: Vec<(usize, Label)> = readings
        .iter()
        .enumerate()
        .map(|(i, reading)| {
            let label = Label {
                id: reading.tweet.id.clone(),
                language: reading.language.to_owned(),
                duplicate_of: reading.repeats.map(|original| sorted[original].id.clone()),
                ad: reading.ad.clone(),
                topic: topics.get(&i).map(|rank| format!("t{rank}")),
                sentiment: reading.mood,
            };
            (order[i], label)
        })
        .collect();
    labels.sort_by_key(|(place, _)| *place);
    Analysed {
        labels: labels.into_iter().map(|(_, label)| label).collect(),
        analysis,
    }
}

/// Reads every tweet. `tweets` are in the order of time.
fn read<'a>(tweets: &'a [Tweet], names: &Gazetteer) -> Vec<Reading<'a>> {
    let order: Vec<usize> = (0..tweets.len()).collect();
    let originals = duplicates::originals(tweets, &order);
    let mut copies: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (i, tweet) in tweets.iter().enumerate() {
        *copies
            .entry((&tweet.author.handle, originals[i].unwrap_or(i)))
            .or_default() += 1;
    }
    let copies = |i: usize| {
        let key = (tweets[i].author.handle.as_str(), originals[i].unwrap_or(i));
        copies.get(&key).copied().unwrap_or(1)
    };
    let first: Vec<Ad> = tweets
        .par_iter()
        .enumerate()
        .map(|(i, tweet)| advertising::judge(tweet, copies(i), false))
        .collect();
    let strangers = strangers(tweets, &first);
    let mut readings: Vec<Reading<'_>> = tweets
        .par_iter()
        .zip(first)
        .enumerate()
        .map(|(i, (tweet, first))| {
            let unknown = names.speaker(&tweet.author.handle.to_lowercase()).is_none();
            let ad = match unknown && strangers.contains(tweet.author.handle.as_str()) {
                true => advertising::judge(tweet, copies(i), true),
                false => first,
            };
            reading::read(tweet, ad, originals[i], names)
        })
        .collect();
    for reading in &mut readings {
        reading.stranger =
            reading.speaker.is_none() && strangers.contains(reading.tweet.author.handle.as_str());
    }
    for original in originals.into_iter().flatten() {
        readings[original].copies += 1;
    }
    readings
}

/// The authors who never write Chinese, where most authors do: on a personal timeline these are mostly advertisers.
fn strangers<'a>(tweets: &'a [Tweet], ads: &[Ad]) -> BTreeSet<&'a str> {
    let mut chinese: BTreeMap<&str, bool> = BTreeMap::new();
    let languages: Vec<bool> = tweets
        .par_iter()
        .map(|tweet| words::language(&tweet.text).code() == "zh")
        .collect();
    for (tweet, is_chinese) in tweets.iter().zip(&languages) {
        *chinese.entry(&tweet.author.handle).or_default() |= is_chinese;
    }
    let honest = || {
        languages
            .iter()
            .zip(ads)
            .filter(|(_, ad)| ad.level != AdLevel::Advertising)
    };
    let share =
        honest().filter(|(is_chinese, _)| **is_chinese).count() * 100 / honest().count().max(1);
    if share < MOSTLY {
        return BTreeSet::new();
    }
    chinese
        .into_iter()
        .filter(|(_, writes)| !writes)
        .map(|(handle, _)| handle)
        .collect()
}

/// What a dataset is about, by its name.
fn profile(name: &str) -> Profile {
    let lower = name.to_lowercase();
    let has = |words: &[&str]| lower.split(['_', '-']).any(|part| words.contains(&part));
    if has(&["ai", "llm", "ml", "agi", "aigc"]) {
        Profile::Ai
    } else if has(&[
        "market", "markets", "stock", "stocks", "finance", "crypto", "web3", "btc",
    ]) {
        Profile::Markets
    } else if has(&["weibo", "微博"]) {
        Profile::Weibo
    } else {
        Profile::General
    }
}
