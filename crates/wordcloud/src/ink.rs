//! Which ink each word is drawn in where colour means nothing: neighbours differ, for the colour-blind too wherever that can be,
//! and no ink gathers in one corner.
//!
//! It must not know colours: an ink is a number.

/// A box around a word's ink, in pixels, and its size of type.
pub(crate) struct Spot {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) size: f64,
}

/// Boxes nearer than this part of the smaller type in both directions stand beside each other for the eye.
const BESIDE: f64 = 0.6;

/// Boxes farther than so many times the larger type do not pull at each other's inks.
const FAR: f64 = 1.5;

/// How often each word looks again.
const ROUNDS: usize = 2;

/// An ink for each spot. Who stands beside whom is nearly a planar graph, in which some spot always has at most five
/// neighbours: coloured last to first in the order in which such spots are taken away (smallest-last, Matula and Beck
/// 1983), six inks keep neighbours apart. With fewer, as few neighbours as can be share one.
/// Of the inks that do not clash the one is taken that is `alike` the fewest around it (a table of what some eyes cannot tell
/// apart); at last each word looks again whether another ink has become better, and two that clash whether others for both are.
pub(crate) fn inks(spots: &[Spot], alike: &[Vec<bool>]) -> Vec<usize> {
    let inks = alike.len();
    let (beside, around) = neighbours(spots);
    let mut chosen: Vec<Option<usize>> = vec![None; spots.len()];
    let order = smallest_last(&beside);
    let rounds = std::iter::repeat_n(order.iter().rev(), 1 + ROUNDS);
    for &at in rounds.flatten() {
        let mut pull = vec![0.0; inks];
        for &(other, strength) in &around[at] {
            if let Some(ink) = chosen[other] {
                pull[ink] += strength;
            }
        }
        let clashes = |ink| clashes(&chosen, &beside[at], ink, alike);
        let clashes: Vec<usize> = (0..inks).map(clashes).collect();
        chosen[at] = (0..inks).min_by(|&a, &b| {
            clashes[a]
                .cmp(&clashes[b])
                .then(f64::total_cmp(&pull[a], &pull[b]))
        });
    }
    for _ in 0..ROUNDS {
        for &at in order.iter().rev() {
            for &other in &beside[at] {
                settle(&mut chosen, (at, other), &beside, alike);
            }
        }
    }
    chosen.into_iter().map(Option::unwrap_or_default).collect()
}

/// How badly an ink goes with those of the words beside: neighbours of one ink are worse than any number of those that some
/// cannot tell apart.
fn clashes(chosen: &[Option<usize>], beside: &[usize], ink: usize, alike: &[Vec<bool>]) -> usize {
    let others = beside.iter().filter_map(|&other| chosen[other]);
    others
        .map(|other| match (ink == other, alike[ink][other]) {
            (true, _) => chosen.len(),
            (false, alike) => usize::from(alike),
        })
        .sum()
}

/// Gives two words that clash other inks where that leaves fewer clashes around both: what neither of them can mend alone.
fn settle(
    chosen: &mut [Option<usize>],
    pair: (usize, usize),
    beside: &[Vec<usize>],
    alike: &[Vec<bool>],
) {
    let inks = alike.len();
    let (Some(one), Some(other)) = (chosen[pair.0], chosen[pair.1]) else {
        return;
    };
    if !alike[one][other] {
        return;
    }
    let mut best = (usize::MAX, (one, other));
    let old = (one, other);
    let others = (0..inks).flat_map(|one| (0..inks).map(move |other| (one, other)));
    for (one, other) in std::iter::once(old).chain(others) {
        (chosen[pair.0], chosen[pair.1]) = (Some(one), Some(other));
        let around = clashes(chosen, &beside[pair.0], one, alike)
            + clashes(chosen, &beside[pair.1], other, alike);
        if around < best.0 {
            best = (around, (one, other));
        }
    }
    let (one, other) = best.1;
    (chosen[pair.0], chosen[pair.1]) = (Some(one), Some(other));
}

/// How far two boxes stand apart in each direction; zero where they overlap in it.
fn apart(a: &Spot, b: &Spot) -> (f64, f64) {
    let gap = |from: f64, length: f64, other: f64, others: f64| {
        (other - (from + length))
            .max(from - (other + others))
            .max(0.0)
    };
    (
        gap(a.left, a.width, b.left, b.width),
        gap(a.top, a.height, b.top, b.height),
    )
}

/// The nearer and larger another word, the more its ink is to be avoided.
fn strength(other: &Spot, (dx, dy): (f64, f64)) -> f64 {
    other.size / (dx * dx + dy * dy + other.size * other.size)
}

/// For each spot the numbers of those beside it; and of all that are not far away, with their strength.
#[expect(clippy::type_complexity)]
fn neighbours(spots: &[Spot]) -> (Vec<Vec<usize>>, Vec<Vec<(usize, f64)>>) {
    let mut beside = vec![Vec::new(); spots.len()];
    let mut around = vec![Vec::new(); spots.len()];
    for (a, one) in spots.iter().enumerate() {
        for (b, other) in spots.iter().enumerate().skip(a + 1) {
            // Most are far away to one side: the cheapest question first.
            let far = FAR * one.size.max(other.size);
            if other.left - (one.left + one.width) >= far
                || one.left - (other.left + other.width) >= far
            {
                continue;
            }
            let gaps = apart(one, other);
            let (gap, small) = (gaps.0.max(gaps.1), one.size.min(other.size));
            if gap < far {
                around[a].push((b, strength(other, gaps)));
                around[b].push((a, strength(one, gaps)));
                if gap < BESIDE * small {
                    beside[a].push(b);
                    beside[b].push(a);
                }
            }
        }
    }
    (beside, around)
}

/// The order in which always one with the fewest neighbours left is taken away, the lightest word first among equals.
fn smallest_last(beside: &[Vec<usize>]) -> Vec<usize> {
    let mut degrees: Vec<Option<usize>> = beside.iter().map(|list| Some(list.len())).collect();
    let mut order = Vec::with_capacity(beside.len());
    while let Some((_, next)) = (0..degrees.len())
        .rev()
        .filter_map(|at| Some((degrees[at]?, at)))
        .min_by_key(|&(degree, _)| degree)
    {
        degrees[next] = None;
        for &other in &beside[next] {
            degrees[other] = degrees[other].map(|degree| degree - 1);
        }
        order.push(next);
    }
    order
}
