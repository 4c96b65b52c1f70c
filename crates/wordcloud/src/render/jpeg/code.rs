//! Codes of few bits for what is frequent (ITU-T T.81, annex K.2), and the bits of a file.

/// The most bits of a code.
const LONGEST: usize = 16;

/// Lengths of codes before the longest are cut: no picture has counts that make longer ones.
const DEEPEST: usize = 64;

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
    /// Bits that are not yet a whole byte, the oldest first.
    bits: u64,
    count: u32,
}

impl Writer {
    pub(super) fn new(head: Vec<u8>) -> Self {
        Self {
            file: head,
            bits: 0,
            count: 0,
        }
    }

    /// A symbol and the bits behind it, whose number is in the lower half of its name.
    #[inline]
    pub(super) fn symbol(&mut self, code: &Code, name: u8, bits: u16) {
        let (word, size) = code.codes[usize::from(name)];
        let more = u32::from(name & 15);
        self.bits = (self.bits << size << more) | u64::from(word) << more | u64::from(bits);
        self.count += u32::from(size) + more;
        if self.count >= 32 {
            self.count -= 32;
            let whole = (self.bits >> self.count) as u32;
            self.bytes(whole.to_be_bytes());
        }
    }

    /// Bytes of codes; behind one that could begin a marker stands a zero.
    fn bytes(&mut self, bytes: [u8; 4]) {
        if bytes.contains(&0xFF) {
            for byte in bytes {
                self.byte(byte);
            }
        } else {
            self.file.extend(bytes);
        }
    }

    fn byte(&mut self, byte: u8) {
        self.file.push(byte);
        if byte == 0xFF {
            self.file.push(0);
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
            self.byte(byte);
            self.count = self.count.saturating_sub(8);
        }
        self.file.extend([0xFF, 0xD9]);
        self.file
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
