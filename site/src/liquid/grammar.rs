//! Text through the library's grammar, but for what the library ends the program at.
//!
//! It must not know whose text it is.

use super::translate;
use liquid_core::{Error, Language, Renderable, Result, parser};

/// A text, parsed.
pub(super) fn read(text: &str, language: &Language) -> Result<Vec<Box<dyn Renderable>>> {
    if translate::too_deep(text) {
        return Err(Error::with_msg(
            "blocks or brackets stand more than 100 deep in each other",
        ));
    }
    if let Some(at) = translate::too_large(text) {
        // In the library's own form, so that its line is found.
        let row = text[..at].matches('\n').count() + 1;
        let told = "a whole number is greater than 9223372036854775807";
        return Err(Error::with_msg(format!("--> {row}:1\n= {told}")));
    }
    parser::parse(text, language)
}
