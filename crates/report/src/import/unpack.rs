//! What is packed is unpacked on the way: gzip and Zstandard as streams, ZIP by its own list of contents.
//!
//! Packed data is hostile until it is read: more than 200 bytes out of one is a bomb, and is refused before it costs
//! anything. It must not know what the unpacked text means.

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fmt;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use xxhash_rust::xxh3::Xxh3;

/// Bytes that are a file: read from the start, and anywhere when it turns out to be a ZIP.
pub trait Bytes: Read + Seek + Send {}
impl<T: Read + Seek + Send> Bytes for T {}

/// Unpacked bytes up to here are harmless whatever they came from.
const HARMLESS: u64 = 64 << 20;
/// How many bytes one packed byte may become. Text of tweets gives 5 to 20.
const MOST_FOR_ONE: u64 = 200;

/// What was seen of a file as it stands on the disk.
#[derive(Clone, Default)]
pub(super) struct Tally(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    bytes: u64,
    hash: Xxh3,
    failure: Option<String>,
}

impl Tally {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.seen().bytes
    }

    /// The XXH3-128 of the bytes read so far, in hexadecimal.
    pub(super) fn hash(&self) -> String {
        format!("{:032x}", self.seen().hash.digest128())
    }

    /// What the system said when it stopped giving bytes.
    pub(super) fn failure(&self) -> Option<String> {
        self.seen().failure.clone()
    }
}

/// A file's bytes, unpacked where they were packed.
pub(super) enum Unpacked<'r> {
    /// One stream of text, or of something else that is told by its first bytes.
    Stream(Box<dyn Read + Send + 'r>),
    /// Several files.
    Zip(Box<dyn Bytes>),
    /// A table by columns.
    #[cfg(feature = "parquet")]
    Parquet(Box<dyn Bytes>),
}

/// Looks at the first bytes of a file.
pub(super) fn open(mut file: Box<dyn Bytes>, tally: &Tally) -> Unpacked<'static> {
    let mut start = [0; 4];
    let length = read_start(&mut file, &mut start, tally);
    if start[..length] == *b"PK\x03\x04" && file.seek(SeekFrom::Start(0)).is_ok() {
        return Unpacked::Zip(file);
    }
    #[cfg(feature = "parquet")]
    if start[..length] == *b"PAR1" && file.seek(SeekFrom::Start(0)).is_ok() {
        return Unpacked::Parquet(file);
    }
    let whole = Cursor::new(start[..length].to_vec()).chain(file);
    Unpacked::Stream(stream(whole, &start[..length], tally))
}

/// The text of one file inside a ZIP, which may be packed once more.
pub(super) fn member<'r>(
    mut file: impl Read + Send + 'r,
    tally: &Tally,
) -> Box<dyn Read + Send + 'r> {
    let mut start = [0; 4];
    let length = read_start(&mut file, &mut start, tally);
    stream(
        Cursor::new(start[..length].to_vec()).chain(file),
        &start[..length],
        tally,
    )
}

/// Reads all of a file, only to know its length and hash.
///
/// # Errors
/// What the system says.
#[cfg(feature = "parquet")]
pub(super) fn count(file: &mut dyn Bytes, tally: &Tally) -> io::Result<u64> {
    let mut raw = Raw {
        inner: file,
        tally: tally.clone(),
    };
    io::copy(&mut raw, &mut io::sink())
}

fn read_start(file: &mut impl Read, start: &mut [u8; 4], tally: &Tally) -> usize {
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(n) => length += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                tally.seen().failure = Some(error.to_string());
                break;
            }
        }
    }
    length
}

fn stream<'r>(
    whole: impl Read + Send + 'r,
    start: &[u8],
    tally: &Tally,
) -> Box<dyn Read + Send + 'r> {
    let raw = Raw {
        inner: whole,
        tally: tally.clone(),
    };
    match start {
        [0x1f, 0x8b, ..] => guarded(MultiGzDecoder::new(raw), tally),
        [0x28, 0xb5, 0x2f, 0xfd] => guarded(Frames::new(raw), tally),
        _ => Box::new(raw),
    }
}

fn guarded<'r>(inner: impl Read + Send + 'r, tally: &Tally) -> Box<dyn Read + Send + 'r> {
    let tally = tally.clone();
    Box::new(Guard::new(inner, move || tally.bytes()))
}

/// Counts and hashes what passes, and remembers when it was the system that failed.
struct Raw<R> {
    inner: R,
    tally: Tally,
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut seen = self.tally.seen();
        match self.inner.read(buffer) {
            Ok(length) => {
                seen.bytes += length as u64;
                seen.hash.update(&buffer[..length]);
                Ok(length)
            }
            Err(error) => {
                if error.kind() != ErrorKind::Interrupted && !is_bomb(&error) {
                    seen.failure = Some(error.to_string());
                }
                Err(error)
            }
        }
    }
}

/// Refuses to give more than the packed bytes can honestly hold.
pub(super) struct Guard<R, P> {
    inner: R,
    packed: P,
    given: u64,
}

impl<R, P: Fn() -> u64> Guard<R, P> {
    /// `packed` says how many packed bytes were read so far.
    pub(super) fn new(inner: R, packed: P) -> Self {
        Self {
            inner,
            packed,
            given: 0,
        }
    }
}

impl<R: Read, P: Fn() -> u64> Read for Guard<R, P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if is_too_much(self.given, (self.packed)()) {
            return Err(io::Error::other(Bomb));
        }
        let length = self.inner.read(buffer)?;
        self.given += length as u64;
        Ok(length)
    }
}

/// Whether so many bytes out of so few packed ones are a bomb.
pub(super) fn is_too_much(given: u64, packed: u64) -> bool {
    given > HARMLESS && given / MOST_FOR_ONE > packed
}

/// Packed data that unpacks to nonsense amounts.
#[derive(Debug)]
pub(super) struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unpacks to more than 200 times its size")
    }
}

impl std::error::Error for Bomb {}

/// Whether reading stopped because of a [`Bomb`].
pub(super) fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Bomb>())
}

/// Zstandard frames one after another, as `zstd` and `cat` leave them.
struct Frames<R> {
    packed: Peek<R>,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: Read> Frames<R> {
    fn new(reader: R) -> Self {
        Self {
            packed: Peek {
                first: None,
                inner: reader,
            },
            decoder: FrameDecoder::new(),
            inside: false,
        }
    }

    /// Goes to the next frame that holds data; `false` at the end.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let mut first = [0];
            if self.packed.inner.read(&mut first)? == 0 {
                return Ok(false);
            }
            self.packed.first = Some(first[0]);
            match self.decoder.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut passed = (&mut self.packed.inner).take(u64::from(length));
                    io::copy(&mut passed, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error.to_string())),
            }
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.inside {
                if !self.begin()? {
                    return Ok(0);
                }
                self.inside = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.packed, one);
                decoded.map_err(|error| io::Error::other(error.to_string()))?;
            }
            let length = self.decoder.read(buffer)?;
            if length > 0 {
                return Ok(length);
            }
            self.inside = false;
        }
        Ok(0)
    }
}

/// A reader one byte of which was read before.
struct Peek<R> {
    first: Option<u8>,
    inner: R,
}

impl<R: Read> Read for Peek<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.first.take(), buffer.first_mut()) {
            (Some(byte), Some(place)) => {
                *place = byte;
                Ok(1)
            }
            _ => self.inner.read(buffer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn unpacked(bytes: Vec<u8>) -> (io::Result<u64>, Tally) {
        let tally = Tally::default();
        let Unpacked::Stream(mut stream) = open(Box::new(Cursor::new(bytes)), &tally) else {
            panic!("no stream");
        };
        (io::copy(&mut stream, &mut io::sink()), tally)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn parts_behind_each_other_are_one_text_and_the_whole_file_is_counted() {
        let packed = [gzip(b"one "), gzip(b"two")].concat();
        let length = packed.len() as u64;
        let (given, tally) = unpacked(packed);
        assert_eq!((given.unwrap(), tally.bytes()), (7, length));
        let zstd = ruzstd::encoding::compress_to_vec(
            &b"three"[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let skipped = b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec();
        let (given, _) = unpacked([zstd.clone(), skipped, zstd].concat());
        assert_eq!(given.unwrap(), 10);
    }

    #[test]
    fn a_bomb_is_refused_early_and_a_cut_is_told() {
        let zeros = gzip(&vec![0; 100 << 20]);
        let (given, tally) = unpacked(zeros);
        assert!(is_bomb(&given.unwrap_err()));
        assert_eq!(tally.failure(), None);
        let mut cut = gzip(b"some text that is packed");
        cut.truncate(cut.len() - 9);
        assert!(unpacked(cut).0.is_err());
    }
}
