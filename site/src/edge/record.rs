//! What the last build of a blog was made from, kept in the user's cache folder: a build whose sources, settings and program are
//! the same and whose website stands as it was written has nothing to do.
//!
//! Nothing of a blog is taken on trust: sources and outputs are read and compared by content, never by their times. A record that is
//! missing, broken or of another program costs one build. It must not know how a website is made.

use super::disk;
use super::files::{self, Keep};
use super::manifest::{self, Manifest};
use chrono::{DateTime, FixedOffset};
use fingerprint::Fingerprint;
use post::{Diagnostic, Location, Severity, Text};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use site::{Build, Counts, Lasting, Settings, Sources};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// What is told of a build that was not made again.
pub(crate) struct Last {
    /// What was in it.
    pub(crate) counts: Counts,
    /// What there was to tell.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many files it wrote.
    pub(crate) files: usize,
}

/// Where a blog's record is, and under which name the build that is wanted would be in it.
pub(crate) struct Record {
    path: PathBuf,
    name: String,
    destination: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    /// The fingerprint of the manifest, which names the content of every file.
    manifest: String,
    since: Option<DateTime<FixedOffset>>,
    until: Option<DateTime<FixedOffset>>,
    counts: (usize, usize, usize),
    told: Vec<Told>,
}

#[derive(Serialize, Deserialize)]
struct Told {
    warning: bool,
    code: String,
    message: (String, String),
    at: Option<(String, u32, u32)>,
    excerpt: Option<String>,
    help: Option<(String, String)>,
}

impl Record {
    /// The record of this blog and destination, for a build of these sources; `None` where there is no folder for caches or
    /// the program cannot read itself.
    pub(crate) fn of(
        root: &Path,
        destination: &Path,
        sources: &Sources,
        settings: &Settings,
    ) -> Option<Self> {
        let [root, there] = [root, destination].map(std::path::absolute);
        let place = (root.ok()?, there.ok()?);
        let file = Fingerprint::of_bytes(format!("{place:?}").as_bytes());
        // The moment is not part of the name: for how long a build lasts is kept.
        let asked = Settings {
            now: DateTime::UNIX_EPOCH.fixed_offset(),
            ..settings.clone()
        };
        let mut text = format!("{} {asked:?}\n", program()?);
        for (path, file) in sources.iter() {
            text.push_str(&format!("{} {path:?}\n", file.fingerprint));
        }
        Some(Self {
            path: folder()?.join(format!("{file}.json")),
            name: Fingerprint::of_bytes(text.as_bytes()).to_string(),
            destination: destination.to_owned(),
        })
    }

    /// The last build, if it is the one that is wanted at this moment and its website stands as it was written.
    pub(crate) fn last(&self, now: DateTime<FixedOffset>) -> Option<Last> {
        let kept = read(&self.path)?;
        let lasting = Lasting {
            since: kept.since,
            until: kept.until,
        };
        if kept.name != self.name || !lasting.includes(now) {
            return None;
        }
        let files = standing(&self.destination, &kept.manifest)?;
        let (posts, pages, copied) = kept.counts;
        Some(Last {
            counts: Counts {
                posts,
                pages,
                files: copied,
            },
            diagnostics: kept.told.into_iter().map(Told::diagnostic).collect(),
            files,
        })
    }

    /// Remembers a build that has been published. A cache that cannot be written is none.
    pub(crate) fn keep(&self, built: &Build) {
        let manifest = fs::read(self.destination.join(manifest::NAME));
        let (Some(lasting), Ok(manifest)) = (built.lasting, manifest) else {
            return;
        };
        let kept = Kept {
            name: self.name.clone(),
            manifest: Fingerprint::of_bytes(&manifest).to_string(),
            since: lasting.since,
            until: lasting.until,
            counts: (built.counts.posts, built.counts.pages, built.counts.files),
            told: built.diagnostics.iter().map(Told::of).collect(),
        };
        let Ok(text) = serde_json::to_string(&kept) else {
            return;
        };
        let text = format!("{}\n{text}", Fingerprint::of_bytes(text.as_bytes()));
        if let Some(folder) = self.path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = files::write(&self.path, text.as_bytes(), Keep::Output);
    }
}

fn read(path: &Path) -> Option<Kept> {
    let bytes = files::read(path).ok()??;
    let (sum, text) = std::str::from_utf8(&bytes).ok()?.split_once('\n')?;
    if sum != Fingerprint::of_bytes(text.as_bytes()).to_string() {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// How many files stand in a destination, when its manifest is the one of this name and every file has the content that is
/// written there.
fn standing(destination: &Path, name: &str) -> Option<usize> {
    let path = destination.join(manifest::NAME);
    let text = fs::read(&path).ok()?;
    if Fingerprint::of_bytes(&text).to_string() != name {
        return None;
    }
    let manifest = Manifest::parse(&String::from_utf8_lossy(&text));
    let paths: Vec<&str> = manifest.paths().collect();
    let whole = |path: &&str| {
        let file = destination.join(path);
        let real = fs::symlink_metadata(&file).is_ok_and(|now| now.is_file());
        real && fs::read(&file).is_ok_and(|bytes| manifest.is_ours(path, &bytes))
    };
    // A build that began meanwhile has said so in the manifest.
    let stands = !manifest.unfinished
        && paths.par_iter().all(whole)
        && fs::read(&path).is_ok_and(|now| now == text);
    stands.then_some(paths.len())
}

/// The name of this program, another of which may build differently: where it is, how long, and when it came there. Its 40 MB are not
/// read for it, which would take longer than the rest of a small build.
fn program() -> Option<String> {
    let path = env::current_exe().ok()?;
    let stamp = disk::stamp(&fs::metadata(&path).ok()?);
    Some(format!("{} {path:?} {stamp:?}", env!("CARGO_PKG_VERSION")))
}

fn folder() -> Option<PathBuf> {
    Some(caches()?.join("builds"))
}

/// Where the system wants caches: removing it costs nothing but time.
pub(super) fn caches() -> Option<PathBuf> {
    let set = |name: &str| {
        let path = PathBuf::from(env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let caches = set("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            set("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            Some(set("HOME")?.join("Library/Caches"))
        } else {
            Some(set("HOME")?.join(".cache"))
        }
    });
    Some(caches?.join("tuibao"))
}

impl Told {
    fn of(told: &Diagnostic) -> Self {
        let both = |text: &Text| (text.en.clone(), text.zh.clone());
        Self {
            warning: told.severity == Severity::Warning,
            code: told.code.to_owned(),
            message: both(&told.message),
            at: told
                .at
                .as_ref()
                .map(|at| (at.file.clone(), at.line, at.column)),
            excerpt: told.excerpt.clone(),
            help: told.help.as_ref().map(both),
        }
    }

    fn diagnostic(self) -> Diagnostic {
        // A handful at most, and the program ends when they have been shown.
        let code: &'static str = self.code.leak();
        let both = |(en, zh): (String, String)| Text { en, zh };
        Diagnostic {
            severity: if self.warning {
                Severity::Warning
            } else {
                Severity::Note
            },
            code,
            message: both(self.message),
            at: self
                .at
                .map(|(file, line, column)| Location { file, line, column }),
            excerpt: self.excerpt,
            help: self.help.map(both),
        }
    }
}
