//! Whether a sentence plainly says that something happened, now, and to whom.
//!
//! It must not know names or deeds.

use post::yaml;
use serde::Deserialize;
use std::sync::LazyLock;

/// Lists of words, from `data/plain.yaml`.
#[derive(Default, Deserialize)]
struct Words {
    doubt: Vec<String>,
    turns: Vec<String>,
    memory: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| yaml::from_str(include_str!("../../../data/plain.yaml")).unwrap_or_default());

fn has(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.contains(word.as_str()))
}

/// Whether the words between a verb and a name, and those after the name, leave the name the verb's object: `发布了关于
/// DeepSeek 的声明` and `launches on Android` do not.
pub(super) fn leads_to(gap: &str, after: &str) -> bool {
    let lower = gap.to_lowercase();
    gap.chars().count() <= 16
        && !breaks(gap)
        && !has(&WORDS.turns, &lower)
        && !after.trim_start().starts_with('的')
        && !after.starts_with("'s")
        && !after.starts_with("’s")
}

/// Whether the words between a verb and a person only say what the person was before.
pub(super) fn former(gap: &str) -> bool {
    let gap = gap.trim_start();
    let begins = ["former ", "ex-", "前", "原"]
        .iter()
        .any(|word| gap.starts_with(word));
    begins && gap.chars().count() <= 70 && !gap.contains(['，', '。', ',', ';', '；', '\n'])
}

/// The clause around a verb.
pub(super) fn clause(text: &str, start: usize, end: usize) -> &str {
    let stops: &[char] = &['，', '；', ',', ';', '。'];
    let from = text[..start].rfind(stops).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let to = text[end..].find(stops).map_or(text.len(), |at| end + at);
    &text[from..to]
}

/// Whether a clause does not plainly say what happened.
pub(super) fn doubtful(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    has(&WORDS.doubt, &lower)
}

pub(super) fn breaks(text: &str) -> bool {
    text.contains([
        '，', '。', '；', '：', ',', ';', ':', '、', '（', '(', '—', '“', '"', '\n', '?', '！',
        '《', '|', '｜', '和',
    ]) || text.contains(" and ")
        || text.contains(" vs")
}

/// Up to so many years what is somebody's may still matter today: `its 2019 purchase`, but not `his 1948 paper`.
const RECENT: i32 = 20;

/// Whether a sentence tells what was long ago: it says so, or names a year before the one it was written in. A year that only says which
/// thing is meant is none: `a lawsuit over its 2019 purchase`.
pub(in crate::analyse) fn remembers(text: &str, year: Option<i32>) -> bool {
    let lower = text.to_lowercase();
    let when = |year: i32| {
        years(text).any(|(named, of_what)| named < year && (!of_what || named + RECENT < year))
    };
    has(&WORDS.memory, &lower) || year.is_some_and(when)
}

/// Whether a sentence says of something that it was in a year before the one it was written in: the year stands before it.
pub(super) fn dates_back(text: &str, something: &str, year: Option<i32>) -> bool {
    let past = years(text).filter(|(named, _)| year.is_some_and(|year| *named < year));
    let mut behind = past.filter_map(|(named, _)| text.split_once(&named.to_string()));
    behind.any(|(_, behind)| behind.contains(something))
}

/// Whether a line of a text begins with a year that is still to come (`2030 年，……`): nothing of what it tells has happened.
pub(in crate::analyse) fn foretells(text: &str, year: Option<i32>) -> bool {
    let comes = |line: &str| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let named = (digits == 4)
            .then(|| line[..4].parse::<i32>().ok())
            .flatten();
        named.zip(year).is_some_and(|(named, year)| {
            (year + 1..year + 100).contains(&named) && line[4..].trim_start().starts_with('年')
        })
    };
    text.lines().any(|line| comes(line.trim_start()))
}

/// The years that a text names, and whether each belongs to the word behind it.
fn years(text: &str) -> impl Iterator<Item = (i32, bool)> + '_ {
    let mut before = "";
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter_map(move |word| {
            let end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
            // How long something was not so dates nothing: `2008 年以来的最高水平`.
            let rest = text[end..].trim_start();
            let rare = rest.starts_with("年以来最") || rest.starts_with("年以来的最");
            let of_what = matches!(before, "its" | "his" | "her" | "their");
            before = word;
            let is_year =
                !rare && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            let year = is_year.then(|| word.parse().ok()).flatten();
            year.map(|year| (year, of_what))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_all_is_lower_case() {
        for list in [&WORDS.doubt, &WORDS.turns, &WORDS.memory] {
            assert!(list.len() > 10);
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
    }
}
