//! THE function: the whole site from its sources. Everything it needs comes in as a value, today's date included.
//!
//! It must not know the disk, the clock, the terminal or how pages are served.

use crate::outputs::Outputs;
use crate::sources::Sources;
use chrono::{DateTime, FixedOffset};
use post::Diagnostic;

/// What the command line decides about a build; everything else stands in the sources.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Posts dated after this moment are not published (unless `future`).
    pub now: DateTime<FixedOffset>,
    /// What templates see as `site.time`. `None` means the newest post's time, so that a build on another day
    /// gives the same bytes; an author who writes `--now` gets that.
    pub time: Option<DateTime<FixedOffset>>,
    /// Publish `_drafts/` too (`--drafts`); also switched on by `show_drafts: true`.
    pub drafts: bool,
    /// Publish posts dated after `now`; `None` leaves it to the configuration.
    pub future: Option<bool>,
    /// Publish what says `published: false`.
    pub unpublished: bool,
    /// Publish only this many posts, the newest.
    pub limit_posts: Option<usize>,
    /// Replaces `baseurl` of the configuration.
    pub baseurl: Option<String>,
    /// Replaces `url` of the configuration (a development server says where it listens).
    pub url: Option<String>,
    /// Configuration files, later ones win; empty means `_config.yml`.
    pub configs: Vec<String>,
}

impl Settings {
    /// A build at this moment, with everything else as the configuration says.
    pub fn at(now: DateTime<FixedOffset>) -> Self {
        Self {
            now,
            time: None,
            drafts: false,
            future: None,
            unpublished: false,
            limit_posts: None,
            baseurl: None,
            url: None,
            configs: Vec::new(),
        }
    }
}

/// What earlier builds worked out. It changes only the time a build takes, never its result.
#[derive(Default)]
pub struct Memos {}

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
}

impl Build {
    /// Whether nothing stops this build from being published.
    pub fn is_ok(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// The whole site as a function of its sources and settings. `memos` changes only the time it takes.
pub fn build(_sources: &Sources, _settings: &Settings, _memos: &mut Memos) -> Build {
    Build::default()
}
