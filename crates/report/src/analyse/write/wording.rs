//! Small pieces of sentences that several sections use: names in a row, days, links to the blog's own posts.
//!
//! It must not know the sections.

use super::desk::Desk;
use crate::analyse::stories::Story;
use crate::analysis::{Language, Statement};
use crate::compose::escape;
use chrono::NaiveDate;

/// Names in a row, with a space where Latin meets the sentence.
pub(super) fn joined(names: &[String]) -> String {
    let text = names.join("、");
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = if latin(text.chars().next()) { " " } else { "" };
    format!("{before}{text}")
}

/// A link to a post of the blog, where its address is known.
pub(super) fn linked(shown: &str, url: Option<&str>) -> String {
    let plain = |url: &&str| url.starts_with('/') && !url.contains(['(', ')', ' ', '<', '>', '\\']);
    match url.filter(plain) {
        Some(url) => format!("[{shown}]({url})"),
        None => shown.to_owned(),
    }
}

/// The days of a report as its language writes them.
pub(super) fn days(desk: &Desk<'_>, from: NaiveDate, to: NaiveDate) -> String {
    match from == to {
        true => day(desk, from),
        false => desk.say(
            format!("{}至 {}", day(desk, from), day(desk, to)),
            format!("{} to {}", day(desk, from), day(desk, to)),
        ),
    }
}

/// A day as the report's language writes it.
pub(super) fn day(desk: &Desk<'_>, day: NaiveDate) -> String {
    match desk.language {
        Language::Chinese => day.format("%-m 月 %-d 日").to_string(),
        Language::English => day.to_string(),
    }
}

/// Marks a statement about a story as continuing an earlier report, with a link to that.
pub(super) fn continuing(desk: &Desk<'_>, story: &Story, statement: Statement) -> Statement {
    let Some(earlier) = desk.told_before(story) else {
        return statement;
    };
    let days = days(desk, earlier.from, earlier.to);
    let shown = linked(&escape::text(&days), earlier.url.as_deref());
    let joint = desk.say(
        format!("（续 {shown}）："),
        format!(" (continues {shown}): "),
    );
    Statement {
        joint: Some(joint),
        ..statement
    }
}
