//! What every section needs at hand: the readings, the stories worth telling, and which words were quoted already.
//!
//! It must not know the sections.

use crate::analyse::claims::spaced;
use crate::analyse::continued::Before;
use crate::analyse::gazetteer::{EntityKind, Field, Gazetteer, Mention, shipped_in};
use crate::analyse::phrases::Phrases;
use crate::analyse::reading::{Reading, Term};
use crate::analyse::stories::{JOINT, Story};
use crate::analyse::whole::Totals;
use crate::analyse::{Continued, Earlier, Options};
use crate::analyse::{Previous, Profile};
use crate::analysis::{Evidence, Language};
use crate::dataset::Dataset;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

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
    earlier: &'a [Earlier],
    /// Where stories were told before, by their first tweets.
    before: BTreeMap<usize, &'a Before>,
    /// The stories that the report tells, the heaviest first.
    stories: Vec<&'a Story>,
    /// Those that are left out because an earlier report told them.
    left_out: Vec<&'a Story>,
    phrases: Phrases,
    /// Where this report begins to take its turns among phrases.
    seed: usize,
    /// The first tweets of the stories that are key points.
    points: BTreeSet<usize>,
    /// Tweet and place of every sentence that was quoted.
    quoted: BTreeSet<(usize, usize)>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        dataset: &'a Dataset,
        readings: &'a [Reading<'a>],
        totals: &'a Totals,
        (stories, before): (&'a [Story], &'a [Option<Before>]),
        profile: Profile,
        options: &'a Options,
    ) -> Self {
        let before: BTreeMap<usize, &Before> = stories
            .iter()
            .zip(before)
            .filter_map(|(story, before)| Some((story.tweets[0], before.as_ref()?)))
            .collect();
        let (left_out, stories) =
            stories
                .iter()
                .filter(|story| story.reportable)
                .partition(|story| {
                    let known = before.contains_key(&story.tweets[0]);
                    known && options.continued == Continued::LeaveOut
                });
        Self {
            dataset,
            readings,
            totals,
            profile,
            language: options.language,
            previous: options.previous.as_ref(),
            days: &options.days,
            earlier: &options.earlier,
            before,
            stories,
            left_out,
            phrases: match &options.phrases {
                Some(phrases) => phrases.clone(),
                None => Phrases::shipped(options.language),
            },
            seed: xxh3_64(dataset.slug.as_bytes()) as usize % 997,
            points: BTreeSet::new(),
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

    /// A sentence from the phrases, in the way whose turn it is, with what was found in its places.
    pub(super) fn phrase(&self, key: &str, turn: usize, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let said = self.phrases.say(key, self.seed + turn, &values);
        match self.language {
            Language::English => said,
            // A space that a name brought along is none beside a Chinese mark.
            Language::Chinese => ["，", "。", "、", "；", "：", "（"]
                .iter()
                .fold(said, |said, mark| {
                    said.replace(&format!(" {mark}"), mark)
                        .replace(&format!("{mark} "), mark)
                })
                .trim()
                .to_owned(),
        }
    }

    /// How wide words may be where Chinese ones may be so wide: English says less for its width.
    pub(super) fn room(&self, words: &str, chinese: usize) -> usize {
        match words.chars().any(words::is_han) {
            true => chinese,
            false => chinese * 3 / 2,
        }
    }

    /// So many tweets, as a sentence says it.
    pub(super) fn tweets(&self, n: usize) -> String {
        let key = if n == 1 {
            "count.tweet"
        } else {
            "count.tweets"
        };
        self.phrase(key, 0, &[("n", n.to_string())])
    }

    /// So many authors, as a sentence says it.
    pub(super) fn people(&self, n: usize) -> String {
        let key = if n == 1 {
            "count.author"
        } else {
            "count.authors"
        };
        self.phrase(key, 0, &[("n", n.to_string())])
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

    /// Whether no other story has more authors, nor as many with more tweets.
    pub(super) fn is_most_discussed(&self, story: &Story) -> bool {
        let size = |story: &Story| (story.authors, story.tweets.len());
        self.stories.iter().all(|other| size(other) <= size(story))
    }

    /// Whether a story is named after a product that is rather a place: much is said of a platform or a telephone, little of
    /// which belongs together.
    pub(super) fn is_a_place(&self, story: &Story) -> bool {
        let Some(Term::Entity(entity)) = &story.term else {
            return false;
        };
        let entity = self.names().entity(*entity);
        entity.kind == EntityKind::Product && entity.field != Field::Ai
    }

    /// Whether a story is about what the report is about: its name, or one that its tweets have, is of that field. A general
    /// report is about everything.
    pub(super) fn is_on_topic(&self, story: &Story) -> bool {
        self.fields().is_empty()
            || story
                .tweets
                .iter()
                .any(|&i| self.is_about(&self.readings[i].mentions) || self.speaks(i))
    }

    /// Whether a tweet is of the own account of somebody whom the report is about.
    fn speaks(&self, tweet: usize) -> bool {
        let field = |entity| self.names().entity(entity).field;
        let speaker = self.readings[tweet].speaker;
        speaker.is_some_and(|entity| self.fields().contains(&field(entity)))
    }

    /// Whether names are of what the report is about; in a general report any name is.
    pub(super) fn is_about(&self, mentions: &[Mention]) -> bool {
        let names = self.names();
        let fields = self.fields();
        let mut known = mentions
            .iter()
            .map(|mention| names.entity(mention.entity).field);
        fields.is_empty() && !mentions.is_empty() || known.any(|field| fields.contains(&field))
    }

    /// The fields that the report is about; none where it is about everything.
    fn fields(&self) -> &'static [Field] {
        match self.profile {
            Profile::Ai => &[Field::Ai, Field::Tech],
            Profile::Markets => &[Field::Market, Field::Crypto],
            Profile::General | Profile::Weibo => &[],
        }
    }

    /// Whether the report is in Chinese.
    pub(super) fn reads_chinese(&self) -> bool {
        self.language == Language::Chinese
    }

    /// Whether a tweet is in the language of the report.
    pub(super) fn reads(&self, reading: &Reading<'_>) -> bool {
        self.reads_chinese() == (reading.language == "zh")
    }

    /// The stories that are left out because an earlier report told them.
    pub(super) fn left_out(&self) -> &[&'a Story] {
        &self.left_out
    }

    /// The reports before this one, the latest first.
    pub(super) fn earlier(&self) -> &'a [Earlier] {
        self.earlier
    }

    /// The earlier report that told a story.
    pub(super) fn told_before(&self, story: &Story) -> Option<&'a Earlier> {
        let before = self.before.get(story.tweets.first()?)?;
        self.earlier.get(before.report)
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

    /// Notes that a story is a key point.
    pub(super) fn point(&mut self, story: &Story) {
        self.points.extend(story.tweets.first());
    }

    /// Whether a story is a key point.
    pub(super) fn is_a_point(&self, story: &Story) -> bool {
        let first = story.tweets.first();
        first.is_some_and(|first| self.points.contains(first))
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

/// Names of a topic inside a sentence or a heading: `DeepSeek 与英伟达`.
pub(super) fn spoken(title: &str, language: Language) -> String {
    let parts: Vec<&str> = title.split(JOINT).collect();
    match language {
        Language::English => parts.join(" and "),
        Language::Chinese => {
            let mut words = vec![parts[0]];
            for part in &parts[1..] {
                words.extend(["与", part]);
            }
            spaced(&words)
        }
    }
}

/// `1 author`, `2 authors`.
pub(super) fn plural(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
