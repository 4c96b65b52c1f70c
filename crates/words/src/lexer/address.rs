//! Web and mail addresses.

use super::prefix;

/// Domains that need no scheme and no path to be taken for an address. `x.ai` or `Node.js` are names, not addresses.
const PLAIN_DOMAINS: [&str; 8] = ["com", "org", "net", "cn", "gov", "edu", "io", "co"];

/// How far a bare address is looked for; a longer host name is not one.
const LONGEST_HOST: usize = 253;

/// The length of the address that `rest` begins with.
pub(super) fn url(rest: &str, fresh: bool) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| starts_with(rest, scheme));
    if let Some(scheme) = scheme {
        let length = extent(rest);
        return (length > scheme.len()).then_some(length);
    }
    (fresh && rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .then(|| bare(rest))
        .flatten()
}

/// `www.example.com`, `example.com/path`, `somebody@example.com`.
fn bare(rest: &str) -> Option<usize> {
    let host = prefix(&rest[..floor(rest, LONGEST_HOST)], |c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@')
    });
    let host = host.trim_end_matches(['.', '-', '_', '+', '@']);
    let (user, domain) = host.split_once('@').unwrap_or(("", host));
    let (name, top) = domain.rsplit_once('.')?;
    let named = !name.is_empty() && !name.contains(['@', '+']) && !name.starts_with('.');
    let top_is_word = (2..=12).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_alphabetic());
    if !named || !top_is_word {
        return None;
    }
    if !user.is_empty() {
        return Some(host.len());
    }
    let tail = &rest[host.len()..];
    let has_path =
        tail.starts_with('/') && tail[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let lower_top = top.bytes().all(|b| b.is_ascii_lowercase());
    if has_path && lower_top {
        Some(host.len() + extent(tail))
    } else if starts_with(host, "www.") || (PLAIN_DOMAINS.contains(&top) && name.len() > 1) {
        Some(host.len())
    } else {
        None
    }
}

/// Up to the first character that cannot be part of an address, without the punctuation that ends a sentence.
fn extent(rest: &str) -> usize {
    let run = prefix(rest, |c| {
        c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    });
    run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '*', '~'])
        .len()
}

fn starts_with(text: &str, ascii: &str) -> bool {
    text.get(..ascii.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(ascii))
}

/// The greatest character boundary not beyond `limit`.
fn floor(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
