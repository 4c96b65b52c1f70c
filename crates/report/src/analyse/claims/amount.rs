//! How much, as a text writes it: `430 点`, `17%`, `$1.5 billion`, `6 亿欧元`.
//!
//! It must not know what it is an amount of.

use crate::analyse::sentences::width;
use crate::analysis::Language;

/// Words between a deed and its amount.
const APPROACH: &[&str] = &[
    "完成",
    "宣布",
    "获得",
    "获",
    "了",
    "至",
    "到",
    "达",
    "by",
    "to",
    "as much as",
    "below",
    "above",
    "under",
    "past",
];

/// Those of them after which the amount is where something ended, not by how much it moved.
const UP_TO: &[&str] = &["至", "到", "达", "to"];

/// Words that belong to an amount.
const ROUGHLY: &[&str] = &[
    "超过",
    "逾",
    "超",
    "近",
    "约",
    "more than ",
    "over ",
    "nearly ",
    "about ",
    "almost ",
];

/// What is counted, longest first where one begins another.
const UNITS: &[&str] = &[
    "万亿美元",
    "亿美元",
    "亿欧元",
    "亿港元",
    "亿日元",
    "亿元",
    "万美元",
    "万亿元",
    "万元",
    "万亿",
    "个百分点",
    "美元",
    "美金",
    "欧元",
    "港元",
    "日元",
    "元",
    "刀",
    "亿",
    "万",
    "点",
    "倍",
    "%",
    "％",
    " billion",
    " million",
    " trillion",
    " points",
    " percent",
    "bn",
    "B",
    "M",
    "k",
    "K",
];

/// How far something moved: [`amount`], after `至` or `to` where the text says where it ended.
pub(super) fn moved(text: &str, language: Language) -> Option<String> {
    let (lead, rest) = approach(text);
    let amount = amount(rest)?;
    let ended = UP_TO.iter().any(|word| lead.ends_with(word));
    Some(match (ended, language) {
        (false, _) => amount,
        (true, Language::Chinese) => super::spaced(&["至", &amount]),
        (true, Language::English) => format!("to {amount}"),
    })
}

/// The words that lead to an amount, and what follows them.
fn approach(text: &str) -> (&str, &str) {
    let mut rest = text.trim_start();
    while let Some(next) = APPROACH
        .iter()
        .filter_map(|word| rest.strip_prefix(word))
        .min_by_key(|rest| rest.len())
    {
        rest = next.trim_start();
    }
    (text[..text.len() - rest.len()].trim_end(), rest)
}

/// The amount with which `text` begins, after the words that lead to one; the unit is part of it.
pub(super) fn amount(text: &str) -> Option<String> {
    let (_, mut rest) = approach(text);
    let roughly = ROUGHLY.iter().find(|word| rest.starts_with(**word));
    let roughly = roughly.copied().unwrap_or_default();
    rest = rest[roughly.len()..].trim_start();
    let bare = rest.trim_start_matches(['$', '€', '¥', '£']);
    let sign = rest.len() > bare.len();
    let digits = bare
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(bare.len());
    let number = bare[..digits].trim_end_matches(['.', ',']);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = &bare[number.len()..];
    let unit = UNITS
        .iter()
        .find(|unit| after.trim_start().starts_with(unit.trim_start()));
    let unit = unit.map_or("", |unit| unit.trim_start());
    if unit.is_empty() && !sign {
        return None;
    }
    let han = unit.starts_with(words::is_han);
    let gap = if han || unit.len() > 2 { " " } else { "" };
    let gap = if unit.is_empty() { "" } else { gap };
    let currency = &rest[..rest.len() - bare.len()];
    let apart = if roughly.starts_with(words::is_han) {
        " "
    } else {
        ""
    };
    let whole = format!("{roughly}{apart}{currency}{number}{gap}{unit}");
    (width(&whole) < 24).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_a_unit() {
        for (text, expected) in [
            (" 430 点，市值", Some("430 点")),
            ("了 超过 2%", Some("超过 2%")),
            ("3200美元/枚", Some("3200 美元")),
            (" to $1.5 billion", Some("$1.5 billion")),
            (" more than 17% on Monday", Some("more than 17%")),
            ("3 次", None),
            (" hard", None),
        ] {
            assert_eq!(amount(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn where_a_price_ended_is_not_how_far_it_moved() {
        for (text, expected) in [
            (" to $74,305 as funds bleed", "to $74,305"),
            (" by 15% to $57.28", "15%"),
            ("至 74305 美元", "to 74305 美元"),
            ("了 5.4%", "5.4%"),
        ] {
            assert_eq!(
                moved(text, Language::English).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }
}
