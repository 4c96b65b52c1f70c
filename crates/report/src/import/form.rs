//! The formats an author can ask for by name, where telling them from the file goes wrong.
//!
//! It must not know how any of them is read.

use super::format::Format;
use std::str::FromStr;

/// A format that an author insists on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form(pub(super) Kind);

/// What a format's name decides: how a file falls into records, or what its records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table with this between its cells.
    Table(u8),
    /// JSON values, one after another or in an array.
    Json,
    /// One JSON value a line.
    Lines,
    /// RSS or Atom.
    Feed,
    /// Records of this format.
    Records(Format),
}

impl Form {
    /// Every name that can be asked for.
    pub const NAMES: [&'static str; 15] = [
        "csv",
        "tsv",
        "json",
        "jsonl",
        "rss",
        "flat",
        "x-kit",
        "api-v1.1",
        "api-v2",
        "graphql",
        "x-archive",
        "bluesky",
        "mastodon",
        "weibo",
        "tuibao",
    ];
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(Self(match name {
            "csv" => Kind::Table(b','),
            "tsv" => Kind::Table(b'\t'),
            "json" => Kind::Json,
            "jsonl" | "ndjson" | "parquet" => Kind::Lines,
            "rss" | "atom" | "nitter" | "rsshub" => Kind::Feed,
            "flat"
            | "twscrape"
            | "snscrape"
            | "apify"
            | "twitterapi.io"
            | "twitter-web-exporter" => Kind::Records(Format::Flat),
            "x-kit" => Kind::Records(Format::XKit),
            "api-v1.1" | "v1" | "v1.1" => Kind::Records(Format::V1),
            "api-v2" | "v2" | "twarc2" => Kind::Records(Format::V2),
            "graphql" => Kind::Records(Format::GraphQl),
            "x-archive" => Kind::Records(Format::Archive),
            "bluesky" => Kind::Records(Format::Bluesky),
            "mastodon" => Kind::Records(Format::Mastodon),
            "weibo" => Kind::Records(Format::Weibo),
            "tuibao" => Kind::Records(Format::Own),
            _ => {
                return Err(format!(
                    "`{name}` is no format; there are {}",
                    Self::NAMES.join(", ")
                ));
            }
        }))
    }
}
