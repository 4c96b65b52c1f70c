//! Bytes that wait in a spool until they are wanted: put behind each other, read anywhere.
//!
//! It must not know what they mean, nor where the spool is.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};

/// How many bytes wait before they go to the spool.
const WAITING: usize = 4 << 20;
/// How much is read at once where what is wanted lies side by side.
const AHEAD: usize = 8 << 10;

/// Bytes kept aside while files are read: a nameless file, or memory.
pub trait Spool: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Spool for T {}

/// What was put into a spool.
pub(crate) struct Lines {
    spool: Box<dyn Spool>,
    /// How many bytes are in the spool, and those that follow them.
    written: u64,
    waiting: Vec<u8>,
    /// What was read last, and where it stands in the spool.
    window: Vec<u8>,
    window_at: u64,
    /// What the spool has refused. Nothing that is read afterwards counts.
    failure: Option<io::Error>,
}

impl Lines {
    pub(crate) fn new(spool: Box<dyn Spool>) -> Self {
        Self {
            spool,
            written: 0,
            waiting: Vec::new(),
            window: Vec::new(),
            window_at: 0,
            failure: None,
        }
    }

    /// Where the next byte will stand.
    pub(super) fn end(&self) -> u64 {
        self.written + self.waiting.len() as u64
    }

    /// Puts bytes at the end. What is put at once can be read at once.
    pub(super) fn append(&mut self, parts: [&[u8]; 2]) {
        parts
            .iter()
            .for_each(|bytes| self.waiting.extend_from_slice(bytes));
        if self.waiting.len() >= WAITING && self.failure.is_none() {
            let end = SeekFrom::Start(self.written);
            let put = self.spool.seek(end);
            let put = put.and_then(|_| self.spool.write_all(&self.waiting));
            self.failure = put.err();
            self.written += self.waiting.len() as u64;
            self.waiting.clear();
        }
    }

    /// Some of what was put at once; nothing when the spool fails.
    pub(crate) fn get(&mut self, begin: u64, length: usize) -> Option<&[u8]> {
        if let Some(at) = begin.checked_sub(self.written) {
            return self.waiting.get(at as usize..at as usize + length);
        }
        let inside = begin.checked_sub(self.window_at);
        let inside = inside.filter(|at| at + length as u64 <= self.window.len() as u64);
        let at = match inside {
            Some(at) => at as usize,
            None => {
                let most = length.max(AHEAD).min((self.written - begin) as usize);
                self.window.resize(most, 0);
                self.window_at = begin;
                let read = self.spool.seek(SeekFrom::Start(begin));
                let read = read.and_then(|_| self.spool.read_exact(&mut self.window));
                if let Err(error) = read {
                    self.window.clear();
                    self.failure.get_or_insert(error);
                    return None;
                }
                0
            }
        };
        self.window.get(at..at + length)
    }

    /// Keeps in mind that what was read is not what was written.
    pub(super) fn fail(&mut self, why: impl Into<Box<dyn std::error::Error + Send + Sync>>) {
        self.failure
            .get_or_insert(io::Error::new(ErrorKind::InvalidData, why));
    }

    /// What the spool has refused, once.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Why there are no bytes.
    pub(crate) fn gone(&mut self) -> io::Error {
        let known = self.failure.take();
        known.unwrap_or_else(|| ErrorKind::UnexpectedEof.into())
    }
}
