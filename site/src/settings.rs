//! What the command line decides about a build; everything else stands in the sources.
//!
//! It must not know the command line.

use chrono::{DateTime, FixedOffset};

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
    /// What templates see as `jekyll.environment`.
    pub environment: String,
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
            environment: "development".into(),
        }
    }
}
