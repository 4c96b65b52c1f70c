//! How much stands inside each loop of a text, said in its tag: what a round costs grows with it.
//!
//! It must not know what a round costs.

use super::super::bounds::TAG_BYTE;

/// The word by which a loop is told how many bytes stand inside it: `{% for a in b __weight:120 %}`.
pub(in super::super) const WEIGHT: &str = "__weight";

/// The loops of a text, and how much stands inside each.
#[derive(Default)]
pub(super) struct Loops {
    /// Those that are open: their places in `all`, and what stood before them.
    open: Vec<(usize, usize)>,
    /// Where the tag of each ends, and how much stands inside: none where it does not end, which the parser tells.
    all: Vec<(usize, usize)>,
    /// The bytes of all tags so far.
    tags: usize,
}

impl Loops {
    /// A tag that ends here.
    pub(super) fn tag(&mut self, name: &str, length: usize, at: usize) {
        self.tags += length;
        let so_far = at + TAG_BYTE * self.tags;
        match name {
            "for" | "tablerow" => {
                self.open.push((self.all.len(), so_far));
                self.all.push((at, 0));
            }
            "endfor" | "endtablerow" => {
                if let Some((number, begun)) = self.open.pop() {
                    self.all[number].1 = so_far - begun;
                }
            }
            _ => {}
        }
    }

    /// The text with the weight of each loop in its tag.
    pub(super) fn weighed(self, text: String) -> String {
        if self.all.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len() + self.all.len() * 20);
        let mut written = 0;
        for (at, weight) in self.all {
            out.push_str(&text[written..at]);
            out.push_str(&format!(" {WEIGHT}:{weight} "));
            written = at;
        }
        out.push_str(&text[written..]);
        out
    }
}
