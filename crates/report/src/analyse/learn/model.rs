//! A linear model: for each feature a weight a class, in whole numbers, so that every machine gives the same score.
//!
//! It must not know how its weights were found. File: a line of JSON that says what the model is, then the features'
//! hashes in rising order (4 bytes each, little end first), then each one's weights (a signed byte a class).

use super::Features;
use serde::{Deserialize, Serialize};

/// The first line of a model's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// What it tells apart, such as `sentiment-zh`.
    pub(crate) task: String,
    /// What it was learnt from, for people.
    pub(crate) trained_on: Vec<String>,
    /// The classes' names.
    pub(crate) classes: Vec<String>,
    /// What a class's score begins with, in millionths.
    pub(crate) bias: Vec<i64>,
    /// What one unit of a class's weights is worth, in billionths.
    pub(crate) unit: Vec<i64>,
    /// How many features follow.
    pub(crate) features: usize,
}

/// Why bytes are not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModelError {
    /// The first line is not the JSON of a model.
    Head,
    /// There are more or fewer bytes than the first line says, or features are not in order.
    Body,
}

/// A linear model.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) head: Head,
    keys: Vec<u32>,
    weights: Vec<i8>,
    /// Open addressing: a key, and its place plus one, 0 where there is none.
    table: Vec<(u32, u32)>,
    /// A bit for the upper bits of each key. Most keys that are looked for are not there, which this little memory tells.
    bits: Vec<u64>,
}

/// How many upper bits of a key tell its bit.
const UPPER: u32 = 20;

impl Model {
    /// A model of features in rising order, with `classes` weights each.
    pub(crate) fn new(head: Head, keys: Vec<u32>, weights: Vec<i8>) -> Result<Self, ModelError> {
        let classes = head.classes.len();
        let whole = classes > 0
            && head.bias.len() == classes
            && head.unit.len() == classes
            && head.features == keys.len()
            && weights.len() == keys.len() * classes
            && keys.windows(2).all(|pair| pair[0] < pair[1]);
        if !whole {
            return Err(ModelError::Body);
        }
        let size = (keys.len() * 2 + 1).next_power_of_two();
        let mut table = vec![(0, 0); size];
        for (place, &key) in keys.iter().enumerate() {
            let mut slot = key as usize & (size - 1);
            while table[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            table[slot] = (key, place as u32 + 1);
        }
        let mut bits = vec![0; 1 << (UPPER - 6)];
        for key in &keys {
            let (at, bit) = bit(*key);
            bits[at] |= bit;
        }
        Ok(Self {
            head,
            keys,
            weights,
            table,
            bits,
        })
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// Bytes that are none.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let end = bytes
            .iter()
            .position(|b| *b == b'\n')
            .ok_or(ModelError::Head)?;
        let head: Head = serde_json::from_slice(&bytes[..end]).map_err(|_| ModelError::Head)?;
        let body = &bytes[end + 1..];
        let hashes = head.features.checked_mul(4).ok_or(ModelError::Body)?;
        if body.len() < hashes {
            return Err(ModelError::Body);
        }
        let (keys, weights) = body.split_at(hashes);
        let keys = keys
            .chunks_exact(4)
            .map(|k| u32::from_le_bytes([k[0], k[1], k[2], k[3]]))
            .collect();
        let weights = weights.iter().map(|w| i8::from_le_bytes([*w])).collect();
        Self::new(head, keys, weights)
    }

    /// The model as its file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = serde_json::to_vec(&self.head).unwrap_or_default();
        out.push(b'\n');
        out.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
        out.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        out
    }

    fn place(&self, key: u32) -> Option<usize> {
        let (at, bit) = bit(key);
        if self.bits[at] & bit == 0 {
            return None;
        }
        let mask = self.table.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.table[slot] {
                (_, 0) => return None,
                (known, place) if known == key => return Some(place as usize - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The score of each class, in millionths; above zero speaks for the class.
    pub(crate) fn scores(&self, features: &Features) -> Vec<i64> {
        let classes = self.head.classes.len();
        let mut scores = self.head.bias.clone();
        let mut sums = vec![0_i64; classes];
        for block in features.iter().filter(|block| !block.is_empty()) {
            sums.fill(0);
            for place in block.iter().filter_map(|key| self.place(*key)) {
                let weights = &self.weights[place * classes..(place + 1) * classes];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i64::from(*weight);
                }
            }
            // The square root in thousandths.
            let root = (block.len() as u64 * 1_000_000).isqrt() as i64;
            for ((score, sum), unit) in scores.iter_mut().zip(&sums).zip(&self.head.unit) {
                *score += sum * unit / root;
            }
        }
        scores
    }

    /// The class with the best score, the first of equals, and by how much it beats the second, in millionths.
    pub(crate) fn best(&self, features: &Features) -> (usize, i64) {
        let scores = self.scores(features);
        let best = (0..scores.len())
            .max_by_key(|&class| (scores[class], std::cmp::Reverse(class)))
            .unwrap_or(0);
        let second = (0..scores.len())
            .filter(|&class| class != best)
            .map(|class| scores[class])
            .max();
        (best, scores[best] - second.unwrap_or(0))
    }
}

/// The bit of a key, and the number it stands in.
fn bit(key: u32) -> (usize, u64) {
    let upper = key >> (32 - UPPER);
    (upper as usize >> 6, 1 << (upper & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_file_and_broken_files_are_told() {
        let head = Head {
            task: "t".into(),
            trained_on: vec![],
            classes: vec!["a".into(), "b".into()],
            bias: vec![0, 1000],
            unit: vec![1_000_000, 1_000_000],
            features: 2,
        };
        let model = Model::new(head, vec![5, 9], vec![3, -3, -4, 4]).unwrap();
        let bytes = model.write();
        let again = Model::read(&bytes).unwrap();
        assert_eq!(again.best(&vec![vec![5, 7]]).0, 0);
        assert_eq!(again.best(&vec![vec![9]]).0, 1);
        assert_eq!(again.best(&vec![]), (1, 1000));
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Model::read(b"{}\n").is_err());
    }
}
