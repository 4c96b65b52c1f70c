//! How much of the day's news a tweet tells by itself, and which of its own words say it.
//!
//! A tweet tells news when it speaks of somebody or something by name, says what happened, and is not about the one who writes
//! it. It must not know other tweets, nor what the report makes of it.

mod cut;
mod event;
mod headline;
mod lists;
mod title;

use super::claims::Claims;
use super::gazetteer::{EntityKind, Gazetteer, Mention};
use super::sentences::{sentences, width};
pub(super) use cut::{begins_with_version, breaks_off, credits, is_half, joints, opened, spans};
pub(super) use event::tells as tells_an_event;
pub(super) use headline::Headline;
use headline::{headline, work};
use lists::MARKS;
pub(super) use lists::{
    addresses, builds, calls, chats, is_a_tale, is_byline, is_personal, is_place, is_tagged,
    prompt, reports, same_deed, shouts, touts,
};

/// From this score on, what one author writes is news of the day.
pub(super) const TELLING: i64 = 46;

/// What a tweet tells.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    /// From 0 for small talk; see [`TELLING`].
    pub(super) score: i64,
    /// The words that say it.
    pub(super) headline: Option<Headline>,
    /// The line that presents a thing, where the tweet opens with one.
    pub(super) title: Option<Headline>,
}

/// Sentences that tell what a tweet is about.
const HEAD: usize = 4;

/// Reads a tweet for its news.
pub(super) fn read(
    text: &str,
    mentions: &[Mention],
    claims: &Claims,
    speaks: bool,
    names: &Gazetteer,
) -> News {
    let sentences = sentences(text);
    // Who hands on something to read or to hear tells no news.
    let hands_on = |word: &String| text.starts_with(word.as_str());
    if MARKS.lists.hands_on.iter().any(hands_on) {
        return News::default();
    }
    let Some(first) = sentences.first() else {
        return News::default();
    };
    let place = |mention: &Mention| mention.start.saturating_sub(first.at);
    let named: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| names.entity(mention.entity).kind != EntityKind::Theme)
        .collect();
    let opening: &str = match sentences.get(1) {
        Some(second) if width(first.text) < 24 => &text[first.at..second.end()],
        _ => first.text,
    };
    let near = named.iter().any(|mention| place(mention) < opening.len());
    let head: String = sentences
        .iter()
        .take(HEAD)
        .map(|sentence| sentence.text)
        .collect::<Vec<_>>()
        .join("\n");
    let headline =
        work(opening, first.place).or_else(|| headline(&sentences, text, &named, claims, names));
    let headline = headline.filter(|_| !is_tagged(text));

    let mut score = 30 * i64::from(!claims.told.is_empty());
    let opens = headline
        .as_ref()
        .is_some_and(|one| one.place == first.place);
    score += match (opens || reports(opening), reports(&head)) {
        (true, _) => 25,
        (false, true) => 12,
        _ => 0,
    };
    score += match (near, named.is_empty()) {
        (true, _) => 20,
        (false, false) => 10,
        _ => 0,
    };
    score += 12 * i64::from(has_strange_name(opening));
    score += 8 * i64::from(mentions.len() > named.len());
    score += 10 * i64::from(counts(opening));
    score += 15 * i64::from(headline.is_some());
    score += 25 * i64::from(speaks);
    let wide = width(text);
    score += match wide {
        0..=35 => -15,
        36..=99 => 0,
        _ => 8,
    };
    score -= match (is_personal(opening), is_personal(&head)) {
        (true, _) => 30,
        (false, true) => 10,
        _ => 0,
    };
    score -= 20 * i64::from(opening.contains(['?', '？']) || opening.contains('吗'));
    score -= 15 * i64::from(MARKS.asks.finds(&head));
    score -= 15 * i64::from(MARKS.feels.finds(&head));
    // Loud words tell little; what was long ago is no news.
    score -= 15 * i64::from(head.matches(['！', '!']).count() > 2);
    score -= 30 * i64::from(super::claims::remembers(opening, None));
    score -= 15 * i64::from(opening.starts_with('@'));
    News {
        score: score.max(0),
        headline,
        title: title::title(&sentences, text, &named).filter(|_| !is_tagged(text)),
    }
}

/// Whether a text has a quantity: digits with a unit or a currency, or of more than one digit.
fn counts(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            '%' | '％' | '亿' | '万' | '倍' if digits > 0 => return true,
            '.' | ',' => {}
            _ if digits > 1 => return true,
            _ => digits = 0,
        }
    }
    digits > 1
}

/// Whether a text names something the gazetteer need not know: `《…》`, or a Latin word with capitals that begins no sentence.
pub(super) fn has_strange_name(text: &str) -> bool {
    let inner = |token: &words::Token<'_>| {
        let at = token.text.as_ptr() as usize - text.as_ptr() as usize;
        let before = text[..at].trim_end();
        !before.is_empty() && !before.ends_with(['.', '!', '?', '。', '！', '？', ':', '：', '\n'])
    };
    text.contains('《')
        || words::tokens(text).iter().any(|token| match token.kind {
            words::Kind::Name => true,
            words::Kind::Latin => {
                let capital = token.text.starts_with(|c: char| c.is_ascii_uppercase());
                let among_han = text.chars().any(words::is_han);
                capital && token.text.len() > 2 && (inner(token) || among_han)
            }
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::{claims, gazetteer::shipped};

    fn of(text: &str) -> News {
        let names = shipped();
        read(
            text,
            &names.find(text),
            &claims::find(text, names, Some(2025)),
            false,
            names,
        )
    }

    #[test]
    fn news_is_told_of_others_and_small_talk_of_oneself() {
        for text in [
            "iPhone SE 4 泄密视频\n\n似乎用了传统的刘海，而不是灵动岛，据说会改用 OLED 显示屏，而且会有足够的内存",
            "字节新出了个 Cursor 的竞品 Trae ，可以用 claude3.5，限时免费",
            "版权局表示，AI 生成的内容可以受版权保护，如果人类参与或编辑了它\n\n这对 AI 创作者和 AI 公司都是重大利好",
        ] {
            assert!(of(text).score >= TELLING, "{text}: {}", of(text).score);
        }
        for text in [
            "买了点花生和薯片，下酒古法编程",
            "好喜欢 B 站这个年度报告！不过我万万没想到，我的年度挚爱，是我自己",
            "每天都睡眠不足，睡前刷手机的时间太长了，今晚开始试试不带手机上床",
            "朋友们，推荐一个电脑沙发，主要是写代码时间长了背疼",
            "一早用户反馈api站点出现了间歇性的502",
        ] {
            assert!(of(text).score < TELLING, "{text}: {}", of(text).score);
        }
    }

    #[test]
    fn who_calls_on_readers_or_speaks_to_them_is_known() {
        for (text, called, addressed) in [
            ("新课上线，加微信领优惠码", true, false),
            ("DM me for the paid course", true, false),
            ("OpenAI released a new model", false, false),
            ("This tool saves you an hour a day", false, true),
            ("你需要知道的三件事", false, true),
        ] {
            assert_eq!(
                (calls(text), addresses(text)),
                (called, addressed),
                "{text}"
            );
        }
    }

    #[test]
    fn what_only_says_that_news_follows_is_left_out() {
        for (text, left) in [
            (
                "JUST IN🚨: Sample Labs files for an IPO",
                "Sample Labs files for an IPO",
            ),
            (
                "𝗝𝗨𝗦𝗧 𝗜𝗡: Sample ETF bought coins",
                "Sample ETF bought coins",
            ),
            ("快讯：样例科技上市", "样例科技上市"),
            (
                "TODAY is the day: all is well",
                "TODAY is the day: all is well",
            ),
        ] {
            assert_eq!(opened(text), left);
        }
    }

    #[test]
    fn a_headline_is_a_clause_of_the_tweet() {
        for (text, expected) in [
            (
                "iPhone SE 4 泄密视频\n\n似乎用了传统的刘海",
                Some("iPhone SE 4 泄密视频"),
            ),
            (
                "字节新出了个 Cursor 的竞品 Trae ，可以用 claude3.5，限时免费",
                Some("字节新出了个 Cursor 的竞品 Trae ，可以用 claude3.5，限时免费"),
            ),
            ("我做的产品上线了！欢迎试用", None),
            // What is said stands behind the comma; a thing to fetch is no news.
            (
                "据沙特国家媒体报道，沙特王储告诉特朗普，沙特计划在未来四年内把对美投资和贸易额增加至少 6000 亿美元，并可能扩大到更多领域",
                None,
            ),
            ("开源软件 Android 工具分享\n\n地址在评论里", None),
            ("人到底经历什么才能大彻大悟？", None),
        ] {
            let found = of(text).headline.map(|headline| headline.words);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
