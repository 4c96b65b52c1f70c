//! Tags and categories: which there are, and which posts have them.
//!
//! It must not know pages or addresses beyond the part of an address that a name becomes.

use std::collections::{BTreeMap, HashMap};

/// A tag or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name, as most posts write it.
    pub name: String,
    /// The part of an address it becomes.
    pub slug: String,
    /// The posts that have it, by their place in the list of posts.
    pub posts: Vec<usize>,
    /// Every way in which it is written, with the posts that write it so.
    pub spellings: BTreeMap<String, Vec<usize>>,
}

/// Gathers the names of posts that stand in their order. Names whose slugs are equal (`AI` and `ai`) are one term.
/// Most used first, then by name.
pub fn gather<'a>(posts: impl Iterator<Item = &'a [String]>) -> Vec<Term> {
    let mut spellings: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, names) in posts.enumerate() {
        for name in names {
            let numbers = spellings.entry(name).or_default();
            // A post can have a name more than once.
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    let mut spellings: Vec<(&str, Vec<usize>)> = spellings.into_iter().collect();
    spellings.sort_unstable();
    for (name, numbers) in spellings {
        let slug = slug(name);
        let term = terms.entry(slug.clone()).or_insert_with(|| Term {
            name: name.to_owned(),
            slug,
            posts: Vec::new(),
            spellings: BTreeMap::new(),
        });
        term.posts.extend(&numbers);
        term.spellings.insert(name.to_owned(), numbers);
    }
    let mut terms: Vec<Term> = terms.into_values().collect();
    for term in &mut terms {
        term.posts.sort_unstable();
        term.posts.dedup();
        // `max_by_key` keeps the last of equals; in reverse order that is the first by its bytes.
        let most = term
            .spellings
            .iter()
            .rev()
            .max_by_key(|(_, posts)| posts.len());
        if let Some((name, _)) = most {
            term.name.clone_from(name);
        }
    }
    terms.sort_by(|a, b| {
        b.posts
            .len()
            .cmp(&a.posts.len())
            .then_with(|| a.name.cmp(&b.name))
    });
    terms
}

/// The part of an address that a name becomes: lower case, blanks as `-`; letters of all scripts, digits and `+ # . _ -`
/// stay, so that `C`, `C++` and `C#` are three.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            '+' | '#' | '.' | '_' => out.push(c),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    let trimmed = out.trim_end_matches('-');
    // A name of dots would climb, one of nothing would be the folder itself: both are spelt by their code points.
    if trimmed.trim_matches('.').is_empty() {
        let codes: Vec<String> = name.chars().map(|c| format!("u{:x}", c as u32)).collect();
        return codes.join("-");
    }
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_apart_or_come_together() {
        for (name, expected) in [
            ("大模型", "大模型"),
            ("C++", "c++"),
            ("C#", "c#"),
            (".NET", ".net"),
            ("Machine Learning / AI", "machine-learning-ai"),
            ("..", "u2e-u2e"),
            ("a/../b", "a-..-b"),
            ("🚀", "u1f680"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        let posts = [
            vec!["ai".to_owned()],
            vec!["AI".to_owned()],
            vec!["AI".to_owned(), "Z".to_owned()],
        ];
        let terms = gather(posts.iter().map(Vec::as_slice));
        let shown: Vec<(&str, &[usize])> = terms
            .iter()
            .map(|t| (t.name.as_str(), &t.posts[..]))
            .collect();
        assert_eq!(shown, [("AI", &[0, 1, 2][..]), ("Z", &[2][..])]);
    }
}
