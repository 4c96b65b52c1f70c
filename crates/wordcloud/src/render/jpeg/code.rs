//! Codes of few bits for what is frequent (ITU-T T.81, annex K.2), and the bits of a file.
//!
//! It must not know blocks or colours.

/// The most bits of a code.
const LONGEST: usize = 16;

/// Lengths of codes before the longest are cut: no picture has counts that make longer ones.
const DEEPEST: usize = 64;

/// Where symbols go.
pub(super) trait Sink {
    /// Takes symbols of one table of codes (DC and AC of luma, DC and AC of chroma): of each its name there and the bits that
    /// follow it, whose number is in the lower half of the name.
    fn symbols(&mut self, class: usize, symbols: impl IntoIterator<Item = (u8, u16)>);
}

/// Counts symbols.
pub(super) struct Counter([[u32; 256]; 4]);

/// A symbol that was counted weighs so many times as much as one that may still come.
const SEEN: u32 = 16;

impl Counter {
    pub(super) fn new() -> Self {
        Self([[0; 256]; 4])
    }

    /// How often each name is to be expected; all names that a picture can have are among them.
    pub(super) fn counts(&self) -> [[u32; 256]; 4] {
        let can_be = |class: usize, name: usize| match class % 2 {
            0 => name <= 11,
            _ => (1..=10).contains(&(name % 16)) || name == 0 || name == 0xF0,
        };
        std::array::from_fn(|class| {
            std::array::from_fn(|name| SEEN * self.0[class][name] + u32::from(can_be(class, name)))
        })
    }
}

impl Sink for Counter {
    #[inline]
    fn symbols(&mut self, class: usize, symbols: impl IntoIterator<Item = (u8, u16)>) {
        for (name, _) in symbols {
            self.0[class][usize::from(name)] += 1;
        }
    }
}

/// The codes of one table.
pub(super) struct Code {
    /// How many codes have 1, 2 … 16 bits.
    pub(super) lengths: [u8; LONGEST],
    /// What the codes stand for, the shortest first.
    pub(super) names: Vec<u8>,
    /// For each name its code and how many bits that has.
    codes: [(u16, u8); 256],
}

impl Code {
    /// The best codes for names that are used so often.
    pub(super) fn new(counts: &[u32; 256]) -> Self {
        let sizes = sizes(counts);
        let mut lengths = [0usize; DEEPEST];
        for &size in &sizes {
            lengths[size] += 1;
        }
        lengths[0] = 0;
        // Two codes that are too long become one shorter by a bit; the other takes the place beside a shorter code.
        for size in (LONGEST + 1..DEEPEST).rev() {
            while lengths[size] > 0 {
                let shorter = (1..size - 1).rev().find(|&at| lengths[at] > 0).unwrap_or(1);
                lengths[size] -= 2;
                lengths[size - 1] += 1;
                lengths[shorter + 1] += 2;
                lengths[shorter] -= 1;
            }
        }
        // The code of ones alone is the one of the name that nobody uses.
        if let Some(longest) = lengths.iter().rposition(|&count| count > 0) {
            lengths[longest] -= 1;
        }
        let mut names: Vec<u8> = (0..=255)
            .filter(|&name| sizes[usize::from(name)] > 0)
            .collect();
        names.sort_by_key(|&name| {
            let at = usize::from(name);
            (sizes[at], std::cmp::Reverse(counts[at]), name)
        });
        let mut codes = [(0, 0); 256];
        let mut next = names.iter();
        let mut code = 0u16;
        for (size, &count) in (1..).zip(&lengths[1..=LONGEST]) {
            for &name in next.by_ref().take(count) {
                codes[usize::from(name)] = (code, size);
                code += 1;
            }
            code <<= 1;
        }
        Self {
            lengths: std::array::from_fn(|at| lengths[at + 1] as u8),
            names,
            codes,
        }
    }
}

/// How many bits each name has in the best code, one that nobody uses last; 0 for the others.
fn sizes(counts: &[u32; 256]) -> [usize; 257] {
    let mut sizes = [0; 257];
    // Trees of names, the lightest two of which grow together until one is left.
    let mut trees: Vec<(u64, Vec<usize>)> = counts
        .iter()
        .map(|&count| u64::from(count))
        .chain([1])
        .enumerate()
        .filter(|&(_, count)| count > 0)
        .map(|(name, count)| (count, vec![name]))
        .collect();
    // Among equals the last name first, so that the one nobody uses has the longest code.
    let order = |tree: &(u64, Vec<usize>)| (std::cmp::Reverse(tree.0), tree.1[0]);
    trees.sort_by_key(order);
    if let [(_, alone)] = trees.as_slice() {
        sizes[alone[0]] = 1;
    }
    while let (Some(light), Some(mut tree)) = (trees.pop(), trees.pop()) {
        tree.0 += light.0;
        tree.1.extend(light.1);
        for &name in &tree.1 {
            sizes[name] += 1;
        }
        if trees.is_empty() {
            break;
        }
        let at = trees.partition_point(|other| order(other) < order(&tree));
        trees.insert(at, tree);
    }
    sizes
}

/// Writes codes behind the head of a file.
pub(super) struct Writer {
    file: Vec<u8>,
    /// For each table and name, the code with room behind it for the symbol's bits, and how many bits both have.
    codes: [[(u32, u32); 256]; 4],
    /// Bits that are not yet a whole byte, the oldest first.
    bits: u64,
    count: u32,
}

impl Writer {
    pub(super) fn new(head: Vec<u8>, codes: &[Code; 4]) -> Self {
        Self {
            file: head,
            codes: std::array::from_fn(|class| {
                std::array::from_fn(|name| {
                    let (word, size) = codes[class].codes[name];
                    let more = name as u32 & 15;
                    (u32::from(word) << more, u32::from(size) + more)
                })
            }),
            bits: 0,
            count: 0,
        }
    }

    /// The whole file: the last byte filled up with ones.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while self.count > 0 {
            let missing = 8u32.saturating_sub(self.count);
            let byte = if missing > 0 {
                (self.bits << missing) as u8 | ((1 << missing) - 1) as u8
            } else {
                (self.bits >> (self.count - 8)) as u8
            };
            guarded_byte(&mut self.file, byte);
            self.count = self.count.saturating_sub(8);
        }
        self.file.extend([0xFF, 0xD9]);
        self.file
    }
}

impl Sink for Writer {
    #[inline(always)]
    fn symbols(&mut self, class: usize, symbols: impl IntoIterator<Item = (u8, u16)>) {
        let codes = &self.codes[class];
        let (mut bits, mut count) = (self.bits, self.count);
        for (name, more) in symbols {
            let (word, size) = codes[usize::from(name)];
            bits = bits << size | u64::from(word | u32::from(more));
            count += size;
            if count >= 32 {
                count -= 32;
                put(&mut self.file, (bits >> count) as u32);
            }
        }
        (self.bits, self.count) = (bits, count);
    }
}

/// Adds bytes of codes; behind one that could begin a marker stands a zero.
#[inline(always)]
fn put(file: &mut Vec<u8>, bytes: u32) {
    // Whether one of the complement's bytes is zero.
    if (!bytes).wrapping_sub(0x0101_0101) & bytes & 0x8080_8080 != 0 {
        guarded(file, bytes);
    } else {
        file.extend(bytes.to_be_bytes());
    }
}

#[cold]
#[inline(never)]
fn guarded(file: &mut Vec<u8>, bytes: u32) {
    for byte in bytes.to_be_bytes() {
        guarded_byte(file, byte);
    }
}

fn guarded_byte(file: &mut Vec<u8>, byte: u8) {
    file.push(byte);
    if byte == 0xFF {
        file.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_for_the_frequent_and_never_too_long_or_all_ones() {
        let mut steep = [0; 256];
        let (mut one, mut two) = (1u32, 1u32);
        for count in steep.iter_mut().take(40) {
            *count = one;
            (one, two) = (two, one + two);
        }
        let mut single = [0; 256];
        single[7] = 9;
        for counts in [steep, [5; 256], [0; 256], single] {
            let code = Code::new(&counts);
            let mut used: Vec<(usize, u32)> = Vec::new();
            for (name, &count) in counts.iter().enumerate() {
                let (word, size) = code.codes[name];
                assert_eq!(size > 0, count > 0);
                if size > 0 {
                    assert!(usize::from(size) <= LONGEST && word < u16::MAX >> (16 - size));
                    used.push((size.into(), count));
                }
            }
            // A code for each, none the beginning of another.
            let full: u32 = used.iter().map(|(size, _)| 1 << (LONGEST - size)).sum();
            assert!(full < 1 << LONGEST);
            assert!(
                used.iter()
                    .all(|a| used.iter().all(|b| a.1 <= b.1 || a.0 <= b.0))
            );
            assert_eq!(code.names.len(), used.len());
            let lengths: usize = code.lengths.iter().map(|&count| usize::from(count)).sum();
            assert_eq!(lengths, used.len());
        }
    }
}
