//! Labelled files -> a model, and how good such a model is on texts that it has not seen.
//!
//! It must not know the disk, nor what features are.

use super::super::advertising;
use super::super::learn::{self, Example, Model};
use super::shapes::{self, Set};
use super::{Measured, Task, class_of, features, said, summary};
use rayon::prelude::*;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// How many times a part is set apart.
const FOLDS: u64 = 5;
/// How much more a text of a small file may count than one of the largest.
const MOST: f64 = 4.0;

/// A labelled text as it is learnt from.
struct Known {
    example: Example,
    /// What must not be torn apart: texts of one author, equal texts.
    together: u64,
    /// The number of its file.
    file: usize,
    /// Whether its label says enough to measure by.
    measured: bool,
    /// What patterns say of it, which are not learnt here.
    patterns: i32,
}

/// Learns a model of the task from labelled files, and measures by five-fold cross-validation how good such a model is:
/// texts of one author, and equal texts, always stand in one fold. `None` where the task has no model or no examples.
pub fn train(task: Task, files: &[(String, Vec<u8>)]) -> Option<(Vec<u8>, Measured)> {
    let sets = shapes::read(files);
    let largest = sets.iter().map(|set| set.labelled.len()).max().unwrap_or(0);
    let known: Vec<Known> = sets
        .iter()
        .enumerate()
        .flat_map(|(file, set)| known(task, file, set, largest))
        .collect();
    if task.settings().most == 1 || known.len() < 20 {
        return None;
    }
    let names: Vec<String> = sets
        .iter()
        .enumerate()
        .map(|(file, set)| {
            let count = known.iter().filter(|one| one.file == file).count();
            format!("{} ({count})", set.name)
        })
        .collect();
    let learn = |examples: &[&Example]| {
        let (classes, settings) = (task.classes(), task.settings());
        learn::train(task.name(), &names, classes, examples, settings).ok()
    };
    let folds: Vec<Vec<(usize, (usize, usize))>> = (0..FOLDS)
        .into_par_iter()
        .filter_map(|fold| {
            let (apart, rest): (Vec<&Known>, Vec<&Known>) =
                known.iter().partition(|one| one.together % FOLDS == fold);
            let rest: Vec<&Example> = rest.into_iter().map(|one| &one.example).collect();
            let model = learn(&rest)?;
            Some(judged(task, &model, &apart))
        })
        .collect();
    let model = learn(&known.iter().map(|one| &one.example).collect::<Vec<_>>())?;
    let folds = folds.concat();
    let mut measured = summary(task, &folds.iter().map(|(_, one)| *one).collect::<Vec<_>>());
    if sets.len() > 1 {
        for (file, set) in sets.iter().enumerate() {
            let own = folds.iter().filter(|(of, _)| *of == file);
            let own: Vec<(usize, usize)> = own.map(|(_, one)| *one).collect();
            if own.is_empty() {
                continue;
            }
            let shares = summary(task, &own).shares.into_iter();
            let shares = shares.filter(|(name, _)| task.tells(name));
            let named = shares.map(|(name, share)| (format!("{}: {name}", set.name), share));
            measured.shares.extend(named);
        }
    }
    Some((model.write(), measured))
}

/// The texts of a file that the task knows the labels of.
fn known(task: Task, file: usize, set: &Set, largest: usize) -> Vec<Known> {
    // Files of two classes know no neutral texts: they count less, and nothing is measured on them.
    let labels = || set.labelled.iter().map(|one| one.label.as_str());
    let two = task == Task::SentimentZh && labels().all(|label| matches!(label, "0" | "1"));
    // A large file does not drown a small one of another kind of texts, nor one author the others.
    let trust = match two {
        true => 0.5,
        false => (largest as f64 / set.labelled.len().max(1) as f64).min(MOST),
    };
    let mut authors: HashMap<&str, f64> = HashMap::new();
    for one in set.labelled.iter().filter(|one| !one.author.is_empty()) {
        *authors.entry(&one.author).or_default() += 1.0;
    }
    let read = |one: &shapes::Labelled| {
        let class = match (two, one.label.as_str()) {
            (true, "1") => 2,
            _ => class_of(task, &one.label)?,
        };
        let together = match one.author.is_empty() {
            true => xxh3_64(one.text.as_bytes()),
            false => xxh3_64(one.author.to_lowercase().as_bytes()),
        };
        let share = authors
            .get(one.author.as_str())
            .map_or(1.0, |n| libm::sqrt(*n));
        Some(Known {
            example: Example {
                features: features(task, one),
                class,
                trust: trust / share,
            },
            together,
            file,
            measured: !two,
            patterns: match task {
                Task::Ads => advertising::by_patterns(&one.text, &one.author),
                _ => 0,
            },
        })
    };
    set.labelled.par_iter().filter_map(read).collect()
}

/// The file, the truth and the answer for each text that was set apart.
fn judged(task: Task, model: &Model, apart: &[&Known]) -> Vec<(usize, (usize, usize))> {
    let measured = apart.iter().filter(|one| one.measured);
    measured
        .map(|one| {
            let answer = said(task, model, &one.example.features, one.patterns);
            (one.file, (one.example.class, answer))
        })
        .collect()
}
