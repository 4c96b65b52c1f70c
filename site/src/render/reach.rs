//! Which templates of a set a text can bring in: all that it extends, includes or calls, and what these bring in.
//!
//! A page is made anew when one of these is another, so none may be missed. What counts is therefore that the name of a template
//! stands somewhere in the text, in whatever sense: too much costs time, never correctness.
//!
//! It must not know what templates look at.

use std::collections::{BTreeMap, BTreeSet};

/// The names of a set: of its templates, and of what they define.
#[derive(Default)]
pub struct Index {
    files: BTreeSet<String>,
    /// What components are called by, up to the first dot, and the template that defines them. No name stands for any.
    components: BTreeSet<(String, String)>,
}

/// The templates of a set, by name.
pub struct Set<'a> {
    texts: BTreeMap<&'a str, &'a str>,
    index: Index,
    /// What each of them brings in itself.
    named: BTreeMap<&'a str, BTreeSet<String>>,
}

impl Index {
    /// The templates that this text brings in itself.
    pub fn named(&self, text: &str) -> BTreeSet<String> {
        let any = spells(text);
        let calls = text.split('<').skip(1);
        let called: BTreeSet<&str> = calls.map(|rest| name_at(rest.trim_start())).collect();
        let files = self.files.iter();
        let files = files.filter(|name| any || text.contains(name.as_str()));
        let components = self.components.iter();
        let components =
            components.filter(|(name, _)| name.is_empty() || called.contains(name.as_str()));
        files
            .chain(components.map(|(_, file)| file))
            .cloned()
            .collect()
    }
}

impl<'a> Set<'a> {
    /// A set of these texts, each with its name.
    pub fn of(texts: &'a [(String, String)]) -> Self {
        let texts: BTreeMap<&str, &str> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let components = texts.iter().flat_map(|(file, text)| {
            let words = text.match_indices("component");
            let words = words.filter(|(at, _)| !text[..*at].ends_with(is_name));
            let rest = words.map(|(at, word)| &text[at + word.len()..]);
            let defined = rest.filter_map(|rest| rest.strip_prefix(char::is_whitespace));
            defined.map(|rest| (name_at(rest.trim_start()).to_owned(), (*file).to_owned()))
        });
        let index = Index {
            files: texts.keys().map(|name| (*name).to_owned()).collect(),
            components: components.collect(),
        };
        let named = texts.iter().map(|(name, text)| (*name, index.named(text)));
        Self {
            named: named.collect(),
            texts,
            index,
        }
    }

    /// Every template with its text.
    pub fn texts(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts.iter().map(|(name, text)| (*name, *text))
    }

    /// All templates that this one brings in; itself only if it comes back to itself.
    pub fn reached_from<'s>(&'s self, name: &'s str) -> BTreeSet<&'s str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(next) = waiting.pop() {
            let named = self.named.get(next).into_iter().flatten();
            for other in named.map(String::as_str) {
                if reached.insert(other) {
                    waiting.push(other);
                }
            }
        }
        reached
    }

    /// The names, for texts that come later.
    pub fn index(self) -> Index {
        self.index
    }
}

/// Whether the name of a template is spelt with escapes, which could be any.
fn spells(text: &str) -> bool {
    ["include", "extends"].iter().any(|word| {
        text.split(word).skip(1).any(|rest| {
            let mut parts = rest.trim_start().splitn(3, ['"', '\'', '`']);
            parts.next() == Some("") && parts.next().is_some_and(|name| name.contains('\\'))
        })
    })
}

/// The name that a text begins with.
fn name_at(text: &str) -> &str {
    text.split(|c| !is_name(c)).next().unwrap_or_default()
}

/// Whether names have this character.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_can_be_brought_in_is_missed() {
        let texts = [
            ("a.html", "{# {{ #}{% include \"b.html\" %}"),
            ("b.html", "{{ < ui.button label=\"x\" /> }}"),
            (
                "c.html",
                "{# {{ #}{%- component ui.button(label) -%}{% include 'd.html' %}{% endcomponent %}",
            ),
            ("d.html", ""),
            ("e.html", "{% include \"\\u0064.html\" %}"),
            ("f.html", "<uid>{% include \"f.html\" %}"),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let set = Set::of(&texts);
        let reached = |name: &'static str| set.reached_from(name).into_iter().collect::<Vec<_>>();
        assert_eq!(reached("a.html"), ["b.html", "c.html", "d.html"]);
        assert_eq!(reached("e.html").len(), 6);
        assert_eq!(reached("f.html"), ["f.html"]);
        assert!(reached("d.html").is_empty());
        let named = |text: &str| set.index.named(text).into_iter().collect::<Vec<_>>();
        assert_eq!(named("{% extends \"a.html\" %}"), ["a.html"]);
        assert_eq!(named("<ui.button>"), ["c.html"]);
    }
}
