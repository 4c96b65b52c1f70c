//! The ids of headings, as kramdown with GitHub's rules makes them, and the table of contents.
//!
//! It must not know HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A heading of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// Its id, unique in the article.
    pub id: String,
    /// Its text.
    pub text: String,
    /// 1 to 6.
    pub level: u8,
}

/// Gives out ids that are unique in one article.
#[derive(Debug, Default)]
pub struct Ids {
    seen: BTreeMap<String, usize>,
    /// Of letters of ASCII alone, as kramdown makes them without GitHub's rules.
    latin: bool,
}

impl Ids {
    /// Ids of letters of any script, or of ASCII's alone.
    pub fn new(latin: bool) -> Self {
        Self {
            latin,
            ..Self::default()
        }
    }

    /// The id for a heading with this text: lower case, only the characters of words, `-` and blanks kept, blanks as `-`; a
    /// number behind it when the id was given out before. The first heading with nothing to keep has none.
    pub fn give(&mut self, text: &str) -> String {
        let mut id = match self.latin {
            true => latin(text),
            false => of_words(text),
        };
        if id.is_empty() && self.latin {
            id.push_str("section");
        }
        let times = self.seen.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            let _ = write!(id, "-{}", *times - 1);
        }
        id
    }
}

/// What stays of a text by GitHub's rules.
fn of_words(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            ' ' | '\t' => id.push('-'),
            '-' => id.push(c),
            c if is_word(c) => id.push(c),
            _ => {}
        }
    }
    id
}

/// What stays of a text by kramdown's own rules: from its first letter of ASCII on letters, digits, blanks and `-`.
fn latin(text: &str) -> String {
    let begin = text.find(|c: char| c.is_ascii_alphabetic());
    let kept = text[begin.unwrap_or(text.len())..].chars();
    kept.filter_map(|c| match c {
        ' ' => Some('-'),
        '-' => Some(c),
        c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    })
    .collect()
}

/// Whether a character is part of a word, as Ruby sees it: a circled number is none, a mark upon the character before it is.
fn is_word(c: char) -> bool {
    match c.is_ascii() {
        true => c == '_' || c.is_ascii_alphanumeric(),
        false => regex_syntax::is_word_character(c) && !matches!(c, '\u{200c}' | '\u{200d}'),
    }
}

/// A place in the table of contents with the places below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The heading.
    pub heading: Heading,
    /// The headings below it.
    pub children: Vec<Entry>,
}

/// The table of contents: headings of level 2 to 4; those of level 1 too where the article has several of them or none of
/// level 2.
pub fn contents(headings: &[Heading]) -> Vec<Entry> {
    let ones = headings.iter().filter(|h| h.level == 1).count();
    let twos = headings.iter().any(|h| h.level == 2);
    let top = if ones > 1 || !twos { 1 } else { 2 };
    nest(headings.iter().filter(|h| (top..=4).contains(&h.level)))
}

/// Headings of every level, those of a lower level below those before them.
pub fn nested(headings: &[Heading]) -> Vec<Entry> {
    nest(headings.iter())
}

fn nest<'a>(headings: impl Iterator<Item = &'a Heading>) -> Vec<Entry> {
    let mut shown = headings.peekable();
    let mut entries = Vec::new();
    while shown.peek().is_some() {
        below(&mut shown, 0, &mut entries);
    }
    // Every article keeps its own.
    entries.shrink_to_fit();
    entries
}

fn below<'a>(
    shown: &mut std::iter::Peekable<impl Iterator<Item = &'a Heading>>,
    level: u8,
    into: &mut Vec<Entry>,
) {
    while let Some(heading) = shown.next_if(|h| h.level > level) {
        let mut children = Vec::new();
        below(shown, heading.level, &mut children);
        children.shrink_to_fit();
        into.push(Entry {
            heading: heading.clone(),
            children,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kramdowns_and_keep_chinese() {
        let mut ids = Ids::default();
        for (text, id) in [
            ("简要 概要", "简要-概要"),
            ("一、概览", "一概览"),
            ("核心信息（10 个关键信息点）", "核心信息10-个关键信息点"),
            ("C++ & Rust_2024", "c--rust_2024"),
            ("一、概览", "一概览-1"),
            ("第一篇　指导  思想 – 三", "第一篇指导--思想--三"),
            ("⚙️ ①x", "\u{fe0f}-x"),
            ("？！", ""),
            ("。", "-1"),
        ] {
            assert_eq!(ids.give(text), id, "{text}");
        }
    }

    #[test]
    fn contents_nest_and_leave_a_lone_title_out() {
        let outline = |levels: &[u8]| {
            fn show(entries: &[Entry]) -> String {
                entries
                    .iter()
                    .map(|e| format!("{}({})", e.heading.level, show(&e.children)))
                    .collect()
            }
            let headings: Vec<Heading> = levels
                .iter()
                .map(|level| Heading {
                    id: String::new(),
                    text: String::new(),
                    level: *level,
                })
                .collect();
            show(&contents(&headings))
        };
        assert_eq!(outline(&[1, 2, 3, 3, 2, 4]), "2(3()3())2(4())");
        assert_eq!(outline(&[1, 1]), "1()1()");
        assert_eq!(outline(&[3, 2, 5]), "3()2()");
    }
}
