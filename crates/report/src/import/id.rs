//! Ids: digits that a spreadsheet or a JavaScript number may have rounded, and the time that is inside a snowflake.
//!
//! A rounded id still tells the time to the millisecond, but it is another tweet's address: it is marked with `~` and never
//! linked. It must not know any input format.

use super::json::Json;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// The first id of the snowflake scheme, November 2010; ids below it count up and tell no time.
const FIRST_SNOWFLAKE: u64 = 30_000_000_000;
/// The snowflake epoch in milliseconds since 1970, as its makers published it.
const EPOCH_MS: i64 = 1_288_834_974_657;

/// An id as a record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id<'a> {
    /// A tweet's number, every digit of it.
    Exact(u64),
    /// A tweet's number after it went through a float.
    Rounded(u64),
    /// A number as floats leave it, which chance may have made too: the other records of its file decide.
    Suspect(u64),
    /// An id of another service.
    Other(Cow<'a, str>),
}

impl<'a> Id<'a> {
    /// The id in a JSON value: text is trusted, a bare number only as far as floats leave it whole.
    pub(super) fn of(value: Json<'a>) -> Option<Self> {
        match Self::of_cell(value)? {
            Self::Suspect(number) if value.is_string() => Some(Self::Exact(number)),
            id => Some(id),
        }
    }

    /// The id in a cell of a table, or in JSON that may have been one: a spreadsheet may have been at its digits.
    pub(super) fn of_cell(value: Json<'a>) -> Option<Self> {
        let text = value.scalar()?;
        if value.is_string() {
            return Self::of_text(text);
        }
        match text.parse::<u64>() {
            Ok(number) if looks_rounded(number) => suspect(number),
            Ok(number) if number > 0 => Some(Self::Exact(number)),
            Ok(_) => None,
            Err(_) => float(&text),
        }
    }

    /// The id in text, such as a CSV cell or a JSON string.
    pub(super) fn of_text(text: Cow<'a, str>) -> Option<Self> {
        let bare = text
            .trim()
            .trim_start_matches(['\'', '"', '=', '#'])
            .trim_end_matches(['\'', '"'])
            .trim();
        if bare.is_empty() || matches!(bare, "0" | "null" | "None" | "nan" | "NaN" | "undefined") {
            return None;
        }
        if bare.bytes().all(|b| b.is_ascii_digit()) {
            let number = bare.parse::<u64>().ok()?;
            // A spreadsheet keeps 15 digits: five zeros at the end of nineteen digits are its work, hardly chance.
            let cut = number > FIRST_SNOWFLAKE * 1_000_000 && number.is_multiple_of(10_000);
            return match (number, cut) {
                (0, _) => None,
                (_, true) => suspect(number),
                _ => Some(Self::Exact(number)),
            };
        }
        if bare.parse::<f64>().is_ok() {
            return float(bare);
        }
        let bare = bare.strip_prefix("tweet-").unwrap_or(bare);
        Some(match bare.parse::<u64>() {
            Ok(number) if number > 0 => Self::Exact(number),
            _ => Self::Other(Cow::Owned(bare.to_owned())),
        })
    }

    /// Its text in a [`crate::tweet::Tweet`].
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Exact(number) => number.to_string(),
            Self::Rounded(number) | Self::Suspect(number) => format!("~{number}"),
            Self::Other(text) => text.into_owned(),
        }
    }

    /// The time inside a snowflake, to the millisecond; rounding touches only the bits below.
    pub(super) fn time(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Exact(number) | Self::Rounded(number) | Self::Suspect(number) => {
                snowflake_time(*number)
            }
            Self::Other(_) => None,
        }
    }

    /// The id when every digit of it is known.
    pub(super) fn exact(&self) -> Option<u64> {
        match self {
            Self::Exact(number) => Some(*number),
            Self::Rounded(_) | Self::Suspect(_) | Self::Other(_) => None,
        }
    }
}

/// The time a snowflake was made: its upper bits count milliseconds.
pub(super) fn snowflake_time(id: u64) -> Option<DateTime<Utc>> {
    if id < FIRST_SNOWFLAKE {
        return None;
    }
    let ms = i64::try_from(id >> 22).ok()?;
    DateTime::from_timestamp_millis(ms.checked_add(EPOCH_MS)?)
}

/// A suspect id, unless so many digits are gone that it cannot have been one by chance.
fn suspect<'a>(number: u64) -> Option<Id<'a>> {
    (!number.is_multiple_of(10_000_000)).then_some(Id::Suspect(number))
}

/// A rounded id, unless so many digits are gone that different tweets would share what is left, and its time is lost.
fn rounded<'a>(number: u64) -> Option<Id<'a>> {
    (!number.is_multiple_of(10_000_000)).then_some(Id::Rounded(number))
}

/// Whether a bare JSON number carries the mark of a double: it is the shortest decimal of one, with zeros at the end.
fn looks_rounded(number: u64) -> bool {
    number > 1 << 53
        && number.is_multiple_of(100)
        && format!("{}", number as f64) == number.to_string()
}

fn float<'a>(text: &str) -> Option<Id<'a>> {
    let value: f64 = text.parse().ok()?;
    let whole = value.is_finite() && value > 0.0 && value < 1.8e19 && libm::trunc(value) == value;
    if !whole {
        return None;
    }
    let number = value as u64;
    // `12.0` of a data frame is exact as long as a double holds every integer.
    if number <= 1 << 53 {
        Some(Id::Exact(number))
    } else {
        rounded(number)
    }
}

/// What the address of a tweet tells: its author's handle (empty for `/i/status/`) and its id.
pub(super) fn of_url(url: &str) -> Option<(&str, u64)> {
    let rest = url
        .trim()
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let (host, path) = rest.split_once('/')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host = host.strip_prefix("mobile.").unwrap_or(host);
    if !matches!(host, "x.com" | "twitter.com") && !host.contains("nitter") {
        return None;
    }
    let (before, after) = path
        .split_once("/status/")
        .or_else(|| path.split_once("/statuses/"))?;
    let digits = after.split(|c: char| !c.is_ascii_digit()).next()?;
    let id = digits.parse().ok().filter(|id| *id > 0)?;
    let handle = match before {
        "i" | "i/web" | "web" => "",
        handle if is_handle(handle) => handle,
        _ => "",
    };
    Some((handle, id))
}

/// Whether text can be a handle of X: letters, digits and `_`.
pub(super) fn is_handle(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 20
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The address of a tweet that is certain to be the right one.
pub(super) fn tweet_url(handle: &str, id: u64) -> String {
    if is_handle(handle) {
        format!("https://x.com/{handle}/status/{id}")
    } else {
        format!("https://x.com/i/status/{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_a_float_has_eaten_are_marked() {
        for (json, expected) in [
            (r#""1869156966041592304""#, "1869156966041592304"),
            ("1869156966041592304", "1869156966041592304"),
            ("1.8230347238677133e+18", "~1823034723867713280"),
            ("1823034723867713300", "~1823034723867713300"),
            (r#""1.823034723868E+18""#, "~1823034723868000000"),
            (r#""1823034723867710000""#, "~1823034723867710000"),
            ("20.0", "20"),
            (r#""'1869156966041592304""#, "1869156966041592304"),
            (
                r#""at://did:plc:x/app.bsky.feed.post/3k""#,
                "at://did:plc:x/app.bsky.feed.post/3k",
            ),
        ] {
            assert_eq!(
                Id::of_cell(Json(json)).unwrap().into_text(),
                expected,
                "{json}"
            );
        }
        for none in [
            r#""""#,
            "0",
            "null",
            "{}",
            r#""nan""#,
            "-5",
            "1e400",
            r#""1.82303E+18""#,
        ] {
            assert_eq!(Id::of_cell(Json(none)), None, "{none}");
        }
    }

    #[test]
    fn an_address_tells_handle_and_id() {
        for (url, expected) in [
            ("https://x.com/a_b/status/20?s=20", Some(("a_b", 20))),
            (
                "http://mobile.twitter.com/a/status/20/photo/1",
                Some(("a", 20)),
            ),
            ("https://twitter.com/i/web/status/20", Some(("", 20))),
            ("https://example.com/a/status/20", None),
            ("https://x.com/a", None),
        ] {
            assert_eq!(of_url(url), expected, "{url}");
        }
    }

    #[test]
    fn a_snowflake_tells_the_time() {
        let time = snowflake_time(1_869_156_966_041_592_304).unwrap();
        assert_eq!(time.to_rfc3339(), "2024-12-17T23:05:22.618+00:00");
        assert_eq!(snowflake_time(20), None);
    }
}
