//! What is slow to make (pictures drawn or scaled), kept in the user's cache folder under the name of what it is made from: an emptied
//! destination, or another one, does not cost it again.
//!
//! Nothing is taken on trust: what is kept begins with the name of its bytes, and what does not fit is made anew. It must not know
//! what is made.

use super::files::{self, Keep};
use super::record;
use fingerprint::Fingerprint;
use site::Output;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// With so many kept, the oldest quarter goes.
const MOST: usize = 8000;

/// The content of a file of the website.
pub(super) fn bytes(output: &Output) -> Cow<'_, [u8]> {
    match (output.is_named(), folder()) {
        (true, Some(folder)) => kept_or_made(output, &folder),
        _ => output.bytes(),
    }
}

fn kept_or_made<'a>(output: &'a Output, folder: &Path) -> Cow<'a, [u8]> {
    let path = folder.join(output.fingerprint().to_string());
    if let Some(kept) = read(&path) {
        return kept.into();
    }
    let made = output.bytes();
    let mut text = Fingerprint::of_bytes(&made).to_string().into_bytes();
    text.push(b'\n');
    text.extend_from_slice(&made);
    // A cache that cannot be written costs the next build some time.
    if fs::create_dir_all(folder).is_ok() {
        let _ = files::write(&path, &text, Keep::Output);
    }
    made
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let mut kept = fs::read(path).ok()?;
    let at = kept.iter().position(|byte| *byte == b'\n')?;
    let content = kept.split_off(at + 1);
    let name = Fingerprint::of_bytes(&content).to_string();
    (kept.strip_suffix(b"\n")? == name.as_bytes()).then_some(content)
}

/// Lets the oldest go where too much is kept.
pub(super) fn tidy() {
    let Some(entries) = folder().and_then(|folder| fs::read_dir(folder).ok()) else {
        return;
    };
    let mut kept: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    if kept.len() > MOST {
        kept.sort();
        for (_, path) in kept.iter().take(kept.len() - MOST * 3 / 4) {
            let _ = fs::remove_file(path);
        }
    }
}

fn folder() -> Option<PathBuf> {
    Some(record::caches()?.join("made"))
}
