//! Single files: read with a message an author understands, written whole or not at all.
//!
//! It must not know what the files mean.

use fingerprint::Fingerprint;
use post::Diagnostic;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// What the name of a half-written file begins with; whoever finds one may remove it.
pub(crate) const UNFINISHED: &str = ".site-unfinished-";

/// How safe a written file has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It can be made again by the same command.
    Output,
    /// It stands for somebody's work: it is on the disk, not only in the system's memory, before its name is.
    Authored,
}

/// Writes a file so that under its name stand the old bytes or the new ones, never something between.
///
/// # Errors
/// What the system says; the old file is then as it was.
pub(crate) fn write(path: &Path, bytes: &[u8], keep: Keep) -> io::Result<()> {
    write_with(path, keep, |file| file.write_all(bytes))
}

/// [`write`] of all that a reader has.
///
/// # Errors
/// As of [`write`]; what the reader says.
pub(crate) fn write_from(path: &Path, bytes: &mut dyn Read, keep: Keep) -> io::Result<()> {
    write_with(path, keep, |file| io::copy(bytes, file).map(drop))
}

fn write_with(
    path: &Path,
    keep: Keep,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let unfinished = format!("{}{}-{number}", unfinished(path), std::process::id());
    let unfinished = path.with_file_name(unfinished);
    let written = (|| {
        // An unfinished file of a process that had our id and died is nobody's.
        let mut file = match File::create_new(&unfinished) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                fs::remove_file(&unfinished)?;
                File::create_new(&unfinished)?
            }
            file => file?,
        };
        fill(&mut file)?;
        if keep == Keep::Authored {
            file.sync_all()?;
        }
        drop(file);
        fs::rename(&unfinished, path)
    })();
    if written.is_err() {
        // What stopped the writing is the news; that the rest of it cannot be removed either would only hide it.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// How the names of half-written files begin that were to become this one. (Not its own name: that could be too long then.)
fn unfinished(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    let name = Fingerprint::of_bytes(name.as_encoded_bytes()).to_string();
    format!("{UNFINISHED}{}-", &name[..16])
}

/// Removes what runs that were killed left half-written of this file. Nobody else may be writing it.
pub(crate) fn remove_unfinished(path: &Path) {
    let begin = unfinished(path);
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(begin.as_bytes()) {
            // What cannot be removed does no harm: no build reads such a name.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes a file.
///
/// # Errors
/// What the system says.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// The bytes of a file; `None` when there is none of this name.
///
/// # Errors
/// What the system says.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The fingerprint of a file's bytes; `None` when there is none of this name.
///
/// # Errors
/// What the system says.
pub(crate) fn fingerprint(path: &Path) -> io::Result<Option<Fingerprint>> {
    match File::open(path) {
        Ok(mut file) => Fingerprint::of_reader(&mut file).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What to tell when the system refuses something about a file.
pub(crate) fn refused(name: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == ErrorKind::NotFound {
        return Diagnostic::error("disk", "there is no such file", "没有这个文件")
            .at(name, 0, 0)
            .help(
                "check the name; a path is seen from the folder you are in",
                "请检查名称；路径相对于当前所在的文件夹",
            );
    }
    let diagnostic = Diagnostic::error(
        "disk",
        format!("the system refuses access: {error}"),
        format!("系统拒绝访问：{error}"),
    )
    .at(name, 0, 0);
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => diagnostic.help(
            "check the owner and the permissions of the file and its folder",
            "请检查文件及其所在文件夹的所有者和权限",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => diagnostic.help(
            "free some space and run the command again: nothing that was there is lost",
            "请腾出空间后重新运行：原有内容没有丢失",
        ),
        _ => diagnostic,
    }
}
