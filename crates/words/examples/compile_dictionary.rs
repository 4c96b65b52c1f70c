//! Makes `data/segmenter.bin`, the compiled dictionary of the segmenter, from jieba's `dict.txt`:
//!
//! ```sh
//! cargo run --release -p words --example compile_dictionary -- path/to/jieba-rs/src/data/dict.txt crates/words/data/segmenter.bin
//! ```
//!
//! Only words of Han characters are kept: the lexer hands the segmenter nothing else. The layout, all little endian:
//!
//! ```text
//! u32 magic "TBD1", number of characters C, number of distinct frequencies F, number of slots S
//! u64 sum of all frequencies, those of the words that are left out too: it is part of every probability
//! u32 x C   the characters; the code of a character is its place here plus one, the most frequent first
//! f64 x F   natural logarithms of the frequencies
//! u64 x S   the slots of a double array over codes: bits 0-19 the parent's slot, 20-39 the base, 40-52 the place of the
//!           word's frequency plus one (0: no word ends here), 53-63 which remainders by 11 the children's codes have
//! ```
//!
//! The child of slot `s` by code `c` is slot `base(s) - C + c`, if its parent is `s`. The root has slot 0 and base C, so
//! the slot of a lone character is its code. Slots that are free have the parent `0xFFFFF`.
#![allow(clippy::disallowed_methods)] // A tool for those who work on the program: it reads and writes what it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

const FREE: u64 = 0xF_FFFF;

#[derive(Default)]
struct Node {
    children: BTreeMap<usize, usize>,
    frequency: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(source), Some(target)) = (arguments.next(), arguments.next()) else {
        return Err("usage: compile_dictionary dict.txt segmenter.bin".into());
    };
    let text = std::fs::read_to_string(source)?;
    std::fs::write(target, compile(&text)?)?;
    Ok(())
}

fn compile(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut words = BTreeMap::new();
    let mut total = 0;
    for line in text.lines() {
        let mut fields = line.split_ascii_whitespace();
        let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else {
            continue;
        };
        let frequency: u64 = frequency.parse()?;
        total += frequency;
        if word
            .chars()
            .all(|c| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'))
        {
            words.insert(word, frequency);
        }
    }
    let mut uses: BTreeMap<char, usize> = BTreeMap::new();
    for c in words.keys().flat_map(|word| word.chars()) {
        *uses.entry(c).or_default() += 1;
    }
    let mut chars: Vec<char> = uses.keys().copied().collect();
    chars.sort_by_key(|c| (std::cmp::Reverse(uses[c]), *c));
    let codes: BTreeMap<char, usize> = chars.iter().copied().zip(1..).collect();
    let frequencies: BTreeSet<u64> = words.values().copied().collect();

    let mut nodes = vec![Node::default()];
    for (word, frequency) in &words {
        let mut at = 0;
        for c in word.chars() {
            at = match nodes[at].children.get(&codes[&c]) {
                Some(child) => *child,
                None => {
                    nodes.push(Node::default());
                    let child = nodes.len() - 1;
                    nodes[at].children.insert(codes[&c], child);
                    child
                }
            };
        }
        nodes[at].frequency = *frequency;
    }
    let (base, slot) = place(&nodes, chars.len());
    let size = slot.iter().max().unwrap_or(&0) + 1;
    let places: BTreeMap<u64, u64> = frequencies.iter().copied().zip(1..).collect();
    if size as u64 >= FREE || frequencies.len() >= 1 << 13 {
        return Err("the dictionary is too large for this layout".into());
    }
    let mut slots = vec![FREE; size];
    slots[0] = 0;
    for (node, at) in nodes.iter().zip(&slot) {
        for child in node.children.values() {
            slots[slot[*child]] = slots[slot[*child]] & !FREE | *at as u64;
        }
    }
    for (i, node) in nodes.iter().enumerate() {
        let signs = node
            .children
            .keys()
            .fold(0, |signs, code| signs | 1 << (code % 11));
        let place = places.get(&node.frequency).copied().unwrap_or(0);
        slots[slot[i]] |= (base[i] as u64) << 20 | place << 40 | signs << 53;
    }

    let mut out = b"TBD1".to_vec();
    for count in [chars.len(), frequencies.len(), size] {
        out.extend((count as u32).to_le_bytes());
    }
    out.extend(total.to_le_bytes());
    out.extend(chars.iter().flat_map(|c| u32::from(*c).to_le_bytes()));
    out.extend(
        frequencies
            .iter()
            .flat_map(|f| (*f as f64).ln().to_le_bytes()),
    );
    out.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
    Ok(out)
}

/// The base (plus the number of characters, so that it is positive) and the slot of each node: nodes with many children
/// first, each at the lowest base that fits.
fn place(nodes: &[Node], chars: usize) -> (Vec<usize>, Vec<usize>) {
    let mut used = Used(vec![0; (nodes.len() * 2 + chars) / 64 + 2]);
    let (mut base, mut slot) = (vec![0; nodes.len()], vec![0; nodes.len()]);
    base[0] = chars;
    used.take(0);
    for (code, child) in &nodes[0].children {
        used.take(*code);
        slot[*child] = *code;
    }
    let mut inner: Vec<usize> = (1..nodes.len())
        .filter(|i| !nodes[*i].children.is_empty())
        .collect();
    inner.sort_by_key(|i| (std::cmp::Reverse(nodes[*i].children.len()), *i));
    for i in inner {
        let children = &nodes[i].children;
        let lowest = children.keys().next().copied().unwrap_or(0);
        let mut from = chars + 1 - lowest;
        let found = loop {
            // 64 bases at once: a bit stays set while the slot of every child is free.
            let fits = children.keys().fold(u64::MAX, |fits, code| {
                fits & !used.window(from + code - chars)
            });
            if fits != 0 {
                break from + fits.trailing_zeros() as usize;
            }
            from += 64;
        };
        base[i] = found;
        for (code, child) in children {
            slot[*child] = found + code - chars;
            used.take(slot[*child]);
        }
    }
    (base, slot)
}

/// Which slots are taken, a bit each.
struct Used(Vec<u64>);

impl Used {
    fn take(&mut self, at: usize) {
        if self.0.len() < at / 64 + 2 {
            self.0.resize(at / 64 + 2, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// 64 slots from `at` on.
    fn window(&self, at: usize) -> u64 {
        let word = |i: usize| self.0.get(i).copied().unwrap_or(0);
        match at % 64 {
            0 => word(at / 64),
            shift => word(at / 64) >> shift | word(at / 64 + 1) << (64 - shift),
        }
    }
}
