//! Backslashes before characters that kramdown does not take for marks: `\,` and `\%` stay as they are, which formulas that a script sets in
//! the reader's browser need.
//!
//! It must not know formulas.

use super::super::typography;
use comrak::nodes::{Node, NodeValue};
use std::collections::HashSet;

/// What a backslash takes the meaning from in CommonMark and not in kramdown.
const PLAIN: [&str; 8] = ["%", "&", ",", "/", ";", "?", "@", "^"];

/// Makes text of the characters that were written with a backslash, with it where kramdown shows it.
pub(in super::super) fn shown<'a>(root: Node<'a>, text: &str) {
    if !text.contains('\\') {
        return;
    }
    let is_escaped = |node: &Node<'a>| matches!(node.data().value, NodeValue::Escaped);
    let mut known = HashSet::new();
    let mut parents: Vec<Node<'a>> = Vec::new();
    for parent in root
        .descendants()
        .filter(is_escaped)
        .filter_map(|node| node.parent())
    {
        if known.insert(std::ptr::from_ref(parent).addr()) {
            parents.push(parent);
        }
    }
    parents.into_iter().for_each(joined);
}

/// Makes one text of each run of texts and such characters.
fn joined(parent: Node<'_>) {
    let mut run: Option<(Node<'_>, String)> = None;
    let children: Vec<Node<'_>> = parent.children().collect();
    for node in children {
        match (text_in(node), &mut run) {
            (Some(text), Some((_, whole))) => {
                whole.push_str(&text);
                node.detach();
            }
            (Some(text), none) => *none = Some((node, text)),
            (None, _) => run.take().into_iter().for_each(set),
        }
    }
    run.into_iter().for_each(set);
}

fn set((node, text): (Node<'_>, String)) {
    if let Some(inside) = node.first_child() {
        inside.detach();
    }
    node.data_mut().value = NodeValue::Text(text.into());
}

/// What a node shows that is text or was written with a backslash.
fn text_in(node: Node<'_>) -> Option<String> {
    match node.data().value {
        NodeValue::Text(ref text) => Some(text.to_string()),
        NodeValue::Escaped => {
            let character = text_in(node.first_child()?)?;
            Some(match PLAIN.contains(&character.as_str()) {
                true => format!("\\{character}"),
                false => typography::kept(&character),
            })
        }
        _ => None,
    }
}
