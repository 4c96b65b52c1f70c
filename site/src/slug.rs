//! Text as a part of an address, in Jekyll's ways.
//!
//! It must not know what is named.

use crate::article::text::is_cjk;
use regex::Regex;
use std::sync::LazyLock;

/// Jekyll's `pretty` mode: letters, marks, digits and ``._~!$&'()+,;=@`` stay, everything else is a `-`.
pub fn pretty(slug: &str) -> String {
    dashed(slug, |c| stays(c) || "._~!$&'()+,;=@".contains(c))
}

/// Jekyll's default mode: lower case; letters, marks and digits stay, everything else is a `-`.
pub fn slugify(text: &str) -> String {
    dashed(&text.to_lowercase(), stays)
}

/// Jekyll's modes of `slugify`: `raw` changes blanks alone, `ascii` keeps only letters and digits of ASCII, `none` nothing.
pub fn slugify_in(mode: &str, text: &str) -> String {
    let lower = text.to_lowercase();
    match mode {
        "raw" => dashed(&lower, |c| !c.is_whitespace()),
        "pretty" => pretty(&lower),
        "ascii" | "latin" => dashed(&lower, |c| c.is_ascii_alphanumeric()),
        "none" => lower,
        _ => slugify(text),
    }
}

/// A letter, a mark or a decimal digit of any script.
fn stays(c: char) -> bool {
    static KEPT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{M}\p{L}\p{Nd}]").ok());
    if c.is_ascii() || is_cjk(c) {
        return c.is_alphanumeric();
    }
    let mut bytes = [0; 4];
    KEPT.as_ref()
        .is_some_and(|kept| kept.is_match(c.encode_utf8(&mut bytes)))
}

fn dashed(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if keep(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
