//! Which templates of a set can be used when some cannot: what is wrong with one must not hide what is wrong with the others.
//!
//! It must not know what the templates are for.

use super::failure;
use super::uses::Uses;
use post::Diagnostic;
use std::collections::BTreeSet;
use tera::{ErrorKind, Tera};

/// A set with the templates that can be used, and all that is wrong with the others.
pub(super) struct Whole {
    pub engine: Tera,
    /// The names of those that cannot be used: wrong themselves, or made of others that are.
    pub broken: BTreeSet<String>,
    pub mistakes: Vec<Diagnostic>,
}

/// Gives the engine these templates, name and text. `place` turns a name and a line into a file and its line.
pub(super) fn of(
    mut engine: Tera,
    texts: &[(String, String)],
    place: impl Fn(&str, u32) -> (String, u32) + Copy,
) -> Whole {
    let mut broken = BTreeSet::new();
    let mut mistakes = Vec::new();
    let added = engine.add_raw_templates(texts.iter().map(|(n, t)| (n, t)));
    let error = added.err();
    if error.is_some() {
        for (name, text) in texts {
            let alone = Tera::new().add_raw_template(name, text);
            if let Err(alone) = alone
                && matches!(alone.kind(), ErrorKind::SyntaxError(_))
            {
                mistakes.extend(failure::tell(&alone, name, place));
                broken.insert(name.clone());
            }
        }
    }
    // Each turn takes at least one template out.
    let mut next = error.filter(|_| broken.is_empty());
    loop {
        if let Some(error) = next.take() {
            let told = failure::tell(&error, "", place);
            let wrong: Vec<String> = told
                .iter()
                .filter_map(|one| named(one, texts, place))
                .collect();
            let missing_part = broken_parts(texts, &broken);
            mistakes.extend(told.into_iter().filter(|one| {
                // A component that a broken file defines is not missing.
                !(missing_part && one.message.en.contains("omponent"))
            }));
            if wrong.iter().all(|name| broken.contains(name)) {
                // Nobody in particular: none can be used.
                broken.extend(texts.iter().map(|(name, _)| name.clone()));
            }
            broken.extend(wrong);
        } else if broken.is_empty() {
            break;
        }
        spread(&mut broken, texts);
        let sound = texts.iter().filter(|(name, _)| !broken.contains(name));
        match engine.add_raw_templates(sound.map(|(n, t)| (n, t))) {
            Ok(()) => break,
            Err(error) => next = Some(error),
        }
    }
    let names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
    let mistakes = mistakes.into_iter();
    Whole {
        engine,
        broken,
        mistakes: mistakes
            .map(|told| failure::resembling(told, &names))
            .collect(),
    }
}

/// The template that a message is about.
fn named(
    told: &Diagnostic,
    texts: &[(String, String)],
    place: impl Fn(&str, u32) -> (String, u32),
) -> Option<String> {
    let at = told.at.as_ref()?;
    let mut names = texts.iter().map(|(name, _)| name);
    names.find(|name| place(name, 0).0 == at.file).cloned()
}

/// Whether components may be missing only because their file is broken.
fn broken_parts(texts: &[(String, String)], broken: &BTreeSet<String>) -> bool {
    let mut files = texts.iter().filter(|(name, _)| broken.contains(name));
    files.any(|(_, text)| text.contains("component"))
}

/// What extends or includes a broken template is broken.
fn spread(broken: &mut BTreeSet<String>, texts: &[(String, String)]) {
    loop {
        let more: Vec<&String> = texts
            .iter()
            .filter(|(name, _)| !broken.contains(name))
            .filter(|(_, text)| Uses::names(text).iter().any(|name| broken.contains(name)))
            .map(|(name, _)| name)
            .collect();
        if more.is_empty() {
            return;
        }
        broken.extend(more.into_iter().cloned());
    }
}
