//! A statement as a line of Markdown: its bold label, its sentence, the quotes and the links of its evidence.
//!
//! It must not know where the line stands.

use super::escape;
use crate::analysis::{Evidence, Language, Links, Statement, Style};

/// What stands between a label and its text in Chinese, unless the statement says otherwise.
pub(crate) const JOINT: &str = "：";

/// What stands between a label and its text, unless the statement says otherwise.
pub(super) fn joint(style: Style) -> &'static str {
    match style.language {
        Language::Chinese => JOINT,
        Language::English => ": ",
    }
}

/// The marks around sources, and between them, in a language.
struct Marks {
    open: &'static str,
    close: &'static str,
    and: &'static str,
    next: &'static str,
    end: &'static str,
    more: &'static str,
}

const CHINESE: Marks = Marks {
    open: "（",
    close: "）",
    and: "、",
    next: "；",
    end: "。",
    more: "另见 ",
};

const ENGLISH: Marks = Marks {
    open: " (",
    close: ")",
    and: ", ",
    next: "; ",
    end: ".",
    more: " See also ",
};

/// The statement on one line, without a line end.
pub(crate) fn line(statement: &Statement, style: Style) -> String {
    let mut out = String::new();
    if let Some(label) = &statement.label {
        out.push_str(&format!("**{}**", escape::text(label)));
        out.push_str(statement.joint.as_deref().unwrap_or_else(|| joint(style)));
    }
    if statement.markup {
        out.push_str(&statement.text);
        return out;
    }
    out.push_str(&escape::text(&statement.text));
    out.push_str(&sources(&statement.evidence, style));
    out
}

/// `“quote”（[@a](…)）；“quote”（[@b](…)）。另见 [@c](…)、[@d](…)。`; without a quote only `（[@a](…)、[@b](…)）`.
fn sources(evidence: &[Evidence], style: Style) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let marks = match style.language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    let (quoted, plain): (Vec<_>, Vec<_>) = evidence.iter().partition(|e| e.quote.is_some());
    let links = |list: &[&Evidence]| by_author(list, style).join(marks.and);
    if quoted.is_empty() {
        return format!("{}{}{}", marks.open, links(&plain), marks.close);
    }
    let mut out = quoted
        .iter()
        .map(|e| {
            format!(
                "{}{}{}{}",
                quotation(e.quote.as_deref().unwrap_or_default(), style.language),
                marks.open,
                link(e, style),
                marks.close
            )
        })
        .collect::<Vec<_>>()
        .join(marks.next);
    if style.language == Language::English {
        out.insert(0, ' ');
    }
    out.push_str(marks.end);
    if !plain.is_empty() {
        out.push_str(&format!("{}{}{}", marks.more, links(&plain), marks.end));
    }
    out
}

/// The links of some tweets, those of one author together: `[@a](…) [(2)](…)`.
fn by_author(list: &[&Evidence], style: Style) -> Vec<String> {
    let mut authors: Vec<(&str, Vec<String>)> = Vec::new();
    for evidence in list {
        let handle = evidence.handle.as_str();
        match authors.iter_mut().find(|(known, _)| *known == handle) {
            Some((_, links)) => {
                let number = format!("({})", links.len() + 1);
                let again = linked(evidence, style, &number).unwrap_or(number);
                links.push(again);
            }
            None => authors.push((handle, vec![link(evidence, style)])),
        }
    }
    let links = authors.into_iter().map(|(_, links)| links.join(" "));
    links.collect()
}

/// Words in quotation marks; the marks are the language's other pair when the words have this one inside.
pub(crate) fn quotation(words: &str, language: Language) -> String {
    let inside = words.contains(['“', '”']);
    let (open, close) = match language {
        Language::Chinese if inside => ('「', '」'),
        Language::English if inside => ('‘', '’'),
        _ => ('“', '”'),
    };
    format!("{open}{}{close}", escape::text(words))
}

/// The author's handle, linked to the tweet when its address is known, or with a note that says which it is.
pub(crate) fn link(evidence: &Evidence, style: Style) -> String {
    let name = match (evidence.handle.as_str(), style.language) {
        ("", Language::Chinese) => "来源".to_owned(),
        ("", Language::English) => "source".to_owned(),
        (handle, _) => format!("@{}", escape::text(handle)),
    };
    linked(evidence, style, &name).unwrap_or(name)
}

/// A name that leads to a tweet, unless nothing is known that could.
fn linked(evidence: &Evidence, style: Style, name: &str) -> Option<String> {
    if style.links == Links::Footnotes && is_label(&evidence.tweet) {
        return Some(format!("{name}[^t:{}]", evidence.tweet));
    }
    let url = evidence.url.as_deref().and_then(escape::address)?;
    Some(format!("[{name}]({url})"))
}

/// Whether an id can be the label of a footnote.
pub(super) fn is_label(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
