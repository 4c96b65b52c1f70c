//! Who and what a sentence names, and what each can do: act, be made, have a price.
//!
//! It must not know deeds.

use crate::analyse::gazetteer::{EntityKind, Gazetteer};
use crate::analysis::Language;
use words::Kind;

/// Subjects that have a price of their own.
const EXCHANGES: &[&str] = &["美股", "A 股", "港股", "黄金", "科技七巨头"];

/// Words with a capital that name nobody.
const DATES: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon",
    "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Today", "Tomorrow", "The ", "This", "New",
];

/// A name in a sentence.
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shown: String,
    /// It can do something: a company, a product, a person.
    pub(super) acts: bool,
    /// It is something that can be released: a product, a model, or a name nobody knows.
    pub(super) made: bool,
    /// It stands in the gazetteer.
    pub(super) known: bool,
    /// It is somebody, or may be: a person, or a name nobody knows.
    pub(super) somebody: bool,
    /// It has a price: a share, a token, a market.
    pub(super) priced: bool,
    /// It is a token or a market: when it breaks down, its price does.
    pub(super) quoted: bool,
    /// It is somebody or something, not a subject.
    pub(super) theme: bool,
}

/// The names of a sentence, in their order.
pub(super) fn named(text: &str, names: &Gazetteer) -> Vec<Named> {
    let mut named: Vec<Named> = names
        .find(text)
        .iter()
        .map(|mention| {
            let kind = names.entity(mention.entity).kind;
            let theme = kind == EntityKind::Theme;
            let market = theme && EXCHANGES.contains(&names.entity(mention.entity).key.as_str());
            let priced = market || matches!(kind, EntityKind::Listed | EntityKind::Token);
            Named {
                start: mention.start,
                end: mention.end,
                shown: if theme && names.language() == Language::Chinese {
                    text[mention.start..mention.end].to_owned()
                } else {
                    names.display(mention)
                },
                acts: !theme || priced,
                made: matches!(kind, EntityKind::Product | EntityKind::Model)
                    || !mention.version.is_empty(),
                known: true,
                somebody: kind == EntityKind::Person,
                priced,
                quoted: market || kind == EntityKind::Token,
                theme,
            }
        })
        .collect();
    let known = named.len();
    let mut last_end = None;
    for token in words::tokens(text) {
        let start = token.text.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + token.text.len();
        if named[..known]
            .iter()
            .any(|name| start < name.end && name.start < end)
        {
            continue;
        }
        let capital = token
            .text
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_uppercase());
        let dated = DATES.iter().any(|date| token.text.starts_with(date));
        let name = token.kind == Kind::Name
            || (token.kind == Kind::Latin && capital && token.text.len() > 2 && start > 0);
        if !name || dated {
            continue;
        }
        match named[known..].last_mut() {
            Some(last)
                if last_end == Some(start.saturating_sub(1)) && text[last.end..start] == *" " =>
            {
                last.shown = text[last.start..end].to_owned();
                last.end = end;
            }
            _ => named.push(Named {
                start,
                end,
                shown: token.text.to_owned(),
                acts: token.kind == Kind::Name,
                made: true,
                known: false,
                somebody: true,
                priced: false,
                quoted: false,
                theme: false,
            }),
        }
        last_end = Some(end);
    }
    named.sort_by_key(|name| name.start);
    named
}
