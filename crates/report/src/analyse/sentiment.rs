//! The mood of a text by small lexicons of its own, `data/sentiment.yaml`.
//!
//! It must not know topics. It is honest about silence: a text without a word of mood has none.

use post::yaml;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Deserialize, Default)]
struct Lines {
    #[serde(default)]
    zh: Lexicon,
    #[serde(default)]
    en: Lexicon,
}

#[derive(Deserialize, Default)]
struct Lexicon {
    #[serde(default)]
    positive: BTreeMap<i32, Vec<String>>,
    #[serde(default)]
    negative: BTreeMap<i32, Vec<String>>,
    #[serde(default)]
    negation: Vec<String>,
}

#[derive(Default)]
struct Moods {
    words: BTreeMap<String, i32>,
    negations: BTreeSet<String>,
}

static MOODS: LazyLock<Moods> = LazyLock::new(|| {
    let lines: Lines =
        yaml::from_str(include_str!("../../data/sentiment.yaml")).unwrap_or_default();
    let mut moods = Moods::default();
    for lexicon in [lines.zh, lines.en] {
        for (sign, words) in [(1, lexicon.positive), (-1, lexicon.negative)] {
            for (weight, words) in words {
                moods
                    .words
                    .extend(words.into_iter().map(|word| (word, sign * weight)));
            }
        }
        moods.negations.extend(lexicon.negation);
    }
    moods
});

/// The mood in thousandths, -1000 to 1000, of a text given as its words in lower case; `None` without a word of mood.
pub(super) fn mood<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<i32> {
    let moods = &*MOODS;
    let (mut sum, mut size, mut turned) = (0, 0, 0);
    for word in words {
        if moods.negations.contains(word) {
            turned = 3;
            continue;
        }
        if let Some(weight) = moods.words.get(word) {
            sum += if turned > 0 { -weight } else { *weight };
            size += weight.abs();
        }
        turned = (turned - 1).max(0);
    }
    // Two thirds of a point of doubt: one weak word alone does not make a strong mood.
    (size > 0).then(|| sum * 1000 / (size + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negation_turns_and_silence_is_silence() {
        assert!(mood(["真", "好用"]).is_some_and(|m| m > 0));
        assert!(mood(["不", "好用"]).is_some_and(|m| m < 0));
        assert!(mood(["this", "is", "not", "good"]).is_some_and(|m| m < 0));
        assert_eq!(mood(["吃", "饭"]), None);
    }
}
