//! Measures of how well answers agree with the truth.
//!
//! It must not know tasks. Definitions: precision, recall and F1 a class; macro is the plain mean over classes; NMI is
//! mutual information over the arithmetic mean of both entropies, as scikit-learn's default.

use std::collections::BTreeMap;

/// How one class was found: right, wrongly, and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// Said and true.
    pub right: u64,
    /// Said and not true.
    pub wrong: u64,
    /// True and not said.
    pub missed: u64,
}

impl Found {
    /// Share of what was said that is true.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of what is true that was said.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// How each class was found; `pairs` are truth and answer.
pub(super) fn classes(pairs: &[(usize, usize)]) -> BTreeMap<usize, Found> {
    let mut found: BTreeMap<usize, Found> = BTreeMap::new();
    for &(truth, answer) in pairs {
        if truth == answer {
            found.entry(truth).or_default().right += 1;
        } else {
            found.entry(answer).or_default().wrong += 1;
            found.entry(truth).or_default().missed += 1;
        }
    }
    found
}

/// The mean over the classes that truly occur.
pub(super) fn mean(found: &BTreeMap<usize, Found>, of: fn(&Found) -> f64) -> f64 {
    let true_ones: Vec<f64> = found
        .values()
        .filter(|f| f.right + f.missed > 0)
        .map(of)
        .collect();
    true_ones.iter().sum::<f64>() / true_ones.len().max(1) as f64
}

/// Normalised mutual information of two groupings, 0 to 1.
pub(super) fn nmi(pairs: &[(usize, usize)]) -> f64 {
    let n = pairs.len() as f64;
    let (mut a, mut b, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &(x, y) in pairs {
        *a.entry(x).or_insert(0_u64) += 1;
        *b.entry(y).or_insert(0_u64) += 1;
        *both.entry((x, y)).or_insert(0_u64) += 1;
    }
    let entropy = |counts: &BTreeMap<usize, u64>| -> f64 {
        counts
            .values()
            .map(|&c| -(c as f64 / n) * libm::log(c as f64 / n))
            .sum()
    };
    let shared: f64 = both
        .iter()
        .map(|(&(x, y), &c)| {
            let c = c as f64;
            c / n * libm::log(c * n / (a[&x] as f64 * b[&y] as f64))
        })
        .sum();
    let mean = (entropy(&a) + entropy(&b)) / 2.0;
    if mean == 0.0 { 1.0 } else { shared / mean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_small_cases() {
        let found = classes(&[(0, 0), (0, 1), (1, 1), (1, 1)]);
        assert_eq!(
            found[&1],
            Found {
                right: 2,
                wrong: 1,
                missed: 0
            }
        );
        assert!((found[&1].f1() - 0.8).abs() < 1e-9);
        assert!((mean(&found, Found::recall) - 0.75).abs() < 1e-9);
        assert!((nmi(&[(0, 5), (0, 5), (1, 6), (1, 6)]) - 1.0).abs() < 1e-9);
        assert!(nmi(&[(0, 5), (0, 6), (1, 5), (1, 6)]).abs() < 1e-9);
    }
}
