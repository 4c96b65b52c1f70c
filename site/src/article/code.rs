//! A block of code as HTML: its language, its text in colours, the numbers of its lines and the marks on them where somebody asks for them.
//!
//! It must not know Markdown, nor how code comes by its colours.

use super::highlight::{Fences, escape};
use std::fmt::Write as _;

/// A block of code as its author wrote it.
pub struct Code<'a> {
    language: &'a str,
    text: &'a str,
    /// The number of the first line, where lines have numbers.
    first: Option<u32>,
    /// The lines that are marked, from 1.
    marked: Vec<u32>,
}

impl<'a> Code<'a> {
    /// A block with what stands behind its fence or in Jekyll's `highlight`: a language, then `linenos` and `mark_lines="1 3"` in
    /// any order. `first` is the number of the first line where the site has numbers.
    pub fn new(info: &'a str, text: &'a str, first: Option<u32>) -> Self {
        let language = info
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':'))
            .next()
            .unwrap_or_default();
        let mut numbered = false;
        let mut marked = Vec::new();
        let mut in_marks = false;
        for word in info.split_whitespace().skip(1) {
            numbered |= word.split('=').next() == Some("linenos");
            let marks = word.strip_prefix("mark_lines=");
            in_marks =
                marks.is_some() || in_marks && word.starts_with(|c: char| c.is_ascii_digit());
            if in_marks {
                let numbers = marks.unwrap_or(word).split(['"', '\'', ',']);
                marked.extend(numbers.filter_map(|number| number.parse::<u32>().ok()));
            }
        }
        Self {
            language,
            text,
            first: first.or_else(|| numbered.then_some(1)),
            marked,
        }
    }

    /// What the code is written in, as its author calls it; empty where nobody says.
    pub fn language(&self) -> &str {
        self.language
    }

    /// Its HTML. The numbers stand before the code, as in Jekyll's, but in an element of their own that nobody reads out or copies.
    pub fn html(&self, fences: &Fences) -> String {
        let mut out = String::new();
        if let Some(first) = self.first {
            out.push_str("<div class=\"numbered\"><pre class=\"lineno\" aria-hidden=\"true\">");
            for number in 0..self.text.lines().count().max(1) {
                let _ = writeln!(out, "{}", u64::from(first) + number as u64);
            }
            out.push_str("</pre>");
        }
        out.push_str("<pre class=\"highlight\" tabindex=\"0\"><code");
        if !self.language.is_empty() {
            out.push_str(" class=\"language-");
            escape(self.language, &mut out);
            out.push_str("\" data-lang=\"");
            escape(self.language, &mut out);
            out.push('"');
        }
        out.push('>');
        let html = fences.html(self.language, self.text);
        match self.marked.is_empty() {
            true => out.push_str(&html),
            false => mark(&html, &self.marked, &mut out),
        }
        out.push_str("</code></pre>");
        if self.first.is_some() {
            out.push_str("</div>");
        }
        out
    }
}

/// Puts the marked lines into spans of their own, in Rouge's class. A span of a colour that goes over several lines is parted.
fn mark(html: &str, marked: &[u32], out: &mut String) {
    let mut colour = "";
    for (number, line) in (1..).zip(html.split_inclusive('\n')) {
        let is_marked = marked.contains(&number);
        if is_marked {
            out.push_str("<span class=\"hll\">");
        }
        out.push_str(colour);
        out.push_str(line);
        // Spans of colours do not stand in each other.
        if let Some(at) = line.rfind("<span").max(line.rfind("</span")) {
            let tag = &line[at..];
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            colour = if tag.starts_with("</") {
                ""
            } else {
                &tag[..end]
            };
        }
        if !colour.is_empty() {
            out.push_str("</span>");
        }
        if is_marked {
            out.push_str("</span>");
        }
    }
}
