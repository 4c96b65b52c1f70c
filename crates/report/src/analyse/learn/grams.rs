//! Texts -> hashed n-grams.
//!
//! It must not know what the grams are for. Hashes are part of the shipped models: changing one spoils them all.

/// Where every hash of a block begins, so that the blocks share no features.
pub(super) fn seed(block: &str) -> u32 {
    seed_on(0x811c_9dc5, block)
}

/// The same of a name that goes on.
pub(super) fn seed_on(begun: u32, block: &str) -> u32 {
    block.bytes().fold(begun, |h, b| step(h, u32::from(b)))
}

/// One more element of a hash.
pub(super) fn step(hash: u32, element: u32) -> u32 {
    let mixed = (hash ^ element).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}

/// Leaves each key once, in the order of their first places. A table of those seen is several times as fast as sorting them.
pub(super) fn distinct(keys: &mut Vec<u32>) {
    let size = (keys.len() * 2).next_power_of_two();
    let mut seen = vec![0_u32; size];
    let mut has_zero = false;
    keys.retain(|&key| {
        // A free place holds 0.
        if key == 0 {
            return !std::mem::replace(&mut has_zero, true);
        }
        let mut slot = key as usize & (size - 1);
        while seen[slot] != 0 && seen[slot] != key {
            slot = (slot + 1) & (size - 1);
        }
        std::mem::replace(&mut seen[slot], key) == 0
    });
}

/// A word's hash.
pub(super) fn word(seed: u32, word: &str) -> u32 {
    word.chars().fold(seed, |h, c| step(h, c as u32))
}

/// All runs of `least..=most` characters of the text.
pub(super) fn characters(seed: u32, text: &str, least: usize, most: usize, out: &mut Vec<u32>) {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    runs(seed, &chars, least, most, out);
}

/// All runs of `least..=most` of these characters.
pub(super) fn runs(seed: u32, chars: &[u32], least: usize, most: usize, out: &mut Vec<u32>) {
    for start in 0..chars.len() {
        let mut hash = seed;
        for (length, &c) in chars[start..].iter().take(most).enumerate() {
            hash = step(hash, c);
            if length + 1 >= least {
                out.push(step(hash, length as u32));
            }
        }
    }
}

/// Words, whose hashes these are, and pairs of neighbours.
pub(super) fn words(hashes: &[u32], out: &mut Vec<u32>) {
    out.extend(hashes);
    out.extend(hashes.windows(2).map(|pair| step(pair[0], pair[1])));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_stays_once() {
        for many in [0, 1, 2, 7, 1000] {
            // Zero, equal keys, and keys that ask for the same place.
            let keys: Vec<u32> = (0..many).map(|i| i * i % 97 * 2048).collect();
            let mut once = keys.clone();
            distinct(&mut once);
            let mut sorted = keys;
            sorted.sort_unstable();
            sorted.dedup();
            once.sort_unstable();
            assert_eq!(once, sorted);
        }
    }
}
