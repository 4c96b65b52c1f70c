//! The parts of all blocks -> one file of the index.
//!
//! A shard is a list of terms in the order of their bytes: length and bytes of the term, then three numbers in LEB128: in how
//! many documents it stands, how many bytes its postings take; the postings: the distance from the document before, times
//! eight, plus the level. `assets/js/search-index.js` reads it.
//!
//! It must not know documents.

use super::block::{Block, DOCUMENTS, Entry, entries};
use std::sync::Arc;

/// Puts a shard together.
pub(super) fn shard(blocks: &[Arc<Block>], number: u32) -> Vec<u8> {
    let mut all: Vec<(Entry<'_>, u32)> = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let first = (place * DOCUMENTS) as u32;
        all.extend(entries(block.part(number)).map(|entry| (entry, first)));
    }
    // Stable: blocks stay in their order.
    all.sort_by(|a, b| a.0.term.cmp(b.0.term));
    let mut out = Vec::new();
    let mut postings = Vec::new();
    for group in all.chunk_by(|a, b| a.0.term == b.0.term) {
        let term = group[0].0.term;
        postings.clear();
        let mut last = 0;
        for (entry, first) in group {
            for (document, level) in entry.postings() {
                let document = first + document;
                leb128(
                    u64::from(document - last) << 3 | u64::from(level),
                    &mut postings,
                );
                last = document;
            }
        }
        out.push(term.len() as u8);
        out.extend_from_slice(term);
        let documents: usize = group.iter().map(|(entry, _)| entry.count()).sum();
        leb128(documents as u64, &mut out);
        leb128(postings.len() as u64, &mut out);
        out.extend_from_slice(&postings);
    }
    out
}

fn leb128(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
