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
    /// Numbers in English words: they bear out, and claim nothing.
    pub(super) words: BTreeSet<String>,
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

static CHINESE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?P<of>[一二三四五六七八九十百]{1,4})分之(?P<part>[零一二三四五六七八九十百两]{1,6})
             | (?P<n>[一二三四五六七八九两十][零一二三四五六七八九十百千]{0,6})(?P<unit>[位条家款名项起座台架艘轮场年天周岁]|成(?:[^为功立长员都就果不本人分]|$)|倍|折|亿|万(?:[^一物]|$))",
    )
    .ok()
});

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
    text = chinese(&text, &mut found);
    for number in NUMBER.iter().flat_map(|numbers| numbers.find_iter(&text)) {
        let rest = text[number.end()..].trim_start();
        let after = counted(rest)
            .or_else(|| measure(rest))
            .or_else(|| rest.chars().next());
        let tenths = after == Some('成');
        let plain = spelling(number.as_str());
        let plain = match plain.parse::<u32>() {
            Ok(n) if tenths && n <= 10 => (n * 10).to_string(),
            _ => plain,
        };
        found.numbers.push((plain, after));
    }
    found
}

const WORDS: [(&str, u32); 11] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

/// Whether numbers have one, with a measure that is not another than it should be: `65 亿` is not borne out by `65 万`.
pub(super) fn has(known: &Numbers, number: &str, after: Option<char>) -> bool {
    let same = |(n, _): &&(String, Option<char>)| n == number;
    let scaled = |unit: Option<char>| unit.filter(|c| SCALES.contains(c));
    let mut found = known.numbers.iter().filter(same).peekable();
    if found.peek().is_none() {
        return known.words.contains(number);
    }
    match scaled(after) {
        None => true,
        own => found.any(|(_, unit)| scaled(*unit).is_none() || scaled(*unit) == own),
    }
}

/// Measures that change how much a number is.
const SCALES: [char; 7] = ['%', '万', '亿', 'K', 'M', 'B', 'T'];

/// The measure that follows a number, in one spelling.
fn measure(rest: &str) -> Option<char> {
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    match (word, word.to_ascii_lowercase().as_str()) {
        (_, "percent" | "pct") => Some('%'),
        (_, "trillion" | "tn") | ("T", _) => Some('T'),
        (_, "billion" | "bn") | ("B", _) => Some('B'),
        (_, "million" | "mn") | ("M", _) => Some('M'),
        (_, "thousand") | ("K" | "k", _) => Some('K'),
        _ => None,
    }
}

/// What English counts as the sign that Chinese counts it with.
fn counted(rest: &str) -> Option<char> {
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    match word {
        "author" | "authors" => Some('位'),
        "tweet" | "tweets" => Some('条'),
        _ => None,
    }
}

/// Chinese numbers before a measure that makes them a claim: `三成` (30), `两倍` (2), `百分之五` (5), `三分之一` (1/3), `五亿` (5).
/// `一位`, `两个` and their like count things that are in sight, and are not read.
fn chinese(text: &str, found: &mut Numbers) -> String {
    let Some(pattern) = CHINESE.as_ref() else {
        return text.to_owned();
    };
    for number in pattern.captures_iter(text) {
        let part = |name: &str| number.name(name).and_then(|m| value(m.as_str()));
        let read = if let (Some(whole), Some(of)) = (part("of"), part("part")) {
            Some((
                if whole == 100 {
                    of.to_string()
                } else {
                    format!("{of}/{whole}")
                },
                Some('%'),
            ))
        } else {
            let unit = number.name("unit").and_then(|m| m.as_str().chars().next());
            part("n").map(|n| match unit {
                Some('成') => ((n * 10).to_string(), unit),
                _ => (n.to_string(), unit),
            })
        };
        // One of a thing is the thing: `一家公司`, `一年`.
        let thing = |(n, unit): &(String, Option<char>)| {
            n == "1" && !matches!(unit, Some('成' | '倍' | '折' | '亿' | '万' | '%'))
        };
        found.numbers.extend(read.filter(|one| !thing(one)));
    }
    for (word, n) in WORDS {
        let at = text.match_indices(word).filter(|(at, _)| {
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !inside(text[..*at].chars().next_back())
                && !inside(text[at + word.len()..].chars().next())
        });
        // Words prove a number; by themselves they claim none, since `one of two` counts what is in sight.
        found.words.extend(at.map(|_| n.to_string()));
    }
    pattern.replace_all(text, "\u{1}").into_owned()
}

/// `三十五` as 35.
fn value(text: &str) -> Option<u64> {
    let (mut sum, mut digit) = (0_u64, None);
    for c in text.chars() {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                digit = Some(
                    "零一二三四五六七八九"
                        .chars()
                        .position(|d| d == c)
                        .or((c == '两').then_some(2))? as u64,
                );
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * scale;
    }
    Some(sum + digit.unwrap_or(0))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_numbers_before_a_measure() {
        for (text, expected) in [
            ("涨了三成，", vec!["30"]),
            ("涨了 3 成", vec!["30"]),
            ("是去年的两倍", vec!["2"]),
            ("百分之三十五", vec!["35"]),
            ("三分之一的人", vec!["1/3"]),
            ("融资十二亿美元", vec!["12"]),
            ("一位作者、两个人、一成不变、千万不要、万一", vec![]),
            ("1,250.50 美元", vec!["1250.5"]),
            ("三家公司发布五款模型，一家没有", vec!["3", "5"]),
        ] {
            let found: Vec<String> = read(text).numbers.into_iter().map(|(n, _)| n).collect();
            assert_eq!(found, expected, "{text}");
        }
        for (said, tweet, borne_out) in [
            ("65 亿美元", "65 亿", true),
            ("65 万美元", "65 亿", false),
            ("65% of", "65 percent", true),
            ("$65M", "$65B", false),
            ("三家公司", "three companies", true),
            ("五家公司", "3 家公司", false),
        ] {
            let (number, unit) = read(said).numbers.remove(0);
            assert_eq!(
                has(&read(tweet), &number, unit),
                borne_out,
                "{said} {tweet}"
            );
        }
        assert_eq!(read("21 tweets by 1 author").numbers[1].1, Some('位'));
    }
}
