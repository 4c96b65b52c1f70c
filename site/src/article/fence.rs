//! Which lines of a Markdown text are fenced code (CommonMark 0.31, section 4.5). A fence counts however far it is indented, since it
//! may stand in a list.
//!
//! It must not know what else a line may be.

/// The fence that is open, if one is: its character, and how many of them.
#[derive(Clone, Default)]
pub(super) struct Fence(Option<(char, usize)>);

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
    use super::Fence;

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
