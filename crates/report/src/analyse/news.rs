//! How much of the day's news a tweet tells by itself, and which of its own words say it.
//!
//! A tweet tells news when it speaks of somebody or something by name, says what happened, and is not about the one who writes
//! it. It must not know other tweets, nor what the report makes of it.

use super::alone::{begins_small, leans, points_away};
use super::claims::Claim;
use super::gazetteer::{EntityKind, Gazetteer, Mention};
use super::sentences::{Sentence, is_item, sentences, width};
use aho_corasick::{AhoCorasick, MatchKind};
use post::yaml;
use serde::Deserialize;
use std::sync::LazyLock;

/// From this score on, what one author writes is news of the day.
pub(super) const TELLING: i64 = 46;

/// What a tweet tells.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    /// From 0 for small talk; see [`TELLING`].
    pub(super) score: i64,
    /// The words that say it.
    pub(super) headline: Option<Headline>,
}

/// A clause of a tweet that can stand above it, byte for byte but for the white space in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headline {
    /// The place of its sentence in the tweet.
    pub(super) place: usize,
    pub(super) words: String,
}

#[derive(Default, Deserialize)]
struct Lists {
    reports: Vec<String>,
    asks: Vec<String>,
    feels: Vec<String>,
    calls: Vec<String>,
    places: Vec<String>,
    saying: Vec<String>,
    hollow: Vec<String>,
    openers: Vec<String>,
    own: Vec<String>,
    asking: Vec<String>,
    when: Vec<String>,
    halves: Vec<String>,
    works: Vec<String>,
    bylines: Vec<String>,
    bodies: Vec<String>,
    prompts: Vec<String>,
}

struct Marks {
    reports: Matcher,
    asks: Matcher,
    feels: Matcher,
    calls: Matcher,
    lists: Lists,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let lists: Lists = yaml::from_str(include_str!("../../data/news.yaml")).unwrap_or_default();
    Marks {
        reports: Matcher::of(&lists.reports),
        asks: Matcher::of(&lists.asks),
        feels: Matcher::of(&lists.feels),
        calls: Matcher::of(&lists.calls),
        lists,
    }
});

/// Finds any of some words.
struct Matcher(Option<AhoCorasick>);

impl Matcher {
    fn of(words: &[String]) -> Self {
        let built = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(words);
        Self(built.ok())
    }

    /// Whether a text has one of the words; a Latin one where a word begins.
    fn finds(&self, text: &str) -> bool {
        let Some(matcher) = &self.0 else {
            return false;
        };
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        matcher.find_overlapping_iter(text).any(|found| {
            !(latin(text[found.start()..].chars().next())
                && latin(text[..found.start()].chars().next_back()))
        })
    }
}

/// Whether words tell that something happened.
pub(super) fn reports(words: &str) -> bool {
    MARKS.reports.finds(words)
}

/// Whether words say how somebody feels, or ask.
pub(super) fn chats(words: &str) -> bool {
    MARKS.feels.finds(words) || MARKS.asks.finds(words)
}

/// Whether a text calls on its readers to buy, join, enrol or write to somebody.
pub(super) fn calls(text: &str) -> bool {
    MARKS.calls.finds(text)
}

/// Whether words speak to their reader.
pub(super) fn addresses(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.contains(['你', '您'])
        || lower
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
            .any(|word| matches!(word, "you" | "your" | "you're" | "you’re" | "yourself"))
}

/// Whether a phrase is a place or a greeting rather than the name of a story.
pub(super) fn is_place(phrase: &str) -> bool {
    phrase.chars().count() < 4
        || MARKS
            .lists
            .places
            .iter()
            .any(|place| place.eq_ignore_ascii_case(phrase))
}

/// Whether words end with what names a thing to fetch, or stand for a picture.
pub(super) fn is_hollow(words: &str) -> bool {
    words.contains(" x ") || ends(&MARKS.lists.hollow, words.trim_end_matches(['）', ')']))
}

/// Where the words begin that are meant for a machine which draws or writes, with the line that says so: `Prompt:`.
pub(super) fn prompt(text: &str) -> Option<usize> {
    text.match_indices('\n').map(|(at, _)| at + 1).find(|&at| {
        let line = text[at..].lines().next().unwrap_or_default();
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = line
            .split([':', '：', '{', '👇', '⬇', '↓'])
            .next()
            .unwrap_or_default();
        let lower = bare.trim().to_lowercase();
        MARKS.lists.prompts.contains(&lower)
    })
}

/// Whether words only say who wrote something, when and where.
pub(super) fn is_byline(words: &str) -> bool {
    let lower = words.to_lowercase();
    let lists = &MARKS.lists;
    lists
        .bylines
        .iter()
        .any(|start| lower.starts_with(start.as_str()))
}

/// Whether a text is about the one who writes it.
pub(super) fn is_personal(text: &str) -> bool {
    let text = text.to_lowercase();
    let english = || {
        text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
            .any(|word| matches!(word, "i" | "my" | "me" | "i'm" | "i've" | "i’m" | "i’ve"))
    };
    text.contains(['我', '俺', '咱']) || has(&MARKS.lists.own, &text) || english()
}

/// Sentences that tell what a tweet is about.
const HEAD: usize = 4;

/// Reads a tweet for its news.
pub(super) fn read(
    text: &str,
    mentions: &[Mention],
    claims: &[Claim],
    speaks: bool,
    names: &Gazetteer,
) -> News {
    let sentences = sentences(text);
    let Some(first) = sentences.first() else {
        return News::default();
    };
    let place = |mention: &Mention| mention.start.saturating_sub(at(text, first.text));
    let named: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| names.entity(mention.entity).kind != EntityKind::Theme)
        .collect();
    let opening: &str = match sentences.get(1) {
        Some(second) if width(first.text) < 24 => {
            &text[at(text, first.text)..end(text, second.text)]
        }
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
        work(opening, first.place).or_else(|| headline(&sentences, text, &named, claims));

    let mut score = 30 * i64::from(!claims.is_empty());
    score += match (reports(opening), reports(&head)) {
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
    }
}

fn at(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn end(text: &str, part: &str) -> usize {
    at(text, part) + part.len()
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
        let before = text[..at(text, token.text)].trim_end();
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

/// The work that a tweet passes on, `《…》` beside a word such as 论文.
fn work(opening: &str, place: usize) -> Option<Headline> {
    let from = opening.find('《')?;
    let to = from + opening[from..].find('》')? + '》'.len_utf8();
    let title = &opening[from..to];
    let around = [&opening[..from], &opening[to..]].concat();
    let told = has(&MARKS.lists.works, &around);
    (told && (14..=110).contains(&width(title)) && !title.contains('\n')).then(|| Headline {
        place,
        words: crate::compose::escape::fold(title),
    })
}

/// The clause that can stand above the tweet: short, whole, about somebody else, telling what happened or opening the tweet as
/// a title does.
fn headline(
    sentences: &[Sentence<'_>],
    text: &str,
    named: &[&Mention],
    claims: &[Claim],
) -> Option<Headline> {
    let mut best: Option<(i64, Headline)> = None;
    for sentence in sentences.iter().take(HEAD).filter(|one| one.complete) {
        if is_item(text, sentence.text) {
            continue;
        }
        let line_ends = text[end(text, sentence.text)..]
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n')
            .starts_with('\n');
        for clause in clauses(sentence.text) {
            let whole = clause.len() == sentence.text.len();
            let Some(bare) = fits(clause).filter(|bare| whole || !announces(bare)) else {
                continue;
            };
            let from = at(text, bare);
            let first = at(sentence.text, clause) == 0;
            // A clause further on needs a subject of its own.
            let subject = names_first(bare)
                || named.iter().any(|mention| {
                    from <= mention.start
                        && mention.start <= from + 6
                        && mention.end < from + bare.len()
                });
            if !first && !subject {
                continue;
            }
            let about = named
                .iter()
                .any(|mention| from <= mention.start && mention.end <= from + bare.len());
            let strange = has_strange_name(bare);
            let tells = reports(bare);
            // Chinese tweets open with titles; an English first line may be anything.
            let chinese = bare.chars().any(words::is_han);
            let title = sentence.place == 0 && whole && line_ends && chinese;
            // Several clauses from the beginning say who did what as well as a whole sentence.
            let full = chinese && (whole || (first && bare.contains(['，', '：'])));
            // A Chinese clause that names nobody tells of a state, a court, a market, or it muses.
            let somebody = about || strange || !chinese || has(&MARKS.lists.bodies, bare);
            if !tells || !somebody || !(about || strange || counts(bare) || full) {
                continue;
            }
            let known = named.iter().filter(|mention| mention.start >= from);
            let first_name = known.map(|mention| mention.start - from).min();
            if points_away(bare, first_name) {
                continue;
            }
            let claimed = claims.iter().any(|claim| claim.place == sentence.place);
            let score = 30 * i64::from(tells)
                + 20 * i64::from(about)
                + 10 * i64::from(strange)
                + 8 * i64::from(counts(bare))
                + 15 * i64::from(title)
                + 10 * i64::from(whole)
                + 5 * i64::from(claimed)
                - 20 * sentence.place as i64
                - 8 * i64::from(!first)
                - width(bare).saturating_sub(widest(bare) * 3 / 5) as i64;
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                let words = crate::compose::escape::fold(bare);
                best = Some((
                    score,
                    Headline {
                        place: sentence.place,
                        words,
                    },
                ));
            }
        }
    }
    best.map(|(_, headline)| headline)
}

/// Whether a Chinese clause begins with a name in Latin letters, known or not: `Tailwind.css 发布 4.0 版本了`.
fn names_first(clause: &str) -> bool {
    let name: &str = clause
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-._+".contains(c)))
        .next()
        .unwrap_or_default();
    name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && clause.chars().any(words::is_han)
}

/// A sentence as a whole, what it begins with, and each of its clauses.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut stops: Vec<(usize, usize)> = sentence
        .match_indices(['，', '；', '：'])
        .chain(sentence.match_indices(", "))
        .map(|(at, stop)| (at, at + stop.len()))
        .collect();
    stops.sort_unstable();
    let mut found = vec![sentence];
    found.extend(stops.iter().map(|(at, _)| &sentence[..*at]));
    let ends = stops.iter().skip(1).map(|(at, _)| *at);
    for ((_, from), to) in stops.iter().zip(ends.chain([sentence.len()])) {
        found.push(&sentence[*from..to]);
    }
    found
}

/// A clause without its full stop or brackets, where it can be a headline.
fn fits(clause: &str) -> Option<&str> {
    let bare = clause
        .trim()
        .trim_end_matches(['。', '！', '!', '.', '～', '~', '…'])
        .trim();
    let inner = bare
        .strip_prefix('【')
        .and_then(|rest| rest.strip_suffix('】'));
    let bare = inner.filter(|inner| !inner.contains('】')).unwrap_or(bare);
    let bare = opened(bare).trim_start();
    let fits = bare
        .starts_with(|c: char| c.is_alphabetic() || "$《".contains(c) || c.is_ascii_digit())
        && !bare.contains('\u{20e3}')
        && (12..=widest(bare)).contains(&width(bare))
        && !is_numbered(bare)
        && !begins_with_version(bare)
        && !begins_small(bare)
        && !bare.contains([
            '\n', '?', '？', '"', '「', '」', '｜', '|', '#', '@', '*', '…', '【', '】', '[', ']',
            '→',
        ])
        && !bare.contains("http")
        && !bare.ends_with(['：', ':', '、', '的', '是', '，', ','])
        && !ends(&MARKS.lists.when, bare)
        && !ends(&MARKS.lists.saying, bare)
        && !ends(&MARKS.lists.halves, &bare.to_lowercase())
        && bare.matches(['（', '(']).count() == bare.matches(['）', ')']).count()
        && bare.matches('《').count() == bare.matches('》').count()
        && bare.matches('“').count() == bare.matches('”').count()
        && !bare.starts_with('“')
        && !ends(&MARKS.lists.hollow, bare.trim_end_matches(['）', ')']))
        && !has(&MARKS.lists.asking, bare)
        && !is_personal(bare)
        && !addresses(bare)
        && !leans(bare)
        && !chats(bare);
    fits.then_some(bare)
}

/// Whether words break off where something is still to come.
pub(super) fn breaks_off(words: &str) -> bool {
    ends(&MARKS.lists.halves, &words.to_lowercase())
}

/// Whether words that were cut after a clause are only half of what they say.
pub(super) fn is_half(words: &str) -> bool {
    let lists = &MARKS.lists;
    let lower = words.to_lowercase();
    // `the cheaper, faster model` is no end of a clause.
    let listed = lower.split(' ').rev().take(3).any(|word| word == "and");
    let latin = !words.chars().any(words::is_han);
    ends(&lists.when, words)
        || ends(&lists.saying, words)
        || ends(&lists.halves, &lower)
        || words.ends_with(['的', '是', '、'])
        || (latin && listed)
        || announces(words)
}

/// Whether what a clause is about stands behind it: it ends with who tells whom.
fn announces(clause: &str) -> bool {
    MARKS.lists.saying.iter().any(|word| {
        clause
            .rfind(word.as_str())
            .is_some_and(|at| width(&clause[at + word.len()..]) <= 16)
    })
}

/// How wide a headline may be, a Chinese character counting 2: English words say less for their width.
fn widest(clause: &str) -> usize {
    match clause.chars().any(words::is_han) {
        true => 72,
        false => 110,
    }
}

/// A clause without the words that only say that news follows: those of the list, or a few before a colon that speak of news.
pub(super) fn opened(clause: &str) -> &str {
    let known = MARKS.lists.openers.iter();
    if let Some(rest) = known.filter_map(|opener| opens_with(clause, opener)).next() {
        return rest;
    }
    match clause.split_once(['：', ':']) {
        Some((lead, rest))
            if width(lead) <= 16 && (lead.ends_with("新闻") || lead.ends_with("消息")) =>
        {
            rest
        }
        // Letters that are drawn bold are for the eye.
        Some((lead, rest))
            if lead.starts_with(|c: char| ('\u{1d400}'..='\u{1d7ff}').contains(&c)) =>
        {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$《“".contains(c))
        }
        _ => clause,
    }
}

/// What follows an opener, whatever pictures stand before its colon or behind it.
fn opens_with<'a>(clause: &'a str, opener: &str) -> Option<&'a str> {
    let rest = clause.strip_prefix(opener.trim_end_matches([':', '：']))?;
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$《“".contains(c));
    rest[..rest.len() - bare.len()]
        .contains([':', '：'])
        .then_some(bare)
}

/// Whether a clause begins with the number of a version of something that it does not name.
fn begins_with_version(clause: &str) -> bool {
    let first = clause
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()
        .unwrap_or_default();
    first.contains('.') && clause[first.len()..].starts_with([' ', '就', '即', '上', '已', '正'])
}

/// Whether a clause is an item of a numbered list: `1.关闭原彩显示`.
fn is_numbered(clause: &str) -> bool {
    let rest = clause.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < clause.len()
        && rest
            .strip_prefix(['.', '、', ')', '）', '．'])
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn has(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.contains(word.as_str()))
}

fn ends(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.ends_with(word.as_str()))
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
