//! Which files of the folder belong to the site.
//!
//! It must not know what the files contain.

use fingerprint::Fingerprint;

/// Excluded as by Jekyll, unless the configuration includes them.
const JEKYLLS_EXCLUDES: &[&str] = &[
    ".sass-cache/",
    ".jekyll-cache/",
    "gemfiles/",
    "Gemfile",
    "Gemfile.lock",
    "node_modules/",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// Excluded too: what other tools keep beside a blog.
const NOT_THE_SITE: &[&str] = &[
    "package.json",
    "package-lock.json",
    "Cargo.toml",
    "Cargo.lock",
    "target",
];

/// Included where the configuration names nothing.
const JEKYLLS_INCLUDES: &[&str] = &[".htaccess"];

/// `exclude` and `include` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paths {
    exclude: Vec<String>,
    include: Vec<String>,
    keep: Vec<String>,
}

impl Paths {
    /// The rules of the configuration; `include` replaces what is included otherwise, as in Jekyll.
    pub(super) fn new(exclude: &[String], include: Option<&[String]>, keep: &[String]) -> Self {
        let clean = |list: &[String]| -> Vec<String> {
            list.iter()
                .map(|pattern| {
                    pattern
                        .trim_start_matches("./")
                        .trim_start_matches('/')
                        .to_owned()
                })
                .filter(|pattern| !pattern.is_empty())
                .collect()
        };
        let usual: Vec<String> = JEKYLLS_INCLUDES
            .iter()
            .map(|one| (*one).to_owned())
            .collect();
        let folders_too = |list: Vec<String>| -> Vec<String> {
            list.iter()
                .map(|pattern| pattern.trim_end_matches('/').to_owned())
                .collect()
        };
        Self {
            exclude: clean(exclude),
            include: folders_too(clean(include.unwrap_or(&usual))),
            keep: folders_too(clean(keep)),
        }
    }

    /// Whether a file belongs to the site: not excluded, and no part of its path is hidden or special, as in Jekyll.
    /// The folders `special` (`_posts`, `_drafts`) are looked into although they begin with `_`.
    pub fn belongs(&self, path: &str, special: &[&str]) -> bool {
        if self.includes(path) {
            return true;
        }
        let odd = |part: &str| {
            (part.starts_with(['_', '.', '#', '~']) && !special.contains(&part))
                || part.ends_with('~')
        };
        !path.split('/').any(odd) && !self.excludes(path)
    }

    /// Whether a file in the folder of a collection belongs to it; `inner` is its path there. Only the whole and the name are
    /// looked at, as in Jekyll.
    pub fn belongs_to_collection(&self, path: &str, inner: &str) -> bool {
        let name = inner.rsplit('/').next().unwrap_or(inner);
        let odd = |part: &str| part.starts_with(['_', '.', '#', '~']) || part.ends_with('~');
        self.includes(inner) || !(odd(inner) || odd(name) || self.excludes(path))
    }

    /// Whether the configuration asks for this file although it would be left out.
    pub fn includes(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.include
            .iter()
            .any(|pattern| covers(pattern, path) || pattern == name)
    }

    fn excludes(&self, path: &str) -> bool {
        // `docs` excludes `docs.md` too, and a star crosses folders: Jekyll's rules, which blogs rely on.
        let like = |pattern: &str| {
            covers(pattern, path)
                || path.starts_with(pattern)
                || (pattern.contains('*') && wild(pattern.as_bytes(), path.as_bytes()))
        };
        self.exclude.iter().any(|pattern| like(pattern))
            || JEKYLLS_EXCLUDES
                .iter()
                .any(|pattern| path.starts_with(pattern))
            || NOT_THE_SITE.iter().any(|pattern| covers(pattern, path))
    }

    /// Files in the destination that are nobody's output and stay.
    pub fn keep(&self) -> &[String] {
        &self.keep
    }

    /// The name of these rules.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of(self)
    }
}

/// Whether a pattern with stars names this path or a folder above it.
pub(super) fn glob(pattern: &str, path: &str) -> bool {
    covers(pattern, path)
}

/// Whether a pattern names this path or a folder above it. `*` stands for anything inside one part, `**` for any parts.
fn covers(pattern: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let pattern: Vec<&str> = pattern.split('/').collect();
    (1..=parts.len()).any(|n| matches(&pattern, &parts[..n]))
        || (pattern.len() == 1
            && pattern[0].contains('*')
            && parts
                .last()
                .is_some_and(|name| wild(pattern[0].as_bytes(), name.as_bytes())))
}

fn matches(pattern: &[&str], parts: &[&str]) -> bool {
    match (pattern.split_first(), parts.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => {
            matches(rest, parts) || (!parts.is_empty() && matches(pattern, &parts[1..]))
        }
        (Some((first, rest)), Some((part, others))) => {
            wild(first.as_bytes(), part.as_bytes()) && matches(rest, others)
        }
        _ => false,
    }
}

/// Whether `text` is like `pattern`, where `*` is any run of bytes and `?` any one; in time linear in each star.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p, t));
                p += 1;
            }
            Some(b'?') => {
                p += 1;
                t += 1;
            }
            Some(byte) if *byte == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    p = star + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_files_and_folders() {
        let list = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let paths = Paths::new(
            &list("docs/ *.log a/**/z.md READ"),
            Some(&list(".htaccess _pages")),
            &[],
        );
        for (path, belongs) in [
            ("about.md", true),
            ("docs/a.md", false),
            ("x/y.log", false),
            ("a/b/c/z.md", false),
            ("a/b/z.txt", true),
            (".htaccess", true),
            (".git/config", false),
            ("_pages/a.md", true),
            ("_posts/a.md", true),
            ("x/_other/a.md", false),
            ("notes.md~", false),
            ("node_modules/a/b.js", false),
            ("README.md", false),
            ("docs.md", true),
            ("vendor/a.js", true),
            ("vendor/bundle/a.rb", false),
            ("sub/.htaccess", true),
        ] {
            assert_eq!(paths.belongs(path, &["_posts"]), belongs, "{path}");
        }
    }
}
