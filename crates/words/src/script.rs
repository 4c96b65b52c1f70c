//! Which script a character belongs to, as far as cutting words needs it.

use unicode_normalization::char::is_combining_mark;

/// A Han character (ideographs of all blocks, `々`, `〇`).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// Adds a character in lower case. Between the radicals and the Yi syllables, where the Han characters are, no script has case; the
/// standard library looks for each of them in a table.
pub fn push_lower(c: char, out: &mut String) {
    match c {
        '\u{2e80}'..='\u{a4cf}' => out.push(c),
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        _ => out.extend(c.to_lowercase()),
    }
}

/// A text in lower case, each character by itself but a sigma, which looks at what follows.
pub fn lower(text: &str) -> String {
    if text.contains('Σ') {
        return text.to_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_lower(c, &mut out));
    out
}

/// Hiragana or katakana, with the long-vowel mark; half-width forms too.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Hangul syllables and letters.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}')
}

/// A letter of an alphabet whose words stand between spaces.
pub(crate) fn is_spaced(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2AF}'
            | '\u{300}'..='\u{36F}' | '\u{370}'..='\u{373}' | '\u{376}'..='\u{37D}' | '\u{37F}' | '\u{386}'
            | '\u{388}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{531}'..='\u{556}' | '\u{561}'..='\u{587}'
            | '\u{10A0}'..='\u{10FF}' | '\u{1E00}'..='\u{1FFF}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

/// Any other letter or mark: Arabic, Hebrew, Thai, Devanagari, …
pub(crate) fn is_other_letter(c: char) -> bool {
    !c.is_ascii()
        && !is_spaced(c)
        && !is_han(c)
        && !is_kana(c)
        && !is_hangul(c)
        && !is_emoji_modifier(c)
        && (c.is_alphabetic() || is_combining_mark(c))
}

/// A character that is drawn as an emoji, or the sign that begins one.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B1B}'..='\u{2B1C}' | '\u{2B50}' | '\u{2B55}'
        | '\u{231A}'..='\u{231B}' | '\u{23E9}'..='\u{23FA}' | '\u{2B05}'..='\u{2B07}' | '\u{25FB}'..='\u{25FE}'
        | '\u{203C}' | '\u{2049}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}')
}

/// What may follow an emoji and still be the same one: variation selectors, joiners, skin tones, keycaps, tags.
pub(crate) fn is_emoji_modifier(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_is_that_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            let mut out = String::new();
            push_lower(c, &mut out);
            assert!(out.chars().eq(c.to_lowercase()), "{c:?}");
        }
        for text in ["", "ΟΔΟΣ", "GPT-5 发布", "İÇ", "ǅ"] {
            assert_eq!(lower(text), text.to_lowercase());
        }
    }
}
