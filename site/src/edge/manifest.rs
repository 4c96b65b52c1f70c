//! What the program wrote into a destination, so that it removes nothing else there.
//!
//! It must not know how files are written.

use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The manifest's name in the destination. It begins with a dot: servers and Pages leave it out.
pub(crate) const NAME: &str = ".site-manifest";

const HEAD: &str =
    "# What `site build` wrote into this folder, and what `site clean` removes from it.\n";
const UNFINISHED: &str = "# A build is at work here, or was stopped; the next one repairs it.\n";

/// The files of a destination that are the program's own, each with the content it gave them: two while a build is
/// replacing one with the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    files: BTreeMap<String, Vec<String>>,
    /// Whether a build has begun and not come to its end.
    pub(crate) unfinished: bool,
}

impl Manifest {
    /// Reads a manifest; lines that make no sense are left out, so what they named is nobody's and stays.
    pub(crate) fn parse(text: &str) -> Self {
        let mut manifest = Self {
            unfinished: text.starts_with(UNFINISHED),
            ..Self::default()
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((hash, path)) = line.split_once(' ')
                && is_safe(path)
            {
                let hashes = manifest.files.entry(path.to_owned()).or_default();
                hashes.push(hash.to_owned());
            }
        }
        manifest
    }

    /// The manifest's text, the same for the same files.
    pub(crate) fn emit(&self) -> String {
        let mut text = String::from(if self.unfinished { UNFINISHED } else { HEAD });
        for (path, hashes) in &self.files {
            for hash in hashes {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{hash} {path}");
            }
        }
        text
    }

    /// Notes that the program gives a file this content.
    pub(crate) fn add(&mut self, path: &str, content: Fingerprint) {
        let hash = content.to_string();
        let hashes = self.files.entry(path.to_owned()).or_default();
        if !hashes.contains(&hash) {
            hashes.push(hash);
        }
    }

    /// Whether the program gave the file this content.
    pub(crate) fn is_ours(&self, path: &str, content: &[u8]) -> bool {
        let hash = || Fingerprint::of_bytes(content).to_string();
        self.files
            .get(path)
            .is_some_and(|hashes| hashes.contains(&hash()))
    }

    /// The paths, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Whether a path stays below the folder it is joined to, on every platform.
pub(crate) fn is_safe(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', '\n']);
    let drive = path.as_bytes().get(1) == Some(&b':');
    !drive && path.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_and_forgets_what_leads_out() {
        let mut manifest = Manifest {
            unfinished: true,
            ..Manifest::default()
        };
        for text in ["old", "new"] {
            manifest.add("标签/a b.html", Fingerprint::of_bytes(text.as_bytes()));
        }
        assert_eq!(Manifest::parse(&manifest.emit()), manifest);
        assert!(manifest.is_ours("标签/a b.html", b"old"));
        assert!(!manifest.is_ours("标签/a b.html", b"edited"));
        let hostile = "00 ../../etc/passwd\n00 /etc/passwd\n00 C:/x\n00 a\\..\\b\n00\n00 a//b\n";
        assert_eq!(Manifest::parse(hostile).paths().count(), 0);
    }
}
