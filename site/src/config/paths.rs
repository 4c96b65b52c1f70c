//! Which files of the folder belong to the site.
//!
//! It must not know what the files contain.

use fingerprint::Fingerprint;

/// Excluded unless the configuration includes them: what other tools keep beside a blog.
const NOT_THE_SITE: &[&str] = &[
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor",
    "package.json",
    "package-lock.json",
    "Cargo.toml",
    "Cargo.lock",
    "target",
];

/// `exclude` and `include` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paths {
    exclude: Vec<String>,
    include: Vec<String>,
    keep: Vec<String>,
}

impl Paths {
    pub(super) fn new(exclude: &[String], include: &[String], keep: &[String]) -> Self {
        let clean = |list: &[String]| -> Vec<String> {
            list.iter()
                .map(|pattern| {
                    pattern
                        .trim_start_matches("./")
                        .trim_matches('/')
                        .to_owned()
                })
                .filter(|pattern| !pattern.is_empty())
                .collect()
        };
        Self {
            exclude: clean(exclude),
            include: clean(include),
            keep: clean(keep),
        }
    }

    /// Whether a file belongs to the site: not excluded, and no part of its path is hidden or special, as in Jekyll.
    /// The folders `special` (`_posts`, `_drafts`) are looked into although they begin with `_`.
    pub fn belongs(&self, path: &str, special: &[&str]) -> bool {
        if self.include.iter().any(|pattern| covers(pattern, path)) {
            return true;
        }
        let odd = |part: &str| {
            (part.starts_with(['_', '.', '#']) && !special.contains(&part)) || part.ends_with('~')
        };
        let excluded = |pattern: &str| covers(pattern, path);
        !path.split('/').any(odd)
            && !self.exclude.iter().any(|pattern| excluded(pattern))
            && !NOT_THE_SITE.iter().any(|pattern| excluded(pattern))
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
            &list("docs/ *.log a/**/z.md"),
            &list(".htaccess _pages"),
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
        ] {
            assert_eq!(paths.belongs(path, &["_posts"]), belongs, "{path}");
        }
    }
}
