//! Sass to CSS: style sheets with front matter, which may import what stands in the blog's folder of partial sheets.
//!
//! It must not read the disk: the sheets come in as values.

use crate::config::SiteConfig;
use crate::sources::Sources;
use fingerprint::Fingerprint;
use grass_compiler::{ErrorKind, Fs, InputSyntax, Options, OutputStyle, from_string};
use post::{Diagnostic, Value};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The sheets that others import, and how the result is written.
#[derive(Debug)]
pub struct Sheets {
    folder: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
    compressed: bool,
    /// The name of all of it.
    pub name: Fingerprint,
}

impl Sheets {
    /// The sheets of the folder `sass.sass_dir`, which is `_sass` otherwise.
    pub fn new(sources: &Sources, config: &SiteConfig) -> Self {
        let sass = config.values.get("sass");
        let own = |key: &str| sass.and_then(|own| own.get(key)).and_then(Value::as_str);
        let folder = own("sass_dir")
            .unwrap_or("_sass")
            .trim_matches('/')
            .to_owned();
        let compressed = own("style") == Some("compressed");
        let prefix = format!("{folder}/");
        let files: BTreeMap<PathBuf, Vec<u8>> = sources
            .under(&prefix)
            .map(|(path, file)| (PathBuf::from(path), file.bytes().to_vec()))
            .collect();
        let name = Fingerprint::of(&(&folder, &files, compressed));
        Self {
            folder,
            files,
            compressed,
            name,
        }
    }

    /// A sheet as CSS. `path` is its file, which tells the syntax; `lines_before` its front matter.
    ///
    /// # Errors
    /// What is no Sass, with its place.
    pub fn css(
        &self,
        text: String,
        path: &str,
        lines_before: u32,
    ) -> Result<String, Box<Diagnostic>> {
        let style = match self.compressed {
            true => OutputStyle::Compressed,
            false => OutputStyle::Expanded,
        };
        let syntax = match path.ends_with(".sass") {
            true => InputSyntax::Sass,
            false => InputSyntax::Scss,
        };
        let options = Options::default()
            .fs(self)
            .style(style)
            .quiet(true)
            .input_syntax(syntax)
            .load_path(&self.folder);
        from_string(text, &options).map_err(|error| {
            let whole = error.to_string();
            let (message, place) = match error.kind() {
                ErrorKind::ParseError { message, loc, .. } => {
                    let (row, column) = (loc.begin.line as u32 + 1, loc.begin.column as u32 + 1);
                    let place = match loc.file.name() {
                        "stdin" => (path.to_owned(), row + lines_before, column),
                        other => (other.to_owned(), row, column),
                    };
                    (message, place)
                }
                _ => (whole, (path.to_owned(), 0, 0)),
            };
            let told = Diagnostic::error(
                "sass",
                format!("Sass: {message}"),
                format!("Sass：{message}"),
            );
            Box::new(told.at(place.0, place.1, place.2))
        })
    }
}

impl Fs for Sheets {
    fn is_dir(&self, path: &Path) -> bool {
        self.files.keys().any(|file| file.starts_with(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let found = self.files.get(path).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
