//! The formats of records, by name.
//!
//! It must not know what records look like.

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Format {
    /// Lines of a `tweets.jsonl` of this program.
    Own,
    /// The web client's daily home timelines of x-kit.
    XKit,
    /// One object a tweet with fields of its own, under any of many names.
    Flat,
    /// API v1.1.
    V1,
    /// A personal archive of X.
    Archive,
    /// API v2, as pages or flattened.
    V2,
    /// Responses of the web client.
    GraphQl,
    /// Bluesky posts.
    Bluesky,
    /// Mastodon statuses.
    Mastodon,
    /// Weibo posts.
    Weibo,
    /// Items of feeds.
    Feed,
    /// No format that is known.
    Unknown,
}

impl Format {
    /// Its name in `dataset.yaml`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Own => "tuibao",
            Self::XKit => "x-kit",
            Self::Flat => "flat",
            Self::V1 => "api-v1.1",
            Self::Archive => "x-archive",
            Self::V2 => "api-v2",
            Self::GraphQl => "graphql",
            Self::Bluesky => "bluesky",
            Self::Mastodon => "mastodon",
            Self::Weibo => "weibo",
            Self::Feed => "rss",
            Self::Unknown => "unknown",
        }
    }
}
