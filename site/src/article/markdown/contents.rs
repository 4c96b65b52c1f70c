//! Headings: the ids they are given, and the table of contents that a text shows of them.

use super::super::heading::{self, Heading, Ids};
use super::super::kramdown::{Attributed, Attributes};
use super::super::nodes::{text_of, whole_text_of};
use super::state::State;
use crate::config::Dialect;
use comrak::html::Context;
use comrak::nodes::{ListType, Node, NodeValue};
use std::fmt::{self, Write as _};

/// Every heading of the levels that a table of contents shows, with the id that it will be given.
pub(super) fn headings(root: Node<'_>, attributed: &Attributed, dialect: Dialect) -> Vec<Heading> {
    let mut ids = Ids::new(dialect.latin_ids);
    let mut found = Vec::new();
    for node in root.descendants() {
        let NodeValue::Heading(ref heading) = node.data().value else {
            continue;
        };
        let level = heading.level;
        let text = text_of(node);
        let own = attributed.of(node);
        let given = own.and_then(|own| own.id.clone());
        let id = match given {
            None if dialect.no_ids => String::new(),
            None => ids.give(&whole_text_of(node)),
            Some(given) => given,
        };
        let said = own.is_some_and(|own| own.classes.iter().any(|class| class == "no_toc"));
        if !said && !id.is_empty() && dialect.lists(level) {
            found.push(Heading { id, text, level });
        }
    }
    found
}

/// The table of contents, as the kind of list that it was asked for with.
pub(super) fn table_of_contents(
    context: &mut Context<'_, '_, State<'_>>,
    list: Node<'_>,
    entries: &[heading::Entry],
    own: &Attributes,
    top: bool,
) -> fmt::Result {
    let ordered = matches!(list.data().value, NodeValue::List(ref list) if list.list_type == ListType::Ordered);
    let tag = if ordered { "ol" } else { "ul" };
    if top {
        let mark = Attributes::mark(context.user.marked.len());
        context.user.marked.push(own.clone());
        writeln!(context, "{mark}<{tag} id=\"markdown-toc\">")?;
    } else {
        writeln!(context, "\n<{tag}>")?;
    }
    for entry in entries {
        let (id, text) = (&entry.heading.id, &entry.heading.text);
        context.write_str("<li><a href=\"#")?;
        context.escape(id)?;
        context.write_str("\" id=\"markdown-toc-")?;
        context.escape(id)?;
        context.write_str("\">")?;
        context.escape(text)?;
        context.write_str("</a>")?;
        if !entry.children.is_empty() {
            table_of_contents(context, list, &entry.children, own, false)?;
        }
        context.write_str("</li>\n")?;
    }
    writeln!(context, "</{tag}>")
}
