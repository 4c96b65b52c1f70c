//! Whether a block of HTML in a text of strangers is a chart as reports draw them, which is the one that is let through.
//!
//! It must not know what is counted, and it repairs nothing: a figure is a chart to its last byte or it is shown as text.
//! The elements and attributes listed here can neither run a program nor load anything nor leave their place on the page.

/// Elements, each with the attributes it may have.
const ELEMENTS: [(&str, &[&str]); 8] = [
    ("figure", &["class"]),
    (
        "svg",
        &[
            "viewBox",
            "width",
            "height",
            "role",
            "aria-label",
            "fill",
            "font-size",
        ],
    ),
    ("g", &["text-anchor"]),
    ("path", &["d", "fill-opacity"]),
    ("rect", &["x", "y", "width", "height", "fill-opacity"]),
    ("text", &["x", "y", "text-anchor"]),
    ("title", &[]),
    ("figcaption", &[]),
];

/// Elements inside each other, at most: figure, svg, g, text.
const DEPTH: usize = 6;

/// Whether the whole block is one `figure` of class `chart` that holds nothing but a drawing of bars and its caption.
pub(super) fn is_chart(html: &str) -> bool {
    let mut rest = html.trim();
    if !rest.starts_with("<figure class=\"chart\">") || !rest.ends_with("</figure>") {
        return false;
    }
    let mut open: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('<') {
        let (between, tag) = rest.split_at(at);
        let Some((tag, after)) = tag[1..].split_once('>') else {
            return false;
        };
        if between.contains('>') || open.is_empty() && !between.is_empty() {
            return false;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) || open.is_empty() && !after.is_empty() {
                return false;
            }
        } else {
            let (tag, closed) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let Some(name) = element(tag) else {
                return false;
            };
            // A figure in a figure, or text before the drawing, is not how a chart begins.
            let nested = match open.last() {
                None => name == "figure" && !closed,
                Some(&"figure") => matches!(name, "svg" | "figcaption"),
                Some(&("svg" | "g")) => matches!(name, "g" | "path" | "rect" | "text"),
                Some(&"rect") => name == "title",
                Some(_) => false,
            };
            if !nested || open.len() >= DEPTH {
                return false;
            }
            if !closed {
                open.push(name);
            }
        }
        rest = after;
    }
    open.is_empty() && rest.is_empty()
}

/// The element that a start tag opens, where all of its attributes are among those listed.
fn element(tag: &str) -> Option<&'static str> {
    let end = tag.find(' ').unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(end);
    let (name, allowed) = *ELEMENTS.iter().find(|(known, _)| *known == name)?;
    let mut rest = attributes.trim_end();
    while !rest.is_empty() {
        let (key, value) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = value.split_once('"')?;
        if !allowed.contains(&key) || !is_value(key, value) {
            return None;
        }
        rest = after;
    }
    Some(name)
}

fn is_value(key: &str, value: &str) -> bool {
    match key {
        "class" => value == "chart",
        "role" => value == "img",
        "fill" => value == "currentColor",
        "text-anchor" => matches!(value, "start" | "middle" | "end"),
        "aria-label" => !value.contains('<'),
        "d" => value.bytes().all(|b| {
            b.is_ascii_digit()
                || matches!(b, b' ' | b',' | b'.' | b'-')
                || b"MmHhVvLlZz".contains(&b)
        }),
        _ => {
            !value.is_empty()
                && value
                    .bytes()
                    .all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'.' | b'-' | b'%'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHART: &str = "<figure class=\"chart\">\n<svg viewBox=\"0 0 400 24\" width=\"100%\" role=\"img\" aria-label=\"a: b 1\" fill=\"currentColor\" font-size=\"12\">\n<path d=\"M152 4h212v16h-212z\" fill-opacity=\"0.6\"/>\n<g text-anchor=\"end\">\n<text x=\"146\" y=\"16\">b &#60;i&#62;</text>\n</g>\n<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\"><title>b: 1</title></rect></svg>\n<figcaption>a</figcaption>\n</figure>\n";

    #[test]
    fn a_chart_is_a_chart_to_its_last_byte() {
        assert!(is_chart(CHART));
        // Whatever is put anywhere into it makes it text.
        for (at, _) in CHART.char_indices() {
            for strange in [
                "<script>x</script>",
                "<a href=\"/x\">",
                "<b>",
                " onload=\"x\"",
                "<text onclick=\"x\">",
                "</svg>",
                "<",
            ] {
                let (before, after) = CHART.split_at(at);
                let html = format!("{before}{strange}{after}");
                let inside = before.matches('"').count() % 2 == 1;
                let between = before.rfind('<') <= before.rfind('>');
                // Inside a label or between tags, words are words.
                if strange == " onload=\"x\"" && between && !inside {
                    continue;
                }
                assert!(!is_chart(&html), "{html}");
            }
        }
    }

    #[test]
    fn styles_addresses_and_other_elements_are_not_of_a_chart() {
        for (from, to) in [
            ("fill=\"currentColor\"", "fill=\"url(https://a.b)\""),
            ("font-size=\"12\"", "style=\"position:fixed\""),
            ("class=\"chart\"", "class=\"chart x\""),
            ("<figcaption>", "<figcaption class=\"x\">"),
            ("width=\"100%\"", "width=\"calc(1)\""),
            ("<path d=\"M152", "<path d=\"A152"),
            ("<g ", "<foreignObject "),
        ] {
            let html = CHART.replacen(from, to, 1);
            assert_ne!(html, CHART);
            assert!(!is_chart(&html), "{html}");
        }
        assert!(!is_chart(&format!("{CHART}{CHART}")));
        assert!(!is_chart(&format!("{CHART}<p>")));
    }
}
