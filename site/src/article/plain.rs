//! CommonMark and nothing else, for a site that says `markdown: CommonMark`: the HTML of the specification to the letter, with the
//! extensions of GitHub's that `commonmark.extensions` names.
//!
//! It must not know kramdown, highlighting or where pictures are; what strangers write never comes here.

use super::nodes::text_of;
use super::written::Written;
use super::{links, text};
use crate::config::Extensions;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

/// Writes a text of the author's own as HTML.
pub(super) fn write(body: &str, extensions: Extensions) -> Written {
    let mut options = Options::default();
    options.extension.table = extensions.table;
    options.extension.strikethrough = extensions.strikethrough;
    options.extension.autolink = extensions.autolink;
    options.extension.tasklist = extensions.tasklist;
    options.extension.footnotes = extensions.footnotes;
    options.render.r#unsafe = true;
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options);
    let mut written = Written::default();
    // Writing into a String cannot fail.
    let _ = format_html(root, &options, &mut written.html);
    for node in root.descendants() {
        look(node, &mut written);
    }
    let paragraphs = root.children();
    written.opening = paragraphs
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .map(text_of)
        .find(|text| !text.is_empty());
    written
}

fn look<'a>(node: &'a AstNode<'a>, written: &mut Written) {
    let data = node.data();
    match data.value {
        NodeValue::Text(ref literal) => written.words += text::words(literal),
        NodeValue::Link(ref link) if links::place(&link.url) == links::Place::Here => {
            let line = data.sourcepos.start.line as u32;
            written.links.push((link.url.clone(), line));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_specification() {
        let html = |body: &str| write(body, Extensions::default()).html;
        for (body, expected) in [
            ("# 标题 a\n", "<h1>标题 a</h1>\n"),
            ("一\n二\n", "<p>一\n二</p>\n"),
            (
                "![a](b.png \"c\")\n",
                "<p><img src=\"b.png\" alt=\"a\" title=\"c\" /></p>\n",
            ),
            (
                "```rust\nfn\n```\n",
                "<pre><code class=\"language-rust\">fn\n</code></pre>\n",
            ),
            ("~~a~~ $$b$$ {: .c}\n", "<p>~~a~~ $$b$$ {: .c}</p>\n"),
            (
                "a | b\n- | -\n",
                "<p>a | b</p>\n<ul>\n<li>| -</li>\n</ul>\n",
            ),
            ("<b>x</b> https://a.b\n", "<p><b>x</b> https://a.b</p>\n"),
        ] {
            assert_eq!(html(body), expected);
        }
        let extensions = Extensions {
            strikethrough: true,
            ..Extensions::default()
        };
        assert_eq!(write("~~a~~\n", extensions).html, "<p><del>a</del></p>\n");
    }
}
