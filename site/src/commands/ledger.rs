//! What the program last wrote about a dataset, so that it can tell its own files from those a person has edited. It is
//! `_data/<slug>/written.yaml`.
//!
//! It must not know the disk.

use fingerprint::Fingerprint;
use post::yaml;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was written, and from what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ledger {
    /// The fingerprint of each file, by its path in the blog's folder; two of them, with a blank between, while one
    /// content is being replaced by another.
    files: BTreeMap<String, String>,
    /// The fingerprint of the analysis that the post was composed from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) composed_from: Option<String>,
}

/// What may be done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has the new content already.
    Same,
    /// It is not there, or it is ours.
    Write,
    /// A person edited it, or made it.
    Edited,
}

impl Ledger {
    /// Reads a ledger. One that cannot be read knows nothing, so every file that is there counts as edited: the safe side.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        yaml::from_str(&text).unwrap_or_default()
    }

    /// The ledger's text.
    pub(super) fn emit(&self) -> String {
        // A map of strings is always YAML.
        yaml::to_string(self).unwrap_or_default()
    }

    /// What may be done to the file `path`, which now holds `existing` and is to hold `new`.
    pub(super) fn judge(
        &self,
        path: &str,
        existing: Option<Fingerprint>,
        new: Fingerprint,
    ) -> Verdict {
        match existing {
            None => Verdict::Write,
            Some(existing) if existing == new => Verdict::Same,
            Some(existing) if self.is_ours(path, existing) => Verdict::Write,
            Some(_) => Verdict::Edited,
        }
    }

    /// Whether the program gave the file this content.
    pub(super) fn is_ours(&self, path: &str, content: Fingerprint) -> bool {
        let content = content.to_string();
        self.files
            .get(path)
            .is_some_and(|known| known.split(' ').any(|one| one == content))
    }

    /// Notes that the file is about to get this content, or has what it had.
    pub(super) fn begin(&mut self, path: &str, new: Fingerprint) {
        let new = new.to_string();
        let known = self.files.entry(path.to_owned()).or_default();
        if known.split(' ').all(|one| one != new) {
            // Of an earlier run that was stopped in between, the first is enough: whichever was there is kept by `end`.
            *known = format!("{known} {new}").trim().to_owned();
        }
    }

    /// Notes that the file has this content now.
    pub(super) fn end(&mut self, path: &str, content: Fingerprint) {
        self.files.insert(path.to_owned(), content.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_file_is_told_from_ours_also_after_a_crash() {
        let of = |text: &str| Fingerprint::of_bytes(text.as_bytes());
        let mut ledger = Ledger::default();
        ledger.end("a", of("old"));
        let judged = [
            ("a", Some("old"), "new", Verdict::Write),
            ("a", Some("edited"), "new", Verdict::Edited),
            ("a", Some("edited"), "edited", Verdict::Same),
            ("b", Some("by hand"), "new", Verdict::Edited),
            ("b", None, "new", Verdict::Write),
        ];
        for (path, existing, new, verdict) in judged {
            assert_eq!(ledger.judge(path, existing.map(of), of(new)), verdict);
        }
        // Stopped between the two: whichever content is there, it is ours.
        ledger.begin("a", of("new"));
        let after = Ledger::parse(ledger.emit().as_bytes());
        assert_eq!(after, ledger);
        for content in ["old", "new"] {
            let judged = after.judge("a", Some(of(content)), of("third"));
            assert_eq!(judged, Verdict::Write);
        }
        assert_eq!(Ledger::parse(b"\xff: ["), Ledger::default());
    }
}
