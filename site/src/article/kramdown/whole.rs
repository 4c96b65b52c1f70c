//! Elements of HTML that stand as blocks. To kramdown one goes on to its own end, over blank lines, what is in it is HTML and no Markdown,
//! and what stands below its end is text again; one that nothing ends goes to the end of the text.
//!
//! So each is tied together: it begins with the mark that opens a comment and ends with the one that closes it, which to CommonMark is one
//! block whatever stands between them. No line is added or taken away. It must not know what the elements are for.

use super::super::standing::{CLOSE, OPEN, Standing, Stands, TIE};
use super::super::tags;
use super::super::text::whole_lines;
use super::tag::{Found, Scan};
use std::borrow::Cow;

/// The text with its elements tied; borrowed where it has none.
pub(in super::super) fn tied(body: &str) -> Cow<'_, str> {
    if !memchr::memchr_iter(b'<', body.as_bytes()).any(|at| may_begin(body, at)) {
        return body.into();
    }
    let mut out = String::new();
    let (mut done, mut at) = (0, 0);
    let mut standing = Standing::default();
    // Elements whose content their author has declared to be Markdown.
    let mut open: Vec<String> = Vec::new();
    while at < body.len() {
        let line = whole_lines(&body[at..]).next().unwrap_or_default();
        let end = at + line.len();
        let before = standing.clone();
        let stands = standing.of_kramdown(line);
        let begin = match stands {
            Stands::Text { .. } | Stands::Html { .. } | Stands::Within { .. } => begin(line),
            Stands::Blank | Stands::Verbatim | Stands::Indented => None,
        };
        let Some(begin) = begin.map(|begin| at + begin) else {
            at = end;
            continue;
        };
        let bare = body[begin..end].trim();
        if open.last().is_some_and(|name| bare == format!("</{name}>")) {
            open.pop();
            out.push_str(&body[done..begin]);
            out.push_str(&format!("{OPEN}{bare}{CLOSE}\n"));
            (done, at) = (end, end);
            standing = before;
            standing.passed(0);
            continue;
        }
        let extent = extent(&body[begin..], end - begin, standing.indent());
        let Some(element) = element(&body[begin..begin + extent]) else {
            at = end;
            continue;
        };
        if let Some(name) = element.declared {
            open.push(name);
        }
        out.push_str(&body[done..begin]);
        out.push_str(&element.html);
        let ended = begin + element.length;
        let rest = body[ended..].find('\n').map_or(body.len(), |n| ended + n);
        (done, at) = (ended, (rest + 1).min(body.len()));
        let item = standing.indent();
        standing = before;
        standing.passed(item);
    }
    match done {
        0 => body.into(),
        _ => (out + &body[done..]).into(),
    }
}

/// Whether nothing but marks stand between the line's beginning and a bracket that opens or closes an element.
fn may_begin(body: &str, at: usize) -> bool {
    let is_name =
        |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80 || matches!(byte, b'/' | b'_');
    if !body.as_bytes().get(at + 1).is_some_and(is_name) {
        return false;
    }
    let start = memchr::memrchr(b'\n', &body.as_bytes()[..at]).map_or(0, |end| end + 1);
    let mut marks = body[start..at].bytes();
    marks.all(|byte| {
        matches!(byte, b' ' | b'\t' | b'-' | b'*' | b'+' | b'.') || byte.is_ascii_digit()
    })
}

/// Where the bracket stands that a line begins with, behind the marks of items.
fn begin(line: &str) -> Option<usize> {
    let mut rest = line.trim_start_matches(' ');
    loop {
        if rest.starts_with('<') {
            return Some(line.len() - rest.len());
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = match digits {
            0 => rest.strip_prefix(['-', '*', '+'])?,
            _ => rest[digits..].strip_prefix('.')?,
        };
        rest = after.trim_start_matches([' ', '\t']);
        if rest.len() == after.len() {
            return None;
        }
    }
}

/// How far an element can go that begins here: in an item, to where the lines are no longer indented like it. `line` is how long the first
/// line is.
fn extent(text: &str, line: usize, indent: usize) -> usize {
    if indent == 0 {
        return text.len();
    }
    let mut end = line;
    for line in whole_lines(&text[line..]) {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if blanks < indent && !line.starts_with('\t') && !line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

/// An element that has been read.
struct Element {
    html: String,
    /// How many bytes of the text it is.
    length: usize,
    /// Its name, where what it holds is Markdown and this is its beginning alone.
    declared: Option<String>,
}

/// The elements that a text begins with, if nothing else stands in the line where the last of them ends.
fn element(text: &str) -> Option<Element> {
    let mut scan = Scan::new(text);
    let mut html = String::from(OPEN);
    let mut begun = false;
    loop {
        let Some(Found::Tag(tag)) = scan.next().filter(|_| scan.is_begin()) else {
            return None;
        };
        if tag.closes || tags::is_span(&tag.name) {
            return None;
        }
        if let Some(said) = tag.markdown {
            let alone = scan
                .rest()
                .lines()
                .next()
                .is_none_or(|rest| rest.trim().is_empty());
            let whole = matches!(said, "1" | "block") && tags::holds_markdown(&tag.name);
            if begun || !alone || !whole || tag.is_closed {
                return None;
            }
            html.push_str(tag.text);
            html.push_str(CLOSE);
            return Some(Element {
                html,
                length: scan.done(),
                declared: Some(tag.name),
            });
        }
        html.push_str(tag.text);
        begun = true;
        if !tag.is_closed {
            scan.inside(&tag.name, &mut html);
        }
        let rest = scan.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[blanks..].is_empty() || rest[blanks..].starts_with('\n') {
            // The comment ends where the line does.
            html.push_str(CLOSE);
            return Some(Element {
                html,
                length: scan.done(),
                declared: None,
            });
        }
        html.push_str(&rest[..blanks]);
        scan.skip(blanks);
    }
}

/// The HTML that was tied, as it is to be written; `None` for any other.
pub(in super::super) fn untied(html: &str) -> Option<String> {
    // In an item it may stand further in than the item's text.
    let inside = html.trim_start_matches([' ', '\t']).strip_prefix(OPEN)?;
    Some(inside.replacen(CLOSE, "", 1).replace(TIE, ""))
}

#[cfg(test)]
mod tests {
    use super::{tied, untied};

    #[test]
    fn elements_go_on_to_their_end() {
        for (text, read) in [
            ("<div>a</div>\n**b**\n", "[<div>a</div>]\n**b**\n"),
            (
                "<div>\n\n    *a*\n<!-- b -->\n</div>\nc\n",
                "[<div>\n\n    *a*\n<!-- b --~>\n</div>]\nc\n",
            ),
            (
                "a\n<p>b\n\nc </i> <x@y> <<\n",
                "a\n[<p>b\n\nc &lt;/i> &lt;x@y> &lt;&lt;</p>]\n",
            ),
            ("<b>a</b>\n\n<http://b>\n", "<b>a</b>\n\n<http://b>\n"),
            (
                "<div></div> <hr>\n- <p>a</p>\n\n  b\n",
                "[<div></div> <hr>]\n- [<p>a</p>]\n\n  b\n",
            ),
            ("- a\n\n  <p>\n  b\n\nc\n", "- a\n\n  [<p>\n  b</p>]\n\nc\n"),
            ("<div>a</div> b\n", "<div>a</div> b\n"),
            (
                "<div markdown=\"1\">\n*a*\n</div>\nb\n",
                "[<div markdown=\"1\">]\n*a*\n[</div>]\nb\n",
            ),
            (
                "```\n<div>\n```\n\n    <p>\n",
                "```\n<div>\n```\n\n    <p>\n",
            ),
            (
                "<pre>\n<b x=1>\n</pre>\n",
                "[<pre>\n<b x=1>\n&lt;/pre></b></pre>]\n",
            ),
            (
                "<script>\na <b;\n\n</script>\nc\n",
                "[<script>\na <b;\n\n</script>]\nc\n",
            ),
        ] {
            let shown = tied(text)
                .replace("<!--\u{f8fd}", "[")
                .replace("\u{f8fd}-->", "]");
            assert_eq!(shown.replace('\u{f8fd}', "~"), read);
        }
        assert_eq!(
            untied(&tied("<p>a<!-- b --></p>\n")).as_deref(),
            Some("<p>a<!-- b --></p>\n")
        );
        let further_in = format!("  {}", tied("<p>a</p>\n"));
        assert_eq!(untied(&further_in).as_deref(), Some("<p>a</p>\n"));
    }
}
