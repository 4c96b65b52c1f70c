//! A piece of Markdown as the block it is, or as itself when no block gives it back.
//!
//! It must not know the pieces around it.

use super::{role, statement};
use crate::analysis::{Block, Style};
use crate::compose::{self, escape};

/// The block whose Markdown is exactly this piece.
pub(super) fn read(piece: String) -> Block {
    let readers = [heading, picture, table, quote, list, paragraph];
    readers
        .iter()
        .find_map(|reader| {
            reader(&piece).filter(|block| compose::markdown(block, Style::default()) == piece)
        })
        .unwrap_or(Block::Raw { markdown: piece })
}

fn heading(piece: &str) -> Option<Block> {
    let level = piece.bytes().take_while(|b| *b == b'#').count();
    let text = escape::read_heading(piece[level..].strip_prefix(' ')?)?;
    (1..=6).contains(&level).then(|| Block::Heading {
        level: level as u8,
        role: role::of(&text),
        text,
    })
}

fn picture(piece: &str) -> Option<Block> {
    let (alt, rest) = piece.strip_prefix("![")?.split_once("](")?;
    let src = rest.strip_suffix(')')?;
    let plain = !src.is_empty()
        && !src.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    Some(Block::Picture {
        alt: escape::read(alt)?,
        src: src.to_owned(),
    })
    .filter(|_| plain)
}

fn table(piece: &str) -> Option<Block> {
    let mut rows = piece.lines().map(|line| {
        let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
        cells
            .split(" | ")
            .map(escape::read_cell)
            .collect::<Option<Vec<String>>>()
    });
    let header = rows.next()??;
    rows.next()?;
    let rows = rows.collect::<Option<Vec<_>>>()?;
    rows.iter()
        .all(|row| row.len() == header.len())
        .then_some(Block::Table { header, rows })
}

fn quote(piece: &str) -> Option<Block> {
    let (words, rest) = piece.strip_prefix("> ")?.split_once("\n>\n> —— ")?;
    let (mut said, tail) = statement::link(rest)?;
    let lines = words.split("\n>\n> ").map(escape::read);
    said.quote = Some(lines.collect::<Option<Vec<_>>>()?.join("\n"));
    let when = match tail {
        "" => String::new(),
        tail => escape::read(tail.strip_prefix('，')?)?,
    };
    Some(Block::Quote { said, when })
}

fn list(piece: &str) -> Option<Block> {
    let mut lines = piece.lines().peekable();
    let lead = lines
        .next_if(|line| line.starts_with("**"))
        .map(|line| escape::read(line.strip_prefix("**")?.strip_suffix("**：")?));
    let lead = match lead {
        Some(lead) => Some(lead?),
        None => None,
    };
    let ordered = lines.peek()?.starts_with("1. ");
    let items = lines
        .enumerate()
        .map(|(i, line)| {
            let text = if ordered {
                line.strip_prefix(&format!("{}. ", i + 1))
            } else {
                line.strip_prefix("- ")
            };
            text.map(statement::read)
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Block::List {
        ordered,
        lead,
        items,
    })
}

fn paragraph(piece: &str) -> Option<Block> {
    let first = piece.chars().next()?;
    let other = matches!(
        first,
        '#' | '>' | '|' | '<' | '-' | '+' | '`' | '~' | '=' | ':' | '[' | '{' | '!'
    ) || first.is_whitespace()
        || first.is_ascii_digit()
            && piece
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with(['.', ')'])
        || piece.starts_with("* ")
        || piece.starts_with("***");
    (!other).then(|| Block::Paragraph(statement::read(piece)))
}
