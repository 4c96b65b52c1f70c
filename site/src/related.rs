//! Which posts are about the same: by the words they use (TF-IDF), not by their dates.
//!
//! What a post is about follows from its own file and is counted once. Who is near to whom is worked out anew when the words of any
//! post have changed, in whole numbers, so that it is the same on every machine. It must not know templates.

use crate::article::Article;
use crate::model::{Model, Placed};
use crate::search::sections;
use fingerprint::{Fingerprint, Memo};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use words::Lexicon;

/// How many related posts a post has, at most.
const MOST: usize = 10;
/// The words that say what a post is about, at most; those it uses most.
const WORDS: usize = 48;
/// The words by which others are looked for: the rarest of these.
const ASKED: usize = 20;
/// A word of more posts than this says little, however many there are.
const COMMON: usize = 256;
/// Characters of the text that are read; what a post is about is said by then.
const READ: usize = 6000;
/// Two posts of less likeness than this, of a thousand, only happen to share a word.
const ALIKE: u64 = 40;

/// How often a word counts by where it stands.
const TITLE: u32 = 6;
const TAG: u32 = 4;
const HEADING: u32 = 3;

/// What earlier builds worked out.
#[derive(Default)]
pub struct Memos {
    words: Memo<Said>,
    near: Memo<Vec<Vec<usize>>>,
}

/// The words of a post by their fingerprints, each with its weight, in the fingerprints' order.
#[derive(Hash)]
struct Said(Vec<(Fingerprint, u32)>);

/// For each post the numbers of those that are about the same, the nearest first.
pub(crate) fn related(model: &Model, memos: &mut Memos) -> Arc<Vec<Vec<usize>>> {
    let said = memos
        .words
        .map(&model.posts, |post| name(post), |post| said(post));
    let all: Vec<Fingerprint> = said.iter().map(|said| Fingerprint::of(&**said)).collect();
    let found = memos.near.map(
        &[said.as_slice()],
        |_| Fingerprint::of(&all),
        |said| near(said),
    );
    found.into_iter().next().unwrap_or_default()
}

fn name(placed: &Placed) -> Fingerprint {
    let article = &placed.article;
    let content = placed.content.as_ref().map(|content| content.name());
    Fingerprint::of(&(&article.title, &article.tags, content))
}

fn said(placed: &Placed) -> Said {
    let article: &Article = &placed.article;
    let mut counts = BTreeMap::new();
    count(&article.title, TITLE, &mut counts);
    for tag in &article.tags {
        count(tag, TAG, &mut counts);
    }
    let mut left = READ;
    for section in sections(&article.body) {
        count(&section.heading, HEADING, &mut counts);
        let end = section.text.char_indices().nth(left);
        let text = end.map_or(section.text.as_str(), |(end, _)| &section.text[..end]);
        count(text, 1, &mut counts);
        left -= text.chars().count();
        if left == 0 {
            break;
        }
    }
    let mut words: Vec<(Fingerprint, u32)> = counts.into_iter().collect();
    words.sort_by_key(|(word, weight)| (std::cmp::Reverse(*weight), *word));
    words.truncate(WORDS);
    words.sort_unstable();
    Said(words)
}

fn count(text: &str, weight: u32, counts: &mut BTreeMap<Fingerprint, u32>) {
    let lexicon = Lexicon::shipped();
    for token in lexicon.tokens(text) {
        let single = token.text.chars().nth(1).is_none();
        if single || !token.kind.is_word() {
            continue;
        }
        let word = words::fold(token.text);
        if !lexicon.stop_word(&word) {
            let key = Fingerprint::of_bytes(word.as_bytes());
            *counts.entry(key).or_default() += weight;
        }
    }
}

/// A weight on a scale on which the tenth occurrence says less than the second: a sixteenth of a doubling.
fn damped(weight: u32) -> u64 {
    16 + log16(u64::from(weight))
}

/// Sixteen times the logarithm to base two, rounded down to where its straight pieces stand.
fn log16(n: u64) -> u64 {
    let n = n.max(1);
    let whole = u64::from(n.ilog2());
    whole * 16 + (((n - (1 << whole)) * 16) >> whole)
}

/// Who is near to whom.
fn near(said: &[Arc<Said>]) -> Vec<Vec<usize>> {
    let mut places: Vec<(Fingerprint, u32, u32)> = said
        .iter()
        .enumerate()
        .flat_map(|(post, said)| {
            let post = post as u32;
            said.0
                .iter()
                .map(move |(word, weight)| (*word, post, *weight))
        })
        .collect();
    places.par_sort_unstable();
    let posts = said.len() as u64;
    // The words that posts share: their rarity, and where their places are.
    let mut words: Vec<(Fingerprint, u64, Range<usize>)> = Vec::new();
    let mut from = 0;
    for group in places.chunk_by(|a, b| a.0 == b.0) {
        let until = from + group.len();
        let with = group.len() as u64;
        let common = group.len() > COMMON || (posts > 8 && with * 2 > posts);
        if with > 1 && !common {
            let rarity = 8 + log16(posts).saturating_sub(log16(with));
            words.push((group[0].0, rarity, from..until));
        }
        from = until;
    }
    let find = |word: Fingerprint| {
        let found = words.binary_search_by_key(&word, |(key, ..)| *key);
        found.ok().map(|at| &words[at])
    };
    // The words of each post by which others are looked for.
    let asked: Vec<Vec<(u64, &Range<usize>)>> = said
        .par_iter()
        .map(|said| {
            let known = said.0.iter().filter_map(|(word, weight)| {
                let (_, rarity, places) = find(*word)?;
                Some((damped(*weight) * rarity, *rarity, places))
            });
            let mut known: Vec<_> = known.collect();
            known.sort_by_key(|(weight, _, places)| (std::cmp::Reverse(*weight), places.start));
            known.truncate(ASKED);
            let weighed = known.into_iter();
            weighed
                .map(|(weight, _, places)| (weight, places))
                .collect()
        })
        .collect();
    let length = |asked: &[(u64, &Range<usize>)]| -> u64 {
        asked.iter().map(|(weight, _)| weight * weight).sum()
    };
    let lengths: Vec<u64> = asked
        .iter()
        .map(|asked| length(asked).isqrt().max(1))
        .collect();
    asked
        .par_iter()
        .enumerate()
        .map(|(post, words)| {
            let mut sums: BTreeMap<u32, u64> = BTreeMap::new();
            for (weight, range) in words {
                let rarity = find(places[range.start].0).map_or(0, |(_, rarity, _)| *rarity);
                for (_, other, theirs) in &places[(*range).clone()] {
                    if *other as usize != post {
                        *sums.entry(*other).or_default() += weight * damped(*theirs) * rarity;
                    }
                }
            }
            let mut best: Vec<(u64, u32)> = sums
                .into_iter()
                .map(|(other, sum)| {
                    (
                        sum * 1000 / (lengths[post] * lengths[other as usize]),
                        other,
                    )
                })
                .filter(|(alike, _)| *alike >= ALIKE)
                .collect();
            best.sort_by_key(|(alike, other)| (std::cmp::Reverse(*alike), *other));
            best.truncate(MOST);
            best.into_iter().map(|(_, other)| other as usize).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[(u64, u32)]) -> Arc<Said> {
        let words = words.iter();
        let mut words: Vec<_> = words
            .map(|(word, weight)| (Fingerprint::of(word), *weight))
            .collect();
        words.sort_unstable();
        Arc::new(Said(words))
    }

    #[test]
    fn rare_words_in_common_make_posts_near_and_common_ones_do_not() {
        let common = (1, 3);
        let mut posts: Vec<Arc<Said>> = (0..20).map(|n| said(&[common, (100 + n, 2)])).collect();
        posts[3] = said(&[common, (50, 2), (51, 1)]);
        posts[9] = said(&[common, (50, 1), (51, 4)]);
        posts[12] = said(&[common, (50, 1), (70, 9), (71, 9)]);
        posts[13] = said(&[common, (70, 1), (71, 1)]);
        let near = near(&posts);
        assert_eq!(near[3], [9, 12]);
        assert_eq!(near[13], [12]);
        assert_eq!(near[12][0], 13);
        assert!(near[0].is_empty());
    }

    #[test]
    fn logarithms_are_whole_and_grow() {
        assert_eq!(
            [log16(0), log16(1), log16(2), log16(3), log16(16)],
            [0, 0, 16, 24, 64]
        );
        assert!((1..5000).all(|n| log16(n) <= log16(n + 1)));
    }
}
