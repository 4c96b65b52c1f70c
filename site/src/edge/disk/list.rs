//! Which files and folders belong to a blog, and which of them cannot.
//!
//! It must not know what files hold.

use super::stamp::{Folder, number};
use crate::edge::folders::name_below;
use crate::edge::{files, manifest};
use post::{Diagnostic, Mapping, yaml};
use site::sources::concerns_a_build;
use std::path::{Path, PathBuf};
use std::{fs, io};
use walkdir::WalkDir;

/// Where a blog's configuration stands.
const CONFIG: &str = "_config.yml";

/// What was found.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) files: Vec<(String, PathBuf)>,
    pub(super) folders: Vec<Folder>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Looks through a blog's folder.
pub(super) fn list(root: &Path, skip: &Path, config: Option<&Path>) -> Listing {
    let mut listing = Listing::default();
    let asked = asked_for(&config.map_or_else(|| root.join(CONFIG), Path::to_owned));
    let home = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let mut escapes = Vec::new();
    let entries = WalkDir::new(root).follow_links(true).into_iter();
    let entries = entries.filter_entry(|entry| {
        if entry.depth() == 0 {
            return true;
        }
        let Some(name) = name_below(root, entry.path()) else {
            // A name that is not Unicode cannot be an address on the web; told below.
            return true;
        };
        // A folder that an earlier build wrote is no source either, wherever it stands.
        let built = || entry.file_type().is_dir() && entry.path().join(manifest::NAME).is_file();
        if !(concerns_a_build(&name) || asks(&asked, &name)) || entry.path() == skip || built() {
            return false;
        }
        let inside = !entry.path_is_symlink() || stays_inside(&home, skip, entry.path());
        if !inside {
            escapes.push(escape(&name));
        }
        inside
    });
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                listing.diagnostics.extend(unlisted(root, error));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            let identity = entry
                .metadata()
                .map_or((0, None), |now| (number(&now), now.created().ok()));
            let path = entry.into_path();
            listing.folders.push(Folder { path, identity });
        } else if entry.file_type().is_file() {
            match name_below(root, entry.path()) {
                Some(name) => listing.files.push((name, entry.into_path())),
                None => listing.diagnostics.push(not_unicode(root, entry.path())),
            }
        }
    }
    listing.diagnostics.append(&mut escapes);
    // The folder's own configuration, if it has one, goes before the one that led here.
    if let Some(config) = config
        && !listing.files.iter().any(|(name, _)| name == CONFIG)
        && config.is_file()
    {
        listing.files.push((CONFIG.into(), config.to_owned()));
    }
    listing
}

/// What `include` of the configuration asks for although it would be left out, such as `.gitignore`.
fn asked_for(config: &Path) -> Vec<String> {
    let text = files::read(config).ok().flatten().unwrap_or_default();
    let values: Mapping = yaml::from_str(&String::from_utf8_lossy(&text)).unwrap_or_default();
    let names = values.get("include").and_then(|list| list.as_sequence());
    let names = names.into_iter().flatten().filter_map(|name| name.as_str());
    let clean = |name: &str| name.trim_start_matches("./").trim_matches('/').to_owned();
    names.map(clean).filter(|name| !name.is_empty()).collect()
}

/// Whether this is asked for, stands in what is, or is on the way to it.
fn asks(asked: &[String], name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let below = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let wanted = |one: &String| one == last || below(name, one) || below(one, name);
    !asked.is_empty() && asked.iter().any(wanted)
}

/// Whether a symbolic link leads to something that may be published: inside the folder, and not to what is left out there.
fn stays_inside(home: &Path, skip: &Path, link: &Path) -> bool {
    let Ok(target) = fs::canonicalize(link) else {
        return false;
    };
    let out = fs::canonicalize(skip).is_ok_and(|skip| target.starts_with(skip));
    !out && name_below(home, &target).is_some_and(|name| concerns_a_build(&name))
}

fn escape(name: &str) -> Diagnostic {
    Diagnostic::error(
        "symlink",
        "this symbolic link leads out of the blog's folder, or to nothing",
        "这个符号链接指向博客文件夹之外，或者指向不存在的文件",
    )
    .at(name, 0, 0)
    .help(
        "put a copy of the file here: what is published has to be in the folder",
        "请把文件复制到这里：要发布的内容必须在此文件夹内",
    )
}

fn not_unicode(root: &Path, path: &Path) -> Diagnostic {
    let shown = path
        .strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string();
    Diagnostic::warning(
        "file-name",
        "the name of this file is not Unicode, so it is left out",
        "文件名不是合法的 Unicode，已跳过",
    )
    .at(shown, 0, 0)
    .help("give it another name", "请改用其他文件名")
}

fn unlisted(root: &Path, error: walkdir::Error) -> Option<Diagnostic> {
    let name = error
        .path()
        .and_then(|path| name_below(root, path))
        .unwrap_or_default();
    if error.loop_ancestor().is_some() {
        return Some(
            Diagnostic::error(
                "symlink",
                "this symbolic link leads to a folder that it stands in",
                "这个符号链接指向它自己所在的文件夹",
            )
            .at(name, 0, 0)
            .help("remove the link", "请删除这个链接"),
        );
    }
    let told = unstamped::<()>(&name, &root.join(&name), error.into_io_error()?);
    told.err()?.map(|told| *told)
}

/// What there is to tell of a file that cannot be looked at: nothing where it went away meanwhile.
pub(super) fn unstamped<T>(
    name: &str,
    path: &Path,
    error: io::Error,
) -> Result<Option<T>, Option<Box<Diagnostic>>> {
    if error.kind() != io::ErrorKind::NotFound {
        return Err(Some(Box::new(files::refused(name, &error))));
    }
    // A link that leads nowhere is a mistake (or, hidden, an editor's lock).
    let dangling = fs::symlink_metadata(path).is_ok_and(|now| now.is_symlink());
    match dangling && concerns_a_build(name) {
        true => Err(Some(Box::new(escape(name)))),
        false => Ok(None),
    }
}
