//! Conditions as the library can carry them out: what is nothing contains nothing, where the library would fail.
//!
//! It must not know where a condition stands.

/// `a contains b` as `a and a contains b`; `None` where nothing is asked so.
pub(in super::super) fn guarded(condition: &str) -> Option<String> {
    if !condition.contains("contains") {
        return None;
    }
    let mut out = String::new();
    let mut done = 0;
    let mut before: Option<&str> = None;
    for (at, word) in words(condition) {
        if word == "contains"
            && let Some(left) = before
        {
            out.push_str(&condition[done..at]);
            out.push_str(&format!("and {left} "));
            done = at;
        }
        before = Some(word);
    }
    (done > 0).then(|| out + &condition[done..])
}

/// The words of a condition with their places; blanks in quotes and brackets do not part them.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut quote = None;
    let mut depth = 0_usize;
    let parts = text.split(move |c: char| {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, c) => return depth == 0 && c.is_whitespace(),
        }
        false
    });
    let mut at = 0;
    let placed = parts.map(move |word| {
        let place = at;
        // Blanks may be of several bytes.
        at += word.len()
            + text[at + word.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        (place, word)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_contains_is_asked_for_first() {
        for (condition, asked) in [
            ("a contains 'b'", Some("a and a contains 'b'")),
            (
                "x == 1 or page[\"a b\"].c  contains b and d",
                Some("x == 1 or page[\"a b\"].c  and page[\"a b\"].c contains b and d"),
            ),
            ("a == 'it contains b'", None),
            ("contains", None),
            ("a\u{3000}contains b", Some("a\u{3000}and a contains b")),
        ] {
            assert_eq!(guarded(condition).as_deref(), asked, "{condition}");
        }
    }
}
