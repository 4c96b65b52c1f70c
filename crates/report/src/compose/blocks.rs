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
            let words = escape::text(said.quote.as_deref().unwrap_or_default());
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

/// A table of tweets by author, those of most tweets first; each tweet is a number that links to it.
fn sources(tweets: &[Evidence], language: Language) -> String {
    let mut by: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for tweet in tweets {
        by.entry(&tweet.handle).or_default().push(tweet);
    }
    let mut rows: Vec<(&str, Vec<&Evidence>)> = by.into_iter().collect();
    rows.sort_by_key(|(handle, tweets)| (usize::MAX - tweets.len(), *handle));
    let (header, comma) = match language {
        Language::Chinese => ("| 作者 | 引用的推文 |", "、"),
        Language::English => ("| Author | Tweets cited |", ", "),
    };
    let mut lines = vec![header.to_owned(), "| --- | --- |".to_owned()];
    let mut number = 0;
    for (handle, tweets) in rows {
        let links: Vec<String> = tweets
            .iter()
            .map(|tweet| {
                number += 1;
                match tweet.url.as_deref().and_then(escape::address) {
                    Some(url) => format!("[{number}]({url})"),
                    None => number.to_string(),
                }
            })
            .collect();
        lines.push(format!(
            "| @{} | {} |",
            escape::cell(handle),
            links.join(comma)
        ));
    }
    lines.join("\n")
}
