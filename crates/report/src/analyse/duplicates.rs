//! Which tweets repeat an earlier one: retweets, copies and near-copies.
//!
//! Near-copies are found by MinHash over character shingles with banding, and then compared by their true Jaccard
//! similarity, so a chance collision decides nothing. The work grows with the number of tweets, whatever they say: of a band
//! that many texts share, each is compared with the first ones and with its neighbours only.

use super::sketch::{ROWS, Sketch, alike, shingles};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::num::{NonZeroU32, NonZeroU64};

/// Rows of a band: texts that agree in one are looked at.
const BAND: usize = 2;
/// Rows that must agree before two texts are compared; of texts that are the same by [`SAME`], one pair in 4,000 has fewer.
const LIKELY: usize = 13;
/// Texts that share this much of their shingles, in thousandths, say the same.
const SAME: usize = 720;
/// Of the texts that share a band, each is compared with so many of the first…
const FIRST: usize = 24;
/// …and with so many before it.
const BEFORE: usize = 8;
/// Of the texts that begin like a retweet that the service cut, so many are asked who wrote them.
const MANY: usize = 256;

/// For each tweet the earliest one that it repeats. The sketches are in the order of time. `texts` gives the bare texts of
/// some of the tweets.
pub(super) fn originals<'s>(
    count: usize,
    sketch: impl Fn(usize) -> &'s Sketch + Sync,
    texts: &mut dyn FnMut(&BTreeSet<usize>) -> HashMap<usize, String>,
) -> Vec<Option<usize>> {
    let exact = exact(count, &sketch);
    let single: Vec<u32> = (0..count)
        .filter(|&i| exact[i].is_none() && sketch(i).head.is_some())
        .map(|i| i as u32)
        .collect();
    let mut pairs = near(&single, &sketch);
    pairs.extend(beginnings(&single, &sketch));
    pairs.par_sort_unstable();
    pairs.dedup();
    let wanted: BTreeSet<usize> = pairs
        .iter()
        .flat_map(|&(i, j)| [i as usize, j as usize])
        .collect();
    let texts = match wanted.is_empty() {
        true => HashMap::new(),
        false => texts(&wanted),
    };
    let pairs: Vec<(u32, u32)> = pairs
        .par_chunk_by(|a, b| a.0 == b.0)
        .flat_map_iter(|group| compared(group, &texts, &sketch))
        .collect();
    // An original is never itself a copy, so what a tweet repeats is decided in the order of time.
    let mut of: Vec<Option<usize>> = vec![None; count];
    let mut pairs = pairs.as_slice();
    for i in 0..count {
        let end = pairs.partition_point(|pair| pair.0 as usize <= i);
        let (own, rest) = pairs.split_at(end);
        pairs = rest;
        let root = |j: usize| of[j].unwrap_or(j);
        let first = || own.iter().map(|pair| pair.1 as usize);
        let near = || match sketch(i).cut {
            // What it begins like may be a copy itself; who is named wrote the original, or copied it.
            true => first()
                .find(|&j| sketch(j).by == sketch(i).by)
                .or_else(|| first().next())
                .map(root),
            false => first().find(|&j| of[j].is_none()),
        };
        of[i] = exact[i].map(root).or_else(near).filter(|&j| j != i);
    }
    of
}

/// What each tweet repeats by its own account, or else the first tweet of the same text.
fn exact<'s>(count: usize, sketch: &impl Fn(usize) -> &'s Sketch) -> Vec<Option<usize>> {
    let by = |key: &dyn Fn(&Sketch) -> Option<u64>| {
        let mut keys: Vec<(u64, u32)> = (0..count)
            .filter_map(|i| Some((key(sketch(i))?, i as u32)))
            .collect();
        keys.par_sort_unstable();
        keys.dedup_by_key(|(key, _)| *key);
        keys
    };
    let find = |keys: &[(u64, u32)], key: u64| {
        let at = keys.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(keys[at].1 as usize)
    };
    let any = (0..count).any(|i| sketch(i).repeats.is_some());
    let ids = if any {
        by(&|one| Some(one.id))
    } else {
        Vec::new()
    };
    let texts = by(&|one| one.text.map(NonZeroU64::get));
    (0..count)
        .map(|i| {
            let one = sketch(i);
            let retweeted = one.repeats.and_then(|id| find(&ids, id.get()));
            let copied = || find(&texts, one.text?.get());
            retweeted
                .filter(|&j| j != i)
                .or_else(|| copied().filter(|&j| j < i))
        })
        .collect()
}

/// Pairs of texts, the later first, that are likely to be near-copies.
fn near<'s>(single: &[u32], sketch: &(impl Fn(usize) -> &'s Sketch + Sync)) -> Vec<(u32, u32)> {
    let likely = |i: u32, j: u32| {
        let (a, b) = (&sketch(i as usize).rows, &sketch(j as usize).rows);
        // Counted in as little as a row takes, so that many are compared at once.
        let agree = a.iter().zip(b).map(|(x, y)| u16::from(x == y));
        usize::from(agree.fold(0_u16, u16::wrapping_add)) >= LIKELY
    };
    let likely = &likely;
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for band in 0..ROWS / BAND {
        let mut keys: Vec<(u32, u32)> = single
            .iter()
            .map(|&i| {
                let rows = &sketch(i as usize).rows[band * BAND..];
                (u32::from(rows[0]) << 16 | u32::from(rows[1]), i)
            })
            .collect();
        keys.par_sort_unstable();
        let found = keys.par_chunk_by(|a, b| a.0 == b.0).flat_map_iter(|run| {
            (1..run.len()).flat_map(move |at| {
                let before = at.saturating_sub(BEFORE).max(FIRST);
                (0..at.min(FIRST))
                    .chain(before..at)
                    .map(move |other| (run[at].1, run[other].1))
                    .filter(move |&(i, j)| likely(i, j))
            })
        });
        pairs.par_extend(found);
        pairs.par_sort_unstable();
        pairs.dedup();
    }
    pairs
}

/// Pairs of a retweet that the service cut and an earlier text that may begin so.
fn beginnings<'s>(single: &[u32], sketch: &impl Fn(usize) -> &'s Sketch) -> Vec<(u32, u32)> {
    if single.iter().all(|&i| !sketch(i as usize).cut) {
        return Vec::new();
    }
    let sorted = |of: &dyn Fn(&Sketch) -> Option<NonZeroU32>| {
        let mut all: Vec<(NonZeroU32, u32)> = single
            .iter()
            .filter_map(|&i| Some((of(sketch(i as usize))?, i)))
            .collect();
        all.par_sort_unstable();
        all
    };
    let (heads, longs) = (sorted(&|one| one.head), sorted(&|one| one.long));
    let mut pairs = Vec::new();
    for &i in single.iter().filter(|&&i| sketch(i as usize).cut) {
        let own = sketch(i as usize);
        let (all, beginning) = match (own.long, own.head) {
            (Some(long), _) => (&longs, long),
            (None, Some(head)) => (&heads, head),
            (None, None) => continue,
        };
        let first = all.partition_point(|one| one.0 < beginning);
        let same = all[first..].iter().take_while(|one| one.0 == beginning);
        let before = same.take(MANY).map(|one| one.1).take_while(|&j| j < i);
        // Of the many that may begin alike, those of the author named come first.
        let (named, others): (Vec<u32>, Vec<u32>) =
            before.partition(|&j| sketch(j as usize).by == own.by);
        let last = named
            .len()
            .saturating_sub(BEFORE)
            .max(FIRST.min(named.len()));
        let named = named.iter().take(FIRST).chain(&named[last..]);
        pairs.extend(named.chain(others.iter().take(FIRST)).map(|&j| (i, j)));
    }
    pairs
}

/// Of the pairs of one text, those that are copies indeed.
fn compared<'s>(
    pairs: &[(u32, u32)],
    texts: &HashMap<usize, String>,
    sketch: &impl Fn(usize) -> &'s Sketch,
) -> Vec<(u32, u32)> {
    let text = |i: u32| texts.get(&(i as usize)).map_or("", String::as_str);
    let Some(&(i, _)) = pairs.first() else {
        return Vec::new();
    };
    let own = shingles(text(i));
    let cut = sketch(i as usize).cut;
    pairs
        .iter()
        .copied()
        .filter(|&(_, j)| {
            cut && text(j).starts_with(text(i)) || alike(&own, &shingles(text(j))) >= SAME
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sketch::{bare, sketch};
    use super::*;
    use crate::tweet::Tweet;

    fn folded(tweets: &[(&str, String)]) -> Vec<Option<usize>> {
        let tweets: Vec<Tweet> = tweets
            .iter()
            .enumerate()
            .map(|(i, (handle, text))| Tweet::bare(i.to_string(), handle, text))
            .collect();
        let sketches: Vec<Sketch> = tweets.iter().map(sketch).collect();
        let mut texts = |wanted: &BTreeSet<usize>| {
            let wanted = wanted.iter();
            wanted.map(|&i| (i, bare(&tweets[i].text))).collect()
        };
        originals(tweets.len(), |i| &sketches[i], &mut texts)
    }

    #[test]
    fn a_cut_retweet_finds_its_original_among_many_that_begin_alike() {
        let head = "今日的开放权重模型榜单已经更新，下面这一条说的是第一次上榜的模型以及它们各自的成绩与来历，按照名次排列";
        let day = |i: usize| {
            let own = 0x4e00 + 60 * i as u32;
            let rest: String = (own..own + 60).filter_map(char::from_u32).collect();
            format!("{head}：{rest}")
        };
        let mut tweets: Vec<(&str, String)> = (0..120).map(|i| ("sample_list", day(i))).collect();
        let cut = |i: usize| day(i).chars().take(100).collect::<String>();
        tweets.push(("sample_fan", format!("RT @Sample_List: {}…", cut(77))));
        tweets.push(("sample_fan", format!("RT @sample_other: {}…", cut(3))));
        assert_eq!(folded(&tweets)[119..], [None, Some(77), Some(3)]);
    }

    #[test]
    fn what_a_cut_retweet_repeats_may_be_a_copy_itself() {
        let text = "The new open weights model runs on a laptop, here is how it was measured and what it cannot do yet, with all the numbers";
        let tweets = [
            ("sample_a", format!("{text} in one table")),
            ("sample_b", format!("{text} in one table!! via a friend")),
            (
                "sample_c",
                format!("RT @sample_b: {text} in one table!! via a…"),
            ),
        ];
        assert_eq!(folded(&tweets), [None, Some(0), Some(0)]);
    }
}
