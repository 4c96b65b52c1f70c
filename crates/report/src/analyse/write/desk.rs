//! What every section needs at hand: the readings, the stories worth telling, and which words were quoted already.
//!
//! It must not know the sections.

use crate::analyse::Options;
use crate::analyse::gazetteer::{Gazetteer, shipped_in};
use crate::analyse::reading::Reading;
use crate::analyse::stories::Story;
use crate::analyse::whole::Totals;
use crate::analyse::{Previous, Profile};
use crate::analysis::{Evidence, Language};
use crate::dataset::Dataset;
use std::collections::BTreeSet;

/// The editor's desk.
pub(super) struct Desk<'a> {
    pub(super) dataset: &'a Dataset,
    /// The tweets that take part in the report and were read closely.
    pub(super) readings: &'a [Reading<'a>],
    /// Numbers of the dataset as a whole.
    pub(super) totals: &'a Totals,
    pub(super) profile: Profile,
    pub(super) language: Language,
    pub(super) previous: Option<&'a Previous>,
    /// The reports of the days that a roll-up is made of.
    pub(super) days: &'a [Previous],
    stories: Vec<&'a Story>,
    /// Tweet and place of every sentence that was quoted.
    quoted: BTreeSet<(usize, usize)>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        dataset: &'a Dataset,
        readings: &'a [Reading<'a>],
        totals: &'a Totals,
        stories: &'a [Story],
        profile: Profile,
        options: &'a Options,
    ) -> Self {
        let stories = stories.iter().filter(|story| story.reportable).collect();
        Self {
            dataset,
            readings,
            totals,
            profile,
            language: options.language,
            previous: options.previous.as_ref(),
            days: &options.days,
            stories,
            quoted: BTreeSet::new(),
        }
    }

    /// One of two sentences, in the report's language.
    pub(super) fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self.language {
            Language::Chinese => zh.into(),
            Language::English => en.into(),
        }
    }

    /// The gazetteer with its names in the report's language.
    pub(super) fn names(&self) -> &'static Gazetteer {
        shipped_in(self.language)
    }

    /// Whether the report is of one day.
    pub(super) fn one_day(&self) -> bool {
        self.dataset.window.from == self.dataset.window.to
    }

    /// The stories worth telling, the heaviest first.
    pub(super) fn told(&self) -> Vec<&'a Story> {
        self.stories.clone()
    }

    /// The readings that take part in the report.
    pub(super) fn counted(&self) -> impl Iterator<Item = (usize, &'a Reading<'a>)> {
        self.readings.iter().enumerate()
    }

    /// Different authors of some readings.
    pub(super) fn authors(&self, tweets: impl IntoIterator<Item = usize>) -> usize {
        tweets
            .into_iter()
            .map(|i| self.readings[i].author.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// How many of some readings are clearly of good mood, how many of bad, and both together.
    pub(super) fn moods(&self, tweets: impl IntoIterator<Item = usize>) -> (usize, usize, usize) {
        let moods: Vec<i32> = tweets
            .into_iter()
            .filter_map(|i| self.readings[i].mood)
            .collect();
        let good = moods.iter().filter(|mood| **mood > 150).count();
        let bad = moods.iter().filter(|mood| **mood < -150).count();
        // What leans too little to be told is counted on neither side, nor in the sum.
        (good, bad, good + bad)
    }

    /// A tweet as evidence, without words.
    pub(super) fn evidence(&self, tweet: usize) -> Evidence {
        let tweet = self.readings[tweet].tweet;
        Evidence {
            tweet: tweet.id.clone(),
            url: tweet.url.clone(),
            handle: tweet.author.handle.clone(),
            quote: None,
        }
    }

    /// Whether a sentence was quoted already.
    pub(super) fn was_quoted(&self, tweet: usize, place: usize) -> bool {
        self.quoted.contains(&(tweet, place))
    }

    /// Whether any sentence of a tweet was quoted already.
    pub(super) fn was_heard(&self, tweet: usize) -> bool {
        self.quoted
            .range((tweet, 0)..=(tweet, usize::MAX))
            .next()
            .is_some()
    }

    /// Notes that a sentence is quoted.
    pub(super) fn quote(&mut self, tweet: usize, place: usize) {
        self.quoted.insert((tweet, place));
    }

    /// When a tweet was written, as a reader sees it: the time, with the day when the dataset has more than one.
    pub(super) fn when(&self, tweet: usize) -> String {
        let window = &self.dataset.window;
        let Some(time) = self.readings[tweet].tweet.time else {
            return String::new();
        };
        let format = if window.from == window.to {
            "%H:%M"
        } else {
            "%m-%d %H:%M"
        };
        time.with_timezone(&window.zone())
            .format(format)
            .to_string()
    }
}

/// `1 author`, `2 authors`.
pub(super) fn plural(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
