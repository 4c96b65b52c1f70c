//! A blog's folder as [`Sources`]: everything read once, then only what changed.
//!
//! It must not know what the files mean; [`concerns_a_build`] says which ones are of no interest.

use super::{files, manifest};
use fingerprint::Fingerprint;
use post::{Diagnostic, Mapping, yaml};
use rayon::prelude::*;
use site::sources::concerns_a_build;
use site::{SourceFile, Sources};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// Where a blog's configuration stands.
const CONFIG: &str = "_config.yml";

/// How long after its last change a file's stamp is not believed: a second change within the file system's clock tick
/// would leave the same stamp.
const UNSETTLED: Duration = Duration::from_secs(1);

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

/// Removes a file.
///
/// # Errors
/// What the system says.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
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

/// A folder, told from another that stood under the same name before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Folder {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its number and when it was made, as far as the system says.
    identity: (u64, Option<SystemTime>),
}

/// What changes about a file when somebody changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: SystemTime,
    length: u64,
    /// Number of the file and the time its number's record changed: tells a file renamed over this one, and an edit whose
    /// author put the modification time back. Zero where the system has none.
    inode: (u64, i64, i64),
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

#[derive(Default)]
struct Listing {
    files: Vec<(String, PathBuf)>,
    folders: Vec<Folder>,
    diagnostics: Vec<Diagnostic>,
}

fn list(root: &Path, skip: &Path, config: Option<&Path>) -> Listing {
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
fn unstamped<T>(
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

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// What tells a file from another that stood under the same name, without reading it.
pub(super) fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let inode = {
        use std::os::unix::fs::MetadataExt;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let inode = (0, 0, 0);
    Stamp {
        modified: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        length: metadata.len(),
        inode,
    }
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
