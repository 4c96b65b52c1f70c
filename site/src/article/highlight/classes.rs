//! The class of a run of code, by the scopes that it stands in.
//!
//! It must not know grammars; how a class looks is the theme's business.

use std::fmt::Write as _;
use std::sync::LazyLock;
use syntect::parsing::{Scope, ScopeStack};

/// Scopes that get a class, the most particular first.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "comment"),
        ("punctuation.definition.comment", "comment"),
        ("constant.numeric", "number"),
        ("constant", "constant"),
        ("string", "string"),
        ("keyword.operator.word", "keyword"),
        ("keyword.operator", "operator"),
        ("keyword", "keyword"),
        ("storage", "storage"),
        ("entity.name.function", "function"),
        ("entity.name.tag", "tag"),
        ("entity.name.section", "heading"),
        ("entity.name", "type"),
        ("entity.other.inherited-class", "type"),
        ("entity.other.attribute-name", "attribute"),
        ("variable.parameter", "parameter"),
        ("variable.function", "function"),
        ("variable.other.readwrite", ""),
        ("variable", "variable"),
        ("support.function", "function"),
        ("support.type", "type"),
        ("support.class", "type"),
        ("support", "support"),
        ("markup.heading", "heading"),
        ("markup.bold", "bold"),
        ("markup.italic", "italic"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("markup.raw", "string"),
        ("invalid", "invalid"),
    ]
    .into_iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
    .collect()
});

/// Writes a run of text, in the span that is open if its class is the same.
pub(super) fn write_run(run: &str, stack: &ScopeStack, open: &mut &'static str, out: &mut String) {
    if run.is_empty() {
        return;
    }
    let class = if run.trim().is_empty() {
        *open
    } else {
        class(stack)
    };
    if class != *open {
        if !open.is_empty() {
            out.push_str("</span>");
        }
        if !class.is_empty() {
            let _ = write!(out, "<span class=\"hl-{class}\">");
        }
        *open = class;
    }
    escape(run, out);
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            CLASSES
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                .map(|(_, class)| *class)
        })
        .unwrap_or("")
}

/// Text as HTML text.
pub fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
