//! Word lists as people keep them: text files with one entry a line.
//!
//! It must not know what the entries mean.

/// The lines of a list: without comments (`#` and a space, to the end of the line) and blanks.
pub(crate) fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.trim_start_matches('\u{FEFF}')
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(_) => "",
            None => line.split(" # ").next().unwrap_or(line).trim(),
        })
        .filter(|line| !line.is_empty())
}
