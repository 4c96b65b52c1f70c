//! The files an author names, as readers: folders with what is in them, patterns, `-` as standard input.
//!
//! It must not know formats. A file is opened when it is read first, so that thousands of them can be named; what a
//! personal archive holds beside the tweets is not opened at all.

use super::files;
use post::Diagnostic;
use report::import::{Bytes, archive};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The name of the file that says which column holds what, where a folder of inputs has one.
const MAPPING: &str = "mapping.yaml";
/// How much of a file of lines is read at once, in bytes.
const READ_AT_ONCE: usize = 1 << 18;

/// A name to show, the bytes, and those of the `account.js` beside them.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn Bytes>,
    pub(crate) account: Option<Box<dyn Bytes>>,
}

/// Readers for what is named, and the mapping found among them. Of a folder, hidden files (among them what macOS leaves on
/// foreign disks, `._*`), pictures, pages and scripts are left out; of an unpacked personal archive, all but its tweets.
///
/// # Errors
/// A name that nothing bears; a folder that cannot be listed.
pub(crate) fn open(paths: &[PathBuf]) -> Result<(Vec<Input>, Option<PathBuf>), Box<Diagnostic>> {
    let mut inputs = Vec::new();
    let mut mapping = None;
    for path in paths.iter().flat_map(|path| expanded(path)) {
        if path.as_os_str() == "-" {
            inputs.push(Input {
                name: "stdin".to_owned(),
                bytes: standard_input().map_err(|error| Box::new(files::refused("-", &error)))?,
                account: None,
            });
            continue;
        }
        let refused =
            |error: io::Error| Box::new(files::refused(&path.display().to_string(), &error));
        if !fs::metadata(&path).map_err(refused)?.is_dir() {
            inputs.push(later(&path));
            continue;
        }
        let at_top = path.join(MAPPING);
        if at_top.is_file() {
            mapping = Some(at_top);
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        let mut found = Vec::new();
        let entries = WalkDir::new(&path).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(visible) {
            let entry = entry.map_err(|error| refused(error.into()))?;
            if entry.file_type().is_file() {
                found.push(entry.into_path());
            }
        }
        inputs.extend(worth_opening(&found).into_iter().map(later));
    }
    Ok((inputs, mapping))
}

/// Of the files in a folder, those that may hold tweets.
fn worth_opening(found: &[PathBuf]) -> Vec<&PathBuf> {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    // An archive keeps its data in `data`, beside pages and pictures: nothing else of it is looked at either.
    let homes: BTreeSet<&Path> = found
        .iter()
        .filter(|path| archive::is_sign(&name(path)))
        .filter_map(|path| path.parent())
        .collect();
    let roots: BTreeSet<&Path> = homes
        .iter()
        .map(|home| match home.file_name() {
            Some(last) if last == "data" => home.parent().unwrap_or(home),
            _ => home,
        })
        .collect();
    let wanted = |path: &Path| {
        let of_archive = path
            .ancestors()
            .skip(1)
            .any(|folder| roots.contains(folder));
        if of_archive {
            path.parent().is_some_and(|folder| homes.contains(folder))
                && archive::is_part(&name(path))
        } else {
            archive::is_candidate(&name(path))
        }
    };
    found.iter().filter(|path| wanted(path)).collect()
}

/// A file to be read by lines.
///
/// # Errors
/// What the disk refuses.
pub(crate) fn lines(path: &Path) -> Result<io::BufReader<File>, Box<Diagnostic>> {
    let file = File::open(path);
    file.map(buffered)
        .map_err(|error| Box::new(files::refused(&path.to_string_lossy(), &error)))
}

/// A reader as one to be read by lines.
pub(crate) fn buffered<R: Read>(reader: R) -> io::BufReader<R> {
    io::BufReader::with_capacity(READ_AT_ONCE, reader)
}

/// What a pattern matches, in the order of names; a name that exists, or matches nothing, stands for itself.
fn expanded(path: &Path) -> Vec<PathBuf> {
    let text = path.to_string_lossy();
    if path.as_os_str() == "-" || !text.contains(['*', '?', '[']) || path.exists() {
        return vec![path.to_owned()];
    }
    let found: Vec<PathBuf> = glob::glob(&text)
        .map(|found| found.flatten().collect())
        .unwrap_or_default();
    if found.is_empty() {
        vec![path.to_owned()]
    } else {
        found
    }
}

/// Standard input. A ZIP is read from its end, which a pipe has not: it goes into a nameless file first. So does Parquet.
fn standard_input() -> io::Result<Box<dyn Bytes>> {
    let mut start = Vec::new();
    io::stdin().take(4).read_to_end(&mut start)?;
    let from_end = start == *b"PK\x03\x04" || start == *b"PAR1";
    let mut whole = Cursor::new(start).chain(io::stdin());
    if !from_end {
        return Ok(Box::new(Piped(Box::new(whole))));
    }
    let mut file = tempfile::tempfile()?;
    io::copy(&mut whole, &mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Box::new(file))
}

struct Piped(Box<dyn Read + Send>);

impl Read for Piped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for Piped {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::NotSeekable.into())
    }
}

/// The text of a file, or of standard input for `-`; bytes that are not UTF-8 become the replacement character.
///
/// # Errors
/// A name that nothing bears; more than `longest` bytes.
pub(crate) fn text(path: &Path, longest: u64) -> Result<String, Box<Diagnostic>> {
    let bytes = bytes(path, longest)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// A name that nothing bears; more than `longest` bytes.
pub(crate) fn bytes(path: &Path, longest: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
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
    Ok(bytes)
}

/// The font file of the system whose name is `name`, whatever its case, spaces and hyphens; the first in the order of paths.
pub(crate) fn system_font(name: &str) -> Option<PathBuf> {
    const FOLDERS: [&str; 5] = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
        "C:\\Windows\\Fonts",
    ];
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    let files = FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(folder).sort_by_file_name())
        .filter_map(Result::ok);
    let is_font = |path: &Path| {
        let end = path.extension().and_then(|end| end.to_str());
        end.is_some_and(|end| {
            ["ttf", "otf", "ttc", "otc"].contains(&end.to_ascii_lowercase().as_str())
        })
    };
    let mut fonts = files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_font(path));
    fonts.find(|path| {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        stem.is_some_and(|stem| plain(&stem) == wanted)
    })
}

fn later(path: impl AsRef<Path>) -> Input {
    let path = path.as_ref();
    let closed = |path: &Path| Box::new(Later::Closed(path.to_owned())) as Box<dyn Bytes>;
    let part = path
        .file_name()
        .is_some_and(|name| archive::is_part(&name.to_string_lossy()));
    let account = path.with_file_name(archive::ACCOUNT);
    Input {
        name: path.display().to_string(),
        bytes: closed(path),
        account: (part && account.is_file()).then(|| closed(&account)),
    }
}

enum Later {
    Closed(PathBuf),
    Open(File),
}

impl Later {
    fn file(&mut self) -> io::Result<&mut File> {
        if let Self::Closed(path) = self {
            *self = Self::Open(File::open(path)?);
        }
        match self {
            Self::Open(file) => Ok(file),
            Self::Closed(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Read for Later {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(buffer)
    }
}

impl Seek for Later {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}
