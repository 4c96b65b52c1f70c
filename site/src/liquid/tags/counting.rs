//! Tags and blocks whose work is counted, each time that they are carried out.
//!
//! It must not know what they do.

use super::super::bounds::{self, TAG};
use liquid_core::{
    BlockReflection, Language, ParseBlock, ParseTag, Renderable, Result, Runtime, TagBlock,
    TagReflection, TagTokenIter,
};
use std::io::Write;

/// A tag or block, whose every turn is counted.
#[derive(Clone)]
pub(super) struct Counting<T>(pub T);

#[derive(Debug)]
struct Turn(Box<dyn Renderable>);

impl Renderable for Turn {
    fn render_to(&self, out: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        bounds::meter(runtime).spend_here(TAG)?;
        self.0.render_to(out, runtime)
    }
}

impl ParseTag for Counting<Box<dyn ParseTag>> {
    fn parse(
        &self,
        arguments: TagTokenIter<'_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        Ok(Box::new(Turn(self.0.parse(arguments, language)?)))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self.0.reflection()
    }
}

impl ParseBlock for Counting<Box<dyn ParseBlock>> {
    fn parse(
        &self,
        arguments: TagTokenIter<'_>,
        block: TagBlock<'_, '_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        Ok(Box::new(Turn(self.0.parse(arguments, block, language)?)))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self.0.reflection()
    }
}
