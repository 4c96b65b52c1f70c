//! Dates as authors write them in front matter.
//!
//! It must not know the site's zone: what was not written is not filled in here.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// A date as it was written: with its zone, if one was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// What the wall clock showed.
    pub local: NaiveDateTime,
    /// How far that clock was from UTC.
    pub offset: Option<FixedOffset>,
}

/// Reads `2025-12-04`, `2025-12-04 10:01[:40[.5]]`, with `T` or a blank between, and with `Z`, `UTC`, `+0800`, `+08:00` or
/// nothing behind. Slashes for dashes and numbers without leading zeros are taken too.
pub fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    let split = text.find([' ', 'T', 't']).unwrap_or(text.len());
    let (day, rest) = text.split_at(split);
    let rest = rest.trim_start_matches([' ', 'T', 't']);
    let date = date(day)?;
    if rest.is_empty() {
        return Some(Written {
            local: date.and_time(NaiveTime::MIN),
            offset: None,
        });
    }
    let clock_end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(clock_end);
    let zone = zone.trim();
    Some(Written {
        local: date.and_time(time(clock)?),
        offset: if zone.is_empty() {
            None
        } else {
            Some(offset(zone)?)
        },
    })
}

fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.splitn(3, ':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = parts.next().unwrap_or("0");
    let second = second.split('.').next().unwrap_or(second);
    NaiveTime::from_hms_opt(hour, minute, second.parse().ok()?)
}

/// An offset from UTC: `Z`, `UTC`, `GMT`, `+8`, `+08`, `+0800`, `+08:00`.
pub fn offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return FixedOffset::east_opt(0);
    }
    let text = text
        .strip_prefix("UTC")
        .or_else(|| text.strip_prefix("GMT"))
        .unwrap_or(text);
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    if minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_blogs_write() {
        let show = |text: &str| {
            parse(text).map(|w| {
                let zone = w.offset.map(|o| o.to_string()).unwrap_or_default();
                format!("{}{zone}", w.local.format("%F %T"))
            })
        };
        for (text, read) in [
            ("2025-12-04", "2025-12-04 00:00:00"),
            ("2025-1-2 9:5", "2025-01-02 09:05:00"),
            ("2025/12/04 10:01:40 +0800", "2025-12-04 10:01:40+08:00"),
            ("2025-12-04T10:01:40.25Z", "2025-12-04 10:01:40+00:00"),
            ("2025-12-04T10:01:40-05:30", "2025-12-04 10:01:40-05:30"),
            ("2025-12-04 10:01:40 UTC", "2025-12-04 10:01:40+00:00"),
        ] {
            assert_eq!(show(text).as_deref(), Some(read), "{text}");
        }
        for text in [
            "",
            "tomorrow",
            "2025-02-30",
            "2025-12-04 25:00",
            "2025-12-04 10:00 Mars",
            "+8",
        ] {
            assert_eq!(show(text), None, "{text}");
        }
    }
}
