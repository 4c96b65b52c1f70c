//! Whether a story is talked about more, or less, than in the reports before: not by chance alone.
//!
//! The measure is that of the page of trends: authors a report are counts of a Poisson process, and the likelihood ratio of two
//! rates against one must be so large that a story as loud as before reaches it once in twenty times. It must not know reports.

/// The likelihood ratio from which on a change is no chance.
const SURE: f64 = 3.84;
/// What fewer speak of does not rise.
const VOICES: u64 = 3;

/// How a story stands to the reports before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tide {
    Rises,
    Falls,
    /// It is as loud as before, or may be.
    Holds,
}

/// The tide of a story that has so many authors now, and had so many in each report before.
pub(super) fn tide(now: u64, before: &[u64]) -> Tide {
    let (reports, sum) = (before.len() as u64, before.iter().sum::<u64>());
    if reports == 0 || now + sum == 0 {
        return Tide::Holds;
    }
    let part = |count: u64, of: u64| match count {
        0 => 0.0,
        _ => {
            let expected = (now + sum) as f64 * of as f64 / (reports + 1) as f64;
            count as f64 * libm::log(count as f64 / expected)
        }
    };
    let sure = 2.0 * (part(now, 1) + part(sum, reports)) >= SURE;
    // Half as many again as in a report before, or the other way round.
    match (sure, now * reports) {
        (true, now_in_all) if now >= VOICES && now_in_all * 2 >= sum * 3 => Tide::Rises,
        (true, now_in_all) if now_in_all * 3 <= sum * 2 => Tide::Falls,
        _ => Tide::Holds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_more_authors_are_chance() {
        for (now, before, expected) in [
            (12, &[11][..], Tide::Holds),
            (4, &[2], Tide::Holds),
            (9, &[2], Tide::Rises),
            (2, &[9], Tide::Falls),
            (8, &[1, 1, 2, 0, 1, 2, 1], Tide::Rises),
            (8, &[], Tide::Holds),
            (2, &[0, 0, 0, 0, 0, 0, 0], Tide::Holds),
        ] {
            assert_eq!(tide(now, before), expected, "{now} after {before:?}");
        }
    }
}
