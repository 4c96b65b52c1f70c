//! What a language model did for a report: part of `dataset.yaml`.
//!
//! It must not know how it is counted.

use serde::{Deserialize, Serialize};

/// The ledger of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// The model.
    pub model: String,
    /// Questions that were answered, from the network or the cache.
    pub requests: u64,
    /// Tokens of the questions, as the endpoint counts them, or estimated where it does not say.
    pub tokens_in: u64,
    /// Tokens of the answers.
    pub tokens_out: u64,
    /// How many answers came from the cache.
    pub cached: u64,
    /// Sections whose first answer failed and whose second passed.
    pub repaired: u64,
    /// Sections that the model wrote, in part or whole.
    pub written: u64,
    /// Sections that kept the offline text because the model failed.
    pub replaced: u64,
}
