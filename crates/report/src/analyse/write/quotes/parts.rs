//! Words that are told in two parts: what stands above, and what the tweet says besides.
//!
//! It must not know which words are worth telling.

use super::super::desk::Desk;
use super::{Quote, WIDEST, unbalanced};
use crate::analyse::news::{self, Headline};
use crate::analyse::sentences::{introduces, sentences, width};

/// What a tweet says besides its headline: the next sentence that can stand by itself, or the rest of the headline's own.
pub(in super::super) fn more(
    desk: &mut Desk<'_>,
    tweet: usize,
    headline: &Headline,
) -> Option<Quote> {
    let text = desk.readings[tweet].tweet.text.as_str();
    let all = sentences(text);
    let own = all.iter().find(|one| one.place == headline.place)?;
    let rest = own
        .text
        .split_once(headline.words.as_str())
        .map(|(_, rest)| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“「《（(".contains(c))
        });
    let fits =
        |rest: &&str| width(rest) >= 20 && !rest.contains(['｜', '|']) && !news::is_personal(rest);
    if let Some(rest) = rest.filter(fits) {
        return Some(Quote::of(tweet, headline.place, rest, WIDEST));
    }
    let chinese = headline.words.chars().any(words::is_han);
    let good = |text: &str| {
        let han = text.chars().filter(|c| words::is_han(*c)).count();
        width(text) >= 20
            && (!chinese || han >= 8)
            && !text.ends_with(['：', ':', '?', '？'])
            && !text.contains(['｜', '|'])
            && !unbalanced(text)
            && !text.starts_with(['@', '#', '-'])
            && !news::is_byline(text)
            && !news::is_personal(text)
            && !news::chats(text)
    };
    let next = all
        .iter()
        .filter(|one| one.place > headline.place && one.place <= headline.place + 3)
        .find(|one| one.complete && good(one.text) && !introduces(text, one))?;
    desk.quote(tweet, next.place);
    Some(Quote::of(tweet, next.place, next.text, WIDEST))
}

/// Words as a heading that is no wider than `most`, cut after a clause, and what else there is to say.
pub(in super::super) fn parted(words: &str, most: usize) -> Option<(&str, Option<&str>)> {
    let bare = words.trim_end_matches(['。', '.']);
    if width(bare) <= most && !bare.ends_with('…') {
        return Some((bare, None));
    }
    let clauses = words.char_indices().filter(|(at, c)| {
        let after = &words[at + c.len_utf8()..];
        matches!(c, '，' | '；' | '：') || (matches!(c, ',' | ';' | ':') && after.starts_with(' '))
    });
    let mut marks: Vec<(usize, char)> = clauses
        .chain(news::joints(words).into_iter().map(|at| (at, ' ')))
        .collect();
    marks.sort_unstable();
    let fits = |(at, _): &(usize, char)| width(&words[..*at]) <= most;
    let whole = |(at, _): &(usize, char)| !news::is_half(words[..*at].trim_end());
    let marks: Vec<(usize, char)> = marks.into_iter().take_while(fits).filter(whole).collect();
    let mut cuts = marks.iter().rev().copied();
    let (mut cut, _) = cuts.next()?;
    // A few words behind a colon are the beginning of what it leads to.
    if let Some((colon, '：' | ':')) = cuts.next()
        && width(&words[colon..cut]) < 16
    {
        cut = colon;
    }
    let (head, rest) = (words[..cut].trim_end(), &words[cut..]);
    // Whose words they are, and over which time a figure was counted, stays with them.
    let figures = head.bytes().any(|b| b.is_ascii_digit());
    if news::credits(rest) || (figures && news::spans(rest) && !news::spans(head)) {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"《（($".contains(c));
    (width(head) * 3 >= most).then(|| (head, (width(rest) >= 12).then_some(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_after_a_clause() {
        for (words, most, head, rest) in [
            ("样例科技发布新模型。", 40, "样例科技发布新模型", None),
            (
                "样例科技发布新模型，参数比上一代多一倍，价格不变",
                24,
                "样例科技发布新模型",
                Some("参数比上一代多一倍，价格不变"),
            ),
            (
                "样例手机第四天，被限制的范围在扩大：除了聊天，银行也弹风险提示",
                44,
                "样例手机第四天，被限制的范围在扩大",
                Some("除了聊天，银行也弹风险提示"),
            ),
        ] {
            assert_eq!(parted(words, most), Some((head, rest)), "{words}");
        }
        assert_eq!(parted("一句没有逗号而且相当长的话放不下", 20), None);
    }
}
