//! Advertising or not: the platform's own mark, else a linear model over named features from `data/ads.yaml`.
//!
//! It must not know other labels. Every verdict names its reasons, so that an author can see why.

mod rules;

pub use rules::{List, Rules};

use crate::label::{Ad, AdLevel};
use crate::tweet::Tweet;
use post::yaml;
use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is added for a stranger: an account that writes another language than nearly everybody else in the dataset.
const STRANGER: i32 = 85;
/// What is added when an author repeats the same text.
const REPEATED: i32 = 150;

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

struct Model {
    base: i32,
    features: Vec<Line>,
    set: RegexSet,
    /// The feature of each pattern of the set.
    owner: Vec<usize>,
    /// Patterns with a gap, `a.{0,20}b`, and the feature of each. In the set they would make an automaton of ever new states;
    /// alone they begin with words that are searched for first.
    gaps: Vec<(Regex, usize)>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let lines: Lines = yaml::from_str(include_str!("../../../data/ads.yaml")).unwrap_or_default();
    let all = lines.features.iter().enumerate();
    let all = all.flat_map(|(i, line)| line.patterns.iter().map(move |p| (plain(p), i)));
    let (gaps, rest): (Vec<_>, Vec<_>) = all.partition(|(pattern, _)| pattern.contains(".{"));
    let gaps = gaps.into_iter();
    let gaps = gaps.filter_map(|(pattern, i)| Some((Regex::new(&pattern).ok()?, i)));
    let gaps = gaps.collect();
    let (rest, owner): (Vec<String>, Vec<usize>) = rest.into_iter().unzip();
    let set = RegexSetBuilder::new(rest)
        .dfa_size_limit(8 << 20)
        .build()
        .unwrap_or_else(|_| RegexSet::empty());
    Model {
        base: lines.base,
        features: lines.features,
        set,
        owner,
        gaps,
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
    /// In hundredths.
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
    let text = tweet.text.to_lowercase().replace('’', "'");
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
    let model = &*MODEL;
    let mut hits = structure(&text, &handle);
    let gaps = model.gaps.iter();
    let gaps = gaps.filter(|(pattern, _)| pattern.is_match(&text));
    let plain = model.set.matches(&text).into_iter();
    for feature in plain
        .map(|at| model.owner[at])
        .chain(gaps.map(|(_, at)| *at))
    {
        *hits.entry(&model.features[feature].name).or_default() += 1;
    }
    let mut score = model.base;
    let mut reasons: Vec<(i32, u8)> = Vec::new();
    for (number, feature) in model.features.iter().enumerate() {
        let weight = feature.weight * hits.get(feature.name.as_str()).copied().unwrap_or(0).min(2);
        score += weight;
        if weight > 0 && feature.title.is_some() {
            reasons.push((weight, number as u8));
        }
    }
    let sells = hits.keys().any(|name| {
        matches!(
            *name,
            "pitch" | "service" | "buy" | "discount" | "code" | "zhcode"
        )
    });
    Weighed {
        score,
        reasons: reasons.into(),
        sells,
        settled,
    }
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
        let name = |number: u8| MODEL.features[usize::from(number)].name.as_str();
        let known = |(_, number): &&(i32, u8)| usize::from(*number) < MODEL.features.len();
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
        let score = score.saturating_mul(3);
        let level = if score > rules.advertising {
            AdLevel::Advertising
        } else if score >= rules.self_promotion && self.sells {
            AdLevel::SelfPromotion
        } else {
            AdLevel::None
        };
        if level == AdLevel::None {
            reasons.clear();
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
        other => MODEL
            .features
            .iter()
            .find(|feature| feature.name == other)
            .and_then(|feature| feature.title.clone())
            .unwrap_or_else(|| "综合判断".into()),
    }
}

/// Features that are counted, not matched.
fn structure(text: &str, handle: &str) -> BTreeMap<&'static str, i32> {
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
    BTreeMap::from([
        ("zh", i32::from(chinese)),
        ("tags", i32::from(tags >= 3)),
        (
            "shout",
            if shouts >= 4 {
                2
            } else {
                i32::from(shouts >= 2)
            },
        ),
        ("you", count(&["you", "your", "yours"]).min(2)),
        ("self", i32::from(me)),
        (
            "short",
            i32::from(!chinese && length < 130 && text.contains("http")),
        ),
        ("cash", i32::from(cash)),
        ("long", i32::from(length > 500)),
        ("brand", i32::from(brand)),
    ])
    .into_iter()
    .filter(|(_, hits)| *hits > 0)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole() {
        assert!(
            MODEL.features.len() > 15 && MODEL.set.len() > 50,
            "{} {}",
            MODEL.features.len(),
            MODEL.set.len()
        );
        assert_eq!(MODEL.set.len(), MODEL.owner.len());
        let patterns: usize = MODEL.features.iter().map(|line| line.patterns.len()).sum();
        assert_eq!(MODEL.set.len() + MODEL.gaps.len(), patterns);
    }
}
