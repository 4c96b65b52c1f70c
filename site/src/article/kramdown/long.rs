//! Names of links whose addresses are pictures (`[a]: data:image/png;base64,…`): the parser puts in no more than 100 kB in the place of all
//! names of a text, so that nobody's names make a text grow without end; long addresses are held back from it.
//!
//! It must not know what an address leads to.

use super::super::text::whole_lines;
use comrak::nodes::{Node, NodeValue};

/// Begins the address that stands for a long one; of the private use area, so no text of an author's.
const OPEN: &str = "x:\u{f8f9}";

/// Addresses that are longer, in bytes, are held back.
const LONG: usize = 5_000;

/// More names than these may not stand for long addresses, and no more bytes of these come into a text than a page can have.
const MOST: usize = 1_000;
const MOST_BYTES: usize = 20_000_000;

/// The text without its long addresses, and these; `None` where it has none.
pub(super) fn held_back(body: &str) -> Option<(String, Vec<String>)> {
    if body.len() < LONG || !body.contains("]:") {
        return None;
    }
    let mut out = String::new();
    let mut addresses = Vec::new();
    let (mut done, mut at) = (0, 0);
    for line in whole_lines(body) {
        let begin = at;
        at += line.len();
        let is_name = line.len() > LONG && line.trim_start().starts_with('[');
        let Some((label, rest)) = line.split_once("]:").filter(|_| is_name) else {
            continue;
        };
        let address = rest.split_whitespace().next().unwrap_or_default();
        if address.len() < LONG || addresses.len() >= MOST {
            continue;
        }
        let blanks = rest.len() - rest.trim_start().len();
        let address_at = begin + label.len() + 2 + blanks;
        out.push_str(&body[done..address_at]);
        out.push_str(&format!("{OPEN}{}", addresses.len()));
        done = address_at + address.len();
        addresses.push(address.to_owned());
    }
    (done > 0).then(|| (out + &body[done..], addresses))
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
    fn long_addresses_are_held_back() {
        let long = format!("data:{}", "a".repeat(6_000));
        let (text, addresses) = held_back(&format!("![a]\n\n[a]: {long} \"b\"\n[c]: d\n")).unwrap();
        assert_eq!(text, "![a]\n\n[a]: x:\u{f8f9}0 \"b\"\n[c]: d\n");
        assert_eq!(addresses, [long]);
    }
}
