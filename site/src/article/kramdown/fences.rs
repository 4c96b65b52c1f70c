//! Fences that nothing closes: to kramdown they are text, and what stands below them is Markdown.
//!
//! It must not know what the text is.

use super::super::fence::Fence;
use super::super::standing::Standing;
use super::super::text::whole_lines;
use std::borrow::Cow;

/// How many fences that nothing closes are looked for: one ends all code behind it, so a person leaves few open.
const MOST: usize = 20;

/// The text with the fences that nothing closes as text; borrowed where there are none.
pub(in super::super) fn closed(body: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(body);
    if !may_be_open(body) {
        return out;
    }
    for _ in 0..MOST {
        let Some(at) = unclosed(&out) else {
            break;
        };
        let line = out[at..].lines().next().unwrap_or_default();
        let rest = line.trim_start_matches(['`', '~']);
        let marks = line[..line.len() - rest.len()].chars();
        let marks: String = marks.flat_map(|mark| ['\\', mark]).collect();
        out = format!(
            "{}{marks}{}",
            &out[..at],
            &out[at + line.len() - rest.len()..]
        )
        .into();
    }
    out
}

/// Whether a fence may be open where a text ends. Of most texts only the lines with marks need be looked at.
fn may_be_open(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut fence = Fence::default();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'`', b'~', &bytes[at..]) {
        let mark = at + found;
        let begin = memchr::memrchr(b'\n', &bytes[..mark]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[mark..]).map_or(bytes.len(), |end| mark + end);
        fence.has(&text[begin..end]);
        at = end;
    }
    fence.is_open()
}

/// Where the fence stands that is open where a text ends.
fn unclosed(text: &str) -> Option<usize> {
    let mut standing = Standing::default();
    let (mut at, mut open) = (0, 0);
    for line in whole_lines(text) {
        let was_open = standing.is_fenced();
        standing.of_kramdown(line);
        if !was_open && standing.is_fenced() {
            open = at + line.len() - line.trim_start().len();
        }
        at += line.len();
    }
    standing.is_fenced().then_some(open)
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn a_fence_that_nothing_closes_is_text() {
        let text = "```\na\n```\n\n  ```js\nb\n~~~\nc\n";
        let read = "```\na\n```\n\n  \\`\\`\\`js\nb\n\\~\\~\\~\nc\n";
        assert_eq!(closed(text), read);
    }
}
