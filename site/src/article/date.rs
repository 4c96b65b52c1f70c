//! Dates as authors write them in front matter.
//!
//! It must not know the site's zone: what was not written is not filled in here.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// A date as it was written: with its zone, if one was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// What the wall clock showed.
    pub local: NaiveDateTime,
    /// How far that clock was from UTC.
    pub offset: Option<FixedOffset>,
}

/// Reads `2025-12-04`, `2025-12-04 10:01[:40[.5]]`, with `T` or a blank between, and with `Z`, `UTC`, `+0800`, `+08:00` or
/// nothing behind. Slashes or dots for dashes, `20251204`, numbers without leading zeros, the form of e-mails (RFC 2822) and
/// English dates in words are taken too.
pub fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    numeric(text).or_else(|| in_words(text))
}

fn numeric(text: &str) -> Option<Written> {
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
    // A day ends at 24:00, which is where the next begins; a zone may follow the day itself.
    let local = match clock.split(':').collect::<Vec<_>>().as_slice() {
        [""] => date.and_time(NaiveTime::MIN),
        ["24", "00"] | ["24", "00", "00"] => date.succ_opt()?.and_time(NaiveTime::MIN),
        _ => date.and_time(time(clock)?),
    };
    // Without a clock there is nothing for a zone to say, nor behind a fraction of a minute, as Ruby's reader has it.
    let says = !clock.is_empty() && (clock.matches(':').count() > 1 || !clock.contains('.'));
    Some(Written {
        local,
        offset: match zone.is_empty() {
            true => None,
            false => Some(offset(zone)?).filter(|_| says),
        },
    })
}

/// Whether a bare YAML scalar without a zone is a timestamp: dashes, a four-digit year, and a clock with seconds. (YAML 1.1,
/// <https://yaml.org/type/timestamp.html>; a zero before a single digit may be missing, as in Ruby's reader.)
pub fn is_timestamp(scalar: &str) -> bool {
    let bare = scalar.split(" #").next().unwrap_or(scalar).trim();
    let Some((day, clock)) = bare.split_once([' ', 'T', 't']) else {
        return false;
    };
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let day: Vec<&str> = day.split('-').collect();
    let clock: Vec<&str> = clock.trim_start().split(':').collect();
    let ([year, month, date], [hour, minute, second]) = (day.as_slice(), clock.as_slice()) else {
        return false;
    };
    let (second, rest) = second.split_once('.').unwrap_or((second, ""));
    digits(year, 4..=4)
        && [month, date, hour].iter().all(|text| digits(text, 1..=2))
        && digits(minute, 2..=2)
        && digits(second, 2..=2)
        && rest.bytes().all(|b| b.is_ascii_digit())
}

/// `Thu, 04 Dec 2025 10:01:40 +0800`, `December 4, 2025`, `4 Dec 2025`.
fn in_words(text: &str) -> Option<Written> {
    if let Ok(moment) = DateTime::parse_from_rfc2822(text) {
        return Some(Written {
            local: moment.naive_local(),
            offset: Some(*moment.offset()),
        });
    }
    let day = ["%B %d, %Y", "%B %d %Y", "%d %B %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())?;
    Some(Written {
        local: day.and_time(NaiveTime::MIN),
        offset: None,
    })
}

fn date(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let mut parts = text.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.splitn(3, ':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?;
    let second = parts.next();
    // `20:00.000`: a fraction of a minute is not read, as in Ruby.
    let minute = match second {
        None => minute.split('.').next().unwrap_or(minute),
        Some(_) => minute,
    };
    let minute = minute.parse().ok()?;
    let second = second.unwrap_or("0");
    let second = second.split('.').next().unwrap_or(second);
    NaiveTime::from_hms_opt(hour, minute, second.parse().ok()?)
}

/// An offset from UTC: `Z`, `UTC`, `GMT`, `+8`, `+08`, `+0800`, `+08:00`, or one of the names that Ruby's clock knows (RFC 822),
/// such as `PST`.
pub fn offset(text: &str) -> Option<FixedOffset> {
    let named = match text.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "UT" | "GMT" => Some(0),
        "EDT" => Some(-4),
        "EST" | "CDT" => Some(-5),
        "CST" | "MDT" => Some(-6),
        "MST" | "PDT" => Some(-7),
        "PST" => Some(-8),
        _ => None,
    };
    if let Some(hours) = named {
        return FixedOffset::east_opt(hours * 3600);
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
            ("2025-12-04 10:01.000000000 +08:00", "2025-12-04 10:01:00"),
            ("2025-12-04 10:01:40 PST", "2025-12-04 10:01:40-08:00"),
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
