//! Jekyll's tags and blocks, each a function; the others are the library's.
//!
//! They must not know how a body is shown, nor that Jekyll writes their arguments without quotes (`translate`).

mod address;
mod block;
mod call;
mod comment;
mod counting;
mod each;
mod highlight;
mod include;
mod items;

use super::parse::Strict;
use crate::sources::SourceFile;
use call::{Tag, Work};
use comment::COMMENT;
use counting::Counting;
use each::{FOR, TABLEROW};
use highlight::HIGHLIGHT;
use liquid_core::{Language, ParseBlock, ParseTag};
use liquid_lib::stdlib;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the tags look things up in.
#[derive(Debug)]
pub(super) struct Shared {
    /// The address of each file.
    pub addresses: BTreeMap<String, String>,
    /// The text of each include.
    pub includes: BTreeMap<String, String>,
    /// Every file, where some body includes what stands beside it.
    pub beside: BTreeMap<String, SourceFile>,
    pub baseurl: String,
    /// Whether mistakes in includes are errors.
    pub strict: Strict,
}

pub(super) fn register(language: &mut Language, shared: &Arc<Shared>) {
    let mut tag = |tag: Box<dyn ParseTag>| {
        let name = tag.reflection().tag().to_owned();
        let tag: Box<dyn ParseTag> = Box::new(Counting(tag));
        language.tags.register(name, tag);
    };
    tag(Box::new(stdlib::AssignTag));
    tag(Box::new(stdlib::BreakTag));
    tag(Box::new(stdlib::ContinueTag));
    tag(Box::new(stdlib::CycleTag));
    tag(Box::new(stdlib::IncrementTag));
    tag(Box::new(stdlib::DecrementTag));
    let functions: [(&str, Work); 4] = [
        ("include", include::include),
        ("include_relative", include::include_relative),
        ("link", address::link),
        ("post_url", address::post_url),
    ];
    for (name, work) in functions {
        let shared = Arc::clone(shared);
        tag(Box::new(Tag { name, work, shared }));
    }
    let mut block = |block: Box<dyn ParseBlock>| {
        let name = block.reflection().start_tag().to_owned();
        let block: Box<dyn ParseBlock> = Box::new(Counting(block));
        language.blocks.register(name, block);
    };
    block(Box::new(stdlib::RawBlock));
    block(Box::new(stdlib::IfBlock));
    block(Box::new(stdlib::UnlessBlock));
    block(Box::new(stdlib::IfChangedBlock));
    block(Box::new(FOR));
    block(Box::new(TABLEROW));
    block(Box::new(COMMENT));
    block(Box::new(stdlib::CaptureBlock));
    block(Box::new(stdlib::CaseBlock));
    block(Box::new(HIGHLIGHT));
}
