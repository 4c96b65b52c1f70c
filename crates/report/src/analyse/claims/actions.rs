//! The kinds of deeds, from `data/actions.yaml`: how tweets say them, what a headline calls them, what may be inferred.
//!
//! It must not know who does them.

use crate::analysis::Language;
use aho_corasick::AhoCorasick;
use post::yaml;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A kind of deed, from `data/actions.yaml`.
#[derive(Deserialize)]
pub(in crate::analyse) struct Action {
    /// Its name in the program.
    pub(super) name: String,
    /// The Chinese verb of the headline.
    pub(in crate::analyse) zh: String,
    /// How tweets say it, in lower case.
    pub(in crate::analyse) words: Vec<String>,
    /// What may be inferred from it.
    ground: String,
}

impl Action {
    /// Verb and ground in English.
    fn english(&self) -> (&str, &str) {
        let known = ENGLISH.get(&self.name);
        known.map_or(("", ""), |(verb, ground)| (verb, ground))
    }

    /// The English verb of the headline.
    pub(in crate::analyse) fn en(&self) -> &str {
        self.english().0
    }

    /// What may be inferred from it, in a language.
    pub(in crate::analyse) fn ground(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.ground,
            Language::English => self.english().1,
        }
    }
}

static ENGLISH: LazyLock<BTreeMap<String, (String, String)>> = LazyLock::new(|| {
    yaml::from_str(include_str!("../../../data/actions-en.yaml")).unwrap_or_default()
});

struct Actions {
    actions: Vec<Action>,
    owner: Vec<usize>,
    matcher: Option<AhoCorasick>,
}

static ACTIONS: LazyLock<Actions> = LazyLock::new(|| {
    let actions: Vec<Action> =
        yaml::from_str(include_str!("../../../data/actions.yaml")).unwrap_or_default();
    let owner = actions
        .iter()
        .enumerate()
        .flat_map(|(i, action)| action.words.iter().map(move |_| i))
        .collect();
    let matcher = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(actions.iter().flat_map(|action| &action.words))
        .ok();
    Actions {
        actions,
        owner,
        matcher,
    }
});

/// The kinds of deeds.
pub(in crate::analyse) fn actions() -> &'static [Action] {
    &ACTIONS.actions
}

/// The words of deeds in a text: from, to, and which deed.
pub(super) fn verbs(text: &str) -> Vec<(usize, usize, usize)> {
    let Some(matcher) = &ACTIONS.matcher else {
        return Vec::new();
    };
    matcher
        .find_iter(text)
        .map(|m| (m.start(), m.end(), ACTIONS.owner[m.pattern().as_usize()]))
        .filter(|&(start, end, _)| whole(text, start, end))
        .collect()
}

fn whole(text: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    // `Trump-announced` is no deed of Trump's.
    !text[..start].ends_with('-')
        && !(word(text[start..end].chars().next())
            && (word(text[..start].chars().next_back()) || word(text[end..].chars().next())))
}
