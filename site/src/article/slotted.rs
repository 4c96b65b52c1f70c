//! An article's HTML with slots where its pictures are: what a picture's address and size are is known only among all files.
//!
//! It must not know which pictures there are.

use super::markdown::SLOT;
use crate::outputs::Shared;
use crate::view::Seen;
use fingerprint::Fingerprint;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tera::Value;

/// HTML with slots for pictures.
pub struct Slotted {
    html: Named,
    /// The addresses of the pictures, as written.
    pub pictures: Vec<String>,
}

/// HTML by its fingerprint, so that it is looked through once, when it is read.
#[derive(Clone)]
struct Named {
    name: Fingerprint,
    html: Value,
}

impl AsRef<[u8]> for Named {
    fn as_ref(&self) -> &[u8] {
        self.html.as_str().unwrap_or_default().as_bytes()
    }
}

impl Hash for Named {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Slotted {
    pub(super) fn new(html: String, pictures: Vec<String>) -> Self {
        let html = Named {
            name: Fingerprint::of_bytes(html.as_bytes()),
            html: Value::safe_string(&html),
        };
        Self { html, pictures }
    }

    /// The HTML with its slots, for outputs to share.
    pub fn shared(&self) -> Shared {
        Arc::new(self.html.clone())
    }

    /// The HTML with its slots filled by what `attributes` says of an address.
    pub fn fill(&self, attributes: impl Fn(&str) -> String) -> Seen {
        let filling: Vec<String> = self.pictures.iter().map(|p| attributes(p)).collect();
        // Filled when it is shown: a second copy of every article would be most of a large blog's memory.
        Seen::anew((self.html.clone(), filling), |(html, filling)| {
            let html = &html.html;
            let Some(text) = html.as_str().filter(|_| !filling.is_empty()) else {
                return html.clone();
            };
            let room = filling.iter().map(String::len).sum::<usize>();
            let mut out = String::with_capacity(text.len() + room);
            let mut filling = filling.iter();
            let mut done = 0;
            for slot in memchr::memchr_iter(SLOT as u8, text.as_bytes()) {
                out.push_str(&text[done..slot]);
                out.extend(filling.next().map(String::as_str));
                done = slot + 1;
            }
            out.push_str(&text[done..]);
            Value::safe_string(&out)
        })
    }
}
