//! Where a website may be written: never into the sources.
//!
//! It must not know what is written.

use super::Failure;
use crate::edge::manifest;
use post::Diagnostic;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Refuses a destination in which publishing would mix with the sources.
pub(crate) fn check_place(source: &Path, destination: &Path) -> Result<(), Failure> {
    let (source, destination) = (resolve(source), resolve(destination));
    let first = destination
        .strip_prefix(&source)
        .ok()
        .and_then(|below| below.components().next())
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    let is_source = |name: &str| match name {
        "assets" | "_posts" | "_drafts" | "_data" | "_includes" | "_layouts" | "_sass"
        | "_templates" => true,
        _ if name.starts_with('.') => true,
        // Any other such folder is one if it holds something that no build wrote; of the usual one that is told in words of its own.
        "_site" => false,
        _ if name.starts_with('_') => {
            let folder = source.join(name);
            let full = fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
            full && !folder.join(manifest::NAME).is_file()
        }
        _ => false,
    };
    if source.starts_with(&destination) || first.as_deref().is_some_and(is_source) {
        return Err(Box::new(
            Diagnostic::error(
                "destination",
                format!(
                    "the website cannot be written to `{}`: the blog's sources are there",
                    destination.display()
                ),
                format!(
                    "网站不能写到“{}”：那里是博客的源文件",
                    destination.display()
                ),
            )
            .help(
                "choose a folder of its own, such as `--destination _site`",
                "请指定一个单独的文件夹，例如 `--destination _site`",
            ),
        ));
    }
    Ok(())
}

/// Where a path leads, links followed; the part of it that does not exist yet is taken by its words.
fn resolve(path: &Path) -> PathBuf {
    let known = path
        .ancestors()
        .find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
    // A relative path whose first part does not exist begins where we are.
    let (part, mut real) =
        known.unwrap_or_else(|| (Path::new(""), fs::canonicalize(".").unwrap_or_default()));
    for word in path.strip_prefix(part).unwrap_or(path).components() {
        match word {
            Component::ParentDir => _ = real.pop(),
            Component::Normal(name) => real.push(name),
            _ => {}
        }
    }
    real
}
