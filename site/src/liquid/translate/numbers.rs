//! Whether a text has a whole number that the library cannot hold, at which it would end the program.
//!
//! It must not know what is counted.

/// Where the first tag opens with a whole number that is greater than 64 bits hold. What stands between `raw` and `endraw` is no tag.
pub(in super::super) fn too_large(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some((at, end)) = opening(&text[from..]) {
        let tag = &text[from + at + 2..];
        let Some(length) = length(tag, end) else {
            // A string that never ends may hide further tags.
            return numbers(tag, |_| false).then_some(from + at);
        };
        if numbers(&tag[..length], quoted()) {
            return Some(from + at);
        }
        from += at + 2 + length + end.len();
        let name = tag[..length].trim_matches('-').trim();
        if end == "%}" && matches!(name, "raw" | "comment") {
            from += super::end_of_block(&text[from..], name);
        }
    }
    None
}

/// Where the next tag opens, and what ends it.
fn opening(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let end = match text.as_bytes().get(at + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            _ => return None,
        };
        Some((at, end))
    })
}

/// How long a tag is up to what ends it outside of strings.
fn length(tag: &str, end: &str) -> Option<usize> {
    let mut quoted = quoted();
    let mut places = tag.char_indices();
    let found = places.find(|(at, c)| !quoted(*c) && tag[*at..].starts_with(end));
    found.map(|(at, _)| at)
}

/// Tells of one character after the other whether it stands in a string.
fn quoted() -> impl FnMut(char) -> bool {
    let mut open = None;
    move |c| {
        match open {
            Some(quote) if quote == c => open = None,
            None if matches!(c, '"' | '\'') => open = Some(c),
            _ => {}
        }
        open.is_some()
    }
}

/// Whether a text has too large a whole number, strings aside; one that is part of a name or has a fraction is none.
fn numbers(text: &str, mut quoted: impl FnMut(char) -> bool) -> bool {
    let mut from: Option<usize> = None;
    let mut before = ' ';
    let ended = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ended {
        let digit = c.is_ascii_digit() && !quoted(c);
        match from {
            None if digit && !(before.is_alphanumeric() || before == '_') => from = Some(at),
            Some(start) if !digit => {
                let rest = &text[at..];
                let fraction =
                    rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
                if !fraction && text[start..at].parse::<i64>().is_err() {
                    return true;
                }
                from = None;
            }
            _ => {}
        }
        if !c.is_ascii_digit() {
            quoted(c);
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::too_large;

    #[test]
    fn numbers_of_more_than_64_bits_are_found_in_tags_alone() {
        let large = "77777777777777777777";
        for (text, found) in [
            (format!("{{{{ 'a' | truncate: {large} }}}}"), true),
            (format!("{{% for i in (1..{large}) %}}"), true),
            (format!("{{{{ '}}}}' | plus: {large} }}}}"), true),
            (format!("{{{{ 'a {{{{ 1 | plus: {large} }}}}"), true),
            (format!("{{{{ a[{large}] }}}}"), true),
            (format!("{{{{ '{large}' }}}} {large}"), false),
            (format!("{{{{ a{large} }}}}{{{{ {large}.5 }}}}"), false),
            (format!("{{% raw %}}{{{{ {large} }}}}{{% endraw %}}"), false),
            ("{{ 9223372036854775807 }}".to_owned(), false),
            ("{{ 9223372036854775808 }}".to_owned(), true),
        ] {
            assert_eq!(too_large(&text).is_some(), found, "{text}");
        }
    }
}
