//! Where the names stand in a text.
//!
//! It must not know how the names were read. How a version is read: `version`.

use super::super::version::{fraction, version};
use super::{EntityKind, Gazetteer, Mention};
use std::collections::BTreeSet;

impl Gazetteer {
    /// Whether a text has a name that is no subject; nearly always as [`Gazetteer::find`] would say, at a fraction of the cost.
    pub(in super::super) fn has_any(&self, text: &str) -> bool {
        let matcher = self.matcher.iter();
        matcher.flat_map(|it| it.find_iter(text)).any(|m| {
            let (written, spelling) = &self.spellings[m.pattern().as_usize()];
            !spelling.weak
                && (!spelling.exact || &text[m.start()..m.end()] == written)
                && self.entities[spelling.entity].kind != EntityKind::Theme
                && stands_alone(text, m.start(), m.end())
        })
    }

    /// Whether what stands in a text only begins or ends like a name of the entity.
    fn is_other(&self, entity: usize, text: &str, start: usize) -> bool {
        let behind = self.behind.get(&entity);
        let mut behind = behind.into_iter().flatten();
        if behind.any(|word| text[..start].ends_with(word.as_str())) {
            return true;
        }
        self.others.get(&entity).is_some_and(|others| {
            others.iter().any(|word| {
                let found = text.get(start..start + word.len());
                found.is_some_and(|found| found.to_lowercase() == *word)
            })
        })
    }

    /// The names in a text, in order, none inside another.
    pub(in super::super) fn find(&self, text: &str) -> Vec<Mention> {
        let Some(matcher) = &self.matcher else {
            return Vec::new();
        };
        let mut found: Vec<(usize, usize, usize)> = matcher
            .find_overlapping_iter(text)
            .map(|m| (m.start(), m.end(), m.pattern().as_usize()))
            .filter(|&(start, end, pattern)| {
                let (written, spelling) = &self.spellings[pattern];
                (!spelling.exact || &text[start..end] == written)
                    && stands_alone(text, start, end)
                    && !self.is_other(spelling.entity, text, start)
            })
            .collect();
        found.sort_by_key(|&(start, end, pattern)| (start, usize::MAX - end, pattern));
        let strong: BTreeSet<usize> = found
            .iter()
            .map(|&(_, _, pattern)| &self.spellings[pattern].1)
            .filter(|spelling| !spelling.weak)
            .map(|spelling| spelling.entity)
            .collect();
        let mut mentions: Vec<Mention> = Vec::new();
        for (start, end, pattern) in found {
            let spelling = &self.spellings[pattern].1;
            let entity = &self.entities[spelling.entity];
            let backed = strong.contains(&spelling.entity)
                || entity.maker.is_some_and(|maker| strong.contains(&maker));
            if (spelling.weak && !backed) || mentions.last().is_some_and(|last| start < last.end) {
                continue;
            }
            let versioned = matches!(
                entity.kind,
                EntityKind::Model | EntityKind::Product | EntityKind::Private
            );
            let rest = if !versioned {
                ""
            } else if spelling.weak {
                &text[end..end + fraction(&text[end..])]
            } else {
                version(
                    &text[end..],
                    text[..end].ends_with(|c: char| c.is_ascii_digit()),
                )
            };
            let own = match (spelling.weak, versioned) {
                (true, _) => format!(" {}", &text[start..end]),
                (false, true) => spelt_version(&entity.key, &text[start..end]).to_owned(),
                (false, false) => String::new(),
            };
            let version = format!("{own}{rest}");
            let end = end + rest.len();
            mentions.push(Mention {
                entity: spelling.entity,
                start,
                end,
                version,
            });
        }
        mentions
    }
}

/// The version inside a spelling: `-Pro` of `Janus-Pro`, where `Janus` is the name.
fn spelt_version<'a>(name: &str, written: &'a str) -> &'a str {
    let rest = written
        .get(..name.len())
        .filter(|head| head.eq_ignore_ascii_case(name))
        .map_or("", |head| &written[head.len()..]);
    let versioned =
        rest.starts_with(['-', ' ', '.']) || rest.starts_with(|c: char| c.is_ascii_digit());
    match versioned && rest.bytes().any(|b| b.is_ascii_alphanumeric()) {
        true => rest,
        false => "",
    }
}

/// Latin spellings are whole words; a digit may follow a name (`Qwen2.5`), a letter may not.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let first = text[start..end].chars().next();
    let last = text[start..end].chars().next_back();
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let open = !(word(first) && (word(before) || before == Some('@')));
    let letters = end - start >= 3 && last.is_some_and(|c| c.is_ascii_alphabetic());
    let glued = match after {
        Some(c) if c.is_ascii_digit() => !letters,
        after => word(after),
    };
    open && !(word(last) && glued)
}
