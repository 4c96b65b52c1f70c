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
pub(super) fn groups(vectors: &[BTreeMap<u32, f64>], alike: f64, common: usize) -> Vec<Vec<usize>> {
    let mut links = links(vectors, common);
    let mut members: Vec<Vec<usize>> = (0..vectors.len()).map(|i| vec![i]).collect();
    let mut age = vec![0_u32; vectors.len()];
    let mut queue = BinaryHeap::new();
    for (a, near) in links.iter().enumerate() {
        for (&b, &sim) in near.range(a + 1..) {
            // What is not alike enough now is offered again when it has changed.
            if level(sim) >= level(alike) {
                queue.push((level(sim), Reverse(a), Reverse(b), 0, 0));
            }
        }
    }
    while let Some((sim, Reverse(a), Reverse(b), age_a, age_b)) = queue.pop() {
        if age[a] != age_a || age[b] != age_b || members[a].is_empty() || members[b].is_empty() {
            continue;
        }
        let (size_a, size_b) = (members[a].len() as f64, members[b].len() as f64);
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        let near_b = std::mem::take(&mut links[b]);
        let near_a = std::mem::take(&mut links[a]);
        let mut near: BTreeMap<usize, f64> =
            near_a.iter().map(|(&c, &s)| (c, s * size_a)).collect();
        for (&c, &s) in &near_b {
            *near.entry(c).or_default() += s * size_b;
        }
        near.remove(&a);
        near.remove(&b);
        age[a] += 1;
        for (&c, sum) in &mut near {
            *sum /= size_a + size_b;
            links[c].remove(&b);
            links[c].insert(a, *sum);
            let (x, y) = (a.min(c), a.max(c));
            if level(*sum) < level(alike) {
                continue;
            }
            queue.push((level(*sum), Reverse(x), Reverse(y), age[x], age[y]));
        }
        links[a] = near;
    }
    let mut groups: Vec<Vec<usize>> = members
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// Similarities as whole numbers, so that they can be ordered.
fn level(sim: f64) -> i64 {
    (sim * 1e9) as i64
}

/// For each item the others it shares terms with, and how alike they are.
fn links(vectors: &[BTreeMap<u32, f64>], common: usize) -> Vec<BTreeMap<usize, f64>> {
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
    let mut both: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); vectors.len()];
    for (i, row) in rows.into_iter().enumerate() {
        for (j, sim) in row {
            both[j as usize].insert(i, sim);
            both[i].insert(j as usize, sim);
        }
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
