//! The notes at the end of a post whose evidence is linked by footnotes.
//!
//! It must not know where the notes are referred to.

use super::{escape, statement};
use crate::analysis::{Analysis, Block, Evidence, Links, Style};
use std::collections::BTreeMap;

/// One line for each tweet that the report rests on, if it links by footnotes.
pub(super) fn section(analysis: &Analysis) -> Option<String> {
    if analysis.style.links != Links::Footnotes {
        return None;
    }
    let quoted = analysis.blocks.iter().filter_map(|block| match block {
        Block::Quote { said, .. } => Some(said),
        _ => None,
    });
    let cited = analysis.statements().flat_map(|one| &one.evidence);
    let tweets: BTreeMap<&str, &Evidence> = cited
        .chain(quoted)
        .filter(|one| statement::is_label(&one.tweet))
        .map(|one| (one.tweet.as_str(), one))
        .collect();
    let inline = Style {
        links: Links::Inline,
        ..analysis.style
    };
    let lines: Vec<String> = tweets
        .into_iter()
        .map(|(id, one)| {
            format!(
                "[^t:{}]: {}",
                escape::fold(id),
                statement::link(one, inline)
            )
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
