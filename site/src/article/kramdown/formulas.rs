//! Formulas between `$$` that are blocks: to kramdown all up to the next `$$` is the formula, over blank lines and whatever looks like a
//! list or a backslash's escape.
//!
//! Each is taken out of the text before that is parsed and leaves its number between the dollars, and blank lines for its own, so
//! numbers of lines stay right. It must not know LaTeX.

use super::super::standing::{Standing, Stands};
use super::super::text::whole_lines;
use comrak::nodes::{Node, NodeValue};

/// Begins the number that stands for a formula; of the private use area, so no text of an author's.
const OPEN: char = '\u{f8fb}';

/// The text without its formulas, and these; `None` where it has none.
pub(super) fn taken_out(body: &str) -> Option<(String, Vec<String>)> {
    if !body.contains("$$") {
        return None;
    }
    let lines: Vec<&str> = whole_lines(body).collect();
    let mut standing = Standing::default();
    let mut formulas = Vec::new();
    let mut out = String::with_capacity(body.len());
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let stands = standing.of_kramdown(line);
        let found = match stands {
            Stands::Text { after_text: false } => formula(&lines[number..], standing.indent()),
            _ => None,
        };
        number += 1;
        let Some((formula, length)) = found else {
            out.push_str(line);
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        out.push_str(&line[..indent]);
        out.push_str(&format!("$${OPEN}{}$$\n", formulas.len()));
        out.push_str(&"\n".repeat(length - 1));
        formulas.push(formula);
        number += length - 1;
    }
    (!formulas.is_empty()).then_some((out, formulas))
}

/// The formula that the first of these lines begins with, and how many lines it has. Those of an item's are indented like it.
fn formula(lines: &[&str], indent: usize) -> Option<(String, usize)> {
    let first = lines[0].trim_start().strip_prefix("$$")?;
    let mut formula = String::new();
    for (number, line) in lines.iter().enumerate() {
        let text = if number == 0 { first } else { *line };
        let within = text.starts_with(&" ".repeat(indent)) || text.starts_with('\t');
        if number > 0 && indent > 0 && !within && !text.trim().is_empty() {
            return None;
        }
        let Some((inside, after)) = text.split_once("$$") else {
            formula.push_str(text);
            continue;
        };
        formula.push_str(inside);
        // What follows in the line, or right below, makes it a part of a paragraph.
        let below = lines.get(number + 1).map_or("", |line| line.trim());
        let ends = after.trim().is_empty() && (below.is_empty() || below.starts_with("{:"));
        let formula = formula.trim();
        return (ends && !formula.is_empty()).then(|| (formula.to_owned(), number + 1));
    }
    None
}

/// Puts the formulas back where their numbers stand.
pub(super) fn put_back(root: Node<'_>, formulas: &[String]) {
    if formulas.is_empty() {
        return;
    }
    for node in root.descendants() {
        if let NodeValue::Math(ref mut math) = node.data_mut().value
            && let Some(number) = math.literal.strip_prefix(OPEN)
            && let Some(formula) = number.parse().ok().and_then(|n: usize| formulas.get(n))
        {
            math.literal.clone_from(formula);
        }
    }
}

/// Whether a paragraph is nothing but a formula between `$$`: that is a block of its own.
pub(in super::super) fn is_formula(node: Node<'_>) -> bool {
    let Some(inside) = node
        .first_child()
        .filter(|_| matches!(node.data().value, NodeValue::Paragraph))
    else {
        return false;
    };
    inside.next_sibling().is_none()
        && matches!(inside.data().value, NodeValue::Math(ref math) if math.display_math)
}

#[cfg(test)]
mod tests {
    use super::taken_out;

    #[test]
    fn formulas_leave_numbers_and_no_line_is_lost() {
        for (text, left, formula) in [
            (
                "a\n\n$$\nb\n\n- c \\\\{\n$$\n\nd\n",
                "a\n\n$$\u{f8fb}0$$\n\n\n\n\n\nd\n",
                "b\n\n- c \\\\{",
            ),
            ("$$ a $$\n{: .x}\n", "$$\u{f8fb}0$$\n{: .x}\n", "a"),
            (
                "- a\n\n  $$\n  b\n  $$\n",
                "- a\n\n  $$\u{f8fb}0$$\n\n\n",
                "b",
            ),
        ] {
            let (out, formulas) = taken_out(text).unwrap();
            assert_eq!(out, left);
            assert_eq!(formulas[0].replace("  b", "b"), formula);
        }
        for text in [
            "a\n$$b$$\n",
            "$$a$$ b\n",
            "$$a\n",
            "```\n$$a$$\n```\n",
            "- a\n\n  $$\nb $$\n",
        ] {
            assert!(taken_out(text).is_none(), "{text}");
        }
    }
}
