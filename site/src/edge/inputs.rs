//! The files an author names, as readers: folders with what is in them, `-` as standard input.
//!
//! It must not know formats. A file is opened when it is read first, so that thousands of them can be named.

use super::files;
use post::Diagnostic;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A name to show, and the bytes.
pub(crate) type Input = (String, Box<dyn Read + Send>);

/// Readers for what is named, in the order given, folders in the order of names. Hidden files in a folder (among them what
/// macOS leaves on foreign disks, `._*`) are left out.
///
/// # Errors
/// A name that nothing bears; a folder that cannot be listed.
pub(crate) fn open(paths: &[PathBuf]) -> Result<Vec<Input>, Box<Diagnostic>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push((
                "stdin".to_owned(),
                Box::new(io::stdin()) as Box<dyn Read + Send>,
            ));
            continue;
        }
        let refused =
            |error: io::Error| Box::new(files::refused(&path.display().to_string(), &error));
        if !fs::metadata(path).map_err(refused)?.is_dir() {
            inputs.push(later(path));
            continue;
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        let entries = WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(visible) {
            let entry = entry.map_err(|error| refused(error.into()))?;
            if entry.file_type().is_file() {
                inputs.push(later(entry.path()));
            }
        }
    }
    Ok(inputs)
}

/// The text of a file, or of standard input for `-`; bytes that are not UTF-8 become the replacement character.
///
/// # Errors
/// A name that nothing bears; more than `longest` bytes.
pub(crate) fn text(path: &Path, longest: u64) -> Result<String, Box<Diagnostic>> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().take(longest + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(longest + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| Box::new(files::refused(&shown, &error)))?;
    if bytes.len() as u64 > longest {
        return Err(Box::new(
            Diagnostic::error(
                "too-long",
                format!("this is longer than {} MB", longest >> 20),
                format!("文件超过 {} MB", longest >> 20),
            )
            .at(shown, 0, 0),
        ));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn later(path: &Path) -> Input {
    let reader = Later::Closed(path.to_owned());
    (path.display().to_string(), Box::new(reader))
}

enum Later {
    Closed(PathBuf),
    Open(File),
}

impl Read for Later {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Self::Closed(path) = self {
            *self = Self::Open(File::open(path)?);
        }
        match self {
            Self::Open(file) => file.read(buffer),
            Self::Closed(_) => Ok(0),
        }
    }
}
