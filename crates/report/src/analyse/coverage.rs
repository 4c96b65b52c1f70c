//! Which of several texts say most of what they have in common: a summary by selection.
//!
//! What texts have in common are the pairs of neighbouring characters (Chinese) or words (other scripts) that at least two of them
//! have. A pair weighs the square of the logarithm of how many have it; texts are taken one by one, each the one that adds most, and
//! none that mostly repeats what is there. It must not know tweets.

use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// A text of which more than this share, in percent, is there already adds nothing.
const REPEATS: usize = 50;

/// Pairs of a text, by hash.
type Pairs = BTreeSet<u64>;

/// What texts have in common.
pub(super) struct Common {
    /// How many texts have each pair.
    texts: BTreeMap<u64, u32>,
}

impl Common {
    /// Looks at texts.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counts = BTreeMap::new();
        for text in texts {
            for pair in pairs(text) {
                *counts.entry(pair).or_insert(0) += 1;
            }
        }
        Self { texts: counts }
    }

    /// How much of what the texts have in common a text says.
    pub(super) fn worth(&self, text: &str) -> f64 {
        self.added(&pairs(text), &Pairs::new())
    }

    fn added(&self, pairs: &Pairs, there: &Pairs) -> f64 {
        let weight = |pair: &u64| match self.texts.get(pair) {
            Some(&n) if n > 1 => {
                let log = libm::log(f64::from(1 + n));
                log * log
            }
            _ => 0.0,
        };
        pairs.difference(there).map(weight).sum()
    }
}

/// The texts that together say most of what all have in common, at most `most`, in their own order.
pub(super) fn summary(texts: &[&str], most: usize) -> Vec<usize> {
    let common = Common::of(texts.iter().copied());
    let pairs: Vec<Pairs> = texts.iter().map(|text| pairs(text)).collect();
    let mut there = Pairs::new();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < most {
        let fresh = |&i: &usize| {
            let repeated = pairs[i].intersection(&there).count();
            !chosen.contains(&i) && repeated * 100 <= pairs[i].len() * REPEATS
        };
        let best = (0..texts.len())
            .filter(fresh)
            .map(|i| (common.added(&pairs[i], &there), i))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, best)) = best.filter(|(worth, _)| *worth > 0.0) else {
            break;
        };
        chosen.push(best);
        there.extend(&pairs[best]);
    }
    chosen.sort_unstable();
    chosen
}

/// The text without what says nothing: topics between two `#`, accounts, addresses.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let cut = match c {
            '#' => rest[1..]
                .find('#')
                .filter(|n| *n > 0 && *n <= 90 && !rest[1..=*n].contains('\n'))
                .map(|n| n + 2),
            '@' => Some(
                rest.find(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
                    .unwrap_or(rest.len()),
            ),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                Some(rest.find(char::is_whitespace).unwrap_or(rest.len()))
            }
            _ => None,
        };
        match cut {
            Some(cut) => {
                out.push(' ');
                rest = &rest[cut..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

fn pairs(text: &str) -> Pairs {
    let plain = plain(text).to_lowercase();
    let mut pairs = Pairs::new();
    for run in plain.split(|c: char| !c.is_alphanumeric() && !c.is_whitespace()) {
        let mut units: Vec<&str> = Vec::new();
        let mut start = None;
        for (at, c) in run.char_indices() {
            let word = c.is_alphanumeric() && !words::is_han(c);
            match (word, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    units.push(&run[from..at]);
                    start = None;
                }
                _ => {}
            }
            if words::is_han(c) {
                units.push(&run[at..at + c.len_utf8()]);
            }
        }
        units.extend(start.map(|from| &run[from..]));
        units.retain(|unit| !words::stop_word(unit));
        pairs.extend(
            units
                .windows(2)
                .map(|two| xxh3_64(two.join(" ").as_bytes())),
        );
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_say_comes_first_and_once() {
        let texts = [
            "今天天气不错",
            "示例公司发布新模型，价格降低一半",
            "示例公司发布新模型，价格降低了一半！",
            "听说示例公司发布新模型",
            "地震之后救援队已经到达现场",
            "救援队到达地震现场，开始搜救",
        ];
        assert_eq!(summary(&texts, 2), [1, 4]);
        assert_eq!(summary(&texts[..1], 2), Vec::<usize>::new());
    }
}
