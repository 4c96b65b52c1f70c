//! Text as a reader meets it: how long it is, and where it can be cut.
//!
//! It must not know Markdown or HTML.

/// Whether a character belongs to a script that is written without blanks between words.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30ff}'
        | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a line break beside this character stands for nothing: Chinese or Japanese, with their punctuation.
pub fn joins_lines(c: char) -> bool {
    is_cjk(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}')
}

/// The lines of a text, each with the line break that ends it. (The standard library's search for a single byte is slower.)
pub fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// The number of line breaks.
pub fn breaks(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Whether a character is none of a word's: what the marks between Chinese words are is known without asking Unicode's tables.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{201c}' | '\u{201d}')
}

/// The number of words: each Chinese or Japanese character is one, and so is each run of other letters and digits.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for c in text.chars() {
        if is_cjk(c) {
            count += 1;
            inside = false;
        } else if is_mark(c) {
            inside = false;
        } else if c.is_alphanumeric() {
            count += usize::from(!inside);
            inside = true;
        } else if !matches!(c, '\'' | '’' | '-' | '_' | '.') {
            inside = false;
        }
    }
    count
}

/// Minutes to read so many words, at 400 a minute; at least one.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(400).max(1)
}

/// The beginning of a text, at most `most` characters long: whole if it fits, else up to the end of a sentence, with the quotes
/// that close after it, if there is one behind the first quarter, else up to a word's end with `…`.
pub fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let head = &text[..end];
    let sentence = head.char_indices().rfind(|(at, c)| {
        matches!(c, '。' | '！' | '？' | '；')
            || (matches!(c, '.' | '!' | '?') && head[at + 1..].starts_with(' '))
    });
    if let Some((at, c)) = sentence
        && at >= head.len() / 4
    {
        let end = at + c.len_utf8();
        let closing = head[end..].find(|c| !"”’」』）》)".contains(c));
        return head[..end + closing.unwrap_or(head.len() - end)].to_owned();
    }
    let next_is_inside = text[end..].starts_with(|c: char| c.is_alphanumeric() && !is_cjk(c));
    let word_end = match head.rfind(|c: char| !c.is_alphanumeric() || is_cjk(c)) {
        Some(at) if next_is_inside && at > head.len() / 2 => {
            at + head[at..].chars().next().map_or(0, char::len_utf8)
        }
        _ => head.len(),
    };
    let kept =
        head[..word_end].trim_end_matches(|c: char| c.is_whitespace() || "，、,：:（(".contains(c));
    format!("{kept}…")
}

/// Text with every run of white space as one blank, none at the ends; none at all where a line ended between Chinese characters.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(word);
        rest = after.trim_start();
        let gap = &after[..after.len() - rest.len()];
        let joined =
            gap.contains('\n') && out.ends_with(joins_lines) && rest.starts_with(joins_lines);
        if !rest.is_empty() && !joined {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_letters() {
        let wrong = |c: &char| is_mark(*c) && c.is_alphanumeric();
        assert_eq!(('\0'..=char::MAX).find(wrong), None);
    }

    #[test]
    fn lines_are_whole() {
        for text in ["", "\n", "a", "a\n", "a\n\nb", "a\r\n\n"] {
            assert!(whole_lines(text).eq(text.split_inclusive('\n')), "{text:?}");
            assert_eq!(breaks(text), text.matches('\n').count());
        }
    }

    #[test]
    fn counts_chinese_by_character_and_latin_by_word() {
        assert_eq!(words("DeepSeek-V3.2 发布了，don't panic"), 1 + 3 + 2);
        assert_eq!(reading_minutes(0), 1);
        assert_eq!(reading_minutes(801), 3);
    }

    #[test]
    fn lines_are_joined_and_blanks_that_were_written_stay() {
        assert_eq!(one_line(" 甲 乙\n丙\t\n b  c\nd "), "甲 乙丙 b c d");
    }

    #[test]
    fn cuts_at_a_sentence_or_a_word() {
        assert_eq!(beginning("短文", 10), "短文");
        assert_eq!(
            beginning("第一句话到此结束。第二句话很长很长", 12),
            "第一句话到此结束。"
        );
        assert_eq!(
            beginning("several words without an end", 16),
            "several words…"
        );
        assert_eq!(beginning("没有标点的一段很长的话", 5), "没有标点的…");
        assert_eq!(
            one_line(" 中文\n换行 and\nEnglish "),
            "中文换行 and English"
        );
    }
}
