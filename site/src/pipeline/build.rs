//! A built site: what a build gives.
//!
//! It must not know how it was built.

use super::Lasting;
use crate::outputs::Outputs;
use post::Diagnostic;

/// How much of a build was done anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Economy {
    /// Articles that were parsed.
    pub articles_read: usize,
    /// Pages that were rendered.
    pub pages_rendered: usize,
}

/// What is in a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Published posts.
    pub posts: usize,
    /// Rendered pages of every kind, posts among them.
    pub pages: usize,
    /// Files copied as they are.
    pub files: usize,
}

/// A built site.
#[derive(Debug, Default)]
pub struct Build {
    /// The website; empty when a diagnostic is an error, so that an old site stays whole.
    pub outputs: Outputs,
    /// Everything there is to tell, by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was done anew.
    pub economy: Economy,
    /// What is in it.
    pub counts: Counts,
    /// For which other moments it would be the same; `None` when for none.
    pub lasting: Option<Lasting>,
}

impl Build {
    /// Whether nothing stops this build from being published.
    pub fn is_ok(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
