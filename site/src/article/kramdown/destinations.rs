//! Where links lead, written in brackets: an address may have blanks and brackets behind backslashes in it.
//!
//! It must not know the lines around.

use super::code::in_code;

/// The line with addresses in brackets as CommonMark has them.
pub(super) fn destinations(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    // More of them than a person writes are not looked at.
    for (at, _) in line.match_indices("](").take(200) {
        let start = at + 2;
        if start < done || line[start..].starts_with('<') || is_label(&line[..at]) {
            continue;
        }
        let Some(length) = destination(&line[start..]) else {
            continue;
        };
        let address = &line[start..start + length];
        let plain = address.trim();
        let odd = plain.contains("\\)") || plain.contains("\\(") || plain.contains([' ', '\t']);
        if !odd || plain.contains("{{") || plain.contains("{%") || in_code(line, at) {
            continue;
        }
        let plain = plain.replace("\\(", "(").replace("\\)", ")");
        out.push_str(&line[done..start]);
        out.push_str(&plain.replace([' ', '\t'], "%20"));
        done = start + length;
    }
    (done > 0).then(|| out + &line[done..])
}

/// Whether the bracket that ends here holds the name of a link's address: of `[a][b](c)` the link is `[a][b]`.
fn is_label(before: &str) -> bool {
    let open = before.rfind('[');
    open.is_some_and(|open| before[..open].ends_with(']'))
}

/// How long an address is that ends at its bracket or before its title: brackets inside come in pairs, with or without a backslash.
fn destination(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut chars = text.char_indices().take(2000).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            ' ' | '\t' if depth == 0 && matches!(chars.peek(), Some((_, '"' | '\''))) => {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}
