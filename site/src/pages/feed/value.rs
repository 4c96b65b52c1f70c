//! A feed as a value: all that it shows.
//!
//! It must not know which posts are in it.

use crate::view::Seen;
use fingerprint::Fingerprint;

/// A feed as a value.
pub struct Feed {
    pub(super) form: Form,
    pub(super) head: Head,
    pub(super) entries: Vec<Entry>,
}

/// How a feed is written.
#[derive(Clone, Copy, Hash)]
pub(super) enum Form {
    /// Atom 1.0, RFC 4287.
    Atom,
    /// JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.
    Json,
}

#[derive(Hash)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) author: String,
    pub(super) lang: String,
    pub(super) home: String,
    /// Scheme and host, for the addresses inside the contents.
    pub(super) origin: String,
    pub(super) itself: String,
    pub(super) updated: String,
    pub(super) icon: Option<String>,
    pub(super) logo: Option<String>,
}

pub(super) struct Entry {
    pub(super) facts: Facts,
    pub(super) content: Seen,
}

#[derive(Hash)]
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) id: String,
    pub(super) published: String,
    pub(super) updated: String,
    pub(super) summary: Option<String>,
    pub(super) author: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) picture: Option<String>,
}

impl Feed {
    /// The name of all that the feed shows.
    pub fn name(&self) -> Fingerprint {
        let entries: Vec<(&Facts, Fingerprint)> = self
            .entries
            .iter()
            .map(|entry| (&entry.facts, entry.content.name()))
            .collect();
        Fingerprint::of(&(self.form, &self.head, entries))
    }

    /// The feed's text.
    pub fn text(&self) -> Vec<u8> {
        match self.form {
            Form::Atom => self.atom(),
            Form::Json => self.json(),
        }
    }
}
