//! The author's browser, opened at an address.
//!
//! It must not know what stands there.

use std::io;
use std::process::{Command, Stdio};

/// Asks the system to open an address.
///
/// # Errors
/// What the system says when it has no program for that.
pub(crate) fn open(address: &str) -> io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(|_| ())
}
