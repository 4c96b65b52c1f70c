//! Rows of tables that have more cells than the head: GitHub's Markdown leaves those cells out, kramdown shows them. The head and the line
//! of dashes get as many cells as the longest row, so that nothing that was written is lost.
//!
//! It must not know what is in the cells.

use super::super::standing::{Standing, Stands};
use super::super::text::whole_lines;

/// More cells than anybody's table has; a row of bars alone makes no head of that width.
const MOST: usize = 100;

/// The text with heads as wide as their tables; `None` where they are.
pub(super) fn widened(body: &str) -> Option<String> {
    if !body.contains('|') {
        return None;
    }
    let lines: Vec<&str> = whole_lines(body).collect();
    if !may_be_short(&lines) {
        return None;
    }
    let mut standing = Standing::default();
    let in_text = |line: &&str| matches!(standing.of(line), Stands::Text { .. });
    let in_text: Vec<bool> = lines.iter().map(in_text).collect();
    let mut out = String::new();
    let mut done = 0;
    let mut rule = 1;
    while rule < lines.len() {
        let head = rule - 1;
        let may_be = in_text[head] && in_text[rule] && is_rule(lines[rule]);
        let columns = if may_be { cells(lines[head]) } else { 0 };
        if !may_be || columns != cells(lines[rule]) {
            rule += 1;
            continue;
        }
        let rows = lines[rule + 1..]
            .iter()
            .take_while(|line| !line.trim().is_empty());
        let (count, most) = rows.fold((0, 0), |(count, most), line| {
            (count + 1, most.max(cells(line)))
        });
        if most > columns && most <= MOST {
            out.extend(lines[done..head].iter().copied());
            out.push_str(&padded(lines[head], " ", most - columns));
            out.push_str(&padded(lines[rule], "---", most - columns));
            done = rule + 1;
        }
        // The rows are read once, whatever they look like; what follows has a head of its own.
        rule += count + 2;
    }
    if done == 0 {
        return None;
    }
    out.extend(lines[done..].iter().copied());
    Some(out)
}

/// Whether a head is shorter than a row below it, wherever they stand. Few texts have one; of the others it need not be known which of
/// their lines are code.
fn may_be_short(lines: &[&str]) -> bool {
    // From below, so that the longest row is known where its head comes.
    let mut most = 0;
    lines.windows(2).rev().any(|pair| {
        let columns = cells(pair[1]);
        if pair[1].trim().is_empty() {
            most = 0;
        }
        let short = most > columns && is_rule(pair[1]) && columns == cells(pair[0]);
        most = most.max(columns);
        short
    })
}

/// Whether a line is the one below a head: dashes and bars, perhaps with colons.
pub(super) fn is_rule(line: &str) -> bool {
    let bare = line.trim_matches(['>', ' ', '\t', '\n', '\r']);
    let belongs = |byte| matches!(byte, b'-' | b'|' | b':' | b' ' | b'\t');
    bare.bytes().all(belongs) && bare.contains('-') && bare.contains('|')
}

/// How many cells a row has: bars at its ends are its frame.
fn cells(line: &str) -> usize {
    let bare = line.trim().trim_start_matches(['>', ' ']);
    let bytes = bare.as_bytes();
    let bars = memchr::memchr_iter(b'|', bytes)
        .filter(|at| *at == 0 || bytes[at - 1] != b'\\')
        .count();
    let framed = usize::from(bare.starts_with('|'))
        + usize::from(bare.len() > 1 && bare.ends_with('|') && !bare.ends_with("\\|"));
    (bars + 1).saturating_sub(framed)
}

fn padded(line: &str, cell: &str, count: usize) -> String {
    let bare = line.trim_end();
    let bar = if bare.ends_with('|') { "" } else { "|" };
    format!(
        "{bare}{bar}{}{}",
        format!("{cell}|").repeat(count),
        &line[bare.len()..]
    )
}

#[cfg(test)]
mod tests {
    use super::widened;

    #[test]
    fn no_cell_is_lost() {
        for (written, read) in [
            (
                "| a | b |\n|--|--|\n| 1 | 2 | 3 |\n| 4 |\n\n| 5 | 6 | 7 | 8 |\n",
                Some("| a | b | |\n|--|--|---|\n| 1 | 2 | 3 |\n| 4 |\n\n| 5 | 6 | 7 | 8 |\n"),
            ),
            (
                "x\n\na|b\n-|-\n1|2|3|4",
                Some("x\n\na|b| | |\n-|-|---|---|\n1|2|3|4"),
            ),
            ("|a|b|\n|-|-|\n|1|2\\|3|\n", None),
            ("```\n|a|\n|-|\n|1|2|\n```\n", None),
            ("a\n-|-\n1|2|3\n", None),
        ] {
            assert_eq!(widened(written).as_deref(), read, "{written}");
        }
    }
}
