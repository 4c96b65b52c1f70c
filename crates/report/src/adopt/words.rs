//! The words of an adopted report for its cloud: by how many of its statements use them.
//!
//! It must not know tweets: a report stands for itself.

use crate::analyse;
use crate::analysis::{Block, CloudWord};
use std::collections::BTreeMap;

/// How many words the cloud shows at most.
const MOST: usize = 100;
/// Colours of the cloud.
const GROUPS: u16 = 6;

/// The words of the blocks, those of most statements first; a word has the colour of the section that uses it first.
pub(super) fn of(blocks: &[Block]) -> Vec<CloudWord> {
    let mut counts = words::Counts::default();
    let mut sections: BTreeMap<String, u16> = BTreeMap::new();
    let (mut statement, mut section) = (0_u64, 0_u16);
    for block in blocks {
        if matches!(block, Block::Heading { level: 1..=3, .. }) {
            section = section.saturating_add(1);
        }
        for text in texts(block) {
            statement += 1;
            counts.add(
                analyse::lexicon(),
                &words::Phrases::default(),
                statement,
                &text,
            );
            for token in words::tokens(&text) {
                sections
                    .entry(words::fold(token.text))
                    .or_insert(section % GROUPS);
            }
        }
    }
    counts
        .ranked()
        .into_iter()
        .take(MOST)
        .map(|word| CloudWord {
            group: sections.get(&word.key).copied().unwrap_or(0),
            weight: word.authors,
            text: word.text,
        })
        .collect()
}

fn texts(block: &Block) -> Vec<String> {
    let said = |label: &Option<String>, text: &str| {
        format!("{} {text}", label.as_deref().unwrap_or_default())
    };
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph(statement) => vec![said(&statement.label, &statement.text)],
        Block::List { items, .. } => items
            .iter()
            .map(|item| said(&item.label, &item.text))
            .collect(),
        Block::Quote { said, .. } => said.quote.iter().cloned().collect(),
        Block::Table { rows, .. } => rows.iter().map(|row| row.join(" ")).collect(),
        Block::Raw { markdown } => vec![markdown.clone()],
        Block::Picture { .. } | Block::Chart { .. } | Block::Sources { .. } => Vec::new(),
    }
}
