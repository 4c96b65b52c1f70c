//! Which texts are nearest to a sentence: Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
//! Beyond", 2009) over words, with the usual `k1 = 1.2` and `b = 0.75`.
//!
//! It must not know tweets.

use std::collections::BTreeMap;

/// How soon a word that is repeated counts no more.
const K1: f64 = 1.2;

/// How much the length of a text counts against it.
const B: f64 = 0.75;

/// Texts ready to be asked.
pub(super) struct Index {
    /// Per word: the texts that have it, and how often.
    postings: BTreeMap<String, Vec<(usize, u32)>>,
    lengths: Vec<f64>,
    mean: f64,
}

impl Index {
    /// The index of texts that are cut into words.
    pub(super) fn new(texts: impl Iterator<Item = Vec<String>>) -> Self {
        let mut postings: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
        let mut lengths = Vec::new();
        for (place, words) in texts.enumerate() {
            lengths.push(words.len() as f64);
            for word in words {
                let list = postings.entry(word).or_default();
                match list.last_mut() {
                    Some((last, uses)) if *last == place => *uses += 1,
                    _ => list.push((place, 1)),
                }
            }
        }
        let mean = lengths.iter().sum::<f64>() / lengths.len().max(1) as f64;
        Self {
            postings,
            lengths,
            mean: mean.max(1.0),
        }
    }

    fn idf(&self, uses: usize) -> f64 {
        let (all, uses) = (self.lengths.len() as f64, uses as f64);
        libm::log(1.0 + (all - uses + 0.5) / (uses + 0.5))
    }

    /// The nearest texts with their scores, best first, of equals the first. A text that has less than `least` of the
    /// sentence's weight, in hundredths, is not near.
    pub(super) fn nearest(&self, words: &[String], most: usize, least: u32) -> Vec<(usize, f64)> {
        let mut scores: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        let mut whole = 0.0;
        let mut asked: Vec<&String> = words.iter().collect();
        asked.sort();
        asked.dedup();
        for word in asked {
            let list = self.postings.get(word).map_or(&[][..], Vec::as_slice);
            let idf = self.idf(list.len());
            whole += idf;
            for &(place, uses) in list {
                let uses = f64::from(uses);
                let length = 1.0 - B + B * self.lengths[place] / self.mean;
                let entry = scores.entry(place).or_default();
                entry.0 += idf * uses * (K1 + 1.0) / (uses + K1 * length);
                entry.1 += idf;
            }
        }
        let mut ranked: Vec<(usize, f64)> = scores
            .into_iter()
            .filter(|(_, (_, shared))| shared * 100.0 >= whole * f64::from(least))
            .map(|(place, (score, _))| (place, score))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        ranked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_in_a_short_text_counts_most() {
        let cut = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let texts = ["a b c d", "a b", "a x", "a a a a a a a b"];
        let index = Index::new(texts.iter().map(|text| cut(text)));
        let places = |words: &str, least| -> Vec<usize> {
            let found = index.nearest(&cut(words), 9, least);
            found.into_iter().map(|(place, _)| place).collect()
        };
        assert_eq!(places("b x", 0)[0], 2);
        assert_eq!(places("b", 0), [1, 0, 3]);
        assert_eq!(places("x nothing", 60), [0; 0]);
    }
}
