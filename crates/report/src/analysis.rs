//! What a report says, section by section, as statements with evidence. It is `analysis.yaml`.
//!
//! `analyse` writes it from tweets, `adopt` from a report somebody wrote, an author by hand; `compose` turns it into a
//! post. It must not know Markdown, nor how a statement was found.

use serde::{Deserialize, Serialize};

/// The unit of every sentence of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The sentence.
    pub text: String,
    /// What kind of claim it is.
    pub kind: Kind,
    /// The tweets it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// How many tweets say so.
    #[serde(default)]
    pub n_tweets: u64,
    /// How many different authors say so.
    #[serde(default)]
    pub n_authors: u64,
}

/// What kind of claim a statement makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody said or did it: needs evidence.
    Fact,
    /// A count over the dataset.
    Metric,
    /// An author's view: needs evidence.
    Opinion,
    /// Our conclusion, marked as such in the report.
    Inference,
}

/// One tweet that supports a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The tweet's id.
    pub tweet: String,
    /// The address a reader opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The author's handle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handle: String,
    /// The tweet's own words, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}
