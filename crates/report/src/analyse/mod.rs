//! Tweets become labels and an analysis, offline and the same way every time.
//!
//! `reading` (each tweet alone) -> `stories` (tweets together) -> `write` (what the report says). It must not know
//! Markdown, nor where tweets come from.

mod advertising;
mod alone;
mod claims;
mod cluster;
mod continued;
mod coverage;
mod duplicates;
mod earlier;
pub mod evaluate;
mod gazetteer;
mod glance;
mod learn;
mod lexicon;
mod models;
mod news;
mod own;
mod passing;
mod phrases;
mod reading;
mod repeated;
mod sentences;
mod sentiment;
mod sketch;
mod stories;
mod topics;
mod version;
mod whole;
mod write;

pub use ::words::Lexicon;
pub use advertising::{List, Rules};
pub use earlier::{Continued, Earlier};
pub use lexicon::lexicon;
pub use phrases::{Phrases, file as phrases_file};
pub use whole::Tweets;

use crate::analysis::{Analysis, Language, Links};
use crate::dataset::Dataset;
use crate::label::{AdLevel, Label};
use crate::tweet::Tweet;
use chrono::NaiveDate;
use rayon::prelude::*;
use reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use stories::Story;
use whole::{Chosen, Whole};

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
    /// The reports of the days it is made of, in their order; none of one that is made from tweets.
    pub days: Vec<Previous>,
    /// What earlier reports of the same dataset had, the latest first: their tweets are no news any more.
    pub earlier: Vec<Earlier>,
    /// What becomes of a story that one of them told.
    pub continued: Continued,
    /// How many key points at most.
    pub key_points: usize,
    /// What the cloud shows.
    pub cloud: Cloud,
    /// What the author has to say about advertising.
    pub advertising: Rules,
    /// The author's own sentences; the shipped ones of the language where it is `None`.
    pub phrases: Option<Phrases>,
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

    /// Its name in `_config.yml`, and that of its template.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, profile)| *profile == self);
        known.map_or("general", |(name, _)| name)
    }

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
    /// The address of its post in the blog, `baseurl` included, when it has one.
    pub url: Option<String>,
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
            days: Vec::new(),
            earlier: Vec::new(),
            continued: Continued::Mark,
            key_points: 10,
            cloud: Cloud::default(),
            advertising: Rules::default(),
            phrases: None,
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
    let mut labels = Vec::with_capacity(tweets.len());
    let analysis = analyse_all(dataset, tweets, options, &mut |label| labels.push(label));
    Analysed { labels, analysis }
}

/// [`analyse`] for more tweets than fit into memory: they are gone through a few times, and their labels handed to `label` in
/// their order.
pub fn analyse_all(
    dataset: &Dataset,
    tweets: &(impl Tweets + ?Sized),
    options: &Options,
    label: &mut dyn FnMut(Label),
) -> Analysis {
    let many = dataset.counts.kept as usize;
    let whole = Whole::of(tweets, many, &options.advertising, &options.earlier);
    conclude(dataset, tweets, &whole, options, label)
}

/// What is known of a tweet that was looked at alone: what [`analyse_seen`] needs of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(glance::Glance);

/// Looks at a tweet alone.
pub fn see(tweet: &Tweet, rules: &Rules) -> Seen {
    Seen(glance::glance(tweet, rules))
}

/// [`analyse_all`] where each tweet has been looked at already, by the same rules.
pub fn analyse_seen(
    dataset: &Dataset,
    tweets: &(impl Tweets + ?Sized),
    seen: Vec<Seen>,
    options: &Options,
    label: &mut dyn FnMut(Label),
) -> Analysis {
    let glances = seen.into_iter().map(|seen| seen.0).collect();
    let whole = Whole::from_glances(glances, tweets, &options.advertising, &options.earlier);
    conclude(dataset, tweets, &whole, options, label)
}

/// What follows from all tweets together.
fn conclude(
    dataset: &Dataset,
    tweets: &(impl Tweets + ?Sized),
    whole: &Whole,
    options: &Options,
    label: &mut dyn FnMut(Label),
) -> Analysis {
    let names = gazetteer::shipped_in(options.language);
    let chosen = whole.chosen(tweets);
    let mut readings: Vec<Reading<'_>> = chosen
        .par_iter()
        .map(|chosen| reading::read(chosen, names))
        .collect();
    repeated::mark(&mut readings);
    let profile = options.profile.unwrap_or_else(|| profile(&dataset.name));
    let find_stories = || {
        let stories = stories::find(&readings, names, profile);
        let before = continued::find(&stories, &readings, &options.earlier, names);
        (stories, before)
    };
    // Texts are put into groups by one thread alone; another counts words meanwhile.
    let count_words = || write::cloud::of_readings(&readings, &options.cloud.lexicon);
    let ((stories, before), counted) = rayon::join(find_stories, count_words);
    let mut analysis = Analysis::default();
    rayon::in_place_scope(|scope| {
        // The labels are given out here, in their order, while the report is written.
        scope.spawn(|_| {
            let found = (stories.as_slice(), before.as_slice(), counted);
            analysis = write::report(dataset, &readings, &whole.totals, found, profile, options);
        });
        give_labels(whole, &chosen, &stories, label);
    });
    analysis
}

/// What is said of each tweet, in the order of the dataset.
fn give_labels(whole: &Whole, chosen: &[Chosen], stories: &[Story], label: &mut dyn FnMut(Label)) {
    let mut topics: BTreeMap<usize, usize> = BTreeMap::new();
    for (rank, story) in stories.iter().filter(|story| story.reportable).enumerate() {
        topics.extend(story.tweets.iter().map(|&i| (chosen[i].at, rank + 1)));
    }
    // From the order of time back to that of the dataset.
    let mut order: Vec<u32> = vec![0; whole.places.len()];
    for (at, place) in whole.places.iter().enumerate() {
        order[*place as usize] = at as u32;
    }
    for at in order.into_iter().map(|at| at as usize) {
        let glance = &whole.glances[at];
        let original = whole.originals[at].map(|original| &whole.glances[original].id);
        label(Label {
            id: glance.id.clone().into_string(),
            language: glance.language.as_str().to_owned(),
            duplicate_of: original
                .map(|id| id.clone().into_string())
                .or_else(|| whole.known.get(&at).cloned()),
            ad: whole.ads[at].clone(),
            topic: topics.get(&at).map(|rank| format!("t{rank}")),
            sentiment: glance.mood.map(i32::from),
        });
    }
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
