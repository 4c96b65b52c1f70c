//! Folders: made, listed, and told from a blog's.
//!
//! It must not know what stands in them.

use super::files;
use post::Diagnostic;
use rayon::prelude::*;
use site::sources::concerns_a_build;
use std::path::Path;
use std::{fs, io};
use walkdir::WalkDir;

/// Whether a folder can be a blog's: like Jekyll, anything that could be published makes a website. Only somebody's home and
/// the root of a disk have to say that they are one.
pub(crate) fn is_blog(root: &Path) -> bool {
    if root.join("_config.yml").is_file() || root.join("_posts").is_dir() {
        return true;
    }
    let place = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let too_much =
        place.parent().is_none() || std::env::home_dir().is_some_and(|home| home == place);
    let names = names(root).unwrap_or_default();
    !too_much && names.iter().any(|name| concerns_a_build(name))
}

/// Whether a path leads to a folder.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Makes a folder and those it stands in.
///
/// # Errors
/// What the system says.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// The names of what stands in a folder, in order; none if there is no such folder.
///
/// # Errors
/// What the system refuses.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Every file of a folder by its path there, hidden ones left out; none if there is no such folder.
///
/// # Errors
/// What the system refuses.
pub(crate) fn tree(root: &Path) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let names: Vec<String> = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| name_below(root, entry.path()))
        .collect();
    names
        .into_par_iter()
        .filter_map(|name| match files::read(&root.join(&name)) {
            Ok(bytes) => Some(Ok((name, bytes?))),
            Err(error) => Some(Err(Box::new(files::refused(&name, &error)))),
        })
        .collect()
}

/// A path below the root as the sources name it; `None` when it is not Unicode.
pub(crate) fn name_below(root: &Path, path: &Path) -> Option<String> {
    let mut name = String::new();
    for part in path.strip_prefix(root).ok()?.components() {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(part.as_os_str().to_str()?);
    }
    Some(name)
}

/// The names of the folders in a folder, sorted; none when it is not there. Names that are not Unicode are left out.
///
/// # Errors
/// What the system says.
pub(crate) fn below(path: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.path().is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}
