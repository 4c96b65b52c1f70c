//! What a template looks at: which lists of the site it names, which keys of the configuration, which data and words.
//!
//! A page's memo key is what it can see, so a page that could see every post would change with every post. Jekyll gives every
//! template all of `site`; here a template gets what it, or anything it includes, names. The names are found in
//! the text, not in the engine's parse: a name that stands there for another reason costs time, never correctness,
//! and one that cannot be followed (`site[key]`, `site` handed on) counts as all of them.
//!
//! It must not know what the names stand for.

use super::reach::{Set, is_name};
use crate::view::Seen;
use std::collections::{BTreeMap, BTreeSet};
use tera::value::Key;

/// Names below one name, such as those in `site.title` and `site.posts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Names {
    names: BTreeSet<String>,
    all: bool,
}

/// What a template looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uses {
    site: Names,
    data: Names,
    /// The words of the interface.
    pub words: Names,
    /// The content of posts in lists.
    pub content: bool,
    /// The posts before and after those in lists.
    pub neighbours: bool,
    /// The picture that stands for a post where it is shared.
    pub card: bool,
}

impl Names {
    fn add(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
        self.all |= other.all;
    }

    /// Adds the name at the beginning of what follows the name above; all of them where there is none.
    fn follow(&mut self, rest: &str) {
        let dotted = rest.strip_prefix("?.").or_else(|| rest.strip_prefix('.'));
        let name = match dotted {
            Some(rest) => rest.split(|c| !is_name(c)).next(),
            None => in_brackets(rest),
        };
        match name {
            Some(name) if !name.is_empty() => {
                _ = self.names.insert(name.to_owned());
                // A hyphen takes away in templates and is part of a name in Liquid.
                let longer = dotted.and_then(|rest| rest.split(|c| !is_name(c) && c != '-').next());
                let longer = longer.map(|longer| longer.trim_end_matches('-'));
                if let Some(longer) = longer.filter(|longer| longer.len() > name.len()) {
                    self.names.insert(longer.to_owned());
                }
            }
            _ => self.all = true,
        }
    }

    /// Of these values the ones that are looked at. Whoever names one that is neither here nor `elsewhere` gets the names of all, since
    /// the message will tell which there are.
    pub fn of(
        &self,
        values: &[(Key<'static>, Seen)],
        elsewhere: impl Fn(&str) -> bool,
    ) -> Vec<(Key<'static>, Seen)> {
        if self.all {
            return values.to_vec();
        }
        let there = |name: &String| values.iter().any(|(key, _)| key.as_str() == Some(name));
        let told = self
            .names
            .iter()
            .any(|name| !elsewhere(name) && !there(name));
        let shown = values.iter().filter_map(|(key, seen)| {
            let named = key.as_str().is_none_or(|key| self.names.contains(key));
            match named {
                true => Some((key.clone(), seen.clone())),
                false => told.then(|| (key.clone(), Seen::none())),
            }
        });
        shown.collect()
    }
}

impl Uses {
    /// Whether `site.<name>` may be looked at.
    pub fn site(&self, name: &str) -> bool {
        self.site.all || self.site.names.contains(name)
    }

    /// Of the site's values those that are looked at; see [`Names::of`].
    pub fn of_site(
        &self,
        values: &[(Key<'static>, Seen)],
        elsewhere: impl Fn(&str) -> bool,
    ) -> Vec<(Key<'static>, Seen)> {
        self.site.of(values, elsewhere)
    }

    /// Of the files and folders of the data those that are looked at.
    pub fn of_data(&self, values: &[(Key<'static>, Seen)]) -> Vec<(Key<'static>, Seen)> {
        match self.site.all {
            true => values.to_vec(),
            false => self.data.of(values, |_| false),
        }
    }

    /// Adds what another template looks at.
    pub fn add(&mut self, other: &Self) {
        self.site.add(&other.site);
        self.data.add(&other.data);
        self.words.add(&other.words);
        self.content |= other.content;
        self.neighbours |= other.neighbours;
        self.card |= other.card;
    }

    /// What each template of a set looks at, together with all it extends, includes and calls.
    pub fn of_set(set: &Set<'_>) -> BTreeMap<String, Self> {
        let own: BTreeMap<&str, Self> = set
            .texts()
            .map(|(name, text)| (name, Self::of_text(text)))
            .collect();
        let whole = own.keys().map(|name| {
            let mut uses = own[*name].clone();
            for other in set.reached_from(name) {
                uses.add(&own[other]);
            }
            ((*name).to_owned(), uses)
        });
        whole.collect()
    }

    /// What the text of one template looks at.
    pub fn of_text(text: &str) -> Self {
        let mut uses = Self::default();
        // A loop may call its item `page`.
        let shadowed = tags(text).any(|tag| {
            let words: Vec<&str> = tag.trim_start_matches('-').split_whitespace().collect();
            words.starts_with(&["for", "page", "in"])
        });
        for tag in tags(text) {
            for rest in named(tag, "site") {
                uses.site.follow(rest);
                let data = rest.trim_start_matches(['?', '.']).strip_prefix("data");
                if let Some(rest) = data.filter(|rest| !rest.starts_with(is_name)) {
                    uses.data.follow(rest);
                }
            }
            for rest in named(tag, "t") {
                uses.words.follow(rest);
            }
            let other = |key| of_another(tag, key, shadowed);
            uses.content |= other("content") || other("output");
            uses.neighbours |= other("previous") || other("next");
            uses.card |= tag.contains("social_image");
            if tag.contains("__tera_context") {
                uses.site.all = true;
                uses.words.all = true;
            }
        }
        uses
    }

    /// The names of templates that a text extends or includes.
    pub fn names(text: &str) -> Vec<String> {
        let mut names = Vec::new();
        for tag in tags(text) {
            let tag = tag.trim_start_matches('-').trim_start();
            if tag.starts_with("extends") || tag.starts_with("include") {
                names.extend(
                    tag.split(['"', '\'', '`'])
                        .skip(1)
                        .step_by(2)
                        .map(str::to_owned),
                );
            }
        }
        names
    }
}

/// What follows a variable of this name, wherever it stands. A component's `@name` takes it from the page, and names where it looks at it.
fn named<'a>(tag: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    tag.match_indices(name).filter_map(move |(at, _)| {
        let before = tag[..at].chars().next_back();
        let rest = &tag[at + name.len()..];
        let apart = before.is_none_or(|c| !is_name(c) && c != '.' && c != '@');
        (apart && !rest.starts_with(is_name)).then_some(rest)
    })
}

/// `name` of `["name"]`.
fn in_brackets(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix("?[").or_else(|| rest.strip_prefix('['))?;
    let quote = inside.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, rest) = inside[1..].split_once(quote)?;
    (rest.starts_with(']') && !name.contains('\\')).then_some(name)
}

/// `x.content` where `x` is not the page itself, unless something else is called so; `x["content"]` too.
fn of_another(tag: &str, key: &str, shadowed: bool) -> bool {
    tag.match_indices(key).any(|(at, word)| {
        let rest = &tag[at + word.len()..];
        if rest.starts_with(is_name) {
            return false;
        }
        let before = tag[..at].trim_end_matches(['"', '\'']);
        if before.len() < at {
            // A word in quotes can be a key: `post["content"]`, `attribute="content"`.
            return true;
        }
        let Some(owner) = before.strip_suffix('.') else {
            return false;
        };
        let owner = owner.trim_end_matches('?');
        let page = owner.strip_suffix("page");
        shadowed || page.is_none_or(|rest| rest.ends_with(|c| is_name(c) || c == '.'))
    })
}

/// The insides of `{{ … }}` and `{% … %}`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find('{')?;
            let end = match rest.as_bytes().get(at + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                _ => {
                    rest = &rest[at + 1..];
                    continue;
                }
            };
            let inside = &rest[at + 2..];
            // Without an end, or with an end that stands in a string, the rest is looked at again: too much, never too little.
            let length = inside.find(end).unwrap_or(inside.len());
            rest = &inside[length.min(inside.len())..];
            return Some(&inside[..length]);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_looked_at() {
        let uses = Uses::of_text(
            "site.pages {% for p in site?.posts %}{{ p.title }}{% endfor %}{{ website.tags }}",
        );
        assert!(uses.site("posts"));
        assert!(!uses.site("pages") && !uses.site("tags") && !uses.content);
        assert!(Uses::of_text("{{ site[name] }}").site("tags"));
        assert!(Uses::of_text("{{ <card site={site} /> }}").site("tags"));
        assert!(Uses::of_text("{{ page.previous.content }}").content);
        assert!(Uses::of_text("{{ post?.content | safe }}").content);
        assert!(!Uses::of_text("{{ page.content }}{{ content }}").content);
        assert!(Uses::of_text("{{ post.next.title }}").neighbours);
        assert!(!Uses::of_text("{{ page.next.title }}{{ paginator.next_page }}").neighbours);
    }

    #[test]
    fn of_data_and_words_those_that_are_named() {
        let values = |names: &[&str]| -> Vec<(Key<'static>, Seen)> {
            let names = names.iter();
            names
                .map(|name| (Key::from((*name).to_owned()), Seen::of(1)))
                .collect()
        };
        let all = values(&["a", "b-c"]);
        let data = |text: &str| Uses::of_text(text).of_data(&all);
        assert_eq!(data("{{ site.data.a }}").len(), 1);
        assert_eq!(data("{{ site?.data?.a.b }}").len(), 1);
        assert_eq!(data("{{ site.data[\"b-c\"] }}").len(), 1);
        assert_eq!(data("{{ site.data[page.key] }}").len(), 2);
        assert_eq!(data("{% set all = site.data %}{{ all.a }}").len(), 2);
        assert_eq!(data("{{ site | jsonify }}").len(), 2);
        assert_eq!(data("{{ site.database }}").len(), 0);
        assert_eq!(data("{{ site.data.c }}").len(), 2, "names are told");
        let words = |text: &str| Uses::of_text(text).words.of(&all, |_| false).len();
        assert_eq!(words("{{ t.a }}{{ post.t }}{{ at.b }}"), 1);
        assert_eq!(words("{% component x(@t) %}{{ t.a }}"), 1);
        assert_eq!(words("{{ t[key] }}"), 2);
        let told = Uses::of_text("{{ t.c }}").words.of(&all, |_| false);
        assert!(told.len() == 2 && told.iter().all(|(_, seen)| seen.value().is_none()));
        assert!(
            Uses::of_text("{{ t.c }}")
                .words
                .of(&all, |name| name == "c")
                .is_empty()
        );
    }

    #[test]
    fn what_is_included_counts() {
        let texts = [
            ("a.html", "{% extends \"b.html\" %}"),
            ("b.html", "{% include \"c.html\" %}"),
            ("c.html", "{{ site.tags }}{{ <x /> }}"),
            (
                "d.html",
                "{% component x() %}{{ site.data }}{% endcomponent %}",
            ),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let uses = Uses::of_set(&Set::of(&texts));
        assert!(uses["a.html"].site("tags") && uses["a.html"].site("data"));
        assert!(!uses["a.html"].site("posts"));
    }
}
