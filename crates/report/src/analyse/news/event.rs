//! Whether words tell of an event: somebody or something by name did what is news, or it happened to them. One sum over what can be
//! seen in the words.
//!
//! It must not know the tweet they stand in, nor what they are wanted for.

use super::counts;
use super::cut::begins_saying;
use super::lists::{MARKS, has, is_personal};
use crate::analyse::alone::says;
use crate::analyse::claims::remembers;
use crate::analyse::gazetteer::{EntityKind, Gazetteer, Mention};

/// From here on words tell of an event.
pub(in crate::analyse) const EVENT: i64 = 50;

/// Words say in so many words what was done.
const DEED: i64 = 30;
/// They have only a word that goes with such: `财报`, `record`.
const SIGN: i64 = 15;
/// Who did it stands before the deed.
const ACTOR: i64 = 25;
/// Something is named behind it.
const OBJECT: i64 = 8;
/// They have a quantity.
const FIGURE: i64 = 10;
/// They ask, or tell a tale, of long ago or of what is only imagined.
const TALE: i64 = -40;
/// They are about the one who writes them.
const PERSONAL: i64 = -40;

/// Whether words tell of an event.
pub(in crate::analyse) fn tells(words: &str, names: &Gazetteer) -> bool {
    measure(words, &names.find(words), names) >= EVENT
}

/// The sum for words with the names in them.
pub(super) fn measure(words: &str, mentions: &[Mention], names: &Gazetteer) -> i64 {
    let known = || {
        mentions
            .iter()
            .filter(|mention| names.entity(mention.entity).kind != EntityKind::Theme)
    };
    let said = known().find(|mention| {
        let kind = names.entity(mention.entity).kind;
        let speaks = matches!(kind, EntityKind::Person | EntityKind::Organisation);
        speaks && mention.start <= 6 && begins_saying(&words[mention.end..])
    });
    let stands = |(start, end): &(usize, usize)| tells_itself(words, *start, *end);
    let first =
        |found: &mut dyn Iterator<Item = (usize, usize)>| found.map(|(start, _)| start).min();
    let body = MARKS.lists.bodies.iter().find_map(|body| {
        let rest = words.strip_prefix(body.as_str())?;
        begins_saying(rest).then_some(body.len())
    });
    let deed = first(&mut MARKS.reports.places(words).filter(stands))
        .into_iter()
        .chain(said.map(|mention| mention.end))
        .chain(body)
        .min();
    let sign = first(&mut MARKS.signs.places(words));
    // Whatever is known only to its makers is changed by them every day.
    let step = first(&mut MARKS.steps.places(words).filter(stands));
    let known_first = known().map(|mention| mention.start).min();
    let begins = known_first.is_some_and(|at| !names_somebody(&words[..at]));
    let step = step.map(|at| (at, begins));
    let (deed, sign) = match step {
        Some((at, true)) => (deed.into_iter().chain([at]).min(), sign),
        Some((at, false)) => (deed, sign.into_iter().chain([at]).min()),
        None => (deed, sign),
    };
    // A caption has no verb.
    let Some(at) = deed.or(sign.filter(|_| says(words))) else {
        return 0;
    };
    // What only goes with a deed may stand before who it is about: `财报营收……，Netflix ……`.
    let anywhere = deed.is_none() && sign != step.map(|(at, _)| at);
    let actor = known().any(|mention| anywhere || mention.start < at)
        || names_somebody(&words[..at])
        || has(&MARKS.lists.bodies, &words[..at].to_lowercase());
    let object = || known().next().is_some() || names_somebody(&words[at..]);
    let mut sum = if deed.is_some() { DEED } else { SIGN };
    sum += match actor {
        true => ACTOR,
        false => OBJECT * i64::from(object()),
    };
    sum += FIGURE * i64::from(counts(words));
    let lower = words.to_lowercase();
    // Who tells a tale or asks reports nothing.
    let tale = has(&MARKS.lists.tales, &lower)
        || has(&MARKS.lists.asking, &lower)
        || remembers(words, None);
    sum + TALE * i64::from(tale) + PERSONAL * i64::from(is_personal(words))
}

/// Whether a word for a deed says that it was done, and neither which thing is meant (`即将发布的`, `完整的开源书`, `《……交付秘籍》`) nor
/// that it was not (`不太成立`).
fn tells_itself(words: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&words[..start], &words[end..]);
    let near: String = before.chars().rev().take(2).collect();
    let nouns = &MARKS.lists.behind_a_deed;
    before.rfind('《') <= before.rfind('》')
        && !before.ends_with('的')
        && !after.starts_with('的')
        && !near.contains(['不', '没', '未'])
        && !nouns.iter().any(|noun| after.starts_with(noun.as_str()))
}

/// Whether a text names somebody or something by a Latin word with a capital or with figures, a cashtag or a title.
fn names_somebody(text: &str) -> bool {
    let chinese = text.chars().any(words::is_han);
    text.contains('《')
        || words::tokens(text).iter().any(|token| match token.kind {
            words::Kind::Name | words::Kind::Cashtag => true,
            words::Kind::Latin => {
                let capital = token.text.starts_with(|c: char| c.is_ascii_uppercase());
                let folded = words::fold(token.text);
                let common = words::stop_word(&folded) || MARKS.lists.common.contains(&folded);
                token.text.len() > 1 && !common && (capital || (chinese && token.text.len() > 2))
            }
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::gazetteer::shipped;

    #[test]
    fn an_event_has_somebody_who_does_something() {
        for (words, event) in [
            ("失业率降至4.1%，低于预期的4.2%", false),
            ("Token消耗直接爆炸", false),
            ("OpenAI 收购 Neptune", true),
            ("国际油价全线上涨", true),
            ("Revolut launches a themed card", true),
            ("Scientists found that ice melts faster", true),
            ("财报营收 39 亿美元，Netflix 股价走高", true),
            // A deed that only tells which thing is meant, or that nobody did.
            ("官方还提到即将发布的 DeepSeek Harness", false),
            ("真有人把它写成了一本完整的开源书", false),
            ("《样例时代的客户价值交付秘籍》", false),
            (
                "$BTC is less than 100,000 blocks from its next halving",
                false,
            ),
            ("选举当天，编辑才发现苗头不对，Trump 宣布胜利", false),
            ("我用 Codex 发布了 2.0 版本", false),
            ("ChatGPT 的输入框用的是开源项目", false),
            // What nobody knows is changed every day.
            ("样例工具 Samplebase 更新了支付逻辑", false),
            ("Claude Code 更新了权限设置", true),
        ] {
            assert_eq!(tells(words, shipped()), event, "{words}");
        }
    }
}
