//! Filters that write dates. A date is a text in RFC 3339's form, as `page.date` is.
//!
//! They must not know today.

use crate::article::date;
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use std::fmt::Write as _;
use tera::{Error, Kwargs, State, Tera, TeraResult};

pub(super) fn register(engine: &mut Tera) {
    engine.register_filter("date", |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
        let format = kwargs.get::<&str>("format")?.unwrap_or("%Y-%m-%d");
        write(&text, format)
    });
    for (name, format) in [
        ("date_to_xmlschema", "%Y-%m-%dT%H:%M:%S%:z"),
        ("date_to_rfc822", "%a, %d %b %Y %H:%M:%S %z"),
    ] {
        engine.register_filter(name, move |text: Cow<'_, str>, _: Kwargs, _: &State| {
            write(&text, format)
        });
    }
    for (name, month) in [("date_to_string", "%b"), ("date_to_long_string", "%B")] {
        engine.register_filter(
            name,
            move |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
                let ordinal = kwargs.get::<&str>("type")? == Some("ordinal");
                let american = kwargs.get::<&str>("style")? == Some("US");
                to_words(&text, month, ordinal, american)
            },
        );
    }
}

/// `07 Nov 2008`, `7th Nov 2008`, `Nov 7th, 2008`.
pub(crate) fn to_words(
    text: &str,
    month: &str,
    ordinal: bool,
    american: bool,
) -> TeraResult<String> {
    if !ordinal || text.is_empty() {
        return write(text, &format!("%d {month} %Y"));
    }
    let day: u32 = write(text, "%-d")?.parse().unwrap_or_default();
    let suffix = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    match american {
        true => write(text, &format!("{month} {day}{suffix}, %Y")),
        false => write(text, &format!("{day}{suffix} {month} %Y")),
    }
}

/// A date in a form of `strftime`.
pub(crate) fn write(text: &str, format: &str) -> TeraResult<String> {
    // A page without a date shows none, as in Jekyll.
    if text.is_empty() {
        return Ok(String::new());
    }
    let moment = parse(text).ok_or_else(|| Error::message(format!("`{text}` is not a date")))?;
    let mut out = String::new();
    write!(out, "{}", moment.format(format))
        .map_err(|_| Error::message(format!("`{format}` is not a date format")))?;
    Ok(out)
}

fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment);
    }
    let written = date::parse(text)?;
    let offset = written.offset.or_else(|| FixedOffset::east_opt(0))?;
    written.local.and_local_timezone(offset).single()
}
