//! The arguments that Jekyll writes bare, in quotes, and the ones that cannot be missing.
//!
//! It must not know where in a text they stand.

/// Filters that cannot do without an argument.
const ASKING: [&str; 20] = [
    "append",
    "prepend",
    "replace",
    "replace_first",
    "remove",
    "remove_first",
    "split",
    "date",
    "plus",
    "minus",
    "times",
    "divided_by",
    "modulo",
    "slice",
    "truncate",
    "where",
    "where_exp",
    "group_by",
    "group_by_exp",
    "push",
];

/// Whether the colon is missing behind a filter that cannot do without an argument (`| prepend 'x'`). Jekyll reads past much that is
/// no Liquid, but not past this: the filter is asked without its argument.
pub(in super::super) fn lacks_colon(tag: &str) -> bool {
    tag.split('|').skip(1).any(|part| {
        let part = part.trim_start();
        let (name, rest) = part
            .split_once(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or((part, ""));
        let between = part.len() - name.len() - rest.len();
        let blank = part[name.len()..name.len() + between].trim().is_empty();
        ASKING.contains(&name) && blank && rest.trim_start().starts_with(['\'', '"'])
    })
}

/// The language and what else there is, without quotes inside: `ruby mark_lines="1 2"` as `ruby mark_lines=1 2`.
pub(super) fn highlight(options: &str) -> String {
    format!("\"{}\"", options.replace(['"', '\''], ""))
}

pub(super) fn quote(text: &str) -> String {
    let text = text.trim_matches(['"', '\'']);
    match text.contains('"') {
        true => format!("'{text}'"),
        false => format!("\"{text}\""),
    }
}

/// `a/b.html key="v" other=page.x` as `"a/b.html" "key" "v" "other" page.x`.
pub(super) fn include(arguments: &str) -> String {
    let (file, rest) = arguments.split_at(end_of_name(arguments));
    let mut rest = rest.trim_start();
    let mut out = quote(file);
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quoted = value.starts_with(['"', '\'']);
        let end = match quoted {
            true => end_of_text(value),
            false => value.find(char::is_whitespace).unwrap_or(value.len()),
        };
        let given = match &value[..end] {
            text if quoted && text.contains('\\') && text.len() > 1 => {
                literal(&text[1..text.len() - 1])
            }
            plain => plain.to_owned(),
        };
        out.push_str(&format!(" {} {given}", quote(key.trim())));
        rest = value[end..].trim_start();
    }
    out
}

/// Where a file's name ends: at a blank, but for those inside `{{ … }}`.
fn end_of_name(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        match rest.find("{{").filter(|open| *open < blank) {
            Some(open) => match rest[open..].find("}}") {
                Some(close) => at += open + close + 2,
                None => return text.len(),
            },
            None => return at + blank,
        }
    }
}

/// Where a text in quotes ends, after its last quote; `\"` does not end it.
fn end_of_text(text: &str) -> usize {
    let mark = text.chars().next();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if Some(c) == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A text with `\"` in it, as Liquid can say it: in the quotes that it does not have itself.
fn literal(text: &str) -> String {
    let text = text.replace("\\\"", "\"").replace("\\'", "'");
    match text.contains('"') {
        true => format!("'{}'", text.replace('\'', "\u{2019}")),
        false => format!("\"{text}\""),
    }
}
