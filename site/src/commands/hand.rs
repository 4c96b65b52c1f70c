//! A post that a person edited, beside what the program would write: the difference, and both put together.
//!
//! It must not know the disk, nor what a post says.

use diffy::{ConflictStyle, DiffOptions, MergeOptions};
use post::Diagnostic;

/// What to do with a file that a person edited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edits {
    /// It stays as it is.
    Keep,
    /// It takes up what is new.
    Merge,
    /// It is overwritten.
    Overwrite,
}

impl Edits {
    /// As the flag `--force` says.
    pub(super) fn forced(force: bool) -> Self {
        match force {
            true => Self::Overwrite,
            false => Self::Keep,
        }
    }
}

/// The unified difference from a person's text to the program's.
pub(super) fn difference(path: &str, edited: &[u8], new: &[u8]) -> String {
    let (edited, new) = (text(edited), text(new));
    let mut options = DiffOptions::new();
    options.set_original_filename(path.to_owned());
    options.set_modified_filename(format!("{path} (site report)"));
    options.create_patch(&edited, &new).to_string()
}

/// A person's text with what is new since `base`, the text the program last wrote, and the lines where both changed the same.
/// There both stand, between marks, so that nothing is lost.
pub(super) fn merged(base: &[u8], edited: &[u8], new: &[u8]) -> (Vec<u8>, Vec<u32>) {
    let edited = text(edited);
    // An editor that ends lines in its own way has not edited every line.
    let crlf = edited.contains("\r\n");
    let unix = |text: &str| text.replace("\r\n", "\n");
    let (base, new, edited) = (unix(&text(base)), unix(&text(new)), unix(&edited));
    let merged = MergeOptions::new()
        .set_conflict_style(ConflictStyle::Diff3)
        .merge(&base, &edited, &new);
    let (merged, conflicts) = match merged {
        Ok(merged) => (merged, Vec::new()),
        Err(marked) => {
            let lines = marked.lines().zip(1..);
            let marks = lines.filter(|(line, _)| line.starts_with("<<<<<<< "));
            let marks = marks.map(|(_, number)| number).collect();
            (marked, marks)
        }
    };
    let merged = match crlf {
        true => merged.replace('\n', "\r\n"),
        false => merged,
    };
    (merged.into_bytes(), conflicts)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where both changed the same lines.
pub(super) fn conflict(path: &str, line: u32) -> Diagnostic {
    Diagnostic::error(
        "conflict",
        "you and the new report have changed the same lines: both stand here, between marks",
        "您和新的报告改动了同一处：两种写法都保留在标记之间",
    )
    .at(path, line, 1)
    .help(
        "keep what is right and delete the lines that begin with <<<<<<<, |||||||, ======= and >>>>>>>",
        "请保留正确的内容，并删去以 <<<<<<<、|||||||、======= 和 >>>>>>> 开头的几行",
    )
}

/// There is no text to merge from.
pub(super) fn no_base(path: &str) -> Diagnostic {
    Diagnostic::error(
        "conflict",
        "what the program last wrote here is not known, so nothing can be merged",
        "不知道程序上一次写入的内容，无法合并",
    )
    .at(path, 0, 0)
    .help(
        "take over by hand what `site report` shows, or overwrite with `--force`",
        "请对照 `site report` 显示的差异手工修改，或用 `--force` 覆盖",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_come_together_and_conflicts_lose_nothing() {
        let base = b"a\nb\nc\nd\ne\nf\n";
        let (text, conflicts) = merged(
            base,
            b"A\r\nb\r\nc\r\nd\r\ne\r\nf\r\n",
            b"a\nb\nc\nd\ne\nF\n",
        );
        assert_eq!(text, b"A\r\nb\r\nc\r\nd\r\ne\r\nF\r\n");
        assert!(conflicts.is_empty());
        let (text, conflicts) = merged(base, b"a\nmine\nc\nd\ne\nf\n", b"a\nyours\nc\nd\ne\nf\n");
        let text = String::from_utf8(text).unwrap();
        assert_eq!(conflicts, [2]);
        assert!(
            text.contains("mine\n") && text.contains("yours\n") && text.contains("b\n"),
            "{text}"
        );
    }
}
