//! Tables that kramdown reads and GitHub's Markdown does not: without a head, with a line of dashes that has another number of
//! cells than the head, or with a line of dashes above or below.
//!
//! A paragraph becomes a table when each of its lines has a bar outside code and elements, a single bar in a sentence as well, and no block
//! stands on the line above or below. Two things kramdown takes for cells stay what they are: a bar in the text of a link or between
//! marks, and one in a formula. It must not know how a table is written.

use super::stands_apart;
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeTable, NodeValue, TableAlignment};
use std::ops::Range;

/// What stands between two bars: nodes of the text.
type Cell<'a> = Vec<Node<'a>>;

/// Puts a table in the place of each paragraph that is one. `text` is what was parsed.
pub(in super::super) fn tabulate<'a>(root: Node<'a>, arena: &'a Arena<'a>, text: &str) {
    if !text.contains('|') {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs: Vec<Node<'a>> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .collect();
    for paragraph in paragraphs {
        let place = paragraph.data().sourcepos;
        let range = place.start.line.saturating_sub(1)..place.end.line;
        let (Some(first), Some(lines)) = (lines.get(range.start), lines.get(range)) else {
            continue;
        };
        if !lines.iter().all(|line| line.contains('|')) || lines.iter().any(|l| l.contains("\\|")) {
            continue;
        }
        if is_crowded(paragraph) {
            continue;
        }
        let from = first.len().min(place.start.column.saturating_sub(1));
        let first = first.get(from..).unwrap_or_default();
        let kinds: Vec<Option<Vec<TableAlignment>>> = std::iter::once(first)
            .chain(lines[1..].iter().copied())
            .map(dashes)
            .collect();
        if let Some(table) = table(paragraph, &kinds, arena) {
            table.data_mut().sourcepos = place;
            paragraph.insert_before(table);
            paragraph.detach();
        }
    }
}

/// Whether another block ends on the line above a paragraph or begins on the line below it, or the paragraph is a footnote's.
fn is_crowded(paragraph: Node<'_>) -> bool {
    let place = paragraph.data().sourcepos;
    // A list of attributes stands where it belongs.
    let above = paragraph
        .previous_sibling()
        .filter(|node| !stands_apart(node));
    let below = paragraph.next_sibling().filter(|node| !stands_apart(node));
    above.is_some_and(|node| node.data().sourcepos.end.line + 1 == place.start.line)
        || below.is_some_and(|node| node.data().sourcepos.start.line == place.end.line + 1)
        || paragraph
            .parent()
            .is_some_and(|parent| matches!(parent.data().value, NodeValue::FootnoteDefinition(_)))
}

/// What a line of dashes says of each column; `None` for any other line.
fn dashes(line: &str) -> Option<Vec<TableAlignment>> {
    let line = line.trim_matches([' ', '\t', '>']);
    let is_dash = |c: char| matches!(c, '-' | '=');
    if !line.contains(is_dash)
        || line.contains(|c| !is_dash(c) && !matches!(c, '|' | ':' | '+' | ' '))
    {
        return None;
    }
    let cells = line.trim_matches('|').split(['|', '+']).map(str::trim);
    Some(
        cells
            .map(|cell| match (cell.starts_with(':'), cell.ends_with(':')) {
                (true, true) => TableAlignment::Center,
                (true, false) => TableAlignment::Left,
                (false, true) => TableAlignment::Right,
                (false, false) => TableAlignment::None,
            })
            .collect(),
    )
}

/// The table that a paragraph is, with the paragraph's own nodes in its cells.
fn table<'a>(
    paragraph: Node<'a>,
    kinds: &[Option<Vec<TableAlignment>>],
    arena: &'a Arena<'a>,
) -> Option<Node<'a>> {
    let children: Vec<Node<'a>> = paragraph.children().collect();
    let is_break = |node: &Node<'a>| {
        matches!(
            node.data().value,
            NodeValue::SoftBreak | NodeValue::LineBreak
        )
    };
    let lines: Vec<&[Node<'a>]> = children.split(is_break).collect();
    if lines.len() != kinds.len() {
        return None;
    }
    let rows: Vec<(&[Node<'a>], usize)> = lines
        .into_iter()
        .zip(kinds)
        .enumerate()
        .filter(|(_, (_, kind))| kind.is_none())
        .map(|(number, (line, _))| (line, number))
        .collect();
    let ruled = kinds.iter().position(Option::is_some);
    if rows.is_empty() || !rows.iter().all(|(line, _)| has_bar(line)) {
        return None;
    }
    let head: Range<usize> = 0..ruled.unwrap_or(0);
    // A second line of the head has no place in ours.
    if head.len() > 1 {
        return None;
    }
    let cells: Vec<(bool, Vec<Cell<'a>>)> = rows
        .into_iter()
        .map(|(line, number)| (head.contains(&number), split(line, arena)))
        .collect();
    let columns = cells.iter().map(|(_, row)| row.len()).max()?;
    if columns == 0 {
        return None;
    }
    let mut alignments = kinds.iter().flatten().next().cloned().unwrap_or_default();
    alignments.resize(columns, TableAlignment::None);
    let table = node(
        arena,
        NodeValue::Table(Box::new(NodeTable {
            alignments,
            num_columns: columns,
            num_rows: cells.len(),
            num_nonempty_cells: cells.iter().map(|(_, row)| row.len()).sum(),
        })),
    );
    for (is_head, row) in cells {
        let line = node(arena, NodeValue::TableRow(is_head));
        let missing = columns - row.len();
        for content in row.into_iter().chain((0..missing).map(|_| Vec::new())) {
            let cell = node(arena, NodeValue::TableCell);
            content.into_iter().for_each(|inner| cell.append(inner));
            line.append(cell);
        }
        table.append(line);
    }
    Some(table)
}

fn node<'a>(arena: &'a Arena<'a>, value: NodeValue) -> Node<'a> {
    arena.alloc(AstNode::from(value))
}

fn text(node: Node<'_>) -> String {
    match node.data().value {
        NodeValue::Text(ref text) => text.to_string(),
        _ => String::new(),
    }
}

fn bars(node: Node<'_>) -> usize {
    text(node).matches('|').count()
}

/// Whether a bar stands in a line outside code and elements.
fn has_bar(line: &[Node<'_>]) -> bool {
    let mut depth = 0_usize;
    line.iter().any(|node| {
        if let NodeValue::HtmlInline(ref tag) = node.data().value {
            match tag.starts_with("</") {
                true => depth = depth.saturating_sub(1),
                false if tag.ends_with("/>") || is_void(tag) => {}
                false => depth += 1,
            }
        }
        depth == 0 && bars(node) > 0
    })
}

/// Whether a tag holds nothing.
fn is_void(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '!']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
    matches!(name.as_str(), "" | "br" | "img" | "input" | "wbr" | "hr")
}

/// The cells of a line; the bars at its ends stand before and behind the cells.
fn split<'a>(line: &[Node<'a>], arena: &'a Arena<'a>) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'a>> = vec![Vec::new()];
    for &inner in line {
        if bars(inner) == 0 {
            cells
                .last_mut()
                .into_iter()
                .for_each(|cell| cell.push(inner));
            continue;
        }
        for (number, part) in text(inner).split('|').enumerate() {
            if number > 0 {
                cells.push(Vec::new());
            }
            if let Some(cell) = cells.last_mut().filter(|_| !part.trim().is_empty()) {
                cell.push(node(arena, NodeValue::Text(part.to_owned().into())));
            }
        }
    }
    for cell in &mut cells {
        trim(cell.first().copied(), str::trim_start);
        trim(cell.last().copied(), str::trim_end);
    }
    let is_empty = |cell: Option<&Cell<'a>>| cell.is_some_and(Vec::is_empty);
    if is_empty(cells.last()) {
        cells.pop();
    }
    if is_empty(cells.first()) {
        cells.remove(0);
    }
    cells
}

/// Takes the blanks at an end of a cell away.
fn trim(node: Option<Node<'_>>, end: impl Fn(&str) -> &str) {
    if let Some(node) = node
        && let NodeValue::Text(ref mut text) = node.data_mut().value
    {
        *text = end(text).to_owned().into();
    }
}
