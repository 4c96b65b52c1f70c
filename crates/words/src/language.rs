//! The language of a text, by script first: what platforms say of Chinese texts is often wrong.

use crate::lexer::tokens_without_segments;
use crate::script::{is_han, is_hangul, is_kana, is_other_letter, is_spaced};
use crate::token::Kind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language code, its most frequent small words; one language a line.
const FUNCTION_WORDS: &str = include_str!("../data/function-words.txt");

/// How many languages there can be in [`FUNCTION_WORDS`].
const MOST: usize = 32;

/// The languages with small words, and which of them have a word, by number.
struct Small {
    codes: Vec<&'static str>,
    languages_of: HashMap<&'static str, Vec<u8>>,
}

static SMALL: LazyLock<Small> = LazyLock::new(|| {
    let mut codes = Vec::new();
    let mut languages_of: HashMap<_, Vec<_>> = HashMap::new();
    for line in crate::list::lines(FUNCTION_WORDS).take(MOST) {
        let mut words = line.split_whitespace();
        if let Some(code) = words.next() {
            for word in words {
                languages_of
                    .entry(word)
                    .or_default()
                    .push(codes.len() as u8);
            }
            codes.push(code);
        }
    }
    Small {
        codes,
        languages_of,
    }
});

/// How many small words of each language a text has.
type Votes = [usize; MOST];

/// No small word has more letters, in bytes.
const LONGEST: usize = 12;

/// A language, as its two-letter code of ISO 639-1, or `und` when the text does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

impl Language {
    /// Chinese, in either script.
    pub const CHINESE: Self = Self("zh");
    /// English.
    pub const ENGLISH: Self = Self("en");
    /// Japanese.
    pub const JAPANESE: Self = Self("ja");
    /// Korean.
    pub const KOREAN: Self = Self("ko");
    /// The text does not tell: no letters, or too few.
    pub const UNKNOWN: Self = Self("und");

    /// The code: `zh`, `en`, `ja`, `ko`, …, `und`.
    pub fn code(self) -> &'static str {
        self.0
    }
}

/// How often each kind of letter occurs.
#[derive(Default)]
struct Letters {
    han: usize,
    kana: usize,
    hangul: usize,
    alphabet: usize,
    cyrillic: usize,
    greek: usize,
    other: [usize; OTHERS.len()],
}

/// Scripts that stand for one language well enough.
const OTHERS: [(&str, std::ops::RangeInclusive<char>); 8] = [
    ("ar", '\u{600}'..='\u{6FF}'),
    ("he", '\u{590}'..='\u{5FF}'),
    ("th", '\u{E00}'..='\u{E7F}'),
    ("hi", '\u{900}'..='\u{97F}'),
    ("bn", '\u{980}'..='\u{9FF}'),
    ("ta", '\u{B80}'..='\u{BFF}'),
    ("my", '\u{1000}'..='\u{109F}'),
    ("km", '\u{1780}'..='\u{17FF}'),
];

/// The language of a text. Addresses, handles, numbers and emoji say nothing. A Han character weighs as much as three
/// Latin letters; two or more kana, at least one for five Han characters, make it Japanese; a decorative `の` does not.
pub fn language(text: &str) -> Language {
    let mut letters = Letters::default();
    let mut votes: Votes = [0; MOST];
    for token in tokens_without_segments(text) {
        if matches!(
            token.kind,
            Kind::Url | Kind::Mention | Kind::Cashtag | Kind::Number | Kind::Emoji
        ) {
            continue;
        }
        token.text.chars().for_each(|c| letters.see(c));
        if token.kind == Kind::Latin {
            for language in languages_of(token.text) {
                votes[usize::from(*language)] += 1;
            }
        }
    }
    letters.language(&votes)
}

/// The languages that have this small word, in any case.
fn languages_of(word: &str) -> &'static [u8] {
    let find = |word: &str| SMALL.languages_of.get(word).map_or(&[][..], Vec::as_slice);
    if !word.is_ascii() {
        return find(&word.to_lowercase());
    }
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return &[];
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or(&[], find)
}

impl Letters {
    fn see(&mut self, c: char) {
        match c {
            c if is_han(c) => self.han += 1,
            c if is_kana(c) => self.kana += 1,
            c if is_hangul(c) => self.hangul += 1,
            '\u{370}'..='\u{3FF}' => self.greek += 1,
            '\u{400}'..='\u{52F}' => self.cyrillic += 1,
            c if is_spaced(c) => self.alphabet += 1,
            c if is_other_letter(c) => {
                for (count, (_, range)) in self.other.iter_mut().zip(&OTHERS) {
                    *count += usize::from(range.contains(&c));
                }
            }
            _ => {}
        }
    }

    fn language(&self, votes: &Votes) -> Language {
        let japanese = self.kana >= 2 && self.kana * 5 >= self.han;
        let east = 3 * (self.han + self.kana);
        let others = OTHERS
            .iter()
            .zip(self.other)
            .map(|((code, _), count)| (count, *code));
        // The first of equals wins.
        let strongest = [
            (east, if japanese { "ja" } else { "zh" }),
            (2 * self.hangul, "ko"),
            (self.cyrillic, "ru"),
            (self.greek, "el"),
            (self.alphabet, "en"),
        ]
        .into_iter()
        .chain(others)
        .rev()
        .max_by_key(|&(weight, _)| weight);
        match strongest {
            None | Some((0, _)) => Language::UNKNOWN,
            Some((weight, "en")) => alphabet(weight, votes),
            Some((_, code)) => Language(code),
        }
    }
}

/// A text in Latin letters: the language whose small words it has most of; English on a tie, and for a handful of words
/// without any; unknown for less than two letters.
fn alphabet(letters: usize, votes: &Votes) -> Language {
    let counted = || SMALL.codes.iter().zip(votes);
    let english = counted().find(|(code, _)| **code == "en");
    let english = english.map_or(0, |(_, count)| *count);
    let best = counted().map(|(&code, &count)| (count, code)).max();
    match best {
        Some((count, code)) if count > english && count >= 2 => Language(code),
        _ if letters >= 2 => Language::ENGLISH,
        _ => Language::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, SMALL, language};

    #[test]
    fn small_words_are_small() {
        assert!(SMALL.languages_of.keys().all(|word| word.len() <= LONGEST));
    }

    #[test]
    fn languages_by_script_and_small_words() {
        for (text, code) in [
            ("DeepSeek 发布了 V3.2 https://t.co/x", "zh"),
            ("機器學習的未來", "zh"),
            ("北京の大模型太强了", "zh"),
            ("新しいモデルが公開されました", "ja"),
            ("새로운 모델 공개", "ko"),
            ("New model is out today", "en"),
            ("I love 北京, what a city it is", "en"),
            (
                "el modelo de la empresa no es bueno para los usuarios",
                "es",
            ),
            ("das Modell ist nicht gut und wir sind es auch nicht", "de"),
            ("новая модель", "ru"),
            ("@someone https://t.co/x 🔥 100%", "und"),
            ("", "und"),
        ] {
            assert_eq!(language(text).code(), code, "{text}");
        }
    }
}
