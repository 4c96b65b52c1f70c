//! The tweets kept: what puts them in order stays in memory, they themselves wait in a spool.
//!
//! There each is the line that `tweets.jsonl` will have, so that of a million tweets a hundred megabytes are in memory, and none is
//! understood again unless another record or the end of the reading changes it. It must not know formats, nor where the
//! spool is.

use super::key::{Id, Key};
use super::lines::{Lines, Spool};
use super::merge::merge;
use crate::tweet::Tweet;
use rayon::prelude::*;
use std::collections::hash_map::{Entry, HashMap};
use std::io;

/// Tweets by their ids.
pub(crate) struct Store {
    lines: Lines,
    keys: Vec<Key>,
    /// The place of each id's key; where two hashes are equal, the later key stands under the next free number.
    places: HashMap<u64, u32>,
    /// Those that may be cut-off retweets.
    cut: Vec<u32>,
}

/// Where a tweet's line stands among the lines, and how much of what was seen of it stands behind.
pub(crate) struct Span {
    pub(crate) begin: u64,
    pub(crate) length: u32,
    pub(crate) beside: u32,
}

impl Store {
    pub(crate) fn new(spool: Box<dyn Spool>) -> Self {
        Self {
            lines: Lines::new(spool),
            keys: Vec::new(),
            places: HashMap::new(),
            cut: Vec::new(),
        }
    }

    /// How many tweets there are.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// What the spool has refused, once.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.lines.failure()
    }

    /// The places of those that may be cut-off retweets.
    pub(super) fn cut(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.cut)
    }

    pub(super) fn key(&self, place: u32) -> &Key {
        &self.keys[place as usize]
    }

    /// Takes tweets that have a time, each with what was seen of it; those of an id that is known are joined with what is there, and
    /// then what was seen of them holds no more. Returns how many are new.
    pub(super) fn add<B: AsRef<[u8]> + Send + Sync>(&mut self, tweets: Vec<(Tweet, B)>) -> u64 {
        let lines: Vec<(Vec<u8>, Key)> = tweets
            .par_iter()
            .map(|(tweet, _)| (line(tweet), Key::of(tweet)))
            .collect();
        let mut new = 0;
        for ((tweet, beside), (line, key)) in tweets.into_iter().zip(lines) {
            let place = match self.slot(&key.id) {
                Ok(place) => place,
                Err(slot) => {
                    self.places.insert(slot, self.keys.len() as u32);
                    self.push(key, &line, beside.as_ref());
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

    fn push(&mut self, key: Key, line: &[u8], beside: &[u8]) {
        if key.is_cut {
            self.cut.push(self.keys.len() as u32);
        }
        let key = Key {
            begin: self.lines.end(),
            length: line.len() as u32,
            beside: beside.len() as u32,
            ..key
        };
        self.keys.push(key);
        self.lines.append([line, beside]);
    }

    /// Puts a tweet in the place of an earlier state of itself.
    pub(super) fn replace(&mut self, place: u32, tweet: &Tweet) {
        let (line, key) = (line(tweet), Key::of(tweet));
        if key.is_cut {
            self.cut.push(place);
        }
        self.keys[place as usize] = Key {
            begin: self.lines.end(),
            length: line.len() as u32,
            ..key
        };
        self.lines.append([&line, &[]]);
    }

    /// A tweet's line, its end included; nothing when the spool fails.
    pub(crate) fn line(&mut self, place: u32) -> Option<&[u8]> {
        let Key { begin, length, .. } = self.keys[place as usize];
        self.lines.get(begin, length as usize)
    }

    /// A tweet; nothing when the spool fails.
    pub(super) fn tweet(&mut self, place: u32) -> Option<Tweet> {
        let read = serde_json::from_slice(self.line(place)?);
        match read {
            Ok(tweet) => Some(tweet),
            Err(error) => {
                self.lines.fail(error);
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
        self.lines.gone()
    }

    /// The lines alone, and where in them those of some places stand: all that is needed when no id is looked up any more.
    pub(crate) fn into_lines(self, places: &[u32]) -> (Lines, Vec<Span>) {
        let span = |&place: &u32| {
            let key = &self.keys[place as usize];
            Span {
                begin: key.begin,
                length: key.length,
                beside: key.beside,
            }
        };
        (self.lines, places.iter().map(span).collect())
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
