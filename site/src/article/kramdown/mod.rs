//! What kramdown adds to Markdown: with `{: … }` classes, ids and attributes for blocks and spans, and the table of contents; tables of
//! more kinds (`tables`).
//!
//! The lists are taken out of the text before it is parsed and leave comments behind, which end blocks as such a line does and
//! stand where a span's list stands. After parsing each comment is resolved to the node it belongs to. Text without `{:` costs
//! one search.
//!
//! It must not know how a node is written.

mod attributes;
mod backslashes;
mod cells;
mod code;
mod definitions;
mod destinations;
mod elements;
mod fences;
mod formulas;
mod lines;
mod lists;
mod long;
mod marks;
mod notes;
mod odd;
mod rows;
mod spans;
mod tables;
mod tag;
mod underlines;
mod whole;

pub(super) use attributes::{Attributes, weave};
pub(super) use backslashes::shown;
pub(super) use elements::apart;
pub(super) use fences::closed;
pub(super) use formulas::is_formula;
pub(super) use lines::MARK;
pub(super) use lists::settled;
pub(super) use notes::as_kramdown;
pub(super) use spans::uncovered;
pub(super) use tables::tabulate;
pub(super) use underlines::level;
pub(super) use whole::{tied, untied};

use super::standing::{Standing, Stands};
use super::text::whole_lines;
use comrak::nodes::{AstNode, Node, NodeValue};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Begins the comment that stands for a list of attributes; of the private use area, so no text of an author's.
const OPEN: &str = "<!--\u{f8ff}";
const CLOSE: &str = "-->";

/// A text whose attribute lists have been taken out.
pub(super) struct Prepared<'b> {
    /// What to parse.
    pub body: Cow<'b, str>,
    /// The lists as they were written, by number.
    lists: Vec<String>,
    /// The formulas that are blocks, by number.
    formulas: Vec<String>,
    /// Addresses that were held back, by number.
    addresses: Vec<String>,
}

impl Prepared<'_> {
    /// Puts back into a parsed text what the parser was not to see.
    pub(super) fn put_back(&self, root: Node<'_>) {
        formulas::put_back(root, &self.formulas);
        long::put_back(root, &self.addresses);
    }
}

/// Takes the attribute lists out of a text; those in fenced code stay.
pub(super) fn prepare(body: &str) -> Prepared<'_> {
    let mut lists = Vec::new();
    let (body, addresses) = match long::held_back(body) {
        Some((body, addresses)) => (Cow::Owned(body), addresses),
        None => (body.into(), Vec::new()),
    };
    let (body, formulas) = match formulas::taken_out(&body) {
        Some((body, formulas)) => (Cow::Owned(body), formulas),
        None => (body, Vec::new()),
    };
    let body = changed(body, spans::alike);
    let body = changed(body, lines::alike);
    let body = rows::set_back(&body).map_or(body, Cow::Owned);
    let body = cells::widened(&body).map_or(body, Cow::Owned);
    if !body.contains("{:") {
        return Prepared {
            body,
            lists,
            formulas,
            addresses,
        };
    }
    let mut out = String::new();
    let (mut done, mut at) = (0, 0);
    let mut standing = Standing::default();
    for line in whole_lines(&body) {
        let begin = at;
        at += line.len();
        let is_read = standing.of(line) != Stands::Verbatim;
        if is_read && line.contains("{:") {
            out.push_str(&body[done..begin]);
            take_out(line, &mut lists, &mut out);
            done = at;
        }
    }
    if done == 0 {
        return Prepared {
            body,
            lists,
            formulas,
            addresses,
        };
    }
    out.push_str(&body[done..]);
    Prepared {
        body: out.into(),
        lists,
        formulas,
        addresses,
    }
}

/// A text after one more step, which may leave it as it is.
fn changed<'b>(body: Cow<'b, str>, step: impl Fn(&str) -> Cow<'_, str>) -> Cow<'b, str> {
    match step(&body) {
        Cow::Owned(other) => other.into(),
        Cow::Borrowed(_) => body,
    }
}

fn take_out(line: &str, lists: &mut Vec<String>, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find("{:") {
        let Some(length) = list_length(&rest[at..]) else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        let (list, after) = rest[at..].split_at(length);
        let first =
            rest.len() == line.len() && rest[..at].chars().all(|c| c.is_whitespace() || c == '>');
        out.push_str(&rest[..at]);
        if (first && !after.trim().is_empty()) || out.ends_with(['\\', ' ']) && !first {
            // Text follows, or text goes before: no list of a block's or a span's.
            out.push_str(list);
        } else {
            out.push_str(&format!("{OPEN}{}{CLOSE}", lists.len()));
            lists.push(list.to_owned());
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The length of a list with its braces: up to the first `}` outside quotes.
fn list_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(2) {
        match (quote, c) {
            (_, '\n') => return None,
            (None, '}') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a node is a list of attributes that stands by itself.
fn stands_apart(node: &Node<'_>) -> bool {
    match node.data().value {
        NodeValue::HtmlBlock(ref html) => html.literal.trim_start().starts_with(OPEN),
        _ => false,
    }
}

/// The attributes of a text's nodes.
#[derive(Default)]
pub(super) struct Attributed {
    by_node: HashMap<usize, Attributes>,
    /// Whether the table of contents stands somewhere in the text.
    pub has_toc: bool,
}

impl Attributed {
    /// What was written for this node.
    pub(super) fn of(&self, node: Node<'_>) -> Option<&Attributes> {
        match self.by_node.is_empty() {
            true => None,
            false => self.by_node.get(&place(node)),
        }
    }

    fn add(&mut self, node: Node<'_>, more: Attributes) {
        self.by_node.entry(place(node)).or_default().add(more);
    }
}

/// A node's place in memory, which is its own as long as the tree is there.
fn place(node: Node<'_>) -> usize {
    std::ptr::from_ref::<AstNode<'_>>(node).addr()
}

/// Gives every node of a parsed text the attributes that were written for it, and takes the comments out of the tree.
pub(super) fn attach<'a>(root: Node<'a>, prepared: &Prepared<'_>) -> Attributed {
    let mut attributed = Attributed::default();
    if root_has_no_lists(root, prepared) {
        return attributed;
    }
    let lists = &prepared.lists;
    let named = definitions(lists);
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    let mut spent = Vec::new();
    for node in nodes {
        let mark = match node.data().value {
            NodeValue::HtmlBlock(ref block) => number(block.literal.trim()).map(|n| (n, true)),
            NodeValue::HtmlInline(ref html) => number(html).map(|n| (n, false)),
            NodeValue::Heading(_) => {
                heading_id(node, &mut attributed);
                None
            }
            _ => None,
        };
        let Some((number, block)) = mark else {
            restore(node, lists);
            continue;
        };
        let Some(list) = lists.get(number) else {
            continue;
        };
        let owner = match block {
            true => block_owner(node),
            false => span_owner(node),
        };
        let is_definition = attributes::definition(list).is_some();
        match owner.filter(|_| !is_definition) {
            Some(owner) => {
                let parsed = attributes::parse(list, &named);
                attributed.has_toc |= parsed.toc && is_list(owner);
                attributed.add(owner, parsed);
                spent.push(node);
            }
            None if block || is_definition => spent.push(node),
            None => node.data_mut().value = NodeValue::Text(list.clone().into()),
        }
    }
    for node in spent {
        node.detach();
    }
    attributed
}

/// Whether there is nothing to attach: neither lists nor ids in headings.
fn root_has_no_lists(root: Node<'_>, prepared: &Prepared<'_>) -> bool {
    let heading = |node: Node<'_>| matches!(node.data().value, NodeValue::Heading(_));
    prepared.lists.is_empty() && !(prepared.body.contains("{#") && root.children().any(heading))
}

fn definitions(lists: &[String]) -> BTreeMap<String, Attributes> {
    let mut named = BTreeMap::new();
    for (name, inside) in lists.iter().filter_map(|list| attributes::definition(list)) {
        let parsed = attributes::parse(&format!("{{:{inside}}}"), &named);
        named.insert(name.to_owned(), parsed);
    }
    named
}

fn number(html: &str) -> Option<usize> {
    html.strip_prefix(OPEN)?.strip_suffix(CLOSE)?.parse().ok()
}

/// The block that a list on a line of its own belongs to: the one right above it, else the one right below.
fn block_owner<'a>(mark: Node<'a>) -> Option<Node<'a>> {
    let line = mark.data().sourcepos.start.line;
    let above = mark.previous_sibling();
    let touches = |block: &Node<'a>| {
        let end = last_line(block);
        end + 1 == line || end == line
    };
    above.filter(touches).or_else(|| {
        let below = mark.next_sibling()?;
        (below.data().sourcepos.start.line == line + 1).then_some(below)
    })
}

/// The last line of a block. A list's own end can lie behind the blank lines after it.
fn last_line(block: &Node<'_>) -> usize {
    let mut node = *block;
    let is_container = |node: Node<'_>| {
        matches!(
            node.data().value,
            NodeValue::List(_)
                | NodeValue::Item(_)
                | NodeValue::BlockQuote
                | NodeValue::TaskItem(_)
        )
    };
    while let Some(inner) = node.last_child().filter(|_| is_container(node)) {
        node = inner;
    }
    node.data().sourcepos.end.line
}

fn span_owner<'a>(mark: Node<'a>) -> Option<Node<'a>> {
    let before = mark.previous_sibling()?;
    let span = matches!(
        before.data().value,
        NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Code(_)
            | NodeValue::Link(_)
            | NodeValue::Image(_)
            | NodeValue::Strikethrough
    );
    if span {
        return Some(before);
    }
    // A list at the end of a heading is the heading's.
    let parent = mark.parent()?;
    let heading = matches!(parent.data().value, NodeValue::Heading(_));
    (heading && mark.next_sibling().is_none()).then_some(parent)
}

fn is_list(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::List(_))
}

/// `## Title {#id}`
fn heading_id(node: Node<'_>, attributed: &mut Attributed) {
    let Some(last) = node.last_child() else {
        return;
    };
    let NodeValue::Text(ref mut text) = last.data_mut().value else {
        return;
    };
    let found = text.trim_end().strip_suffix('}').and_then(|inside| {
        let at = inside.rfind("{#")?;
        let id = &inside[at + 2..];
        let good = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c == '"');
        good.then(|| (at, id.to_owned()))
    });
    if let Some((at, id)) = found {
        let kept = text[..at].trim_end().to_owned();
        *text = kept.into();
        attributed.add(node, Attributes::with_id(id));
    }
}

/// Puts lists back that turned out to stand in code, in HTML or in mathematics.
fn restore(node: Node<'_>, lists: &[String]) {
    let back = |text: &mut String| {
        while let Some(at) = text.find(OPEN) {
            let Some(end) = text[at..].find(CLOSE) else {
                return;
            };
            let end = at + end + CLOSE.len();
            let list = number(&text[at..end]).and_then(|n| lists.get(n));
            text.replace_range(at..end, list.map_or("", String::as_str));
        }
    };
    match node.data_mut().value {
        NodeValue::Code(ref mut code) => back(&mut code.literal),
        NodeValue::CodeBlock(ref mut block) => back(&mut block.literal),
        NodeValue::HtmlBlock(ref mut block) => back(&mut block.literal),
        NodeValue::Math(ref mut math) => back(&mut math.literal),
        _ => {}
    }
}
