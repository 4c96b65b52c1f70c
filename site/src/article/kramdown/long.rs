//! Names of links whose addresses are long, or used often: the parser puts no more bytes in the place of all names of a text than the text
//! itself has, and no more than 100 kB, so that nobody's names make a text grow without end. Where that could be too few, addresses are
//! held back from it.
//!
//! It must not know what an address leads to.

use super::super::standing::{Standing, Stands};
use super::super::text::whole_lines;
use comrak::nodes::{Node, NodeValue};

/// Begins the address that stands for a long one; of the private use area, so no text of an author's.
const OPEN: &str = "x:\u{f8f9}";

/// What the parser puts in the place of names at most, in bytes, however long the text is.
const FEWEST: usize = 100_000;

/// Addresses that are shorter, in bytes, are not held back.
const SHORT: usize = 24;

/// More names than these may not stand for long addresses, and no more bytes of these come into a text than a page can have.
const MOST: usize = 1_000;
const MOST_BYTES: usize = 20_000_000;

/// The text without its long addresses, and these; `None` where all of them are few enough.
pub(super) fn held_back(body: &str) -> Option<(String, Vec<String>)> {
    if !body.contains("]:") || !are_many(body) {
        return None;
    }
    let mut out = String::new();
    let mut addresses = Vec::new();
    let (mut done, mut at) = (0, 0);
    let mut standing = Standing::default();
    let mut after_definition = false;
    for line in whole_lines(body) {
        let begin = at;
        at += line.len();
        let begins = match standing.of(line) {
            Stands::Text { after_text } => !after_text || after_definition,
            _ => false,
        };
        let found = parts(line).filter(|_| begins);
        after_definition = found.is_some();
        let Some((address_at, address)) = found else {
            continue;
        };
        let length = address.len();
        if length < SHORT || addresses.len() >= MOST || !is_plain(&line[address_at..], length) {
            continue;
        }
        out.push_str(&body[done..begin + address_at]);
        out.push_str(&format!("{OPEN}{}", addresses.len()));
        done = begin + address_at + length;
        addresses.push(address.to_owned());
    }
    (done > 0).then(|| (out + &body[done..], addresses))
}

/// Whether there could be more than the parser puts in, if all brackets were names of the longest address.
fn are_many(body: &str) -> bool {
    let longest = whole_lines(body).filter_map(parts);
    let longest = longest.map(|(_, address)| address.len()).max();
    let names = memchr::memchr_iter(b'[', body.as_bytes()).count();
    longest.is_some_and(|longest| longest.saturating_mul(names) > body.len().min(FEWEST))
}

/// Where the address stands in a line that says where a name leads, and the address.
fn parts(line: &str) -> Option<(usize, &str)> {
    let bare = line.trim_start_matches(' ').strip_prefix('[')?;
    let (label, rest) = bare.split_once("]:")?;
    let is_name = !label.starts_with('^') && !label.contains(['[', ']']);
    let address = rest.split_whitespace().next().filter(|_| is_name)?;
    let blanks = rest.len() - rest.trim_start().len();
    Some((line.len() - rest.len() + blanks, address))
}

/// Whether an address of this length is written as it is read, with nothing behind it but a title.
fn is_plain(text: &str, length: usize) -> bool {
    let (address, behind) = text.split_at(length);
    let behind = behind.trim();
    let is_coded = address.contains('&') && address.contains(';');
    let is_alone = behind.is_empty() || behind.starts_with(['"', '\'', '(']);
    is_alone && !is_coded && !address.contains(['<', '>', '\\'])
}

/// Puts the addresses back where links and pictures lead to them.
pub(super) fn put_back(root: Node<'_>, addresses: &[String]) {
    if addresses.is_empty() {
        return;
    }
    let mut left = MOST_BYTES;
    for node in root.descendants() {
        let (NodeValue::Link(link) | NodeValue::Image(link)) = &mut node.data_mut().value else {
            continue;
        };
        let number = link
            .url
            .strip_prefix(OPEN)
            .and_then(|n| n.parse::<usize>().ok());
        if let Some(address) = number.and_then(|number| addresses.get(number)) {
            match left.checked_sub(address.len()) {
                Some(fewer) => {
                    left = fewer;
                    link.url.clone_from(address);
                }
                None => link.url.clear(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::held_back;

    #[test]
    fn so_are_those_that_many_names_stand_for_but_not_in_code() {
        let address = "http://example.org/a/long/path";
        let text = format!(
            "{}\n[a]: {address}\n\n```\n[a]: {address}\n```\n",
            "[a]".repeat(9)
        );
        let held = format!("{}\n\n[a]: {address}\n", "[a]".repeat(9));
        assert!(held_back(&text).is_none());
        let (text, addresses) = held_back(&held).unwrap();
        assert!(text.ends_with("[a]: x:\u{f8f9}0\n"), "{text}");
        assert_eq!(addresses, [address]);
    }

    #[test]
    fn long_addresses_are_held_back() {
        let long = format!("data:image/png;base64,{}", "a".repeat(6_000));
        let (text, addresses) = held_back(&format!("![a]\n\n[a]: {long} \"b\"\n[c]: d\n")).unwrap();
        assert_eq!(text, "![a]\n\n[a]: x:\u{f8f9}0 \"b\"\n[c]: d\n");
        assert_eq!(addresses, [long]);
    }
}
