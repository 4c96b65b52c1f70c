//! The tweets kept: what puts them in order stays in memory, they themselves wait in a spool.
//!
//! There each is the line that `tweets.jsonl` will have, so that of a million tweets a hundred megabytes are in memory, and none is
//! understood again unless another record or the end of the reading changes it. It must not know formats, nor where the
//! spool is.

use super::key::{Id, Key};
use super::merge::merge;
use crate::tweet::Tweet;
use rayon::prelude::*;
use std::collections::hash_map::{Entry, HashMap};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};

/// How many bytes wait before they go to the spool.
const WAITING: usize = 4 << 20;
/// How much is read at once where tweets lie side by side.
const AHEAD: usize = 8 << 10;

/// Bytes kept aside while files are read: a nameless file, or memory.
pub trait Spool: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Spool for T {}

/// Tweets by their ids.
pub(crate) struct Store {
    spool: Box<dyn Spool>,
    /// How many bytes are in the spool, and those that follow them.
    written: u64,
    waiting: Vec<u8>,
    /// What was read last, and where it stands in the spool.
    window: Vec<u8>,
    window_at: u64,
    keys: Vec<Key>,
    /// The place of each id's key; where two hashes are equal, the later key stands under the next free number.
    places: HashMap<u64, u32>,
    /// Those that may be cut-off retweets.
    cut: Vec<u32>,
    /// What the spool has refused. Nothing that is read afterwards counts.
    failure: Option<io::Error>,
}

impl Store {
    pub(crate) fn new(spool: Box<dyn Spool>) -> Self {
        Self {
            spool,
            written: 0,
            waiting: Vec::new(),
            window: Vec::new(),
            window_at: 0,
            keys: Vec::new(),
            places: HashMap::new(),
            cut: Vec::new(),
            failure: None,
        }
    }

    /// How many tweets there are.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// What the spool has refused, once.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// The places of those that may be cut-off retweets.
    pub(super) fn cut(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.cut)
    }

    pub(super) fn key(&self, place: u32) -> &Key {
        &self.keys[place as usize]
    }

    /// Takes tweets that have a time; those of an id that is known are joined with what is there. Returns how many are new.
    pub(super) fn add(&mut self, tweets: Vec<Tweet>) -> u64 {
        let lines: Vec<(Vec<u8>, Key)> = tweets
            .par_iter()
            .map(|tweet| (line(tweet), Key::of(tweet)))
            .collect();
        let mut new = 0;
        for (tweet, (line, key)) in tweets.into_iter().zip(lines) {
            let place = match self.slot(&key.id) {
                Ok(place) => place,
                Err(slot) => {
                    self.places.insert(slot, self.keys.len() as u32);
                    self.push(key, &line);
                    new += 1;
                    continue;
                }
            };
            // A record that comes again as it was changes nothing.
            if self.line(place) == Some(line.as_slice()) {
                continue;
            }
            if let Some(known) = self.tweet(place) {
                self.replace(place, &merge(known, tweet));
            }
        }
        new
    }

    /// The place of an id, or the number under which it is to be put.
    fn slot(&mut self, id: &Id) -> Result<u32, u64> {
        let mut slot = id.hash();
        loop {
            match self.places.entry(slot) {
                Entry::Vacant(_) => return Err(slot),
                Entry::Occupied(known) if self.keys[*known.get() as usize].id == *id => {
                    return Ok(*known.get());
                }
                Entry::Occupied(_) => slot = slot.wrapping_add(1),
            }
        }
    }

    /// The place of an id.
    pub(super) fn find(&mut self, id: &str) -> Option<u32> {
        self.slot(&Id::of(id)).ok()
    }

    fn push(&mut self, key: Key, line: &[u8]) {
        if key.is_cut {
            self.cut.push(self.keys.len() as u32);
        }
        let key = Key {
            begin: self.written + self.waiting.len() as u64,
            length: line.len() as u32,
            ..key
        };
        self.keys.push(key);
        self.append(line);
    }

    /// Puts a tweet in the place of an earlier state of itself.
    pub(super) fn replace(&mut self, place: u32, tweet: &Tweet) {
        let (line, key) = (line(tweet), Key::of(tweet));
        if key.is_cut {
            self.cut.push(place);
        }
        self.keys[place as usize] = Key {
            begin: self.written + self.waiting.len() as u64,
            length: line.len() as u32,
            ..key
        };
        self.append(&line);
    }

    fn append(&mut self, line: &[u8]) {
        self.waiting.extend_from_slice(line);
        if self.waiting.len() >= WAITING && self.failure.is_none() {
            let end = SeekFrom::Start(self.written);
            let put = self.spool.seek(end);
            let put = put.and_then(|_| self.spool.write_all(&self.waiting));
            self.failure = put.err();
            self.written += self.waiting.len() as u64;
            self.waiting.clear();
        }
    }

    /// A tweet's line, its end included; nothing when the spool fails.
    pub(crate) fn line(&mut self, place: u32) -> Option<&[u8]> {
        let Key { begin, length, .. } = self.keys[place as usize];
        let length = length as usize;
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

    /// A tweet; nothing when the spool fails.
    pub(super) fn tweet(&mut self, place: u32) -> Option<Tweet> {
        let read = serde_json::from_slice(self.line(place)?);
        match read {
            Ok(tweet) => Some(tweet),
            Err(error) => {
                self.failure
                    .get_or_insert(io::Error::new(ErrorKind::InvalidData, error));
                None
            }
        }
    }

    /// The places in the order of time and id.
    pub(crate) fn order(&self) -> Vec<u32> {
        let keys = &self.keys;
        let mut order: Vec<u32> = (0..keys.len() as u32).collect();
        order.par_sort_unstable_by(|&a, &b| {
            let (a, b) = (&keys[a as usize], &keys[b as usize]);
            a.time.cmp(&b.time).then_with(|| a.id.order(&b.id))
        });
        order
    }

    /// The tweets of some places, understood in parallel.
    ///
    /// # Errors
    /// What the spool refuses.
    pub(crate) fn tweets(&mut self, places: &[u32]) -> io::Result<Vec<Tweet>> {
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(places.len());
        for &place in places {
            match self.line(place) {
                Some(line) => text.extend_from_slice(line),
                None => return Err(self.gone()),
            }
            ends.push(text.len());
        }
        (0..ends.len())
            .into_par_iter()
            .map(|i| {
                let begin = i.checked_sub(1).map_or(0, |before| ends[before]);
                serde_json::from_slice(&text[begin..ends[i]]).map_err(io::Error::from)
            })
            .collect()
    }

    /// Why there is no line.
    pub(crate) fn gone(&mut self) -> io::Error {
        let known = self.failure.take();
        known.unwrap_or_else(|| ErrorKind::UnexpectedEof.into())
    }
}

fn line(tweet: &Tweet) -> Vec<u8> {
    let mut line = Vec::with_capacity(640);
    // A tweet is texts, numbers and lists of them, all of which JSON has.
    if serde_json::to_writer(&mut line, tweet).is_ok() {
        line.push(b'\n');
    }
    line
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} tweets", self.len())
    }
}
