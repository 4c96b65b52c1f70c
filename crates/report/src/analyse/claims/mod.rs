//! Who did what, as a sentence says it in so many words: `OpenAI 收购 Neptune`, `Meta hires Alan Dye`, `以太坊跌破 3200 美元`.
//!
//! It must not conclude: a sentence that asks, doubts, denies, supposes or remembers yields nothing.

mod actions;
mod amount;
mod names;
mod plain;

pub(super) use actions::actions;

use super::gazetteer::Gazetteer;
use super::sentences::{Sentence, is_item, sentences, width};
use crate::analysis::Language;
use amount::{amount, moved};
use names::{Named, named};
use plain::{breaks, clause, doubtful, former, leads_to};

use plain::dates_back;
pub(super) use plain::{foretells, remembers};

/// A deed with its doer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    /// The language of its names.
    pub(super) language: Language,
    /// Index into [`actions`].
    pub(super) action: usize,
    pub(super) actor: String,
    pub(super) object: Option<String>,
    /// By how much, or to what, as the sentence writes it.
    pub(super) amount: Option<String>,
    /// The clause that says it, where it is short and in the report's language and there is neither object nor amount.
    pub(super) words: Option<String>,
    /// The place of the sentence in the tweet.
    pub(super) place: usize,
}

impl Claim {
    /// Doer, deed and what it was done to: what two sentences that say the same have in common.
    pub(super) fn key(&self) -> String {
        let action = &actions()[self.action];
        let what = self.object.as_ref().or(self.amount.as_ref());
        let what = what.map(String::as_str);
        if self.language == Language::English {
            let words = [self.actor.as_str(), action.en()].into_iter().chain(what);
            return words.collect::<Vec<_>>().join(" ");
        }
        match what {
            Some(what) => spaced(&[&self.actor, &action.zh, what]),
            None => spaced(&[&self.actor, &action.zh]),
        }
    }

    /// Whether it says how a price moved.
    pub(super) fn is_of_price(&self) -> bool {
        let deed = actions()[self.action].name.as_str();
        self.amount.is_some() && matches!(deed, "drop" | "rise" | "below" | "above" | "price")
    }

    /// The claim as a headline.
    pub(super) fn headline(&self) -> String {
        self.words.clone().unwrap_or_else(|| self.key())
    }
}

/// What a text claims.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    /// What is told as new.
    pub(super) told: Vec<Claim>,
    /// The places of sentences that tell once more what the text says elsewhere was in another year.
    pub(super) again: Vec<usize>,
}

/// The claims of a text that was written in a year.
pub(super) fn find(text: &str, names: &Gazetteer, year: Option<i32>) -> Claims {
    let mut claims: Vec<Claim> = Vec::new();
    let sentences = sentences(text);
    for sentence in &sentences {
        if remembers(sentence.text, year) {
            continue;
        }
        // An item of a list tells of its price under a heading that says when.
        let item = is_item(text, sentence);
        let found = of_sentence(sentence, names).into_iter();
        for claim in found.filter(|claim| !(item && claim.is_of_price())) {
            if claims.iter().all(|known| known.key() != claim.key()) {
                claims.push(claim);
            }
        }
    }
    let dates = |one: &Sentence<'_>, claim: &Claim| {
        let object = claim.object.as_deref();
        object.is_some_and(|object| dates_back(one.text, object, year))
    };
    let dated = |claim: &Claim| sentences.iter().any(|one| dates(one, claim));
    let (again, told): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(dated);
    // The sentence that says when it was may tell something new of it.
    let says_when = |claim: &Claim| {
        let mut own = sentences.iter().filter(|one| one.place == claim.place);
        own.any(|one| dates(one, claim))
    };
    let again = again.iter().filter(|claim| !says_when(claim));
    let again = again.map(|claim| claim.place).collect();
    Claims { told, again }
}

fn of_sentence(sentence: &Sentence<'_>, names: &Gazetteer) -> Vec<Claim> {
    let text = sentence.text;
    // Where everything is in capitals no name can be told from a word.
    if shouts(text) {
        return Vec::new();
    }
    let verbs = actions::verbs(text);
    if verbs.is_empty() {
        return Vec::new();
    }
    let named = named(text, names);
    verbs
        .into_iter()
        .filter_map(|verb| claim(text, verb, &named, sentence.place, names.language()))
        .collect()
}

/// Whether nearly all letters of a sentence that has many are capitals.
fn shouts(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    letters > 20 && capitals * 10 > letters * 8 && !text.chars().any(words::is_han)
}

/// The words between doer and deed without what was paid: `宣布以 320 亿美元的天价` says no more than `宣布`.
fn unpaid(between: &str) -> &str {
    match between.split_once('以') {
        Some((before, price))
            if price.chars().count() <= 18
                && price.contains(|c: char| c.is_ascii_digit())
                && !breaks(price) =>
        {
            before
        }
        _ => between,
    }
}

/// What a deed needs to be told: whom or what it was done to, by how much, or nothing.
#[derive(PartialEq)]
enum Needs {
    Object,
    Amount,
    Nothing,
}

fn claim(
    text: &str,
    (start, end, action): (usize, usize, usize),
    named: &[Named],
    place: usize,
    language: Language,
) -> Option<Claim> {
    let deed = actions()[action].name.as_str();
    let clause = clause(text, start, end);
    if doubtful(clause) || text.contains(['?', '？']) {
        return None;
    }
    let actor = named
        .iter()
        .rev()
        .find(|name| name.end <= start && name.acts)?;
    let between = unpaid(&text[actor.end..start]);
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
    // In `面向作者的微信公众号发布 API` nobody releases anything.
    let done = text[..end].ends_with('了') || text[end..].starts_with('了');
    let noun = before.ends_with('的') && !done;
    if !near || noun {
        return None;
    }
    let needs = match deed {
        "below" | "above" | "raise" => Needs::Amount,
        "drop" | "rise" | "attack" | "outage" | "flaw" | "price" | "update" | "list" | "file" => {
            Needs::Nothing
        }
        _ => Needs::Object,
    };
    let of_price = matches!(deed, "drop" | "rise" | "below" | "above");
    if if of_price { !actor.priced } else { actor.theme } || (deed == "outage" && actor.quoted) {
        return None;
    }
    // In `理想汽车港股大涨` it is no market that rises.
    let of_share = |other: &Named| other.end == actor.start && other.known;
    if of_price && actor.theme && named.iter().any(of_share) {
        return None;
    }
    // The future of an index is not the index, nor is what a company is worth the company.
    let part = between.split_whitespace().next().unwrap_or_default();
    let part = PARTS.iter().find(|known| part.starts_with(**known));
    let actor = match part {
        Some(part) if of_price => spaced(&[&actor.shown, part]),
        _ => actor.shown.clone(),
    };
    let fits = |name: &Named| match deed {
        "release" | "open" => name.made,
        "hire" => name.somebody,
        _ => true,
    };
    let after = || named.iter().filter(|name| name.start >= end && !name.theme);
    // Before who is hired stands what they were: `hires former OpenAI co-founder Andrej Karpathy`.
    let hired = || {
        let person = after().find(|name| name.known && name.somebody)?;
        former(&text[end..person.start]).then_some(person)
    };
    let object = after()
        .next()
        .filter(|name| fits(name) && leads_to(&text[end..name.start], &text[name.end..]))
        .or_else(|| (deed == "hire").then(hired).flatten())
        .map(|name| name.shown.clone())
        .filter(|shown| needs == Needs::Object && *shown != actor);
    let amount = match deed {
        "raise" => amount(between).or_else(|| amount(&text[end..])),
        "drop" | "rise" => moved(&text[end..], language),
        _ if of_price => amount(&text[end..]),
        _ => None,
    };
    // What is counted in 万 and 点 is for a Chinese headline.
    let amount =
        amount.filter(|amount| language != Language::English || !amount.chars().any(words::is_han));
    let tight = between.chars().count() <= 8;
    let told = match needs {
        Needs::Object => object.is_some(),
        Needs::Amount => amount.is_some(),
        Needs::Nothing => tight,
    };
    if !told {
        return None;
    }
    let bare = object.is_none() && amount.is_none();
    Some(Claim {
        language,
        action,
        actor,
        object,
        amount,
        words: (bare && matches!(deed, "update" | "price"))
            .then(|| headed(clause, language))
            .flatten(),
        place,
    })
}

/// What of something has a price of its own.
const PARTS: &[&str] = &[
    "期货", "股价", "股票", "指数", "市值", "盘前", "盘后", "价格", "futures", "shares", "stock",
];

/// A clause as a headline, where it can be one.
fn headed(clause: &str, language: Language) -> Option<String> {
    let clause = clause
        .trim()
        .trim_end_matches(['。', '！', '!', '.', '…'])
        .trim();
    let chinese = clause.chars().any(words::is_han);
    let widest = if chinese { 40 } else { 72 };
    let fits = (10..=widest).contains(&width(clause))
        && chinese == (language == Language::Chinese)
        && !clause.contains(['我', '\n', '“', '”', '"', '：', '#', '@']);
    fits.then(|| clause.to_owned())
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
            (
                "在高效的模型挑战之后，纳斯达克期货暴跌 430 点，市值可能蒸发",
                vec!["纳斯达克期货下跌 430 点"],
            ),
            ("以太坊跌破3200美元/枚", vec!["以太坊跌破 3200 美元"]),
            (
                "Nvidia shares plunged 17% today",
                vec!["英伟达 shares 下跌 17%"],
            ),
            ("Mistral 完成 6 亿欧元融资", vec!["Mistral 融资 6 亿欧元"]),
            (
                "LATEST: Anthropic has hired former OpenAI co-founder and ex-Tesla AI lead Andrej Karpathy",
                vec!["Anthropic 聘请 Andrej Karpathy"],
            ),
            ("Anthropic hires OpenAI researchers", vec![]),
            (
                "谷歌宣布以320亿美元的天价收购网络安全初创公司 Wiz",
                vec!["谷歌收购 Wiz"],
            ),
            (
                "IRAN HAS AGREED TO HAND OVER URANIUM UNDER THE TRUMP-ANNOUNCED DEAL",
                vec![],
            ),
            ("Bitcoin falls to $74,305", vec!["比特币下跌至 $74,305"]),
            ("当时 NVIDIA 推出 CUDA 仅仅一年", vec![]),
            ("2008 年英伟达发布 CUDA", vec![]),
            ("Walmart 沃尔玛升级了品牌", vec!["Walmart 沃尔玛升级了品牌"]),
            ("OpenAI 会不会收购 Neptune？", vec![]),
            ("据说 OpenAI 收购 Neptune", vec![]),
            ("OpenAI 没有收购 Neptune", vec![]),
            ("DeepSeek 大跌", vec![]),
            ("Cloudflare 又崩了！后台 500", vec!["Cloudflare 出现故障"]),
            ("比特币崩了", vec![]),
            ("摩尔线程今天上市，提醒自己三遍", vec!["摩尔线程上市"]),
            (
                "JUST IN: Elon Musk's SpaceX officially files for IPO under ticker $SPCX",
                vec!["SpaceX 申请上市"],
            ),
            ("摩尔线程上市以来已下跌 20%", vec![]),
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
            let found: Vec<String> = find(text, shipped(), Some(2025))
                .told
                .iter()
                .map(Claim::headline)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
