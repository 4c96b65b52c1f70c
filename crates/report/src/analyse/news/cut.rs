//! Where words may begin and end that are cut out of a sentence: what only says that news follows is left out, and half a sentence
//! is told as such.
//!
//! It must not know names, nor what the words are wanted for.

use super::lists::{MARKS, ends, has};
use crate::analyse::sentences::width;

/// Whether words only say whose words stand before them: `former chair says`.
pub(in crate::analyse) fn credits(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let lists = &MARKS.lists;
    width(bare) <= 70
        && (ends(&lists.credits_last, bare)
            || lists
                .credits_first
                .iter()
                .any(|word| bare.starts_with(word.as_str())))
}

/// Whether words go on after a name with what somebody says.
pub(in crate::analyse) fn begins_saying(after: &str) -> bool {
    let after = after.trim_start();
    let mut saying = MARKS.lists.saying.iter().map(|word| word.trim_start());
    let says = after.strip_prefix('说');
    says.is_some_and(|rest| !rest.starts_with(['到', '起', '过', '服']))
        || saying.any(|word| after.starts_with(word))
}

/// Whether words say over which time a figure was counted.
pub(in crate::analyse) fn spans(words: &str) -> bool {
    let rare = MARKS.lists.spans_not.iter();
    let lower = rare.fold(words.to_lowercase(), |text, word| text.replace(word, " "));
    has(&MARKS.lists.spans, &lower)
}

/// Where English words may be cut, because what follows tells of the circumstances.
pub(in crate::analyse) fn joints(words: &str) -> Vec<usize> {
    let mut found: Vec<usize> = MARKS
        .lists
        .joints
        .iter()
        .flat_map(|joint| words.match_indices(joint.as_str()))
        .map(|(at, _)| at)
        .collect();
    found.sort_unstable();
    found
}

/// Whether words break off where something is still to come.
pub(in crate::analyse) fn breaks_off(words: &str) -> bool {
    ends(&MARKS.lists.halves, &words.to_lowercase())
}

/// Whether words that were cut after a clause are only half of what they say.
pub(in crate::analyse) fn is_half(words: &str) -> bool {
    let lists = &MARKS.lists;
    let lower = words.to_lowercase();
    // `the cheaper, faster model` is no end of a clause.
    let listed = lower.split(' ').rev().take(3).any(|word| word == "and");
    let latin = !words.chars().any(words::is_han);
    ends(&lists.when, words)
        || ends(&lists.saying, words)
        || ends(&lists.halves, &lower)
        || words.ends_with(['的', '是', '、'])
        || (latin && listed)
        || announces(words)
}

/// Whether what a clause is about stands behind it: it ends with who tells whom.
pub(super) fn announces(clause: &str) -> bool {
    MARKS.lists.saying.iter().any(|word| {
        clause
            .rfind(word.as_str())
            .map(|at| &clause[at + word.len()..])
            // What was announced may stand right behind it.
            .is_some_and(|rest| width(rest) <= 16 && !rest.starts_with('了'))
    })
}

/// A clause without the words that only say that news follows: those of the list, or a few before a colon that speak of news.
pub(in crate::analyse) fn opened(clause: &str) -> &str {
    let known = MARKS.lists.openers.iter();
    if let Some(rest) = known.filter_map(|opener| opens_with(clause, opener)).next() {
        return rest;
    }
    match clause.split_once(['：', ':']) {
        Some((lead, rest))
            if width(lead) <= 16 && (lead.ends_with("新闻") || lead.ends_with("消息")) =>
        {
            rest
        }
        // `UST IN: 🇰🇷 …`: capitals before a picture call for attention.
        Some((lead, rest))
            if width(lead) <= 16
                && lead.bytes().all(|b| b.is_ascii_uppercase() || b == b' ')
                && rest
                    .trim_start()
                    .starts_with(|c: char| !c.is_alphanumeric() && !c.is_ascii()) =>
        {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$《“".contains(c))
        }
        // Letters that are drawn bold are for the eye.
        Some((lead, rest))
            if lead.starts_with(|c: char| ('\u{1d400}'..='\u{1d7ff}').contains(&c)) =>
        {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$《“".contains(c))
        }
        _ => clause,
    }
}

/// What follows an opener, whatever pictures stand before its colon or behind it.
fn opens_with<'a>(clause: &'a str, opener: &str) -> Option<&'a str> {
    let rest = clause.strip_prefix(opener.trim_end_matches([':', '：']))?;
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$《“".contains(c));
    rest[..rest.len() - bare.len()]
        .contains([':', '：'])
        .then_some(bare)
}

/// An English sentence that is wider may be cut before what tells of the circumstances.
const LONG: usize = 120;

/// A sentence as a whole, what it begins with, and each of its clauses, with where they begin in it.
pub(super) fn clauses(sentence: &str) -> Vec<(usize, &str)> {
    let mut stops: Vec<(usize, usize)> = sentence
        .match_indices(['，', '；', '：'])
        .chain(sentence.match_indices(", "))
        .chain(sentence.match_indices("; "))
        .map(|(at, stop)| (at, at + stop.len()))
        .collect();
    stops.sort_unstable();
    let mut found = vec![(0, sentence)];
    found.extend(stops.iter().map(|(at, _)| (0, &sentence[..*at])));
    // A long sentence may end before what tells of the circumstances.
    if width(sentence) > LONG {
        found.extend(joints(sentence).into_iter().map(|at| (0, &sentence[..at])));
    }
    let ends = stops.iter().skip(1).map(|(at, _)| *at);
    for ((_, from), to) in stops.iter().zip(ends.chain([sentence.len()])) {
        found.push((*from, &sentence[*from..to]));
    }
    found
}

/// Whether a clause begins with the number of a version of something that it does not name.
pub(in crate::analyse) fn begins_with_version(clause: &str) -> bool {
    let clause = clause.strip_prefix(['v', 'V']).unwrap_or(clause);
    let first = clause
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()
        .unwrap_or_default();
    let after = &clause[first.len()..];
    first.contains('.')
        && (after.is_empty() || after.starts_with([' ', '就', '即', '上', '已', '正']))
}

/// Whether a clause is an item of a numbered list: `1.关闭原彩显示`.
pub(super) fn is_numbered(clause: &str) -> bool {
    let rest = clause.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < clause.len()
        && rest
            .strip_prefix(['.', '、', ')', '）', '．'])
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}
