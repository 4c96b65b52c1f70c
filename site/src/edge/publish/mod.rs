//! [`Outputs`] onto the disk: each file whole or not at all, only where bytes differ, and nobody else's file touched.
//!
//! It must not know what the files are.

mod place;
mod told;
mod write;

pub(crate) use place::check_place;

use super::files::{self, Keep};
use super::lock;
use super::made;
use super::manifest::{self, Manifest};
use fingerprint::Fingerprint;
use post::Diagnostic;
use rayon::prelude::*;
use site::{Output, Outputs};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use told::{never_built, not_ours, unsafe_path};
use write::{remove, remove_unfinished, write_all};

/// What became of a destination's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Published {
    /// New, or with other bytes than before.
    pub(crate) written: usize,
    /// With the bytes they had: not touched.
    pub(crate) unchanged: usize,
    /// Written by an earlier build and gone from this one.
    pub(crate) removed: usize,
}

type Failure = Box<Diagnostic>;

/// Brings `destination` to hold these outputs. Files there that no build wrote are left alone.
///
/// A run that is stopped in the middle leaves every file whole, some old, some new; the next run completes it.
///
/// # Errors
/// A destination that is or holds the source or one of its folders; one with somebody else's files where outputs must
/// stand; what the system refuses.
pub(crate) fn publish(
    outputs: &Outputs,
    source: &Path,
    destination: &Path,
) -> Result<Published, Failure> {
    check_place(source, destination)?;
    if let Some((path, _)) = outputs.iter().find(|(path, _)| !manifest::is_safe(path)) {
        return Err(Box::new(unsafe_path(path)));
    }
    let shown = destination.display().to_string();
    let refused = |error: io::Error| Box::new(files::refused(&shown, &error));
    fs::create_dir_all(destination).map_err(refused)?;
    let _lock = lock::beside(destination)?;
    let bare = is_bare(destination);

    let manifest_path = destination.join(manifest::NAME);
    let known = files::read(&manifest_path).map_err(refused)?;
    let old = Manifest::parse(&String::from_utf8_lossy(
        known.as_deref().unwrap_or_default(),
    ));
    // A run that was killed while it wrote its manifest left no other sign.
    files::remove_unfinished(&manifest_path);
    if old.unfinished {
        remove_unfinished(destination);
    }
    let pending: Vec<(&str, &Output)> = match bare {
        true => outputs.iter().collect(),
        false => pending(outputs, destination, &old),
    };
    let gone: Vec<&str> = old
        .paths()
        .filter(|path| outputs.get(path).is_none())
        .collect();
    if !bare && let Some(path) = foreign(&pending, &old, destination) {
        return Err(Box::new(not_ours(&shown, &path)));
    }
    let mut published = Published {
        written: pending.len(),
        unchanged: outputs.len() - pending.len(),
        removed: 0,
    };
    let changes = !(pending.is_empty() && gone.is_empty());
    if changes {
        // First of all the promise: until the end, old and new content are both ours.
        let mut both = old.clone();
        both.unfinished = true;
        for (path, output) in &pending {
            both.add(path, output.fingerprint());
        }
        files::write(&manifest_path, both.emit().as_bytes(), Keep::Output).map_err(refused)?;

        let needed: BTreeSet<&str> = outputs.iter().map(|(path, _)| path).collect();
        let (in_the_way, rest): (Vec<&str>, Vec<&str>) = gone
            .into_iter()
            .partition(|path| stands_in_the_way(path, &needed));
        published.removed += remove(destination, &in_the_way, &old)?;
        write_all(destination, &pending)?;
        published.removed += remove(destination, &rest, &old)?;
    }
    if pending.iter().any(|(_, output)| output.is_named()) {
        made::tidy();
    }
    let text = manifest_of(outputs, destination).map_err(refused)?.emit();
    // After changes there stands the promise, even where the end is as the beginning was.
    if changes || known.as_deref() != Some(text.as_bytes()) {
        files::write(&manifest_path, text.as_bytes(), Keep::Output).map_err(refused)?;
    }
    Ok(published)
}

/// Removes what builds wrote into `destination`, and the folder itself if nothing else is left in it. Returns how many files
/// went and whether somebody else's stayed.
///
/// # Errors
/// A folder that no build wrote into; what the system refuses.
pub(crate) fn clean(destination: &Path) -> Result<(usize, bool), Failure> {
    let shown = destination.display().to_string();
    let refused = |error: io::Error| Box::new(files::refused(&shown, &error));
    let empty_or_none =
        fs::read_dir(destination).map_or(true, |mut entries| entries.next().is_none());
    if empty_or_none {
        return Ok((0, false));
    }
    let manifest_path = destination.join(manifest::NAME);
    let Some(known) = files::read(&manifest_path).map_err(refused)? else {
        return Err(Box::new(never_built(&shown)));
    };
    let old = Manifest::parse(&String::from_utf8_lossy(&known));
    let lock = lock::beside(destination)?;
    remove_unfinished(destination);
    let paths: Vec<&str> = old.paths().collect();
    let removed = remove(destination, &paths, &old)?;
    fs::remove_file(&manifest_path).map_err(refused)?;
    drop(lock);
    Ok((removed, fs::remove_dir(destination).is_err()))
}

/// What the destination holds once all is written. Of what is named by what it was made from, the bytes are looked at.
fn manifest_of(outputs: &Outputs, destination: &Path) -> io::Result<Manifest> {
    let mut manifest = Manifest::default();
    for (path, output) in outputs.iter() {
        let content = match output.is_named() {
            true => Fingerprint::of_bytes(&fs::read(destination.join(path))?),
            false => output.fingerprint(),
        };
        manifest.add(path, content);
    }
    Ok(manifest)
}

/// Whether nothing stands in a folder, so that no name in it needs to be asked for.
fn is_bare(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// The outputs whose file is missing or has other bytes.
fn pending<'a>(
    outputs: &'a Outputs,
    destination: &Path,
    old: &Manifest,
) -> Vec<(&'a str, &'a Output)> {
    let all: Vec<(&str, &Output)> = outputs.iter().collect();
    let differs = |(path, output): &(&str, &Output)| {
        let file = destination.join(path);
        match fs::symlink_metadata(&file) {
            // Made anew it would be what a build left there.
            Ok(now) if now.is_file() && output.is_named() => {
                !fs::read(&file).is_ok_and(|bytes| old.is_ours(path, &bytes))
            }
            Ok(now) if now.is_file() && now.len() == output.len() as u64 => {
                !fs::read(&file).is_ok_and(|bytes| output.is(&bytes))
            }
            _ => true,
        }
    };
    all.into_par_iter().filter(differs).collect()
}

/// A file that has to be replaced and that no build wrote. A folder that builds know is theirs: what stands there under an
/// output's name was put over it, and is put right. One they do not know is somebody's.
fn foreign(pending: &[(&str, &Output)], old: &Manifest, destination: &Path) -> Option<String> {
    if old.paths().next().is_some() {
        return None;
    }
    pending
        .iter()
        .find(|(path, _)| destination.join(path).symlink_metadata().is_ok())
        .map(|(path, _)| (*path).to_owned())
}

/// Whether a file that is gone has the name of a folder that is needed, or stands in a folder that has the name of a file.
fn stands_in_the_way(gone: &str, needed: &BTreeSet<&str>) -> bool {
    let folder = format!("{gone}/");
    let mut below = needed.range(folder.as_str()..);
    let mut parents = gone.match_indices('/').map(|(at, _)| &gone[..at]);
    below.next().is_some_and(|path| path.starts_with(&folder))
        || parents.any(|parent| needed.contains(parent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerprint::Fingerprint;
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::time::SystemTime;
    use tempfile::TempDir;

    fn outputs(files: &[(&str, &str)]) -> Outputs {
        let mut outputs = Outputs::default();
        for (path, text) in files {
            let name = Fingerprint::of_bytes(text.as_bytes());
            outputs.insert(*path, Output::new(Arc::new(text.to_string()), name));
        }
        outputs
    }

    /// The files of a folder, as `path: content` lines; the manifest is left out.
    fn tree(root: &Path) -> String {
        let mut lines: Vec<String> = walkdir::WalkDir::new(root)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file() && entry.file_name() != manifest::NAME)
            .map(|entry| {
                let path = entry
                    .path()
                    .strip_prefix(root)
                    .unwrap()
                    .display()
                    .to_string();
                format!("{path}: {}", fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        lines.sort();
        lines.join("\n")
    }

    fn stamps(root: &Path) -> Vec<(PathBuf, SystemTime)> {
        let entries = walkdir::WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .flatten();
        entries
            .map(|entry| {
                (
                    entry.path().to_owned(),
                    entry.metadata().unwrap().modified().unwrap(),
                )
            })
            .collect()
    }

    fn blog() -> (TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("_site");
        (root, destination)
    }

    #[test]
    fn only_what_differs_is_written_and_what_is_gone_removed() {
        let (root, site) = blog();
        let publish = |files: &[(&str, &str)]| {
            let done = publish(&outputs(files), root.path(), &site).unwrap();
            (done.written, done.unchanged, done.removed)
        };
        assert_eq!(
            publish(&[("index.html", "1"), ("a/b.html", "1"), ("x", "1")]),
            (3, 0, 0)
        );
        let before = stamps(&site);
        assert_eq!(
            publish(&[("index.html", "1"), ("a/b.html", "1"), ("x", "1")]),
            (0, 3, 0)
        );
        assert_eq!(stamps(&site), before, "a second build touches nothing");

        fs::write(site.join("CNAME"), "mine").unwrap();
        fs::write(site.join("x"), "edited").unwrap();
        // A file becomes a folder, a folder a file; what a person put there or changed stays.
        assert_eq!(publish(&[("index.html", "2"), ("a", "1")]), (2, 0, 1));
        assert_eq!(tree(&site), "CNAME: mine\na: 1\nindex.html: 2\nx: edited");
        assert_eq!(publish(&[("a/c/d", "1")]), (1, 0, 2));
        assert_eq!(tree(&site), "CNAME: mine\na/c/d: 1\nx: edited");
    }

    #[test]
    fn a_run_that_was_stopped_is_completed_by_the_next() {
        let (root, site) = blog();
        publish(
            &outputs(&[("a", "1"), ("b", "1"), ("c/d", "1")]),
            root.path(),
            &site,
        )
        .unwrap();
        // As it stands in the middle of replacing a and b and removing c/d.
        let mut both = Manifest::parse(&fs::read_to_string(site.join(manifest::NAME)).unwrap());
        both.unfinished = true;
        for path in ["a", "b"] {
            both.add(path, Fingerprint::of_bytes(b"2"));
        }
        fs::write(site.join(manifest::NAME), both.emit()).unwrap();
        fs::write(site.join("a"), "2").unwrap();
        fs::write(site.join(format!("c/{}1-1", files::UNFINISHED)), "hal").unwrap();
        // The next build wants yet other files.
        publish(&outputs(&[("b", "3")]), root.path(), &site).unwrap();
        assert_eq!(tree(&site), "b: 3");
        assert!(!site.join("c").exists());
    }

    #[test]
    fn somebody_elses_folder_is_not_built_over_nor_cleaned() {
        let (root, site) = blog();
        fs::create_dir(&site).unwrap();
        fs::write(site.join("index.html"), "by hand").unwrap();
        let error = publish(&outputs(&[("index.html", "1")]), root.path(), &site).unwrap_err();
        assert_eq!(error.code, "not-ours");
        assert_eq!(clean(&site).unwrap_err().code, "not-ours");
        assert_eq!(tree(&site), "index.html: by hand");
    }

    #[test]
    fn clean_removes_what_was_built_and_nothing_else() {
        let (root, site) = blog();
        publish(&outputs(&[("a/b", "1"), ("c", "1")]), root.path(), &site).unwrap();
        fs::write(site.join("CNAME"), "mine").unwrap();
        assert_eq!(clean(&site).unwrap(), (2, true));
        assert_eq!(tree(&site), "CNAME: mine");
        fs::remove_file(site.join("CNAME")).unwrap();
        publish(&outputs(&[("a/b", "1")]), root.path(), &site).unwrap();
        assert_eq!(clean(&site).unwrap(), (1, false));
        assert!(!site.exists());
        assert_eq!(clean(&site).unwrap(), (0, false));
    }

    #[test]
    fn sources_are_no_destination() {
        let (root, _) = blog();
        let root = root.path();
        fs::create_dir_all(root.join("_posts")).unwrap();
        for place in [
            "",
            ".",
            "_posts",
            "_posts/out",
            "assets/x",
            ".git",
            "_site/../_data",
            "..",
        ] {
            let error = publish(&outputs(&[("a", "1")]), root, &root.join(place));
            assert_eq!(error.unwrap_err().code, "destination", "{place:?}");
        }
        for place in ["_site", "public", "docs/html"] {
            publish(&outputs(&[("a", "1")]), root, &root.join(place)).unwrap();
        }
        let error = publish(&outputs(&[("../a", "1")]), root, &root.join("_site"));
        assert_eq!(error.unwrap_err().code, "unsafe-path");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (root, site) = blog();
        let outside = tempfile::tempdir().unwrap();
        publish(&outputs(&[("c", "1")]), root.path(), &site).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.join("a")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("f"), site.join("f")).unwrap();
        publish(&outputs(&[("a/b", "1"), ("f", "1")]), root.path(), &site).unwrap();
        assert_eq!(tree(&site), "a/b: 1\nf: 1");
        assert_eq!(tree(outside.path()), "");
    }
}
