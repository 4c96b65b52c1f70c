//! Where a model's sentences stand in the report: the opening before the counted overview, a topic's fact as its key point,
//! the views of its authors before their words. Everything else of the report stays.
//!
//! It must not know whether a sentence is true.

use super::packet;
use crate::analysis::{Analysis, Block, Kind, Role, Statement};
use crate::label::Label;
use crate::took_part;

/// What a model wrote for one packet, as far as it may be printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// Facts, the first one the key point's.
    pub(super) facts: Vec<Statement>,
    /// Views of authors.
    pub(super) views: Vec<Statement>,
}

impl Written {
    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.views.is_empty()
    }
}

/// Puts the opening before what is counted.
pub(super) fn lead(analysis: &mut Analysis, written: Written) {
    let overview = |block: &Block| {
        matches!(
            block,
            Block::Heading {
                role: Some(Role::Overview),
                ..
            }
        )
    };
    let Some(at) = analysis.blocks.iter().position(overview) else {
        return;
    };
    let paragraphs = written.facts.into_iter().map(Block::Paragraph);
    analysis.blocks.splice(at + 1..at + 1, paragraphs);
}

/// Puts what is written about a topic into its key point and before its quotations.
pub(super) fn topic(analysis: &mut Analysis, labels: &[Label], topic: &str, written: Written) {
    let Written { facts, views } = written;
    let mut inside = false;
    for block in &mut analysis.blocks {
        match block {
            Block::Heading { role, .. } => inside = *role == Some(Role::KeyPoints),
            Block::List { items, .. } if inside => {
                let mine = |item: &&mut Statement| {
                    !item.model && packet::topic_of(item, labels) == Some(topic)
                };
                if let (Some(item), Some(mut new)) =
                    (items.iter_mut().find(mine), facts.first().cloned())
                {
                    (new.n_tweets, new.n_authors) = (item.n_tweets, item.n_authors);
                    *item = new;
                }
                inside = false;
            }
            _ => {}
        }
    }
    if !views.is_empty()
        && let Some(at) = first_quote(analysis, labels, topic)
    {
        let list = Block::List {
            ordered: false,
            lead: None,
            items: views,
        };
        analysis.blocks.insert(at, list);
    }
}

/// The place of the paragraph that leads to the quotations of a topic, in the section of opinions.
fn first_quote(analysis: &Analysis, labels: &[Label], topic: &str) -> Option<usize> {
    let begin = analysis.blocks.iter().position(|block| {
        matches!(
            block,
            Block::Heading {
                role: Some(Role::Opinions),
                ..
            }
        )
    })?;
    let inside = analysis.blocks.iter().enumerate().skip(begin + 1);
    let quote = inside
        .take_while(|(_, block)| !matches!(block, Block::Heading { role: Some(_), .. }))
        .find_map(|(at, block)| match block {
            Block::Quote { said, .. } => {
                (packet::topic_of_tweet(&said.tweet, labels) == Some(topic)).then_some(at)
            }
            _ => None,
        })?;
    // The line that introduces the quotations stays with them.
    let introduced = quote > 0 && matches!(analysis.blocks[quote - 1], Block::Paragraph(_));
    Some(quote - usize::from(introduced))
}

/// One line that says that a model took part, under 数据与方法.
pub(super) fn note(analysis: &mut Analysis) {
    let method = |block: &Block| {
        matches!(
            block,
            Block::Heading {
                role: Some(Role::Method),
                ..
            }
        )
    };
    let Some(at) = analysis.blocks.iter().position(method) else {
        return;
    };
    let text = took_part::said_in(analysis.style.language);
    let note = Block::Paragraph(Statement::new(Kind::Metric, text));
    analysis.blocks.insert(at + 1, note);
}

/// The table of sources, anew: the tweets that the report rests on now.
pub(super) fn sources(analysis: &mut Analysis) {
    let is_table = |block: &Block| matches!(block, Block::Sources { .. });
    let Some(at) = analysis.blocks.iter().position(is_table) else {
        return;
    };
    let tweets = crate::analysis::cited(&analysis.blocks[..at]);
    analysis.blocks[at] = Block::Sources { tweets };
}
