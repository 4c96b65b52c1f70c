//! Which lines of a Markdown text are fenced code (CommonMark 0.31, section 4.5). A fence counts however far it is indented, since it
//! may stand in a list. To kramdown one that nothing closes is text.
//!
//! It must not know what else a line may be.

use super::text::whole_lines;
use std::borrow::Cow;

/// The fence that is open, if one is: its character, and how many of them.
#[derive(Clone, Default)]
pub(super) struct Fence(Option<(char, usize)>);

/// How many fences that nothing closes are looked for: one ends all code behind it, so a person leaves few open.
const MOST: usize = 20;

/// The text with the fences that nothing closes as text; borrowed where there are none.
pub(super) fn closed(body: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(body);
    if !body.contains("```") && !body.contains("~~~") {
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

/// Where the fence stands that is open where a text ends.
fn unclosed(text: &str) -> Option<usize> {
    let mut fence = Fence::default();
    let (mut at, mut open) = (0, 0);
    for line in whole_lines(text) {
        let was_open = fence.is_open();
        fence.has(line);
        if !was_open && fence.is_open() {
            open = at + line.len() - line.trim_start().len();
        }
        at += line.len();
    }
    fence.is_open().then_some(open)
}

impl Fence {
    /// Whether the next line stands between fences.
    pub(super) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Whether the next line is code or a fence around it.
    pub(super) fn has(&mut self, line: &str) -> bool {
        let bare = line.trim();
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let rest = bare.trim_start_matches(|c| Some(c) == mark);
        let length = bare.len() - rest.len();
        match (self.0, mark) {
            (Some((open, least)), _) => {
                if mark == Some(open) && length >= least && rest.is_empty() {
                    self.0 = None;
                }
                true
            }
            (None, Some(mark)) if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fence, closed};

    #[test]
    fn a_fence_that_nothing_closes_is_text() {
        let text = "```\na\n```\n\n  ```js\nb\n~~~\nc\n";
        let read = "```\na\n```\n\n  \\`\\`\\`js\nb\n\\~\\~\\~\nc\n";
        assert_eq!(closed(text), read);
    }

    #[test]
    fn a_fence_ends_with_one_as_long_and_bare() {
        let text = "a\n```` md\n```\nb\n```` c\n  ````` \n```x``` is code in a line\nd\n  ~~~\n```\n~~~~\ne";
        let mut fence = Fence::default();
        let code: String = text
            .lines()
            .map(|line| if fence.has(line) { '#' } else { '.' })
            .collect();
        assert_eq!(code, ".#####..###.");
    }
}
