//! What an author of a blog has to say about advertising: where its levels begin, whom it never is, whom it always is.
//!
//! It must not know how a tweet is weighed, nor how the configuration spells the wishes.

use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// Where the levels begin, and the lists that go before every judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// In thousandths: what scores more is advertising.
    pub advertising: i32,
    /// In thousandths: what scores at least this, and sells a little, is self-promotion.
    pub self_promotion: i32,
    /// What is never advertising. It goes before `block`.
    pub allow: List,
    /// What always is.
    pub block: List,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            advertising: 0,
            self_promotion: -270,
            allow: List::default(),
            block: List::default(),
        }
    }
}

impl Rules {
    /// A name for these rules: other rules have another one.
    pub fn name(&self) -> String {
        format!("{:016x}", xxh3_64(format!("{self:?}").as_bytes()))
    }
}

/// Accounts, domains and words, all in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    handles: BTreeSet<String>,
    domains: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl List {
    /// Adds an account, with or without `@`.
    pub fn add_handle(&mut self, handle: &str) {
        let handle = handle.trim().trim_start_matches('@').to_lowercase();
        self.handles
            .extend(Some(handle).filter(|it| !it.is_empty()));
    }

    /// Adds a domain; its subdomains are meant, too. An address is taken by its domain.
    pub fn add_domain(&mut self, domain: &str) {
        let domain = domain.trim().to_lowercase();
        let domain = domain
            .split_once("://")
            .map_or(domain.as_str(), |(_, rest)| rest);
        let domain = domain
            .split(['/', ':', '?', '#'])
            .next()
            .unwrap_or_default();
        let domain = domain.trim_start_matches("*.").trim_start_matches("www.");
        self.domains
            .extend(Some(domain.to_owned()).filter(|it| !it.is_empty()));
    }

    /// Adds a word or a phrase, wherever it stands in a text.
    pub fn add_word(&mut self, word: &str) {
        let word = word.trim().to_lowercase();
        self.words.extend(Some(word).filter(|it| !it.is_empty()));
    }

    /// Adds what is told by its look: `@handle`, a domain (`example.com`), or else a word.
    pub fn add(&mut self, entry: &str) {
        let entry = entry.trim();
        let is_domain = entry.contains("://")
            || entry.split_once('.').is_some_and(|(name, end)| {
                let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
                let end = end.split('/').next().unwrap_or_default();
                let last = end.rsplit('.').next().unwrap_or_default();
                !name.is_empty()
                    && name.chars().chain(end.chars()).all(part)
                    && last.len() >= 2
                    && last.chars().all(|c| c.is_ascii_alphabetic())
            });
        match entry.strip_prefix('@') {
            Some(handle) => self.add_handle(handle),
            None if is_domain => self.add_domain(entry),
            None => self.add_word(entry),
        }
    }

    /// Whether an account, an address in the text or a word of it is listed. Both are in lower case.
    pub(super) fn has(&self, handle: &str, text: &str) -> bool {
        self.handles.contains(handle)
            || self.words.iter().any(|word| has_word(text, word))
            || (!self.domains.is_empty() && hosts(text).any(|host| self.has_domain(host)))
    }

    fn has_domain(&self, host: &str) -> bool {
        let ends = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        std::iter::once(host)
            .chain(ends)
            .any(|end| self.domains.contains(end))
    }
}

/// Whether a text has a word: `ad` is not in `had`, but 广告 is in 看广告吗.
fn has_word(text: &str, word: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (begins, ends) = (latin(word.chars().next()), latin(word.chars().next_back()));
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !(begins && latin(before) || ends && latin(after))
    })
}

/// The hosts of the addresses in a text.
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    text.split("://").skip(1).map(|rest| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.')));
        let host = &rest[..end.unwrap_or(rest.len())];
        host.trim_end_matches('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_by_their_look() {
        let mut list = List::default();
        for entry in [
            "@Sample_Shop",
            "example.com",
            "https://www.demo.org/buy?x=1",
            "加微信",
            "ad",
        ] {
            list.add(entry);
        }
        for (handle, text, listed) in [
            ("sample_shop", "hello", true),
            ("sample_shopper", "hello", false),
            ("a", "see https://shop.example.com/x", true),
            ("a", "see https://notexample.com/x", false),
            ("a", "at http://demo.org.", true),
            ("a", "想买的加微信吧", true),
            ("a", "i had it", false),
            ("a", "this is an ad.", true),
        ] {
            assert_eq!(list.has(handle, text), listed, "{handle}: {text}");
        }
    }
}
