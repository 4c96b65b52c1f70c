//! The rows and cells of a table: their alignment is a class, since a page's policy may forbid styles.

use super::state::State;
use comrak::html::{ChildRendering, Context};
use comrak::nodes::{Node, NodeValue, TableAlignment};
use std::fmt::{self, Write as _};

pub(super) fn is_first_of_a_body_alone(row: Node<'_>) -> bool {
    let head = matches!(row.data().value, NodeValue::TableRow(true));
    !head && row.previous_sibling().is_none() && row.next_sibling().is_some()
}

pub(super) fn cell(
    context: &mut Context<'_, '_, State<'_>>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let head = node
        .parent()
        .is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
    let tag = if head { "th" } else { "td" };
    if !entering {
        writeln!(context, "</{tag}>")?;
        return Ok(ChildRendering::HTML);
    }
    let column = context.user.column;
    context.user.column += 1;
    let class = match context.user.alignments.get(column) {
        Some(TableAlignment::Left) => " class=\"align-left\"",
        Some(TableAlignment::Center) => " class=\"align-center\"",
        Some(TableAlignment::Right) => " class=\"align-right\"",
        _ => "",
    };
    context.cr()?;
    write!(context, "<{tag}{class}>")?;
    Ok(ChildRendering::HTML)
}
