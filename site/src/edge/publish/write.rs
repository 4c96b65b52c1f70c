//! Files into folders and out of them again, never through a symbolic link.
//!
//! It must not know why a file comes or goes.

use super::Failure;
use crate::edge::files::{self, Keep};
use crate::edge::made;
use crate::edge::manifest::Manifest;
use rayon::prelude::*;
use site::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Writes these outputs, each whole.
pub(super) fn write_all(destination: &Path, pending: &[(&str, &Output)]) -> Result<(), Failure> {
    let mut folders: BTreeMap<&str, Vec<(&str, &Output)>> = BTreeMap::new();
    for (path, output) in pending {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push((path, output));
    }
    let parents = folders
        .keys()
        .flat_map(|folder| folder.match_indices('/').map(|(at, _)| &folder[..at]));
    // From above, so that each of the others has its parent and touches nothing but itself.
    for folder in parents.collect::<BTreeSet<_>>() {
        make_folder(destination, folder)?;
    }
    // While one thread waits for the folder above, which takes one new name at a time, the other fills what it has made.
    folders.into_par_iter().try_for_each(|(folder, files)| {
        if !folder.is_empty() {
            make_folder(destination, folder)?;
        }
        files.into_par_iter().try_for_each(|(path, output)| {
            files::write(&destination.join(path), &made::bytes(output), Keep::Output)
                .map_err(|error| Box::new(files::refused(path, &error)))
        })
    })
}

/// Makes a folder in one that is made; never leaves a symbolic link in its place, which could lead anywhere.
fn make_folder(destination: &Path, folder: &str) -> Result<(), Failure> {
    let path = destination.join(folder);
    let made = match fs::create_dir(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            match fs::symlink_metadata(&path) {
                Ok(now) if now.is_dir() => Ok(()),
                Ok(now) if now.is_symlink() => {
                    fs::remove_file(&path).and_then(|()| fs::create_dir(&path))
                }
                _ => Err(error),
            }
        }
        made => made,
    };
    made.map_err(|error| Box::new(files::refused(folder, &error)))
}

/// Removes files that have the content a build gave them, and the folders that are empty then.
pub(super) fn remove(
    destination: &Path,
    paths: &[&str],
    ours: &Manifest,
) -> Result<usize, Failure> {
    let mut folders = BTreeSet::new();
    let mut removed = 0;
    for path in paths {
        let file = destination.join(path);
        let real = fs::symlink_metadata(&file).is_ok_and(|now| now.is_file());
        if !real || !fs::read(&file).is_ok_and(|bytes| ours.is_ours(path, &bytes)) {
            continue;
        }
        fs::remove_file(&file).map_err(|error| Box::new(files::refused(path, &error)))?;
        removed += 1;
        folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    // The deepest first; one that is not empty stays.
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(destination.join(folder));
    }
    Ok(removed)
}

/// Removes what a build that was stopped left half-written.
pub(super) fn remove_unfinished(destination: &Path) {
    let leftover = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(files::UNFINISHED)
    };
    let entries = walkdir::WalkDir::new(destination).into_iter().flatten();
    for path in entries.map(walkdir::DirEntry::into_path).filter(leftover) {
        // What cannot be removed does no harm: no page has such a name.
        let _ = fs::remove_file(path);
    }
}
