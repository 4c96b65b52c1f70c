//! The names the analysis knows, from `data/gazetteer.yaml`, and how to find them in a text.
//!
//! It must not know tweets or what is done with the names. How a version is read: `version`.

use super::version::{fraction, version};
use crate::analysis::Language;
use aho_corasick::AhoCorasick;
use post::yaml;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EntityKind {
    Model,
    Product,
    /// A company on an exchange.
    Listed,
    /// A company that is on none.
    Private,
    Organisation,
    Person,
    Token,
    /// A subject rather than a name.
    Theme,
}

/// The field a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Ai,
    Tech,
    Market,
    Crypto,
    World,
}

/// A name and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// As the report writes it, in the report's language.
    pub(super) name: String,
    /// As the gazetteer writes it: it is the same in every language.
    pub(super) key: String,
    pub(super) kind: EntityKind,
    pub(super) field: Field,
    /// `NASDAQ:NVDA` of a listed company, `BTC` of a token.
    pub(super) symbol: Option<String>,
    /// The entity that makes it.
    pub(super) maker: Option<usize>,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) entity: usize,
    /// Bytes of the text, the version included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The version as written after the name, such as `-R1` or ` 2.5 Pro`; empty without one.
    pub(super) version: String,
}

struct Spelling {
    entity: usize,
    /// Matches only in this case.
    exact: bool,
    /// Counts only beside the maker or another spelling.
    weak: bool,
}

/// All names, ready to be found.
pub(super) struct Gazetteer {
    language: Language,
    entities: Vec<Entity>,
    spellings: Vec<(String, Spelling)>,
    matcher: Option<AhoCorasick>,
    /// The accounts under which entities speak for themselves, in lower case.
    accounts: BTreeMap<String, usize>,
    /// Words that only begin like a name of the entity, in lower case.
    others: BTreeMap<usize, Vec<String>>,
}

#[derive(Deserialize)]
struct Group {
    field: Field,
    kind: Option<EntityKind>,
    names: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    name: String,
    kind: Option<EntityKind>,
    symbol: Option<String>,
    maker: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    account: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// The shipped gazetteer.
pub(super) fn shipped() -> &'static Gazetteer {
    shipped_in(Language::Chinese)
}

/// The shipped gazetteer with its names in a language. Entities have the same numbers in each.
pub(super) fn shipped_in(language: Language) -> &'static Gazetteer {
    const NAMES: &str = include_str!("../../data/gazetteer.yaml");
    static CHINESE: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::read(NAMES, Language::Chinese));
    static ENGLISH: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::read(NAMES, Language::English));
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// The English of names that the gazetteer has in Chinese.
fn english() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("../../data/english.txt").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
}

impl Gazetteer {
    fn read(text: &str, language: Language) -> Self {
        let groups: Vec<Group> = yaml::from_str(text).unwrap_or_default();
        let lines: Vec<(Field, Option<EntityKind>, Line)> = groups
            .into_iter()
            .flat_map(|group| {
                group
                    .names
                    .into_iter()
                    .map(move |line| (group.field, group.kind, line))
            })
            .collect();
        let index: BTreeMap<String, usize> = lines
            .iter()
            .enumerate()
            .map(|(i, (_, _, line))| (line.name.clone(), i))
            .collect();
        let mut spellings = Vec::new();
        let mut seen = BTreeSet::new();
        for (entity, (_, _, line)) in lines.iter().enumerate() {
            let mut add = |text: &str, exact: bool, weak: bool| {
                if seen.insert((text.to_owned(), entity)) {
                    spellings.push((
                        text.to_owned(),
                        Spelling {
                            entity,
                            exact,
                            weak,
                        },
                    ));
                }
            };
            // A name with exact spellings is an ordinary word, too: only those spellings count.
            if line.exact.is_empty() && line.weak.is_empty() {
                add(&line.name, false, false);
            }
            line.exact.iter().for_each(|text| add(text, true, false));
            line.also.iter().for_each(|text| add(text, false, false));
            line.weak.iter().for_each(|text| add(text, true, true));
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(spellings.iter().map(|(text, _)| text))
            .ok();
        let accounts = lines
            .iter()
            .enumerate()
            .flat_map(|(i, (_, _, line))| line.account.iter().map(move |at| (at.to_lowercase(), i)))
            .collect();
        let others = lines
            .iter()
            .enumerate()
            .filter(|(_, (_, _, line))| !line.not.is_empty())
            .map(|(i, (_, _, line))| (i, line.not.iter().map(|word| word.to_lowercase()).collect()))
            .collect();
        let english = match language {
            Language::Chinese => BTreeMap::new(),
            Language::English => english(),
        };
        let entities = lines
            .into_iter()
            .map(|(field, kind, line)| Entity {
                kind: line.kind.or(kind).unwrap_or(EntityKind::Theme),
                field,
                symbol: line.symbol,
                maker: line.maker.and_then(|maker| index.get(&maker).copied()),
                name: match english.get(line.name.as_str()) {
                    Some(name) => (*name).to_owned(),
                    None => line.name.clone(),
                },
                key: line.name,
            })
            .collect();
        Self {
            language,
            entities,
            spellings,
            matcher,
            accounts,
            others,
        }
    }

    /// The language of its names.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// What is known of an entity that was found.
    pub(super) fn entity(&self, entity: usize) -> &Entity {
        &self.entities[entity]
    }

    /// Whether a company is known by its one product rather than for many, as DeepSeek is.
    pub(super) fn is_brand(&self, entity: usize) -> bool {
        let made = self.entities.iter().filter(|one| one.maker == Some(entity));
        let things = made.filter(|one| one.kind != EntityKind::Person);
        self.entities[entity].kind == EntityKind::Private && things.count() <= 2
    }

    /// The entity that speaks for itself under an account, given in lower case.
    pub(super) fn speaker(&self, account: &str) -> Option<usize> {
        self.accounts.get(account).copied()
    }

    /// Every entity.
    pub(super) fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// Every spelling that stands for its entity by itself.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&Entity, &str)> {
        self.spellings
            .iter()
            .filter(|(_, spelling)| !spelling.weak)
            .map(|(text, spelling)| (&self.entities[spelling.entity], text.as_str()))
    }

    /// The other spellings of an entity.
    pub(super) fn spellings_of<'a>(&'a self, of: &'a Entity) -> impl Iterator<Item = &'a str> {
        self.spellings()
            .filter(move |(entity, text)| entity.key == of.key && *text != of.name)
            .map(|(_, text)| text)
    }

    /// Whether a text has a name that is no subject; nearly always as [`Gazetteer::find`] would say, at a fraction of the cost.
    pub(super) fn has_any(&self, text: &str) -> bool {
        let matcher = self.matcher.iter();
        matcher.flat_map(|it| it.find_iter(text)).any(|m| {
            let (written, spelling) = &self.spellings[m.pattern().as_usize()];
            !spelling.weak
                && (!spelling.exact || &text[m.start()..m.end()] == written)
                && self.entities[spelling.entity].kind != EntityKind::Theme
                && stands_alone(text, m.start(), m.end())
        })
    }

    /// Whether what stands in a text only begins like a name of the entity.
    fn is_other(&self, entity: usize, text: &str, start: usize) -> bool {
        self.others.get(&entity).is_some_and(|others| {
            others.iter().any(|word| {
                let found = text.get(start..start + word.len());
                found.is_some_and(|found| found.to_lowercase() == *word)
            })
        })
    }

    /// The names in a text, in order, none inside another.
    pub(super) fn find(&self, text: &str) -> Vec<Mention> {
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

    /// How a mention is written in the report: the name, and the version when there is one.
    pub(super) fn display(&self, mention: &Mention) -> String {
        let name = &self.entities[mention.entity].name;
        let version = mention.version.trim_matches([' ', '-']);
        let version = match version
            .strip_prefix('r')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            Some(rest) => format!("R{rest}"),
            None => version.to_owned(),
        };
        if version.is_empty() {
            return name.clone();
        }
        let joint = match mention.version.chars().next() {
            _ if name == "GPT" || matches!(version.as_str(), "R1" | "V3") => "-",
            Some('-') => "-",
            Some(' ') => " ",
            _ => "",
        };
        format!("{name}{joint}{version}")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let names = shipped();
        names
            .find(text)
            .iter()
            .map(|mention| names.display(mention))
            .collect()
    }

    #[test]
    fn names_are_found_in_both_languages_with_their_versions() {
        for (text, expected) in [
            (
                "昨天试了deepseek r1，比GPT-4o便宜",
                vec!["DeepSeek-R1", "GPT-4o"],
            ),
            ("借助 R1，DeepSeek 破解了", vec!["DeepSeek-R1", "DeepSeek"]),
            (
                "DeepSeek V3.2 与 Claude Opus 4.5、Gemini 3 Pro、Qwen2.5-Max",
                vec![
                    "DeepSeek V3.2",
                    "Claude Opus 4.5",
                    "Gemini 3 Pro",
                    "Qwen2.5-Max",
                ],
            ),
            ("R1 是一辆车", vec![]),
            ("I used the cursor keys; Cursorless @openai", vec!["Cursor"]),
            ("英伟达跌了 5%，ChatGPT 3 周年", vec!["英伟达", "ChatGPT"]),
            (
                "GPT-5 Thinking 与 GPT4o，DeepSeek 的 V3.2",
                vec!["GPT-5 Thinking", "GPT-4o", "DeepSeek", "DeepSeek V3.2"],
            ),
            ("pineapple metadata", vec![]),
            ("Copilot+ PCs 与黄金时代", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
