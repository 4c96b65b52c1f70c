//! What a build reads, as a value: the files of a blog's folder, by path.
//!
//! It must not know the disk, and it must not know what the files mean; [`concerns_a_build`] only spares the edge the
//! reading of what no build looks at.

use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// One file's content with its name. Cloning it copies no bytes.
#[derive(Clone)]
pub struct SourceFile {
    content: Content,
    /// The fingerprint of the content; kept beside it so that an unchanged file is hashed once.
    pub fingerprint: Fingerprint,
}

#[derive(Clone)]
enum Content {
    Kept(Arc<[u8]>),
    Lent(Arc<Lent>),
}

/// Bytes that can be had again.
struct Lent {
    now: Mutex<Option<Arc<[u8]>>>,
    again: Box<dyn Fn() -> Option<Vec<u8>> + Send + Sync>,
    /// Somebody asked for them when they were not to be had any more.
    missed: AtomicBool,
}

impl SourceFile {
    /// A file with this content.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of_bytes(&bytes);
        Self {
            content: Content::Kept(bytes),
            fingerprint,
        }
    }

    /// A file with this content, which may be let go of: whoever wants it after that has it read `again`.
    pub fn lent(
        bytes: impl Into<Arc<[u8]>>,
        again: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of_bytes(&bytes);
        let lent = Lent {
            now: Mutex::new(Some(bytes)),
            again: Box::new(again),
            missed: AtomicBool::new(false),
        };
        Self {
            content: Content::Lent(Arc::new(lent)),
            fingerprint,
        }
    }

    /// The content; nothing where it was let go of and is not to be had any more as it was.
    pub fn bytes(&self) -> Arc<[u8]> {
        match &self.content {
            Content::Kept(bytes) => Arc::clone(bytes),
            Content::Lent(lent) => {
                let now = lent.now.lock().unwrap_or_else(PoisonError::into_inner);
                now.clone().unwrap_or_else(|| {
                    let again = (lent.again)().unwrap_or_default();
                    if Fingerprint::of_bytes(&again) == self.fingerprint {
                        return again.into();
                    }
                    lent.missed.store(true, Ordering::Relaxed);
                    Arc::default()
                })
            }
        }
    }

    /// Whether somebody asked for the content and got nothing, because it is another by now.
    pub fn was_missed(&self) -> bool {
        match &self.content {
            Content::Kept(_) => false,
            Content::Lent(lent) => lent.missed.load(Ordering::Relaxed),
        }
    }

    /// The content has been used for what it is there for, and only an accident makes anyone ask for it again.
    pub fn let_go(&self) {
        if let Content::Lent(lent) = &self.content {
            *lent.now.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for SourceFile {}

impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceFile({})", self.fingerprint)
    }
}

/// The files of a blog, by path relative to its folder, with `/` on every platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<String, SourceFile>,
}

impl Sources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, file: SourceFile) {
        self.files.insert(path.into(), file);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) -> Option<SourceFile> {
        self.files.remove(path)
    }

    /// The file at this path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// Every file, in the order of the paths' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The files whose path begins with `prefix`, such as `_templates/`.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a SourceFile)> {
        self.files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(path, file)| (path.as_str(), file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl<P: Into<String>> FromIterator<(P, SourceFile)> for Sources {
    fn from_iter<I: IntoIterator<Item = (P, SourceFile)>>(files: I) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(path, file)| (path.into(), file))
                .collect(),
        }
    }
}

/// Whether any build could look at this file, so that it has to be read. Data in JSON lines (tweets, labels) is the
/// report's business; hidden files and editors' leftovers are nobody's, except the few that servers want.
pub fn concerns_a_build(path: &str) -> bool {
    let hidden = |part: &str| {
        (part.starts_with('.') && !matches!(part, ".htaccess" | ".nojekyll" | ".well-known"))
            || part.starts_with('#')
            || part.ends_with('~')
    };
    let other_tools = matches!(
        path.split('/').next(),
        Some("_site" | "node_modules" | "target")
    ) || path == "vendor/bundle"
        || path.starts_with("vendor/bundle/");
    let lines = path.starts_with("_data/") && path.ends_with(".jsonl");
    !(other_tools || lines || path.split('/').any(hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_let_go_of_is_what_it_was_or_nothing() {
        let kept = SourceFile::new(b"a".as_slice());
        let same = SourceFile::lent(b"a".as_slice(), || Some(b"a".to_vec()));
        let other = SourceFile::lent(b"a".as_slice(), || Some(b"b".to_vec()));
        for file in [&kept, &same, &other] {
            assert_eq!(&*file.bytes(), b"a");
            file.let_go();
        }
        assert_eq!(&*kept.bytes(), b"a");
        assert_eq!(&*same.bytes(), b"a");
        assert!(!other.was_missed());
        assert_eq!(&*other.bytes(), b"");
        assert!(other.was_missed() && !same.was_missed() && !kept.was_missed());
        assert_eq!(other, kept);
    }
}
