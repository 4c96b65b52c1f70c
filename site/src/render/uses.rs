//! What a template looks at: which lists of the site it names.
//!
//! A page's memo key is what it can see, so a page that could see every post would change with every post. Jekyll gives every
//! template all of `site`; here a template gets the lists that it, or anything it includes, names. The names are found in
//! the text, not in the engine's parse: a name that stands there for another reason costs time, never correctness,
//! and one that cannot be followed (`site[key]`, `site` handed on) counts as all of them.
//!
//! It must not know what the lists hold.

use std::collections::{BTreeMap, BTreeSet};

/// What a template looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uses {
    names: BTreeSet<String>,
    all: bool,
    /// The content of posts in lists.
    pub content: bool,
    /// The posts before and after those in lists.
    pub neighbours: bool,
    /// The picture that stands for a post where it is shared.
    pub card: bool,
    /// It defines components, which anyone can call.
    pub components: bool,
}

impl Uses {
    /// Whether `site.<name>` may be looked at.
    pub fn site(&self, name: &str) -> bool {
        self.all || self.names.contains(name)
    }

    /// Adds what another template looks at.
    pub fn add(&mut self, other: Option<&Self>) {
        if let Some(other) = other {
            self.names.extend(other.names.iter().cloned());
            self.all |= other.all;
            self.content |= other.content;
            self.neighbours |= other.neighbours;
            self.components |= other.components;
            self.card |= other.card;
        }
    }

    /// What each template of a set looks at, together with all it extends, includes and could call.
    pub fn of_set(texts: &[(String, String)]) -> BTreeMap<String, Self> {
        let own: BTreeMap<&str, (Self, Vec<String>)> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), (Self::of_text(text), Self::names(text))))
            .collect();
        let mut components = Self::default();
        for (uses, _) in own.values().filter(|(uses, _)| uses.components) {
            components.add(Some(uses));
        }
        own.keys()
            .map(|name| {
                let mut uses = components.clone();
                let mut waiting = vec![*name];
                let mut seen = BTreeSet::new();
                while let Some(next) = waiting.pop() {
                    if let Some((found, names)) = own.get(next)
                        && seen.insert(next)
                    {
                        uses.add(Some(found));
                        waiting.extend(names.iter().map(String::as_str));
                    }
                }
                ((*name).to_owned(), uses)
            })
            .collect()
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
            uses.components |= tag
                .trim_start_matches('-')
                .trim_start()
                .starts_with("component");
            for (at, _) in tag.match_indices("site") {
                let before = tag[..at].chars().next_back();
                let rest = &tag[at + "site".len()..];
                if before.is_some_and(|c| is_name(c) || c == '.') || rest.starts_with(is_name) {
                    continue;
                }
                let dotted = rest.strip_prefix("?.").or_else(|| rest.strip_prefix('.'));
                match dotted.map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default()) {
                    Some(name) if !name.is_empty() => {
                        uses.names.insert(name.to_owned());
                    }
                    _ => uses.all = true,
                }
            }
            let other = |key| of_another(tag, key, shadowed);
            uses.content |= other("content") || other("output");
            uses.neighbours |= other("previous") || other("next");
            uses.card |= tag.contains("social_image");
            uses.all |= tag.contains("__tera_context");
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

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
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
    fn what_is_included_counts() {
        let texts = [
            ("a.html", "{% extends \"b.html\" %}"),
            ("b.html", "{% include \"c.html\" %}"),
            ("c.html", "{{ site.tags }}"),
            (
                "d.html",
                "{% component x() %}{{ site.data }}{% endcomponent %}",
            ),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let uses = Uses::of_set(&texts);
        assert!(uses["a.html"].site("tags") && uses["a.html"].site("data"));
        assert!(!uses["a.html"].site("posts"));
    }
}
