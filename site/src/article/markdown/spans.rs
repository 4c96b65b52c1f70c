//! What stands within a line and is written otherwise than Markdown's own writer does: formulas, pictures, links, labels.

use super::super::links;
use super::super::math;
use super::super::written::SLOT;
use super::state::State;
use comrak::html::{ChildRendering, Context};
use comrak::nodes::{Node, NodeLink, NodeMath, NodeValue};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// What kind of statement a report's label behind a bold name announces, and how long the label is in bytes.
pub(super) fn label(
    context: &Context<'_, '_, State<'_>>,
    node: Node<'_>,
    literal: &str,
) -> Option<(&'static str, usize)> {
    if !context.user.manner.strangers || !literal.starts_with('（') {
        return None;
    }
    let before = node.previous_sibling()?;
    if !matches!(before.data().value, NodeValue::Strong) {
        return None;
    }
    [
        ("（推断）", "inference"),
        ("（事实）", "fact"),
        ("（数据）", "metric"),
        ("（观点）", "opinion"),
    ]
    .into_iter()
    .find(|(label, _)| literal.starts_with(label))
    .map(|(label, class)| (class, label.len()))
}

/// Mathematics between dollars: two of them enclose a block's where nothing else stands in the paragraph, as in kramdown.
pub(super) fn formula(
    context: &mut Context<'_, '_, State<'_>>,
    node: Node<'_>,
    formula: &NodeMath,
) -> Result<ChildRendering, fmt::Error> {
    let doubled = formula.display_math || formula.dollar_math && context.user.manner.math;
    if !doubled && formula.dollar_math {
        // One dollar is money, unless the page says otherwise.
        context.write_str("$")?;
        context.escape(&formula.literal)?;
        context.write_str("$")?;
        return Ok(ChildRendering::HTML);
    }
    // To kramdown one dollar is text, in which a backslash makes a mark no mark.
    let literal = match formula.display_math {
        true => Cow::Borrowed(&*formula.literal),
        false => Cow::Owned(escaped(&formula.literal)),
    };
    let alone = node.previous_sibling().is_none() && node.next_sibling().is_none();
    let html = math::html(&literal, formula.display_math && alone);
    context.write_str(&html)?;
    Ok(ChildRendering::HTML)
}

/// A formula between single dollars as a script in the browser would find it.
fn escaped(literal: &str) -> String {
    let kept = literal.replace("\\\\", "\u{1}");
    let plain = kept.replace("\\_", "_").replace("\\*", "*");
    plain.replace('\u{1}', "\\")
}

pub(super) fn image(
    context: &mut Context<'_, '_, State<'_>>,
    link: &NodeLink,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if entering {
        let url = links::safe(&link.url, context.user.manner.strangers);
        context.user.written.pictures.push(url.to_owned());
        write!(context, "<img{SLOT} alt=\"")?;
        return Ok(ChildRendering::Plain);
    }
    if !link.title.is_empty() {
        context.write_str("\" title=\"")?;
        context.escape(&link.title)?;
    }
    context.write_str("\" loading=\"lazy\" decoding=\"async\" />")?;
    Ok(ChildRendering::HTML)
}

pub(super) fn anchor(
    context: &mut Context<'_, '_, State<'_>>,
    link: &NodeLink,
    line: u32,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if !entering {
        context.write_str("</a>")?;
        return Ok(ChildRendering::HTML);
    }
    let manner = context.user.manner;
    let url = links::safe(&link.url, manner.strangers);
    let place = links::place(url);
    context.write_str("<a href=\"")?;
    context.escape_href(&links::below(manner.baseurl, url))?;
    context.write_str("\"")?;
    if !link.title.is_empty() {
        context.write_str(" title=\"")?;
        context.escape(&link.title)?;
        context.write_str("\"")?;
    }
    // A tweet is a source that the report stands by; whatever else strangers link to gets no recommendation from us.
    if manner.strangers && place == links::Place::Elsewhere {
        context.write_str(" rel=\"nofollow\"")?;
    }
    context.write_str(">")?;
    if place == links::Place::Here {
        context.user.written.links.push((url.to_owned(), line));
    }
    Ok(ChildRendering::HTML)
}
