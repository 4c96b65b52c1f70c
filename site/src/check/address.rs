//! From an address in a page to a file of the site, as a static host (GitHub Pages) would find it.
//!
//! It must not know HTML. Resolving references is iri-string's, by RFC 3986 and 3987.

use super::Files;
use crate::address::ODD;
use iri_string::types::{IriAbsoluteStr, IriReferenceStr};
use percent_encoding::percent_decode_str;
use post::Text;

/// Where the site lives.
pub(super) struct Base {
    /// Scheme and host, without a final slash.
    origin: String,
    /// Path of the site's root on that host, without a final slash.
    root: String,
}

/// Where an address leads.
#[derive(Debug, PartialEq)]
pub(super) enum Address {
    /// To this site: the decoded path below its root, and the decoded fragment.
    Here {
        file: String,
        fragment: Option<String>,
    },
    /// To another site, a mail address, data in the address itself.
    Elsewhere,
}

impl Base {
    pub(super) fn new(url: &str, baseurl: &str) -> Self {
        // A site that has not said where it lives is checked as if it lived at a name nobody can own (RFC 2606).
        let origin = if url.is_empty() {
            "https://site.invalid"
        } else {
            url.trim_end_matches('/')
        };
        let root = baseurl.trim_matches('/');
        let root = if root.is_empty() {
            String::new()
        } else {
            format!("/{root}")
        };
        Self {
            origin: origin.to_owned(),
            root,
        }
    }

    /// Where `reference`, as written in the page at `from`, leads.
    pub(super) fn resolve(&self, from: &str, reference: &str) -> Result<Address, Text> {
        // Browsers take blanks and a few other characters that RFC 3987 does not: let them through as they do.
        // Brackets are as they should be only around a host that is a number of IPv6.
        let host = reference.find("//[").map(|at| at + 2);
        let host = host.filter(|at| !reference[..*at].contains(['?', '#']));
        let end = host.and_then(|at| Some(at + reference[at..].find(']')?));
        let reference: String = reference
            .char_indices()
            .filter(|(_, c)| !matches!(c, '\n' | '\t' | '\r'))
            .flat_map(|(at, c)| match c {
                '[' | ']' if end.is_some() && (Some(at) == host || Some(at) == end) => vec![c],
                ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => {
                    encoded(c)
                }
                c => vec![c],
            })
            .collect();
        let page: String = percent_encoding::utf8_percent_encode(from, PATH).to_string();
        let base = format!("{}{}/{page}", self.origin, self.root);
        let not_an_address =
            |why: &dyn std::fmt::Display| Text::new(why.to_string(), "不符合 RFC 3987");
        let base = IriAbsoluteStr::new(&base).map_err(|e| not_an_address(&e))?;
        let reference = IriReferenceStr::new(&reference).map_err(|e| not_an_address(&e))?;
        let target = reference.resolve_against(base).to_string();
        let Some(rest) = target.strip_prefix(&self.origin) else {
            return Ok(Address::Elsewhere);
        };
        if !(rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
            return Ok(Address::Elsewhere); // https://example.com.evil.org begins like https://example.com
        }
        let (rest, fragment) = rest
            .split_once('#')
            .map_or((rest, None), |(rest, f)| (rest, Some(decoded(f))));
        let path = decoded(rest.split('?').next().unwrap_or(rest));
        match path.strip_prefix(&self.root) {
            Some(below) if below.is_empty() || below.starts_with('/') => Ok(Address::Here {
                file: below.trim_start_matches('/').to_owned(),
                fragment,
            }),
            // Same host, outside the site's own folder: another project's pages.
            _ if !self.root.is_empty()
                && self.origin != "https://site.invalid"
                && reference.scheme_str().is_some() =>
            {
                Ok(Address::Elsewhere)
            }
            _ => Err(Text::new(
                format!("it does not begin with the site's baseurl `{}`", self.root),
                format!("没有以站点的 baseurl“{}”开头", self.root),
            )),
        }
    }
}

/// The file a static host serves for a path: the file itself, a folder's `index.html`, or the page without `.html`.
pub(super) fn file_for<'a>(path: &str, files: &Files<'a>) -> Option<&'a str> {
    let key = |candidate: &str| files.get_key_value(candidate).map(|(key, _)| *key);
    if path.is_empty() || path.ends_with('/') {
        return key(&format!("{path}index.html"));
    }
    key(path)
        .or_else(|| key(&format!("{path}/index.html")))
        .or_else(|| key(&format!("{path}.html")))
}

/// Characters of a file's path that must be encoded in an address.
const PATH: &percent_encoding::AsciiSet = &ODD.add(b'#').add(b'%').add(b'?').add(b'[').add(b']');

fn encoded(c: char) -> Vec<char> {
    format!("%{:02X}", c as u32).chars().collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(file: &str, fragment: Option<&str>) -> Address {
        Address::Here {
            file: file.into(),
            fragment: fragment.map(str::to_owned),
        }
    }

    #[test]
    fn addresses_lead_where_a_browser_would_go() {
        let base = Base::new("https://me.example", "/blog");
        let from = "2025/12/04/报告.html";
        for (reference, expected) in [
            ("../05/b.html#一", here("2025/12/05/b.html", Some("一"))),
            ("/blog/tags/%E5%BC%80%E6%BA%90/", here("tags/开源/", None)),
            ("/blog/", here("", None)),
            ("#a%20b", here("2025/12/04/报告.html", Some("a b"))),
            ("https://me.example/blog/x.jpg?v=1", here("x.jpg", None)),
            ("https://me.example/other/", Address::Elsewhere),
            ("https://me.example.evil.test/blog/", Address::Elsewhere),
            ("//cdn.example/x.js", Address::Elsewhere),
            ("http://[::1]:80/x[1]?y=[2]", Address::Elsewhere),
            ("x[1].html", here("2025/12/04/x[1].html", None)),
            ("mailto:a@b.example", Address::Elsewhere),
            ("data:image/png;base64,AA==", Address::Elsewhere),
        ] {
            assert_eq!(base.resolve(from, reference), Ok(expected), "{reference}");
        }
        assert!(
            base.resolve(from, "/tags/").is_err(),
            "a link that forgot the baseurl"
        );
    }
}
