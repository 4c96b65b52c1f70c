//! What a build makes, as a value: the files of the website, by path.
//!
//! It must not know the disk; how outputs reach it, whole or not at all, is the edge's business.

use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file of the website. Cloning it copies no bytes.
#[derive(Clone)]
pub struct Output {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    fingerprint: Fingerprint,
}

impl Output {
    /// A file with this content, shared with whoever holds it already.
    pub fn new(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>, fingerprint: Fingerprint) -> Self {
        Self { bytes, fingerprint }
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// The fingerprint of the content.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Output({} bytes, {})",
            self.bytes().len(),
            self.fingerprint
        )
    }
}

impl PartialEq for Output {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Output {}

/// The files of the website, by path below its root, with `/` and without one at the beginning (`2025/12/04/a.html`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    files: BTreeMap<String, Output>,
}

impl Outputs {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, output: Output) {
        self.files.insert(path.into(), output);
    }

    /// The file at this path.
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.files.get(path)
    }

    /// Every file, in the order of the paths' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
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
