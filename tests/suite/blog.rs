//! A blog as one text: sections headed `-- path --`, outputs headed `-- expect path --`, messages under `-- told --`.

use site::{Build, Settings, SourceFile, Sources};
use std::collections::BTreeMap;

/// What stands in a fixture.
pub(crate) struct Fixture {
    /// The blog.
    pub(crate) sources: Sources,
    /// What is to be built.
    pub(crate) expected: BTreeMap<String, String>,
    /// What is to be said.
    pub(crate) told: String,
}

impl Fixture {
    /// Takes a fixture apart.
    pub(crate) fn parse(text: &str) -> Self {
        let mut fixture = Self {
            sources: Sources::new(),
            expected: BTreeMap::new(),
            told: String::new(),
        };
        let mut sections: Vec<(&str, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let head = line
                .trim_end()
                .strip_prefix("-- ")
                .and_then(|rest| rest.strip_suffix(" --"));
            match (head, sections.last_mut()) {
                (Some(head), _) => sections.push((head, String::new())),
                (None, Some((_, body))) => body.push_str(line),
                (None, None) => {}
            }
        }
        for (head, body) in sections {
            match head.strip_prefix("expect ") {
                Some(path) => {
                    fixture.expected.insert(path.to_owned(), body);
                }
                None if head == "told" => fixture.told = body,
                None => fixture
                    .sources
                    .insert(head, SourceFile::new(body.into_bytes())),
            }
        }
        fixture
    }
}

/// A build on a day after everything in the fixtures but what is meant to be the future.
pub(crate) fn settings() -> Settings {
    Settings::at("2026-01-01T00:00:00+08:00".parse().unwrap())
}

/// An output as text.
pub(crate) fn text(build: &Build, path: &str) -> String {
    let output = build
        .outputs
        .get(path)
        .unwrap_or_else(|| panic!("no {path}: {}", told(build)));
    String::from_utf8(output.bytes().into_owned()).unwrap()
}

/// What a build has to say, a line each.
pub(crate) fn told(build: &Build) -> String {
    build
        .diagnostics
        .iter()
        .fold(String::new(), |mut out, told| {
            let (file, line) = told
                .at
                .as_ref()
                .map_or(("", 0), |at| (at.file.as_str(), at.line));
            let severity = if told.is_error() { "error" } else { "warning" };
            out += &format!(
                "{severity} {file}:{line}: {}: {}",
                told.code, told.message.en
            );
            let near = told.help.as_ref().map(|help| help.en.as_str());
            if let Some(near) = near.filter(|help| help.starts_with("did you mean")) {
                out += &format!(" ({near})");
            }
            out + "\n"
        })
}
