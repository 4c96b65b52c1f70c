//! HTML as a feed carries it, away from its page.
//!
//! It must not know forms of feeds.

use std::borrow::Cow;

/// HTML whose root-relative addresses say where they are: many readers do not look at `xml:base`.
pub(super) fn absolute(html: &str, origin: &str) -> String {
    let html = &*without_sets(html);
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    let address = memchr::memmem::Finder::new("=\"/");
    while let Some(at) = address.find(rest.as_bytes()) {
        let (before, after) = rest.split_at(at + 2);
        out.push_str(before);
        let names_one = before.ends_with(" href=\"") || before.ends_with(" src=\"");
        if names_one && !after.starts_with("//") {
            out.push_str(origin);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// HTML whose pictures are offered in one width: readers take `src`.
fn without_sets(html: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(html);
    for name in [" srcset=\"", " sizes=\""] {
        while let Some(at) = out.find(name) {
            let Some(end) = out[at + name.len()..].find('"') else {
                break;
            };
            let end = at + name.len() + end + 1;
            out.to_mut().replace_range(at..end, "");
        }
    }
    out
}
