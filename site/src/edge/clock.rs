//! The moment it is, and the language of whoever sits here: the two facts about the surroundings that messages and
//! dates may depend on.
//!
//! It must not know what they are used for.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime};

/// The moment it is, in the machine's zone.
pub(crate) fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

/// Whether the environment asks for Chinese, as POSIX ranks its variables.
pub(crate) fn speaks_chinese() -> bool {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("zh"))
}

/// A moment as an author writes it; its zone may be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    local: NaiveDateTime,
    zone: Option<FixedOffset>,
}

impl Moment {
    /// Reads `2025-12-04`, `2025-12-04 10:01[:40]`, both also with `T` and with a zone such as `+0800`, `+08:00` or `Z`.
    ///
    /// # Errors
    /// What was expected.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self {
                local: time.naive_local(),
                zone: Some(*time.offset()),
            });
        }
        let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
        let date = day_of(day)?;
        let rest = rest.trim_start_matches('T').trim();
        if rest.is_empty() {
            return Ok(Self {
                local: date.and_time(NaiveTime::MIN),
                zone: None,
            });
        }
        let end = rest.find(['+', '-', 'Z', 'U', ' ']).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at(end);
        let time = NaiveTime::parse_from_str(clock, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(clock, "%H:%M"))
            .map_err(|_| expected(text))?;
        let zone = match zone.trim() {
            "" => None,
            zone => Some(zone_of(zone)?),
        };
        Ok(Self {
            local: date.and_time(time),
            zone,
        })
    }

    /// The instant; `zone` counts where the author left it open.
    pub(crate) fn at(self, zone: FixedOffset) -> DateTime<FixedOffset> {
        // A fixed offset has neither gaps nor folds: the only way to fail is the end of the calendar.
        self.local
            .and_local_timezone(self.zone.unwrap_or(zone))
            .single()
            .unwrap_or_default()
    }
}

fn expected(text: &str) -> String {
    format!("`{text}` is not a time such as 2025-12-04 10:01:40 +0800")
}

/// Reads a day, `2025-12-04` or `20251204`.
///
/// # Errors
/// What was expected.
pub(crate) fn day_of(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y%m%d"))
        .map_err(|_| format!("`{text}` is not a day such as 2025-12-04"))
}

/// Reads a zone, `+08:00`, `+0800`, `+8`, `Z` or `UTC`.
///
/// # Errors
/// What was expected.
pub(crate) fn zone_of(text: &str) -> Result<FixedOffset, String> {
    let wrong = || format!("`{text}` is not an offset from UTC such as +08:00");
    if matches!(text, "Z" | "z" | "UTC" | "utc") {
        return FixedOffset::east_opt(0).ok_or_else(wrong);
    }
    let (sign, digits) = match text.split_at_checked(1).ok_or_else(wrong)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let number = |text: &str, below: i32| {
        let number: i32 = text.parse().ok()?;
        let plain = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        (plain && number < below).then_some(number)
    };
    match (number(hours, 15), number(minutes, 60)) {
        (Some(hours), Some(minutes)) => {
            FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_as_people_write_them() {
        let zone = zone_of("+08:00").unwrap();
        for text in [
            "2025-12-04 10:01:40 +0800",
            "2025-12-04T10:01:40+08:00",
            "2025-12-04 10:01:40",
            "2025-12-04T02:01:40Z",
            "2025-12-04 02:01:40 UTC",
        ] {
            let time = Moment::parse(text).unwrap().at(zone);
            assert_eq!(
                time.to_utc().to_rfc3339(),
                "2025-12-04T02:01:40+00:00",
                "{text}"
            );
        }
        let midnight = Moment::parse("2025-12-04").unwrap().at(zone);
        assert_eq!(midnight.to_rfc3339(), "2025-12-04T00:00:00+08:00");
        for text in [
            "",
            "yesterday",
            "2025-13-01",
            "2025-12-04 25:00",
            "二〇二五年十二月四日",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_offsets_and_refuses_what_is_none() {
        for text in ["+08:00", "+0800", "+8", "+08"] {
            assert_eq!(zone_of(text).unwrap().local_minus_utc(), 8 * 3600, "{text}");
        }
        assert_eq!(zone_of("-03:30").unwrap().local_minus_utc(), -12600);
        for text in ["", "8", "+25:00", "+08:60", "+-8", "+08:+1", "北京", "+١٢"] {
            assert!(zone_of(text).is_err(), "{text}");
        }
    }
}
