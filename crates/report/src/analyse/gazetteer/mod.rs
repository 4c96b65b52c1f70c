//! The names the analysis knows, from `data/gazetteer.yaml`, and how to find them in a text.
//!
//! It must not know tweets or what is done with the names. How a version is read: `version`.

mod find;
mod read;

use crate::analysis::Language;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::BTreeMap;
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
    /// What stands right before a spelling of the entity and makes it something else.
    behind: BTreeMap<usize, Vec<String>>,
}

/// The shipped gazetteer.
pub(super) fn shipped() -> &'static Gazetteer {
    shipped_in(Language::Chinese)
}

/// The shipped gazetteer with its names in a language. Entities have the same numbers in each.
pub(super) fn shipped_in(language: Language) -> &'static Gazetteer {
    const NAMES: &str = include_str!("../../../data/gazetteer.yaml");
    static CHINESE: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::read(NAMES, Language::Chinese));
    static ENGLISH: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::read(NAMES, Language::English));
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

impl Gazetteer {
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
            ("央行开会，日本央行也开会", vec!["中国人民银行", "日本央行"]),
            ("泰国央行与各国央行", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
