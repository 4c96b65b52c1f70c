//! Text from a tweet can become nothing but text (law 7).

use comrak::{Options, markdown_to_html};
use proptest::prelude::*;
use report::compose::escape;

/// CommonMark with everything switched on that a site may switch on.
fn every_extension() -> Options<'static> {
    let mut options = Options::default();
    let on = &mut options.extension;
    on.strikethrough = true;
    on.table = true;
    on.autolink = true;
    on.tasklist = true;
    on.superscript = true;
    on.subscript = true;
    on.footnotes = true;
    on.inline_footnotes = true;
    on.description_lists = true;
    on.multiline_block_quotes = true;
    on.alerts = true;
    on.math_dollars = true;
    on.math_code = true;
    on.wikilinks_title_after_pipe = true;
    on.underline = true;
    on.spoiler = true;
    on.greentext = true;
    on.cjk_friendly_emphasis = true;
    on.highlight = true;
    on.insert = true;
    on.header_id_prefix = Some(String::new());
    options.render.r#unsafe = true;
    options
}

/// What hostile and careless people write.
fn tweet() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        "\\PC{0,8}",
        "[-#>*+_`~=:|!\\[\\](){}<>&$^.\\\\%@/\"' 0-9a-zA-Z\n\t]{0,14}",
        proptest::sample::select(vec![
            "# ",
            "\n\n",
            "\n",
            "---",
            "===",
            "```",
            "~~~",
            "{{",
            "{%",
            "{#",
            "}}",
            "%}",
            "<script>",
            "</p>",
            "<!--",
            "[a](javascript:x)",
            "![i](data:x)",
            "[^1]",
            "[^1]: x",
            "[x]: y",
            "https://a.b/c_d",
            "www.a.b",
            "1. ",
            "2) ",
            "- ",
            "+ ",
            "* ",
            "> ",
            ">>>",
            "| a | b |",
            "$x$",
            "$$",
            "[[w|x]]",
            "||s||",
            "==h==",
            "++i++",
            "__u__",
            ": d",
            "&amp;",
            "&#60;",
            "%3C",
            "\u{202e}",
            "\u{0}",
            "\u{2028}",
            "\u{200b}",
            "你好，",
            "。",
            "    ",
            "{:.x}",
            "{::nomarkdown}",
            "^[n]",
            ":smile:",
            "#标签",
            "中文**重点**中文",
            "C#",
            "- [ ] x",
            "~~x~~",
            "\\",
            "\r",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(bit, 0..10).prop_map(|bits| bits.concat())
}

fn as_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn a_tweet_shows_as_itself_and_as_nothing_else(raw in tweet()) {
        let markdown = escape::text(&raw);
        prop_assert!(!markdown.contains('\n') && !markdown.contains('\r'));
        for mark in ["{{", "{%", "{#", "{:", "}}", "%}", "#}"] {
            prop_assert!(!markdown.contains(mark), "{mark} in {markdown}");
        }
        // An address of mail is the one thing that GFM finds in plain text however it is escaped; `mailto:` harms nobody.
        prop_assume!(!raw.contains('@'));
        let shown = escape::fold(&raw);
        let html = markdown_to_html(&markdown, &every_extension());
        let expected = if shown.is_empty() { String::new() } else { format!("<p>{}</p>\n", as_html(&shown)) };
        prop_assert_eq!(&html, &expected, "{}", markdown);
        // The same in the middle of a line, in a list, after a label, and in a cell.
        let html = markdown_to_html(&format!("- **a**：{markdown}（x）"), &every_extension());
        prop_assert_eq!(html, format!("<ul>\n<li><strong>a</strong>：{}（x）</li>\n</ul>\n", as_html(&shown)));
        let html = markdown_to_html(&format!("| h |\n| --- |\n| {} |", escape::cell(&raw)), &every_extension());
        prop_assert!(html.contains(&format!("<td>{}</td>", as_html(&shown))), "{html}");
    }

    #[test]
    fn what_was_escaped_can_be_read_again(raw in tweet()) {
        prop_assert_eq!(escape::read(&escape::text(&raw)), Some(escape::fold(&raw)));
        prop_assert_eq!(escape::read_cell(&escape::cell(&raw)), Some(escape::fold(&raw)));
    }
}
