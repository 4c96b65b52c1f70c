//! The clause of a tweet that can stand above it.
//!
//! It must not know how much news the tweet tells.

use super::cut::{announces, begins_with_version, clauses, credits, is_numbered, opened, spans};
use super::event::{self, EVENT};
use super::lists::{MARKS, addresses, chats, ends, has, is_personal, reports};
use super::{HEAD, counts, has_strange_name};
use crate::analyse::alone::{begins_small, leans, points_away, says};
use crate::analyse::claims::Claims;
use crate::analyse::gazetteer::{Gazetteer, Mention};
use crate::analyse::sentences::{Sentence, is_item, width};

/// A clause of a tweet that can stand above it, byte for byte but for the white space in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::analyse) struct Headline {
    /// The place of its sentence in the tweet.
    pub(in crate::analyse) place: usize,
    pub(in crate::analyse) words: String,
}

/// The work that a tweet passes on, `《…》` beside a word such as 论文.
pub(super) fn work(opening: &str, place: usize) -> Option<Headline> {
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
pub(super) fn headline(
    sentences: &[Sentence<'_>],
    text: &str,
    named: &[&Mention],
    claims: &Claims,
    names: &Gazetteer,
) -> Option<Headline> {
    let mut best: Option<(i64, Headline)> = None;
    for sentence in sentences.iter().take(HEAD).filter(|one| one.complete) {
        if is_item(text, sentence) || claims.again.contains(&sentence.place) {
            continue;
        }
        let line_ends = text[sentence.end()..]
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n')
            .starts_with('\n');
        for (begins, clause) in clauses(sentence.text) {
            let whole = clause.len() == sentence.text.len();
            let Some(bare) = fits(clause).filter(|bare| whole || !announces(bare)) else {
                continue;
            };
            let from = sentence.at + begins + clause.find(bare).unwrap_or(0);
            let first = begins == 0;
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
            // A figure is another one without the time it was counted over.
            let rest = &sentence.text[clause.len() + begins..];
            if counts(bare) && !spans(bare) && spans(rest) {
                continue;
            }
            // `26 ships, including tankers` is a part of a list.
            let listed = rest.trim_start_matches([',', ' ']).starts_with("and ");
            let goes_on = has(&MARKS.lists.goes_on, rest.get(..12).unwrap_or_default());
            // Nor without whose words they are, or what it was that was done.
            let kind = ends(&MARKS.lists.only_a_kind, bare);
            if !whole && (kind || listed || goes_on || credits(rest) || !says(bare)) {
                continue;
            }
            // Chinese tweets open with titles; an English first line may be anything.
            let chinese = bare.chars().any(words::is_han);
            let title = sentence.place == 0 && whole && line_ends && chinese;
            if event::measure(bare, &names.find(bare), names) < EVENT {
                continue;
            }
            let known = named.iter().filter(|mention| mention.start >= from);
            let first_name = known.map(|mention| mention.start - from).min();
            if points_away(bare, first_name) {
                continue;
            }
            let claimed = claims
                .told
                .iter()
                .any(|claim| claim.place == sentence.place);
            let score = 30 * i64::from(tells)
                + 20 * i64::from(about)
                + 10 * i64::from(strange)
                + 8 * i64::from(counts(bare))
                + 15 * i64::from(title)
                + 10 * i64::from(whole)
                + 5 * i64::from(claimed)
                - 20 * sentence.place as i64
                - 8 * i64::from(!first)
                - width(bare).saturating_sub(widest(bare) / 2) as i64;
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
pub(super) fn names_first(clause: &str) -> bool {
    let name: &str = clause
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-._+".contains(c)))
        .next()
        .unwrap_or_default();
    name.len() > 2
        && name.bytes().any(|b| b.is_ascii_alphabetic())
        && clause.chars().any(words::is_han)
}

/// A clause without its full stop or brackets, where it can be a headline.
pub(super) fn fits(clause: &str) -> Option<&str> {
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
        && !is_caption(bare)
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

/// Whether a clause says what a picture shows: `图1：……`.
fn is_caption(clause: &str) -> bool {
    let rest = clause.strip_prefix('图').map(str::trim_start);
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六上下左右：".contains(c))
    })
}

/// How wide a headline may be, a Chinese character counting 2: English words say less for their width.
fn widest(clause: &str) -> usize {
    match clause.chars().any(words::is_han) {
        true => 88,
        false => 160,
    }
}
