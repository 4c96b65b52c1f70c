//! What a server shows at one moment: a website, and what is wrong with the author's newest files.
//!
//! It must not know how it is asked for.

use super::resolve::{Found, resolve};
use crate::edge::draw::in_language;
use post::{Diagnostic, Severity};
use serde::Serialize;
use site::{Output, Outputs};
use std::sync::Arc;

/// More changed assets than this are told as "reload".
const MOST: usize = 100;

/// One moment of the website.
#[derive(Clone)]
pub(crate) struct Snapshot {
    /// The last website that could be built.
    pub(crate) outputs: Arc<Outputs>,
    /// The errors that keep a newer one from being built, as JSON for the page.
    pub(crate) problems: String,
    /// What every address begins with: empty, or `/blog`.
    pub(crate) base: String,
    /// Whether pages are kept up to date.
    pub(crate) live: bool,
}

#[derive(Serialize)]
struct Problem<'a> {
    level: &'static str,
    message: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    excerpt: Option<&'a str>,
    help: Option<&'a str>,
}

/// Errors as JSON, in the author's language.
pub(crate) fn problems(diagnostics: &[Diagnostic], zh: bool) -> String {
    let problem = |diagnostic: &'_ Diagnostic| {
        let at = diagnostic.at.as_ref();
        serde_json::to_value(Problem {
            level: if zh { "错误" } else { "error" },
            message: in_language(&diagnostic.message, zh),
            file: at.map_or("", |at| &at.file),
            line: at.map_or(0, |at| at.line),
            column: at.map_or(0, |at| at.column),
            excerpt: diagnostic.excerpt.as_deref(),
            help: diagnostic.help.as_ref().map(|help| in_language(help, zh)),
        })
    };
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let list: Vec<_> = errors.take(20).flat_map(problem).collect();
    serde_json::Value::from(list).to_string()
}

impl Snapshot {
    /// What a browser that goes to this address gets to see.
    fn page(&self, path: &str) -> Option<&Output> {
        match resolve(&self.outputs, &self.base, path) {
            Found::File(_, output) => Some(output),
            Found::Nothing(page) => page,
            Found::Elsewhere(_) => None,
        }
    }

    /// The name of what stands at an address; it changes when that does.
    pub(super) fn name(&self, path: &str) -> String {
        self.page(path)
            .map_or_else(|| "-".to_owned(), |output| output.fingerprint().to_string())
    }

    /// What to tell a page that shows the version `seen` of `path` and that was told of `last`, as server-sent events.
    pub(super) fn news(&self, last: Option<&Self>, path: &str, seen: &str) -> String {
        let mut events = String::new();
        let known = last.map_or("[]", |last| &last.problems);
        if self.problems != known {
            events.push_str(&format!("event: problems\ndata: {}\n\n", self.problems));
        }
        if self.name(path) != seen {
            events.push_str("event: reload\ndata:\n\n");
        } else if let Some(last) = last
            && !Arc::ptr_eq(&self.outputs, &last.outputs)
        {
            let changed: Vec<String> = self
                .outputs
                .iter()
                .filter(|(path, output)| {
                    let before = last.outputs.get(path).map(Output::fingerprint);
                    !path.ends_with(".html") && before != Some(output.fingerprint())
                })
                .map(|(path, _)| format!("{}/{path}", self.base))
                .collect();
            match changed.len() {
                0 => {}
                1..=MOST => {
                    let list = serde_json::Value::from(changed);
                    events.push_str(&format!("event: assets\ndata: {list}\n\n"));
                }
                _ => events.push_str("event: reload\ndata:\n\n"),
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerprint::Fingerprint;

    fn snapshot(files: &[(&str, &str)]) -> Snapshot {
        let mut outputs = Outputs::default();
        for (path, text) in files {
            let name = Fingerprint::of_bytes(text.as_bytes());
            outputs.insert(*path, Output::new(Arc::new(text.to_string()), name));
        }
        Snapshot {
            outputs: Arc::new(outputs),
            problems: "[]".into(),
            base: "/b".into(),
            live: true,
        }
    }

    #[test]
    fn tells_a_page_only_what_concerns_it() {
        let old = snapshot(&[
            ("a.html", "1"),
            ("b.html", "1"),
            ("404.html", "no"),
            ("c.css", "1"),
        ]);
        let new = snapshot(&[
            ("a.html", "2"),
            ("b.html", "1"),
            ("404.html", "no"),
            ("c.css", "2"),
        ]);
        let news = |path: &str| new.news(Some(&old), path, &old.name(path));
        assert_eq!(news("/b/a"), "event: reload\ndata:\n\n");
        assert_eq!(news("/b/b.html"), "event: assets\ndata: [\"/b/c.css\"]\n\n");
        // A page that appears, one that goes away, and one that was missed while the connection was down.
        assert!(
            new.news(None, "/b/a", &old.name("/b/new"))
                .contains("reload")
        );
        assert!(
            snapshot(&[])
                .news(Some(&old), "/b/a", &old.name("/b/a"))
                .contains("reload")
        );
        assert!(old.news(None, "/b/a", &old.name("/b/a")).is_empty());
    }

    #[test]
    fn problems_come_and_go() {
        let good = snapshot(&[("a.html", "1")]);
        let error = Diagnostic::error("x", "<script>", "坏").at("a.md", 3, 1);
        let bad = Snapshot {
            problems: problems(&[error], true),
            ..good.clone()
        };
        let told = bad.news(Some(&good), "/b/a", &good.name("/b/a"));
        assert!(
            told.starts_with("event: problems\ndata: [{\"level\":\"错误\",\"message\":\"坏\""),
            "{told}"
        );
        let repaired = good.news(Some(&bad), "/b/a", &good.name("/b/a"));
        assert_eq!(repaired, "event: problems\ndata: []\n\n");
    }
}
