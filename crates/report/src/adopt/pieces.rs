//! A body cut into the pieces between empty lines, so that joining them with one empty line gives the body again.
//!
//! It must not know what the pieces mean, but for one thing: an empty line inside a code fence cuts nothing.

/// The pieces, in order. `pieces.join("\n\n")` is `text`.
pub(super) fn split(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for piece in text.split("\n\n") {
        let inside = fence.is_some();
        for line in piece.lines() {
            fence = after(line, fence);
        }
        match pieces.last_mut() {
            Some(last) if inside => {
                last.push_str("\n\n");
                last.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// The fence that is open after a line: its character and its length.
fn after(line: &str, open: Option<(char, usize)>) -> Option<(char, usize)> {
    let bare = line.trim_start();
    let Some(mark @ ('`' | '~')) = bare.chars().next() else {
        return open;
    };
    let length = bare.chars().take_while(|c| *c == mark).count();
    let rest = &bare[length..];
    match open {
        None => (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length)),
        Some((c, least)) if c == mark && length >= least && rest.trim().is_empty() => None,
        open => open,
    }
}
