//! Summaries by selection against those that people wrote: character ROUGE.
//!
//! A folder holds a topic: `posts.txt` with a post a line, `reference-*.txt` with what a person would keep of it. Stop words are taken out
//! of posts and references alike, since references of this kind are published without them. It must not know how a summary is made.

use super::Measured;
use crate::analyse::coverage;
use std::collections::BTreeMap;

/// How many posts a summary keeps: as many as the people's.
const POSTS: usize = 5;

/// A topic: its posts and what people keep of them.
#[derive(Default)]
struct Topic {
    posts: Vec<String>,
    references: Vec<Vec<char>>,
}

/// Measures on topics, files by path.
pub(super) fn measure(files: &[(String, Vec<u8>)]) -> Measured {
    let mut topics: BTreeMap<&str, Topic> = BTreeMap::new();
    let mut left_out = 0;
    for (path, bytes) in files {
        let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
        let text = String::from_utf8_lossy(bytes);
        let topic = topics.entry(folder).or_default();
        if name.starts_with("posts") {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            topic.posts.extend(lines.map(str::to_owned));
        } else if name.starts_with("reference") {
            topic.references.push(bare(&text));
        } else {
            left_out += 1;
        }
    }
    topics.retain(|_, topic| !topic.posts.is_empty() && !topic.references.is_empty());
    let mut best = [0.0; 3];
    let mut mean = [0.0; 3];
    for topic in topics.values() {
        let posts: Vec<&str> = topic.posts.iter().map(String::as_str).collect();
        let kept: Vec<&str> = coverage::summary(&posts, POSTS)
            .into_iter()
            .map(|i| posts[i])
            .collect();
        let summary = bare(&kept.join("\n"));
        let scores = topic
            .references
            .iter()
            .map(|reference| rouge(&summary, reference));
        let scores: Vec<[f64; 3]> = scores.collect();
        for measure in 0..3 {
            let of = scores.iter().map(|score| score[measure]);
            best[measure] += of.clone().fold(0.0, f64::max) / topics.len() as f64;
            mean[measure] += of.sum::<f64>() / (scores.len() * topics.len()) as f64;
        }
    }
    let mut shares = Vec::new();
    for (name, values) in [("best reference", best), ("mean of references", mean)] {
        let named = ["ROUGE-1", "ROUGE-2", "ROUGE-L"].iter().zip(values);
        shares.extend(named.map(|(rouge, value)| (format!("{rouge} F1, {name}"), value)));
    }
    Measured {
        texts: topics.values().map(|topic| topic.posts.len()).sum(),
        left_out,
        shares,
        counts: vec![("topics".into(), topics.len() as u64)],
    }
}

/// Letters and digits without stop words.
fn bare(text: &str) -> Vec<char> {
    words::tokens(text)
        .iter()
        .map(|token| words::fold(token.text))
        .filter(|word| !words::stop_word(word))
        .flat_map(|word| word.chars().collect::<Vec<_>>())
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// F1 of single characters, of pairs and of the longest common subsequence.
fn rouge(summary: &[char], reference: &[char]) -> [f64; 3] {
    let runs = |text: &[char], n: usize| {
        let mut runs: BTreeMap<Vec<char>, usize> = BTreeMap::new();
        for run in text.windows(n) {
            *runs.entry(run.to_vec()).or_default() += 1;
        }
        runs
    };
    let shared = |n: usize| {
        let (a, b) = (runs(summary, n), runs(reference, n));
        let both = a.iter().filter_map(|(run, n)| Some(*b.get(run)?.min(n)));
        let whole = (summary.len() + reference.len() + 2).saturating_sub(2 * n);
        share(2 * both.sum::<usize>(), whole)
    };
    let common = subsequence(summary, reference);
    [
        shared(1),
        shared(2),
        share(2 * common, summary.len() + reference.len()),
    ]
}

fn share(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 0.0,
        whole => part as f64 / whole as f64,
    }
}

/// The length of the longest common subsequence.
fn subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y {
                corner + 1
            } else {
                above.max(row[j])
            };
            corner = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rouge_of_small_cases() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let [one, two, longest] = rouge(&chars("abcd"), &chars("acbd"));
        assert!((one - 1.0).abs() < 1e-9 && two.abs() < 1e-9 && (longest - 0.75).abs() < 1e-9);
    }

    #[test]
    fn a_folder_is_a_topic() {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let measured = measure(&[
            file("a/posts.txt", "地震救援队到达\n救援队到达震中\n天气"),
            file("a/reference-1.txt", "地震 救援队 到达 救援队 到达 震中"),
            file("a/peer.txt", "x"),
        ]);
        assert_eq!((measured.texts, measured.left_out), (3, 1));
        assert!(measured.shares[0].1 > 0.6, "{measured:?}");
    }
}
