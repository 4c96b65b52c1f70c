//! Who did what, as a sentence says it in so many words: `OpenAI 收购 Neptune`, `Meta hires Alan Dye`.
//!
//! It must not conclude: a sentence that asks, doubts, denies or supposes yields nothing.

use super::gazetteer::{EntityKind, Gazetteer};
use super::sentences::{Sentence, sentences};
use crate::analysis::Language;
use aho_corasick::AhoCorasick;
use post::yaml;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use words::Kind;

/// A kind of deed, from `data/actions.yaml`.
#[derive(Deserialize)]
pub(super) struct Action {
    name: String,
    /// The Chinese verb of the headline.
    pub(super) zh: String,
    /// How tweets say it, in lower case.
    pub(super) words: Vec<String>,
    /// What may be inferred from it.
    ground: String,
}

impl Action {
    /// Verb and ground in English.
    fn english(&self) -> (&str, &str) {
        let known = ENGLISH.get(&self.name);
        known.map_or(("", ""), |(verb, ground)| (verb, ground))
    }

    /// The English verb of the headline.
    pub(super) fn en(&self) -> &str {
        self.english().0
    }

    /// What may be inferred from it, in a language.
    pub(super) fn ground(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.ground,
            Language::English => self.english().1,
        }
    }
}

static ENGLISH: LazyLock<BTreeMap<String, (String, String)>> = LazyLock::new(|| {
    yaml::from_str(include_str!("../../data/actions-en.yaml")).unwrap_or_default()
});

/// A deed with its doer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    /// The language of its names.
    pub(super) language: Language,
    /// Index into [`actions`].
    pub(super) action: usize,
    pub(super) actor: String,
    pub(super) object: Option<String>,
    /// The place of the sentence in the tweet.
    pub(super) place: usize,
}

impl Claim {
    /// The claim as a headline.
    pub(super) fn headline(&self) -> String {
        let action = &actions()[self.action];
        if self.language == Language::English {
            let object = self.object.iter().map(String::as_str);
            let words = [self.actor.as_str(), action.en()].into_iter().chain(object);
            return words.collect::<Vec<_>>().join(" ");
        }
        match &self.object {
            Some(object) => spaced(&[&self.actor, &action.zh, object]),
            None => spaced(&[&self.actor, &action.zh]),
        }
    }
}

struct Actions {
    actions: Vec<Action>,
    owner: Vec<usize>,
    matcher: Option<AhoCorasick>,
}

static ACTIONS: LazyLock<Actions> = LazyLock::new(|| {
    let actions: Vec<Action> =
        yaml::from_str(include_str!("../../data/actions.yaml")).unwrap_or_default();
    let owner = actions
        .iter()
        .enumerate()
        .flat_map(|(i, action)| action.words.iter().map(move |_| i))
        .collect();
    let matcher = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(actions.iter().flat_map(|action| &action.words))
        .ok();
    Actions {
        actions,
        owner,
        matcher,
    }
});

/// The kinds of deeds.
pub(super) fn actions() -> &'static [Action] {
    &ACTIONS.actions
}

/// Marks of a sentence that does not plainly say what happened.
const DOUBT: &[&str] = &[
    "如果",
    "要是",
    "可能",
    "会不会",
    "据说",
    "传闻",
    "猜",
    "是否",
    "有没有",
    "吗",
    "没有",
    "不会",
    "尚未",
    "还没",
    "假如",
    "万一",
    "希望",
    "期待",
    "?",
    "？",
    "if ",
    "might",
    "could",
    "would",
    "rumor",
    "reportedly",
    "will ",
    "may ",
    "not ",
    "n't",
    "maybe",
    "wonder",
    "hope",
    "said to",
    "什么时候",
    "之前",
    "去年",
    "当年",
    "预计",
    "或将",
    "将会",
    "应该",
    "就算",
    "即使",
    "除非",
    "别",
];

/// Subjects that have a price of their own.
const EXCHANGES: &[&str] = &["美股", "A 股", "港股", "黄金", "科技七巨头"];

/// Words with a capital that name nobody.
const DATES: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon",
    "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Today", "Tomorrow", "The ", "This", "New",
];

/// The claims of a text.
pub(super) fn find(text: &str, names: &Gazetteer) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for sentence in sentences(text) {
        for claim in of_sentence(&sentence, names) {
            if !claims
                .iter()
                .any(|known| known.headline() == claim.headline())
            {
                claims.push(claim);
            }
        }
    }
    claims
}

/// A name in a sentence.
struct Named {
    start: usize,
    end: usize,
    shown: String,
    /// It can do something: a company, a product, a person.
    acts: bool,
    /// It is something that can be released: a product, a model, or a name nobody knows.
    made: bool,
    /// It stands in the gazetteer.
    known: bool,
    /// It has a price: a share, a token, a market.
    priced: bool,
    /// It is somebody or something, not a subject.
    theme: bool,
}

fn of_sentence(sentence: &Sentence<'_>, names: &Gazetteer) -> Vec<Claim> {
    let text = sentence.text;
    let Some(matcher) = &ACTIONS.matcher else {
        return Vec::new();
    };
    let verbs: Vec<(usize, usize, usize)> = matcher
        .find_iter(text)
        .map(|m| (m.start(), m.end(), ACTIONS.owner[m.pattern().as_usize()]))
        .filter(|&(start, end, _)| whole(text, start, end))
        .collect();
    if verbs.is_empty() {
        return Vec::new();
    }
    let named = named(text, names);
    verbs
        .into_iter()
        .filter_map(|verb| claim(text, verb, &named, sentence.place, names.language()))
        .collect()
}

fn whole(text: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !(word(text[start..end].chars().next())
        && (word(text[..start].chars().next_back()) || word(text[end..].chars().next())))
}

fn claim(
    text: &str,
    (start, end, action): (usize, usize, usize),
    named: &[Named],
    place: usize,
    language: Language,
) -> Option<Claim> {
    let deed = &ACTIONS.actions[action];
    if doubtful(clause(text, start, end)) || text.contains(['?', '？']) {
        return None;
    }
    let actor = named
        .iter()
        .rev()
        .find(|name| name.end <= start && name.acts)?;
    let between = &text[actor.end..start];
    let before = text[..actor.start].trim_end();
    let somewhere = before.ends_with(['在', '于', '用', '从', '跟', '和', '与', '向', '给'])
        || [" at", " on", " in", " from", " with", " to", " for", " of"]
            .iter()
            .any(|word| before.to_lowercase().ends_with(word));
    let near = between.chars().count() <= 14
        && !breaks(between)
        && !between.contains(['被', '的'])
        && !between
            .trim_start()
            .starts_with(['上', '中', '里', '后', '前'])
        && !somewhere;
    if !near {
        return None;
    }
    let fits = |name: &Named| match deed.name.as_str() {
        "release" | "open" => name.made,
        "hire" => !name.made || !name.known,
        _ => true,
    };
    let object = named
        .iter()
        .find(|name| name.start >= end && !name.theme)
        .filter(|name| fits(name) && leads_to(&text[end..name.start], &text[name.end..]));
    let object = object
        .map(|name| name.shown.clone())
        .filter(|shown| *shown != actor.shown);
    let needs = !matches!(
        deed.name.as_str(),
        "drop" | "rise" | "attack" | "outage" | "flaw" | "price" | "update"
    );
    let of_price = matches!(deed.name.as_str(), "drop" | "rise");
    if if of_price { !actor.priced } else { actor.theme } {
        return None;
    }
    let tight = between.chars().count() <= 8;
    if needs && object.is_none() || !needs && !tight {
        return None;
    }
    let object = if needs { object } else { None };
    Some(Claim {
        language,
        action,
        actor: actor.shown.clone(),
        object,
        place,
    })
}

/// Whether the words between a verb and a name, and those after the name, leave the name the verb's object: `发布了关于
/// DeepSeek 的声明` and `launches on Android` do not.
fn leads_to(gap: &str, after: &str) -> bool {
    const TURNS: &[&str] = &[
        "关于",
        "针对",
        "对",
        "与",
        "给",
        "在",
        "用",
        "为",
        "从",
        "的",
        " about ",
        " for ",
        " on ",
        " to ",
        " of ",
        " by ",
        " in ",
        " at ",
        " from ",
        " into ",
        " after ",
        " over ",
        " against ",
        " using ",
        " via ",
    ];
    let lower = gap.to_lowercase();
    gap.chars().count() <= 16
        && !breaks(gap)
        && !TURNS.iter().any(|turn| lower.contains(turn))
        && !after.trim_start().starts_with('的')
        && !after.starts_with("'s")
        && !after.starts_with("’s")
}

/// The clause around a verb.
fn clause(text: &str, start: usize, end: usize) -> &str {
    let stops: &[char] = &['，', '；', ',', ';', '。'];
    let from = text[..start].rfind(stops).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let to = text[end..].find(stops).map_or(text.len(), |at| end + at);
    &text[from..to]
}

/// Whether a clause does not plainly say what happened.
fn doubtful(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    DOUBT.iter().any(|mark| lower.contains(mark))
}

fn breaks(text: &str) -> bool {
    text.contains([
        '，', '。', '；', '：', ',', ';', ':', '、', '（', '(', '—', '“', '"', '\n', '?', '！',
        '《', '|', '｜', '和',
    ]) || text.contains(" and ")
        || text.contains(" vs")
}

fn named(text: &str, names: &Gazetteer) -> Vec<Named> {
    let mut named: Vec<Named> = names
        .find(text)
        .iter()
        .map(|mention| {
            let kind = names.entity(mention.entity).kind;
            let theme = kind == EntityKind::Theme;
            let market = theme && EXCHANGES.contains(&names.entity(mention.entity).key.as_str());
            let priced = market || matches!(kind, EntityKind::Listed | EntityKind::Token);
            Named {
                start: mention.start,
                end: mention.end,
                shown: if theme && names.language() == Language::Chinese {
                    text[mention.start..mention.end].to_owned()
                } else {
                    names.display(mention)
                },
                acts: !theme || priced,
                made: matches!(kind, EntityKind::Product | EntityKind::Model)
                    || !mention.version.is_empty(),
                known: true,
                priced,
                theme,
            }
        })
        .collect();
    let known = named.len();
    let mut last_end = None;
    for token in words::tokens(text) {
        let start = token.text.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + token.text.len();
        if named[..known]
            .iter()
            .any(|name| start < name.end && name.start < end)
        {
            continue;
        }
        let capital = token
            .text
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_uppercase());
        let dated = DATES.iter().any(|date| token.text.starts_with(date));
        let name = token.kind == Kind::Name
            || (token.kind == Kind::Latin && capital && token.text.len() > 2 && start > 0);
        if !name || dated {
            continue;
        }
        match named[known..].last_mut() {
            Some(last)
                if last_end == Some(start.saturating_sub(1)) && text[last.end..start] == *" " =>
            {
                last.shown = text[last.start..end].to_owned();
                last.end = end;
            }
            _ => named.push(Named {
                start,
                end,
                shown: token.text.to_owned(),
                acts: token.kind == Kind::Name,
                made: true,
                known: false,
                priced: false,
                theme: false,
            }),
        }
        last_end = Some(end);
    }
    named.sort_by_key(|name| name.start);
    named
}

/// Words side by side, with a space wherever Chinese meets another script.
pub(super) fn spaced(words: &[&str]) -> String {
    let mut out = String::new();
    for word in words {
        let meets = out.chars().next_back().zip(word.chars().next());
        if meets.is_some_and(|(a, b)| words::is_han(a) != words::is_han(b) || !words::is_han(a)) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::gazetteer::shipped;

    #[test]
    fn only_what_is_plainly_said_is_a_claim() {
        for (text, expected) in [
            (
                "OpenAI to acquire Neptune, the experiment tracking startup.",
                vec!["OpenAI 收购 Neptune"],
            ),
            (
                "Meta hires Alan Dye, Apple's long-time head of design",
                vec!["Meta 聘请 Alan Dye"],
            ),
            ("今天英伟达大跌，再推荐一篇", vec!["英伟达下跌"]),
            (
                "Mistral 发布 Mistral Large 3，许可证是 Apache 2.0",
                vec!["Mistral 发布 Mistral Large 3"],
            ),
            ("OpenAI 会不会收购 Neptune？", vec![]),
            ("据说 OpenAI 收购 Neptune", vec![]),
            ("OpenAI 没有收购 Neptune", vec![]),
            ("DeepSeek 大跌", vec![]),
            ("我收购了一家店", vec![]),
            (
                "原来 DeepSeek 线上服务受到了大规模攻击",
                vec!["DeepSeek 遭攻击"],
            ),
            ("Sam Altman 刚刚发布了关于 Deepseek 的声明", vec![]),
            ("OpenAI 发布 DeepSeek 的评测", vec![]),
            ("Claude launches on Android", vec![]),
            ("TCL 在 CES 2025 上发布了 AiMe-1", vec![]),
        ] {
            let found: Vec<String> = find(text, shipped()).iter().map(Claim::headline).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
