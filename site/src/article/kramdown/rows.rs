//! Rows of tables that are set in by four blanks or more: GitHub's Markdown ends the table there, for kramdown they are rows like the others.
//!
//! It must not know what is in the cells.

use super::super::standing::{Standing, Stands};
use super::super::text::whole_lines;
use super::cells::is_rule;

/// The text with such rows as far in as the head of their table; `None` where it has none.
pub(super) fn set_back(body: &str) -> Option<String> {
    // Few texts have a table with such rows; of the others it need not be known which of their lines are code.
    if !memchr::memmem::find_iter(body.as_bytes(), b"\n    ").any(|at| is_row(&body[at + 1..])) {
        return None;
    }
    let lines: Vec<&str> = whole_lines(body).collect();
    let mut standing = Standing::default();
    let in_text: Vec<bool> = lines
        .iter()
        .map(|line| matches!(standing.of(line), Stands::Text { .. }))
        .collect();
    let mut out = String::new();
    let mut rule = 1;
    let mut done = 0;
    while rule < lines.len() {
        let head = lines[rule - 1];
        if !(in_text[rule - 1] && in_text[rule] && is_row(head) && is_rule(lines[rule])) {
            rule += 1;
            continue;
        }
        let indent = indentation(head);
        let mut row = rule + 1;
        while let Some(line) = lines.get(row).filter(|line| is_row(line)) {
            if indentation(line) >= indent + 4 {
                out.extend(lines[done..row].iter().copied());
                out.push_str(&head[..indent]);
                out.push_str(line.trim_start_matches(' '));
                done = row + 1;
            }
            row += 1;
        }
        rule = row + 1;
    }
    if done == 0 {
        return None;
    }
    out.extend(lines[done..].iter().copied());
    Some(out)
}

/// Whether the first line of a text has a bar.
fn is_row(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2(b'|', b'\n', bytes).is_some_and(|at| bytes[at] == b'|')
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::set_back;

    #[test]
    fn rows_are_rows_however_far_they_are_set_in() {
        for (written, read) in [
            (
                "a | b\n--|--\n     1 | 2\n 3 | 4\n    5 | 6\n",
                Some("a | b\n--|--\n1 | 2\n 3 | 4\n5 | 6\n"),
            ),
            (
                "- x\n\n    a | b\n    --|--\n    1 | 2\n          3 | 4\n",
                Some("- x\n\n    a | b\n    --|--\n    1 | 2\n    3 | 4\n"),
            ),
            ("a\n\n    b | c\n    --|--\n        1 | 2\n", None),
            ("```\na | b\n--|--\n     1 | 2\n```\n", None),
            ("a | b\n--|--\n1 | 2\n\n    code | code\n", None),
        ] {
            assert_eq!(set_back(written).as_deref(), read, "{written}");
        }
    }
}
