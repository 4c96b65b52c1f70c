//! The HTML of an article -> what it says, section by section, for excerpts and for the words of the index.
//!
//! It must not know where the HTML comes from: whatever it is, the result is plain text.

use crate::article::markdown::SLOT;
use crate::article::text::joins_lines;

/// The text below one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// What leads there on the page; empty before the first heading.
    pub id: String,
    /// The heading.
    pub heading: String,
    /// The text, with one blank at most between two characters.
    pub text: String,
}

/// Elements whose content is not text of the article.
const SILENT: &[&str] = &["script", "style", "svg", "annotation", "template"];

/// Elements that stand in the midst of a word or a sentence. All others part what they stand between.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// A blank that is due before the next character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Due {
    Nothing,
    /// White space of the source: between Chinese characters it stands for nothing.
    Soft,
    /// The border of a paragraph or a cell.
    Hard,
}

struct Reader {
    sections: Vec<Section>,
    in_heading: bool,
    due: Due,
}

/// The sections of an article, empty ones left out.
pub(super) fn sections(html: &str) -> Vec<Section> {
    let mut reader = Reader {
        sections: vec![Section::default()],
        in_heading: false,
        due: Due::Nothing,
    };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        rest = reader.tag(&rest[at..]);
    }
    reader.text(rest);
    let mut sections = reader.sections;
    sections.retain(|section| !(section.text.is_empty() && section.heading.is_empty()));
    sections
}

impl Reader {
    /// Reads one tag and returns what follows it.
    fn tag<'a>(&mut self, html: &'a str) -> &'a str {
        if let Some(comment) = html.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |at| &comment[at + 3..]);
        }
        let inside = &html[1..];
        let closing = inside.starts_with('/');
        let named = inside.strip_prefix('/').unwrap_or(inside);
        let end = named
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(named.len());
        let name = named[..end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !inside.starts_with('!') {
            self.text("<");
            return inside;
        }
        let attributes = &named[end..];
        let length = tag_end(attributes);
        let mut rest = attributes.get(length + 1..).unwrap_or("");
        let name = name.as_str();
        // Nor are the numbers before lines of code.
        let numbers = name == "pre" && attributes[..length].contains("\"lineno\"");
        let silent = numbers || SILENT.contains(&name);
        if silent && !closing {
            let close = format!("</{name}");
            let end = rest.match_indices("</").find(|(at, _)| {
                let head = rest.as_bytes().get(*at..at + close.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(close.as_bytes()))
            });
            rest = end.map_or("", |(at, _)| &rest[at..]);
        }
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.in_heading = !closing;
            if !closing {
                self.sections.push(Section {
                    id: id(&attributes[..length]).unwrap_or_default(),
                    ..Section::default()
                });
            }
            self.due = Due::Nothing;
        } else if !INLINE.contains(&name) {
            self.due = Due::Hard;
        }
        rest
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            self.plain(&rest[..at]);
            rest = &rest[at..];
            let (c, length) = entity(rest);
            self.plain(c.encode_utf8(&mut [0; 4]));
            rest = &rest[length..];
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        let in_heading = self.in_heading;
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let out = match in_heading {
            true => &mut section.heading,
            false => &mut section.text,
        };
        for c in text.chars() {
            if c.is_whitespace() || c == SLOT {
                if self.due < Due::Soft {
                    self.due = Due::Soft;
                }
                continue;
            }
            if c.is_control() {
                continue;
            }
            if self.due != Due::Nothing && !out.is_empty() {
                let joined = self.due == Due::Soft && out.ends_with(joins_lines) && joins_lines(c);
                if !joined {
                    out.push(' ');
                }
            }
            self.due = Due::Nothing;
            out.push(c);
        }
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(attributes: &str) -> usize {
    let mut quote = None;
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    attributes.len()
}

/// The value of `id="…"`.
fn id(attributes: &str) -> Option<String> {
    let at = attributes.find(" id=\"")? + " id=\"".len();
    let value = attributes[at..].split('"').next()?;
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (c, length) = entity(&rest[at..]);
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    Some(out)
}

/// The character that the entity at the beginning of a text means, and its length in bytes. What is none is an ampersand.
fn entity(text: &str) -> (char, usize) {
    let end = text.bytes().take(12).position(|byte| byte == b';');
    let name = end.map_or("", |end| &text[1..end]);
    let number = name
        .strip_prefix('#')
        .and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
    let c = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => number.and_then(char::from_u32),
    };
    match (c, end) {
        (Some(c), Some(end)) => (c, end + 1),
        _ => ('&', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_divided_at_headings_and_joined_as_it_is_read() {
        let html = "<p>第一\n行<b>大</b>模型 v2</p><h2 id=\"a&amp;b\">标<i>题</i><a href=\"#a\"></a></h2>\n<table><tr><td>模型</td>\
                    <td>价格</td></tr></table><script>x < y</script>3 &lt; 4 &#x4f60;&nosuch; < 5<!-- no --><img alt=\"a>b\">";
        let found = sections(html);
        let shown: Vec<[&str; 3]> = found
            .iter()
            .map(|s| [s.id.as_str(), s.heading.as_str(), s.text.as_str()])
            .collect();
        assert_eq!(
            shown,
            [
                ["", "", "第一行大模型 v2"],
                ["a&b", "标题", "模型 价格 3 < 4 你&nosuch; < 5"],
            ]
        );
    }

    #[test]
    fn broken_html_is_read_to_its_end() {
        for html in [
            "<",
            "</",
            "<a",
            "<a b=\"",
            "<!--",
            "&",
            "&#x110000;",
            "<script",
            "<script><",
            "<h1><h2>x",
            "\0<b>\0",
        ] {
            sections(html);
        }
    }
}
