//! Numbers by day -> a chart as numbers: where each bar stands. The template draws it, the style sheet colours it.
//!
//! It must not know what is counted, nor SVG.

use crate::view::{Fields, Seen};
use chrono::{Datelike, Days, NaiveDate};

/// The size of the plot in the chart's own units.
const WIDTH: u64 = 720;
const HEIGHT: u64 = 160;

/// More bars than this would be lines.
const MOST_BARS: usize = 400;

/// More dates than this would run into each other on a phone.
const MOST_DATES: usize = 6;

/// What is counted on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    pub all: u64,
    pub good: u64,
    pub bad: u64,
}

/// How many days a bar stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    fn of(days: i64) -> Self {
        match days {
            ..=62 => Self::Day,
            63..=434 => Self::Week,
            435..=3660 => Self::Month,
            _ => Self::Year,
        }
    }

    /// The first day of the bar that a day belongs to.
    fn begin(self, day: NaiveDate) -> NaiveDate {
        let first = match self {
            Self::Day => Some(day),
            Self::Week => {
                let after = u64::from(day.weekday().num_days_from_monday());
                day.checked_sub_days(Days::new(after))
            }
            Self::Month => day.with_day(1),
            Self::Year => day.with_ordinal(1),
        };
        first.unwrap_or(day)
    }

    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.succ_opt(),
            Self::Week => day.checked_add_days(Days::new(7)),
            Self::Month => day.checked_add_months(chrono::Months::new(1)),
            Self::Year => day.checked_add_months(chrono::Months::new(12)),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The bars from the first day to the last, those without anything among them. Days stand in order.
fn bars(days: &[(NaiveDate, Amount)]) -> Option<(Step, Vec<(NaiveDate, Amount)>)> {
    let (first, last) = (days.first()?.0, days.last()?.0);
    let step = Step::of((last - first).num_days() + 1);
    let mut bars: Vec<(NaiveDate, Amount)> = Vec::new();
    let mut begin = step.begin(first);
    let mut rest = days;
    loop {
        let next = step.next(begin);
        let inside = rest
            .iter()
            .take_while(|(day, _)| next.is_none_or(|next| *day < next))
            .count();
        let (here, after) = rest.split_at(inside);
        let amount = here
            .iter()
            .fold(Amount::default(), |sum, (_, amount)| Amount {
                all: sum.all + amount.all,
                good: sum.good + amount.good,
                bad: sum.bad + amount.bad,
            });
        bars.push((begin, amount));
        rest = after;
        match next {
            Some(next) if !rest.is_empty() => begin = next,
            _ => break,
        }
    }
    let surplus = bars.len().saturating_sub(MOST_BARS);
    bars.drain(..surplus);
    Some((step, bars))
}

/// A chart of these days; no value where one bar is all there would be.
pub(super) fn chart(days: &[(NaiveDate, Amount)]) -> Seen {
    let Some((step, bars)) = bars(days).filter(|(_, bars)| bars.len() > 1) else {
        return Seen::none();
    };
    let most = most(&bars);
    let height = |count: u64| count * HEIGHT / most;
    let slot = WIDTH * 10 / bars.len() as u64;
    let gap = (slot / 5).min(80);
    let width = (slot - gap).min(480);
    // So few bars have room for a date each; of many the first and the last are dated.
    let dated = bars.len() <= MOST_DATES;
    let drawn = bars.iter().enumerate().map(|(number, (begin, amount))| {
        let [good, bad] = [height(amount.good), height(amount.bad)];
        let all = height(amount.all).max(u64::from(amount.all > 0));
        let rest = all.saturating_sub(good + bad);
        Seen::record(vec![Fields::new([
            ("date", Seen::of(begin.to_string())),
            ("x", tenths(slot * number as u64 + (slot - width) / 2)),
            ("middle", tenths(slot * number as u64 + slot / 2)),
            ("width", tenths(width)),
            ("mentions", Seen::of(amount.all)),
            ("good", Seen::of(amount.good)),
            ("bad", Seen::of(amount.bad)),
            ("good_y", Seen::of(HEIGHT - good)),
            ("good_height", Seen::of(good)),
            ("rest_y", Seen::of(HEIGHT - good - rest)),
            ("rest_height", Seen::of(rest)),
            (
                "bad_y",
                Seen::of(HEIGHT - good - rest - bad.min(HEIGHT - good - rest)),
            ),
            ("bad_height", Seen::of(bad.min(HEIGHT - good - rest))),
        ])])
    });
    Seen::record(vec![Fields::new([
        ("width", Seen::of(WIDTH)),
        ("height", Seen::of(HEIGHT)),
        ("most", Seen::of(most)),
        ("step", Seen::of(step.name())),
        ("dated", Seen::of(dated)),
        ("bars", Seen::list(drawn.collect())),
    ])])
}

/// A row of small bars: heights from 0 to 20 for the newest twelve.
pub(super) fn spark(days: &[(NaiveDate, Amount)]) -> Seen {
    let Some((_, bars)) = bars(days) else {
        return Seen::list(Vec::new());
    };
    let bars = &bars[bars.len().saturating_sub(12)..];
    let most = most(bars);
    let heights = bars
        .iter()
        .map(|(_, amount)| (amount.all * 20).div_ceil(most));
    Seen::list(heights.map(Seen::of).collect())
}

/// The highest of the bars, which all are measured by.
fn most(bars: &[(NaiveDate, Amount)]) -> u64 {
    let all = bars.iter().map(|(_, amount)| amount.all);
    all.max().unwrap_or(0).max(1)
}

/// A number of tenths as a decimal fraction.
fn tenths(number: u64) -> Seen {
    Seen::of(format!("{}.{}", number / 10, number % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_span_of_days_makes_a_few_hundred_bars_at_most() {
        let one = Amount {
            all: 3,
            good: 1,
            bad: 1,
        };
        for (first, last, expected) in [
            ("2025-12-04", "2025-12-04", 1),
            ("2025-12-04", "2025-12-06", 3),
            ("2025-12-04", "2026-03-31", 18),
            ("2024-01-31", "2026-03-31", 27),
            ("0001-01-01", "9999-12-31", MOST_BARS),
        ] {
            let days = [first, last].map(|day| (day.parse().unwrap(), one));
            let days = if first == last { &days[..1] } else { &days[..] };
            let (_, bars) = bars(days).unwrap();
            assert_eq!(bars.len(), expected, "{first} {last}");
            chart(days);
        }
    }
}
