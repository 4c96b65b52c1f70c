//! A chart as a figure with inline SVG: it takes the page's colour, prints, grows with the page, and reads out its numbers.
//!
//! It must not know what is counted. Nothing in it is a style or a script, and no text in it can become markup.

use crate::analysis::Bar;
use crate::compose::escape;

/// Width of the drawing in its own units, which are pixels where there is room.
const WIDE: u64 = 640;

/// Height of a lying bar with its space.
const ROW: u64 = 26;

/// Where lying bars begin, and how long the longest is.
const FROM: u64 = 210;
const LONGEST: u64 = 370;

/// Height of the tallest upright bar, and of the space above and below.
const TALL: u64 = 120;
const ABOVE: u64 = 20;
const BELOW: u64 = 24;

/// The widest label of a lying bar, a wide character counting 2.
const LABEL: usize = 26;

/// The figure, on lines without an empty one between, so that it stays one block of HTML.
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
        "<figure class=\"chart\">\n<svg viewBox=\"0 0 {WIDE} {height}\" width=\"{WIDE}\" height=\"{height}\" role=\"img\" aria-label=\"{title}: {values}\" fill=\"currentColor\" font-size=\"13\">\n{drawing}</svg>\n<figcaption>{title}</figcaption>\n</figure>"
    )
}

fn columns(bars: &[Bar], top: u64) -> String {
    let step = WIDE / (bars.len() as u64).max(1);
    let every = bars.len().div_ceil(12).max(1);
    let mut out = String::new();
    for (i, bar) in bars.iter().enumerate() {
        let x = step * i as u64;
        let height = (bar.value * TALL).div_ceil(top);
        let middle = x + step / 2;
        let label = text(&bar.label);
        out.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\" fill-opacity=\"0.6\"><title>{label}: {}</title></rect>\n",
            x + step / 10,
            ABOVE + TALL - height,
            (step - step / 5).max(1),
            bar.value
        ));
        if bar.value == top {
            out.push_str(&format!(
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                ABOVE - 6,
                bar.value
            ));
        }
        if i % every == 0 {
            out.push_str(&format!(
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{label}</text>\n",
                ABOVE + TALL + 17
            ));
        }
    }
    out
}

fn rows(bars: &[Bar], top: u64) -> String {
    let mut out = String::new();
    for (i, bar) in bars.iter().enumerate() {
        let y = ROW * i as u64;
        let length = (bar.value * LONGEST).div_ceil(top);
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n<rect x=\"{FROM}\" y=\"{}\" width=\"{length}\" height=\"{}\" fill-opacity=\"0.6\"/>\n<text x=\"{}\" y=\"{}\">{}</text>\n",
            FROM - 8,
            y + 18,
            text(&fitted(&bar.label)),
            y + 4,
            ROW - 8,
            FROM + length + 6,
            y + 18,
            bar.value
        ));
    }
    out
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
