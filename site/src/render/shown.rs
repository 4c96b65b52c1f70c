//! How the lists that every article has are shown: their items one after the other, as in Jekyll's templates (`{{ page.categories }}` is
//! `movies`), where the engine would write `["movies"]`.
//!
//! Only these: the engine tells best itself what is not there, and an author's own list is joined by who shows it. It must not know
//! what is in the lists.

use std::borrow::Cow;
use tera::{Kwargs, State, Tera, Value};

/// What is a list in every article.
const LISTS: [&str; 2] = ["tags", "categories"];

/// What is put behind a path that is shown as it is. It is no name that an author writes.
const CALL: &str = "|__shown";

/// Gives an engine the filter that is put there.
pub(super) fn register(engine: &mut Tera) {
    engine.register_filter(
        "__shown",
        |value: &Value, _: Kwargs, _: &State| match value.is_array() {
            true => {
                let mut text = String::new();
                write(value, &mut text);
                Value::from(text)
            }
            false => value.clone(),
        },
    );
}

fn write(value: &Value, out: &mut String) {
    match value.as_array() {
        Some(items) => items.iter().for_each(|item| write(item, out)),
        None => out.push_str(&value.to_string()),
    }
}

/// The template for the engine: all lines and columns before what is added stay where they are.
pub(super) fn translated(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut written = 0;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], b"{") {
        let open = at + found;
        let rest = &text[open..];
        at = open + 1;
        let (end, shows) = match rest.as_bytes().get(1) {
            Some(b'{') => ("}}", true),
            Some(b'%') => ("%}", false),
            Some(b'#') => ("#}", false),
            _ => continue,
        };
        let Some(length) = rest[2..].find(end) else {
            continue;
        };
        let inside = rest[2..2 + length].trim_start_matches('-');
        at = open + 2 + length + 2;
        if shows {
            let path = inside.trim_end_matches('-').trim();
            if is_path(path) {
                // Where the path ends in the text.
                let start = open + 2 + (length - inside.len());
                let close = start + inside.find(path).unwrap_or_default() + path.len();
                out.push_str(&text[written..close]);
                out.push_str(CALL);
                written = close;
            }
        } else if inside.trim_end_matches('-').trim() == "raw" {
            let ends = text[at..].match_indices("{%").find(|(from, _)| {
                let tag = text[at + from + 2..].trim_start_matches('-').trim_start();
                tag.starts_with("endraw")
            });
            at = ends.map_or(text.len(), |(from, _)| at + from);
        }
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[written..]);
    Cow::Owned(out)
}

/// `page.tags`: the list of something that has a name, and nothing done with it.
fn is_path(text: &str) -> bool {
    let Some((owner, list)) = text.rsplit_once('.') else {
        return false;
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
    };
    LISTS.contains(&list) && owner.split('.').all(is_name)
}

/// A line that the engine saw, as its author wrote it.
pub(super) fn as_written(line: &str) -> String {
    line.replace(CALL, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_shown_are_marked_and_nothing_else() {
        for (text, wanted) in [
            ("a {{ page.tags }} b", "a {{ page.tags|__shown }} b"),
            ("{{- a.b.tags -}}", "{{- a.b.tags|__shown -}}"),
            (
                "{{a.categories}}{{ tags }}",
                "{{a.categories|__shown}}{{ tags }}",
            ),
            ("{{ a.b }}{{ a.tags.b }}", "{{ a.b }}{{ a.tags.b }}"),
            (
                "{{ a.tags | x }}{{ a?.tags }}",
                "{{ a.tags | x }}{{ a?.tags }}",
            ),
            ("{{ f(x=a.tags) }}", "{{ f(x=a.tags) }}"),
            (
                "{% raw %}{{ a.tags }}{%- endraw %}{{ a.tags }}",
                "{% raw %}{{ a.tags }}{%- endraw %}{{ a.tags|__shown }}",
            ),
            ("{# {{ a.tags }} #}{{ x", "{# {{ a.tags }} #}{{ x"),
        ] {
            let marked = translated(text);
            assert_eq!(marked, wanted);
            assert_eq!(as_written(&marked), text);
        }
    }
}
