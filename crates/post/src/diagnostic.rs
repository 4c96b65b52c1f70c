//! What the program says to an author, as plain data; how it is drawn is decided at the edge.
//!
//! It must not know terminals, colours or HTML.

use std::fmt;

/// A message in both languages an author can choose from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// English, the default.
    pub en: String,
    /// Chinese, with `--lang zh` or a `zh` locale.
    pub zh: String,
}

impl Text {
    /// A message in English and in Chinese.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written; the exit code is 1.
    Error,
    /// The work goes on, something is probably not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// A place in a file the author can open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Path as the author knows it: relative to the source folder, with `/`.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
}

/// One thing to tell the author: what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short stable name for the kind of problem, such as `front-matter` or `duplicate-url`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: Text,
    /// Where.
    pub at: Option<Location>,
    /// The source line at `at`, so that it can be shown without the disk.
    pub excerpt: Option<String>,
    /// What to do.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error with a message in English and in Chinese.
    pub fn error(code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, en, zh)
    }

    /// A warning with a message in English and in Chinese.
    pub fn warning(code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, en, zh)
    }

    /// A note with a message in English and in Chinese.
    pub fn note(code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, en, zh)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: Text::new(en, zh),
            at: None,
            excerpt: None,
            help: None,
        }
    }

    /// The same, said of a place. `line` and `column` count from 1; 0 means the whole.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, line: u32, column: u32) -> Self {
        self.at = Some(Location {
            file: file.into(),
            line,
            column,
        });
        self
    }

    /// The same, with the source line it speaks of.
    #[must_use]
    pub fn excerpt(mut self, line: impl Into<String>) -> Self {
        self.excerpt = Some(line.into());
        self
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn help(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.help = Some(Text::new(en, zh));
        self
    }

    /// Whether this stops the work.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = &self.at {
            write!(f, "{}:{}:{}: ", at.file, at.line, at.column)?;
        }
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Diagnostic {}
