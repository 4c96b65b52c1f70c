//! What a model is to answer: a title and sentences, each with the labels of the tweets it rests on. The schema is sent with
//! the question, and the answer is read against the same rules here, since not every endpoint keeps to it.
//!
//! It must not know tweets.

use serde::Deserialize;
use serde_json::{Value, json};

/// The most sentences of an answer that are looked at.
pub(super) const SENTENCES: usize = 4;

/// The most labels of a sentence.
pub(super) const CITES: usize = 4;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    /// A few words that name the matter; may be empty.
    pub(super) title: String,
    /// The sentences in their order.
    pub(super) sentences: Vec<Said>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// Its words.
    pub(super) text: String,
    /// The labels of the tweets it rests on.
    pub(super) cites: Vec<String>,
    /// The label of the tweet whose author holds this view; empty for a fact.
    pub(super) speaker: String,
    /// The label of the tweet that is quoted; empty for none.
    pub(super) quoted: String,
    /// Words of that tweet, verbatim.
    pub(super) quote: String,
}

/// The rules as a JSON schema.
pub(super) fn schema() -> Value {
    let text = |most: u32| json!({"type": "string", "maxLength": most});
    let sentence = json!({
        "type": "object",
        "properties": {
            "text": text(240),
            "cites": {"type": "array", "items": text(6), "minItems": 1, "maxItems": CITES},
            "speaker": text(6),
            "quoted": text(6),
            "quote": text(160),
        },
        "required": ["text", "cites", "speaker", "quoted", "quote"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": {
            "title": text(60),
            "sentences": {"type": "array", "items": sentence, "minItems": 1, "maxItems": SENTENCES},
        },
        "required": ["title", "sentences"],
        "additionalProperties": false,
    })
}

/// Reads an answer; what models like to put around it, thoughts and fences, is passed over.
pub(super) fn read(content: &str) -> Result<Answer, String> {
    let after = content
        .rsplit_once("</think>")
        .map_or(content, |(_, rest)| rest);
    let (Some(from), Some(to)) = (after.find('{'), after.rfind('}')) else {
        return Err("the answer is not JSON".into());
    };
    let json = after.get(from..=to).unwrap_or_default();
    let answer: Answer = serde_json::from_str(json).map_err(|error| {
        let error = error.to_string();
        // What the error cites of the answer is the model's, and of no use to it.
        let short: String = error.chars().take(120).collect();
        format!("the answer does not follow the schema: {short}")
    })?;
    if answer.sentences.is_empty() || answer.sentences.len() > SENTENCES {
        return Err(format!("give one to {SENTENCES} sentences"));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_follows_the_schema_is_an_answer() {
        let one = r#"{"text":"a","cites":["T1"],"speaker":"","quoted":"","quote":""}"#;
        let good = format!(r#"{{"title":"x","sentences":[{one}]}}"#);
        for (content, well) in [
            (good.clone(), true),
            (format!("<think>{{</think>\n```json\n{good}\n```"), true),
            (String::new(), false),
            ("data: {}".into(), false),
            (good[..good.len() - 4].to_owned(), false),
            (r#"{"title":"x","sentences":[]}"#.into(), false),
            (
                format!(r#"{{"title":"x","url":"y","sentences":[{one}]}}"#),
                false,
            ),
            (
                format!(r#"{{"title":"x","sentences":[{one},{one},{one},{one},{one}]}}"#),
                false,
            ),
            ("[".repeat(100_000), false),
        ] {
            assert_eq!(
                read(&content).is_ok(),
                well,
                "{}",
                &content[..content.len().min(80)]
            );
        }
    }
}
