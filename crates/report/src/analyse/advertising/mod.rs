//! Advertising or not: the platform's own mark, else a linear model over the words of a tweet, its author's handle and the
//! named patterns of `data/ads.yaml`.
//!
//! It must not know other labels. Every verdict names its reasons, so that an author can see why: the patterns, in the order
//! of what they weigh in `ads.yaml`.

mod gaps;
mod rules;

pub use rules::{List, Rules};

use super::learn::{self, Features, Model as Learnt};
use crate::label::{Ad, AdLevel};
use crate::tweet::Tweet;
use gaps::Gaps;
use post::yaml;
use regex::{RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is added for a stranger: an account that writes another language than nearly everybody else in the dataset.
const STRANGER: i32 = 60;
/// What is added when an author repeats the same text.
const REPEATED: i32 = 450;
/// What is taken off before anything is called advertising, so that it is rarely said wrongly. Chosen by cross-validation.
const DOUBT: i32 = 200;
/// The reason of what no named pattern explains.
const WORDING: &str = "wording";

#[derive(Deserialize, Default)]
struct Lines {
    base: i32,
    #[serde(default)]
    features: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    name: String,
    title: Option<String>,
    weight: i32,
    #[serde(default)]
    patterns: Vec<String>,
}

struct Patterns {
    base: i32,
    features: Vec<Line>,
    /// The names of all features and of what is counted, in order, and the place among them of each.
    names: Vec<String>,
    of_feature: Vec<usize>,
    of_count: Vec<usize>,
    of_sale: Vec<usize>,
    set: RegexSet,
    /// The feature of each pattern of the set.
    owner: Vec<usize>,
    gaps: Gaps,
    /// The feature of each pattern with a gap.
    gap_owner: Vec<usize>,
}

/// Of a tweet, how many patterns each name has, in the order of the names.
type Hits = Vec<i32>;

/// What is counted, not matched.
const COUNTED: [&str; 9] = [
    "zh", "tags", "shout", "you", "self", "short", "cash", "long", "brand",
];
/// Any of these sells.
const SALES: [&str; 6] = ["pitch", "service", "buy", "discount", "code", "zhcode"];

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lines: Lines = yaml::from_str(include_str!("../../../data/ads.yaml")).unwrap_or_default();
    let all = lines.features.iter().enumerate();
    let all = all.flat_map(|(i, line)| line.patterns.iter().map(move |p| (plain(p), i)));
    let (gaps, rest): (Vec<_>, Vec<_>) = all.partition(|(pattern, _)| pattern.contains(".{"));
    let (gaps, gap_owner): (Vec<String>, Vec<usize>) = gaps.into_iter().unzip();
    let (rest, owner): (Vec<String>, Vec<usize>) = rest.into_iter().unzip();
    let set = RegexSetBuilder::new(rest)
        .dfa_size_limit(8 << 20)
        .build()
        .unwrap_or_else(|_| RegexSet::empty());
    let names = lines.features.iter().map(|line| line.name.as_str());
    let names: BTreeSet<&str> = names.chain(COUNTED).chain(SALES).collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let place = |name: &str| names.partition_point(|known| known.as_str() < name);
    Patterns {
        of_feature: lines
            .features
            .iter()
            .map(|line| place(&line.name))
            .collect(),
        of_count: COUNTED.map(place).to_vec(),
        of_sale: SALES.map(place).to_vec(),
        base: lines.base,
        features: lines.features,
        names,
        set,
        owner,
        gaps: Gaps::new(&gaps),
        gap_owner,
    }
});

/// The pattern with word boundaries, digits and letters of ASCII. Those of Unicode cannot run on an automaton over text
/// that is not ASCII, which costs thirty times as much.
fn plain(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9a-z_]")
}

/// What a tweet alone says of advertising, before it is known who else says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Weighed {
    /// In thousandths.
    score: i32,
    /// Weight and number of the features that speak for advertising and can be told to a reader.
    reasons: Box<[(i32, u8)]>,
    /// Whether anything in it sells.
    sells: bool,
    /// What was settled before anything was weighed.
    settled: Option<Settled>,
}

/// Why nothing needs to be weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Settled {
    Promoted,
    Allowed,
    Blocked,
}

/// Weighs a tweet.
pub(super) fn weigh(tweet: &Tweet, rules: &Rules) -> Weighed {
    let text = words::lower(&tweet.text).replace('’', "'");
    let handle = tweet.author.handle.to_lowercase();
    let settled = if rules.allow.has(&handle, &text) {
        Some(Settled::Allowed)
    } else if rules.block.has(&handle, &text) {
        Some(Settled::Blocked)
    } else {
        tweet.promoted.then_some(Settled::Promoted)
    };
    if settled.is_some() {
        return Weighed {
            score: 0,
            reasons: Box::default(),
            sells: false,
            settled,
        };
    }
    let hits = hits(&text, &handle);
    let patterns = &*PATTERNS;
    let mut reasons: Vec<(i32, u8)> = Vec::new();
    for (number, feature) in patterns.features.iter().enumerate() {
        let times = hits[patterns.of_feature[number]].min(2);
        if feature.weight * times > 0 && feature.title.is_some() {
            reasons.push((feature.weight * times, number as u8));
        }
    }
    let learnt = model().map_or(0, |model| {
        let marks = marks(&hits);
        score(model, &learn::advertising(&tweet.text, &handle, &marks))
    });
    let score = learnt + sum(&hits);
    Weighed {
        score,
        reasons: reasons.into(),
        sells: patterns.of_sale.iter().any(|&place| hits[place] > 0),
        settled,
    }
}

/// What the patterns say of a text, in thousandths.
pub(super) fn by_patterns(text: &str, handle: &str) -> i32 {
    let lower = words::lower(text).replace('’', "'");
    sum(&hits(&lower, &handle.to_lowercase()))
}

/// The patterns' own model; one and a half thousandths for each hundredth, within bounds, so that it does not settle it alone.
fn sum(hits: &Hits) -> i32 {
    let patterns = &*PATTERNS;
    let features = patterns.features.iter().zip(&patterns.of_feature);
    let sum = features.map(|(feature, &place)| feature.weight * hits[place].min(2));
    let sum = patterns.base + sum.sum::<i32>();
    sum.clamp(-200, 300) * 3 / 2
}

/// What a model says of a text, in thousandths.
pub(super) fn score(model: &Learnt, features: &Features) -> i32 {
    match model.scores(features)[..] {
        [other, advertising] => ((advertising - other) / 2_000).clamp(-9_999, 9_999) as i32 - DOUBT,
        _ => 0,
    }
}

/// What the model looks at.
pub(super) fn features(text: &str, handle: &str) -> Features {
    let handle = handle.to_lowercase();
    let lower = words::lower(text).replace('’', "'");
    learn::advertising(text, &handle, &marks(&hits(&lower, &handle)))
}

/// The shipped model: other, advertising.
fn model() -> Option<&'static Learnt> {
    static LEARNT: LazyLock<Option<Learnt>> =
        LazyLock::new(|| Learnt::read(include_bytes!("../../../data/ads.model")).ok());
    LEARNT.as_ref()
}

/// How many patterns of each name a text in lower case has.
fn hits(text: &str, handle: &str) -> Hits {
    let patterns = &*PATTERNS;
    let mut hits = vec![0; patterns.names.len()];
    for (place, count) in patterns.of_count.iter().zip(structure(text, handle)) {
        hits[*place] = count;
    }
    let plain = patterns.set.matches(text).into_iter();
    let plain = plain.map(|at| patterns.owner[at]);
    let gaps = patterns.gaps.matches(text);
    for feature in plain.chain(gaps.map(|at| patterns.gap_owner[at])) {
        hits[patterns.of_feature[feature]] += 1;
    }
    hits
}

/// The names that a text has.
fn marks(hits: &Hits) -> Vec<(&'static str, i32)> {
    let patterns = &*PATTERNS;
    let all = patterns.names.iter().zip(hits);
    all.filter(|(_, times)| **times > 0)
        .map(|(name, times)| (name.as_str(), *times))
        .collect()
}

impl Weighed {
    /// The verdict. `copies` is how many tweets of the same author have the same text, this one included. `stranger` says that
    /// the author writes another language than nearly everybody else in the dataset.
    pub(super) fn verdict(&self, copies: usize, stranger: bool, rules: &Rules) -> Ad {
        let sure = |level, score, reason: &str| Ad {
            level,
            score,
            reasons: vec![reason.to_owned()],
        };
        match self.settled {
            Some(Settled::Promoted) => return sure(AdLevel::Advertising, 1000, "promoted"),
            Some(Settled::Blocked) => return sure(AdLevel::Advertising, 1000, "blocked"),
            Some(Settled::Allowed) => return sure(AdLevel::None, -1000, "allowed"),
            None => {}
        }
        let mut score = self.score;
        let name = |number: u8| PATTERNS.features[usize::from(number)].name.as_str();
        let known = |(_, number): &&(i32, u8)| usize::from(*number) < PATTERNS.features.len();
        let mut reasons: Vec<(i32, &str)> = self
            .reasons
            .iter()
            .filter(known)
            .map(|&(weight, number)| (weight, name(number)))
            .collect();
        if stranger {
            score += STRANGER;
            reasons.push((STRANGER, "stranger"));
        }
        if copies >= 3 {
            score += REPEATED;
            reasons.push((REPEATED, "repeated"));
        }
        let level = if score > rules.advertising {
            AdLevel::Advertising
        } else if score >= rules.self_promotion && self.sells {
            AdLevel::SelfPromotion
        } else {
            AdLevel::None
        };
        if level == AdLevel::None {
            reasons.clear();
        } else if reasons.is_empty() {
            reasons.push((0, WORDING));
        }
        // What the text says explains more than who says it.
        reasons
            .sort_by_key(|&(weight, name)| (matches!(name, "brand" | "stranger"), -weight, name));
        Ad {
            level,
            score: score.clamp(-1000, 1000),
            reasons: reasons
                .into_iter()
                .map(|(_, name)| name.to_owned())
                .collect(),
        }
    }
}

/// What a reader is told a reason means.
pub(super) fn title(reason: &str) -> String {
    match reason {
        "promoted" => "平台标记的推广".into(),
        "stranger" => "与其他作者语言不同的推广账号".into(),
        "repeated" => "同一账号重复发布".into(),
        "blocked" => "博客作者的屏蔽名单".into(),
        WORDING => "用语与广告相近".into(),
        other => PATTERNS
            .features
            .iter()
            .find(|feature| feature.name == other)
            .and_then(|feature| feature.title.clone())
            .unwrap_or_else(|| "综合判断".into()),
    }
}

/// What [`COUNTED`] names, in its order.
fn structure(text: &str, handle: &str) -> [i32; COUNTED.len()] {
    static BRAND: LazyLock<Option<regex::Regex>> = LazyLock::new(|| {
        regex::Regex::new(concat!(
            "(official|deals?$|app$|_?store$|shop|hq$|usa$|games?$|_en$|^get[a-z]|health$|apparel|casino|betting|plus$|marketplace|",
            "direct$|optics|nutrition|supply|brands?$|finance$|protect|antivirus|grad$|focusgroup|trader|trade$|law$|clinics|_ad_|^ad_)"
        ))
        .ok()
    });
    let body: String = text
        .split_whitespace()
        .filter(|word| !word.starts_with("http"))
        .collect::<Vec<_>>()
        .join(" ");
    let words: Vec<&str> = body
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .collect();
    let han = body.chars().filter(|c| words::is_han(*c)).count();
    let latin = body.bytes().filter(u8::is_ascii_lowercase).count();
    let chinese = han * 3 > latin;
    let emoji = text.chars().filter(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{231a}'..='\u{23ff}')).count();
    let shouts = emoji + body.matches(['!', '！']).count();
    let tags = text
        .split_whitespace()
        .filter(|word| word.starts_with('#') && word.len() > 1)
        .count();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count() as i32;
    let me =
        count(&["i", "i'm", "i've", "my", "me", "imo"]) > 0 || body.contains(['我', '咱', '俺']);
    let cash = text
        .split('$')
        .skip(1)
        .any(|rest| (2..=10).contains(&rest.bytes().take_while(u8::is_ascii_lowercase).count()));
    let length = body.chars().count();
    let brand = BRAND.as_ref().is_some_and(|brand| brand.is_match(handle));
    [
        i32::from(chinese),
        i32::from(tags >= 3),
        i32::from(shouts >= 2) + i32::from(shouts >= 4),
        count(&["you", "your", "yours"]).min(2),
        i32::from(me),
        i32::from(!chinese && length < 130 && text.contains("http")),
        i32::from(cash),
        i32::from(length > 500),
        i32::from(brand),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole() {
        assert!(
            PATTERNS.features.len() > 15 && PATTERNS.set.len() > 50,
            "{} {}",
            PATTERNS.features.len(),
            PATTERNS.set.len()
        );
        assert_eq!(PATTERNS.set.len(), PATTERNS.owner.len());
        let patterns: usize = PATTERNS
            .features
            .iter()
            .map(|line| line.patterns.len())
            .sum();
        assert_eq!(PATTERNS.set.len() + PATTERNS.gaps.len(), patterns);
        assert_eq!(PATTERNS.gaps.len(), PATTERNS.gap_owner.len());
    }
}
