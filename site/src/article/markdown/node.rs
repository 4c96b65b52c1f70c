//! How each node of a text is written: as Markdown's own writer does, but for these.

use super::super::Code;
use super::super::figure;
use super::super::heading::{self, Heading};
use super::super::kramdown::{self, Attributes};
use super::super::math;
use super::super::nodes::{joins, text_of, whole_text_of};
use super::super::text;
use super::contents::table_of_contents;
use super::spans::{anchor, formula, image, label};
use super::state::State;
use super::tables::{cell, is_first_of_a_body_alone};
use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::{Node, NodeCodeBlock, NodeValue};
use std::fmt::{self, Write as _};

pub(super) fn format_node<'n>(
    context: &mut Context<'_, '_, State<'_>>,
    node: Node<'n>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if entering && let Some(own) = context.user.attributed.of(node).cloned() {
        if own.toc && matches!(node.data().value, NodeValue::List(_)) {
            let contents = std::mem::take(&mut context.user.contents);
            context.cr()?;
            table_of_contents(context, node, &heading::nested(&contents), &own, true)?;
            return Ok(ChildRendering::Skip);
        }
        if node.data().value.block() {
            context.cr()?;
        }
        let mark = Attributes::mark(context.user.marked.len());
        context.user.marked.push(own);
        context.write_str(&mark)?;
    }
    if !entering
        && matches!(node.data().value, NodeValue::List(_))
        && context.user.attributed.of(node).is_some_and(|own| own.toc)
    {
        return Ok(ChildRendering::HTML);
    }
    match node.data().value {
        NodeValue::Text(ref literal) if entering => {
            context.user.written.words += text::words(literal);
            match label(context, node, literal) {
                Some((class, length)) => {
                    let (label, rest) = literal.split_at(length);
                    write!(
                        context,
                        "<span class=\"label label-{class}\">{label}</span>"
                    )?;
                    context.escape(rest)?;
                    Ok(ChildRendering::HTML)
                }
                None => format_node_default(context, node, entering),
            }
        }
        NodeValue::SoftBreak
            if entering && !context.user.manner.dialect.hard_wrap && joins(node) =>
        {
            Ok(ChildRendering::HTML)
        }
        NodeValue::Heading(ref heading) => {
            let level = heading.level;
            match entering {
                true => begin_heading(context, node, level)?,
                false => writeln!(context, "</h{level}>")?,
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Paragraph if !context.user.manner.strangers && kramdown::is_formula(node) => {
            context.cr()?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(ref html) if html == kramdown::MARK => Ok(ChildRendering::HTML),
        NodeValue::HtmlInline(ref html)
            if entering && let Some(tag) = kramdown::uncovered(html) =>
        {
            context.write_str(tag)?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlBlock(ref block)
            if entering
                && !context.user.manner.strangers
                && let Some(html) = kramdown::untied(&block.literal) =>
        {
            context.cr()?;
            context.write_str(&kramdown::apart(&html))?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlBlock(ref block)
            if entering
                && !context.user.manner.strangers
                && (block.literal.contains(kramdown::MARK) || block.literal.contains("><")) =>
        {
            context.cr()?;
            let html = block.literal.replace(kramdown::MARK, "");
            context.write_str(&kramdown::apart(&html))?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlBlock(ref block)
            if entering && context.user.manner.strangers && figure::is_chart(&block.literal) =>
        {
            context.cr()?;
            context.write_str(&block.literal)?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::CodeBlock(ref block) if entering => code_block(context, block),
        NodeValue::CodeBlock(_) => Ok(ChildRendering::HTML),
        NodeValue::Math(ref math) if entering => formula(context, node, math),
        NodeValue::Math(_) => Ok(ChildRendering::HTML),
        NodeValue::Image(ref link) => image(context, link, entering),
        NodeValue::Link(ref link) => {
            let line = node.data().sourcepos.start.line as u32;
            anchor(context, link, line, entering)
        }
        NodeValue::Table(ref table) => {
            if entering {
                context.user.alignments.clone_from(&table.alignments);
                context.cr()?;
                context.write_str("<div class=\"table\" tabindex=\"0\">\n")?;
                format_node_default(context, node, entering)
            } else {
                let children = format_node_default(context, node, entering)?;
                context.write_str("</div>\n")?;
                Ok(children)
            }
        }
        NodeValue::TableRow(_) => {
            context.user.column = 0;
            // A table without a head: the writer begins a body only behind one, and ends it where there are two rows.
            if entering && is_first_of_a_body_alone(node) {
                context.cr()?;
                context.write_str("<tbody>\n")?;
            }
            format_node_default(context, node, entering)
        }
        NodeValue::TableCell => cell(context, node, entering),
        _ => format_node_default(context, node, entering),
    }
}

/// Begins a heading and remembers it.
fn begin_heading(
    context: &mut Context<'_, '_, State<'_>>,
    node: Node<'_>,
    level: u8,
) -> fmt::Result {
    let text = text_of(node);
    let own = context.user.attributed.of(node);
    let given = own.and_then(|own| own.id.clone());
    let listed = own.is_none_or(|own| !own.classes.iter().any(|c| c == "no_toc"));
    let state = &mut context.user;
    let id = match given {
        None if state.manner.dialect.no_ids => String::new(),
        None => state.ids.give(&whole_text_of(node)),
        Some(given) => given,
    };
    context.cr()?;
    if id.is_empty() {
        return write!(context, "<h{level}>");
    }
    write!(context, "<h{level} id=\"")?;
    context.escape(&id)?;
    context.write_str("\">")?;
    if listed {
        let heading = Heading { id, text, level };
        context.user.written.headings.push(heading);
    }
    Ok(())
}

fn code_block(
    context: &mut Context<'_, '_, State<'_>>,
    block: &NodeCodeBlock,
) -> Result<ChildRendering, fmt::Error> {
    let manner = context.user.manner;
    let code = Code::new(&block.info, &block.literal, manner.dialect.numbered);
    context.cr()?;
    if code.language() == "math" && !manner.strangers {
        context.write_str(&math::html(&block.literal, true))?;
    } else {
        context.write_str(&code.html(manner.fences))?;
    }
    context.write_str("\n")?;
    Ok(ChildRendering::HTML)
}
