//! What an endpoint sends back, as far as it matters: the text, whether it was cut off, and what it cost; or why nothing came.
//!
//! It must not know what the text should be.

use serde::{Deserialize, Serialize};

/// An answer of the endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What the model wrote.
    pub content: String,
    /// The answer ended because it was too long.
    #[serde(default)]
    pub cut: bool,
    /// Tokens of the question; 0 where the endpoint does not say.
    #[serde(default)]
    pub tokens_in: u64,
    /// Tokens of the answer.
    #[serde(default)]
    pub tokens_out: u64,
}

/// What came of a question.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The answer.
    pub reply: Reply,
    /// It was known before, and cost nothing now.
    pub cached: bool,
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The endpoint cannot be reached.
    Down(String),
    /// It took too long.
    Slow,
    /// It answered with an error, and said this of it.
    Status(u16, String),
    /// The answer is longer than any answer needs to be.
    TooLong,
    /// The answer is not a chat completion.
    Garbage,
    /// In a replay: the question was never recorded.
    NotRecorded,
}

#[derive(Deserialize)]
struct Body {
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Spent>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    content: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Spent {
    prompt_tokens: u64,
    completion_tokens: u64,
}

/// Reads the body of a chat completion; `None` when it is none.
pub fn read(bytes: &[u8]) -> Option<Reply> {
    let body: Body = serde_json::from_slice(bytes).ok()?;
    let choice = body.choices.into_iter().next()?;
    let spent = body.usage.unwrap_or_default();
    Some(Reply {
        content: choice.message.content.unwrap_or_default(),
        cut: choice.finish_reason.as_deref() == Some("length"),
        tokens_in: spent.prompt_tokens,
        tokens_out: spent.completion_tokens,
    })
}
