//! Tweets that speak of the same thing, by the terms they share: agglomerative clustering with average linkage.
//!
//! It must not know what a term is. Equal input gives equal output: ties go to the earlier tweet, sums run in a fixed order.

use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Pairs less alike than this are not looked at.
const FAINT: f64 = 0.02;
/// How many pairs of items with a term in common are looked at; of more, those of the rarest terms.
const PAIRS: usize = 4_000_000;

/// Groups items. `vectors[i]` are the weights of item i's terms, the norm being 1. Groups whose mean similarity is at
/// least `alike` are joined. A term of more than `common` items finds no pairs, which bounds the work.
///
/// Between two groups the similarities of all pairs are kept as a sum, so that joining groups is adding: nothing is
/// written at a neighbour, which finds out who took a group in when it is asked itself. The queue holds one pair a group,
/// its best. Joining others never makes a mean greater than the better of the two before, so that a pair that is still
/// there is still the best, and of a pair that is gone the next best is found when its turn comes.
pub(super) fn groups(vectors: &[BTreeMap<u32, f64>], alike: f64, common: usize) -> Vec<Vec<usize>> {
    let mut near = links(vectors, common);
    let mut members: Vec<Vec<usize>> = (0..vectors.len()).map(|i| vec![i]).collect();
    let mut within: Vec<u32> = (0..vectors.len() as u32).collect();
    let mut age = vec![0_u32; vectors.len()];
    let best = |g: usize, near: &[(u32, f64)], members: &[Vec<usize>], age: &[u32]| {
        let pairs = near.iter().filter_map(|&(c, sum)| {
            let c = c as usize;
            let sim = level(sum / (members[g].len() * members[c].len()) as f64);
            let (x, y) = (g.min(c), g.max(c));
            let pair = (sim, Reverse(x), Reverse(y), age[x], age[y]);
            (sim >= level(alike)).then_some(pair)
        });
        pairs.max().map(|pair| (pair, g))
    };
    let mut queue: BinaryHeap<_> = (0..vectors.len())
        .filter_map(|g| best(g, &near[g], &members, &age))
        .collect();
    while let Some(((_, Reverse(a), Reverse(b), age_a, age_b), g)) = queue.pop() {
        if members[g].is_empty() || (g == a && age[a] != age_a) || (g == b && age[b] != age_b) {
            // The group is gone, or was asked again when it grew.
            continue;
        }
        let stands =
            age[a] == age_a && age[b] == age_b && !members[a].is_empty() && !members[b].is_empty();
        let g = if stands {
            let moved = std::mem::take(&mut members[b]);
            members[a].extend(moved);
            within[b] = a as u32;
            age[a] += 1;
            let mut other = std::mem::take(&mut near[b]);
            near[a].append(&mut other);
            a
        } else {
            g
        };
        let mut sums = std::mem::take(&mut near[g]);
        for (c, _) in &mut sums {
            *c = holder(&mut within, *c);
        }
        sums.retain(|(c, _)| *c as usize != g);
        // The sort keeps equals in order, so that sums run in a fixed one.
        sums.sort_by_key(|(c, _)| *c);
        sums.dedup_by(|(c, more), (kept, sum)| {
            let same = c == kept;
            if same {
                *sum += *more;
            }
            same
        });
        queue.extend(best(g, &sums, &members, &age));
        near[g] = sums;
    }
    let mut groups: Vec<Vec<usize>> = members
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// The group that holds what was group `at` in the beginning; the way there is shortened.
fn holder(within: &mut [u32], at: u32) -> u32 {
    let mut top = at;
    while within[top as usize] != top {
        top = within[top as usize];
    }
    let mut at = at;
    while within[at as usize] != top {
        at = std::mem::replace(&mut within[at as usize], top);
    }
    top
}

/// Similarities as whole numbers, so that they can be ordered.
fn level(sim: f64) -> i64 {
    (sim * 1e9) as i64
}

/// For each item the others it shares terms with, and how alike they are.
fn links(vectors: &[BTreeMap<u32, f64>], common: usize) -> Vec<Vec<(u32, f64)>> {
    let mut postings: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for (i, vector) in vectors.iter().enumerate() {
        for (&term, &weight) in vector {
            postings.entry(term).or_default().push((i as u32, weight));
        }
    }
    let common = affordable(&postings).min(common);
    postings.retain(|_, posting| posting.len() <= common);
    // Each item is compared with the later ones; sums run in the order of terms.
    let later = |i: usize| {
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for (term, w) in &vectors[i] {
            let posting = postings.get(term).map_or(&[][..], Vec::as_slice);
            let begin = posting.partition_point(|(j, _)| *j as usize <= i);
            for (j, v) in &posting[begin..] {
                *sums.entry(*j).or_default() += w * v;
            }
        }
        sums.retain(|_, sim| *sim >= FAINT);
        sums.into_iter().collect::<Vec<_>>()
    };
    let rows: Vec<Vec<(u32, f64)>> = (0..vectors.len()).into_par_iter().map(later).collect();
    let mut both: Vec<Vec<(u32, f64)>> = vec![Vec::new(); vectors.len()];
    for (i, row) in rows.into_iter().enumerate() {
        for &(j, sim) in &row {
            both[j as usize].push((i as u32, sim));
        }
        both[i].extend(row);
    }
    both
}

/// The longest postings that can be compared within [`PAIRS`] when the shorter ones come first.
fn affordable(postings: &BTreeMap<u32, Vec<(u32, f64)>>) -> usize {
    let mut lengths: Vec<usize> = postings.values().map(Vec::len).collect();
    lengths.sort_unstable();
    let mut pairs = 0;
    let fits = |length: &&usize| {
        pairs += *length * *length / 2;
        pairs <= PAIRS
    };
    lengths.iter().take_while(fits).last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_terms_comes_together() {
        let unit = |terms: &[u32]| -> BTreeMap<u32, f64> {
            let weight = 1.0 / libm::sqrt(terms.len() as f64);
            terms.iter().map(|&term| (term, weight)).collect()
        };
        let vectors = [
            unit(&[1, 2]),
            unit(&[3, 4]),
            unit(&[1, 2, 5]),
            unit(&[4, 3]),
            unit(&[9]),
        ];
        assert_eq!(
            groups(&vectors, 0.3, 100),
            vec![vec![0, 2], vec![1, 3], vec![4]]
        );
    }
}
