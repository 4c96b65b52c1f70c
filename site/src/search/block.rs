//! Some dozens of documents -> their part of every shard of the index.
//!
//! Blocks are what an edit costs: one of them is counted anew, and the shards that it changes are put together anew. Shards
//! are concatenations of such parts, so counting in blocks gives what counting the whole at once would give.
//!
//! It must not know the documents of other blocks.

use super::document::Document;
use super::terms::Terms;
use fingerprint::Fingerprint;

/// How many documents a block has. Its number is what a posting needs of a document: six bits.
pub(super) const DOCUMENTS: usize = 64;

/// The least sums of weights for each level, in halves of an occurrence in the text.
const LEVELS: [u16; 8] = [0, 2, 4, 6, 10, 16, 32, 64];

/// How terms are spread over shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spread {
    /// How many shards there are, a power of two.
    pub shards: u32,
    /// Words that begin with so many equal letters share a shard, so that the beginning of a word finds them all.
    pub prefix: usize,
}

impl Spread {
    /// For a site with so many bytes of HTML in so many documents: shards come out at about ten kilobytes. Short documents say
    /// more different things to the byte than long ones.
    pub(super) fn of(html: usize, documents: usize) -> Self {
        let wanted = (html as u64 / 65_536).max(documents as u64 / 24);
        Self {
            shards: wanted.next_power_of_two().clamp(1, 16_384) as u32,
            prefix: if html < 48 << 20 { 3 } else { 4 },
        }
    }

    /// The shard of a term.
    pub(super) fn shard(&self, term: &str) -> u32 {
        let begins = term.chars().next();
        let whole = begins.is_none_or(|c| !c.is_ascii_lowercase()) || term[1..].starts_with(':');
        let end = match whole {
            true => term.len(),
            false => term
                .char_indices()
                .nth(self.prefix)
                .map_or(term.len(), |(at, _)| at),
        };
        fnv32(&term.as_bytes()[..end]) & (self.shards - 1)
    }
}

/// FNV-1a with 32 bits: a browser works it out quickly.
fn fnv32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// What a block has to say.
pub(super) struct Block {
    /// The parts of all shards, one after the other. A part is a list of terms, each with its postings:
    /// length and bytes of the term, number of postings, and each as 16 bits: the document and its level.
    bytes: Box<[u8]>,
    /// Where each shard's part ends.
    ends: Box<[u32]>,
    /// How many terms each document has.
    pub lengths: Vec<u32>,
}

/// A term of a part, with its postings.
pub(super) struct Entry<'a> {
    pub term: &'a [u8],
    postings: &'a [u8],
}

impl Entry<'_> {
    /// The documents by their number in the block, with their levels.
    pub(super) fn postings(&self) -> impl Iterator<Item = (u32, u32)> {
        self.postings.chunks_exact(2).map(|pair| {
            let packed = u32::from(u16::from_le_bytes([pair[0], pair[1]]));
            (packed >> 3, packed & 7)
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.postings.len() / 2
    }
}

impl Block {
    /// Counts the terms of these documents.
    pub(super) fn count(documents: &[Document<'_>], spread: Spread) -> Self {
        let mut spellings = String::new();
        // (shard, where the spelling stands, posting)
        let mut found: Vec<(u32, u32, u8, u16)> = Vec::new();
        let mut lengths = Vec::with_capacity(documents.len());
        for (number, document) in documents.iter().enumerate() {
            let mut terms: Terms = document.terms();
            lengths.push(terms.length);
            for term in terms.weighed() {
                let start = spellings.len() as u32;
                spellings.push_str(term.term);
                let posting = ((number as u16) << 3) | level(term.weight);
                found.push((
                    spread.shard(term.term),
                    start,
                    term.term.len() as u8,
                    posting,
                ));
            }
        }
        let spelling = |(_, start, len, _): &(u32, u32, u8, u16)| {
            &spellings.as_bytes()[*start as usize..][..usize::from(*len)]
        };
        found.sort_unstable_by(|a, b| (a.0, spelling(a), a.3).cmp(&(b.0, spelling(b), b.3)));
        let mut bytes = Vec::with_capacity(found.len() * 8);
        let mut ends = Vec::with_capacity(spread.shards as usize);
        let mut rest = found.as_slice();
        for shard in 0..spread.shards {
            let here = rest.iter().take_while(|entry| entry.0 == shard).count();
            let (part, after) = rest.split_at(here);
            rest = after;
            for group in part.chunk_by(|a, b| spelling(a) == spelling(b)) {
                let term = spelling(&group[0]);
                bytes.push(term.len() as u8);
                bytes.extend_from_slice(term);
                bytes.push(group.len() as u8);
                for (_, _, _, posting) in group {
                    bytes.extend_from_slice(&posting.to_le_bytes());
                }
            }
            ends.push(bytes.len() as u32);
        }
        Self {
            bytes: bytes.into(),
            ends: ends.into(),
            lengths,
        }
    }

    /// The block's part of a shard, as bytes.
    pub(super) fn part(&self, shard: u32) -> &[u8] {
        let shard = shard as usize;
        let start = shard.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[shard] as usize]
    }

    /// The name of that part.
    pub(super) fn part_name(&self, shard: u32) -> Fingerprint {
        Fingerprint::of_bytes(self.part(shard))
    }
}

/// The entries of a part, by term.
pub(super) fn entries(part: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let (len, after) = rest.split_first()?;
        let (term, after) = after.split_at_checked(usize::from(*len))?;
        let (count, after) = after.split_first()?;
        let (postings, after) = after.split_at_checked(usize::from(*count) * 2)?;
        rest = after;
        Some(Entry { term, postings })
    })
}

fn level(weight: u16) -> u16 {
    LEVELS
        .iter()
        .rposition(|least| weight >= *least)
        .unwrap_or(0) as u16
}
