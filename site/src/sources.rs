//! What a build reads, as a value: the files of a blog's folder, by path.
//!
//! It must not know the disk, and it must not know what the files mean; [`concerns_a_build`] only spares the edge the
//! reading of what no build looks at.

use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// One file's content with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The content.
    pub bytes: Arc<[u8]>,
    /// The fingerprint of the content; kept beside it so that an unchanged file is hashed once.
    pub fingerprint: Fingerprint,
}

impl SourceFile {
    /// A file with this content.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of_bytes(&bytes);
        Self { bytes, fingerprint }
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
