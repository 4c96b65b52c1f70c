//! Which section a heading opens, by the names people and models give it.
//!
//! It must not know levels: a section is the same section one level up.

use crate::analysis::Role;

const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Overview,
        &[
            "主要话题与行业趋势",
            "主要话题",
            "行业趋势",
            "话题概览",
            "概述",
            "总体趋势",
            "main topics",
            "industry trends",
            "trends",
            "overview",
        ],
    ),
    (
        Role::KeyPoints,
        &[
            "核心信息",
            "关键信息",
            "要点",
            "今日要点",
            "重点速览",
            "核心要点",
            "key points",
            "key takeaways",
            "takeaways",
            "highlights",
            "top stories",
        ],
    ),
    (
        Role::Summary,
        &[
            "简要概要",
            "摘要",
            "概要",
            "内容提要",
            "导语",
            "summary",
            "executive summary",
            "tl;dr",
            "in brief",
        ],
    ),
    (
        Role::Details,
        &[
            "详细分析",
            "深度分析",
            "正文",
            "detailed analysis",
            "details",
            "in depth",
        ],
    ),
    (
        Role::Opinions,
        &[
            "重要观点",
            "观点与见解",
            "观点",
            "专家观点",
            "opinions",
            "insights",
            "views",
            "perspectives",
        ],
    ),
    (
        Role::Events,
        &[
            "关键事件",
            "事件与发展",
            "重大事件",
            "重要事件",
            "大事",
            "key events",
            "events",
            "developments",
        ],
    ),
    (
        Role::Markets,
        &[
            "个股与数字货币",
            "个股",
            "股票",
            "数字货币",
            "加密货币",
            "市场分析",
            "stocks",
            "markets",
            "crypto",
            "companies and tokens",
        ],
    ),
    (
        Role::Special,
        &[
            "专项分析",
            "专题",
            "special analysis",
            "special topics",
            "focus",
        ],
    ),
    (
        Role::Advertising,
        &[
            "广告",
            "advertising",
            "ads filtered",
            "filtered advertising",
        ],
    ),
    (
        Role::Sources,
        &[
            "来源",
            "参考来源",
            "参考资料",
            "引用推文",
            "sources",
            "references",
        ],
    ),
    (
        Role::Method,
        &[
            "数据与方法",
            "数据说明",
            "方法",
            "data and method",
            "methodology",
            "method",
        ],
    ),
    (Role::Cloud, &["词云", "word cloud", "wordcloud"]),
    (
        Role::Title,
        &["总结报告", "推文报告", "summary report", "daily report"],
    ),
];

/// The section, if the heading names one.
pub(super) fn of(heading: &str) -> Option<Role> {
    let lower = heading.to_lowercase();
    let bare = unnumbered(&lower);
    NAMES
        .iter()
        .flat_map(|(role, names)| names.iter().map(move |name| (*role, *name)))
        .filter(|(_, name)| begins(bare, name))
        // `key events` is not `key`, and of two names the longer says more.
        .max_by_key(|(_, name)| name.len())
        .map(|(role, _)| role)
        .or_else(|| bare.ends_with("总结报告").then_some(Role::Title))
        .or_else(|| bare.ends_with("summary report").then_some(Role::Title))
}

/// Whether a heading begins with a name; a Latin name must end where a word ends.
fn begins(heading: &str, name: &str) -> bool {
    heading
        .strip_prefix(name)
        .is_some_and(|rest| !(name.is_ascii() && rest.starts_with(|c: char| c.is_alphanumeric())))
}

/// A heading without what numbers or adorns it: `一、`, `2. `, `(3)`, an emoji.
fn unnumbered(heading: &str) -> &str {
    let bare = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits =
        bare.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered =
        digits.len() < bare.len() && digits.starts_with(['、', '.', '．', ')', '）', ' ']);
    match numbered {
        true => digits.trim_start_matches(|c: char| !c.is_alphanumeric()),
        false => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_models_name_sections_in_many_ways() {
        for (heading, role) in [
            ("核心信息（10 个关键信息点）", Some(Role::KeyPoints)),
            ("一、简要概要", Some(Role::Summary)),
            ("2. Key Events & Developments", Some(Role::Events)),
            ("🔥 Top Stories", Some(Role::KeyPoints)),
            ("Executive summary", Some(Role::Summary)),
            ("Summary Report of AI Tweets", Some(Role::Title)),
            ("广告内容过滤", Some(Role::Advertising)),
            ("Adsorption", None),
            ("三星的新手机", None),
        ] {
            assert_eq!(of(heading), role, "{heading}");
        }
    }
}
