//! How surely something is talked about more, or less, than before: not by chance alone.
//!
//! Authors a report are taken as counts of a Poisson process. The measure is the likelihood ratio (G) of two rates against
//! one: that of a story as loud as before lies above 3.84 once in twenty times. It must not know stories.

/// From which measure on a change is no chance, in thousandths.
const SURE: u64 = 3_840;

/// The measure of `now` authors in `reports_now` reports after `before` authors in `reports_before`, in thousandths; nothing where
/// it can be chance.
pub(super) fn measure(
    (now, reports_now): (u64, u64),
    (before, reports_before): (u64, u64),
) -> Option<u64> {
    let all = (now + before) as f64;
    let reports = (reports_now + reports_before) as f64;
    let part = |count: u64, reports_of: u64| match count {
        0 => 0.0,
        _ => count as f64 * libm::log(count as f64 * reports / (all * reports_of as f64)),
    };
    let g = 2.0 * (part(now, reports_now) + part(before, reports_before));
    let thousandths = libm::round(g.max(0.0) * 1_000.0) as u64;
    (thousandths >= SURE).then_some(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_more_are_chance_and_many_more_are_not() {
        assert_eq!(measure((4, 1), (2, 1)), None);
        assert_eq!(measure((10, 2), (5, 1)), None);
        assert_eq!(measure((9, 1), (2, 1)), Some(4_818));
        assert_eq!(measure((2, 1), (9, 1)), Some(4_818));
        // Eight in one report are many beside eight in seven, and none beside seven empty ones.
        assert!(measure((8, 1), (8, 7)) > measure((8, 1), (16, 7)));
        assert_eq!(measure((8, 1), (0, 7)), Some(33_271));
        assert_eq!(measure((0, 1), (0, 1)), None);
    }
}
