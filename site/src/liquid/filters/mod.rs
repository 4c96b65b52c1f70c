//! Filters in Liquid: each a row of name, arguments, effort and function; the library's own stand beside them.
//!
//! They must not know the page.

mod asking;
mod function;
mod grown;
mod jekylls;
mod library;
mod metered;
mod numbers;
mod shown;
mod unknown;

use crate::config::SiteConfig;
use function::{Function, Given};
use liquid_core::{Language, ParseFilter, Result, Value, ValueView};
use metered::{Effort, Metered};
use std::ops::RangeInclusive;

pub(super) use unknown::{missing, pass};

/// A filter that is a function, and what it costs.
struct Row {
    filter: Function,
    effort: Effort,
}

impl Row {
    fn new(
        name: &str,
        takes: RangeInclusive<usize>,
        effort: Effort,
        work: impl Fn(&dyn ValueView, &Given<'_>) -> Result<Value> + Send + Sync + 'static,
    ) -> Self {
        let filter = Function::new(name, takes, work);
        Self { filter, effort }
    }
}

pub(super) fn register(language: &mut Language, config: &SiteConfig) {
    library::all(&mut |filter, effort| add(language, filter, effort));
    let rows = grown::all().into_iter().chain(numbers::all());
    let rows = rows.chain(jekylls::all(config));
    for row in rows.chain([shown::row()]) {
        add(language, Box::new(row.filter), row.effort);
    }
    // What is asked of items may use all filters but these.
    for row in asking::all(&language.filters) {
        add(language, Box::new(row.filter), row.effort);
    }
}

fn add(language: &mut Language, filter: Box<dyn ParseFilter>, effort: Effort) {
    let name = filter.reflection().name().to_owned();
    let filter: Box<dyn ParseFilter> = Box::new(Metered { filter, effort });
    language.filters.register(name, filter);
}
