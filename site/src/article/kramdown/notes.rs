//! Footnotes as kramdown writes them (`<sup id="fnref:1">`, `<div class="footnotes">`, `#fn:1`), so that addresses that lead to them and
//! style sheets that were made for Jekyll keep working.
//!
//! It takes what the writer of Markdown makes of them, and must not know Markdown.

use std::borrow::Cow;

/// What the writer makes, and from where to where.
const REFERENCE: &str = "<sup class=\"footnote-ref\"><a href=\"#fn-";
const LIST: &str = "<section class=\"footnotes\" data-footnotes>";
const NOTE: &str = "<li id=\"fn-";
const BACK: &str = "<a href=\"#fnref-";

/// The HTML with its footnotes in kramdown's form; `text_arrow` has the way back drawn as text.
pub(in super::super) fn as_kramdown(html: &str, text_arrow: bool) -> Cow<'_, str> {
    if !html.contains(REFERENCE) {
        return html.into();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = reference(rest, &mut out)
            .or_else(|| list(rest, &mut out))
            .or_else(|| note(rest, &mut out))
            .or_else(|| back(rest, text_arrow, &mut out));
        let length = read.unwrap_or_else(|| {
            out.push('<');
            1
        });
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.into()
}

/// `<sup class="footnote-ref"><a href="#fn-a" id="fnref-a-2" data-footnote-ref>1</a></sup>`. How much was read.
fn reference(html: &str, out: &mut String) -> Option<usize> {
    let after = html.strip_prefix(REFERENCE)?;
    let (name, after) = after.split_once("\" id=\"fnref-")?;
    let (id, after) = after.split_once("\" data-footnote-ref>")?;
    let (number, after) = after.split_once("</a></sup>")?;
    let id = again(name, id)?;
    out.push_str(&format!(
        "<sup id=\"fnref:{id}\"><a href=\"#fn:{name}\" class=\"footnote\" rel=\"footnote\" role=\"doc-noteref\">{number}</a></sup>"
    ));
    Some(html.len() - after.len())
}

/// `a-2`, the second reference to `a`, as `a:1`.
fn again(name: &str, id: &str) -> Option<String> {
    match id.strip_prefix(name)?.strip_prefix('-') {
        None => (id == name).then(|| name.to_owned()),
        Some(number) => {
            let number: u32 = number.parse().ok()?;
            Some(format!("{name}:{}", number.checked_sub(1)?))
        }
    }
}

fn list(html: &str, out: &mut String) -> Option<usize> {
    if html.starts_with(LIST) {
        out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">");
        return Some(LIST.len());
    }
    // The list stands at the end, where nothing of the author's follows.
    const END: &str = "</section>\n";
    (html == END).then(|| {
        out.push_str("</div>\n");
        END.len()
    })
}

fn note(html: &str, out: &mut String) -> Option<usize> {
    html.strip_prefix(NOTE)?;
    out.push_str("<li id=\"fn:");
    Some(NOTE.len())
}

/// `<a href="#fnref-a-2" class="footnote-backref" … >↩<sup class="footnote-ref">2</sup></a>`
fn back(html: &str, text_arrow: bool, out: &mut String) -> Option<usize> {
    let after = html.strip_prefix(BACK)?;
    let (id, after) = after.split_once(
        "\" class=\"footnote-backref\" data-footnote-backref data-footnote-backref-idx=\"",
    )?;
    let (index, after) = after.split_once("\" aria-label=\"")?;
    let (_, after) = after.split_once("</a>")?;
    let (name, number) = match index.split_once('-') {
        Some((_, number)) => (id.strip_suffix(&format!("-{number}"))?, Some(number)),
        None => (id, None),
    };
    let id = again(name, id)?;
    // The arrow goes to no line of its own.
    if out.ends_with(' ') {
        out.pop();
        out.push('\u{a0}');
    }
    let number = number.map(|number| format!("<sup>{number}</sup>"));
    let number = number.unwrap_or_default();
    let sign = if text_arrow { "&#xfe0e;" } else { "" };
    out.push_str(&format!(
        "<a href=\"#fnref:{id}\" class=\"reversefootnote\" role=\"doc-backlink\">&#8617;{sign}{number}</a>"
    ));
    Some(html.len() - after.len())
}
