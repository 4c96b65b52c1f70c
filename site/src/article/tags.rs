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
