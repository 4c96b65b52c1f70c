//! Markdown to HTML, with what is worth knowing about it gathered on the way.
//!
//! It must not know front matter, and nothing beyond the one text: pictures are left as slots, because how large a file
//! is and whether it exists is not written in the article.

use super::figure;
use super::heading::{self, Heading, Ids};
use super::kramdown::{self, Attributed, Attributes};
use super::links;
use super::math;
use super::nodes::{joins, text_of};
use super::plain;
use super::text;
use super::{Code, blank, chinese};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{ListType, Node, NodeCodeBlock, NodeLink, NodeMath, NodeValue, TableAlignment};
use comrak::options::Plugins;
use comrak::{Arena, Options, parse_document};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

pub use super::written::{Manner, SLOT, Written};

type Lines<'a> = std::iter::Enumerate<std::str::Lines<'a>>;

struct State<'a> {
    manner: Manner<'a>,
    ids: Ids,
    written: Written,
    alignments: Vec<TableAlignment>,
    column: usize,
    attributed: Attributed,
    /// The attributes that marks in the HTML stand for.
    marked: Vec<Attributes>,
    /// The headings of the whole text, where it shows its own table of contents.
    contents: Vec<Heading>,
    /// The lines of the text that no heading has come to.
    lines: Lines<'a>,
}

fn options(manner: Manner<'_>, body: &str) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    extension.cjk_friendly_emphasis = true;
    extension.math_dollars = !manner.strangers && (manner.math || body.contains("$$"));
    options.parse.smart = !manner.strangers;
    options.render.r#unsafe = !manner.strangers;
    options.render.escape = manner.strangers;
    options.render.tasklist_classes = true;
    options.render.escaped_char_spans = !manner.strangers;
    options
}

/// Writes a Markdown text as HTML.
pub fn write(body: &str, manner: Manner<'_>) -> Written {
    if let Some(extensions) = manner.dialect.plain.filter(|_| !manner.strangers) {
        return plain::write(body, extensions);
    }
    let arena = Arena::new();
    let options = options(manner, body);
    let body = &*chinese::parted(body);
    let body = match manner.strangers {
        true => body.into(),
        false => blank::covered(body),
    };
    let is_covered = matches!(body, Cow::Owned(_));
    let body = &*body;
    // What strangers write has no attributes.
    let prepared = match manner.strangers {
        true => None,
        false => Some(kramdown::prepare(body)),
    };
    let text = prepared.as_ref().map_or(body, |prepared| &prepared.body);
    let root = parse_document(&arena, text, &options);
    if !manner.strangers {
        kramdown::shown(root, text);
    }
    chinese::ranges(root, &arena, text);
    if !manner.strangers {
        kramdown::level(root, &arena, text);
        kramdown::tabulate(root, &arena, text);
        blank::quotes(root, text);
        blank::references(root, text);
    }
    if is_covered {
        blank::uncovered(root);
    }
    let attributed = prepared
        .as_ref()
        .map(|prepared| kramdown::attach(root, prepared));
    let attributed = attributed.unwrap_or_default();
    let contents = match attributed.has_toc {
        true => headings(root, &attributed, text),
        false => Vec::new(),
    };
    let opening = root
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .map(text_of)
        .find(|text| !text.is_empty());
    let state = State {
        manner,
        ids: Ids::default(),
        written: Written::default(),
        alignments: Vec::new(),
        column: 0,
        attributed,
        marked: Vec::new(),
        contents,
        lines: text.lines().enumerate(),
    };
    let mut html = String::with_capacity(body.len() * 3 / 2);
    let plugins = Plugins::default();
    let done =
        format_document_with_formatter(root, &options, &mut html, &plugins, format_node, state);
    // Writing into a String cannot fail.
    let (mut written, marked) = done.map_or_else(
        |_| Default::default(),
        |state| (state.written, state.marked),
    );
    written.html = match marked.is_empty() {
        true => html,
        false => kramdown::weave(&html, &marked),
    };
    if let Cow::Owned(html) = kramdown::as_kramdown(&written.html) {
        written.html = html;
    }
    written.opening = opening;
    written
}

fn format_node<'n>(
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
        if has_tag(node) {
            if node.data().value.block() {
                context.cr()?;
            }
            let mark = Attributes::mark(context.user.marked.len());
            context.user.marked.push(own);
            context.write_str(&mark)?;
        }
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
        NodeValue::SoftBreak if entering && joins(node) => Ok(ChildRendering::HTML),
        NodeValue::Heading(ref heading) => {
            let level = heading.level;
            if entering {
                let text = text_of(node);
                let own = context.user.attributed.of(node);
                let given = own.and_then(|own| own.id.clone());
                let listed = own.is_none_or(|own| !own.classes.iter().any(|c| c == "no_toc"));
                let state = &mut context.user;
                let id = given.unwrap_or_else(|| {
                    let text = written(node, &text, &mut state.lines);
                    state.ids.give(&text)
                });
                context.cr()?;
                write!(context, "<h{level} id=\"")?;
                context.escape(&id)?;
                context.write_str("\">")?;
                let heading = Heading { id, text, level };
                if listed {
                    context.user.written.headings.push(heading);
                }
            } else {
                writeln!(context, "</h{level}>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(ref html) if html == kramdown::MARK => Ok(ChildRendering::HTML),
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

fn is_first_of_a_body_alone(row: Node<'_>) -> bool {
    let head = matches!(row.data().value, NodeValue::TableRow(true));
    !head && row.previous_sibling().is_none() && row.next_sibling().is_some()
}

/// Whether a node is written as a tag of its own: a paragraph of a tight list is not.
fn has_tag(node: Node<'_>) -> bool {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return true;
    }
    let list = node.parent().and_then(|item| item.parent());
    !list.is_some_and(|list| matches!(list.data().value, NodeValue::List(ref list) if list.tight))
}

/// Every heading with the id that it will be given.
fn headings(root: Node<'_>, attributed: &Attributed, body: &str) -> Vec<Heading> {
    let mut ids = Ids::default();
    let mut lines = body.lines().enumerate();
    let mut found = Vec::new();
    for node in root.descendants() {
        let NodeValue::Heading(ref heading) = node.data().value else {
            continue;
        };
        let level = heading.level;
        let text = text_of(node);
        let own = attributed.of(node);
        let given = own.and_then(|own| own.id.clone());
        let id = given.unwrap_or_else(|| ids.give(&written(node, &text, &mut lines)));
        if own.is_none_or(|own| !own.classes.iter().any(|class| class == "no_toc")) {
            found.push(Heading { id, text, level });
        }
    }
    found
}

/// A heading's text with hyphens for the dashes that were made of them: an id is made of what was written. The lines are those of
/// the text, as far as no heading has come to them.
fn written<'t>(node: Node<'_>, text: &'t str, lines: &mut Lines<'_>) -> Cow<'t, str> {
    let dashes = ['\u{2013}', '\u{2014}'];
    if !text.contains(dashes) {
        return text.into();
    }
    let number = node.data().sourcepos.start.line;
    let line = lines.find(|(before, _)| before + 1 == number);
    match line.is_some_and(|(_, line)| line.contains(dashes)) {
        true => text.into(),
        false => text
            .replace('\u{2014}', "---")
            .replace('\u{2013}', "--")
            .into(),
    }
}

/// The table of contents, as the kind of list that it was asked for with.
fn table_of_contents(
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

/// What kind of statement a report's label behind a bold name announces, and how long the label is in bytes.
fn label(
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

/// Mathematics between dollars: two of them enclose a block's where nothing else stands in the paragraph, as in kramdown.
fn formula(
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
    let alone = node.previous_sibling().is_none() && node.next_sibling().is_none();
    let html = math::html(&formula.literal, formula.display_math && alone);
    context.write_str(&html)?;
    Ok(ChildRendering::HTML)
}

fn image(
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

fn anchor(
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

fn cell(
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
