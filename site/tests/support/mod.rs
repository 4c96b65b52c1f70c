//! A blog in a folder of its own, and the built program run on it. These tests stand in this package because cargo tells
//! only a package's own tests where its program is, and builds it for them.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod cost;
pub(crate) mod server;
pub(crate) mod writing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use tempfile::TempDir;

pub(crate) struct Blog {
    root: TempDir,
    /// What the program takes for the user's folder of caches.
    caches: TempDir,
}

impl Blog {
    /// A blog of these files, as `path: content`; a configuration is added.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let [root, caches] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let blog = Self { root, caches };
        blog.write("_config.yml", "title: Test\n");
        for (path, text) in files {
            blog.write(path, text);
        }
        blog
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn caches(&self) -> &Path {
        self.caches.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.put(path, text.as_bytes());
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program with these arguments (divided at blanks), in the blog's folder, in English.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.root())
            .env("XDG_CACHE_HOME", self.caches())
            .env("LC_ALL", "C.UTF-8");
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Every file below a folder with its content, in order.
    pub(crate) fn tree(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        self.walk(folder, |path| fs::read(path).unwrap())
    }

    /// Every file and folder with the time of its last change.
    pub(crate) fn times(&self, folder: &str) -> Vec<(String, SystemTime)> {
        self.walk(folder, |path| {
            fs::metadata(path).unwrap().modified().unwrap()
        })
    }

    fn walk<T>(&self, folder: &str, value: impl Fn(&Path) -> T) -> Vec<(String, T)> {
        let root = self.path(folder);
        walkdir::WalkDir::new(&root)
            .sort_by_file_name()
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&root).unwrap();
                (path.display().to_string(), value(entry.path()))
            })
            .collect()
    }
}

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// It ended with this code and said all of these words.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for word in words {
            assert!(self.err.contains(word), "`{word}` in {self:#?}");
        }
        self
    }
}
