//! A block as Markdown, without the empty lines around it.
//!
//! It must not know the other blocks: every block has one form, wherever it stands.

use super::{escape, statement};
use crate::analysis::Block;

/// The block's Markdown, without a line end at its end.
pub fn markdown(block: &Block) -> String {
    match block {
        Block::Heading { level, text, .. } => {
            format!(
                "{} {}",
                "#".repeat(usize::from((*level).clamp(1, 6))),
                escape::heading(text)
            )
        }
        Block::Paragraph(said) => statement::line(said),
        Block::List {
            ordered,
            lead,
            items,
        } => {
            let mut lines = Vec::with_capacity(items.len() + 1);
            if let Some(lead) = lead {
                lines.push(format!("**{}**{}", escape::text(lead), statement::JOINT));
            }
            for (i, item) in items.iter().enumerate() {
                let mark = if *ordered {
                    format!("{}.", i + 1)
                } else {
                    "-".to_owned()
                };
                lines.push(format!("{mark} {}", statement::line(item)));
            }
            lines.join("\n")
        }
        Block::Quote { said, when } => {
            let words = escape::text(said.quote.as_deref().unwrap_or_default());
            let when = if when.is_empty() {
                String::new()
            } else {
                format!("，{}", escape::text(when))
            };
            format!("> {words}\n>\n> —— {}{when}", statement::link(said))
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
        Block::Picture { alt, src } => format!("![{}]({})", escape::text(alt), src),
        Block::Raw { markdown } => markdown.clone(),
    }
}
