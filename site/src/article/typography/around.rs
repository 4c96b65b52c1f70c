//! What stands before and behind a text in its source.
//!
//! It must not know what is made of it.

use comrak::nodes::{AstNode, NodeValue};
use std::borrow::Cow;

/// What stands around a text, as far as what it becomes depends on it.
#[derive(Default)]
pub(super) struct Around {
    /// The character before it, where that is no markup.
    pub before: Option<char>,
    /// The next characters behind it.
    pub after: Cow<'static, str>,
}

impl Around {
    pub(super) fn of(node: &AstNode<'_>) -> Self {
        let before = node.previous_sibling();
        let before = before.and_then(|before| match before.data().value {
            NodeValue::SoftBreak => Some('\n'),
            _ => address(before)?.chars().next_back(),
        });
        let after = after(node);
        Self { before, after }
    }
}

/// No rule looks further.
const FAR: usize = 4;

fn after(node: &AstNode<'_>) -> Cow<'static, str> {
    let mut ends = String::new();
    let mut inner = node;
    while ends.len() < FAR {
        if let Some(next) = inner.next_sibling() {
            let begin = begin(next);
            return match ends.is_empty() {
                true => begin,
                false => (ends + &begin).into(),
            };
        }
        let Some(parent) = inner.parent() else {
            break;
        };
        ends.push_str(match parent.data().value {
            NodeValue::Emph => "*",
            NodeValue::Strong => "**",
            NodeValue::Strikethrough => "~~",
            NodeValue::Link(_) => "](x)",
            _ => break,
        });
        inner = parent;
    }
    ends.into()
}

/// What a node begins with in its source.
fn begin(next: &AstNode<'_>) -> Cow<'static, str> {
    if let Some(address) = address(next) {
        return address.chars().take(3).collect::<String>().into();
    }
    match next.data().value {
        NodeValue::SoftBreak | NodeValue::LineBreak => "\n".into(),
        NodeValue::Code(_) => "`x".into(),
        NodeValue::Emph => "*x".into(),
        NodeValue::Strong => "**x".into(),
        NodeValue::Strikethrough => "~~x".into(),
        NodeValue::Link(_) => "[x".into(),
        NodeValue::Image(_) => "![x".into(),
        NodeValue::HtmlInline(_) => "<x".into(),
        NodeValue::Escaped => "\\x".into(),
        NodeValue::Math(_) => "$$x".into(),
        NodeValue::FootnoteReference(_) => "[^x".into(),
        _ => "".into(),
    }
}

/// The address that a link shows as its text: it may have been made one without marks.
fn address(node: &AstNode<'_>) -> Option<String> {
    let NodeValue::Link(ref link) = node.data().value else {
        return None;
    };
    let shown = node.first_child()?;
    match shown.data().value {
        NodeValue::Text(ref text) if link.url.ends_with(&**text) => Some(text.to_string()),
        _ => None,
    }
}
