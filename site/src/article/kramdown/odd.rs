//! Which texts have anything within their lines that kramdown reads otherwise: most have nothing, and need not be read line by line.
//!
//! It must not know how it is read.

use super::super::tags;

/// Whether anything in a text may be read otherwise. Most texts need not be read line by line.
pub(super) fn may_differ(body: &str) -> bool {
    let bytes = body.as_bytes();
    let stars = memchr::memmem::find(bytes, b"****").is_some();
    let odd_tag = |at: usize| {
        let inside = body[at + 1..].strip_prefix('/').unwrap_or(&body[at + 1..]);
        let first = inside.chars().next();
        let name = tags::name(inside);
        let behind = inside[name.len()..].chars().next();
        let goes_on = matches!(behind, Some('_' | '.' | '-'));
        first.is_some_and(|c| c == '_' || c.is_alphabetic())
            && behind != Some(':')
            && (goes_on || !tags::is_known(&name) || tags::is_verbatim(&name))
    };
    stars || memchr::memchr_iter(b'<', bytes).any(odd_tag) || may_differ_in_code(bytes)
}

/// Whether backticks stand otherwise than one before and one behind code in a line.
fn may_differ_in_code(bytes: &[u8]) -> bool {
    let mut open = false;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'`', b'\n', &bytes[at..]) {
        let begin = at + found;
        at = begin + 1;
        if bytes[begin] == b'\n' {
            if open {
                return true;
            }
            continue;
        }
        let run = bytes[begin..]
            .iter()
            .take_while(|byte| **byte == b'`')
            .count();
        at = begin + run;
        if run == 1 {
            let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
            if !open && blank(bytes[..begin].last()) && blank(bytes.get(at)) {
                return true;
            }
            open = !open;
            continue;
        }
        let line = memchr::memrchr(b'\n', &bytes[..begin]).map_or(0, |end| end + 1);
        let is_fence = run > 2
            && bytes[line..begin]
                .iter()
                .all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
        if !is_fence {
            return true;
        }
    }
    open
}
