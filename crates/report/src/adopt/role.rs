//! Which section a heading opens, by the names people and models give it.
//!
//! It must not know levels: a section is the same section one level up.

use crate::analysis::Role;

const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Overview,
        &[
            "主要话题与行业趋势",
            "行业趋势概述",
            "main topics",
            "overview",
        ],
    ),
    (
        Role::KeyPoints,
        &[
            "核心信息",
            "关键信息点",
            "要点",
            "key points",
            "key takeaways",
        ],
    ),
    (
        Role::Summary,
        &["简要概要", "摘要", "summary", "executive summary"],
    ),
    (Role::Details, &["详细分析", "detailed analysis"]),
    (
        Role::Opinions,
        &["重要观点", "观点与见解", "opinions", "insights"],
    ),
    (Role::Events, &["关键事件", "事件与发展", "key events"]),
    (
        Role::Markets,
        &["个股与数字货币", "个股", "数字货币", "stocks", "markets"],
    ),
    (Role::Special, &["专项分析", "special analysis"]),
    (
        Role::Advertising,
        &["广告内容过滤", "广告过滤", "advertising"],
    ),
    (Role::Method, &["数据与方法", "data and method"]),
    (Role::Cloud, &["词云", "word cloud"]),
    (Role::Title, &["总结报告", "推文报告", "summary report"]),
];

/// The section, if the heading names one.
pub(super) fn of(heading: &str) -> Option<Role> {
    let heading = heading.to_lowercase();
    NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| heading.starts_with(name)))
        .map(|(role, _)| *role)
        .or_else(|| heading.ends_with("总结报告").then_some(Role::Title))
}
