//! Whether a sentence plainly says that something happened, now, and to whom.
//!
//! It must not know names or deeds.

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
    "否认",
    "辟谣",
    "考虑",
    "打算",
    "计划",
    "正在谈",
    "洽谈",
    "in talks",
    "considering",
    "denies",
    "denied",
    "plans to",
    "预计",
    "即将",
    "或将",
    "将会",
    "应该",
    "以来已",
    "就算",
    "即使",
    "除非",
    "别",
];

/// Whether the words between a verb and a name, and those after the name, leave the name the verb's object: `发布了关于
/// DeepSeek 的声明` and `launches on Android` do not.
pub(super) fn leads_to(gap: &str, after: &str) -> bool {
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

/// Whether the words between a verb and a person only say what the person was before.
pub(super) fn former(gap: &str) -> bool {
    let gap = gap.trim_start();
    let begins = ["former ", "ex-", "前", "原"]
        .iter()
        .any(|word| gap.starts_with(word));
    begins && gap.chars().count() <= 70 && !gap.contains(['，', '。', ',', ';', '；', '\n'])
}

/// The clause around a verb.
pub(super) fn clause(text: &str, start: usize, end: usize) -> &str {
    let stops: &[char] = &['，', '；', ',', ';', '。'];
    let from = text[..start].rfind(stops).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let to = text[end..].find(stops).map_or(text.len(), |at| end + at);
    &text[from..to]
}

/// Whether a clause does not plainly say what happened.
pub(super) fn doubtful(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    DOUBT.iter().any(|mark| lower.contains(mark))
}

pub(super) fn breaks(text: &str) -> bool {
    text.contains([
        '，', '。', '；', '：', ',', ';', ':', '、', '（', '(', '—', '“', '"', '\n', '?', '！',
        '《', '|', '｜', '和',
    ]) || text.contains(" and ")
        || text.contains(" vs")
}

/// Words of those who tell what was long ago.
const MEMORY: &[&str] = &[
    "当时",
    "那时",
    "当年",
    "去年",
    "前年",
    "当初",
    "曾经",
    "以前",
    "从前",
    "年前",
    "几年来",
    " ago",
    "back in ",
    "last year",
    "years before",
    "remember when",
    "once said",
    "once wrote",
    "背景：",
];

/// Whether a sentence tells what was long ago: it says so, or names a year before the one it was written in.
pub(in crate::analyse) fn remembers(text: &str, year: Option<i32>) -> bool {
    let lower = text.to_lowercase();
    MEMORY.iter().any(|word| lower.contains(word))
        || year.is_some_and(|year| years(text).any(|named| named < year))
}

/// The years that a text names.
fn years(text: &str) -> impl Iterator<Item = i32> + '_ {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
        .filter_map(|word| word.parse().ok())
}
