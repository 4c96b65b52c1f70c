//! What an address in an article points at.
//!
//! It must not know which pages the site has.

use std::borrow::Cow;

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page of this site.
    Here,
    /// A place on the same page, or nowhere.
    Same,
    /// A post on X.
    Tweet,
    /// Another site, or something that is not a page.
    Elsewhere,
}

/// Where an address leads.
pub fn place(url: &str) -> Place {
    if url.is_empty() || url.starts_with('#') {
        return Place::Same;
    }
    if !has_scheme(url) && !url.starts_with("//") {
        return Place::Here;
    }
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host
        .strip_prefix("www.")
        .or_else(|| host.strip_prefix("mobile."))
        .unwrap_or(host);
    if matches!(host, "x.com" | "twitter.com") && path.contains("status/") {
        return Place::Tweet;
    }
    Place::Elsewhere
}

/// The address, or nothing where a stranger's could run a program in the reader's browser.
pub fn safe(url: &str, strangers: bool) -> &str {
    let harmless = || {
        let scheme = url
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        !has_scheme(url) || matches!(scheme.as_str(), "http" | "https" | "mailto")
    };
    if !strangers || harmless() { url } else { "" }
}

/// A root-relative address below the site's path; others as they are.
pub fn below<'a>(baseurl: &str, url: &'a str) -> Cow<'a, str> {
    let rooted = url.starts_with('/') && !url.starts_with("//");
    let inside = |url: &str| {
        url.strip_prefix(baseurl)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if !rooted || baseurl.is_empty() || inside(url) {
        return Cow::Borrowed(url);
    }
    Cow::Owned(format!("{baseurl}{url}"))
}

/// Whether an address names its scheme, as RFC 3986 has it: a letter, then letters, digits, `+`, `-`, `.`, then a colon.
/// Blanks and controls before it are skipped, as browsers skip them.
pub fn has_scheme(url: &str) -> bool {
    let url = url.trim_start_matches(|c: char| c <= ' ');
    match url.find([':', '/', '?', '#']) {
        Some(at) if url.as_bytes()[at] == b':' => {
            let scheme: Vec<char> = url[..at]
                .chars()
                // Browsers drop tabs and line breaks inside an address.
                .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
                .collect();
            scheme.first().is_some_and(char::is_ascii_alphabetic)
                && scheme
                    .iter()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_an_address_leads() {
        assert_eq!(place("/a/"), Place::Here);
        assert_eq!(place("b.html?x=1:2"), Place::Here);
        assert_eq!(place("#top"), Place::Same);
        assert_eq!(place("https://x.com/a/status/1"), Place::Tweet);
        assert_eq!(place("https://notx.com/a/status/1"), Place::Elsewhere);
        assert_eq!(place("mailto:a@b.c"), Place::Elsewhere);
    }

    #[test]
    fn a_strangers_address_runs_nothing() {
        for url in [
            "javascript:alert(1)",
            " JaVaScRiPt:x",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            assert_eq!(safe(url, true), "", "{url:?}");
        }
        assert_eq!(safe("/a:b", true), "/a:b");
        assert_eq!(safe("https://a.b", true), "https://a.b");
    }

    #[test]
    fn rooted_addresses_go_below_the_base() {
        assert_eq!(below("/blog", "/a"), "/blog/a");
        assert_eq!(below("/blog", "/blog/a"), "/blog/a");
        assert_eq!(below("/blog", "/blogs"), "/blog/blogs");
        assert_eq!(below("/blog", "a"), "a");
    }
}
