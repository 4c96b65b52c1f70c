//! Numbers, dates and times of day in a text, in one spelling.
//!
//! It must not know tweets.

use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What can be counted or dated in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Each number as it is written but for commas and zeros at its end, and the first character after it.
    pub(super) numbers: Vec<(String, Option<char>)>,
    /// Year, if one is named, month and day.
    pub(super) dates: BTreeSet<(Option<u32>, u32, u32)>,
    /// Hour and minute.
    pub(super) times: BTreeSet<(u32, u32)>,
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \b(?P<y>(?:19|20)\d\d) \s?[年/.-]\s? (?P<m>1[0-2]|0?[1-9]) \s?[月/.-]\s? (?P<d>[12]\d|3[01]|0?[1-9])(?:\s?日|\b)
             | (?P<m2>1[0-2]|0?[1-9]) \s?月\s? (?P<d2>[12]\d|3[01]|0?[1-9]) \s?[日号]",
    )
    .ok()
});
static TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b([01]?\d|2[0-3]):([0-5]\d)\b").ok());
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*").ok());

/// Reads a text.
pub(super) fn read(text: &str) -> Numbers {
    let mut text: String = text.nfkc().collect();
    let mut found = Numbers::default();
    let part = |value: Option<regex::Match<'_>>| value.and_then(|m| m.as_str().parse().ok());
    if let Some(dates) = DATE.as_ref() {
        for date in dates.captures_iter(&text) {
            let month = part(date.name("m").or(date.name("m2")));
            let day = part(date.name("d").or(date.name("d2")));
            if let (Some(month), Some(day)) = (month, day) {
                found.dates.insert((part(date.name("y")), month, day));
            }
        }
        text = dates.replace_all(&text, "\u{1}").into_owned();
    }
    if let Some(times) = TIME.as_ref() {
        for time in times.captures_iter(&text) {
            if let (Some(hour), Some(minute)) = (part(time.get(1)), part(time.get(2))) {
                found.times.insert((hour, minute));
            }
        }
        text = times.replace_all(&text, "\u{1}").into_owned();
    }
    for number in NUMBER.iter().flat_map(|numbers| numbers.find_iter(&text)) {
        let after = text[number.end()..].trim_start().chars().next();
        found.numbers.push((spelling(number.as_str()), after));
    }
    found
}

/// `1,250.50` as `1250.5`.
fn spelling(number: &str) -> String {
    let plain = number.replace(',', "");
    if plain.matches('.').count() == 1 {
        plain.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        plain
    }
}
