//! Names for values: equal values get equal 128-bit names, so that work done once can be recognised.
//!
//! This crate must not know what the values mean, and it must not touch the disk, the clock or the network.

mod memo;

pub use memo::Memo;

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::io::{self, Read};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The XXH3-128 hash of a value. Not cryptographic: it recognises equal content, it does not defend against forgery.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    // Two halves, since a `u128` wants to stand at multiples of 16 and there are millions of these among smaller things.
    high: u64,
    low: u64,
}

impl Fingerprint {
    /// The fingerprint of raw bytes; the same on every machine, and stable enough to be stored in a file.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::from(xxh3_128(bytes))
    }

    /// That of all bytes of a reader, as [`Fingerprint::of_bytes`] gives it of the same bytes.
    ///
    /// # Errors
    /// What the reader says.
    pub fn of_reader(reader: &mut dyn Read) -> io::Result<Self> {
        let (mut state, mut buffer) = (Xxh3::new(), vec![0; 1 << 16]);
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Self::from(state.digest128())),
                Ok(length) => state.update(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The fingerprint of any value that can be hashed. Integers are fed in little-endian order with `usize` widened to
    /// 64 bits, so equal values agree across machines. The layout of a type's `Hash` may change between releases of
    /// the standard library: keep such names in memory, not in files.
    pub fn of(value: &(impl Hash + ?Sized)) -> Self {
        let mut state = Portable(Xxh3::new());
        value.hash(&mut state);
        Self::from(state.0.digest128())
    }

    fn from(name: u128) -> Self {
        Self {
            high: (name >> 64) as u64,
            low: name as u64,
        }
    }
}

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // One number, so that names of names are what they always were.
        state.write_u128(u128::from(self.high) << 64 | u128::from(self.low));
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.high, self.low)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Values by their names.
pub type ByName<V> = HashMap<Fingerprint, V, BuildHasherDefault<Already>>;

/// A hasher for what is a hash already: of a fingerprint one half.
#[derive(Clone, Copy, Debug, Default)]
pub struct Already(u64);

impl Hasher for Already {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u128(&mut self, name: u128) {
        self.0 = name as u64;
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// Feeds XXH3 in a byte order that does not depend on the machine.
struct Portable(Xxh3);

impl Hasher for Portable {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn write_u16(&mut self, i: u16) {
        self.0.update(&i.to_le_bytes());
    }
    fn write_u32(&mut self, i: u32) {
        self.0.update(&i.to_le_bytes());
    }
    fn write_u64(&mut self, i: u64) {
        self.0.update(&i.to_le_bytes());
    }
    fn write_u128(&mut self, i: u128) {
        self.0.update(&i.to_le_bytes());
    }
    fn write_usize(&mut self, i: usize) {
        self.0.update(&(i as u64).to_le_bytes());
    }
    fn finish(&self) -> u64 {
        self.0.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_name_never_changes() {
        assert_eq!(
            Fingerprint::of_bytes(b"").to_string(),
            "99aa06d3014798d86001c324468d497f"
        );
        let bytes: Vec<u8> = (0..200_000_u32).map(|i| (i * 7) as u8).collect();
        assert_eq!(
            Fingerprint::of_reader(&mut bytes.as_slice()).unwrap(),
            Fingerprint::of_bytes(&bytes)
        );
    }

    #[test]
    fn boundaries_between_fields_matter() {
        assert_ne!(Fingerprint::of(&("ab", "c")), Fingerprint::of(&("a", "bc")));
    }
}
