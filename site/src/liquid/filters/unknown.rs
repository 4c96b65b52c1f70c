//! Filters that nobody knows: as in Jekyll they change nothing.
//!
//! It must not know where a site is strict.

use super::function::{ANY, Function};
use liquid_core::{Error, Language, ParseFilter};

/// The filter that a text asks for and that does not exist, if that is the parser's complaint.
pub(in super::super) fn missing(error: &Error) -> Option<String> {
    let text = error.to_string();
    if !text.contains("Unknown filter") {
        return None;
    }
    let said = text.lines().find_map(|line| {
        let line = line.trim();
        line.strip_prefix("requested filter=")
            .or_else(|| line.strip_prefix("requested="))
    })?;
    Some(said.trim().to_owned())
}

/// Adds a filter that changes nothing.
pub(in super::super) fn pass(language: &mut Language, name: String) {
    let passes = Function::new(&name, ANY, |input, _| Ok(input.to_value()));
    let filter: Box<dyn ParseFilter> = Box::new(passes);
    language.filters.register(name, filter);
}
