//! Lines of dashes below a text of several lines: to GitHub's Markdown they make a heading of it all, to kramdown, whose headings have one
//! line, they are text; and so are `***` and `___` right below a text, and a line of dashes below a text that itself stands right below
//! another block.
//!
//! It must not know lists of attributes beyond that they stand where they belong.

use super::stands_apart;
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeValue};

/// Makes paragraphs of what kramdown takes for one. `text` is what was parsed.
pub(in super::super) fn level<'a>(root: Node<'a>, arena: &'a Arena<'a>, text: &str) {
    let marks = ["-\n", "=\n", "*\n", "_\n"];
    let ends = text.ends_with(['-', '=', '*', '_']);
    if !ends && !marks.iter().any(|mark| text.contains(mark)) {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut parents = vec![root];
    while let Some(parent) = parents.pop() {
        within(parent, arena, &lines, &mut parents);
    }
}

/// Does so with what stands in a block, and adds the blocks among that which hold others.
fn within<'a>(parent: Node<'a>, arena: &'a Arena<'a>, lines: &[&str], parents: &mut Vec<Node<'a>>) {
    let mut next = parent.first_child();
    while let Some(node) = next {
        let (is_heading, is_break, holds) = match node.data().value {
            NodeValue::Heading(heading) => (heading.setext, false, false),
            NodeValue::ThematicBreak => (false, true, false),
            NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::TaskItem(_) => (false, false, true),
            _ => (false, false, false),
        };
        if is_heading && is_text(node) {
            open(node, arena, lines);
            go_on(node, arena, lines);
        } else if let Some(above) = node.previous_sibling().filter(|_| is_break)
            && matches!(above.data().value, NodeValue::Paragraph)
            && stands_below(above, node)
            && let Some(mark) = mark(node, lines).filter(|mark| !mark.starts_with('-'))
        {
            let end = node.data().sourcepos.end;
            add(above, arena, mark);
            above.data_mut().sourcepos.end = end;
            node.detach();
            go_on(above, arena, lines);
            next = above.next_sibling();
            continue;
        } else if holds {
            parents.push(node);
        }
        next = node.next_sibling();
    }
}

/// Whether what a line of dashes made a heading of is text to kramdown.
fn is_text(heading: Node<'_>) -> bool {
    let place = heading.data().sourcepos;
    let above = heading
        .previous_sibling()
        .filter(|node| !stands_apart(node));
    place.end.line > place.start.line + 1 || above.is_some_and(|above| stands_below(above, heading))
}

fn stands_below(above: Node<'_>, below: Node<'_>) -> bool {
    above.data().sourcepos.end.line + 1 == below.data().sourcepos.start.line
}

/// Makes a paragraph of a heading, the line below it included.
fn open<'a>(heading: Node<'a>, arena: &'a Arena<'a>, lines: &[&str]) {
    let mark = mark(heading, lines);
    heading.data_mut().value = NodeValue::Paragraph;
    if let Some(mark) = mark {
        add(heading, arena, mark);
    }
}

/// Takes what stands on the lines below into a paragraph.
fn go_on<'a>(paragraph: Node<'a>, arena: &'a Arena<'a>, lines: &[&str]) {
    while let Some(below) = paragraph
        .next_sibling()
        .filter(|below| stands_below(paragraph, below))
    {
        let is_heading = match below.data().value {
            NodeValue::Paragraph => false,
            NodeValue::Heading(heading) if heading.setext => true,
            _ => return,
        };
        if is_heading {
            open(below, arena, lines);
        }
        paragraph.append(arena.alloc(AstNode::from(NodeValue::SoftBreak)));
        let inside: Vec<Node<'a>> = below.children().collect();
        inside.into_iter().for_each(|node| paragraph.append(node));
        let end = below.data().sourcepos.end;
        paragraph.data_mut().sourcepos.end = end;
        below.detach();
    }
}

/// The last line of a block, where it is the same mark again and again.
fn mark<'t>(node: Node<'_>, lines: &[&'t str]) -> Option<&'t str> {
    let line = lines.get(node.data().sourcepos.end.line.checked_sub(1)?)?;
    let line = line.trim_matches([' ', '\t', '>']);
    let first = line.chars().next()?;
    let same = matches!(first, '-' | '=' | '*' | '_') && line.chars().all(|c| c == first);
    same.then_some(line)
}

/// Adds a line of marks to a paragraph, dashes as kramdown sets them.
fn add<'a>(paragraph: Node<'a>, arena: &'a Arena<'a>, mark: &str) {
    let text = match mark.starts_with('-') {
        false => mark.to_owned(),
        true => {
            let rest = ["", "-", "–"][mark.len() % 3];
            "—".repeat(mark.len() / 3) + rest
        }
    };
    paragraph.append(arena.alloc(AstNode::from(NodeValue::SoftBreak)));
    paragraph.append(arena.alloc(AstNode::from(NodeValue::Text(text.into()))));
}
