//! Labelled texts -> a linear model: for each class against the rest a support vector machine by dual coordinate descent
//! (Hsieh et al., ICML 2008) over features weighted by how much they speak for the class (Wang and Manning, ACL 2012).
//!
//! It must not know what the features stand for. The same examples in the same order give the same bytes: the order of
//! descent comes from a generator with a fixed seed, sums run in a fixed order.

use super::Features;
use super::model::{Head, Model, ModelError};
use std::collections::BTreeMap;

/// A labelled text.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// The text's features.
    pub(crate) features: Features,
    /// Which class it belongs to.
    pub(crate) class: usize,
    /// How much it counts: 1 is the usual.
    pub(crate) trust: f64,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// How dearly a wrong example is paid.
    pub(crate) cost: f64,
    /// Features that fewer examples have are not learnt.
    pub(crate) least: usize,
    /// The most features kept.
    pub(crate) most: usize,
    /// How many of one kind of example and of the other are imagined to have each feature.
    pub(crate) smooth: f64,
}

/// Rounds of descent.
const ROUNDS: usize = 15;

/// Learns a model.
///
/// # Errors
/// None for examples whose classes are all named; the model's own check otherwise.
pub(crate) fn train(
    task: &str,
    trained_on: &[String],
    classes: &[&str],
    examples: &[&Example],
    settings: Settings,
) -> Result<Model, ModelError> {
    let keys = kept(examples, settings.least);
    let rows: Vec<Vec<(u32, f32)>> = examples.iter().map(|one| row(one, &keys)).collect();
    let mut bias = Vec::new();
    let mut learnt: Vec<Vec<f64>> = Vec::new();
    for class in 0..classes.len() {
        let (weights, base) = one_class(examples, &rows, keys.len(), class, settings);
        learnt.push(weights);
        bias.push((base * 1e6) as i64);
    }
    let mut ranked: Vec<usize> = (0..keys.len()).collect();
    let mut uses = vec![0_u32; keys.len()];
    for row in &rows {
        for (place, _) in row {
            uses[*place as usize] += 1;
        }
    }
    let value = |place: usize| {
        let weight = learnt.iter().map(|w| w[place].abs()).fold(0.0, f64::max);
        weight * libm::sqrt(f64::from(uses[place]))
    };
    ranked.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    ranked.truncate(settings.most);
    ranked.sort_unstable();
    let mut unit = Vec::new();
    let mut steps = Vec::new();
    for weights in &learnt {
        let mut sizes: Vec<f64> = ranked.iter().map(|&place| weights[place].abs()).collect();
        sizes.sort_by(f64::total_cmp);
        // A few giants would make all others coarse: they are cut.
        let most = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
        let one = (most / 127.0).max(1e-9);
        unit.push((one * 1e9) as i64);
        steps.push(one);
    }
    let weights = ranked
        .iter()
        .flat_map(|&place| {
            learnt
                .iter()
                .zip(&steps)
                .map(move |(w, one)| (w[place] / one).clamp(-127.0, 127.0) as i8)
        })
        .collect();
    let head = Head {
        task: task.to_owned(),
        trained_on: trained_on.to_vec(),
        classes: classes.iter().map(|&name| name.to_owned()).collect(),
        bias,
        unit,
        features: ranked.len(),
    };
    Model::new(
        head,
        ranked.iter().map(|&place| keys[place]).collect(),
        weights,
    )
}

/// The features that enough examples have, in rising order.
fn kept(examples: &[&Example], least: usize) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for one in examples {
        let mut own: Vec<u32> = one.features.iter().flatten().copied().collect();
        own.sort_unstable();
        own.dedup();
        all.extend(own);
    }
    all.sort_unstable();
    let mut keys = Vec::new();
    for same in all.chunk_by(|a, b| a == b) {
        if same.len() >= least {
            keys.push(same[0]);
        }
    }
    keys
}

/// An example's features by their places, each block divided by the root of its length.
fn row(example: &Example, keys: &[u32]) -> Vec<(u32, f32)> {
    let mut row: BTreeMap<u32, f32> = BTreeMap::new();
    for block in example.features.iter().filter(|block| !block.is_empty()) {
        let share = 1.0 / libm::sqrtf(block.len() as f32);
        for key in block {
            if let Ok(place) = keys.binary_search(key) {
                *row.entry(place as u32).or_default() += share;
            }
        }
    }
    row.into_iter().collect()
}

/// One class against the rest: the weights and the score that a text without features has.
fn one_class(
    examples: &[&Example],
    rows: &[Vec<(u32, f32)>],
    features: usize,
    class: usize,
    settings: Settings,
) -> (Vec<f64>, f64) {
    let (mut with, mut without) = (
        vec![settings.smooth; features],
        vec![settings.smooth; features],
    );
    let (mut ours, mut theirs) = (0.0, 0.0);
    for (one, row) in examples.iter().zip(rows) {
        let (side, total) = if one.class == class {
            (&mut with, &mut ours)
        } else {
            (&mut without, &mut theirs)
        };
        *total += one.trust;
        for (place, _) in row {
            side[*place as usize] += one.trust;
        }
    }
    let (all_with, all_without) = (with.iter().sum::<f64>(), without.iter().sum::<f64>());
    let ratio: Vec<f64> = with
        .iter()
        .zip(&without)
        .map(|(a, b)| libm::log(a / all_with) - libm::log(b / all_without))
        .collect();
    // Both sides weigh the same, however few one is.
    let half = (ours + theirs) / 2.0;
    let price = |one: &Example| {
        let side = if one.class == class { ours } else { theirs };
        (settings.cost * one.trust * half / side.max(1.0)).max(1e-9)
    };
    let vectors: Vec<Vec<(u32, f32)>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|&(place, x)| (place, x * ratio[place as usize] as f32))
                .collect()
        })
        .collect();
    let (weights, base) = descend(examples, &vectors, features, class, price);
    let weights = weights.iter().zip(&ratio).map(|(w, r)| w * r).collect();
    (weights, base)
}

/// Dual coordinate descent for the squared hinge loss.
fn descend(
    examples: &[&Example],
    rows: &[Vec<(u32, f32)>],
    features: usize,
    class: usize,
    price: impl Fn(&Example) -> f64,
) -> (Vec<f64>, f64) {
    let mut weights = vec![0.0_f64; features];
    let mut base = 0.0_f64;
    let mut alpha = vec![0.0_f64; rows.len()];
    let doubt: Vec<f64> = examples.iter().map(|one| 0.5 / price(one)).collect();
    let norm: Vec<f64> = rows
        .iter()
        .zip(&doubt)
        .map(|(row, doubt)| {
            let square: f64 = row.iter().map(|(_, x)| f64::from(*x) * f64::from(*x)).sum();
            square + 1.0 + doubt
        })
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        let mut moved = 0.0_f64;
        for &i in &order {
            let sign = if examples[i].class == class {
                1.0
            } else {
                -1.0
            };
            let score: f64 = rows[i]
                .iter()
                .map(|(place, x)| weights[*place as usize] * f64::from(*x))
                .sum::<f64>()
                + base;
            let slope = sign * score - 1.0 + doubt[i] * alpha[i];
            let next = (alpha[i] - slope / norm[i]).max(0.0);
            let change = (next - alpha[i]) * sign;
            if change != 0.0 {
                moved = moved.max(change.abs());
                alpha[i] = next;
                for (place, x) in &rows[i] {
                    weights[*place as usize] += change * f64::from(*x);
                }
                base += change;
            }
        }
        if moved < 1e-3 {
            break;
        }
    }
    (weights, base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learnt_tells_the_classes_apart_and_is_learnt_again_alike() {
        let example = |keys: &[u32], class| Example {
            features: vec![keys.to_vec()],
            class,
            trust: 1.0,
        };
        let examples: Vec<Example> = (0..40)
            .map(|i| match i % 4 {
                0 => example(&[1, 2, 10 + i], 0),
                1 => example(&[1, 3, 10 + i], 1),
                2 => example(&[2, 10 + i], 0),
                _ => example(&[3, 1], 1),
            })
            .collect();
        let settings = Settings {
            cost: 1.0,
            least: 2,
            most: 100,
            smooth: 1.0,
        };
        let examples: Vec<&Example> = examples.iter().collect();
        let learn = || train("t", &[], &["a", "b"], &examples, settings).unwrap();
        let model = learn();
        assert_eq!(model.best(&vec![vec![2, 1]]).0, 0);
        assert_eq!(model.best(&vec![vec![3]]).0, 1);
        assert_eq!(model.write(), learn().write());
    }
}
