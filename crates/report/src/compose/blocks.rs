//! A block as Markdown, without the empty lines around it.
//!
//! It must not know the other blocks: every block has one form, wherever it stands.

use super::{chart, escape, statement};
use crate::analysis::{Block, Evidence, Language, Style};
use std::collections::BTreeMap;

/// The block's Markdown, without a line end at its end.
pub fn markdown(block: &Block, style: Style) -> String {
    match block {
        Block::Heading { level, text, .. } => {
            format!(
                "{} {}",
                "#".repeat(usize::from((*level).clamp(1, 6))),
                escape::heading(text)
            )
        }
        Block::Paragraph(said) => statement::line(said, style),
        Block::List {
            ordered,
            lead,
            items,
        } => {
            let mut lines = Vec::with_capacity(items.len() + 1);
            if let Some(lead) = lead {
                lines.push(format!(
                    "**{}**{}",
                    escape::text(lead),
                    statement::joint(style).trim_end()
                ));
            }
            for (i, item) in items.iter().enumerate() {
                let mark = if *ordered {
                    format!("{}.", i + 1)
                } else {
                    "-".to_owned()
                };
                lines.push(format!("{mark} {}", statement::line(item, style)));
            }
            lines.join("\n")
        }
        Block::Quote { said, when } => {
            let lines = said.quote.as_deref().unwrap_or_default().lines();
            let words: Vec<String> = lines.map(escape::text).collect();
            let words = words.join("\n>\n> ");
            let when = if when.is_empty() {
                String::new()
            } else {
                match style.language {
                    Language::Chinese => format!("，{}", escape::text(when)),
                    Language::English => format!(", {}", escape::text(when)),
                }
            };
            let dash = match style.language {
                Language::Chinese => "——",
                Language::English => "—",
            };
            format!(
                "> {words}\n>\n> {dash} {}{when}",
                statement::link(said, style)
            )
        }
        Block::Table { header, rows } => {
            let row = |cells: &[String]| {
                let cells: Vec<_> = cells.iter().map(|cell| escape::cell(cell)).collect();
                format!("| {} |", cells.join(" | "))
            };
            let rule = vec!["---"; header.len()].join(" | ");
            let mut lines = vec![row(header), format!("| {rule} |")];
            lines.extend(rows.iter().map(|cells| row(cells)));
            lines.join("\n")
        }
        Block::Chart {
            title,
            upright,
            bars,
        } => chart::figure(title, *upright, bars),
        Block::Sources { tweets } => sources(tweets, style.language),
        Block::Picture { alt, src } => format!("![{}]({})", escape::text(alt), src),
        Block::Raw { markdown } => markdown.clone(),
    }
}

/// What stands before the authors of whom one tweet is cited, in Chinese and in English.
pub(crate) const ONCE: [&str; 2] = ["引用一条的作者：", "Authors cited once: "];

/// Every tweet by author: a table of those with several, most first, each tweet a number that links to it; then the
/// authors with one each, in a line, since a row for every one would be a page of its own.
fn sources(tweets: &[Evidence], language: Language) -> String {
    let mut by: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for tweet in tweets {
        by.entry(&tweet.handle).or_default().push(tweet);
    }
    let (mut several, single): (Vec<_>, Vec<_>) =
        by.into_iter().partition(|(_, tweets)| tweets.len() > 1);
    several.sort_by_key(|(handle, tweets)| (usize::MAX - tweets.len(), *handle));
    let (header, comma, each) = match language {
        Language::Chinese => ("| 作者 | 引用的推文 |", "、", ONCE[0]),
        Language::English => ("| Author | Tweets cited |", ", ", ONCE[1]),
    };
    let linked = |shown: String, tweet: &Evidence| match tweet.url.as_deref() {
        Some(url) => match escape::address(url) {
            Some(url) => format!("[{shown}]({url})"),
            None => shown,
        },
        None => shown,
    };
    let mut parts = Vec::new();
    if !several.is_empty() {
        let rows = several.iter().map(|(handle, tweets)| {
            let links = tweets.iter().enumerate();
            let links: Vec<String> = links
                .map(|(i, tweet)| linked((i + 1).to_string(), tweet))
                .collect();
            format!("\n| @{} | {} |", escape::cell(handle), links.join(comma))
        });
        parts.push(format!(
            "{header}\n| --- | --- |{}",
            String::from_iter(rows)
        ));
    }
    if !single.is_empty() {
        let links: Vec<String> = single
            .iter()
            .filter_map(|(handle, tweets)| Some((handle, tweets.first()?)))
            .map(|(handle, tweet)| linked(format!("@{}", escape::text(handle)), tweet))
            .collect();
        parts.push(format!("{each}{}", links.join(comma)));
    }
    parts.join("\n\n")
}
