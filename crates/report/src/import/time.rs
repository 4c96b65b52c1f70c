//! Times as tweets carry them, in a dozen spellings.
//!
//! A time relative to the moment of reading (`5 分钟前`) is told apart from one that makes no sense: the author can do
//! something about it. It must not ask a clock.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    TimeZone, Utc,
};

/// What a text says about a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// An instant.
    At(DateTime<Utc>),
    /// A date and time of day without a zone; the caller knows better what zone was meant.
    Local(NaiveDateTime),
    /// A time relative to when the page was read.
    Relative(Relative),
    /// Nothing that can be understood.
    Unclear,
}

impl Said {
    /// The instant, with `zone` for times that name none.
    pub(super) fn instant(self, zone: FixedOffset) -> Option<DateTime<Utc>> {
        match self {
            Self::At(time) => Some(time),
            Self::Local(local) => Some(zone.from_local_datetime(&local).single()?.to_utc()),
            Self::Relative(_) | Self::Unclear => None,
        }
    }
}

/// A time as it is said at another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relative {
    /// So many seconds ago.
    Ago(i64),
    /// So many days ago, at a time of day when it is said.
    Day(u64, Option<NaiveTime>),
    /// On a day of this year, or of the last when that is still to come.
    Date(u32, u32, Option<NaiveTime>),
    /// Relative in a way that is not understood.
    Unknown,
}

impl Relative {
    /// The instant that was meant by somebody who said it at `now`.
    pub(super) fn at(self, now: DateTime<FixedOffset>) -> Option<DateTime<Utc>> {
        let local = match self {
            Self::Ago(seconds) => {
                return now
                    .to_utc()
                    .checked_sub_signed(TimeDelta::try_seconds(seconds)?);
            }
            Self::Day(back, time) => {
                let time = time.unwrap_or(now.time());
                now.date_naive()
                    .checked_sub_days(Days::new(back))?
                    .and_time(time)
            }
            Self::Date(month, day, time) => {
                let time = time.unwrap_or(NaiveTime::MIN);
                let of = |year| Some(NaiveDate::from_ymd_opt(year, month, day)?.and_time(time));
                let tomorrow = now.naive_local().checked_add_days(Days::new(1))?;
                of(now.year())
                    .filter(|at| *at <= tomorrow)
                    .or_else(|| of(now.year() - 1))?
            }
            Self::Unknown => return None,
        };
        Some(now.offset().from_local_datetime(&local).single()?.to_utc())
    }
}

/// Reads a time that is spelled as `format` says, in the notation of `strftime`.
pub(super) fn parse_as(text: &str, format: &str) -> Said {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_str(text, format) {
        return at(time);
    }
    if let Ok(local) = NaiveDateTime::parse_from_str(text, format) {
        return Said::Local(local);
    }
    match NaiveDate::parse_from_str(text, format) {
        Ok(day) => Said::Local(day.and_time(NaiveTime::MIN)),
        Err(_) => parse(text),
    }
}

/// Reads a time.
pub(super) fn parse(text: &str) -> Said {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return Said::Unclear;
    }
    // The three spellings nearly all records have come first.
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return at(time);
    }
    if let Ok(time) = DateTime::parse_from_str(text, "%a %b %d %H:%M:%S %z %Y") {
        return at(time);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return epoch(text);
    }
    if let Ok(time) = DateTime::parse_from_rfc2822(text) {
        return at(time);
    }
    for format in [
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f %#z",
        "%Y-%m-%dT%H:%M:%S%.f%#z",
    ] {
        if let Ok(time) = DateTime::parse_from_str(text, format) {
            return at(time);
        }
    }
    let (bare, utc) = match text
        .strip_suffix(" UTC")
        .or_else(|| text.strip_suffix(" GMT"))
        .or_else(|| text.strip_suffix('Z'))
    {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    match local(bare) {
        Some(local) if utc => Said::At(local.and_utc()),
        Some(local) => Said::Local(local),
        None => relative(text).map_or(Said::Unclear, Said::Relative),
    }
}

fn at(time: DateTime<FixedOffset>) -> Said {
    Said::At(time.to_utc())
}

/// Seconds or milliseconds since 1970, told apart by their length.
fn epoch(digits: &str) -> Said {
    let time = match (digits.len(), digits.parse::<i64>()) {
        (9 | 10, Ok(seconds)) => DateTime::from_timestamp(seconds, 0),
        (12 | 13, Ok(milliseconds)) => DateTime::from_timestamp_millis(milliseconds),
        (14, Ok(_)) => {
            return NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S")
                .map_or(Said::Unclear, Said::Local);
        }
        _ => None,
    };
    time.map_or(Said::Unclear, Said::At)
}

fn local(text: &str) -> Option<NaiveDateTime> {
    const WITH_TIME: [&str; 15] = [
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
        "%Y/%m/%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%Y年%m月%d日 %H:%M:%S",
        "%Y年%m月%d日 %H:%M",
        "%Y年%m月%d日%H:%M",
        "%b %d, %Y · %I:%M %p",
        "%I:%M %p · %b %d, %Y",
        "%d %b %Y %H:%M:%S",
        "%b %d, %Y %H:%M:%S",
        "%m/%d/%Y %H:%M:%S",
        "%m/%d/%Y %H:%M",
    ];
    const DAYS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%b %d, %Y"];
    WITH_TIME
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| {
            DAYS.iter()
                .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
                .map(|day| day.and_time(NaiveTime::MIN))
        })
}

/// What a text says relative to the moment it was read, if it does.
fn relative(text: &str) -> Option<Relative> {
    let lower = text.trim().to_ascii_lowercase();
    let lower = lower
        .trim_start_matches("about ")
        .trim_start_matches("发布于")
        .trim();
    if matches!(lower, "刚刚" | "刚才" | "剛剛" | "just now" | "now") {
        return Some(Relative::Ago(0));
    }
    for (words, back) in [
        (&["今天", "today"][..], 0),
        (&["昨天", "yesterday"], 1),
        (&["前天"], 2),
    ] {
        for word in words {
            if let Some(rest) = lower.strip_prefix(word) {
                let rest = rest
                    .trim_start_matches([' ', ',', '\u{3000}'])
                    .trim_start_matches("at ");
                return Some(match time_of_day(rest) {
                    None if !rest.is_empty() => Relative::Unknown,
                    time => Relative::Day(back, time),
                });
            }
        }
    }
    if let Some(ago) = ago(lower) {
        return Some(ago);
    }
    if let Some(date) = date_of_no_year(text.trim()) {
        return Some(date);
    }
    let speaks = ["前", "ago", "分钟", "小时", "刚"];
    speaks
        .iter()
        .any(|word| lower.contains(word))
        .then_some(Relative::Unknown)
}

/// `5分钟前`, `3 hours ago`, `an hour ago`, `2d`.
fn ago(text: &str) -> Option<Relative> {
    let (amount, rest) = match text.find(|c: char| !c.is_ascii_digit()) {
        Some(0) => {
            let (one, rest) = ["an ", "a ", "半"]
                .iter()
                .find_map(|one| Some((*one, text.strip_prefix(one)?)))?;
            if one == "半" {
                return rest.starts_with("小时前").then_some(Relative::Ago(1_800));
            }
            (1, rest)
        }
        Some(end) => (text[..end].parse::<i64>().ok()?, &text[end..]),
        None => return None,
    };
    let rest = rest.trim();
    let short = matches!(rest, "s" | "m" | "h" | "d" | "w");
    let unit = match rest.strip_suffix("ago").or_else(|| rest.strip_suffix('前')) {
        Some(unit) => unit.trim(),
        None if short => rest,
        None => return None,
    };
    let seconds = match unit {
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" | "分钟" | "分" | "分鐘" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "小時" | "个小时" => 3_600,
        "d" | "day" | "days" | "天" | "日" => 86_400,
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" => 604_800,
        _ => return Some(Relative::Unknown),
    };
    Some(
        amount
            .checked_mul(seconds)
            .map_or(Relative::Unknown, Relative::Ago),
    )
}

/// `1月12日 10:20`, `01-12 10:20`, `Jan 12`.
fn date_of_no_year(text: &str) -> Option<Relative> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (month, rest) = if let Some((month, rest)) = text.split_once('月') {
        (month.trim().parse().ok()?, rest)
    } else if let Some(name) = text.get(..3) {
        match MONTHS
            .iter()
            .position(|month| name.eq_ignore_ascii_case(month))
        {
            Some(month) => (month as u32 + 1, text[3..].trim_start()),
            None => {
                let (month, rest) = text.split_once('-')?;
                (month.parse().ok()?, rest)
            }
        }
    } else {
        return None;
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let day = rest[..end].parse().ok()?;
    let rest = rest[end..].trim_start_matches(['日', ' ', ',']);
    let time = time_of_day(rest);
    let fits =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (rest.is_empty() || time.is_some());
    fits.then_some(Relative::Date(month, day, time))
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S", "%H:%M", "%I:%M %p"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text.trim(), format).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_instant() {
        let zone = FixedOffset::east_opt(8 * 3600).unwrap();
        let expected = DateTime::parse_from_rfc3339("2025-01-26T04:05:06Z").unwrap();
        for text in [
            "2025-01-26T04:05:06Z",
            "2025-01-26T04:05:06.000Z",
            "2025-01-26T12:05:06+08:00",
            "Sun Jan 26 04:05:06 +0000 2025",
            "Sun, 26 Jan 2025 04:05:06 GMT",
            "2025-01-26 04:05:06+00:00",
            "2025-01-26 04:05:06 +0000",
            "2025-01-26 04:05:06 UTC",
            "1737864306",
            "1737864306000",
            "2025-01-26 12:05:06",
            "2025/01/26 12:05:06",
            "2025年01月26日 12:05:06",
        ] {
            assert_eq!(parse(text).instant(zone), Some(expected.to_utc()), "{text}");
        }
        let now = DateTime::parse_from_rfc3339("2025-01-26T12:05:06+08:00").unwrap();
        for (text, expected) in [
            ("刚刚", "2025-01-26T12:05:06"),
            ("5分钟前", "2025-01-26T12:00:06"),
            ("昨天 12:30", "2025-01-25T12:30:00"),
            ("今天08:01", "2025-01-26T08:01:00"),
            ("前天", "2025-01-24T12:05:06"),
            ("3h", "2025-01-26T09:05:06"),
            ("2 hours ago", "2025-01-26T10:05:06"),
            ("an hour ago", "2025-01-26T11:05:06"),
            ("半小时前", "2025-01-26T11:35:06"),
            ("3天前", "2025-01-23T12:05:06"),
            ("1月12日 10:20", "2025-01-12T10:20:00"),
            ("12-30 10:20", "2024-12-30T10:20:00"),
            ("Dec 5", "2024-12-05T00:00:00"),
            ("yesterday at 9:30 PM", "2025-01-25T21:30:00"),
        ] {
            let Said::Relative(relative) = parse(text) else {
                panic!("{text}");
            };
            let at = relative.at(now).unwrap().with_timezone(&zone);
            assert_eq!(
                at.naive_local().to_string().replace(' ', "T"),
                expected,
                "{text}"
            );
        }
        assert_eq!(parse("若干年前"), Said::Relative(Relative::Unknown));
        assert_eq!(
            parse_as("26.01.2025 12:05:06", "%d.%m.%Y %H:%M:%S").instant(zone),
            Some(expected.to_utc())
        );
        for text in ["", "soon", "2025-13-01", "99999999999999999999"] {
            assert_eq!(parse(text), Said::Unclear, "{text}");
        }
    }
}
