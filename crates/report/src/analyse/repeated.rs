//! Whether an author recommends what is their own, by what only many tweets tell: the same address again and again, a name or a version
//! that nobody else has.
//!
//! It must not know the accounts of the gazetteer, whose word is news.

use super::news;
use super::reading::{Reading, Term};
use crate::tweet::Tweet;
use std::collections::{BTreeMap, BTreeSet};

/// A word that is no longer names nothing.
const SHORTEST: usize = 3;

/// Marks the tweets of those who put the same address below several of their own: they recommend what they make or sell.
pub(super) fn mark(readings: &mut [Reading<'_>]) {
    let mut uses: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate() {
        if reading.speaker.is_some() || reading.tweet.text.starts_with("RT @") {
            continue;
        }
        for link in links(&reading.tweet.text) {
            let used = uses
                .entry((reading.author.clone(), link.to_owned()))
                .or_default();
            if used.last() != Some(&i) {
                used.push(i);
            }
        }
    }
    for used in uses.into_values().filter(|used| used.len() > 1) {
        for i in used {
            readings[i].promotes = true;
        }
    }
    // Nor is it news what somebody passes on of their own.
    for reading in readings.iter_mut() {
        reading.near_advertising |=
            reading.tweet.text.starts_with("RT @") && !reading.is_passed_on();
    }
    mark_pets(readings);
    mark_releases(readings);
}

/// Marks what one author alone names again and again, speaking of their own part in it.
fn mark_pets(readings: &mut [Reading<'_>]) {
    let mut uses: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate() {
        for (term, used) in &reading.terms {
            if let Term::Word(word) = term
                && is_named(word, used.worth)
            {
                uses.entry(word).or_default().push(i);
            }
        }
    }
    let pets: BTreeSet<usize> = uses
        .into_values()
        .filter(|used| {
            let author = &readings[used[0]].author;
            let own =
                |i: &usize| readings[*i].speaker.is_none() && speaks_of_oneself(readings[*i].tweet);
            used.len() > 1
                && used.iter().all(|&i| readings[i].author == *author)
                && used.iter().any(own)
        })
        .flatten()
        .collect();
    for i in pets {
        readings[i].near_advertising = true;
    }
}

/// Marks what one author alone names again and again, giving it a version: nobody else keeps the notes of what nobody knows.
fn mark_releases(readings: &mut [Reading<'_>]) {
    let mut uses: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate() {
        let words = reading.terms.keys().filter_map(|term| match term {
            Term::Word(word) if word.len() > SHORTEST && word.is_ascii() => Some(word.as_str()),
            _ => None,
        });
        for word in words {
            uses.entry(word).or_default().push(i);
        }
    }
    let mut own: BTreeSet<usize> = BTreeSet::new();
    for (word, used) in uses.into_iter().filter(|(_, used)| used.len() > 1) {
        let author = &readings[used[0]].author;
        let alone = |i: &usize| {
            let reading = &readings[*i];
            reading.author == *author && reading.speaker.is_none() && !reading.is_passed_on()
        };
        let releases = |i: &usize| has_version(&readings[*i].tweet.text.to_lowercase(), word);
        if used.iter().all(alone) && used.iter().any(releases) {
            own.extend(used);
        }
    }
    for i in own {
        readings[i].promotes = true;
    }
}

/// How many characters may stand between a name and its version.
const BETWEEN: usize = 24;

/// Whether a text in lower case gives a version right after a word: figures with a point between.
fn has_version(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(at, _)| {
        let line = lower[at + word.len()..].lines().next().unwrap_or_default();
        let after: Vec<char> = line.chars().take(BETWEEN).collect();
        let point = |three: &[char]| {
            three[0].is_ascii_digit() && three[1] == '.' && three[2].is_ascii_digit()
        };
        after.windows(3).any(point) && !after.contains(&'%') && !after.contains(&'$')
    })
}

/// Whether a word is a name that the gazetteer does not have: with capitals, or with letters and figures.
fn is_named(word: &str, worth: u32) -> bool {
    let letters = word.bytes().any(|b| b.is_ascii_lowercase());
    let figures = word.bytes().any(|b| b.is_ascii_digit());
    word.len() > SHORTEST && letters && (worth >= 150 || (figures && worth >= 40))
}

/// Whether the author of a tweet speaks of themselves in it.
fn speaks_of_oneself(tweet: &Tweet) -> bool {
    let lower = tweet.text.to_lowercase();
    let we = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| matches!(word, "we" | "our" | "us"));
    !tweet.text.starts_with("RT @") && (we || news::is_personal(&tweet.text))
}

/// The addresses in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("https://").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|c: char| c.is_whitespace() || !c.is_ascii());
        rest[..end.unwrap_or(rest.len())].trim_end_matches([')', '.', ',', '"'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_it_ends() {
        let text = "样例（https://example.org/a）和 https://example.org/b。";
        let found: Vec<&str> = links(text).collect();
        assert_eq!(found, ["https://example.org/a", "https://example.org/b"]);
    }
}
