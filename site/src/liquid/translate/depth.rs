//! Whether a text nests too deep for the library to read.
//!
//! It must not know what stands inside the blocks.

/// What ends with a tag of its own, but for `raw` and `comment`.
pub(super) const BLOCKS: [&str; 8] = [
    "if",
    "unless",
    "for",
    "case",
    "capture",
    "tablerow",
    "ifchanged",
    "highlight",
];

/// Blocks within blocks, at most: as many as the library's stack and Jekyll's Liquid bear.
const DEEPEST: usize = 100;

/// Bytes of a tag in which brackets are counted.
const LONGEST_TAG: usize = 10_000;

/// Whether blocks stand in blocks in blocks, or brackets in brackets of a tag.
pub(in super::super) fn too_deep(text: &str) -> bool {
    let brackets = |inside: &[u8]| {
        let mut depth = 0_usize;
        inside.iter().any(|byte| {
            match *byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > DEEPEST
        })
    };
    // As much of a tag as can hold so many brackets; or tags that never end would be looked through again and again.
    let inside = |at: usize, end: &str| {
        let bytes = &text.as_bytes()[at..];
        let bytes = &bytes[..bytes.len().min(LONGEST_TAG)];
        let length = memchr::memmem::find(bytes, end.as_bytes());
        &bytes[..length.unwrap_or(bytes.len())]
    };
    let mut shown = text.match_indices("{{").map(|(at, _)| inside(at, "}}"));
    let mut tags = text.match_indices("{%").map(|(at, _)| inside(at, "%}"));
    blocks(text) || shown.any(brackets) || tags.any(brackets)
}

fn blocks(text: &str) -> bool {
    let mut depth = 0_usize;
    text.match_indices("{%").any(|(at, _)| {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let end = inside.find(|c: char| !c.is_ascii_alphabetic());
        let name = &inside[..end.unwrap_or(inside.len())];
        match name.strip_prefix("end") {
            Some(block) if BLOCKS.contains(&block) => depth = depth.saturating_sub(1),
            _ => depth += usize::from(BLOCKS.contains(&name)),
        }
        depth > DEEPEST
    })
}
