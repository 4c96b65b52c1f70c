//! The one place where text that may come from a tweet becomes Markdown that shows it and nothing else.
//!
//! It must not know what the text is. What it writes reads as plain text in CommonMark with every extension of GFM, in
//! kramdown, Liquid and Tera: no heading, list, link, HTML, footnote, attribute or template expression can come of it.

/// Text as Markdown on one line: white space is folded, control and bidirectional characters are dropped, everything that
/// could mean something gets a backslash. Ordinary prose in any language passes unchanged.
pub fn text(raw: &str) -> String {
    escaped(raw, true)
}

/// The same for text that never begins a line, such as a heading's: a number with a dot begins no list there.
pub fn heading(raw: &str) -> String {
    escaped(raw, false)
}

fn escaped(raw: &str, begins_line: bool) -> String {
    let folded = fold(raw);
    let chars: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(folded.len() + 8);
    let digits = if begins_line {
        chars.iter().take_while(|c| c.is_ascii_digit()).count()
    } else {
        0
    };
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(i + 1).copied();
        if must_escape(c, before, after)
            || (c == '-' && i == 0 && begins_line)
            || (i == digits && i > 0 && matches!(c, '.' | ')'))
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same for a cell of a table: GFM takes the backslash off a bar before it reads the cell, so the bar is an entity.
pub fn cell(raw: &str) -> String {
    text(raw).replace("\\|", "&#124;")
}

/// The text that [`cell`] would have made this Markdown from, if it made it.
pub fn read_cell(markdown: &str) -> Option<String> {
    read(&markdown.replace("&#124;", "\\|"))
}

/// Text without what cannot be seen or breaks lines: white space is folded to single spaces, ends are trimmed.
pub fn fold(raw: &str) -> String {
    let visible: String = raw.chars().filter(|c| !is_hidden(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff9}'..='\u{ffff}')
}

fn must_escape(c: char, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let open = before.is_none_or(char::is_whitespace);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '{' | '}' | '^' => true,
        // Inside a word an underscore is a letter; elsewhere it may open emphasis.
        '_' => !(word(before) && word(after)),
        // Template and attribute marks after a brace, and headings.
        '%' => matches!(before, Some('{')) || matches!(after, Some('}')),
        '#' => open || matches!(before, Some('{' | '#')) || after == Some('}'),
        // A list, an underline of a heading; doubled: insertions and highlights.
        '+' | '=' => open || before == Some(c) || after == Some(c),
        // A definition list, a shortcode, an attribute list, and the heart of every bare address.
        ':' => {
            before.is_none_or(|c| c.is_whitespace() || c == '{')
                || after == Some('/')
                || after == Some(':')
                || after.is_some_and(|c| c.is_ascii_alphabetic())
        }
        '.' => ends_www(before) && word(after),
        '!' => after == Some('['),
        _ => false,
    }
}

/// Whether a dot after this character may be the dot of `www.`, which GFM makes a link.
fn ends_www(before: Option<char>) -> bool {
    matches!(before, Some('w' | 'W'))
}

/// The text that [`text`] would have made this Markdown from, if it made it.
pub fn read(markdown: &str) -> Option<String> {
    unescaped(markdown).filter(|raw| text(raw) == markdown)
}

/// The text that [`heading`] would have made this Markdown from, if it made it.
pub fn read_heading(markdown: &str) -> Option<String> {
    unescaped(markdown).filter(|raw| heading(raw) == markdown)
}

fn unescaped(markdown: &str) -> Option<String> {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next()? } else { c });
    }
    Some(out)
}

/// An address as the target of a link, or `None` when it is not a plain `https://` address.
pub fn address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://")?;
    let mut out = String::from("https://");
    for byte in rest.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'?'
            | b'='
            | b'&'
            | b'%'
            | b'#'
            | b'@'
            | b'+'
            | b','
            | b':' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    // `&name;` would be an entity.
    (!rest.is_empty()).then(|| out.replace('&', "&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_passes_unchanged() {
        for prose in [
            "DeepSeek V3.2 成为数学奥林匹克金牌水平的开源模型，引发业界关注",
            "包括 3B、8B、14B 尺寸，Apache 2.0 开源许可证",
            "09:12 股价 -3.5%，twitter_ai 的 \"confessions\" 方法（试用）",
            "GPT-4o is 50% cheaper, they say.",
        ] {
            assert_eq!(text(prose), prose);
        }
    }

    #[test]
    fn a_tweet_stays_text() {
        for (raw, markdown) in [
            ("# 标题\n\n- 一", "\\# 标题 - 一"),
            ("12. 不是列表", "12\\. 不是列表"),
            (
                "{{ site.x }} {% raw %} {# c #}",
                "\\{\\{ site.x \\}\\} \\{\\% raw \\%\\} \\{\\# c \\#\\}",
            ),
            (
                "<script>alert(1)</script>",
                "\\<script\\>alert(1)\\</script\\>",
            ),
            ("[x](javascript:alert)", "\\[x\\](javascript\\:alert)"),
            ("看 https://a.b 和 www.a.b", "看 https\\://a.b 和 www\\.a.b"),
            ("a_b _c_", "a_b \\_c\\_"),
        ] {
            assert_eq!(text(raw), markdown);
        }
    }

    #[test]
    fn only_https_becomes_a_link() {
        assert_eq!(
            address("https://x.com/a_b/status/1").as_deref(),
            Some("https://x.com/a_b/status/1")
        );
        assert_eq!(
            address("https://x.com/a)b c").as_deref(),
            Some("https://x.com/a%29b%20c")
        );
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("http://x.com"), None);
    }
}
