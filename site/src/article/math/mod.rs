//! Mathematics in LaTeX's notation as MathML, which browsers draw by themselves.
//!
//! It must not know where a formula stands.

mod macros;

use super::highlight::escape;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use std::borrow::Cow;

/// Formulas longer or deeper than this stay as they were written: nobody typed them.
const LONGEST: usize = 20_000;
const DEEPEST: usize = 100;

/// A formula as MathML; one that cannot be read, as it was written.
pub(super) fn html(source: &str, block: bool) -> String {
    mathml(source, block).unwrap_or_else(|| {
        let mut out = String::from("<code class=\"math\">");
        escape(source, &mut out);
        out.push_str("</code>");
        out
    })
}

fn mathml(source: &str, block: bool) -> Option<String> {
    if source.len() > LONGEST || depth(source) > DEEPEST {
        return None;
    }
    let source = &*named(source);
    let known = drawn(source, block);
    if known.is_some() {
        return known;
    }
    let plain = macros::plain(source, is_known);
    drawn(&plain, block).or_else(|| drawn(&lines(&plain)?, block))
}

/// A formula with the signs that references to characters name.
fn named(source: &str) -> Cow<'_, str> {
    match source.contains("&lt;") || source.contains("&gt;") || source.contains("&amp;") {
        true => {
            let plain = source.replace("&lt;", "<").replace("&gt;", ">");
            plain.replace("&amp;", "&").into()
        }
        false => source.into(),
    }
}

/// Whether a command is the library's own: whatever else is wrong with it that stands alone.
fn is_known(name: &str) -> bool {
    let command = format!("\\{name}");
    let storage = Storage::new();
    let mut events = Parser::new(&command, &storage);
    !events.any(|event| event.is_err_and(|error| error.to_string().contains("unknown primitive")))
}

/// A formula of several lines that says of no environment that it is one, in one.
fn lines(source: &str) -> Option<String> {
    let name = if source.contains('&') {
        "aligned"
    } else {
        "gathered"
    };
    (source.contains("\\\\") || source.contains('&'))
        .then(|| format!("\\begin{{{name}}}{source}\\end{{{name}}}"))
}

fn drawn(source: &str, block: bool) -> Option<String> {
    let storage = Storage::new();
    let events: Result<Vec<_>, _> = Parser::new(source, &storage).collect();
    let events = events.ok()?;
    let config = RenderConfig {
        display_mode: match block {
            true => DisplayMode::Block,
            false => DisplayMode::Inline,
        },
        ..RenderConfig::default()
    };
    let mut out = String::with_capacity(source.len() * 8);
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut out, events, config).ok()?;
    // The library writes a single sign as it is.
    Some(out.replace("><</", ">&lt;</").replace(">&</", ">&amp;</"))
}

fn depth(source: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for byte in source.bytes() {
        match byte {
            b'{' | b'[' | b'(' | b'^' | b'_' => now += 1,
            b'}' | b']' | b')' => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    // Powers and indices open without closing; they are counted against the length.
    most.saturating_sub(source.bytes().filter(|b| matches!(b, b'^' | b'_')).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_nonsense_stays() {
        let fraction = html("\\frac{a}{b} < 1", true);
        assert!(
            fraction.starts_with("<math display=\"block\""),
            "{fraction}"
        );
        assert!(
            fraction.contains("<mfrac>") && fraction.contains("&lt;"),
            "{fraction}"
        );
        assert_eq!(
            html("\\frac{a", false),
            "<code class=\"math\">\\frac{a</code>"
        );
        for formula in [
            "\\begin{equation}\\label{a} \\ket{b}\\end{equation}",
            "a \\\\ b",
            "a &= b \\foo",
        ] {
            assert!(html(formula, true).starts_with("<math"), "{formula}");
        }
        let deep = "{".repeat(5_000) + &"}".repeat(5_000);
        assert!(html(&deep, false).starts_with("<code"));
    }
}
