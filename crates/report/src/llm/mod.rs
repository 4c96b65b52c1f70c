//! A language model that writes sentences of a report, if the author wants one: it sees tweets under local labels, says which
//! of them each sentence rests on, and nothing it writes is printed that those tweets do not bear out.
//!
//! `packet` (what it may see) -> `request` -> `reply` and `answer` (what came back) -> `verify` -> `place`. The offline report
//! is there before and stays wherever the model fails. This must not know the network: whoever calls hands in a function that
//! asks.

mod answer;
mod attack;
mod clean;
mod ledger;
mod packet;
mod place;
mod prompt;
mod reply;
mod request;
mod run;
mod told;
mod verify;

pub use attack::is_attack;
pub use ledger::Usage;
pub use packet::{Packet, packets};
pub use prompt::Prompts;
pub use reply::{Heard, Refusal, Reply, read as read_reply};
pub use request::{Form, Message, Request};
pub use run::{Ask, Improved, Plan, improve, plan};

/// What the author wants of the model.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The model's name at the endpoint.
    pub model: String,
    /// The most tokens an answer may have.
    pub answer: u64,
    /// The most tokens that may be spent on a report, questions and answers together.
    pub budget: u64,
    /// The most tweets that a packet shows.
    pub tweets: usize,
    /// What the model is told.
    pub prompts: Prompts,
}
