//! What stands within the lines of a paragraph as kramdown reads it: code goes on to the next backticks as many as began it, also where more
//! of them follow; what stands in an element that is none of HTML's, such as `<T>`, or in `<code>` is no Markdown; one that nothing ends goes
//! to the end of the paragraph; the end of nothing is text; and where `****` stands between bold words one ends and the next begins.
//!
//! No line is added or taken away. It must not know blocks beyond where paragraphs begin and end.

use super::super::standing::{Standing, Stands};
use super::super::tags;
use super::super::text::whole_lines;
use super::code::in_code;
use super::lines::MARK;
use super::odd::may_differ;
use super::tag::{self, Tag};
use std::borrow::Cow;

/// Begins a tag that is to be written as it is, and ends it: to CommonMark a comment.
const OPEN: &str = "<!--\u{f8fc}";
const CLOSE: &str = "\u{f8fc}-->";

/// A tag that was covered, as it is to be written; `None` for any other.
pub(in super::super) fn uncovered(html: &str) -> Option<&str> {
    html.strip_prefix(OPEN)?.strip_suffix(CLOSE)
}

/// The text as both read it alike; borrowed where it is.
pub(super) fn alike(body: &str) -> Cow<'_, str> {
    if !may_differ(body) {
        return body.into();
    }
    let mut out = String::with_capacity(body.len() + body.len() / 16);
    let mut standing = Standing::default();
    let (mut begun, mut at) = (0, 0);
    let mut changed = false;
    let mut end = |part: &str, out: &mut String| {
        for part in cells(part) {
            match paragraph(part) {
                Some(other) => {
                    changed = true;
                    out.push_str(&other);
                }
                None => out.push_str(part),
            }
        }
    };
    for line in whole_lines(body) {
        let begins = match standing.of_kramdown(line) {
            Stands::Text { after_text } => {
                let bare = line.trim_start();
                let names = bare.starts_with('[') && bare.contains("]:");
                let apart = names || bare.starts_with(['#', '>']) || line.contains('|');
                !after_text || apart || standing.begun().is_some()
            }
            _ => {
                end(&body[begun..at], &mut out);
                out.push_str(line);
                at += line.len();
                begun = at;
                continue;
            }
        };
        if begins {
            end(&body[begun..at], &mut out);
            begun = at;
        }
        at += line.len();
    }
    end(&body[begun..], &mut out);
    match changed {
        true => out.into(),
        false => body.into(),
    }
}

/// The cells of a table's row, bars included; any other paragraph as a whole.
fn cells(text: &str) -> Vec<&str> {
    let is_row = text.contains('|') && !text.trim_end().contains('\n');
    let mut cells = Vec::new();
    let mut done = 0;
    let bars = text.match_indices('|').filter(|_| is_row);
    // More of them than a table has are not looked at.
    for (at, _) in bars.take(200) {
        if !text[..at].ends_with('\\') && !in_code(text, at) {
            cells.extend([&text[done..at], &text[at..=at]]);
            done = at + 1;
        }
    }
    cells.push(&text[done..]);
    cells
}

/// A paragraph under reading.
struct Reading<'t> {
    text: &'t str,
    at: usize,
    /// How much has been copied.
    done: usize,
    out: String,
    /// Elements that are open here.
    open: Vec<String>,
    /// How many times two stars have stood so far.
    strong: usize,
}

/// The paragraph as both read it alike; `None` where it is.
fn paragraph(text: &str) -> Option<String> {
    let mut reading = Reading {
        text,
        at: 0,
        done: 0,
        out: String::new(),
        open: Vec::new(),
        strong: 0,
    };
    while let Some(found) = text[reading.at..].find(['`', '<', '\\', '$', '*']) {
        reading.at += found;
        match text.as_bytes()[reading.at] {
            b'`' => reading.code(),
            b'<' => reading.element(),
            b'*' => reading.stars(),
            b'\\' => {
                let next = text[reading.at + 1..].chars().next();
                reading.at += 1 + next.map_or(0, char::len_utf8);
            }
            _ => reading.formula(),
        }
    }
    let Reading { done, out, .. } = reading;
    (!out.is_empty()).then(|| out + &text[done..])
}

impl Reading<'_> {
    /// Puts something in the place of what stands from here on.
    fn put(&mut self, length: usize, other: &str) {
        self.out.push_str(&self.text[self.done..self.at]);
        self.out.push_str(other);
        self.at += length;
        self.done = self.at;
    }

    fn code(&mut self) {
        let rest = &self.text[self.at..];
        let run = ticks(rest);
        let before = self.text[..self.at].chars().next_back();
        let inside = &rest[run..];
        let is_lone = run == 1
            && before.is_some_and(char::is_whitespace)
            && inside.starts_with(char::is_whitespace);
        let close = inside.find(&rest[..run]).filter(|_| !is_lone);
        let common = closing(inside, run);
        match close {
            _ if close == common => self.at += run + close.map_or(0, |close| close + run),
            None => self.put(run, &"\\`".repeat(run)),
            Some(close) => {
                let code = &inside[..close];
                let behind = &inside[close + run..];
                let mut fence = 1;
                while closing(code, fence).is_some() {
                    fence += 1;
                }
                let fence = "`".repeat(fence);
                let pad = if code.starts_with('`') || code.ends_with('`') {
                    " "
                } else {
                    ""
                };
                let glue = |beside: bool| if beside { MARK } else { "" };
                let begin =
                    glue(before == Some('`') || self.done == self.at && self.out.ends_with('`'));
                let end = glue(behind.starts_with('`'));
                let code = format!("{begin}{fence}{pad}{code}{pad}{fence}{end}");
                self.put(run * 2 + close, &code);
            }
        }
    }

    fn stars(&mut self) {
        let rest = &self.text[self.at..];
        let run = rest.bytes().take_while(|byte| *byte == b'*').count();
        let before = self.text[..self.at].chars().next_back();
        let between = before.is_some_and(|c| !c.is_whitespace())
            && rest[run..].starts_with(|c: char| !c.is_whitespace());
        if run == 4 && between && self.strong % 2 == 1 {
            self.put(run, &format!("**{MARK}**"));
        } else {
            self.at += run;
        }
        self.strong += run / 2;
    }

    fn formula(&mut self) {
        let inside = self.text[self.at..].strip_prefix("$$");
        let length = inside.and_then(|inside| inside.find("$$"));
        self.at += length.map_or(1, |length| length + 4);
    }

    fn element(&mut self) {
        let rest = &self.text[self.at..];
        // Two are a quotation mark.
        if rest.starts_with("<<") {
            self.at += 2;
            return;
        }
        if let Some(inside) = rest.strip_prefix("<!--") {
            self.at += inside.find("-->").map_or(4, |end| end + 7);
            return;
        }
        let before = &self.text[..self.at];
        let address = before.rfind("](").map(|open| &before[open + 2..]);
        // Where a link leads is an address, whatever stands in it.
        let is_address = address.is_some_and(|begun| !begun.contains([')', ' ', '\n']));
        let Some(tag) = tag::tag(rest).filter(|_| !is_address) else {
            self.at += 1;
            return;
        };
        if tags::is_block(&tag.name) {
            self.at += tag.text.len();
        } else if tag.closes {
            match self.open.last() == Some(&tag.name) {
                true => {
                    self.open.pop();
                    self.at += tag.text.len();
                }
                false => self.put(1, "\\<"),
            }
        } else if tags::is_known(&tag.name) && !tags::is_verbatim(&tag.name) {
            if !tag.is_closed {
                self.open.push(tag.name);
            }
            self.at += tag.text.len();
        } else {
            self.verbatim(&tag);
        }
    }

    /// An element whose content is no Markdown, to its end or to that of the paragraph.
    fn verbatim(&mut self, first: &Tag<'_>) {
        let rest = &self.text[self.at..];
        let mut html = covered(first);
        let mut at = first.text.len();
        let mut open: Vec<String> = Vec::new();
        if !first.is_closed {
            open.push(first.name.clone());
        }
        while let Some(name) = open.last() {
            let Some(found) = rest[at..].find('<') else {
                break;
            };
            plain(&rest[at..at + found], &mut html);
            at += found;
            let Some(tag) = tag::tag(&rest[at..]).filter(|tag| !tags::is_block(&tag.name)) else {
                html.push_str("\\<");
                at += 1;
                continue;
            };
            at += tag.text.len();
            match tag.closes {
                true if tag.name != *name => plain(tag.text, &mut html),
                true => {
                    html.push_str(&covered(&tag));
                    open.pop();
                }
                false => {
                    html.push_str(&covered(&tag));
                    if !tag.is_closed {
                        open.push(tag.name);
                    }
                }
            }
        }
        if !open.is_empty() {
            let text = rest[at..].trim_end_matches(['\n', '\r']);
            plain(text, &mut html);
            at += text.len();
            for name in open.iter().rev() {
                html.push_str(&format!("{OPEN}</{name}>{CLOSE}"));
            }
        }
        self.put(at, &html);
    }
}

fn covered(tag: &Tag<'_>) -> String {
    // One that both know needs no cover.
    let is_plain = tags::is_known(&tag.name);
    match is_plain || tag.text.contains("--") || tag.text.contains('\n') {
        true => tag.text.to_owned(),
        false => format!("{OPEN}{}{CLOSE}", tag.text),
    }
}

/// Adds a text whose marks are none; what a line of a quotation begins with stays.
fn plain(text: &str, out: &mut String) {
    let mut begins = false;
    for c in text.chars() {
        begins &= matches!(c, ' ' | '\t' | '>');
        if !begins && "\\`*_{}[]#+-.!|~\"'<>$=:".contains(c) {
            out.push('\\');
        }
        out.push(c);
        begins |= c == '\n';
    }
}

/// How many backticks a text begins with.
fn ticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// Where so many backticks stand and not more of them.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'`', &text.as_bytes()[at..]) {
        let length = ticks(&text[at + found..]);
        if length == run {
            return Some(at + found);
        }
        at += found + length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn spans_are_read_alike() {
        for (kramdown, both) in [
            ("按 ` 甲 ` 分\n", "按 \\` 甲 ` 分\n"),
            ("`a``b`、`c` d\n", "`a`~`b`、`c` d\n"),
            ("a `` ` `` b ```c\n", "a `` ` `` b ```c\n"),
            ("a `b``、c()`\nd\n", "a `b`~`、c()`\nd\n"),
            (
                "用 T<a_b> *c* \"d\"\n*e*\n\n*f*\n",
                "用 T[<a_b>] \\*c\\* \\\"d\\\"\n\\*e\\*[</a_b>]\n\n*f*\n",
            ),
            (
                "- <T>*a*</T> *b*\n- </b> <b>c</b> <div>\n",
                "- [<T>]\\*a\\*[</T>] *b*\n- \\</b> <b>c</b> <div>\n",
            ),
            ("<code>a*b*</code>\n", "<code>a\\*b\\*</code>\n"),
            (
                "![a](b/<c_d>-e) <f_g>\n",
                "![a](b/<c_d>-e) [<f_g>][</f_g>]\n",
            ),
            ("**a****b** `****`\n", "**a**~**b** `****`\n"),
            ("| <a-b> | `|` *c* |\n", "| [<a-b>] [</a-b>]| `|` *c* |\n"),
            ("x\n\n    <T>\ny <T_a>\n", "x\n\n    <T>\ny <T_a>\n"),
            ("```\n<T> `` `a`\n```\n", "```\n<T> `` `a`\n```\n"),
            ("`a(<T> b\n[c])` <d-e\n", "`a(<T> b\n[c])` <d-e\n"),
        ] {
            let shown = alike(kramdown)
                .replace("<!--\u{f8fc}", "[")
                .replace("\u{f8fc}-->", "]");
            assert_eq!(shown.replace("<!--\u{f8fe}-->", "~"), both);
        }
    }
}
