//! Tags, blocks and filters, whose work is counted.
//!
//! It must not know what they do beyond how their work grows.

use super::bounds::{self, LARGEST, TAG, size};
use liquid_core::parser::FilterArguments;
use liquid_core::{
    BlockReflection, Error, Filter, FilterReflection, Language, ParseBlock, ParseFilter, ParseTag,
    Renderable, Result, Runtime, TagBlock, TagReflection, TagTokenIter, Value, ValueView,
};
use std::fmt;
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

/// How much a filter does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// Whenever it is called.
    pub call: u64,
    /// For each byte of what it is given and of what it makes. Nothing is counted for none, since what it is given may be large.
    pub byte: u64,
}

impl Effort {
    /// What is done to a value as a whole, whatever is in it.
    pub(super) const NONE: Self = Self { call: 60, byte: 0 };
    /// A walk through.
    pub(super) const WALK: Self = Self { call: 200, byte: 6 };
}

/// A filter whose work is counted.
#[derive(Clone)]
pub(super) struct Metered {
    pub filter: Box<dyn ParseFilter>,
    pub effort: Effort,
}

impl ParseFilter for Metered {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        Ok(Box::new(Measured {
            filter: self.filter.parse(arguments)?,
            effort: self.effort,
        }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self.filter.reflection()
    }
}

#[derive(Debug)]
struct Measured {
    filter: Box<dyn Filter>,
    effort: Effort,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.filter.fmt(f)
    }
}

impl Filter for Measured {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let Effort { call, byte } = self.effort;
        let meter = bounds::meter(runtime);
        meter.spend(call)?;
        if byte == 0 {
            return self.filter.evaluate(input, runtime);
        }
        meter.spend(byte.saturating_mul(size(input, LARGEST) as u64))?;
        let made = self.filter.evaluate(input, runtime)?;
        let size = size(&made, LARGEST);
        // As large as may be remembered; what is only shown counts where it is written.
        meter.spend((size as u64).saturating_mul(2))?;
        Ok(made)
    }
}

/// Room for a value of so many bytes, before it is made.
///
/// # Errors
/// It would be too large.
pub(super) fn room(size: usize, runtime: &dyn Runtime) -> Result<()> {
    let meter = bounds::meter(runtime);
    match meter.may_be(size) {
        true => meter.spend(size as u64),
        false => meter
            .within()
            .and_then(|()| Err(Error::with_msg("a value is too large"))),
    }
}
