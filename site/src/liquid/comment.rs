//! `{% comment %}`: whatever stands inside, up to its end, is left out unread.
//!
//! The library's own reads what is inside and forgives its mistakes; a block there that never closes took the end of the text with
//! it, and the program fell over. It must not know Jekyll.

use liquid_core::{
    BlockReflection, Language, ParseBlock, Renderable, Result, Runtime, TagBlock, TagTokenIter,
};
use std::io::Write;

/// The block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment;

impl BlockReflection for Comment {
    fn start_tag(&self) -> &str {
        "comment"
    }

    fn end_tag(&self) -> &str {
        "endcomment"
    }

    fn description(&self) -> &str {
        ""
    }
}

impl ParseBlock for Comment {
    fn parse(
        &self,
        mut arguments: TagTokenIter<'_>,
        mut block: TagBlock<'_, '_>,
        _: &Language,
    ) -> Result<Box<dyn Renderable>> {
        arguments.expect_nothing()?;
        block.escape_liquid(true)?;
        block.assert_empty();
        Ok(Box::new(Self))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}

impl Renderable for Comment {
    fn render_to(&self, _: &mut dyn Write, _: &dyn Runtime) -> Result<()> {
        Ok(())
    }
}
