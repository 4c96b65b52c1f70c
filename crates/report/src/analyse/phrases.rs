//! The sentences of a report, `_templates/report/phrases.<language>.yaml`: several ways to say one thing, with places for what was
//! found. An author's own file replaces them key by key.
//!
//! It must not know where they stand in a report. What is filled in is never read as a phrase.

use crate::analysis::Language;
use crate::files::from_yaml;
use post::Diagnostic;
use std::collections::BTreeMap;

/// Phrases by their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases(BTreeMap<String, Vec<String>>);

/// The name of a language's file in the folder of templates.
pub fn file(language: Language) -> &'static str {
    match language {
        Language::Chinese => "phrases.zh.yaml",
        Language::English => "phrases.en.yaml",
    }
}

impl Phrases {
    /// The shipped phrases of a language.
    pub fn shipped(language: Language) -> Self {
        let text = match language {
            Language::Chinese => {
                include_str!("../../../../_templates/report/phrases.zh.yaml")
            }
            Language::English => {
                include_str!("../../../../_templates/report/phrases.en.yaml")
            }
        };
        Self(post::yaml::from_str(text).unwrap_or_default())
    }

    /// The shipped phrases with an author's own in their place. What is told of them: keys that no report asks for.
    ///
    /// # Errors
    /// A file that is no map of lists of sentences.
    pub fn read(
        language: Language,
        path: &str,
        own: &str,
    ) -> Result<(Self, Vec<Diagnostic>), Box<Diagnostic>> {
        let mut phrases = Self::shipped(language);
        let own: BTreeMap<String, Vec<String>> = from_yaml(path, own)?;
        let mut told = Vec::new();
        for (key, ways) in own {
            match phrases.0.get_mut(&key) {
                None => told.push(
                    Diagnostic::warning(
                        "phrases",
                        format!("no report has a sentence `{key}`"),
                        format!("报告里没有名为 `{key}` 的句子"),
                    )
                    .at(path, 0, 0),
                ),
                Some(shipped) if !ways.is_empty() => *shipped = ways,
                Some(_) => {}
            }
        }
        Ok((phrases, told))
    }

    /// The way of a key whose turn it is, with what was found in its places.
    pub(super) fn say(&self, key: &str, turn: usize, values: &[(&str, &str)]) -> String {
        let ways = self.0.get(key).map_or(&[] as &[String], Vec::as_slice);
        match ways.len() {
            0 => String::new(),
            n => filled(&ways[turn % n], values),
        }
    }
}

/// A phrase with its places filled; a place that has no value stays as it is written.
fn filled(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let close = inner.find('}');
        let value = close.and_then(|close| {
            let known = values.iter().find(|(name, _)| *name == &inner[..close]);
            known.map(|(_, value)| (close, *value))
        });
        match value {
            Some((close, value)) => {
                out.push_str(value);
                rest = &inner[close + 1..];
            }
            None => {
                out.push('{');
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        assert_eq!(
            filled("{name}：{n} 条，{odd}", &[("name", "{n}"), ("n", "3")]),
            "{n}：3 条，{odd}"
        );
    }

    #[test]
    fn both_languages_have_the_same_phrases() {
        let keys = |language| Phrases::shipped(language).0.into_keys().collect::<Vec<_>>();
        assert_eq!(keys(Language::Chinese), keys(Language::English));
        assert!(keys(Language::Chinese).len() > 40);
    }

    #[test]
    fn an_author_replaces_phrases_by_key() {
        let own = "point.two: [\"两人说：\"]\nodd: [x]\n";
        let (phrases, told) = Phrases::read(Language::Chinese, "p.yaml", own).unwrap();
        assert_eq!(phrases.say("point.two", 5, &[]), "两人说：");
        assert_eq!(told.len(), 1);
        assert_eq!(
            phrases
                .say("mood.few", 0, &[("all", "3")])
                .matches('3')
                .count(),
            1
        );
    }
}
