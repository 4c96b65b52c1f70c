//! The files of the template folder -> the set, with every mistake in them.
//!
//! It must not know pages.

use super::super::filters::{self, Base};
use super::super::reach::Set;
use super::super::shown;
use super::super::uses::Uses;
use super::super::whole::{self, Whole};
use super::layouts::{chain, layout_of};
use super::set::{Template, Templates};
use crate::sources::Sources;
use crate::view::from_yaml;
use fingerprint::Fingerprint;
use post::{Diagnostic, FrontMatter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::Tera;

/// Whether a template is one of pages: those of reports see a report and no page.
fn of_pages(path: &str, folder: &str) -> bool {
    !path[folder.len()..].starts_with("report/")
}

/// The name of the template set, before it is parsed.
fn name(sources: &Sources, folder: &str, base: &Base) -> Fingerprint {
    let files: Vec<(&str, Fingerprint)> = sources
        .under(folder)
        .filter(|(path, _)| of_pages(path, folder))
        .map(|(path, file)| (path, file.fingerprint))
        .collect();
    Fingerprint::of(&(folder, files, base))
}

/// The files of the set, as far as they could be read.
#[derive(Default)]
struct Read {
    /// Names and what stands behind the front matter.
    texts: Vec<(String, String)>,
    fronts: Vec<(String, FrontMatter)>,
    /// How many lines of front matter stand before the text that the engine sees.
    lines_before: BTreeMap<String, u32>,
}

fn read(sources: &Sources, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let mut read = Read::default();
    let own = sources.under(folder);
    for (path, file) in own.filter(|(path, _)| of_pages(path, folder)) {
        let bytes = file.bytes();
        let Ok(text) = std::str::from_utf8(&bytes) else {
            diagnostics.push(
                Diagnostic::error(
                    "encoding",
                    "the template is not UTF-8 text",
                    "模板不是 UTF-8 文本",
                )
                .at(path, 0, 0),
            );
            continue;
        };
        match FrontMatter::parse(path, text) {
            Ok((front, body)) => {
                let name = path[folder.len()..].to_owned();
                let before = front.source().matches('\n').count() as u32;
                read.lines_before.insert(name.clone(), before);
                read.texts.push((name.clone(), body.to_owned()));
                read.fronts.push((name, front));
            }
            Err(error) => diagnostics.push(*error),
        }
    }
    read
}

fn engine(base: &Base) -> Tera {
    let mut engine = Tera::new();
    filters::register(&mut engine, base);
    engine
}

impl Templates {
    /// Parses the set, or returns `last` where it was parsed from the same files.
    pub fn compile(
        sources: &Sources,
        folder: &str,
        base: Base,
        last: Option<Arc<Self>>,
    ) -> (Arc<Self>, Vec<Diagnostic>) {
        let name = name(sources, folder, &base);
        if let Some(last) = last
            && last.name == name
        {
            return (last, Vec::new());
        }
        let mut diagnostics = Vec::new();
        let Read {
            texts,
            fronts,
            lines_before,
        } = read(sources, folder, &mut diagnostics);
        let place = |name: &str, line: u32| {
            let before = lines_before.get(name).copied().unwrap_or(0);
            (format!("{folder}{name}"), line + before)
        };
        let shown: Vec<(String, String)> = texts
            .iter()
            .map(|(name, text)| (name.clone(), shown::translated(text).into_owned()))
            .collect();
        let Whole {
            engine,
            broken,
            mistakes,
        } = whole::of(engine(&base), &shown, place);
        diagnostics.extend(mistakes);
        let set = Set::of(&texts);
        let all_uses = Uses::of_set(&set);
        let chains: BTreeMap<&str, Option<String>> = fronts
            .iter()
            .map(|(name, front)| (name.as_str(), layout_of(front)))
            .collect();
        let mut broken = broken;
        let mut by_name = BTreeMap::new();
        for (name, front) in &fronts {
            let (seen, told) = chain(name, &chains, folder);
            if let Some(told) = told {
                diagnostics.push(told);
                broken.insert(name.clone());
            }
            let mut uses = Uses::default();
            let mut parts: BTreeSet<&str> = BTreeSet::new();
            for part in &seen {
                if let Some(own) = all_uses.get(part) {
                    uses.add(own);
                }
                parts.insert(part);
                parts.extend(set.reached_from(part));
            }
            let files = parts.iter().map(|part| {
                let file = sources.get(&format!("{folder}{part}"));
                (part, file.map(|file| file.fingerprint))
            });
            let files: Vec<_> = files.collect();
            let values = post::Value::Mapping(front.values().clone());
            by_name.insert(
                name.clone(),
                Template {
                    name: name.clone(),
                    layout: layout_of(front),
                    values: from_yaml(&values),
                    made_from: Fingerprint::of(&(folder, files, &base)),
                    uses: Arc::new(uses),
                },
            );
        }
        let templates = Self {
            index: set.index(),
            engine,
            by_name,
            broken,
            lines_before,
            base,
            folder: folder.to_owned(),
            name,
        };
        (Arc::new(templates), diagnostics)
    }
}
