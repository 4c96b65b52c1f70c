//! A tweet's text cut into sentences that can stand in a quotation: verbatim, without addresses and decoration.
//!
//! It must not know what makes a sentence worth quoting.

/// A sentence of a tweet: a piece of its text, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    /// It ends where its author ended it, not where the service cut the text.
    pub(super) complete: bool,
    /// Its place in the tweet, from 0.
    pub(super) place: usize,
    /// Where it begins in the tweet's text.
    pub(super) at: usize,
}

impl Sentence<'_> {
    /// Where it ends in the tweet's text.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The sentences, in order. Addresses, bullets, hashtags at the ends and emoji at the ends belong to none.
pub(super) fn sentences<'a>(text: &'a str) -> Vec<Sentence<'a>> {
    let mut out: Vec<Sentence<'_>> = Vec::new();
    let short = text.chars().count() < 100;
    let push = |out: &mut Vec<Sentence<'a>>, from: usize, to: usize, ended: bool| {
        let (before, trimmed) = trim(&text[from..to]);
        if trimmed.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
            out.push(Sentence {
                text: trimmed,
                complete: ended || short,
                place: out.len(),
                at: from + before,
            });
        }
    };
    let mut start = passed_on(text);
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let (end, ended) = match c {
            '\n' => (Some(at), true),
            '。' | '！' | '？' | '!' | '?' | '；' | '…' => (Some(next), true),
            '.' if ends_sentence(text, at) => (Some(next), true),
            // What a colon leads to is no part that was cut off.
            'h' if is_address(&text[at..]) => {
                (Some(at), text[..at].trim_end().ends_with(['：', ':']))
            }
            _ => (None, false),
        };
        let mut resume = next;
        if let Some(end) = end {
            if c == 'h' {
                resume = at
                    + text[at..]
                        .find(char::is_whitespace)
                        .unwrap_or(text.len() - at);
            } else {
                // Closing quotes and repeated marks belong to the sentence they close.
                let more = text[next..].chars().take_while(|c| {
                    matches!(
                        c,
                        '”' | '’'
                            | '」'
                            | '』'
                            | '）'
                            | ')'
                            | '"'
                            | '！'
                            | '？'
                            | '!'
                            | '?'
                            | '…'
                            | '。'
                    )
                });
                resume = next + more.map(char::len_utf8).sum::<usize>();
            }
            let end = if c == '\n' || c == 'h' { end } else { resume };
            push(&mut out, start, end, ended);
            start = resume;
        }
        at = resume;
    }
    push(&mut out, start, text.len(), false);
    out
}

/// The length of `RT @account: `, which is no part of what is said.
fn passed_on(text: &str) -> usize {
    let account = text
        .strip_prefix("RT @")
        .and_then(|rest| rest.split_once(": "));
    match account {
        Some((name, _)) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
            "RT @: ".len() + name.len()
        }
        _ => 0,
    }
}

fn is_address(rest: &str) -> bool {
    rest.starts_with("https://") || rest.starts_with("http://")
}

/// A full stop that ends a sentence: before white space or the end, and not after a single letter or `vs`.
fn ends_sentence(text: &str, at: usize) -> bool {
    let after = text[at + 1..].chars().next();
    let word = text[..at]
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    after.is_none_or(char::is_whitespace)
        && (word.chars().count() > 1 || text[..at].ends_with(['%', ')', '”', '"']))
        && !matches!(word, "vs" | "Mr" | "Ms" | "Dr" | "Inc" | "Corp" | "St")
}

/// What is left without bullets, emoji and hashtags at both ends, and where it begins.
fn trim(piece: &str) -> (usize, &str) {
    let opens = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '“' | '"'
                    | '「'
                    | '『'
                    | '《'
                    | '【'
                    | '（'
                    | '('
                    | '$'
                    | '@'
                    | '\''
                    | '‘'
                    | '#'
                    | '+'
                    | '¥'
            )
    };
    let closes = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '”' | '"'
                    | '」'
                    | '』'
                    | '》'
                    | '】'
                    | '）'
                    | ')'
                    | '。'
                    | '！'
                    | '？'
                    | '!'
                    | '?'
                    | '.'
                    | '…'
                    | '%'
                    | '$'
                    | '\''
                    | '’'
                    | '+'
            )
    };
    let (mut from, mut text) = (0, piece);
    loop {
        let before = text;
        let ended = text.trim_end_matches(|c: char| !closes(c));
        let mut bare = numbering(ended.trim_start_matches(|c: char| !opens(c)));
        if let Some(tag) = bare.strip_prefix('#') {
            bare = tag
                .split_once(char::is_whitespace)
                .map_or("", |(_, rest)| rest);
        }
        from += ended.len() - bare.len();
        text = match bare.rsplit_once(char::is_whitespace) {
            Some((rest, last)) if last.starts_with('#') => rest,
            _ => bare,
        };
        if text == before {
            return (from, text);
        }
    }
}

/// Takes `1. `, `2、`, `3）` off the beginning.
fn numbering(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return text;
    }
    let rest = &text[digits..];
    match rest.chars().next() {
        Some('、' | '）' | ')' | '，') => &rest[rest.chars().next().map_or(0, char::len_utf8)..],
        Some('.') if rest[1..].starts_with(' ') => &rest[1..],
        _ => text,
    }
}

/// Whether a sentence of a text is an item of a list.
pub(super) fn is_item(text: &str, sentence: &Sentence<'_>) -> bool {
    let line = text[..sentence.at]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks = ['.', '、', ')', '）', '，', '\u{20e3}', '\u{fe0f}'];
    (digits.len() < line.len() && digits.starts_with(marks))
        || line.starts_with(['-', '•', '·', '→', '*', '▪', '▸', '●', '◆', '✅', '⭐', '>'])
}

/// Whether a sentence leads to what follows it, with a colon.
pub(super) fn introduces(text: &str, sentence: &Sentence<'_>) -> bool {
    let after = text[sentence.end()..].trim_start();
    after.starts_with([':', '：'])
}

/// How long text is for the eye: a wide character counts 2, another 1.
pub(super) fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if words::is_han(c) || ('\u{3000}'..='\u{ffef}').contains(&c) {
                2
            } else {
                1
            }
        })
        .sum()
}

/// The sentence, or as much of it as fits, cut after a clause and marked with `……`.
pub(super) fn fitted(text: &str, most: usize) -> String {
    let folded = crate::compose::escape::fold(text);
    if width(&folded) <= most {
        return folded;
    }
    let mut used = 0;
    let mut cut = None;
    for (at, c) in folded.char_indices() {
        used += width(c.encode_utf8(&mut [0; 4]));
        if used > most {
            break;
        }
        let clause = matches!(c, '，' | '；' | '：' | '、')
            || (matches!(c, ',' | ';' | ':') && folded[at + 1..].starts_with(' '));
        let word = c == ' ' && cut.is_none() && used > most * 3 / 4;
        if word || (clause && used > most / 3) {
            cut = Some(at);
        }
    }
    let cut = cut.unwrap_or_else(|| {
        folded
            .char_indices()
            .nth(most / 2)
            .map_or(folded.len(), |(at, _)| at)
    });
    format!("{}……", folded[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_verbatim_and_bare() {
        let text = "🚀 DeepSeek 发布 V3.2！价格降了 50.5%。\n\n1. 看这里 https://t.co/abc 真的\n#AI #模型\nGood. Really (yes)! U.S. too";
        let all = sentences(text);
        assert!(all.iter().all(|one| text[one.at..one.end()] == *one.text));
        let found: Vec<&str> = all.iter().map(|s| s.text).collect();
        assert_eq!(
            found,
            [
                "DeepSeek 发布 V3.2！",
                "价格降了 50.5%。",
                "看这里",
                "真的",
                "Good.",
                "Really (yes)!",
                "U.S. too"
            ]
        );
    }

    #[test]
    fn items_and_what_leads_to_them_are_parts() {
        let text = "Two things:\n- The first one\n2. The second\nAll is well. Really";
        let parts: Vec<(&str, bool)> = sentences(text)
            .iter()
            .map(|one| (one.text, is_item(text, one) || introduces(text, one)))
            .collect();
        assert_eq!(
            parts,
            [
                ("Two things", true),
                ("The first one", true),
                ("The second", true),
                ("All is well.", false),
                ("Really", false)
            ]
        );
    }

    #[test]
    fn long_sentences_are_cut_after_a_clause() {
        assert_eq!(
            fitted("第一句很长很长，第二句也很长很长，第三句", 26),
            "第一句很长很长……"
        );
    }
}
