//! Texts alone, grouped by topic: a mixture of topics in which each text has one, found without chance.
//!
//! The model is that of Yin and Wang (KDD 2014), whose sampler draws topics by lot; here each text goes to the likeliest one,
//! in the order of the texts, and a few more rounds let it change its mind. An inverted index gives the topics that share a
//! word with a text, so the work grows with the number of texts. It must not know tweets.

use std::collections::HashMap;

/// How ready a text is to open a topic of its own, a text.
const OPEN: f64 = 0.07;
/// How many imagined words a topic has before its first text, over the whole vocabulary.
const IMAGINED: f64 = 100.0;
/// Rounds after the first.
const ROUNDS: usize = 5;

/// The group of each text.
pub(super) fn of_texts(texts: &[&str]) -> Vec<usize> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let bags: Vec<Vec<(u32, u32)>> = texts.iter().map(|text| bag(text, &mut numbers)).collect();
    of_bags(&bags, numbers.len())
}

/// The words of a text by number, rising, and how often each stands in it.
fn bag(text: &str, numbers: &mut HashMap<String, u32>) -> Vec<(u32, u32)> {
    let mut words: Vec<u32> = words::tokens(text)
        .iter()
        .filter(|token| token.kind.is_word())
        .map(|token| {
            let next = numbers.len() as u32;
            *numbers.entry(words::fold(token.text)).or_insert(next)
        })
        .collect();
    words.sort_unstable();
    let same = words.chunk_by(|a, b| a == b);
    same.map(|run| (run[0], run.len() as u32)).collect()
}

/// The group of each bag of words, whose words are numbered below `vocabulary`. Groups are numbered as they first appear.
fn of_bags(bags: &[Vec<(u32, u32)>], vocabulary: usize) -> Vec<usize> {
    let mut groups = Groups::new(bags, vocabulary);
    let mut group: Vec<usize> = bags
        .iter()
        .enumerate()
        .map(|(i, bag)| groups.put(bag, i + 1, None))
        .collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for (bag, own) in bags.iter().zip(&mut group) {
            groups.take(bag, *own);
            let next = groups.put(bag, bags.len(), Some(*own));
            moved |= next != *own;
            *own = next;
        }
        if !moved {
            break;
        }
    }
    let mut names = HashMap::new();
    for own in &mut group {
        let next = names.len();
        *own = *names.entry(*own).or_insert(next);
    }
    group
}

/// All groups with what is counted of them.
struct Groups {
    /// Texts and words of each group.
    sizes: Vec<(u32, u32)>,
    /// For each word the groups that have it, rising, and how often.
    holders: Vec<Vec<(u32, u32)>>,
    /// `log(1 + n / share)` for a word that a group has n times.
    gains: Vec<f64>,
    /// The sum of the logarithms of a group's size while it grows to n words.
    growth: Vec<f64>,
    /// `log(n)` of a number of texts.
    logs: Vec<f64>,
    /// The imagined words of one kind.
    share: f64,
    /// Sums for the text at hand, by group; zero between texts.
    sums: Vec<f64>,
}

impl Groups {
    fn new(bags: &[Vec<(u32, u32)>], vocabulary: usize) -> Self {
        let share = IMAGINED / vocabulary.max(1) as f64;
        let mut uses = vec![0_u32; vocabulary];
        for (word, count) in bags.iter().flatten() {
            uses[*word as usize] += count;
        }
        let most = uses.iter().max().copied().unwrap_or(0);
        let total: u32 = uses.iter().sum();
        let mut sum = 0.0;
        let growth = (0..=total).map(|n| {
            let so_far = sum;
            sum += libm::log(f64::from(n) + IMAGINED);
            so_far
        });
        Self {
            sizes: Vec::new(),
            holders: vec![Vec::new(); vocabulary],
            gains: (0..=most)
                .map(|n| libm::log(1.0 + f64::from(n) / share))
                .collect(),
            growth: growth.collect(),
            logs: (0..=bags.len()).map(|n| libm::log(n as f64)).collect(),
            share,
            sums: Vec::new(),
        }
    }

    /// Puts a text into the likeliest group, or a new one; `seen` texts are known so far. Of the groups that are equally
    /// likely the first is taken, and a text that opens a group keeps the one it had alone.
    fn put(&mut self, bag: &[(u32, u32)], seen: usize, had: Option<usize>) -> usize {
        let length: u32 = bag.iter().map(|(_, count)| count).sum();
        let mut near: Vec<u32> = Vec::new();
        for (word, count) in bag {
            for &(group, has) in &self.holders[*word as usize] {
                let sum = &mut self.sums[group as usize];
                if *sum == 0.0 {
                    near.push(group);
                }
                *sum += self.gains[has as usize];
                for again in 1..*count {
                    let before = f64::from(again) + self.share;
                    *sum += libm::log((f64::from(has) + before) / before);
                }
            }
        }
        near.sort_unstable();
        let grown =
            |words: u32| self.growth[(words + length) as usize] - self.growth[words as usize];
        let mut best = (libm::log(OPEN * seen as f64) - grown(0), None);
        for &group in &near {
            let (texts, words) = self.sizes[group as usize];
            let sum = std::mem::take(&mut self.sums[group as usize]);
            let likely = self.logs[texts as usize] + sum - grown(words);
            if likely > best.0 {
                best = (likely, Some(group as usize));
            }
        }
        let alone = had.filter(|&group| self.sizes[group].0 == 0);
        let group = best.1.or(alone).unwrap_or_else(|| {
            self.sizes.push((0, 0));
            self.sums.push(0.0);
            self.sizes.len() - 1
        });
        self.sizes[group].0 += 1;
        self.sizes[group].1 += length;
        for (word, count) in bag {
            let holders = &mut self.holders[*word as usize];
            match holders.binary_search_by_key(&(group as u32), |(holder, _)| *holder) {
                Ok(at) => holders[at].1 += count,
                Err(at) => holders.insert(at, (group as u32, *count)),
            }
        }
        group
    }

    /// Takes a text out of its group.
    fn take(&mut self, bag: &[(u32, u32)], group: usize) {
        self.sizes[group].0 -= 1;
        for (word, count) in bag {
            self.sizes[group].1 -= count;
            let holders = &mut self.holders[*word as usize];
            if let Ok(at) = holders.binary_search_by_key(&(group as u32), |(holder, _)| *holder) {
                holders[at].1 -= count;
                if holders[at].1 == 0 {
                    holders.remove(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_on_one_topic_stand_together() {
        let filler: Vec<String> = (0..40).map(|i| format!("alone{i} single{i}")).collect();
        let mut texts = vec![
            "rocket launch orbit satellite",
            "senate vote bill tax",
            "rocket engine orbit launch",
            "tax bill senate debate",
            "launch of the rocket into orbit",
        ];
        texts.extend(filler.iter().map(String::as_str));
        let groups = of_texts(&texts);
        assert_eq!(groups[..5], [0, 1, 0, 1, 0]);
        assert_eq!(groups.iter().max(), Some(&41));
    }

    #[test]
    fn nothing_and_texts_without_words_are_no_trouble() {
        assert!(of_texts(&[]).is_empty());
        assert_eq!(of_texts(&["", "！"]), [0, 1]);
    }
}
