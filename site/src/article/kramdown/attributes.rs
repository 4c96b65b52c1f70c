//! One attribute list: what it says, and how it comes into a tag.
//!
//! It must not know Markdown.

use crate::article::highlight::escape;
use std::collections::BTreeMap;

/// Marks in written HTML where attributes are to go: the number of the list stands between two of them.
const MARK: char = '\u{1}';

/// What a list of attributes says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    /// The last id that was given.
    pub id: Option<String>,
    /// The classes in their order.
    pub classes: Vec<String>,
    /// Other attributes, the later of two with one name.
    others: Vec<(String, String)>,
    /// It asks for the table of contents.
    pub toc: bool,
}

impl Attributes {
    pub(super) fn with_id(id: String) -> Self {
        Self {
            id: Some(id),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.toc |= more.toc;
        self.id = more.id.or_else(|| self.id.take());
        for class in more.classes {
            self.class(&class);
        }
        for (key, value) in more.others {
            self.set(&key, value);
        }
    }

    fn class(&mut self, class: &str) {
        if !self.classes.iter().any(|known| known == class) {
            self.classes.push(class.to_owned());
        }
    }

    fn set(&mut self, key: &str, value: String) {
        match key {
            "id" => self.id = Some(value),
            "class" => value.split_whitespace().for_each(|class| self.class(class)),
            _ => {
                self.others.retain(|(known, _)| known != key);
                self.others.push((key.to_owned(), value));
            }
        }
    }

    /// The mark that [`weave`] replaces.
    pub(crate) fn mark(number: usize) -> String {
        format!("{MARK}{number}{MARK}")
    }
}

/// `{:name: .class key="value"}`: the name and what it stands for.
pub(super) fn definition(list: &str) -> Option<(&str, &str)> {
    let inside = list.strip_prefix("{:")?.strip_suffix('}')?;
    let (name, rest) = inside.split_once(':')?;
    let good = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-".contains(c));
    good.then_some((name, rest))
}

/// What a list says; a bare word is the name of a definition.
pub(super) fn parse(list: &str, named: &BTreeMap<String, Attributes>) -> Attributes {
    let inside = list
        .strip_prefix("{:")
        .and_then(|rest| rest.strip_suffix('}'));
    let mut rest = inside.unwrap_or_default().trim();
    let mut found = Attributes::default();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let quoted = after.strip_prefix('=').and_then(|value| {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let value = &value[1..];
            let end = value.find(quote)?;
            Some((&value[..end], &value[end + 1..]))
        });
        match (quoted, after.strip_prefix('=')) {
            (Some((value, after)), _) => {
                if is_name(word) {
                    found.set(word, value.to_owned());
                }
                rest = after;
            }
            // Kramdown wants quotes; what has none is what the author meant all the same.
            (None, Some(value)) => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                if is_name(word) {
                    found.set(word, value[..end].to_owned());
                }
                rest = &value[end..];
            }
            (None, None) => {
                found.word(word, named);
                rest = after;
            }
        }
        rest = rest.trim_start();
    }
    found
}

impl Attributes {
    /// `.class`, `#id`, both in a row, `toc`, or a name.
    fn word(&mut self, word: &str, named: &BTreeMap<String, Self>) {
        if !word.starts_with(['.', '#']) {
            match named.get(word) {
                Some(more) => self.add(more.clone()),
                None => self.toc |= word == "toc",
            }
            return;
        }
        let mut rest = word;
        while let Some(kind) = rest.chars().next() {
            let end = rest[1..].find(['.', '#']).map_or(rest.len(), |at| at + 1);
            match (kind, &rest[1..end]) {
                (_, "") => {}
                ('#', id) => self.id = Some(id.to_owned()),
                (_, class) => self.class(class),
            }
            rest = &rest[end..];
        }
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_:.-".contains(c))
}

/// Replaces each mark by attributes in the tag that follows it.
pub(crate) fn weave(html: &str, lists: &[Attributes]) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        let Some((number, after)) = after.split_once(MARK) else {
            out.push_str(after);
            return out;
        };
        let list = number.parse::<usize>().ok().and_then(|n| lists.get(n));
        rest = match list {
            Some(list) => into_tag(after, list, &mut out),
            None => after,
        };
    }
    out.push_str(rest);
    out
}

/// Writes the tag at the head of `html` with these attributes in it; what follows the tag.
fn into_tag<'h>(html: &'h str, list: &Attributes, out: &mut String) -> &'h str {
    let mut html = match out.ends_with('\n') {
        true => html.trim_start_matches('\n'),
        false => html,
    };
    // A table stands in a frame that can be scrolled; what is said of the table goes to the table.
    if html.trim_start().starts_with("<div class=\"table\"")
        && let Some(at) = html.find("<table")
    {
        out.push_str(&html[..at]);
        html = &html[at..];
    }
    let blanks = html.len() - html.trim_start().len();
    if !out.ends_with('\n') {
        out.push_str(&html[..blanks]);
    }
    let html = &html[blanks..];
    let Some(end) = tag_end(html) else {
        return html;
    };
    let (tag, after) = html.split_at(end);
    let closing = if tag.ends_with('/') { "/" } else { "" };
    let tag = tag.trim_end_matches('/').trim_end();
    let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    out.push_str(&tag[..name_end]);
    let mut list = list.clone();
    for (key, value) in attributes(&tag[name_end..]) {
        let given = |name: &str| list.others.iter().any(|(known, _)| known == name);
        match key {
            "class" => {
                let mut classes: Vec<String> = value
                    .unwrap_or_default()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect();
                classes.append(&mut list.classes);
                classes.dedup();
                list.classes = classes;
            }
            "id" if list.id.is_some() => {}
            key if given(key) => {}
            key => {
                out.push(' ');
                out.push_str(key);
                if let Some(value) = value {
                    out.push_str("=\"");
                    out.push_str(value);
                    out.push('"');
                }
            }
        }
    }
    if let Some(id) = &list.id {
        write(out, "id", id);
    }
    if !list.classes.is_empty() {
        write(out, "class", &list.classes.join(" "));
    }
    for (key, value) in &list.others {
        write(out, key, value);
    }
    if !closing.is_empty() {
        out.push_str(" /");
    }
    after
}

/// Where the tag at the head of `html` ends, before its `>`.
fn tag_end(html: &str) -> Option<usize> {
    if !html.starts_with('<') {
        return None;
    }
    let mut quoted = false;
    html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

/// Names and values in a tag that the program wrote, so quoted with `"` or bare names.
fn attributes(text: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let value = after
            .strip_prefix("=\"")
            .and_then(|value| value.split_once('"'));
        match value {
            Some((value, after)) => {
                found.push((key, Some(value)));
                rest = after.trim_start();
            }
            None => {
                found.push((key, None));
                rest = after.trim_start_matches('=').trim_start();
            }
        }
    }
    found
}

fn write(out: &mut String, key: &str, value: &str) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_into_the_tag_that_follows() {
        let named = BTreeMap::from([("ref".to_owned(), parse("{: .r}", &BTreeMap::new()))]);
        let list = parse("{: .a#b.c  key=\"v \\\" ref ref x='1>' id=\"z\" }", &named);
        let html = format!(
            "{}<p class=\"old\" id=\"i\" x=\"0\">t</p>",
            Attributes::mark(0)
        );
        assert_eq!(
            weave(&html, &[parse("{: .a#b ref x='1>'}", &named)]),
            "<p id=\"b\" class=\"old a r\" x=\"1&gt;\">t</p>"
        );
        assert_eq!(list.id.as_deref(), Some("z"));
        let image = format!("x{}<img\u{0} alt=\"a > b\" />", Attributes::mark(0));
        assert_eq!(
            weave(&image, &[parse("{: width=\"50\" onclick=<}", &named)]),
            "x<img\u{0} alt=\"a > b\" width=\"50\" onclick=\"&lt;\" />"
        );
    }
}
