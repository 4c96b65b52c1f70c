//! Tags of HTML as kramdown reads them: names of letters of any script, with dots, attributes with quotes or of one word; what is no such
//! tag is text.
//!
//! It must not know Markdown.

use super::super::standing::TIE;
use super::super::tags;

/// A tag.
pub(super) struct Tag<'t> {
    /// As it was written.
    pub text: &'t str,
    /// In lower case where HTML knows it.
    pub name: String,
    /// It is the end of an element.
    pub closes: bool,
    /// It is an element by itself.
    pub is_closed: bool,
    /// What its attribute `markdown` says.
    pub markdown: Option<&'t str>,
}

/// What a text goes on with.
pub(super) enum Found<'t> {
    Tag(Tag<'t>),
    /// A comment or an instruction.
    Aside(&'t str),
}

/// The tag that a text begins with.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let length = name_length(inside)?;
    let (name, mut rest) = inside.split_at(length);
    let mut markdown = None;
    while let Some((key, value, after)) = attribute(rest).filter(|_| !closes) {
        if key.eq_ignore_ascii_case("markdown") {
            markdown = Some(value);
        }
        rest = after;
    }
    rest = rest.trim_start();
    let slash = rest.strip_prefix('/').filter(|_| !closes);
    let rest_after = slash.unwrap_or(rest).strip_prefix('>')?;
    let low = name.to_ascii_lowercase();
    let name = match tags::is_known(&low) {
        true => low,
        false => name.to_owned(),
    };
    let is_closed = slash.is_some() || tags::is_empty(&name);
    let text = &text[..text.len() - rest_after.len()];
    Some(Tag {
        text,
        name,
        closes,
        is_closed,
        markdown,
    })
}

fn is_first(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '\u{b7}')
}

/// How long the name is that a text begins with, one colon in it allowed.
fn name_length(text: &str) -> Option<usize> {
    let part = |text: &str| {
        let first = text.chars().next().filter(|c| is_first(*c))?;
        let after = &text[first.len_utf8()..];
        let length = after.find(|c| !is_of_name(c)).unwrap_or(after.len());
        Some(first.len_utf8() + length)
    };
    let length = part(text)?;
    let second = text[length..].strip_prefix(':').and_then(part);
    Some(length + second.map_or(0, |second| second + 1))
}

/// The attribute that a text begins with, blanks before it: its name, its value, what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let bare = text.trim_start();
    if bare.len() == text.len() {
        return None;
    }
    let (key, after) = bare.split_at(name_length(bare)?);
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return Some((key, "", after));
    };
    let value = value.trim_start();
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (value, after) = value[1..].split_once(quote)?;
        return Some((key, value, after));
    }
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let length = value.find(|c| !is_word(c)).unwrap_or(value.len());
    let (value, after) = value.split_at(length);
    (length > 0).then_some((key, value, after))
}

/// Goes through a text.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Where what was found last begins.
    begun: usize,
    /// Where this was asked to look.
    from: usize,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            begun: 0,
            from: 0,
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn done(&self) -> usize {
        self.at
    }

    pub(super) fn skip(&mut self, length: usize) {
        self.at += length;
    }

    /// Whether what was found last stood right where the search began.
    pub(super) fn is_begin(&self) -> bool {
        self.begun == self.from
    }

    /// The next tag, comment or instruction.
    pub(super) fn next(&mut self) -> Option<Found<'t>> {
        self.from = self.at;
        let mut look = self.at;
        while let Some(found) = memchr::memchr(b'<', &self.text.as_bytes()[look..]) {
            let begin = look + found;
            let rest = &self.text[begin..];
            let aside = [("<!--", "-->"), ("<?", "?>")]
                .into_iter()
                .find_map(|(open, close)| {
                    let inside = rest.strip_prefix(open)?;
                    Some(open.len() + inside.find(close)? + close.len())
                });
            if let Some(length) = aside {
                (self.begun, self.at) = (begin, begin + length);
                return Some(Found::Aside(&rest[..length]));
            }
            if let Some(tag) = tag(rest) {
                (self.begun, self.at) = (begin, begin + tag.text.len());
                return Some(Found::Tag(tag));
            }
            look = begin + 1;
        }
        None
    }

    /// Goes to the end of an element that has begun, and adds what it holds and its end to the HTML: brackets that are none of a tag's, and
    /// ends of nothing, as text.
    pub(super) fn inside(&mut self, name: &str, html: &mut String) {
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.last() {
            if tags::is_script(name) {
                self.verbatim(name, html);
                open.pop();
                continue;
            }
            let from = self.at;
            let Some(found) = self.next() else {
                // What closes it stands in the last line of it.
                let rest = self.text[from..].trim_end();
                self.at = from + rest.len();
                text(rest, html);
                for name in open.iter().rev() {
                    html.push_str(&format!("</{name}>"));
                }
                return;
            };
            text(&self.text[from..self.begun], html);
            match found {
                Found::Aside(aside) => html.push_str(&aside.replace("-->", &format!("--{TIE}>"))),
                Found::Tag(tag) if !tag.closes => {
                    html.push_str(tag.text);
                    if !tag.is_closed {
                        open.push(tag.name);
                    }
                }
                Found::Tag(tag) if tag.name == *name => {
                    html.push_str(tag.text);
                    open.pop();
                }
                Found::Tag(tag) => text(tag.text, html),
            }
        }
    }

    /// What nobody reads, to its end.
    fn verbatim(&mut self, name: &str, html: &mut String) {
        let rest = self.rest();
        let end = rest
            .match_indices("</")
            .map(|(at, _)| at)
            .find(|at| tag(&rest[*at..]).is_some_and(|tag| tag.name == name));
        let content = &rest[..end.unwrap_or(rest.len())];
        html.push_str(&content.replace("-->", &format!("--{TIE}>")));
        self.at += content.len();
        match end.and_then(|end| tag(&rest[end..])) {
            Some(tag) => {
                html.push_str(tag.text);
                self.at += tag.text.len();
            }
            None => html.push_str(&format!("</{name}>")),
        }
    }
}

fn text(text: &str, html: &mut String) {
    html.push_str(
        &text
            .replace('<', "&lt;")
            .replace("-->", &format!("--{TIE}>")),
    );
}
