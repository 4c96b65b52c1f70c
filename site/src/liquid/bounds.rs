//! What one body may cost: rounds of its loops, and the bytes that it writes and remembers. A loop in a loop in a loop, or a text that
//! is doubled forty times, is small to write and would take all memory.
//!
//! It must not know what is carried out.

use liquid_core::{Error, Result, Runtime, ValueView};
use std::io::{self, Write};

/// Of all loops of a body together.
pub(super) const MOST_ROUNDS: u64 = 2_000_000;
/// What all loops of a body write; what stands in loops in loops counts once for each.
const MOST_WRITTEN: u64 = 200_000_000;
/// One value that is remembered, in bytes.
const LARGEST: usize = 10_000_000;

/// What has been spent on this body.
#[derive(Default)]
struct Spent {
    rounds: u64,
    written: u64,
    remembered: bool,
}

/// One more round of a loop.
///
/// # Errors
/// There were too many, or too much has been written or remembered.
pub(super) fn round(runtime: &dyn Runtime) -> Result<()> {
    runtime.registers().get_mut::<Spent>().rounds += 1;
    within(runtime)
}

/// Whether a value may be remembered. If not, [`within`] says so.
pub(super) fn may_be_kept(value: &dyn ValueView, runtime: &dyn Runtime) -> bool {
    let kept = size(value, LARGEST) <= LARGEST;
    runtime.registers().get_mut::<Spent>().remembered |= !kept;
    kept
}

/// # Errors
/// What has been spent is too much.
pub(super) fn within(runtime: &dyn Runtime) -> Result<()> {
    let spent = runtime.registers().get_mut::<Spent>();
    let what = if spent.remembered {
        format!("a variable holds more than {} MB", LARGEST / 1_000_000)
    } else if spent.rounds > MOST_ROUNDS {
        format!("loops go round more than {MOST_ROUNDS} times")
    } else if spent.written > MOST_WRITTEN {
        format!("loops write more than {} MB", MOST_WRITTEN / 1_000_000)
    } else {
        return Ok(());
    };
    Err(Error::with_msg(what))
}

/// The same writer, whose bytes are counted.
pub(super) struct Counted<'a> {
    pub out: &'a mut dyn Write,
    pub runtime: &'a dyn Runtime,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        let mut spent = self.runtime.registers().get_mut::<Spent>();
        spent.written = spent.written.saturating_add(count as u64);
        match spent.written > MOST_WRITTEN {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(count),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// About how many bytes a value has, counted no further than `most`.
fn size(value: &dyn ValueView, most: usize) -> usize {
    let add = |sum: usize, one: &dyn ValueView| match sum > most {
        true => sum,
        false => sum + 16 + size(one, most - sum),
    };
    if let Some(items) = value.as_array() {
        return items.values().fold(0, add);
    }
    if let Some(map) = value.as_object() {
        return map.values().fold(0, add);
    }
    match value.as_scalar() {
        Some(scalar) if scalar.type_name() == "string" => scalar.to_kstr().len(),
        _ => 0,
    }
}
