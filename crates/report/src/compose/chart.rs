//! A chart as a figure with inline SVG: it takes the page's colour, prints, grows with the page, and reads out its numbers.
//!
//! It must not know what is counted. Nothing in it is a style or a script, and no text in it can become markup.

use crate::analysis::Bar;
use crate::compose::escape;

/// Width of the drawing in its own units: pixels on a phone, a little more where there is room.
const WIDE: u64 = 400;

/// Height of a lying bar with its space.
const ROW: u64 = 24;

/// Where lying bars begin, and how long the longest is.
const FROM: u64 = 152;
const LONGEST: u64 = 212;

/// Height of the tallest upright bar, and of the space above and below.
const TALL: u64 = 96;
const ABOVE: u64 = 18;
const BELOW: u64 = 20;

/// The widest label of a lying bar, a wide character counting 2.
const LABEL: usize = 22;

/// The figure, on lines without an empty one between, so that it stays one block of HTML. All bars are one path: a report
/// of many charts stays light.
pub(super) fn figure(title: &str, upright: bool, bars: &[Bar]) -> String {
    let top = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let (height, drawing) = match upright {
        true => (ABOVE + TALL + BELOW, columns(bars, top)),
        false => (ROW * bars.len() as u64, rows(bars, top)),
    };
    let values: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.value))
        .collect();
    let (title, values) = (text(title), text(&values.join(", ")));
    format!(
        "<figure class=\"chart\">\n<svg viewBox=\"0 0 {WIDE} {height}\" width=\"100%\" role=\"img\" aria-label=\"{title}: {values}\" fill=\"currentColor\" font-size=\"12\">\n{drawing}</svg>\n<figcaption>{title}</figcaption>\n</figure>"
    )
}

/// Upright bars: the highest says its value, and as many labels as there is room for stand below.
fn columns(bars: &[Bar], top: u64) -> String {
    let step = WIDE / (bars.len() as u64).max(1);
    let wide = (step - step / 5).max(1);
    let every = bars.len().div_ceil(8).max(1);
    let (mut path, mut texts) = (String::new(), String::new());
    for (i, bar) in bars.iter().enumerate() {
        let x = step * i as u64;
        let height = (bar.value * TALL).div_ceil(top);
        let middle = x + step / 2;
        if height > 0 {
            let from = (x + step / 10, ABOVE + TALL - height);
            path.push_str(&bar_at(from, wide, height));
        }
        if bar.value == top {
            texts.push_str(&text_at((middle, ABOVE - 5), &bar.value.to_string()));
        }
        if i % every == 0 {
            texts.push_str(&text_at((middle, ABOVE + TALL + 15), &text(&bar.label)));
        }
    }
    format!("{}<g text-anchor=\"middle\">\n{texts}</g>\n", drawn(&path))
}

/// Lying bars: the label before each, the value behind it.
fn rows(bars: &[Bar], top: u64) -> String {
    let (mut path, mut labels, mut values) = (String::new(), String::new(), String::new());
    for (i, bar) in bars.iter().enumerate() {
        let y = ROW * i as u64;
        let length = (bar.value * LONGEST).div_ceil(top);
        if length > 0 {
            path.push_str(&bar_at((FROM, y + 4), length, ROW - 8));
        }
        labels.push_str(&text_at((FROM - 6, y + 16), &text(&fitted(&bar.label))));
        let value = bar.value.to_string();
        values.push_str(&text_at((FROM + length + 5, y + 16), &value));
    }
    format!(
        "{}<g text-anchor=\"end\">\n{labels}</g>\n{values}",
        drawn(&path)
    )
}

fn bar_at((x, y): (u64, u64), wide: u64, high: u64) -> String {
    format!("M{x} {y}h{wide}v{high}h-{wide}z")
}

fn text_at((x, y): (u64, u64), safe: &str) -> String {
    format!("<text x=\"{x}\" y=\"{y}\">{safe}</text>\n")
}

fn drawn(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("<path d=\"{path}\" fill-opacity=\"0.6\"/>\n"),
    }
}

/// A label cut to its room.
fn fitted(label: &str) -> String {
    let mut room = LABEL;
    let mut out = String::new();
    for c in label.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if wide > room {
            out.push('…');
            break;
        }
        room -= wide;
        out.push(c);
    }
    out
}

/// Text as the content of an element or an attribute: no mark of HTML, Liquid or Tera is left in it.
fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in escape::fold(raw).chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' | '{' | '}' | '`' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_text_whatever_it_says() {
        let bars = [Bar {
            label: "</svg><script>{{ site }}{% raw %}\n\n# x\" onload=\"1".into(),
            value: 3,
        }];
        for upright in [true, false] {
            let figure = figure("推文 & 话题", upright, &bars);
            assert_eq!(figure.matches("<script").count(), 0, "{figure}");
            assert!(!figure.contains("{{") && !figure.contains("{%") && !figure.contains("\n\n"));
            assert!(!figure.contains("\" onload"), "{figure}");
        }
    }
}
