//! A question to a model, as the body of a chat completion; its name by content, for the cache.
//!
//! It must not know where it goes.

use super::answer;
use fingerprint::Fingerprint;
use serde::Serialize;
use serde_json::json;

/// One message of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: &'static str,
    /// Its text.
    pub content: String,
}

/// How the shape of the answer is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `response_format` with the JSON schema.
    #[default]
    Schema,
    /// `response_format` that says JSON.
    Object,
    /// Only in words, for endpoints that know no `response_format`.
    Words,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The model's name.
    pub model: String,
    /// The talk so far.
    pub messages: Vec<Message>,
    /// The most tokens of the answer.
    pub answer: u64,
}

impl Request {
    /// The body that is sent.
    pub fn body(&self, form: Form) -> String {
        let mut body = json!({
            "model": self.model,
            "messages": self.messages,
            "temperature": 0,
            "max_tokens": self.answer,
            "stream": false,
        });
        let format = match form {
            Form::Schema => Some(json!({
                "type": "json_schema",
                "json_schema": {"name": "report", "strict": true, "schema": answer::schema()},
            })),
            Form::Object => Some(json!({"type": "json_object"})),
            Form::Words => None,
        };
        if let (Some(format), Some(map)) = (format, body.as_object_mut()) {
            map.insert("response_format".into(), format);
        }
        body.to_string()
    }

    /// The question's name by its content: the same question has the same.
    pub fn name(&self) -> String {
        Fingerprint::of_bytes(self.body(Form::Schema).as_bytes()).to_string()
    }

    /// How many tokens the question has, roughly and rather too many: one for each wide character, one for three others.
    pub fn tokens(&self) -> u64 {
        self.messages
            .iter()
            .map(|message| 8 + tokens(&message.content))
            .sum()
    }
}

/// How many tokens a text has, roughly.
pub(super) fn tokens(text: &str) -> u64 {
    let wide = text.chars().filter(|c| !c.is_ascii()).count() as u64;
    let narrow = text.len() as u64 - text.bytes().filter(|b| !b.is_ascii()).count() as u64;
    wide + narrow.div_ceil(3)
}
