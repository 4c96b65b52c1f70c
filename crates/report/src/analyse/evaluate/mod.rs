//! How good the analysis is, measured on labelled files that a user names; and models learnt from such files.
//!
//! It must not know the disk. Measures are for people and never reach a report.

mod learning;
mod measures;
mod names;
mod shapes;
mod summaries;

use super::learn::{self, Features, Model, Settings};
use super::sketch::{self, Sketch};
use super::{advertising, duplicates, sentiment, topics};
use crate::label::AdLevel;
use crate::tweet::Tweet;
use measures::{classes, mean, nmi};
use rayon::prelude::*;
use shapes::Labelled;
use std::collections::{BTreeMap, BTreeSet};

pub use learning::train;
pub use measures::Found;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Advertising against the rest.
    Ads,
    /// Near-duplicates: texts of one group against all other pairs.
    Duplicates,
    /// Groups of texts on one topic.
    Topics,
    /// Mood of Chinese: negative, neutral, positive.
    SentimentZh,
    /// Mood of English: negative, neutral, positive.
    SentimentEn,
    /// Which way a post on a share points.
    Finance,
    /// Names of models in texts.
    Names,
    /// Summaries by selection against those of people, folders of posts and references.
    Summary,
}

impl Task {
    /// Every task with its name on the command line.
    pub const ALL: [(&'static str, Self); 8] = [
        ("ads", Self::Ads),
        ("duplicates", Self::Duplicates),
        ("topics", Self::Topics),
        ("sentiment-zh", Self::SentimentZh),
        ("sentiment-en", Self::SentimentEn),
        ("finance", Self::Finance),
        ("names", Self::Names),
        ("summary", Self::Summary),
    ];

    /// The task of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, task)| *task)
    }

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, task)| *task == self)
            .map_or("", |(name, _)| name)
    }

    /// What the task tells apart; nothing where it groups.
    fn classes(self) -> &'static [&'static str] {
        match self {
            Self::Ads => &["other", "advertising"],
            Self::SentimentZh | Self::SentimentEn => &["negative", "neutral", "positive"],
            Self::Finance => &["negative", "positive"],
            Self::Duplicates | Self::Topics | Self::Names | Self::Summary => &[],
        }
    }

    /// Whether a measure is the one that the task is judged by, so that it is worth telling file by file.
    fn tells(self, measure: &str) -> bool {
        match self {
            Self::Ads => measure.starts_with("advertising "),
            _ => matches!(measure, "macro F1" | "macro recall"),
        }
    }

    fn settings(self) -> Settings {
        let (cost, least, most, smooth) = match self {
            Self::SentimentZh => (0.5, 3, 110_000, 1.0),
            Self::SentimentEn => (0.1, 3, 90_000, 1.0),
            Self::Finance => (0.3, 1, 40_000, 1.0),
            Self::Ads => (0.15, 2, 40_000, 1.0),
            Self::Duplicates | Self::Topics | Self::Names | Self::Summary => (1.0, 1, 1, 1.0),
        };
        Settings {
            cost,
            least,
            most,
            smooth,
        }
    }
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// How many texts.
    pub texts: usize,
    /// Records that fitted no shape or had a label the task does not know.
    pub left_out: usize,
    /// Measures by name, 0 to 1.
    pub shares: Vec<(String, f64)>,
    /// Counts by name.
    pub counts: Vec<(String, u64)>,
}

/// Measures the shipped analysis on labelled files, `(name, bytes)` each.
pub fn evaluate(task: Task, files: &[(String, Vec<u8>)]) -> Measured {
    match task {
        Task::Names => return names::measure(files),
        Task::Summary => return summaries::measure(files),
        _ => {}
    }
    let sets = shapes::read(files);
    let odd: usize = sets.iter().map(|set| set.odd).sum();
    let labelled: Vec<Labelled> = sets.into_iter().flat_map(|set| set.labelled).collect();
    let mut measured = match task {
        Task::Topics => groups(&labelled, topics::of_texts),
        Task::Duplicates => duplicate_pairs(&labelled),
        _ => {
            let judged: Vec<(usize, usize)> = labelled
                .par_iter()
                .filter_map(|one| Some((class_of(task, &one.label)?, answer(task, one))))
                .collect();
            summary(task, &judged)
        }
    };
    measured.left_out = odd + labelled.len() - measured.texts.min(labelled.len());
    measured
}

/// The class of a label, as the files of the task write it.
fn class_of(task: Task, label: &str) -> Option<usize> {
    match task {
        Task::Ads => Some(usize::from(matches!(label, "2" | "advertising" | "ad"))),
        Task::SentimentZh => match label {
            "angry" | "sad" | "fear" | "negative" | "0" | "-1" => Some(0),
            "neutral" | "neural" | "surprise" | "1" => Some(1),
            "happy" | "positive" | "2" => Some(2),
            _ => None,
        },
        Task::SentimentEn => match label {
            "negative" | "0" => Some(0),
            "neutral" | "1" => Some(1),
            "positive" | "2" => Some(2),
            _ => None,
        },
        Task::Finance => match label.parse::<f64>() {
            Ok(0.0) => None,
            Ok(score) => Some(usize::from(score > 0.0)),
            Err(_) => match label {
                "negative" | "bearish" => Some(0),
                "positive" | "bullish" => Some(1),
                _ => None,
            },
        },
        Task::Duplicates | Task::Topics | Task::Names | Task::Summary => None,
    }
}

fn features(task: Task, one: &Labelled) -> Features {
    match task {
        Task::SentimentZh => learn::chinese(&one.text),
        Task::SentimentEn => learn::english(&one.text),
        Task::Finance => learn::finance(&one.text),
        Task::Ads => advertising::features(&one.text, &one.author),
        Task::Duplicates | Task::Topics | Task::Names | Task::Summary => Features::new(),
    }
}

/// What the analysis says by a model; of advertising, with what the patterns say.
fn said(task: Task, model: &Model, features: &Features, patterns: i32) -> usize {
    match task {
        Task::Ads => usize::from(advertising::score(model, features) + patterns > 0),
        _ => model.best(features).0,
    }
}

/// What the analysis says of a text.
fn answer(task: Task, one: &Labelled) -> usize {
    let best = |model: Option<&Model>| model.map_or(0, |model| model.best(&features(task, one)).0);
    match task {
        Task::SentimentZh => best(sentiment::model_zh()),
        Task::SentimentEn => best(sentiment::model_en()),
        Task::Finance => best(sentiment::model_finance()),
        _ => {
            let rules = advertising::Rules::default();
            let ad = advertising::weigh(&bare(0, one), &rules).verdict(1, false, &rules);
            usize::from(ad.level == AdLevel::Advertising)
        }
    }
}

fn summary(task: Task, judged: &[(usize, usize)]) -> Measured {
    let found = classes(judged);
    let right = judged
        .iter()
        .filter(|(truth, answer)| truth == answer)
        .count();
    let mut shares = Vec::new();
    for (class, name) in task.classes().iter().enumerate() {
        if task == Task::Ads && class == 0 {
            continue;
        }
        let found = found.get(&class).copied().unwrap_or_default();
        shares.push((format!("{name} precision"), found.precision()));
        shares.push((format!("{name} recall"), found.recall()));
        shares.push((format!("{name} F1"), found.f1()));
    }
    shares.push(("accuracy".into(), right as f64 / judged.len().max(1) as f64));
    shares.push(("macro recall".into(), mean(&found, Found::recall)));
    shares.push(("macro F1".into(), mean(&found, Found::f1)));
    Measured {
        texts: judged.len(),
        shares,
        ..Measured::default()
    }
}

fn groups(labelled: &[Labelled], group: impl Fn(&[&str]) -> Vec<usize>) -> Measured {
    let texts: Vec<&str> = labelled.iter().map(|one| one.text.as_str()).collect();
    let answers = group(&texts);
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let pairs: Vec<(usize, usize)> = labelled
        .iter()
        .zip(&answers)
        .map(|(one, answer)| {
            let next = numbers.len();
            (*numbers.entry(&one.label).or_insert(next), *answer)
        })
        .collect();
    let groups: BTreeSet<usize> = answers.iter().copied().collect();
    Measured {
        texts: labelled.len(),
        shares: vec![("NMI".into(), nmi(&pairs))],
        counts: vec![
            ("true groups".into(), numbers.len() as u64),
            ("groups found".into(), groups.len() as u64),
        ],
        ..Measured::default()
    }
}

/// Texts of one label repeat the first of them; texts of different labels repeat nothing of each other.
fn duplicate_pairs(labelled: &[Labelled]) -> Measured {
    let tweets: Vec<Tweet> = labelled
        .iter()
        .enumerate()
        .map(|(i, one)| bare(i, one))
        .collect();
    let sketches: Vec<Sketch> = tweets.par_iter().map(sketch::sketch).collect();
    let mut texts = |wanted: &BTreeSet<usize>| {
        let text = |&i: &usize| (i, sketch::bare(&tweets[i].text));
        wanted.iter().map(text).collect()
    };
    let originals = duplicates::originals(tweets.len(), |i| &sketches[i], &mut texts);
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Found::default();
    for (i, one) in labelled.iter().enumerate() {
        let repeats = first.contains_key(one.label.as_str());
        first.entry(&one.label).or_insert(i);
        match (repeats, originals[i]) {
            (true, Some(of)) if labelled[of].label == one.label => found.right += 1,
            (true, Some(_)) => {
                found.wrong += 1;
                found.missed += 1;
            }
            (true, None) => found.missed += 1,
            (false, Some(_)) => found.wrong += 1,
            (false, None) => {}
        }
    }
    Measured {
        texts: labelled.len(),
        shares: vec![
            ("precision".into(), found.precision()),
            ("recall".into(), found.recall()),
            ("F1".into(), found.f1()),
        ],
        counts: vec![("groups".into(), first.len() as u64)],
        ..Measured::default()
    }
}

/// A text as a tweet that nothing else is known of.
fn bare(i: usize, one: &Labelled) -> Tweet {
    Tweet::bare(i.to_string(), &one.author, &one.text)
}
