//! Marks that kramdown takes for text: `1)`, a `-`, `#`, `1.` or `- [ ]` with nothing behind it, the third of three tildes.
//!
//! It must not know the lines around.

use super::code::in_code;

/// Whether a line is the mark of an item or of a heading, and not even a blank behind it.
pub(super) fn is_lone(line: &str) -> bool {
    let mark = line.trim_start_matches(' ');
    let number = mark.strip_suffix('.');
    let heading = mark.trim_end();
    let is_heading = (1..=6).contains(&heading.len()) && heading.bytes().all(|byte| byte == b'#');
    line.len() - mark.len() <= 3
        && (matches!(mark, "-" | "*" | "+")
            || is_heading
            || number.is_some_and(|number| {
                (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
            }))
}

/// Where the box stands of an item that is a box to tick and nothing else: there is nothing to do.
pub(super) fn empty_box(line: &str) -> Option<usize> {
    let item = line.trim_end();
    let mark = item
        .strip_suffix("[ ]")
        .or_else(|| item.strip_suffix("[x]"))?;
    matches!(mark.trim_start(), "- " | "* " | "+ ").then_some(mark.len())
}

/// Where the bracket stands of a line that begins with `1)`, by itself or as an item of a list.
pub(super) fn bracketed_number(line: &str) -> Option<usize> {
    let mut rest = line.trim_start();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = &rest[digits..];
        let ends = |mark: char| {
            let behind = after.strip_prefix(mark)?;
            (behind.trim_start().len() < behind.len()).then(|| behind.trim_start())
        };
        if (1..=9).contains(&digits) && ends(')').is_some() {
            return Some(line.len() - after.len());
        }
        let item = match digits {
            0 => ['-', '*', '+', '>'].iter().find_map(|mark| ends(*mark)),
            _ => ends('.'),
        };
        rest = item.filter(|item| !item.is_empty())?;
    }
}

/// The line with a backslash before the tildes that are too many: `~~~a~~~` is `~`, a struck out, `~`.
pub(super) fn struck(line: &str) -> Option<String> {
    let mut out = String::new();
    let (mut done, mut from) = (0, 0);
    // More of them than a person writes are not looked at.
    for _ in 0..100 {
        let Some((open, begun)) = tildes(line, from) else {
            break;
        };
        from = begun;
        let next = line[begun..].chars().next();
        if next.is_none_or(char::is_whitespace) || in_code(line, open) {
            continue;
        }
        let Some((close, ended)) = tildes(line, begun) else {
            break;
        };
        if line[..close].ends_with(char::is_whitespace) {
            continue;
        }
        out.push_str(&line[done..open]);
        out.push_str(&"\\~".repeat(begun - open - 2));
        out.push_str(&line[begun - 2..close + 2]);
        out.push_str(&"\\~".repeat(ended - close - 2));
        (done, from) = (ended, ended);
    }
    (done > 0).then(|| out + &line[done..])
}

/// The next two tildes or more, from where to where.
fn tildes(line: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + line[from..].find("~~")?;
    let length = line[start..]
        .bytes()
        .take_while(|byte| *byte == b'~')
        .count();
    Some((start, start + length))
}
