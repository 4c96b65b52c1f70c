//! Whether words can be understood without those around them: they lean on nothing before them, point at nothing that stands
//! elsewhere, and are a clause rather than a caption.
//!
//! It must not know tweets, nor what the words are wanted for.

use post::yaml;
use serde::Deserialize;
use std::sync::LazyLock;

/// Lists of words, from `data/alone.yaml`.
#[derive(Default, Deserialize)]
struct Words {
    leans: Vec<String>,
    times: Vec<String>,
    points: Vec<String>,
    no_points: Vec<String>,
    who: Vec<String>,
    verbs: Vec<String>,
    behind: Vec<String>,
    before_a_part: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| yaml::from_str(include_str!("../../data/alone.yaml")).unwrap_or_default());

/// Whether a Chinese sentence begins with what was done, and says not by whom: `优化了……`.
fn begins_done(words: &str) -> bool {
    let mut before = words.chars().take_while(|c| *c != '了');
    let count = before
        .by_ref()
        .take(3)
        .filter(|c| words::is_han(*c))
        .count();
    (1..=2).contains(&count) && words.chars().nth(count) == Some('了')
}

/// Whether English words begin with what was done to something that is named further on, if at all: `Developed by two labs, …`.
fn begins_made(words: &str) -> bool {
    let mut parts = words.split(' ');
    let made = parts
        .next()
        .is_some_and(|first| first.len() > 4 && first.ends_with("ed") && first.is_ascii());
    made && parts
        .next()
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// What follows the time that words begin with.
fn after_the_time(words: &str) -> Option<&str> {
    let mut times = WORDS.times.iter();
    times.find_map(|time| words.strip_prefix(time.as_str()))
}

/// Whether words begin in the middle of a thought.
pub(super) fn leans(words: &str) -> bool {
    let lower = words.to_lowercase().replace('’', "'");
    // Of a sentence that begins with the time only what follows tells whether it has a subject.
    let timed = after_the_time(&lower);
    let begins = |text: &str| {
        let mut starts = WORDS.leans.iter();
        starts.any(|start| text.starts_with(start.as_str()))
    };
    begins(&lower)
        || begins_done(words)
        || begins_made(words)
        || timed.is_some_and(|rest| begins(rest.trim_start_matches([' ', '，'])))
}

/// Whether an English clause begins within a sentence or a table: with a word that has no capital.
pub(super) fn begins_small(clause: &str) -> bool {
    let first = clause
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    !first.is_empty()
        && first
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && !clause.chars().any(words::is_han)
}

/// Whether words point at somebody or something before they name anything: `别再吹这破玩意儿`, `I know it works`. `named` is where
/// the first known name stands in them.
pub(super) fn points_away(text: &str, named: Option<usize>) -> bool {
    let chinese = text.chars().any(words::is_han);
    let at = match chinese {
        true => points_at(text),
        false => stands_for(text),
    };
    let named = [named, strange(text, chinese)].into_iter().flatten().min();
    at.is_some_and(|at| named.is_none_or(|named| at < named))
}

/// Where the first Chinese word stands that points at something.
fn points_at(text: &str) -> Option<usize> {
    let mut skip = 0;
    text.char_indices().map(|(at, _)| at).find(|&at| {
        let rest = &text[at..];
        let mut not = WORDS.no_points.iter();
        if let Some(word) = not.find(|word| rest.starts_with(word.as_str())) {
            skip = skip.max(at + word.len());
        }
        at >= skip
            && WORDS
                .points
                .iter()
                .any(|word| rest.starts_with(word.as_str()))
    })
}

/// Where an English word stands for somebody or something, among the first words.
fn stands_for(text: &str) -> Option<usize> {
    let mut from = 0;
    for word in text.split_inclusive(char::is_whitespace).take(5) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if WORDS.who.iter().any(|who| who.eq_ignore_ascii_case(bare)) {
            return Some(from);
        }
        from += word.len();
    }
    None
}

/// Where the first name stands that need not be known: a Latin word with a capital, in an English text one that begins no
/// sentence, or a title in `《》`.
fn strange(text: &str, chinese: bool) -> Option<usize> {
    let capital = text.char_indices().find(|(at, c)| {
        let before = text[..*at].chars().next_back();
        let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        let next = text[at + c.len_utf8()..].chars().next();
        let word = next.is_some_and(|c| c.is_ascii_alphanumeric());
        *c == '《' || (c.is_ascii_uppercase() && begins && word && (chinese || *at > 0))
    });
    capital.map(|(at, _)| at)
}

/// Whether English words say something, rather than name it: a caption has no verb but behind `that` and the like. Words of other
/// languages are taken to say something.
pub(super) fn says(text: &str) -> bool {
    if text.chars().any(words::is_han) {
        return true;
    }
    let lower = text.to_lowercase();
    let behind = WORDS.behind.iter();
    let ends = behind.filter_map(|word| lower.find(word.as_str())).min();
    let head = &lower[..ends.unwrap_or(lower.len())];
    let words: Vec<&str> = head
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = || words.iter().zip(words.iter().skip(1));
    let known = words
        .iter()
        .any(|word| WORDS.verbs.iter().any(|verb| verb == word));
    let acts = pairs().any(|(who, _)| matches!(*who, "i" | "we" | "you" | "they" | "he" | "she"));
    let past = pairs().any(|(before, word)| {
        word.len() > 4
            && word.ends_with("ed")
            && !WORDS.before_a_part.iter().any(|word| word == before)
            && !before.ends_with("ly")
    });
    known || acts || past
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_all_is_lower_case() {
        for list in [
            &WORDS.times,
            &WORDS.points,
            &WORDS.no_points,
            &WORDS.who,
            &WORDS.verbs,
            &WORDS.behind,
            &WORDS.before_a_part,
        ] {
            assert!(list.len() > 4);
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
        assert!(WORDS.leans.len() > 100);
    }

    #[test]
    fn what_points_elsewhere_is_known() {
        for (text, away) in [
            ("别再吹这破玩意儿，直接用样例工具", true),
            ("我觉得它更适合新手", true),
            ("DeepSeek 便宜，它更适合新手", false),
            ("其他模型这次都没有跟上", false),
            ("I know it works well", true),
            ("The new Sample Phone is good, and it is cheap", false),
        ] {
            assert_eq!(points_away(text, None), away, "{text}");
        }
        assert!(!points_away("样例云崩了，他们还没有说明", Some(0)));
    }

    #[test]
    fn what_begins_in_the_middle_leans() {
        for (text, away) in [
            ("Developed by two labs, the service is fast", true),
            ("United Sample Airlines orders ten planes", false),
            ("优化了启动速度", true),
            ("样例云优化了启动速度", false),
        ] {
            assert_eq!(leans(text), away, "{text}");
        }
    }

    #[test]
    fn captions_say_nothing() {
        for (text, said) in [
            ("Sample team looking at requests from Demo Labs", false),
            (
                "Programming languages and their market demand by 2030",
                false,
            ),
            (
                "The prize breakdown for the Demo Prize that we launched",
                false,
            ),
            ("Just quietly worse fills and confused management", false),
            ("Sample Labs is hiring again", true),
            ("Demo Bank posted a loss", true),
            ("We skipped a number", true),
        ] {
            assert_eq!(says(text), said, "{text}");
        }
    }
}
