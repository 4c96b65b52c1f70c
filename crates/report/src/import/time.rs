//! Times as tweets carry them, in a dozen spellings.
//!
//! A time relative to the moment of reading (`5 分钟前`) is told apart from one that makes no sense: the author can do
//! something about it. It must not ask a clock.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

/// What a text says about a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// An instant.
    At(DateTime<Utc>),
    /// A date and time of day without a zone; the caller knows better what zone was meant.
    Local(NaiveDateTime),
    /// A time relative to when the page was read.
    Relative,
    /// Nothing that can be understood.
    Unclear,
}

impl Said {
    /// The instant, with `zone` for times that name none.
    pub(super) fn instant(self, zone: FixedOffset) -> Option<DateTime<Utc>> {
        match self {
            Self::At(time) => Some(time),
            Self::Local(local) => Some(zone.from_local_datetime(&local).single()?.to_utc()),
            Self::Relative | Self::Unclear => None,
        }
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
        None if is_relative(text) => Said::Relative,
        None => Said::Unclear,
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

fn is_relative(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "刚刚",
        "刚才",
        "前",
        "昨天",
        "今天",
        "前天",
        "ago",
        "yesterday",
        "today",
        "just now",
        "now",
        "剛剛",
        "分钟",
        "小时",
    ];
    let lower = text.to_ascii_lowercase();
    if WORDS.iter().any(|word| lower.contains(word)) {
        return true;
    }
    // `5m`, `3h`, `2d` as timelines show them.
    lower
        .strip_suffix(['s', 'm', 'h', 'd', 'w'])
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
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
        for text in ["刚刚", "5分钟前", "昨天 12:30", "3h", "2 hours ago"] {
            assert_eq!(parse(text), Said::Relative, "{text}");
        }
        for text in ["", "soon", "2025-13-01", "99999999999999999999"] {
            assert_eq!(parse(text), Said::Unclear, "{text}");
        }
    }
}
