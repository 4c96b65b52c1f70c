//! Markdown to HTML, with what is worth knowing about it gathered on the way.
//!
//! It must not know front matter, and nothing beyond the one text: pictures are left as slots, because how large a file
//! is and whether it exists is not written in the article.

mod contents;
mod node;
mod spans;
mod state;
mod tables;

use super::heading::Ids;
use super::kramdown;
use super::nodes::text_of;
use super::plain;
use super::typography;
use super::{blank, chinese};
use contents::headings;
use node::format_node;
use state::State;

use comrak::html::format_document_with_formatter;
use comrak::nodes::NodeValue;
use comrak::options::Plugins;
use comrak::{Arena, Options, parse_document};
use std::borrow::Cow;

pub use super::written::{Manner, SLOT, Written};

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
    options.render.r#unsafe = !manner.strangers;
    options.render.escape = manner.strangers;
    options.render.hardbreaks = manner.dialect.hard_wrap && !manner.strangers;
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
    let body = &*match manner.strangers {
        true => Cow::Borrowed(body),
        false => kramdown::closed(body),
    };
    let body = &*match manner.strangers || manner.dialect.reads_html {
        true => Cow::Borrowed(body),
        false => kramdown::tied(body),
    };
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
        blank::references(root, text);
    }
    if let Some(prepared) = &prepared {
        prepared.put_back(root);
    }
    if is_covered {
        blank::uncovered(root);
    }
    if !manner.strangers {
        typography::set(root, text, manner.dialect.straight);
    }
    let attributed = prepared
        .as_ref()
        .map(|prepared| kramdown::attach(root, prepared));
    let attributed = attributed.unwrap_or_default();
    if !manner.strangers {
        kramdown::settled(root, &attributed);
    }
    let contents = match attributed.has_toc {
        true => headings(root, &attributed, manner.dialect),
        false => Vec::new(),
    };
    let opening = root
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .map(text_of)
        .find(|text| !text.is_empty());
    let state = State {
        manner,
        ids: Ids::new(manner.dialect.latin_ids),
        written: Written::default(),
        alignments: Vec::new(),
        column: 0,
        attributed,
        marked: Vec::new(),
        contents,
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
    if let Cow::Owned(html) = kramdown::as_kramdown(&written.html, manner.dialect.text_arrow) {
        written.html = html;
    }
    written.opening = opening;
    written
}
