//! A function as a block: all else that the library asks of a block is written here once.
//!
//! It must not know what any block does.

use liquid_core::{
    BlockReflection, Language, ParseBlock, Renderable, Result, TagBlock, TagTokenIter,
};

/// Reads what stands behind a block's name and up to its end.
type Read = fn(TagTokenIter<'_>, TagBlock<'_, '_>, &Language) -> Result<Box<dyn Renderable>>;

/// A block that is read by a function.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub start: &'static str,
    pub end: &'static str,
    pub read: Read,
}

impl BlockReflection for Block {
    fn start_tag(&self) -> &str {
        self.start
    }

    fn end_tag(&self) -> &str {
        self.end
    }

    fn description(&self) -> &str {
        ""
    }
}

impl ParseBlock for Block {
    fn parse(
        &self,
        arguments: TagTokenIter<'_>,
        block: TagBlock<'_, '_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        (self.read)(arguments, block, language)
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}
