//! Lines that kramdown reads otherwise than CommonMark, written so that both read them alike: a `<br>` that stands alone begins a
//! paragraph and not a block of HTML; an address in brackets may have blanks and `\)` in it; only addresses of the web, of files and of
//! mail become links by pointed brackets; what is indented inside an open `<div>` is HTML and not code; `1)` begins no list; a bar in the
//! code of a table's cell is code; a line of dashes below an item makes it a heading; elements that are blocks are text within a line of text;
//! a `-`, `#` or `1.` with nothing behind it is that text; of three tildes around words two strike them out; what stands right below
//! indented code is code; of where a name leads all is the address (`definitions`); a quotation or a heading right below an item's text is of the item.
//!
//! No line is added or taken away, so numbers of lines stay right. It must not know what the lines mean together.

use super::super::standing::{Standing, Stands, goes_on};
use super::super::tags::{self, name};
use super::super::text::whole_lines;
use super::cells::is_rule;
use super::code::in_code;
use super::definitions::defined;
use super::destinations::destinations;
use super::marks::{bracketed_number, empty_box, is_lone, struck};
use std::borrow::Cow;

/// Stands behind a tag that is alone on its line; of the private use area, so no text of an author's.
pub(in super::super) const MARK: &str = "<!--\u{f8fe}-->";

/// Rows of tables that are longer, in bytes, are nobody's.
const LONGEST_ROW: usize = 20_000;

/// The text as both read it alike.
pub(super) fn alike(body: &str) -> Cow<'_, str> {
    let bytes = body.as_bytes();
    let mut brackets = memchr::memchr_iter(b')', bytes);
    let numbered = brackets.any(|at| at > 0 && bytes[at - 1].is_ascii_digit());
    let alone = ["-\n", "*\n", "+\n", "#\n", "# ", ".\n"];
    if !(numbered
        || alone.iter().any(|mark| body.contains(mark))
        || alone.iter().any(|mark| body.ends_with(&mark[..1]))
        || [
            "<", "](", "]:", "|", "--", "==", "~~~", "\n>", "\n#", "\n\n    ", "\n\n\t", "- [ ]",
            "- [x]",
        ]
        .iter()
        .any(|part| body.contains(part)))
    {
        return body.into();
    }
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    let mut open = Open::default();
    for line in whole_lines(body) {
        let below = whole_lines(&body[at + line.len()..]).next();
        if let Some(other) = open.line(line, below.unwrap_or_default()) {
            out.push_str(&body[done..at]);
            out.push_str(&other);
            done = at + line.len();
        }
        at += line.len();
    }
    match done {
        0 => body.into(),
        _ => {
            out.push_str(&body[done..]);
            out.into()
        }
    }
}

/// What is open where a line begins.
#[derive(Default)]
struct Open {
    standing: Standing,
    /// The line of dashes of a table stands above.
    table: bool,
    /// The line before said where a name leads.
    defined: bool,
    /// The line before goes on a paragraph, so that no table begins with it.
    crowded: bool,
    /// The line before is a list of attributes, or has a bar.
    listed: bool,
}

impl Open {
    /// Whether a line of text goes on what stands right above it. A list of attributes is no such thing, and items begin anew.
    fn is_crowded(&self, line: &str, after_text: bool) -> bool {
        let bare = line.trim_start();
        after_text && self.standing.begun().is_none() && !bare.starts_with('>') && !self.listed
    }

    /// The line as it should be; `None` where it is.
    fn line(&mut self, line: &str, below: &str) -> Option<String> {
        let bare = line.trim();
        if let Some(item) = self.standing.begun().filter(|_| is_underline(bare)) {
            self.standing.of(line);
            return Some(format!("{}{bare}\n", " ".repeat(item)));
        }
        if let Some(item) = self.standing.lazy()
            && line.len() - line.trim_start_matches(' ').len() < item
            && (bare.starts_with('>') || is_heading(bare))
        {
            let inside = format!("{}{bare}\n", " ".repeat(item));
            return self.line(&inside, below).or(Some(inside));
        }
        if self.standing.is_below_code() && goes_on(line) {
            let code = format!("    {}", line.trim_start());
            self.standing.of(&code);
            return Some(code);
        }
        let after_definition = std::mem::take(&mut self.defined);
        let (after_text, html) = match self.standing.of(line) {
            Stands::Text { after_text } => (after_text, false),
            Stands::Html { after_text } => (after_text, true),
            Stands::Within { after_text, .. } => {
                let indented = line.starts_with("    ") || line.starts_with('\t');
                let html = indented && !after_text && bare.starts_with('<');
                return html.then(|| format!("{bare}\n"));
            }
            stands => {
                self.table &= stands != Stands::Blank;
                return None;
            }
        };
        if !after_text && !html && is_lone(line.trim_end_matches(['\n', '\r'])) {
            let mark = line.find('#').or_else(|| line.rfind(['-', '*', '+', '.']));
            let mark = mark.unwrap_or_default();
            return Some(format!("{}\\{}", &line[..mark], &line[mark..]));
        }
        if bare.starts_with('[') && !html && (!after_text || after_definition) {
            let definition = defined(line);
            self.defined = definition.is_some();
            if let Some(Some(other)) = definition {
                return Some(other);
            }
        }
        if bare.starts_with('<') && is_alone(bare) {
            return Some(format!("{}{MARK}\n", line.trim_end()));
        }
        let listed = bare.starts_with("{:") || line.contains('|');
        let crowded = self.is_crowded(line, after_text);
        let above = std::mem::replace(&mut self.crowded, crowded);
        let is_head_alone = after_text && below.trim().is_empty();
        if (above || is_head_alone) && !self.table && is_rule(line) {
            return Some(line.replacen('|', "\\|", 1));
        }
        self.listed = listed;
        let is_dashes = |byte| matches!(byte, b'-' | b'|' | b':' | b' ' | b'\t' | b'>');
        self.table |=
            after_text && bare.bytes().all(is_dashes) && bare.contains('-') && bare.contains('|');
        let mut changed: Option<String> = None;
        let at = bracketed_number(line).or_else(|| {
            // What stands below it may be what there is to do.
            let ends = below.trim().is_empty() || empty_box(below).is_some();
            empty_box(line).filter(|_| ends)
        });
        if let Some(at) = at {
            changed = Some(format!("{}\\{}", &line[..at], &line[at..]));
        } else if self.table && line.len() < LONGEST_ROW && line.contains('`') {
            changed = barred(line);
        }
        if line.contains("](") {
            changed = destinations(changed.as_deref().unwrap_or(line)).or(changed);
        }
        if line.contains("~~~") {
            changed = struck(changed.as_deref().unwrap_or(line)).or(changed);
        }
        if !html && line.contains('<') {
            changed = unlinked(changed.as_deref().unwrap_or(line)).or(changed);
        }
        changed
    }
}

/// Whether a line is a heading by its marks.
fn is_heading(bare: &str) -> bool {
    let text = bare.trim_start_matches('#');
    (1..=6).contains(&(bare.len() - text.len())) && text.starts_with([' ', '\t'])
}

/// The row of a table with the bars in its code as GitHub's Markdown has them.
fn barred(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len() + 4);
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let opens = rest[at..].bytes().take_while(|byte| *byte == b'`').count();
        let (before, code) = rest.split_at(at + opens);
        out.push_str(before);
        rest = code;
        let mark = &before[at..];
        let mut ends = code.match_indices(mark);
        // As many backticks as began it.
        let end = ends
            .find(|(end, _)| !code[end + opens..].starts_with('`') && !code[..*end].ends_with('`'));
        let Some((end, _)) = end else {
            continue;
        };
        let inside = &code[..end];
        out.push_str(&inside.replace("\\|", "|").replace('|', "\\|"));
        out.push_str(mark);
        rest = &code[end + opens..];
    }
    out.push_str(rest);
    (out != line).then_some(out)
}

/// Whether a line is one tag of those that stand in paragraphs, and nothing else.
fn is_alone(line: &str) -> bool {
    let Some(inner) = line
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    !inner.contains(['<', '>']) && tags::is_inside(&name(inner))
}

/// The line where `<edge://x>` and, behind other text, `<!DOCTYPE html>` and `<div>` are text.
fn unlinked(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    let mut opened = Vec::new();
    for (at, _) in line.match_indices('<').take(200) {
        let (before, rest) = (&line[..at], &line[at + 1..]);
        if is_of_a_block(rest) {
            // What ends here is text if its beginning is.
            let shown = match rest.strip_prefix('/') {
                Some(end) => opened.contains(&name(end)),
                None => !is_begin(before) && !in_code(line, at) && !before.ends_with('\\'),
            };
            if shown {
                opened.push(name(rest));
                out.push_str(&line[done..at]);
                out.push('\\');
                done = at;
            }
            continue;
        }
        let Some((scheme, rest)) = rest.split_once(':') else {
            continue;
        };
        let known = ["http", "https", "ftp", "ftps", "mailto"];
        let is_scheme = (2..=32).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
        let ends = rest.find(['>', ' ', '<', '\n']);
        let closed = ends.is_some_and(|end| rest[end..].starts_with('>'));
        let escaped = before.ends_with('\\');
        if !is_scheme
            || !closed
            || escaped
            || known.contains(&scheme.to_ascii_lowercase().as_str())
            || in_code(line, at)
        {
            continue;
        }
        out.push_str(&line[done..at]);
        out.push('\\');
        done = at;
    }
    (done > 0 || !out.is_empty()).then(|| out + &line[done..])
}

/// Whether a tag is of an element that is a block, or says what a document is.
fn is_of_a_block(tag: &str) -> bool {
    let inside = tag.strip_prefix(['/', '!']).unwrap_or(tag);
    let name = name(inside);
    let ends = inside[name.len()..].starts_with(['>', ' ', '/']) && inside.contains('>');
    ends && (tags::is_block(&name) || tag.starts_with('!') && name == "doctype")
}

/// Whether a line makes a heading of the one above it.
fn is_underline(bare: &str) -> bool {
    bare.len() > 1
        && [b'-', b'=']
            .iter()
            .any(|mark| bare.bytes().all(|byte| byte == *mark))
}

/// Whether nothing stands before a place in a line but what makes it an item or a quotation.
fn is_begin(before: &str) -> bool {
    let mut rest = before.trim();
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marks: &[char] = if digits > 0 {
            &['.', ')']
        } else {
            &['-', '*', '+', '>']
        };
        match rest[digits..].strip_prefix(marks) {
            Some(after) => rest = after.trim_start(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_alike() {
        for (kramdown, both) in [
            ("<br>\n**a**\n", "<br><!--\u{f8fe}-->\n**a**\n"),
            (
                "a\n\n```\n<br>\n[a](b c)\n```\n<br />x\n",
                "a\n\n```\n<br>\n[a](b c)\n```\n<br />x\n",
            ),
            (
                "<pre>\n\n    <div>\n<br>\n</pre>\n",
                "<pre>\n\n    <div>\n<br>\n</pre>\n",
            ),
            (
                "[a](b_(c\\)) [d](e f \"t\") `[g](h i)`\n",
                "[a](b_(c)) [d](e%20f \"t\") `[g](h i)`\n",
            ),
            (
                "[a](b c) [d]({{ e }} f) [g](<h i>)\n",
                "[a](b%20c) [d]({{ e }} f) [g](<h i>)\n",
            ),
            (
                "打开 <edge://a/> 和 <https://b>\n",
                "打开 \\<edge://a/> 和 <https://b>\n",
            ),
            (
                "* 用 <!DOCTYPE html> 和 `<!DOCTYPE>`\n\n    ![a](b c)\n\n        ![a](b c)\n",
                "* 用 \\<!DOCTYPE html> 和 `<!DOCTYPE>`\n\n    ![a](b%20c)\n\n        ![a](b c)\n",
            ),
            (
                "甲<div>乙</div>，`<p>`，<b>丙</b>\n- <p>丁</p>\n",
                "甲\\<div>乙\\</div>，`<p>`，<b>丙</b>\n- <p>丁</p>\n",
            ),
            (
                "1. 介绍\n-----\n甲\n---\n\n- 乙\n\n---\n",
                "1. 介绍\n   -----\n甲\n---\n\n- 乙\n\n---\n",
            ),
            (
                "a\n\n\t<label>\n\t<input>\n\n\t<b>\nb\n<b>\n",
                "a\n\n\t<label>\n\t<input>\n\n\t<b>\n    b\n<b><!--\u{f8fe}-->\n",
            ),
            (
                "a\n\n    b\n### c\nd\n\n```\ne\n```\n",
                "a\n\n    b\n    ### c\n    d\n\n```\ne\n```\n",
            ),
            (
                "<div>\n\n    <p>a</p>\n</div>\n\n    <p>\n",
                "<div>\n\n<p>a</p>\n</div>\n\n    <p>\n",
            ),
            (
                "1) 甲\n2)\n- 3) 乙\n> 4. 5) 丙\n6)丁 7) 8\n\n    9) a\n",
                "1\\) 甲\n2\\)\n- 3\\) 乙\n  > 4. 5\\) 丙\n6)丁 7) 8\n\n    9\\) a\n",
            ),
            (
                "`a|b`\n\n| a `|` |\n|--|\n| `||` | ``a`|`` `\\|` ` |\n\n`a|b`\n",
                "`a|b`\n\n| a `|` |\n|--|\n| `\\|\\|` | ``a`\\|`` `\\|` ` |\n\n`a|b`\n",
            ),
        ] {
            assert_eq!(alike(kramdown), both);
        }
        assert!(matches!(
            alike("a < b ](\n<https://a.b>\n"),
            Cow::Borrowed(_)
        ));
    }
}
