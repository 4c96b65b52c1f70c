//! Text -> the terms under which it is found.
//!
//! What a reader types is taken apart by the same rules in the reader's browser (`assets/js/search-index.js`), where no
//! dictionary is at hand. So the rules need none: scripts without blanks between words are cut into pairs of characters,
//! everything else into runs of letters and digits. The dictionary has a say in how much a pair counts: one that straddles
//! two words (`命令` in `生命|令人`) counts half.
//!
//! It must not know what is indexed.

use std::sync::OnceLock;
use words::{Kind, Lexicon};

/// The longest term in bytes; longer runs are nothing that anybody types.
pub(super) const LONGEST: usize = 64;

/// How much a term counts by where it stands, in halves, so that a straddling pair can count half of one.
pub(super) mod weight {
    /// In the text.
    pub(crate) const TEXT: u16 = 2;
    /// In the description.
    pub(crate) const DESCRIPTION: u16 = 2;
    /// In a heading.
    pub(crate) const HEADING: u16 = 6;
    /// In a tag.
    pub(crate) const TAG: u16 = 8;
    /// In the title.
    pub(crate) const TITLE: u16 = 16;
}

/// The terms of one document.
#[derive(Default)]
pub(super) struct Terms {
    /// The spellings that `found` points into.
    text: String,
    found: Vec<Found>,
    /// How many terms the document has, repetitions counted.
    pub length: u32,
}

#[derive(Clone, Copy)]
struct Found {
    key: u64,
    start: u32,
    len: u8,
    weight: u16,
}

/// A term of a document, and the sum of its weights.
pub(super) struct Weighed<'a> {
    pub term: &'a str,
    pub weight: u16,
}

/// How a character takes part in terms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Of a script that is written without blanks between words.
    Unspaced,
    /// A letter or a digit of any other.
    Word,
    /// None of a term.
    Between,
}

/// The same ranges stand in `assets/js/search-index.js`.
fn class(c: char) -> Class {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Class::Word,
        '\0'..='\x7f' => Class::Between,
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{30fa}'
        | '\u{30fc}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Class::Unspaced,
        c if c.is_alphanumeric() => Class::Word,
        _ => Class::Between,
    }
}

/// What may stand inside a word, such as `gpt-4o` or `v3.2`.
fn joins(c: char) -> bool {
    matches!(c, '-' | '.' | '_' | '\'' | '’')
}

impl Terms {
    /// Adds a text whose terms weigh so much each.
    pub(super) fn add(&mut self, text: &str, weight: u16) {
        let lexicon = Lexicon::shipped();
        // Where words begin in scripts without blanks, and which characters are words alone.
        let mut begins = Vec::new();
        for token in lexicon.tokens(text) {
            // Tokens are slices of the text.
            let at = token.text.as_ptr() as usize - text.as_ptr() as usize;
            match token.kind {
                Kind::Name => self.name(token.text, weight),
                Kind::Han | Kind::Kana | Kind::Hangul | Kind::Other => {
                    let alone = token.text.chars().nth(1).is_none();
                    begins.push((at, alone));
                }
                _ => begins.push((at, false)),
            }
        }
        let mut begins = begins.into_iter().peekable();
        let mut chars = text.char_indices().peekable();
        while let Some(&(at, c)) = chars.peek() {
            match class(c) {
                Class::Between => {
                    chars.next();
                }
                Class::Word => {
                    let rest = &text[at..];
                    let length = self.chain(rest, weight);
                    while chars.next_if(|(next, _)| *next < at + length).is_some() {}
                }
                Class::Unspaced => self.run(&mut chars, &mut begins, weight),
            }
        }
    }

    /// A term as it is, such as `t:ai` for a tag.
    pub(super) fn add_whole(&mut self, term: &str) {
        let start = self.text.len();
        self.text.push_str(term);
        self.push(start, weight::TEXT);
    }

    /// Pairs of characters, and characters that are words.
    fn run(
        &mut self,
        chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
        begins: &mut std::iter::Peekable<std::vec::IntoIter<(usize, bool)>>,
        weight: u16,
    ) {
        let start = self.text.len();
        let mut last: Option<usize> = None;
        let (mut count, mut singles) = (0, 0);
        while let Some((at, c)) = chars.next_if(|(_, c)| class(*c) == Class::Unspaced) {
            while begins.next_if(|(begin, _)| *begin < at).is_some() {}
            let begin = begins.next_if(|(begin, _)| *begin == at);
            let here = self.text.len();
            self.text.push(folded(c));
            if begin.is_some_and(|(_, alone)| alone) || weight > weight::TEXT {
                self.push(here, weight);
                singles += 1;
            }
            if let Some(last) = last {
                let weight = match begin {
                    Some(_) => weight.div_ceil(2),
                    None => weight,
                };
                self.push(last, weight);
            }
            last = Some(here);
            count += 1;
        }
        if count == 1 && singles == 0 {
            self.push(start, weight);
        }
    }

    /// Runs of letters and digits with joints between them: each, and all in one. Returns how much of the text they take.
    fn chain(&mut self, text: &str, weight: u16) -> usize {
        let mut end = 0;
        let (mut parts, mut digits) = (0, true);
        let mut whole = String::new();
        loop {
            let rest = &text[end..];
            let length = rest.find(|c| class(c) != Class::Word).unwrap_or(rest.len());
            let part = fold(&rest[..length]);
            digits &= part.bytes().all(|byte| byte.is_ascii_digit());
            self.word(&part, weight);
            whole.push_str(&part);
            parts += 1;
            end += length;
            let after = &text[end..];
            let signs = after.len() - after.trim_start_matches(['+', '#']).len();
            let open = after[signs..].starts_with(|c| class(c) == Class::Word);
            if (1..=2).contains(&signs) && !open {
                // c++, c#
                self.word(&(part + &after[..signs]), weight);
                end += signs;
                break;
            }
            let mut next = after.chars();
            match (next.next(), next.next()) {
                (Some(joint), Some(c)) if joins(joint) && class(c) == Class::Word => {
                    end += joint.len_utf8();
                }
                _ => break,
            }
        }
        if parts > 1 && !digits {
            self.word(&whole, weight);
        }
        end
    }

    /// A name that the lexicon knows to be one, in one piece: `DeepSeek V3` is found as `deepseekv3` too.
    fn name(&mut self, name: &str, weight: u16) {
        let blank = name.contains(char::is_whitespace);
        let letters = name
            .chars()
            .all(|c| c.is_whitespace() || joins(c) || class(c) == Class::Word);
        if blank && letters {
            let whole: String = name.chars().filter(|c| class(*c) == Class::Word).collect();
            self.word(&fold(&whole), weight);
        }
    }

    fn word(&mut self, word: &str, weight: u16) {
        let start = self.text.len();
        self.text.push_str(word);
        self.push(start, weight);
    }

    /// The term that stands from `start` to the end of `text`.
    fn push(&mut self, start: usize, weight: u16) {
        let len = self.text.len() - start;
        if len == 0 || len > LONGEST {
            return;
        }
        self.found.push(Found {
            key: fnv64(&self.text.as_bytes()[start..]),
            start: start as u32,
            len: len as u8,
            weight,
        });
        self.length += 1;
    }

    /// Each term once with the sum of its weights, in an order of its own that is always the same.
    pub(super) fn weighed(&mut self) -> impl Iterator<Item = Weighed<'_>> {
        self.found
            .sort_unstable_by_key(|found| (found.key, found.start));
        self.found
            .chunk_by(|a, b| a.key == b.key)
            .filter_map(|group| {
                let first = group.first()?;
                let start = first.start as usize;
                let sum = group
                    .iter()
                    .fold(0_u16, |sum, found| sum.saturating_add(found.weight));
                Some(Weighed {
                    term: &self.text[start..start + usize::from(first.len)],
                    weight: sum,
                })
            })
    }
}

/// A run of letters and digits in one spelling.
fn fold(word: &str) -> String {
    match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => words::fold(word),
    }
}

/// A character of a script without blanks in one spelling: Simplified for Traditional.
fn folded(c: char) -> char {
    words::simplified(c.encode_utf8(&mut [0; 4]))
        .chars()
        .next()
        .unwrap_or(c)
}

/// Traditional characters and what they count as, each pair side by side, for the reader's browser.
pub(super) fn traditional() -> &'static str {
    static TABLE: OnceLock<String> = OnceLock::new();
    TABLE.get_or_init(|| {
        let blocks = [
            '\u{3400}'..='\u{9fff}',
            '\u{f900}'..='\u{faff}',
            '\u{20000}'..='\u{323af}',
        ];
        let pairs = blocks.into_iter().flatten().map(|c| (c, folded(c)));
        pairs
            .filter(|(from, to)| from != to)
            .flat_map(|(from, to)| [from, to])
            .collect()
    })
}

/// FNV-1a with 64 bits, for telling terms apart while they are counted.
fn fnv64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut terms = Terms::default();
        terms.add(text, weight::TEXT);
        let mut all: Vec<String> = terms
            .weighed()
            .map(|term| format!("{} {}", term.term, term.weight))
            .collect();
        all.sort();
        all
    }

    #[test]
    fn pairs_of_characters_and_runs_of_letters() {
        assert_eq!(of("大模型"), ["大模 2", "模型 2"]);
        assert_eq!(of("減稅"), ["减税 2"]);
        // A pair that straddles two words counts half; a word of one character stands alone too.
        assert_eq!(of("买大模型"), ["买 2", "买大 1", "大模 2", "模型 2"]);
        assert_eq!(of("GPT-4o"), ["4o 2", "gpt 2", "gpt4o 2"]);
        assert_eq!(of("用C++写"), ["c 2", "c++ 2", "写 2", "用 2"]);
        assert_eq!(of("2025-12-04"), ["04 2", "12 2", "2025 2"]);
        assert_eq!(of("ＡＩ 🚀 — \u{202e}"), ["ai 2"]);
        assert!(of("DeepSeek V3 发布").contains(&"deepseekv3 2".to_owned()));
        assert!(of(&"x".repeat(1000)).is_empty());
    }

    #[test]
    fn the_table_of_characters_is_whole() {
        let table: Vec<char> = traditional().chars().collect();
        assert!(table.len() > 4000 && table.len().is_multiple_of(2));
        assert!(table.chunks(2).any(|pair| pair == ['機', '机']));
    }
}
