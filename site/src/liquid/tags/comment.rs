//! `{% comment %}`: whatever stands inside, up to its end, is left out unread.
//!
//! The library's own reads what is inside and forgives its mistakes; a block there that never closes took the end of the text with
//! it, and the program fell over. It must not know Jekyll.

use super::block::Block;
use liquid_core::{Language, Renderable, Result, Runtime, TagBlock, TagTokenIter};
use std::io::Write;

pub(super) const COMMENT: Block = Block {
    start: "comment",
    end: "endcomment",
    read,
};

fn read(
    mut arguments: TagTokenIter<'_>,
    mut block: TagBlock<'_, '_>,
    _: &Language,
) -> Result<Box<dyn Renderable>> {
    arguments.expect_nothing()?;
    block.escape_liquid(true)?;
    block.assert_empty();
    Ok(Box::new(Nothing))
}

#[derive(Debug)]
struct Nothing;

impl Renderable for Nothing {
    fn render_to(&self, _: &mut dyn Write, _: &dyn Runtime) -> Result<()> {
        Ok(())
    }
}
