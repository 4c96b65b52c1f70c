//! Verbs that say the opposite of each other: a sentence that says one while its tweets say only the other is turned round.
//!
//! It must not know who acts.

/// Two sides of a matter. Latin words are looked for as beginnings of words, in lower case.
type Pair = (&'static [&'static str], &'static [&'static str]);

const PAIRS: &[Pair] = &[
    (
        &[
            "收购",
            "并购",
            "买下",
            "acquir",
            "buys",
            "bought",
            "takes over",
        ],
        &[
            "出售", "卖掉", "卖给", "剥离", "sells", "sold", "selling", "divest",
        ],
    ),
    (
        &[
            "买入", "做多", "增持", "看多", "抄底", "buy", "bullish", "long ",
        ],
        &[
            "卖出", "做空", "减持", "看空", "抛售", "sell", "sold", "bearish", "short",
        ],
    ),
    (
        &[
            "上涨",
            "大涨",
            "暴涨",
            "飙升",
            "涨",
            "rise",
            "rose",
            "soar",
            "surge",
            "jump",
            "rall",
            "gain",
            "climb",
            "record high",
        ],
        &[
            "下跌", "大跌", "暴跌", "跳水", "跌", "fall", "fell", "drop", "plunge", "tumble",
            "crash", "slump", "sell-off",
        ],
    ),
    (
        &[
            "增长", "增加", "上升", "提高", "提升", "increas", "grow", "grew", "up ",
        ],
        &[
            "下降", "减少", "下滑", "降低", "decreas", "declin", "shrink", "shrank", "down ",
        ],
    ),
    (
        &[
            "涨价",
            "提价",
            "raises prices",
            "price increase",
            "price hike",
        ],
        &["降价", "price cut", "cuts prices", "cheaper"],
    ),
    (
        &[
            "发布", "推出", "上线", "亮相", "launch", "releas", "unveil", "announc", "introduc",
            "ship", "roll",
        ],
        &[
            "撤回",
            "下架",
            "停服",
            "停产",
            "推迟",
            "延期",
            "关停",
            "withdraw",
            "discontinu",
            "delay",
            "postpon",
            "shut",
            "cancel",
        ],
    ),
    (
        &[
            "聘请", "加入", "入职", "挖走", "上任", "任命", "hire", "join", "poach", "appoint",
        ],
        &[
            "离职", "离开", "解雇", "辞职", "开除", "卸任", "fire", "quit", "leav", "left",
            "resign", "depart",
        ],
    ),
    (
        &["起诉", "控告", "sue", "files a lawsuit", "lawsuit"],
        &["和解", "撤诉", "settle", "drops the"],
    ),
    (
        &["批准", "通过", "放行", "approv", "clear"],
        &[
            "否决", "拒绝", "驳回", "阻止", "reject", "block", "denie", "veto",
        ],
    ),
    (&["盈利", "赚", "profit"], &["亏损", "亏", "loss", "lost"]),
    (&["确认", "证实", "confirm"], &["否认", "辟谣", "den"]),
    (
        &["开源", "open-source", "open source"],
        &["闭源", "closed-source", "closed source"],
    ),
    (
        &["支持", "赞成", "support", "back"],
        &["反对", "抵制", "oppos", "against"],
    ),
    (
        &["解禁", "恢复", "unban", "restor", "lift"],
        &["封禁", "禁止", "暂停", "ban", "suspend", "halt"],
    ),
];

/// The word of a sentence whose opposite its tweets say, and which they do not say themselves.
pub(super) fn turned(said: &str, evidence: &[&str]) -> Option<&'static str> {
    let said = said.to_lowercase();
    let evidence: Vec<String> = evidence.iter().map(|text| text.to_lowercase()).collect();
    let told = |side: &[&'static str]| evidence.iter().any(|text| first(text, side).is_some());
    PAIRS
        .iter()
        .flat_map(|(one, other)| [(*one, *other), (*other, *one)])
        .find_map(|(own, opposite)| {
            let word = first(&said, own)?;
            let one_sided = first(&said, opposite).is_none();
            (one_sided && !told(own) && told(opposite)).then_some(word)
        })
}

fn first(text: &str, side: &[&'static str]) -> Option<&'static str> {
    side.iter().copied().find(|word| has(text, word))
}

/// Whether a word stands in a text, a Latin one at the beginning of a word.
fn has(text: &str, word: &str) -> bool {
    let latin = word.is_ascii();
    text.match_indices(word)
        .any(|(at, _)| !latin || !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plain_opposite_is_told() {
        for (said, tweet, expected) in [
            (
                "OpenAI 出售 Neptune",
                "OpenAI to acquire Neptune",
                Some("出售"),
            ),
            ("OpenAI 收购 Neptune", "OpenAI to acquire Neptune", None),
            ("英伟达上涨", "英伟达今天大跌 5%", Some("上涨")),
            ("英伟达上涨", "先跌后涨", None),
            (
                "Meta 聘请 Alan Dye",
                "Alan Dye leaving Apple, joins Meta",
                None,
            ),
            ("谈论最多的话题", "股价大跌", None),
        ] {
            assert_eq!(turned(said, &[tweet]), expected, "{said}");
        }
    }
}
