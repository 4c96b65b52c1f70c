//! Bytes kept aside until they are wanted: in memory while they are few, then in a nameless file, which is gone when the program
//! ends, however it ends.
//!
//! It must not know what the bytes mean.

use fingerprint::Fingerprint;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use tempfile::{SpooledTempFile, spooled_tempfile_in};

/// How many bytes stay in memory.
const IN_MEMORY: usize = 16 << 20;
/// How many bytes wait before they are written.
const WAITING: usize = 1 << 18;

/// Bytes that are written once, then read from their beginning any number of times.
pub(crate) struct Spool {
    file: SpooledTempFile,
    waiting: Vec<u8>,
}

/// A place for bytes on the disk of a folder, to be written and read anywhere.
pub(crate) fn open(folder: &Path) -> SpooledTempFile {
    spooled_tempfile_in(IN_MEMORY, folder)
}

impl Spool {
    /// An empty one, on the disk of a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            file: open(folder),
            waiting: Vec::new(),
        }
    }

    /// All its bytes, from the first on.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn reader(&mut self) -> io::Result<&mut dyn Read> {
        self.flush()?;
        self.file.seek(SeekFrom::Start(0))?;
        Ok(&mut self.file)
    }

    /// The fingerprint of its bytes.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn fingerprint(&mut self) -> io::Result<Fingerprint> {
        Fingerprint::of_reader(self.reader()?)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= WAITING {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.file.seek(SeekFrom::End(0))?;
            self.file.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }
}
