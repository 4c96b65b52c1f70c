//! What the analysis says of one tweet: a line of `labels.jsonl`.
//!
//! It must not know how a label was found.

use serde::{Deserialize, Serialize};

/// The labels of one tweet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The tweet.
    pub id: String,
    /// Language by script first: `zh`, `en`, `ja`, `ko`, … or `und`.
    pub language: String,
    /// The earliest original this one repeats (retweet, copy or near-copy).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// Advertising or not, and why.
    pub ad: Ad,
    /// The topic's id in the analysis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Mood of the text in thousandths: -1000 negative to 1000 positive; `None` when it says nothing of mood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<i32>,
}

/// Whether a tweet is advertising.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ad {
    /// The level.
    pub level: AdLevel,
    /// The score behind it, in thousandths.
    pub score: i32,
    /// Stable names of the reasons, strongest first, such as `promoted` or `referral-link`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// Three levels of advertising.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AdLevel {
    /// No advertising.
    #[default]
    None,
    /// The author promotes own work without an offer: stays, but does not lead.
    SelfPromotion,
    /// Advertising: left out of the report, counted by reason.
    Advertising,
}
