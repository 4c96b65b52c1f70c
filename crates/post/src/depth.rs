//! YAML that opens and opens: its reader compares every mark with all that are open, so 200 KB of `[` would keep it busy for
//! half a minute. Nothing anybody writes is nested so deeply, and the reader itself goes no deeper than 128.
//!
//! It must not know YAML beyond its brackets: those in texts count, too, which is why so many are let through.

use serde::de::Error as _;
use serde_yaml::Error;

/// How many lists and mappings may be open at once.
const DEEPEST: usize = 5_000;

/// Refuses a text that opens more brackets than anybody means.
pub(crate) fn check(text: &str) -> Result<(), Error> {
    let mut open = 0usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => continue,
        }
        if open > DEEPEST {
            return Err(Error::custom(format!(
                "more than {DEEPEST} lists and mappings are open at once"
            )));
        }
    }
    Ok(())
}
