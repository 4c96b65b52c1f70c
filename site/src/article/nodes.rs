//! What parsed nodes say.
//!
//! It must not know how they are written.

use super::text;
use comrak::nodes::{AstNode, Node, NodeValue};

/// A node's text without its markup, on one line.
pub(super) fn text_of(node: Node<'_>) -> String {
    let mut out = String::new();
    for inner in node.descendants() {
        match inner.data().value {
            NodeValue::Text(ref literal) => out.push_str(literal),
            NodeValue::Code(ref code) => out.push_str(&code.literal),
            NodeValue::Math(ref math) => out.push_str(&math.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push('\n'),
            _ => {}
        }
    }
    text::one_line(&out)
}

/// A heading's text as its id is made of it: with every blank, and without what is told where a picture cannot be seen.
pub(super) fn whole_text_of(node: Node<'_>) -> String {
    let mut out = String::new();
    for inner in node.descendants() {
        match inner.data().value {
            NodeValue::Text(ref literal) if !is_of_picture(inner) => out.push_str(literal),
            NodeValue::Code(ref code) => out.push_str(&code.literal),
            NodeValue::Math(ref math) => out.push_str(&math.literal),
            _ => {}
        }
    }
    out
}

fn is_of_picture(node: Node<'_>) -> bool {
    let mut around = node.ancestors().skip(1);
    around.any(|outer| matches!(outer.data().value, NodeValue::Image(_)))
}

/// Whether a line break stands between characters that are written without blanks.
pub(super) fn joins(node: Node<'_>) -> bool {
    fn edge(node: Option<&AstNode<'_>>, last: bool) -> Option<char> {
        let mut node = node?;
        loop {
            let inner = match node.data().value {
                NodeValue::Text(ref text) if last => return text.chars().next_back(),
                NodeValue::Text(ref text) => return text.chars().next(),
                NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) => {
                    if last {
                        node.last_child()
                    } else {
                        node.first_child()
                    }
                }
                _ => None,
            };
            node = inner?;
        }
    }
    let joined = |c: Option<char>| c.is_some_and(text::joins_lines);
    joined(edge(node.previous_sibling(), true)) && joined(edge(node.next_sibling(), false))
}
