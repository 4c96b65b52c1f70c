//! Answers of a language model by the content of their questions: the cache of a dataset, `_data/<slug>/llm.jsonl`, and the
//! same as a record to be played again.
//!
//! It must not know what is asked.

use report::llm::{Reply, Request};
use serde::{Deserialize, Serialize};

/// The most answers that are kept, the oldest go first.
const MOST: usize = 400;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answered {
    /// The question's name by its content.
    question: String,
    /// The model that was asked.
    model: String,
    /// Its answer.
    reply: Reply,
}

/// Answers in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers(Vec<Answered>);

impl Answers {
    /// Reads answers, one a line; a line that is none is passed over, for the question can be asked again.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let lines = bytes.split(|byte| *byte == b'\n');
        Self(
            lines
                .filter_map(|line| serde_json::from_slice(line).ok())
                .collect(),
        )
    }

    /// The answers as text, one a line.
    pub(super) fn text(&self) -> String {
        let from = self.0.len().saturating_sub(MOST);
        let mut out = String::new();
        for answer in &self.0[from..] {
            // Strings and numbers are always JSON.
            out.push_str(&serde_json::to_string(answer).unwrap_or_default());
            out.push('\n');
        }
        out
    }

    /// The answer to a question.
    pub(super) fn find(&self, request: &Request) -> Option<&Reply> {
        let name = request.name();
        let known = self.0.iter().rev().find(|one| one.question == name)?;
        Some(&known.reply)
    }

    /// Adds an answer, unless it is known.
    pub(super) fn add(&mut self, request: &Request, reply: &Reply) {
        if self.find(request) != Some(reply) {
            self.0.push(Answered {
                question: request.name(),
                model: request.model.clone(),
                reply: reply.clone(),
            });
        }
    }
}
