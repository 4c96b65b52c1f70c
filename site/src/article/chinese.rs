//! What GitHub's Markdown takes Chinese text for and its author does not mean: the sentence behind a bare address for a part of the
//! address, since no blank stands between them, and ranges (`3~4 层，5~6 层`) for text that is struck out.
//!
//! It must not know how a node is written.

use super::standing::{Standing, Stands};
use super::text::{is_cjk, joins_lines, whole_lines};
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeValue};
use memchr::{memchr, memmem, memrchr};
use std::borrow::Cow;

/// What bare addresses begin with.
const SCHEMES: [&str; 3] = ["https://", "http://", "www."];

/// The text with pointed brackets around bare addresses that Chinese punctuation follows. No line is added or taken away.
pub(super) fn parted(body: &str) -> Cow<'_, str> {
    if !SCHEMES.iter().any(|scheme| may_part(body, scheme)) {
        return body.into();
    }
    let mut out = String::new();
    let (mut done, mut at) = (0, 0);
    let mut standing = Standing::default();
    for line in whole_lines(body) {
        let read = match standing.of(line) {
            Stands::Text { .. } => true,
            Stands::Within { html, .. } => !html,
            Stands::Blank | Stands::Verbatim | Stands::Indented | Stands::Html { .. } => false,
        };
        let definition = line.trim_start().starts_with('[') && line.contains("]:");
        if read
            && !definition
            && let Some(other) = parted_line(line)
        {
            out.push_str(&body[done..at]);
            out.push_str(&other);
            done = at + line.len();
        }
        at += line.len();
    }
    match done {
        0 => body.into(),
        _ => (out + &body[done..]).into(),
    }
}

/// Whether there are lines to be written anew, if they are text. Most texts have none, and need not be read line by line.
fn may_part(body: &str, scheme: &str) -> bool {
    let mut rest = body;
    while let Some(at) = memmem::find(rest.as_bytes(), scheme.as_bytes()) {
        let begin = memrchr(b'\n', &rest.as_bytes()[..at]).map_or(0, |end| end + 1);
        let end = memchr(b'\n', &rest.as_bytes()[at..]).map_or(rest.len(), |end| at + end + 1);
        if parted_line(&rest[begin..end]).is_some() {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

/// How many addresses of a line are looked at, and how many characters of each: more than a person writes.
const MOST: usize = 200;
const LONGEST: usize = 2000;

fn parted_line(line: &str) -> Option<String> {
    let mut out = String::new();
    let (mut done, mut from) = (0, 0);
    let (mut ticks, mut counted) = (0, 0);
    let mut starts = Starts::default();
    for _ in 0..MOST {
        let Some((at, scheme)) = starts.next(line, from) else {
            break;
        };
        from = at + scheme.len();
        ticks += line[counted..at].matches('`').count();
        counted = at;
        let before = &line[..at];
        let inside = before.ends_with(['<', '"', '\'', '=', '[', '`'])
            || scheme == "www." && before.ends_with(['/', '.', '@', '-', '_'])
            || before.ends_with('(') && before.trim_end_matches('(').ends_with(']')
            || before.ends_with(|c: char| c.is_ascii_alphanumeric());
        if inside || ticks % 2 == 1 {
            continue;
        }
        let Some(length) = length(&line[at..]).filter(|length| *length > scheme.len()) else {
            continue;
        };
        let address = &line[at..at + length];
        out.push_str(&line[done..at]);
        match scheme {
            "www." => out.push_str(&format!("[{address}](http://{address})")),
            _ => out.push_str(&format!("<{address}>")),
        }
        done = at + length;
        from = done;
    }
    (done > 0).then(|| out + &line[done..])
}

/// Where addresses of each kind begin next, as far as that has been looked for.
#[derive(Default)]
struct Starts([Option<usize>; 3]);

impl Starts {
    /// Where the next address begins. What has been found stands until it is passed, so that a line is searched once for each kind.
    fn next(&mut self, line: &str, from: usize) -> Option<(usize, &'static str)> {
        for (start, scheme) in self.0.iter_mut().zip(SCHEMES) {
            if start.is_none_or(|start| start < from) {
                let found = memmem::find(&line.as_bytes()[from..], scheme.as_bytes());
                *start = Some(found.map_or(usize::MAX, |at| from + at));
            }
        }
        let starts = self.0.into_iter().flatten().zip(SCHEMES);
        starts.filter(|(at, _)| *at < line.len()).min()
    }
}

/// How long the address is, where Chinese punctuation ends it. Marks at its end are the sentence's, as in GitHub's rule.
fn length(text: &str) -> Option<usize> {
    let punctuation = |c: char| joins_lines(c) && !is_cjk(c);
    let mut chars = text.char_indices().take(LONGEST);
    let (end, stop) = chars.find(|(_, c)| c.is_whitespace() || *c == '<' || punctuation(*c))?;
    let mut address = text[..end].trim_end_matches(')');
    let open = address.matches('(').count();
    let closed = address.matches(')').count();
    // Of the brackets at its end those are its own that close one of its own.
    let own = open.saturating_sub(closed).min(end - address.len());
    address = &text[..address.len() + own];
    if own == 0 {
        address = address.trim_end_matches(|c| "*_~.,:;!?'\"".contains(c));
    }
    let fine = punctuation(stop) && !address.contains(['>', '`', '[', ']', '|', '\\']);
    fine.then_some(address.len())
}

/// Takes apart what is struck out by single tildes: only two of them mean it. `text` is what was parsed.
pub(super) fn ranges<'a>(root: Node<'a>, arena: &'a Arena<'a>, text: &str) {
    if !text.contains('~') {
        return;
    }
    let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let struck = root.descendants().filter(|node| {
        let data = node.data();
        let start = data.sourcepos.start;
        let line = lines.get(start.line.wrapping_sub(1));
        let tildes = line.and_then(|line| line.get(start.column.wrapping_sub(1)..));
        matches!(data.value, NodeValue::Strikethrough)
            && tildes.is_some_and(|tildes| tildes.starts_with(b"~") && !tildes.starts_with(b"~~"))
    });
    for node in struck.collect::<Vec<_>>() {
        let tilde = || arena.alloc(AstNode::from(NodeValue::Text("~".into())));
        node.insert_before(tilde());
        for child in node.children().collect::<Vec<_>>() {
            node.insert_before(child);
        }
        node.insert_before(tilde());
        node.detach();
    }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (written, read) in [
            ("见 https://a.b/c。然后", "见 <https://a.b/c>。然后"),
            ("是**http://a.b/**。\n", "是**<http://a.b/>**。\n"),
            (
                "（见https://a.b/(c)）和www.a.com，",
                "（见<https://a.b/(c)>）和[www.a.com](http://www.a.com)，",
            ),
            (
                "[a](http://www.a.b/c)上，[b http://www.a.b/](http://www.a.b/)下，\n",
                "[a](http://www.a.b/c)上，[b http://www.a.b/](http://www.a.b/)下，\n",
            ),
            (
                "* a\n\n    https://a.b。\n\n        https://a.b。\n\nc\n\n    https://a.b。\n",
                "* a\n\n    <https://a.b>。\n\n        https://a.b。\n\nc\n\n    https://a.b。\n",
            ),
            (
                "[a](https://a.b/（c）) <https://a.b。> `https://a.b。`",
                "[a](https://a.b/（c）) <https://a.b。> `https://a.b。`",
            ),
            (
                "https://zh.wikipedia.org/wiki/人工智能 是",
                "https://zh.wikipedia.org/wiki/人工智能 是",
            ),
            (
                "```\nhttps://a.b。\n```\n\n    https://a.b。\n",
                "```\nhttps://a.b。\n```\n\n    https://a.b。\n",
            ),
            (
                "<p>\nhttps://a.b。\n</p>\n\n[r]: https://a.b。\n",
                "<p>\nhttps://a.b。\n</p>\n\n[r]: https://a.b。\n",
            ),
            (
                "<pre>\n\nhttps://a.b。\n</pre>\n\n<div>\n\nhttps://a.b。\n</div>\n",
                "<pre>\n\nhttps://a.b。\n</pre>\n\n<div>\n\n<https://a.b>。\n</div>\n",
            ),
        ] {
            assert_eq!(parted(written), read);
        }
    }
}
