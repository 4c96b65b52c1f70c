//! The tweets of a dataset as evidence: found by link, asked for words, numbers and names.
//!
//! It must not know Markdown.

use super::finding;
use super::number::{self, Numbers};
use super::unit::Link;
use crate::analyse;
use crate::compose::escape;
use crate::dataset::Dataset;
use crate::tweet::Tweet;
use chrono::{Datelike, NaiveDate, Timelike};
use post::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// What a link leads to.
pub(super) enum Known {
    /// A page that is no tweet.
    Elsewhere,
    /// A tweet of the dataset.
    Tweet(usize),
    /// A tweet that is not what the link says, or no evidence.
    Wrong(Box<Diagnostic>),
}

/// A name in a text.
pub(super) struct Name {
    /// As it is written.
    pub(super) shown: String,
    /// Its entity in the gazetteer.
    entity: Option<usize>,
}

impl Name {
    /// A word with a capital, a digit or a sign that the gazetteer does not have.
    pub(super) fn is_word(&self) -> bool {
        self.entity.is_none()
    }

    /// Whether both name the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self.entity, other.entity) {
            (Some(one), Some(another)) => one == another,
            _ => self.shown == other.shown,
        }
    }

    /// A subject rather than a name.
    pub(super) fn is_subject(&self) -> bool {
        self.entity.is_some_and(analyse::is_subject)
    }
}

/// The tweets of one dataset.
pub(super) struct Sources<'a> {
    dataset: &'a Dataset,
    tweets: &'a [Tweet],
    by_id: BTreeMap<&'a str, usize>,
    by_url: BTreeMap<&'a str, usize>,
    texts: Vec<String>,
    numbers: Vec<Numbers>,
    entities: Vec<BTreeSet<usize>>,
    words: Vec<BTreeSet<String>>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(dataset: &'a Dataset, tweets: &'a [Tweet]) -> Self {
        let index = || tweets.iter().enumerate();
        Self {
            dataset,
            tweets,
            by_id: index().map(|(i, tweet)| (tweet.id.as_str(), i)).collect(),
            by_url: index()
                .filter_map(|(i, tweet)| Some((tweet.url.as_deref()?, i)))
                .collect(),
            texts: tweets.iter().map(|tweet| squeezed(&tweet.text)).collect(),
            numbers: tweets
                .iter()
                .map(|tweet| number::read(&tweet.text))
                .collect(),
            entities: tweets
                .iter()
                .map(|tweet| {
                    analyse::entities(&tweet.text)
                        .into_iter()
                        .map(|(_, entity)| entity)
                        // A company's own account speaks in its name.
                        .chain(analyse::speaker(&tweet.author.handle))
                        .collect()
                })
                .collect(),
            words: tweets
                .iter()
                .map(|tweet| content(&tweet.text).into_iter().collect())
                .collect(),
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.tweets.len()
    }

    pub(super) fn handle(&self, tweet: usize) -> &str {
        &self.tweets[tweet].author.handle
    }

    pub(super) fn text(&self, tweet: usize) -> &str {
        &self.tweets[tweet].text
    }

    /// The tweet's time of day in the dataset's zone.
    pub(super) fn time(&self, tweet: usize) -> Option<(u32, u32)> {
        let time = self.tweets[tweet]
            .time?
            .with_timezone(&self.dataset.window.zone());
        Some((time.hour(), time.minute()))
    }

    pub(super) fn in_window(&self, year: Option<u32>, month: u32, day: u32) -> bool {
        let window = &self.dataset.window;
        let years = window.from.year()..=window.to.year();
        years
            .filter(|y| year.is_none_or(|year| i64::from(year) == i64::from(*y)))
            .filter_map(|y| NaiveDate::from_ymd_opt(y, month, day))
            .any(|date| window.from <= date && date <= window.to)
    }

    /// What a link leads to, and whether it is what it says.
    pub(super) fn resolve(&self, link: &Link) -> Known {
        let wrong = |found: Diagnostic| Known::Wrong(Box::new(found));
        if let Some(id) = link.address.strip_prefix("^t:") {
            return match self.by_id.get(id) {
                Some(tweet) => self.judge(*tweet, link, None),
                None => wrong(finding::no_evidence(id)),
            };
        }
        let (handle, id) = match status(&link.address) {
            Some(status) => status,
            None => {
                return match self.by_url.get(link.address.as_str()) {
                    Some(tweet) => self.judge(*tweet, link, None),
                    None if link.label.starts_with('@') => wrong(finding::bad_link(&link.address)),
                    None if link.address.contains("/status/") => {
                        wrong(finding::bad_link(&link.address))
                    }
                    None => Known::Elsewhere,
                };
            }
        };
        match self.by_id.get(id) {
            Some(tweet) => self.judge(*tweet, link, Some(handle)),
            None => wrong(finding::no_evidence(id)),
        }
    }

    fn judge(&self, tweet: usize, link: &Link, handle: Option<&str>) -> Known {
        let author = self.handle(tweet);
        let named = link.label.strip_prefix('@').map(str::trim);
        // `i` and `web` stand in addresses that name nobody.
        let strange = [
            handle.filter(|handle| !matches!(*handle, "i" | "web")),
            named,
        ]
        .into_iter()
        .flatten()
        .find(|name| !author.is_empty() && !name.eq_ignore_ascii_case(author));
        if let Some(name) = strange {
            return Known::Wrong(Box::new(finding::other_author(name, author)));
        }
        match self.tweets[tweet].time {
            Some(time) if !self.dataset.window.contains(time) => Known::Wrong(Box::new(
                finding::outside(author, time.with_timezone(&self.dataset.window.zone())),
            )),
            _ => Known::Tweet(tweet),
        }
    }

    /// Whether a tweet has these words, verbatim but for white space; `…` stands for words left out.
    pub(super) fn has_words(&self, tweet: usize, words: &str) -> bool {
        let words = squeezed(words).replace("...", "…");
        let mut rest = self.texts[tweet].as_str();
        words.split('…').all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        }) && words.chars().any(char::is_alphanumeric)
    }

    /// The numbers of some tweets.
    pub(super) fn numbers(&self, tweets: &BTreeSet<usize>) -> Vec<&Numbers> {
        tweets.iter().map(|tweet| &self.numbers[*tweet]).collect()
    }

    /// Whether any tweet has this number.
    pub(super) fn anywhere(&self, number: &str) -> bool {
        self.numbers
            .iter()
            .any(|known| known.numbers.iter().any(|(n, _)| n == number))
    }

    /// The symbols on exchanges of the companies a text names.
    pub(super) fn symbols(&self, text: &str) -> String {
        let named = analyse::entities(text).into_iter();
        named
            .filter_map(|(_, entity)| analyse::symbol(entity))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The names in a text: those of the gazetteer, words with a capital, with a digit, with a sign.
    pub(super) fn names_of(&self, text: &str) -> Vec<Name> {
        let mentions = analyse::entities(text);
        let symbols = words::fold(&self.symbols(text));
        let inside = |at: usize| mentions.iter().any(|(range, _)| range.contains(&at));
        let mut names: Vec<Name> = mentions
            .iter()
            .filter(|(range, _)| !symbols.contains(&words::fold(&text[range.clone()])))
            .map(|(range, entity)| Name {
                shown: text[range.clone()].to_owned(),
                entity: Some(*entity),
            })
            .collect();
        for token in words::tokens(text) {
            let at = token.text.as_ptr() as usize - text.as_ptr() as usize;
            let capital = token.text.chars().any(char::is_uppercase);
            let named = match token.kind {
                words::Kind::Latin => capital && token.text.len() > 1,
                words::Kind::Name | words::Kind::Cashtag | words::Kind::Hashtag => true,
                _ => false,
            };
            if named
                && !inside(at)
                && !is_frame(token.text)
                && !symbols.contains(&words::fold(token.text))
            {
                names.push(Name {
                    shown: token.text.to_owned(),
                    entity: None,
                });
            }
        }
        names
    }

    /// Whether a tweet has a name in one of its spellings.
    pub(super) fn mentions(&self, tweet: usize, name: &Name) -> bool {
        // A digit makes folding drop the hyphens of versions.
        let folded = |text: &str| squeezed(&words::fold(&format!("0{text}")))[1..].to_owned();
        let text = folded(&self.tweets[tweet].text);
        let plain = folded(name.shown.trim_matches(['#', '$']));
        let version = name
            .shown
            .split([' ', '-'])
            .filter(|part| part.bytes().any(|b| b.is_ascii_digit()))
            .all(|part| text.contains(&folded(part)));
        let known = version
            && name
                .entity
                .is_some_and(|entity| self.entities[tweet].contains(&entity));
        known || text.contains(&plain)
    }

    /// Whether a tweet has a word, folded.
    pub(super) fn says(&self, tweet: usize, word: &str) -> bool {
        self.words[tweet].contains(word) || words::fold(&self.tweets[tweet].text).contains(word)
    }

    /// Whether a tweet speaks of an account, as in `@handle`.
    pub(super) fn addresses(&self, tweet: usize, handle: &str) -> bool {
        handles(&self.tweets[tweet].text)
            .iter()
            .any(|named| named.eq_ignore_ascii_case(handle))
    }

    /// Whether a tweet and a text have a name or a word in common.
    pub(super) fn shares(&self, tweet: usize, text: &str) -> bool {
        let entities = analyse::entities(text);
        entities
            .iter()
            .any(|(_, entity)| self.entities[tweet].contains(entity))
            || content(text)
                .iter()
                .any(|word| self.words[tweet].contains(word))
    }
}

/// The accounts that a text names with `@`; the sign inside an address of mail is none.
pub(super) fn handles(text: &str) -> Vec<&str> {
    let sign = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let at = text.match_indices(['@', '＠']);
    at.filter(|(at, _)| !text[..*at].ends_with(|c: char| sign(c) || c == '.'))
        .map(|(at, mark)| {
            let rest = &text[at + mark.len()..];
            &rest[..rest.find(|c| !sign(c)).unwrap_or(rest.len())]
        })
        .filter(|handle| handle.len() > 1)
        .collect()
}

/// Words of the program's own sentences that look like names.
fn is_frame(word: &str) -> bool {
    matches!(word, "Twitter" | "Ai" | "AI" | "X")
}

/// The words of a text that say something, in order.
pub(super) fn content(text: &str) -> Vec<String> {
    let lexicon = analyse::lexicon();
    let tokens = lexicon
        .tokens(text)
        .into_iter()
        .filter(|token| token.kind.is_word());
    tokens
        .map(|token| words::fold(token.text.trim_matches(['#', '＃'])))
        .filter(|word| word.chars().nth(1).is_some() && !lexicon.stop_word(word))
        .collect()
}

/// A text as it is compared: no white space, nothing that cannot be seen, marks of omission as one.
fn squeezed(text: &str) -> String {
    escape::fold(text).split_whitespace().collect()
}

/// Handle and id of the address of a tweet.
fn status(address: &str) -> Option<(&str, &str)> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let rest = rest
        .strip_prefix("www.")
        .or_else(|| rest.strip_prefix("mobile."))
        .unwrap_or(rest);
    let rest = rest
        .strip_prefix("x.com/")
        .or_else(|| rest.strip_prefix("twitter.com/"))?;
    let rest = rest
        .strip_prefix("i/")
        .map_or(rest, |web| if web.starts_with("web/") { web } else { rest });
    let (handle, id) = rest.split_once("/status/")?;
    let id = id.split(['?', '#', '/']).next()?;
    let plain = !handle.is_empty()
        && handle
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !id.is_empty()
        && id.bytes().all(|b| b.is_ascii_digit());
    plain.then_some((handle, id))
}
