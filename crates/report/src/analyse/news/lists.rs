//! What the words of a tweet show by themselves: that something happened, that somebody chats, calls or speaks of themselves. The
//! words stand in `data/news.yaml`.
//!
//! It must not know sentences, names or scores.

use aho_corasick::{AhoCorasick, MatchKind};
use post::yaml;
use serde::Deserialize;
use std::sync::LazyLock;

/// Lists of words.
#[derive(Default, Deserialize)]
pub(super) struct Lists {
    reports: Vec<String>,
    signs: Vec<String>,
    steps: Vec<String>,
    pub(super) behind_a_deed: Vec<String>,
    asks: Vec<String>,
    feels: Vec<String>,
    calls: Vec<String>,
    places: Vec<String>,
    pub(super) saying: Vec<String>,
    pub(super) hollow: Vec<String>,
    pub(super) openers: Vec<String>,
    own: Vec<String>,
    pub(super) asking: Vec<String>,
    pub(super) when: Vec<String>,
    pub(super) halves: Vec<String>,
    pub(super) works: Vec<String>,
    bylines: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) tales: Vec<String>,
    pub(super) goes_on: Vec<String>,
    pub(super) common: Vec<String>,
    pub(super) hands_on: Vec<String>,
    prompts: Vec<String>,
    reader: Vec<String>,
    writer: Vec<String>,
    builds: Vec<String>,
    offered: Vec<String>,
    praised: Vec<String>,
    pub(super) only_a_kind: Vec<String>,
    pub(super) spans: Vec<String>,
    pub(super) spans_not: Vec<String>,
    pub(super) joints: Vec<String>,
    pub(super) credits_last: Vec<String>,
    pub(super) credits_first: Vec<String>,
}

/// The lists, some of them made ready to be searched for.
pub(super) struct Marks {
    pub(super) reports: Matcher,
    pub(super) signs: Matcher,
    pub(super) steps: Matcher,
    pub(super) asks: Matcher,
    pub(super) feels: Matcher,
    calls: Matcher,
    pub(super) lists: Lists,
}

/// What ships.
pub(super) static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let lists: Lists = yaml::from_str(include_str!("../../../data/news.yaml")).unwrap_or_default();
    Marks {
        reports: Matcher::of(&lists.reports),
        signs: Matcher::of(&lists.signs),
        steps: Matcher::of(&lists.steps),
        asks: Matcher::of(&lists.asks),
        feels: Matcher::of(&lists.feels),
        calls: Matcher::of(&lists.calls),
        lists,
    }
});

/// Finds any of some words.
pub(super) struct Matcher(Option<AhoCorasick>);

impl Matcher {
    fn of(words: &[String]) -> Self {
        let built = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(words);
        Self(built.ok())
    }

    /// Whether a text has one of the words; a Latin one where a word begins.
    pub(super) fn finds(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// From where to where the words stand in a text.
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let found = self
            .0
            .iter()
            .flat_map(move |all| all.find_overlapping_iter(text));
        found
            .map(|found| (found.start(), found.end()))
            .filter(move |(start, _)| {
                !(latin(text[*start..].chars().next()) && latin(text[..*start].chars().next_back()))
            })
    }
}

/// Whether words tell that something happened, or show at least that they are about such.
pub(in crate::analyse) fn reports(words: &str) -> bool {
    MARKS.reports.finds(words) || MARKS.signs.finds(words) || MARKS.steps.finds(words)
}

/// Whether two texts have a word for a deed in common.
pub(in crate::analyse) fn same_deed(a: &str, b: &str) -> bool {
    let lower = b.to_lowercase();
    let mut deeds = MARKS.reports.places(a);
    deeds.any(|(from, to)| lower.contains(&a[from..to].to_lowercase()))
}

/// Whether words say how somebody feels, or ask.
pub(in crate::analyse) fn chats(words: &str) -> bool {
    MARKS.feels.finds(words) || MARKS.asks.finds(words)
}

/// Whether a text calls on its readers to buy, join, enrol or write to somebody.
pub(in crate::analyse) fn calls(text: &str) -> bool {
    MARKS.calls.finds(text)
}

/// Whether a text says where something can be had now and praises it in the same breath, as those do who are paid for it.
pub(in crate::analyse) fn touts(text: &str) -> bool {
    let lower = text.to_lowercase();
    has(&MARKS.lists.offered, &lower) && has(&MARKS.lists.praised, &lower)
}

/// Whether a text tells of what its author made, in words of their own.
pub(in crate::analyse) fn builds(text: &str) -> bool {
    let lower = text.to_lowercase();
    let quoted = |at: usize| {
        let before = &lower[..at];
        before.matches('“').count() > before.matches('”').count()
            || before.matches('"').count() % 2 == 1
    };
    let mut words = MARKS.lists.builds.iter();
    words.any(|word| {
        let mut found = lower.match_indices(word.as_str());
        found.any(|(at, _)| {
            let begins = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            begins && !quoted(at)
        })
    })
}

/// Whether English words are nearly all in capitals, as those of who shouts.
pub(in crate::analyse) fn shouts(words: &str) -> bool {
    let letters = words.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = words.bytes().filter(u8::is_ascii_uppercase).count();
    letters > 12 && capitals * 5 > letters * 3
}

/// Whether a text is the title of something to watch, with its tags in a row behind bars.
pub(in crate::analyse) fn is_tagged(text: &str) -> bool {
    text.matches(['|', '｜']).count() > 1
}

/// Whether words tell a tale, of long ago or of what is only imagined.
pub(in crate::analyse) fn is_a_tale(words: &str) -> bool {
    has(&MARKS.lists.tales, &words.to_lowercase())
}

/// Whether words speak to their reader.
pub(in crate::analyse) fn addresses(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.contains(['你', '您']) || has_word(&MARKS.lists.reader, &lower)
}

/// Whether a phrase is a place or a greeting rather than the name of a story.
pub(in crate::analyse) fn is_place(phrase: &str) -> bool {
    phrase.chars().count() < 4
        || MARKS
            .lists
            .places
            .iter()
            .any(|place| place.eq_ignore_ascii_case(phrase))
}

/// Where the words begin that are meant for a machine which draws or writes, with the line that says so: `Prompt:`.
pub(in crate::analyse) fn prompt(text: &str) -> Option<usize> {
    text.match_indices('\n').map(|(at, _)| at + 1).find(|&at| {
        let line = text[at..].lines().next().unwrap_or_default();
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = line
            .split([':', '：', '{', '👇', '⬇', '↓'])
            .next()
            .unwrap_or_default();
        let lower = bare.trim().to_lowercase();
        MARKS.lists.prompts.contains(&lower)
    })
}

/// Whether words only say who wrote something, when and where.
pub(in crate::analyse) fn is_byline(words: &str) -> bool {
    let lower = words.to_lowercase();
    let lists = &MARKS.lists;
    lists
        .bylines
        .iter()
        .any(|start| lower.starts_with(start.as_str()))
}

/// Whether a text is about the one who writes it.
pub(in crate::analyse) fn is_personal(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lists = &MARKS.lists;
    lower.contains(['我', '俺', '咱']) || has(&lists.own, &lower) || has_word(&lists.writer, &lower)
}

/// Whether a text in lower case has one of some words as a whole.
fn has_word(list: &[String], lower: &str) -> bool {
    lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .any(|word| list.iter().any(|one| one == word))
}

/// Whether a text has one of some words.
pub(super) fn has(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a text ends with one of some words.
pub(super) fn ends(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.ends_with(word.as_str()))
}
