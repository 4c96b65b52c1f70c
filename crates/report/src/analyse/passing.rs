//! Whether a name that stands in a tweet is what the tweet speaks of: it may only be where the words come from, what should be left for
//! something else, or one of many.
//!
//! It must not know what is made of the names.

use super::gazetteer::{EntityKind, Gazetteer, Mention};
use post::yaml;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lists of words, from `data/passing.yaml`.
#[derive(Default, Deserialize)]
struct Words {
    sources: Vec<String>,
    left: Vec<String>,
    instead: Vec<String>,
    digests: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| yaml::from_str(include_str!("../../data/passing.yaml")).unwrap_or_default());

/// From so many names on a tweet runs through the news of the day.
const MANY: usize = 6;

/// A tweet that runs through the news of the day: it belongs to no story and says nothing of its own.
pub(super) fn is_digest(text: &str, mentions: &[Mention], names: &Gazetteer) -> bool {
    let things = mentions
        .iter()
        .map(|mention| mention.entity)
        .filter(|&entity| names.entity(entity).kind != EntityKind::Theme);
    let title = text.strip_prefix('【').unwrap_or(text);
    things.collect::<BTreeSet<usize>>().len() >= MANY
        || WORDS
            .digests
            .iter()
            .any(|mark| title.starts_with(mark.as_str()))
}

/// Whether a name only tells where the words come from, as in `From Grok:` or `来自 ChatGPT：`.
pub(super) fn is_source(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.start].trim_end().to_lowercase();
    let after = text[mention.end..].trim_start_matches([' ', '\t']);
    ends(&WORDS.sources, &before)
        && (after.is_empty() || after.starts_with([':', '：', '\n', '）', ')']))
}

/// Whether a name only stands for what somebody should not do instead: `skip Netflix tonight`.
pub(super) fn is_set_aside(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.start].trim_end().to_lowercase();
    let last = |word: &str| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let few = before.split_whitespace().rev().take(6);
    let near: Vec<&str> = few.collect::<Vec<_>>().into_iter().rev().collect();
    let near = near.join(" ");
    WORDS.left.iter().any(|word| last(word))
        || WORDS
            .instead
            .iter()
            .any(|words| near.contains(words.as_str()))
}

fn ends(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.ends_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::gazetteer::shipped;

    #[test]
    fn no_list_is_empty() {
        for list in [&WORDS.sources, &WORDS.left, &WORDS.instead, &WORDS.digests] {
            assert!(!list.is_empty());
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
    }

    #[test]
    fn a_name_may_stand_for_something_else() {
        for (text, source, aside) in [
            ("来自 ChatGPT：天空是蓝的", true, false),
            ("ChatGPT 说天空是蓝的", false, false),
            ("Skip Netflix tonight", false, true),
            ("Instead of an hour of Netflix, read a book", false, true),
            ("今晚不看 Netflix", false, true),
            ("Netflix raises its prices", false, false),
        ] {
            let names = shipped().find(text);
            let found = (is_source(text, &names[0]), is_set_aside(text, &names[0]));
            assert_eq!(found, (source, aside), "{text}");
        }
    }
}
