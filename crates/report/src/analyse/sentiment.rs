//! The mood of a text, by linear models over n-grams: one for Chinese, one for English, one for posts on shares.
//!
//! It must not know topics. A text whose best class is neutral has no mood, nor has one in another language.

use super::learn::{self, Model};
use std::sync::LazyLock;

/// What leans less has no mood, in millionths for Chinese and English: much talk about things is neither.
const CLEAR: (i64, i64) = (450_000, 0);

/// The mood of a tweet in thousandths, -1000 to 1000: by how much the better side beats the next class.
pub(super) fn mood(text: &str, language: &str) -> Option<i32> {
    let (model, features, clear) = match language {
        "zh" => (model_zh()?, learn::chinese(text), CLEAR.0),
        "en" => (model_en()?, learn::english(text), CLEAR.1),
        _ => return None,
    };
    let (class, margin) = model.best(&features);
    if margin < clear {
        return None;
    }
    let size = (margin / 1_000).clamp(1, 1_000) as i32;
    match class {
        0 => Some(-size),
        2 => Some(size),
        _ => None,
    }
}

/// The shipped model of Chinese mood: negative, neutral, positive.
pub(super) fn model_zh() -> Option<&'static Model> {
    static MODEL: LazyLock<Option<Model>> =
        LazyLock::new(|| Model::read(include_bytes!("../../data/sentiment-zh.model")).ok());
    MODEL.as_ref()
}

/// The shipped model of English mood: negative, neutral, positive.
pub(super) fn model_en() -> Option<&'static Model> {
    static MODEL: LazyLock<Option<Model>> =
        LazyLock::new(|| Model::read(include_bytes!("../../data/sentiment-en.model")).ok());
    MODEL.as_ref()
}

/// The shipped model of which way a post on a share points: down, up.
pub(super) fn model_finance() -> Option<&'static Model> {
    static MODEL: LazyLock<Option<Model>> =
        LazyLock::new(|| Model::read(include_bytes!("../../data/finance.model")).ok());
    MODEL.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_moods_are_felt_and_silence_is_silence() {
        for (text, language, sign) in [
            ("太开心了，谢谢大家，爱你们！", "zh", 1),
            ("气死我了，真是垃圾，太恶心了", "zh", -1),
            ("I love this, it is wonderful, thank you!", "en", 1),
            ("this is terrible, I hate it so much", "en", -1),
            ("すごい", "ja", 0),
        ] {
            assert_eq!(mood(text, language).unwrap_or(0).signum(), sign, "{text}");
        }
        assert!(model_finance().is_some());
    }
}
