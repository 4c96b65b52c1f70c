//! Lists as kramdown reads them: whether an item's text is a paragraph is asked of each item by itself, not of its list, and items whose
//! marks are other characters are of one list.
//!
//! It must not know how a list is written.

use super::Attributed;
use super::formulas::is_formula;
use comrak::nodes::{ListType, Node, NodeValue};

/// Takes the paragraphs away that kramdown writes without a tag of their own, and makes one list of those that follow each other.
pub(in super::super) fn settled<'a>(root: Node<'a>, attributed: &Attributed) {
    let lists: Vec<Node<'a>> = root.descendants().filter(|node| is_list(node)).collect();
    for list in &lists {
        if list.parent().is_some() && attributed.of(list).is_none() {
            joined(list);
        }
    }
    for list in lists.into_iter().filter(|list| list.parent().is_some()) {
        if let NodeValue::List(ref mut list) = list.data_mut().value {
            list.tight = false;
        }
        opened(list);
    }
}

fn is_list(node: &Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::List(_))
}

fn is_bulleted(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::List(ref list) if list.list_type == ListType::Bullet)
}

/// Takes the items of the bulleted lists that follow right behind.
fn joined(list: Node<'_>) {
    while is_bulleted(list)
        && let Some(next) = list.next_sibling().filter(|next| is_bulleted(next))
    {
        let items: Vec<_> = next.children().collect();
        items.into_iter().for_each(|item| list.append(item));
        next.detach();
    }
}

/// The first text of an item is a paragraph where a blank line stands behind it; that of the last item only where the first texts of all
/// other items are.
fn opened(list: Node<'_>) {
    let items: Vec<_> = list.children().collect();
    let mut any_open = false;
    for (number, item) in items.iter().enumerate() {
        let first = item.first_child().filter(|first| {
            matches!(first.data().value, NodeValue::Paragraph) && !is_formula(first)
        });
        let is_last = number + 1 == items.len();
        let open = first.filter(|first| {
            !is_blank_behind(first, item) && (!is_last || items.len() == 1 || any_open)
        });
        any_open |= first.is_none() || open.is_some();
        if let Some(paragraph) = open {
            let inside: Vec<_> = paragraph.children().collect();
            inside
                .into_iter()
                .for_each(|node| paragraph.insert_before(node));
            paragraph.detach();
        }
    }
}

/// Whether a blank line stands between a paragraph and what follows it in its list.
fn is_blank_behind<'a>(paragraph: Node<'a>, item: Node<'a>) -> bool {
    let next = paragraph.next_sibling().or_else(|| item.next_sibling());
    let end = paragraph.data().sourcepos.end.line;
    next.is_some_and(|next| next.data().sourcepos.start.line > end + 1)
}
