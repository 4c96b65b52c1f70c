//! Liquid as the library reads it, with what Jekyll forgives and a site that is strict does not.
//!
//! It must not know whose text it is.

use super::grammar::read;
use super::{filters, mistake, translate};
use crate::config::SiteConfig;
use crate::sources::SourceFile;
use liquid_core::{Language, Renderable, Result, Runtime};
use post::Diagnostic;

/// Of one body no more is told than an author looks through: each takes a walk through the body to its line.
pub(super) const MOST_TOLD: usize = 50;

/// Of one body so many filters may be ones that nobody knows: for each the body is parsed anew.
const MOST_PASSED: usize = 100;

/// What is a mistake and not just nothing: `liquid` of the configuration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strict {
    pub syntax: bool,
    pub variables: bool,
    pub filters: bool,
}

impl Strict {
    pub(super) fn of(config: &SiteConfig) -> Self {
        let liquid = config.values.get("liquid");
        let said = |key: &str| liquid.and_then(|said| said.get(key)?.as_bool()) == Some(true);
        let mode = liquid.and_then(|said| said.get("error_mode")?.as_str());
        let (variables, filters) = (said("strict_variables"), said("strict_filters"));
        Self {
            syntax: variables || filters || mode == Some("strict"),
            variables,
            filters,
        }
    }
}

/// The text, parsed. As in Jekyll a filter that does not exist changes nothing, unless the site is strict.
pub(super) fn parse(
    text: &str,
    language: &Language,
    strict: Strict,
) -> Result<Vec<Box<dyn Renderable>>> {
    let mut extended: Option<Language> = None;
    let mut passed = 0;
    loop {
        let known = extended.as_ref().unwrap_or(language);
        let error = match read(text, known) {
            Ok(elements) => return Ok(elements),
            Err(error) => error,
        };
        let missing = filters::missing(&error).filter(|_| !strict.filters);
        let Some(name) = missing.filter(|name| known.filters.get(name).is_none()) else {
            return Err(error);
        };
        passed += 1;
        if passed > MOST_PASSED {
            return Err(error);
        }
        let mut more = known.clone();
        filters::pass(&mut more, name);
        extended = Some(more);
    }
}

/// What the includes of a body show that is no Liquid.
#[derive(Default)]
pub(super) struct LeftOut(pub Vec<Diagnostic>);

/// An include's text, parsed. What is shown there and is no Liquid shows nothing, which is told, unless the site is strict.
pub(super) fn include(
    (path, text): (&str, &str),
    language: &Language,
    strict: Strict,
    runtime: &dyn Runtime,
) -> Result<Vec<Box<dyn Renderable>>> {
    let parses = |text: &str| parse(text, language, strict);
    parses(&translate::translated(text)).or_else(|error| {
        let mut wrong = Vec::new();
        let lenient = translate::translated_where(text, &mut |at, tag| {
            let keeps = strict.syntax || translate::lacks_colon(tag) || parses(tag).is_ok();
            if !keeps {
                wrong.push(at);
            }
            keeps
        });
        let parsed = parses(&lenient).map_err(|_| error)?;
        let told = &mut runtime.registers().get_mut::<LeftOut>().0;
        for at in wrong {
            let new = mistake::nothing_in(path, text, at);
            if told.len() < MOST_TOLD && !told.contains(&new) {
                told.push(new);
            }
        }
        Ok(parsed)
    })
}

pub(super) fn text_of(file: &SourceFile) -> String {
    String::from_utf8_lossy(&file.bytes()).into_owned()
}
