//! One normalised tweet: what every input format is turned into, and a line of `tweets.jsonl`.
//!
//! It must not know any input format, nor what the analysis makes of the tweet.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A tweet (or a post of a like service), normalised. Absent optional fields are left out of the JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tweet {
    /// The id, as text: ids are never floats, and not every service uses numbers.
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// The full text: entities decoded, Unicode NFC, line ends `\n`, control characters gone. Untrusted.
    pub text: String,
    /// When it was written, in UTC. `None` when neither the record nor the id says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<DateTime<Utc>>,
    /// Where `time` comes from.
    #[serde(default, skip_serializing_if = "TimeSource::is_given")]
    pub time_source: TimeSource,
    /// The address a reader can open, when one is known: always `https://`, never guessed from a lossy id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The service's own idea of the language; often wrong for Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Public counts at the time of collection.
    #[serde(default, skip_serializing_if = "Counts::is_empty")]
    pub counts: Counts,
    /// Pictures and videos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// The tweet this one repeats, answers or quotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// The platform itself marked it as advertising.
    #[serde(default, skip_serializing_if = "is_false")]
    pub promoted: bool,
}

impl Tweet {
    /// A text and who wrote it; nothing else is known.
    pub fn bare(id: impl Into<String>, handle: &str, text: &str) -> Self {
        Self {
            id: id.into(),
            author: Author {
                handle: handle.to_owned(),
                ..Author::default()
            },
            text: text.to_owned(),
            time: None,
            time_source: TimeSource::Given,
            url: None,
            lang: None,
            counts: Counts::default(),
            media: Vec::new(),
            relations: Vec::new(),
            promoted: false,
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Who wrote a tweet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Author {
    /// The handle without `@`; compared without case. Empty when the input does not say.
    pub handle: String,
    /// The display name. Untrusted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The profile's own description; advertising shows here first. Untrusted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bio: String,
    /// Followers at the time of collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u64>,
}

/// Where a tweet's time comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeSource {
    /// The record says it.
    #[default]
    Given,
    /// From the snowflake id: `(id >> 22) + 1288834974657` milliseconds since 1970; on other services, from theirs.
    Snowflake,
    /// The record says it relative to the moment of collection (`5 分钟前`), which the author gave: `--as-of`.
    Relative,
}

impl TimeSource {
    fn is_given(&self) -> bool {
        *self == Self::Given
    }
}

/// Public counts; `None` where the input does not say, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Counts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retweets: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replies: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bookmarks: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub views: Option<u64>,
}

impl Counts {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A picture or a video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Which of the two.
    pub kind: MediaKind,
    /// Its address; never fetched by this program.
    pub url: String,
}

/// Picture or video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum MediaKind {
    Photo,
    Video,
}

/// How a tweet stands to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The kind of relation.
    pub kind: RelationKind,
    /// The other tweet's id; empty when only the handle is known (`RT @handle: …`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The other author's handle, when known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handle: String,
}

/// The kind of a [`Relation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RelationKind {
    RetweetOf,
    ReplyTo,
    QuoteOf,
}
