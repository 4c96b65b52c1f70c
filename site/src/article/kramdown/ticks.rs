//! A backtick between blanks, which to kramdown is one and opens no code.
//!
//! It must not know the lines around, beyond whether text goes before.

/// The line with such backticks as text; `None` where there is none. Right at the beginning of a text one opens code.
pub(super) fn lone(line: &str, after_text: bool) -> Option<String> {
    let bytes = line.as_bytes();
    let mut out = String::new();
    let mut done = 0;
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'`', &bytes[at..]) {
        let begin = at + found;
        let run = bytes[begin..]
            .iter()
            .take_while(|byte| **byte == b'`')
            .count();
        at = begin + run;
        match open {
            Some(length) if length == run => open = None,
            Some(_) => {}
            None => {
                let before = bytes[..begin].last();
                let blank_before = before.map_or(after_text, u8::is_ascii_whitespace);
                let blank_behind = bytes.get(at).is_some_and(u8::is_ascii_whitespace);
                if run == 1 && blank_before && blank_behind {
                    out.push_str(&line[done..begin]);
                    out.push('\\');
                    done = begin;
                } else {
                    open = Some(run);
                }
            }
        }
    }
    // Code that goes on in the next line is left alone.
    (!out.is_empty() && open.is_none()).then(|| out + &line[done..])
}

#[cfg(test)]
mod tests {
    use super::lone;

    #[test]
    fn backticks_between_blanks() {
        for (line, other) in [
            ("按 ` 甲 ` 分\n", Some("按 \\` 甲 \\` 分\n")),
            ("a `b ` c\n", None),
            ("a ` b` c `d`\n", None),
            ("a `` ` `` b\n", None),
            ("`` a ` b`` ` c\n", Some("`` a ` b`` \\` c\n")),
        ] {
            assert_eq!(lone(line, false).as_deref(), other, "{line}");
        }
    }
}
