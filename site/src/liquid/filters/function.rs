//! A function as a filter: all else that the library asks of a filter is written here once.
//!
//! It must not know what any filter does.

use super::super::bounds::{self, Meter};
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{
    Error, Expression, Filter, FilterReflection, ParseFilter, Result, Runtime, Value, ValueView,
};
use std::fmt;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

/// What a filter does with what stands before it and with what it is given.
pub(super) type Work = dyn Fn(&dyn ValueView, &Given<'_>) -> Result<Value> + Send + Sync;

/// However many arguments there are: the function sees to them.
pub(super) const ANY: RangeInclusive<usize> = 0..=usize::MAX;

/// A filter that is a function.
#[derive(Clone)]
pub(super) struct Function {
    name: Arc<str>,
    /// How many arguments it takes: with fewer or more, the text that asks for it cannot be parsed.
    takes: RangeInclusive<usize>,
    work: Arc<Work>,
}

impl Function {
    pub(super) fn new(
        name: &str,
        takes: RangeInclusive<usize>,
        work: impl Fn(&dyn ValueView, &Given<'_>) -> Result<Value> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            takes,
            work: Arc::new(work),
        }
    }
}

/// The arguments of a filter, where they can be read.
pub(super) struct Given<'a> {
    arguments: &'a [Expression],
    pub runtime: &'a dyn Runtime,
}

impl Given<'_> {
    pub(super) fn count(&self) -> usize {
        self.arguments.len()
    }

    /// # Errors
    /// The argument cannot be read.
    pub(super) fn value(&self, number: usize) -> Result<Option<Value>> {
        let argument = self.arguments.get(number);
        argument
            .map(|argument| Ok(argument.evaluate(self.runtime)?.into_owned()))
            .transpose()
    }

    /// # Errors
    /// The argument cannot be read.
    pub(super) fn text(&self, number: usize) -> Result<Option<String>> {
        let argument = self.arguments.get(number);
        argument
            .map(|argument| Ok(argument.evaluate(self.runtime)?.to_kstr().into_string()))
            .transpose()
    }

    /// What the work is counted on.
    pub(super) fn meter(&self) -> Rc<Meter> {
        bounds::meter(self.runtime)
    }
}

impl FilterReflection for Function {
    fn name(&self) -> &str {
        &self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Function {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        let arguments: Vec<Expression> = arguments.positional.collect();
        if !self.takes.contains(&arguments.len()) {
            let told = format!(
                "`{}` wants {} to {} arguments and not {}",
                self.name,
                self.takes.start(),
                self.takes.end(),
                arguments.len()
            );
            return Err(Error::with_msg(told));
        }
        Ok(Box::new(Called {
            of: self.clone(),
            arguments,
        }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

/// A function where a text asks for it.
struct Called {
    of: Function,
    arguments: Vec<Expression>,
}

impl fmt::Debug for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(&self.of.name).field(&self.arguments).finish()
    }
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of.name)
    }
}

impl Filter for Called {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let arguments = &self.arguments;
        (self.of.work)(input, &Given { arguments, runtime })
    }
}
