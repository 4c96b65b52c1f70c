//! A layout -> SVG with real text: it can be selected, searched, read aloud and followed, and weighs a tenth of outlines.

use crate::colour::Rgb;
use crate::font::HEAVIEST;
use crate::outline::Setting;
use crate::picture::Picture;
use crate::placed::Placed;
use std::fmt::Write;

/// Fonts close to the bundled one in width; `textLength` takes up the rest.
const FAMILY: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

/// The picture as an SVG document.
pub(super) fn svg(picture: &Picture) -> String {
    document(picture, |svg| {
        for word in picture.words.iter().chain(&picture.legend) {
            svg.push_str(&element(word));
        }
    })
}

/// An SVG document that passes from `before` to `picture` and back without end.
pub(super) fn svg_from(picture: &Picture, before: &Picture) -> String {
    document(picture, |svg| {
        for word in &picture.words {
            let was = before.words.iter().find(|was| was.text == word.text);
            svg.push_str(&moving(word, was, picture, before));
        }
        let gone = |was: &&Placed| !picture.words.iter().any(|word| word.text == was.text);
        for was in before.words.iter().filter(gone) {
            let text = body(was, STANDARD, (0.0, 0.0));
            // Hidden unless it is animated.
            let _ = writeln!(
                svg,
                "<g transform=\"{}\" opacity=\"0\">{}{text}</g>",
                place(was, scales(picture, before)),
                animate("opacity", "1", "0"),
            );
        }
        for name in &picture.legend {
            svg.push_str(&element(name));
        }
    })
}

/// Size of type of words that are scaled.
const STANDARD: f64 = 100.0;

/// One round: rest, passage, rest, passage back.
const SECONDS: u32 = 8;

/// How much larger this picture is than the one before.
fn scales(picture: &Picture, before: &Picture) -> (f64, f64) {
    (
        f64::from(picture.width) / f64::from(before.width),
        f64::from(picture.height) / f64::from(before.height),
    )
}

fn place(word: &Placed, scales: (f64, f64)) -> String {
    let (x, y) = word.origin();
    format!(
        "translate({:.1} {:.1}) scale({:.4})",
        x * scales.0,
        y * scales.1,
        word.size * scales.0.min(scales.1) / STANDARD
    )
}

fn animate(name: &str, from: &str, to: &str) -> String {
    format!(
        "<animate attributeName=\"{name}\" values=\"{from};{from};{to};{to};{from}\" keyTimes=\"0;.2;.4;.8;1\" dur=\"{SECONDS}s\" repeatCount=\"indefinite\"/>"
    )
}

/// A word that comes from where it was, or appears.
fn moving(word: &Placed, was: Option<&Placed>, picture: &Picture, before: &Picture) -> String {
    let text = body(word, STANDARD, (0.0, 0.0));
    let (x, y) = word.origin();
    let scale = word.size / STANDARD;
    let Some(was) = was else {
        return format!(
            "<g transform=\"{}\">{}{text}</g>\n",
            place(word, (1.0, 1.0)),
            animate("opacity", "0", "1"),
        );
    };
    let (by_x, by_y) = scales(picture, before);
    let (from_x, from_y) = was.origin();
    let (from_x, from_y) = (from_x * by_x, from_y * by_y);
    let from_scale = was.size * by_x.min(by_y) / STANDARD;
    let transform = |kind: &str, from: &str, to: &str| {
        format!(
            "<animateTransform attributeName=\"transform\" type=\"{kind}\" values=\"{from};{from};{to};{to};{from}\" keyTimes=\"0;.2;.4;.8;1\" dur=\"{SECONDS}s\" repeatCount=\"indefinite\"/>"
        )
    };
    format!(
        "<g transform=\"translate({x:.1} {y:.1})\">{}<g transform=\"scale({scale:.4})\">{}{text}</g></g>\n",
        transform(
            "translate",
            &format!("{from_x:.1} {from_y:.1}"),
            &format!("{x:.1} {y:.1}")
        ),
        transform("scale", &format!("{from_scale:.4}"), &format!("{scale:.4}")),
    )
}

fn document(picture: &Picture, words: impl FnOnce(&mut String)) -> String {
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
    words(&mut svg);
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
    body(word, word.size, word.origin()) + "\n"
}

/// The word as text of this size, its origin there.
fn body(word: &Placed, size: f64, (x, y): (f64, f64)) -> String {
    let class = format!("c{}", word.ink);
    let weight = match word.outline.heft {
        0 => String::new(),
        // The same steps as the font's, so that a machine that has the font draws them alike.
        heft => format!(
            ";font-weight:{}",
            500 + 400 * u32::from(heft) / u32::from(HEAVIEST)
        ),
    };
    let text = escaped(&word.text);
    let length = f64::from(word.outline.advance) * size;
    let fitted = format!("textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\"");
    let text = match word.outline.setting {
        Setting::Across => format!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" style=\"font-size:{size:.2}px{weight}\" {fitted}>{text}</text>"
        ),
        Setting::Turned => format!(
            "<text class=\"{class}\" transform=\"translate({x:.1} {y:.1}) rotate(-90)\" style=\"font-size:{size:.2}px{weight}\" {fitted}>{text}</text>"
        ),
        Setting::Stacked => {
            let count = word.text.chars().count();
            let list = |each: &dyn Fn(usize) -> f64| {
                let list: Vec<String> = (0..count).map(|at| format!("{:.1}", each(at))).collect();
                list.join(" ")
            };
            format!(
                "<text class=\"{class}\" text-anchor=\"middle\" x=\"{}\" y=\"{}\" style=\"font-size:{size:.2}px{weight}\">{text}</text>",
                list(&|_| x),
                list(&|at| y + at as f64 * size)
            )
        }
    };
    match &word.link {
        Some(link) => format!("<a href=\"{}\">{text}</a>", escaped(link)),
        None => text,
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
