//! A statement as a line of Markdown: its bold label, its sentence, the quotes and the links of its evidence.
//!
//! It must not know where the line stands.

use super::escape;
use crate::analysis::{Evidence, Statement};

/// What stands between a label and its text unless the statement says otherwise.
pub(crate) const JOINT: &str = "：";

/// The statement on one line, without a line end.
pub(crate) fn line(statement: &Statement) -> String {
    let mut out = String::new();
    if let Some(label) = &statement.label {
        out.push_str(&format!("**{}**", escape::text(label)));
        out.push_str(statement.joint.as_deref().unwrap_or(JOINT));
    }
    if statement.markup {
        out.push_str(&statement.text);
        return out;
    }
    out.push_str(&escape::text(&statement.text));
    out.push_str(&sources(&statement.evidence));
    out
}

/// `“quote”（[@a](…)）；“quote”（[@b](…)）。另见 [@c](…)、[@d](…)。`; without a quote only `（[@a](…)、[@b](…)）`.
fn sources(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let (quoted, plain): (Vec<_>, Vec<_>) = evidence.iter().partition(|e| e.quote.is_some());
    let links = |list: &[&Evidence]| list.iter().map(|e| link(e)).collect::<Vec<_>>().join("、");
    if quoted.is_empty() {
        return format!("（{}）", links(&plain));
    }
    let mut out = quoted
        .iter()
        .map(|e| {
            format!(
                "{}（{}）",
                quotation(e.quote.as_deref().unwrap_or_default()),
                link(e)
            )
        })
        .collect::<Vec<_>>()
        .join("；");
    out.push('。');
    if !plain.is_empty() {
        out.push_str(&format!("另见 {}。", links(&plain)));
    }
    out
}

/// Words in quotation marks; the marks are the other pair when the words have this one inside.
pub(crate) fn quotation(words: &str) -> String {
    let (open, close) = if words.contains(['“', '”']) {
        ('「', '」')
    } else {
        ('“', '”')
    };
    format!("{open}{}{close}", escape::text(words))
}

/// The author's handle, linked to the tweet when its address is known.
pub(crate) fn link(evidence: &Evidence) -> String {
    let name = if evidence.handle.is_empty() {
        "来源".to_owned()
    } else {
        format!("@{}", escape::text(&evidence.handle))
    };
    match evidence.url.as_deref().and_then(escape::address) {
        Some(url) => format!("[{name}]({url})"),
        None => name,
    }
}
