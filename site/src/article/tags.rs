//! What elements of HTML are to Markdown, in one place: which stand inside paragraphs, which are blocks, which hold others.
//!
//! It must not know a text, only names in lower case.

/// Those that stand inside paragraphs.
const INSIDE: &str = "\
    a abbr acronym b bdo big br button cite code del dfn em font i img input ins kbd label mark q s samp small \
    span strike strong sub sup u var";

/// Those that are no text in kramdown.
const BLOCKS: &str = "\
    address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption footer form \
    h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol optgroup p pre section \
    summary table tbody td tfoot th thead tr ul";

/// Those that hold blocks, whose lines are Markdown or HTML of their own.
const AROUND: &str = "\
    address article aside blockquote center dd details div dl dt figure footer header li main nav ol p section \
    table tbody td tr ul";

/// Blocks that hold nothing whose lines mean something.
const APART: &str = "\
    article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p section \
    table ul";

/// Those that begin no block in kramdown.
const SPANS: &str = "\
    a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt \
    rtc ruby samp select small span strong sub sup tt u var";

/// Those that hold nothing.
const EMPTY: &str = "\
    area base br col command embed hr img input keygen link meta param source track wbr";

/// Others that kramdown knows.
const OTHERS: &str = "details main map math noscript object rb rbc script style textarea";

/// Those that hold blocks of Markdown where their author says so.
const MARKED: &str = "\
    address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header \
    hgroup iframe li main map menu nav noscript object section summary td";

/// Whether an element begins no block in kramdown.
pub(super) fn is_span(name: &str) -> bool {
    is_of(SPANS, &name.to_ascii_lowercase())
}

/// Whether an element holds nothing.
pub(super) fn is_empty(name: &str) -> bool {
    is_of(EMPTY, name)
}

/// Whether kramdown knows an element.
pub(super) fn is_known(name: &str) -> bool {
    [SPANS, BLOCKS, EMPTY, OTHERS]
        .iter()
        .any(|names| is_of(names, name))
}

/// Whether an element can hold blocks of Markdown.
pub(super) fn holds_markdown(name: &str) -> bool {
    is_of(MARKED, name)
}

/// Whether what an element holds is no Markdown, though it stands in a line.
pub(super) fn is_verbatim(name: &str) -> bool {
    is_of("math option textarea code kbd samp var script style", name)
}

/// Whether what an element holds is no HTML.
pub(super) fn is_script(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// Whether an element stands inside paragraphs.
pub(super) fn is_inside(name: &str) -> bool {
    is_of(INSIDE, name)
}

/// Whether an element is a block in kramdown.
pub(super) fn is_block(name: &str) -> bool {
    is_of(BLOCKS, name)
}

/// Whether an element holds blocks.
pub(super) fn holds_blocks(name: &str) -> bool {
    is_of(AROUND, name)
}

/// Whether an element that follows another such one is written on a line of its own.
pub(super) fn stands_apart(name: &str) -> bool {
    is_of(APART, name)
}

fn is_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

/// The element's name if its content is nobody's to read.
pub(super) fn raw(name: &str) -> Option<&'static str> {
    ["pre", "script", "style", "textarea"]
        .into_iter()
        .find(|raw| *raw == name)
}

/// The name that a tag begins with.
pub(super) fn name(tag: &str) -> String {
    let length = tag
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    tag[..length].to_ascii_lowercase()
}
