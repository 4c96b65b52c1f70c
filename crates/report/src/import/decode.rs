//! Bytes of any encoding become UTF-8, a block at a time.
//!
//! A byte order mark decides; then UTF-8, as long as the file is that; else what the bytes look like, and the author is told.
//! It must not know what the text means.

use super::unpack;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, MACINTOSH, UTF_16BE, UTF_16LE};
use std::io::Read;

const BLOCK: usize = 64 * 1024;
/// The name of a kind of file that some builds of the program read.
pub(super) const PARQUET: &str = "Parquet";

/// What was unusual about a file's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The encoding, when it was not UTF-8.
    pub(super) encoding: Option<&'static str>,
    /// Bytes that belong to no character; each became U+FFFD.
    pub(super) bad: u64,
    /// Zero bytes left out.
    pub(super) zeros: u64,
    /// What the file is, when it is no text at all; it then gives none.
    pub(super) container: Option<&'static str>,
    /// Why reading stopped before the end.
    pub(super) failure: Option<String>,
    /// Reading stopped because the file is a bomb.
    pub(super) bomb: bool,
}

/// A reader's text.
pub(super) struct Decode<'r> {
    reader: Box<dyn Read + Send + 'r>,
    state: State,
    bytes: u64,
    /// The beginning of a character whose end is in the next block.
    carry: Vec<u8>,
    /// Characters beyond ASCII seen so far: evidence that the file is UTF-8.
    multibyte: usize,
    /// Whether this is known to be one record of JSON a line.
    pub(super) in_lines: bool,
    pub(super) notes: Notes,
}

enum State {
    Start,
    Utf8,
    Other(Box<Decoder>),
    /// No text: the bytes are only counted.
    Container,
    End,
}

impl<'r> Decode<'r> {
    pub(super) fn new(reader: Box<dyn Read + Send + 'r>) -> Self {
        Self {
            reader,
            state: State::Start,
            bytes: 0,
            carry: Vec::new(),
            multibyte: 0,
            in_lines: false,
            notes: Notes::default(),
        }
    }

    /// Of a reader that makes lines of JSON itself.
    #[cfg(feature = "parquet")]
    pub(super) fn lines(reader: Box<dyn Read + Send + 'r>) -> Self {
        Self {
            in_lines: true,
            ..Self::new(reader)
        }
    }

    /// Bytes read so far, after unpacking.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Appends the next block's text; `false` at the end.
    pub(super) fn fill(&mut self, out: &mut String) -> bool {
        if matches!(self.state, State::End) {
            return false;
        }
        let mut block = vec![0; BLOCK];
        let length = self.read_block(&mut block);
        block.truncate(length);
        self.bytes += length as u64;
        let last = length < BLOCK;
        let mut data = block.as_slice();
        if matches!(self.state, State::Start) {
            data = self.start(data);
        }
        match &mut self.state {
            State::Other(_) => self.decode(data, last, out),
            State::Container => {}
            _ => self.utf8(data, last, out),
        }
        if last {
            self.state = State::End;
        }
        true
    }

    fn read_block(&mut self, block: &mut [u8]) -> usize {
        let mut length = 0;
        while length < block.len() {
            match self.reader.read(&mut block[length..]) {
                Ok(0) => break,
                Ok(n) => length += n.min(block.len() - length),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.notes.bomb = unpack::is_bomb(&error);
                    self.notes.failure = Some(error.to_string());
                    break;
                }
            }
        }
        length
    }

    /// Looks at the first bytes; returns what follows the byte order mark.
    fn start<'b>(&mut self, data: &'b [u8]) -> &'b [u8] {
        let (encoding, mark) = match data {
            [0xef, 0xbb, 0xbf, ..] => (None, 3),
            [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
            [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
            // JSON and CSV begin with ASCII: a zero beside it is the other half of a UTF-16 unit.
            [first, 0, second, 0, ..] if first.is_ascii() && second.is_ascii() && *first != 0 => {
                (Some(UTF_16LE), 0)
            }
            [0, first, 0, second, ..] if first.is_ascii() && second.is_ascii() && *first != 0 => {
                (Some(UTF_16BE), 0)
            }
            _ => (None, 0),
        };
        self.notes.container = container(data);
        if self.notes.container.is_some() {
            self.state = State::Container;
            return data;
        }
        self.state = State::Utf8;
        if let Some(encoding) = encoding {
            self.switch(encoding);
        }
        &data[mark..]
    }

    fn switch(&mut self, encoding: &'static Encoding) {
        self.notes.encoding = Some(encoding.name());
        self.state = State::Other(Box::new(encoding.new_decoder_without_bom_handling()));
    }

    fn utf8(&mut self, block: &[u8], last: bool, out: &mut String) {
        let carried = std::mem::take(&mut self.carry);
        let joined;
        let mut data = if carried.is_empty() {
            block
        } else {
            joined = [carried.as_slice(), block].concat();
            joined.as_slice()
        };
        loop {
            match std::str::from_utf8(data) {
                Ok(text) => return self.push(text, out),
                Err(error) => {
                    let (good, rest) = data.split_at(error.valid_up_to());
                    if let Ok(text) = std::str::from_utf8(good) {
                        self.push(text, out);
                    }
                    let Some(length) = error.error_len() else {
                        if last {
                            self.notes.bad += 1;
                            out.push('\u{fffd}');
                        } else {
                            self.carry = rest.to_vec();
                        }
                        return;
                    };
                    if let Some((c, length)) = surrogate_pair(rest) {
                        out.push(c);
                        data = &rest[length..];
                        continue;
                    }
                    if self.notes.bad == 0
                        && let Some(encoding) = self.other_encoding(rest)
                    {
                        self.switch(encoding);
                        return self.decode(rest, last, out);
                    }
                    self.notes.bad += 1;
                    out.push('\u{fffd}');
                    data = &rest[length..];
                }
            }
        }
    }

    /// What the bytes look like, when they are not UTF-8 with a few bad ones.
    fn other_encoding(&self, data: &[u8]) -> Option<&'static Encoding> {
        let (mut good, mut bad, mut in_surrogate) = (self.multibyte, 0, false);
        for chunk in data.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            // UTF-16 halves written as UTF-8 are a bug of UTF-8 writers, not another encoding.
            in_surrogate = match chunk.invalid() {
                [0xed, ..] => true,
                [0x80..=0xbf] => in_surrogate && chunk.valid().is_empty(),
                _ => false,
            };
            if !in_surrogate {
                bad += chunk.invalid().len();
            }
        }
        if bad == 0 || good > 2 * bad {
            return None;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(data, true);
        let guess = detector.guess(None, Utf8Detection::Deny);
        Some(match guess.is_single_byte() && is_mac_roman(data) {
            true => MACINTOSH,
            false => guess,
        })
    }

    fn decode(&mut self, mut data: &[u8], last: bool, out: &mut String) {
        let State::Other(decoder) = &mut self.state else {
            return;
        };
        let mut text = String::new();
        loop {
            let room = decoder.max_utf8_buffer_length(data.len()).unwrap_or(BLOCK);
            text.reserve(room);
            let (result, read, replaced) = decoder.decode_to_string(data, &mut text, last);
            self.notes.bad += u64::from(replaced);
            data = &data[read..];
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        self.push(&text, out);
    }

    fn push(&mut self, text: &str, out: &mut String) {
        // Each begins with such a byte; counting bytes is many times faster than counting characters.
        self.multibyte += text.bytes().filter(|b| *b >= 0xc0).count();
        if memchr::memchr(0, text.as_bytes()).is_none() {
            out.push_str(text);
            return;
        }
        for part in text.split('\0') {
            out.push_str(part);
        }
        self.notes.zeros += text.bytes().filter(|b| *b == 0).count() as u64;
    }
}

/// Whether the bytes between small letters are more often letters in Mac Roman, which the detector does not know, than in
/// Windows-1252, where those are controls, signs and capitals, and the other way round.
fn is_mac_roman(data: &[u8]) -> bool {
    let (mut mac, mut windows) = (0, 0);
    for inside in data.windows(3) {
        let [before, byte, after] = [inside[0], inside[1], inside[2]];
        if before.is_ascii_lowercase() && after.is_ascii_lowercase() {
            let letter = matches!(byte, 0x87 | 0x88 | 0x8b | 0x8d..=0x90 | 0x9d | 0x9f | 0xd5);
            mac += usize::from(letter);
            windows += usize::from(matches!(byte, 0x92 | 0xdf..=0xf6 | 0xf8..=0xff));
        }
    }
    mac > 2 * windows
}

/// The kind of a file that holds text packed or not at all, by its first bytes.
fn container(data: &[u8]) -> Option<&'static str> {
    match data {
        [0x1f, 0x8b, ..] => Some("gzip inside another packed file"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some("ZIP without a list of contents, or inside another"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("Zstandard inside another packed file"),
        [b'B', b'Z', b'h', ..] => Some("bzip2"),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some("xz"),
        [b'P', b'A', b'R', b'1', ..] => Some(PARQUET),
        [b'%', b'P', b'D', b'F', ..] => Some("PDF"),
        [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
        [0xff, 0xd8, 0xff, ..] => Some("JPEG"),
        _ if data.starts_with(b"SQLite format 3\0") => Some("SQLite"),
        _ => None,
    }
}

/// A character beyond the first plane written as two surrogates of three bytes each (CESU-8).
fn surrogate_pair(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes {
        [
            0xed,
            a @ 0xa0..=0xaf,
            b @ 0x80..=0xbf,
            0xed,
            c @ 0xb0..=0xbf,
            d @ 0x80..=0xbf,
            ..,
        ] => {
            let high = (u32::from(a & 0x0f) << 6) | u32::from(b & 0x3f);
            let low = (u32::from(c & 0x0f) << 6) | u32::from(d & 0x3f);
            Some((char::from_u32(0x10000 + (high << 10) + low)?, 6))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn decoded(bytes: &[u8]) -> (String, Notes) {
        let mut decode = Decode::new(Box::new(std::io::Cursor::new(bytes.to_vec())));
        let mut text = String::new();
        while decode.fill(&mut text) {}
        (text, decode.notes)
    }

    #[test]
    fn encodings_are_told_by_mark_or_by_look() {
        let text = "{\"text\":\"今天发布的模型，“推理”能力很强。诚\\\"信\"}\n".repeat(20);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
        let gb = GB18030.encode(&text).0.into_owned();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None),
            (marked, Some("UTF-16LE")),
            (utf16, Some("UTF-16LE")),
            (gb, Some("GBK")),
        ] {
            let (out, notes) = decoded(&bytes);
            assert_eq!((out == text, notes.encoding), (true, encoding), "{out:.80}");
        }
    }

    #[test]
    fn a_bad_byte_in_utf8_costs_one_character() {
        let (text, notes) = decoded("今天\u{0}好".as_bytes());
        assert_eq!((text.as_str(), notes.zeros), ("今天好", 1));
        let (text, notes) =
            decoded(b"\xe4\xbb\x8a\xe5\xa4\xa9\xff\xe5\xa5\xbd \xed\xa0\xbd\xed\xb8\x80");
        assert_eq!((text.as_str(), notes.bad), ("今天\u{fffd}好 😀", 1));
    }

    #[test]
    fn a_character_across_blocks_stays_whole() {
        let text = format!("{}你好", "a".repeat(BLOCK - 1));
        assert_eq!(decoded(text.as_bytes()), (text.clone(), Notes::default()));
    }
}
