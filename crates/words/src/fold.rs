//! One spelling for everything that should count as the same word.

use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

const TRADITIONAL: &str = include_str!("../data/traditional.txt");

/// The blocks in which nearly all Traditional characters stand, as a flat table: folding is on the path of every text.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

struct Table {
    near: Vec<char>,
    far: Vec<(char, char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        near: (FIRST..=LAST)
            .map(|code| char::from_u32(code).unwrap_or('\0'))
            .collect(),
        far: Vec::new(),
    };
    for line in crate::list::lines(TRADITIONAL) {
        let mut chars = line.chars();
        if let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            match u32::from(from) {
                code @ FIRST..=LAST => table.near[(code - FIRST) as usize] = to,
                _ => table.far.push((from, to)),
            }
        }
    }
    table.far.sort_unstable();
    table
});

#[inline]
pub(crate) fn simplified_char(c: char) -> char {
    match u32::from(c) {
        0..FIRST => c,
        code @ FIRST..=LAST => TABLE.near[(code - FIRST) as usize],
        _ => TABLE
            .far
            .binary_search_by_key(&c, |pair| pair.0)
            .map_or(c, |at| TABLE.far[at].1),
    }
}

/// Traditional characters as Simplified ones, one for one; by OpenCC's table of characters. Only for comparing: which
/// character is right for a reader can depend on the word.
pub fn simplified(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| simplified_char(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(simplified_char).collect())
    }
}

/// The spelling under which a word is counted and looked up: Unicode NFKC, lower case, Simplified characters, straight
/// apostrophes; spaces and hyphens leave words that carry a digit, so that `GPT-4o`, `GPT 4o` and `gpt4o` are one.
pub fn fold(word: &str) -> String {
    let compatible: Cow<'_, str> = match is_nfkc_quick(word.chars()) {
        IsNormalized::Yes => Cow::Borrowed(word),
        _ => Cow::Owned(word.nfkc().collect()),
    };
    let versioned = compatible.contains(|c: char| c.is_ascii_digit());
    compatible
        .chars()
        .filter(|&c| !(versioned && matches!(c, ' ' | '-')))
        .map(|c| {
            if matches!(c, '’' | '‘' | 'ʼ') {
                '\''
            } else {
                simplified_char(c)
            }
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for spellings in [
            ["機器學習", "机器学习"],
            ["GPT-4o", "gpt 4O"],
            ["ＤｅｅｐＳｅｅｋ", "deepseek"],
            ["don’t", "Don't"],
            ["Straße", "STRAßE"],
        ] {
            assert_eq!(fold(spellings[0]), fold(spellings[1]));
        }
        assert_eq!(fold("open-source"), "open-source");
    }
}
