//! A layout -> SVG with real text: it can be selected, searched, read aloud and followed, and weighs a tenth of outlines.

use crate::colour::Rgb;
use crate::picture::{Picture, Placed};
use std::fmt::Write;

/// Fonts close to the bundled one in width; `textLength` takes up the rest.
const FAMILY: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

/// The picture as an SVG document.
pub(crate) fn svg(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut svg = String::with_capacity(200 * picture.words.len() + 2048);
    let language = escaped(&picture.language);
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" lang=\"{language}\" role=\"img\">"
    );
    if !picture.title.is_empty() {
        let _ = writeln!(svg, "<title>{}</title>", escaped(&picture.title));
    }
    svg.push_str(&style(picture));
    let _ = writeln!(
        svg,
        "<rect class=\"g\" width=\"{width}\" height=\"{height}\"/>"
    );
    for word in &picture.words {
        svg.push_str(&element(word));
    }
    svg.push_str("</svg>\n");
    svg
}

fn style(picture: &Picture) -> String {
    let mut css = format!(
        "<style>text{{font:700 1px {FAMILY};white-space:pre}}a{{text-decoration:none}}a:hover text{{text-decoration:underline}}"
    );
    css.push_str(&colours(picture.palette.ground, &picture.palette.inks));
    if let Some((ground, inks)) = &picture.palette.night {
        let _ = write!(
            css,
            "@media(prefers-color-scheme:dark){{{}}}",
            colours(*ground, inks)
        );
    }
    css.push_str("</style>\n");
    css
}

fn colours(ground: Rgb, inks: &[Rgb]) -> String {
    let mut css = format!(".g{{fill:{}}}", hex(ground));
    for (at, &ink) in inks.iter().enumerate() {
        let _ = write!(css, ".c{at}{{fill:{}}}", hex(ink));
    }
    css
}

fn hex(colour: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
}

fn element(word: &Placed) -> String {
    let (dx, dy) = word.outline.origin();
    let x = f64::from(word.x) + f64::from(dx) * word.size;
    let y = f64::from(word.y) + f64::from(dy) * word.size;
    let length = f64::from(word.outline.advance) * word.size;
    let text = format!(
        "<text class=\"c{}\" x=\"{x:.1}\" y=\"{y:.1}\" style=\"font-size:{:.2}px\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        word.ink,
        word.size,
        escaped(&word.text)
    );
    match &word.link {
        Some(link) => format!("<a href=\"{}\">{text}</a>\n", escaped(link)),
        None => text + "\n",
    }
}

/// Text as XML character data or an attribute's value.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}
