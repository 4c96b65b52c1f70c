//! A blog's folder as [`Sources`]: everything read once, then only what changed.
//!
//! It must not know what the files mean; [`concerns_a_build`] says which ones are of no interest.

mod list;
mod stamp;

use super::files;
use fingerprint::Fingerprint;
use list::{Listing, list, unstamped};
use post::Diagnostic;
use rayon::prelude::*;
use site::{SourceFile, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub(crate) use stamp::{Folder, Stamp, stamp};

/// How long after its last change a file's stamp is not believed: a second change within the file system's clock tick
/// would leave the same stamp.
const UNSETTLED: Duration = Duration::from_secs(1);

/// A folder that is read again and again.
pub(crate) struct Scanner {
    root: PathBuf,
    /// The destination, when it stands inside the source.
    skip: PathBuf,
    /// A configuration that stands elsewhere.
    config: Option<PathBuf>,
    /// Whether what was read may be let go of and read again.
    lends: bool,
    seen: BTreeMap<String, (Option<Stamp>, SourceFile)>,
}

/// One look at the folder.
pub(crate) struct Scan {
    /// The files.
    pub(crate) sources: Sources,
    /// The folders they stand in, the root first: what a watcher has to watch.
    pub(crate) folders: Vec<Folder>,
    /// What could not be read.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many files were read anew.
    pub(crate) read: usize,
    /// Whether anything is other than at the last look.
    pub(crate) changed: bool,
}

impl Scanner {
    /// A scanner for the folder `root`, which leaves out the folder `destination`.
    pub(crate) fn new(root: &Path, destination: &Path) -> Self {
        Self {
            root: root.to_owned(),
            skip: destination.to_owned(),
            config: None,
            lends: false,
            seen: BTreeMap::new(),
        }
    }

    /// Takes the configuration from a file that stands elsewhere, where the folder has none of its own: Jekyll's `source`.
    pub(crate) fn with_config(mut self, config: Option<PathBuf>) -> Self {
        self.config = config;
        self
    }

    /// For a single look: files are let go of when they have been used, and read again if they are asked for after that.
    pub(crate) fn lending(mut self) -> Self {
        self.lends = true;
        self
    }

    /// Looks at the folder; a file whose stamp is that of the last look is not read again.
    pub(crate) fn scan(&mut self) -> Scan {
        let now = SystemTime::now();
        let Listing {
            files,
            folders,
            mut diagnostics,
        } = list(&self.root, &self.skip, self.config.as_deref());
        let (seen, lends) = (&self.seen, self.lends);
        let results: Vec<_> = files
            .into_par_iter()
            .map(|(name, path)| {
                // Asked of many files at once: it is most of what a look costs.
                let stamp = match fs::metadata(&path) {
                    Ok(metadata) => stamp(&metadata),
                    Err(error) => return (unstamped(&name, &path, error), name, false),
                };
                if let Some((Some(last), file)) = seen.get(&name)
                    && *last == stamp
                {
                    return (Ok(Some((Some(stamp), file.clone()))), name, false);
                }
                let file = files::read(&path).map(|bytes| {
                    let settled = now
                        .duration_since(stamp.modified)
                        .is_ok_and(|age| age > UNSETTLED);
                    let file = match lends {
                        true => SourceFile::lent(bytes?, move || files::read(&path).ok()?),
                        false => SourceFile::new(bytes?),
                    };
                    Some((settled.then_some(stamp), file))
                });
                (
                    file.map_err(|error| Some(Box::new(files::refused(&name, &error)))),
                    name,
                    true,
                )
            })
            .collect();
        let mut read = 0;
        let mut found = Vec::with_capacity(results.len());
        for (result, name, fresh) in results {
            read += usize::from(fresh);
            match result {
                Ok(Some(entry)) => found.push((name, entry)),
                // It went away between the listing and the reading: as if it had never been there.
                Ok(None) => {}
                Err(told) => diagnostics.extend(told.map(|told| *told)),
            }
        }
        let last = std::mem::replace(&mut self.seen, found.into_iter().collect());
        let sources = self
            .seen
            .iter()
            .map(|(name, (_, file))| (name.clone(), file.clone()))
            .collect();
        Scan {
            sources,
            folders,
            changed: !self.seen.iter().map(identity).eq(last.iter().map(identity)),
            diagnostics,
            read,
        }
    }
}

fn identity<'a>(
    (name, (_, file)): (&'a String, &(Option<Stamp>, SourceFile)),
) -> (&'a str, Fingerprint) {
    (name, file.fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(scan: &Scan) -> Vec<&str> {
        scan.sources.iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn reads_again_only_what_changed_and_leaves_out_what_is_not_source() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, text) in [
            ("_posts/2025-01-01-你好.md", "a"),
            ("_site/index.html", "old"),
            (".git/config", "secret"),
            ("assets/._x.jpg", "AppleDouble"),
            ("public/index.html", "old"),
            ("assets/x.css", "b"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            let past = SystemTime::now() - Duration::from_secs(60);
            fs::File::open(&path).unwrap().set_modified(past).unwrap();
        }
        let mut scanner = Scanner::new(root, &root.join("public"));
        let first = scanner.scan();
        assert_eq!(names(&first), ["_posts/2025-01-01-你好.md", "assets/x.css"]);
        assert_eq!(first.read, 2);
        let second = scanner.scan();
        assert_eq!((second.read, second.changed), (0, false));

        // Same length, and a modification time put back: still noticed.
        let css = root.join("assets/x.css");
        let before = fs::metadata(&css).unwrap().modified().unwrap();
        fs::write(&css, "c").unwrap();
        fs::File::open(&css).unwrap().set_modified(before).unwrap();
        let third = scanner.scan();
        assert_eq!((third.read, third.changed), (1, true));
        assert_eq!(&*third.sources.get("assets/x.css").unwrap().bytes(), b"c");

        fs::remove_file(&css).unwrap();
        assert_eq!(names(&scanner.scan()), ["_posts/2025-01-01-你好.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused_and_one_inside_followed() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "s").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::write(root.join(".git/config"), "secret").unwrap();
        fs::write(root.join("a.txt"), "a").unwrap();
        symlink("a.txt", root.join("inside.txt")).unwrap();
        symlink(outside.path(), root.join("folder")).unwrap();
        symlink(outside.path().join("secret"), root.join("file")).unwrap();
        symlink(".git/config", root.join("hidden")).unwrap();
        symlink("nothing", root.join("dangling")).unwrap();
        symlink(".", root.join("loop")).unwrap();
        let scan = Scanner::new(root, &root.join("_site")).scan();
        assert_eq!(names(&scan), ["a.txt", "inside.txt"]);
        let mut told: Vec<_> = scan
            .diagnostics
            .iter()
            .map(|d| (d.code, d.at.as_ref().unwrap().file.as_str()))
            .collect();
        told.sort();
        assert_eq!(
            told,
            ["dangling", "file", "folder", "hidden", "loop"].map(|name| ("symlink", name))
        );
    }
}
