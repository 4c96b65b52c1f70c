//! A body as the library can read it: the arguments that Jekyll writes bare (`{% include a/b.html key="v" %}`) in quotes, and what is
//! shown put into the form that Jekyll shows it in.
//!
//! It must not know what the tags do.

use super::bounds::TAG_BYTE;

/// The filter that everything shown goes through last.
pub(super) const SHOWN: &str = "__shown";

/// The word by which a loop is told how many bytes stand inside it: `{% for a in b __weight:120 %}`.
pub(super) const WEIGHT: &str = "__weight";

/// The library's grammar looks, at each blank, for a tag behind all the blanks that follow: a longer run than this is broken by
/// something that shows nothing, or 20,000 empty lines would take ten seconds.
const LONGEST_BLANK: usize = 500;
const NOTHING: &str = "{{nil}}";
const RAW_AGAIN: &str = "{% endraw %}{% raw %}";

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
pub(super) fn lacks_colon(tag: &str) -> bool {
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

/// The text with the bare arguments of Jekyll's tags in quotes, and with what is shown put into the form that Jekyll shows it in.
/// What stands between `raw` and `endraw` is left alone.
pub(super) fn translated(text: &str) -> String {
    translated_where(text, &mut |_, _| true)
}

/// The same without what is shown and does not pass: `keeps` is given its place in the text and what it is translated to.
pub(super) fn translated_where(text: &str, keeps: &mut dyn FnMut(usize, &str) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    // Whether the tag before takes away the blanks behind it.
    let mut trims = false;
    // Whether no `}}` is left: looked for once.
    let mut none_ends = false;
    let mut loops = Loops::default();
    while let Some(at) = memchr::memmem::find_iter(rest.as_bytes(), b"{")
        .find(|at| rest[at + 1..].starts_with(['{', '%']))
    {
        let shows = rest[at + 1..].starts_with('{');
        let end = if shows { "}}" } else { "%}" };
        // `{%}` opens a tag and does not close it.
        let length = match shows && none_ends {
            true => None,
            false => rest[at + 2..].find(end).map(|inside| inside + 2),
        };
        let Some(length) = length else {
            if shows {
                none_ends = true;
                push(&mut out, &rest[..at + 2], NOTHING, (trims, false));
                (rest, trims) = (&rest[at + 2..], false);
                continue;
            }
            break;
        };
        let (before, tag) = (&rest[..at], &rest[at..at + length + 2]);
        rest = &rest[at + length + 2..];
        let dash = |one: bool| if one { "-" } else { "" };
        let inside = &tag[2..tag.len() - 2];
        let (opens, closes) = (inside.starts_with('-'), inside.ends_with('-'));
        push(&mut out, before, NOTHING, (trims, opens));
        trims = closes;
        if shows {
            let closes = dash(closes && inside.len() > 1);
            let inside = inside.strip_suffix(closes).unwrap_or(inside);
            // Nothing is shown by `{{ }}`, which the library does not know.
            if inside.trim_matches('-').trim().is_empty() {
                out.push_str(&format!("{{{{{}nil{closes}}}}}", dash(opens)));
                continue;
            }
            let shown = format!("{{{{{inside}| {SHOWN} {closes}}}}}");
            match keeps(text.len() - rest.len() - tag.len(), &shown) {
                true => out.push_str(&shown),
                // The lines below keep their numbers.
                false => {
                    out.push_str(NOTHING);
                    out.extend(tag.chars().filter(|c| *c == '\n'));
                }
            }
            continue;
        }
        let inside = inside.trim_matches('-').trim();
        let (name, arguments) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let quoted = match name {
            "link" | "post_url" => Some(quote(arguments.trim())),
            "highlight" => Some(highlight(arguments.trim())),
            "include" | "include_cached" | "include_relative" => Some(include(arguments.trim())),
            _ => None,
        };
        match quoted {
            Some(arguments) => {
                let name = name.trim_end_matches("_cached");
                out.push_str(&format!(
                    "{{%{} {name} {arguments} {}%}}",
                    dash(opens),
                    dash(closes)
                ));
            }
            // `{% else %if %}`, as Jekyll Bootstrap has it: what follows such a name is nobody's to read.
            None if takes_nothing(name) && !arguments.is_empty() => {
                out.push_str(&format!("{{%{} {name} {}%}}", dash(opens), dash(closes)));
            }
            None => {
                loops.tag(
                    name,
                    tag.len(),
                    out.len() + tag.len() - 2 - usize::from(closes),
                );
                out.push_str(tag);
            }
        }
        if matches!(name, "raw" | "comment") {
            let length = end_of_block(rest, name);
            let again = if name == "raw" { RAW_AGAIN } else { NOTHING };
            let dashed = rest[length..].starts_with("{%-");
            push(&mut out, &rest[..length], again, (trims, dashed));
            rest = &rest[length..];
            trims = false;
        }
    }
    push(&mut out, rest, NOTHING, (trims, false));
    loops.weighed(out)
}

/// The loops of a text, and how much stands inside each.
#[derive(Default)]
struct Loops {
    /// Those that are open: their places in `all`, and what stood before them.
    open: Vec<(usize, usize)>,
    /// Where the tag of each ends, and how much stands inside: none where it does not end, which the parser tells.
    all: Vec<(usize, usize)>,
    /// The bytes of all tags so far.
    tags: usize,
}

impl Loops {
    /// A tag that ends here.
    fn tag(&mut self, name: &str, length: usize, at: usize) {
        self.tags += length;
        let so_far = at + TAG_BYTE * self.tags;
        match name {
            "for" | "tablerow" => {
                self.open.push((self.all.len(), so_far));
                self.all.push((at, 0));
            }
            "endfor" | "endtablerow" => {
                if let Some((number, begun)) = self.open.pop() {
                    self.all[number].1 = so_far - begun;
                }
            }
            _ => {}
        }
    }

    /// The text with the weight of each loop in its tag.
    fn weighed(self, text: String) -> String {
        if self.all.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len() + self.all.len() * 20);
        let mut written = 0;
        for (at, weight) in self.all {
            out.push_str(&text[written..at]);
            out.push_str(&format!(" {WEIGHT}:{weight} "));
            written = at;
        }
        out.push_str(&text[written..]);
        out
    }
}

/// Writes a text between tags, its long runs of blanks broken by `broken_by`; not those at its ends that are taken away, which the
/// grammar reads only once.
fn push(out: &mut String, text: &str, broken_by: &str, (from_start, from_end): (bool, bool)) {
    let blank = [' ', '\n', '\r'];
    let start = match from_start {
        true => text.len() - text.trim_start_matches(blank).len(),
        false => 0,
    };
    let end = match from_end {
        true => text.trim_end_matches(blank).len().max(start),
        false => text.len(),
    };
    let mut written = 0;
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate().take(end).skip(start) {
        run = if matches!(byte, b' ' | b'\n' | b'\r') {
            run + 1
        } else {
            0
        };
        if run > LONGEST_BLANK {
            out.push_str(&text[written..at]);
            out.push_str(broken_by);
            (written, run) = (at, 1);
        }
    }
    out.push_str(&text[written..]);
}

/// What ends with a tag of its own, but for `raw` and `comment`.
const BLOCKS: [&str; 8] = [
    "if",
    "unless",
    "for",
    "case",
    "capture",
    "tablerow",
    "ifchanged",
    "highlight",
];

/// Blocks within blocks, at most: as many as the library's stack and Jekyll's Liquid bear.
const DEEPEST: usize = 100;

/// Bytes of a tag in which brackets are counted.
const LONGEST_TAG: usize = 10_000;

/// Whether blocks stand in blocks in blocks, or brackets in brackets of a tag.
pub(super) fn too_deep(text: &str) -> bool {
    let brackets = |inside: &[u8]| {
        let mut depth = 0_usize;
        inside.iter().any(|byte| {
            match *byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > DEEPEST
        })
    };
    // As much of a tag as can hold so many brackets; or tags that never end would be looked through again and again.
    let inside = |at: usize, end: &str| {
        let bytes = &text.as_bytes()[at..];
        let bytes = &bytes[..bytes.len().min(LONGEST_TAG)];
        let length = memchr::memmem::find(bytes, end.as_bytes());
        &bytes[..length.unwrap_or(bytes.len())]
    };
    let mut shown = text.match_indices("{{").map(|(at, _)| inside(at, "}}"));
    let mut tags = text.match_indices("{%").map(|(at, _)| inside(at, "%}"));
    blocks(text) || shown.any(brackets) || tags.any(brackets)
}

fn blocks(text: &str) -> bool {
    let mut depth = 0_usize;
    text.match_indices("{%").any(|(at, _)| {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let end = inside.find(|c: char| !c.is_ascii_alphabetic());
        let name = &inside[..end.unwrap_or(inside.len())];
        match name.strip_prefix("end") {
            Some(block) if BLOCKS.contains(&block) => depth = depth.saturating_sub(1),
            _ => depth += usize::from(BLOCKS.contains(&name)),
        }
        depth > DEEPEST
    })
}

/// Whether a tag has no arguments.
fn takes_nothing(name: &str) -> bool {
    matches!(name, "else" | "break" | "continue")
        || name
            .strip_prefix("end")
            .is_some_and(|block| BLOCKS.contains(&block) || matches!(block, "raw" | "comment"))
}

/// Up to where the tag stands that ends such a block.
fn end_of_block(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let rest = inside
            .strip_prefix("end")
            .and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
    };
    let mut tags = text.match_indices("{%").map(|(at, _)| at);
    tags.find(ends).unwrap_or(text.len())
}

/// The language and what else there is, without quotes inside: `ruby mark_lines="1 2"` as `ruby mark_lines=1 2`.
fn highlight(options: &str) -> String {
    format!("\"{}\"", options.replace(['"', '\''], ""))
}

fn quote(text: &str) -> String {
    let text = text.trim_matches(['"', '\'']);
    match text.contains('"') {
        true => format!("'{text}'"),
        false => format!("\"{text}\""),
    }
}

/// `a/b.html key="v" other=page.x` as `"a/b.html" "key" "v" "other" page.x`.
fn include(arguments: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_arguments_come_into_quotes() {
        for (bare, quoted) in [
            (
                "a {% post_url 2019-02-04-a %} b",
                "a {% post_url \"2019-02-04-a\" %} b",
            ),
            (
                "{%- include a/b.html k=\"v w\" o=page.x -%}",
                "{%- include \"a/b.html\" \"k\" \"v w\" \"o\" page.x -%}",
            ),
            (
                "{% if a %}{%- else %if %}{% endif a -%}",
                "{% if a %}{%- else %}{% endif -%}",
            ),
            (
                "{ {{- a | b -}} {{}} {{ }",
                "{ {{- a | b | __shown -}} {{nil}} {{ }",
            ),
            (
                "{% raw %}{{ a }}{% link b.md %}{%- endraw %}{{a}}",
                "{% raw %}{{ a }}{% link b.md %}{%- endraw %}{{a| __shown }}",
            ),
            (
                "{% highlight ruby mark_lines=\"1 2\" %}",
                "{% highlight \"ruby mark_lines=1 2\" %}",
            ),
            (
                "{% highlight ruby linenos %}",
                "{% highlight \"ruby linenos\" %}",
            ),
        ] {
            assert_eq!(translated(bare), quoted);
        }
    }

    #[test]
    fn long_runs_of_blanks_are_broken_where_they_stay() {
        let long = "\n".repeat(LONGEST_BLANK + 1);
        let half = "\n".repeat(LONGEST_BLANK);
        for (text, broken) in [
            (format!("a{long}b"), format!("a{half}{{{{nil}}}}\nb")),
            (
                format!("{{% raw %}}{long}{{% endraw %}}"),
                format!("{{% raw %}}{half}{RAW_AGAIN}\n{{% endraw %}}"),
            ),
            (
                format!("{{% raw %}}{long}{{%- endraw %}}"),
                format!("{{% raw %}}{long}{{%- endraw %}}"),
            ),
            (format!("{{% a -%}}{long}b"), format!("{{% a -%}}{long}b")),
            (format!("a{long}{{%- a %}}"), format!("a{long}{{%- a %}}")),
        ] {
            assert_eq!(translated(&text), broken);
        }
    }
}
