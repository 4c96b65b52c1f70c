//! Filters whose work is counted.
//!
//! It must not know what they do beyond how their work grows.

use super::super::bounds::{self, LARGEST, size};
use liquid_core::parser::FilterArguments;
use liquid_core::{Filter, FilterReflection, ParseFilter, Result, Runtime, Value, ValueView};
use std::fmt;

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
