//! What a website's robots.txt says to this program (RFC 9309): where it may not go, and how long to wait between requests.
//!
//! It must not know who fetched the file.

/// The rules for us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    /// Patterns of paths, each with whether they are allowed.
    rules: Vec<(String, bool)>,
    /// Seconds between two requests, if the website has a wish.
    pub delay: Option<f32>,
}

impl Robots {
    /// Reads the groups for `agent`, or those for everybody where none names it.
    pub fn read(text: &str, agent: &str) -> Self {
        let (mut own, mut others) = (None::<Self>, Self::default());
        let (mut names, mut naming): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or(line);
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !naming {
                    names.clear();
                }
                naming = true;
                names.push(value.to_ascii_lowercase());
                continue;
            }
            naming = false;
            for name in &names {
                let group = match name.as_str() {
                    "*" => &mut others,
                    name if name == agent => own.get_or_insert_default(),
                    _ => continue,
                };
                match key.as_str() {
                    "allow" | "disallow" if !value.is_empty() => {
                        group.rules.push((value.to_owned(), key == "allow"));
                    }
                    "crawl-delay" => {
                        group.delay = value
                            .parse()
                            .ok()
                            .filter(|n: &f32| *n >= 0.0 && n.is_finite())
                    }
                    _ => {}
                }
            }
        }
        own.unwrap_or(others)
    }

    /// Whether a path with its query may be asked for: the longest pattern that fits decides, and a tie allows.
    pub fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting
            .max_by_key(|(pattern, allowed)| (pattern.len(), *allowed))
            .is_none_or(|(_, allowed)| *allowed)
    }
}

/// Whether a path begins as a pattern says, where `*` is anything and a final `$` the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        if whole && last {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_that_names_us_counts_and_the_longest_pattern_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Tuibao # us\nDisallow: /private\nAllow: /private/open\n\
                    Disallow: /*.pdf$\nDisallow: /a*/b\nDisallow:\nCrawl-delay: 2.5\n";
        let ours = Robots::read(text, "tuibao");
        for (path, allowed) in [
            ("/", true),
            ("/private/x", false),
            ("/private/open/x", true),
            ("/x.pdf", false),
            ("/x.pdf?y", true),
            ("/abc/b", false),
            ("/a/c", true),
        ] {
            assert_eq!(ours.allow(path), allowed, "{path}");
        }
        assert_eq!(ours.delay, Some(2.5));
        assert!(!Robots::read(text, "someone").allow("/x"));
        assert!(Robots::read("", "tuibao").allow("/x"));
    }
}
