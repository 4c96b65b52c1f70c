//! A body as the library can read it: the arguments that Jekyll writes bare (`{% include a/b.html key="v" %}`) in quotes, and what is
//! shown put into the form that Jekyll shows it in.
//!
//! It must not know what the tags do.

mod arguments;
mod conditions;
mod depth;
mod loops;
mod numbers;

use arguments::{highlight, include, quote};
use depth::BLOCKS;
use loops::Loops;
use std::borrow::Cow;

pub(super) use arguments::lacks_colon;
pub(super) use conditions::guarded;
pub(super) use depth::too_deep;
pub(super) use loops::WEIGHT;
pub(super) use numbers::too_large;

/// The filter that everything shown goes through last.
pub(super) const SHOWN: &str = "__shown";

/// The library's grammar looks, at each blank, for a tag behind all the blanks that follow: a longer run than this is broken by
/// something that shows nothing, or 20,000 empty lines would take ten seconds.
const LONGEST_BLANK: usize = 500;
const NOTHING: &str = "{{nil}}";
const RAW_AGAIN: &str = "{% endraw %}{% raw %}";

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
                let guarded = matches!(name, "if" | "unless" | "elsif")
                    .then(|| guarded(arguments))
                    .flatten();
                let tag = match guarded {
                    Some(guarded) => tag.replacen(arguments, &guarded, 1).into(),
                    None => Cow::Borrowed(tag),
                };
                let end = out.len() + tag.len() - 2 - usize::from(closes);
                loops.tag(name, tag.len(), end);
                out.push_str(&tag);
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
