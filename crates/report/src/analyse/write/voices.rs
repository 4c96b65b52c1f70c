//! What single authors think or recommend, in their own words: it is no news, so it is quoted among the opinions.
//!
//! It must not know what a key point is.

use super::desk::Desk;
use super::quotes::{self, Quote};
use super::telltale;
use crate::analyse::alone;
use crate::analyse::claims::remembers;
use crate::analyse::gazetteer;
use crate::analyse::glance;
use crate::analyse::news;
use crate::analyse::reading::Reading;
use crate::analyse::sentences::{Sentence, introduces, is_item, sentences, width};
use crate::analysis::Block;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

/// How wide a sentence may be, a Chinese character counting 2.
const WIDEST: usize = 126;
/// How wide one may be that is cut.
const CUT: usize = 260;
/// How wide a view must be that names a subject and nothing else.
const ARGUED: usize = 50;
/// How much less says nothing by itself.
const NARROWEST: usize = 28;
/// What is worth less is small talk.
const WORTH: i64 = 46;
/// How many of one author.
const EACH: usize = 2;
/// Up to here a colon tells whose words follow, in bytes.
const ATTRIBUTION: usize = 30;
/// Sentences of a tweet that are looked at.
const HEAD: usize = 4;

/// In what way somebody says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    View,
    Resource,
}

/// A sentence that may be quoted by itself.
pub(super) struct Candidate {
    pub(super) worth: i64,
    pub(super) quote: Quote,
    /// The names it has, by which it is about the same as another.
    pub(super) about: BTreeSet<usize>,
    pub(super) voice: Voice,
}

/// At most so many voices, of tweets that nothing was quoted of, the most telling first.
pub(super) fn choose(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for Candidate { quote, .. } in candidates(desk).into_iter().take(most) {
        desk.quote(quote.tweet, quote.place);
        blocks.push(Block::Quote {
            said: quotes::evidence(desk, &quote),
            when: desk.when(quote.tweet),
        });
    }
    blocks
}

/// Whether a tweet may be quoted for itself: nothing was quoted of it, and its author neither sells, nor passes on what others wrote,
/// nor had something drawn.
pub(super) fn may_speak(desk: &Desk<'_>, tweet: usize) -> bool {
    let reading = &desk.readings[tweet];
    let sells = reading.promotes || reading.near_advertising || reading.stranger;
    let draws = reading.prompt.is_some();
    !(sells || draws || reading.is_passed_on() || desk.was_heard(tweet))
}

/// All voices of tweets that nothing was quoted of, the most telling first.
pub(super) fn candidates(desk: &Desk<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (tweet, reading) in desk.counted() {
        if !may_speak(desk, tweet) {
            continue;
        }
        let all = sentences(&reading.tweet.text);
        let own = all.iter().take(HEAD);
        found.extend(
            own.filter_map(|sentence| candidate(desk, tweet, reading, sentence))
                .max_by_key(|one| (one.worth, std::cmp::Reverse(one.quote.place))),
        );
    }
    found.sort_by_key(|one| (-one.worth, one.quote.tweet));
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    found.retain(|one| {
        let times = people
            .entry(desk.readings[one.quote.tweet].author.as_str())
            .or_default();
        let fresh = *times < EACH && one.about.is_disjoint(&told);
        if fresh {
            *times += 1;
            told.extend(&one.about);
        }
        fresh
    });
    found
}

fn candidate(
    desk: &Desk<'_>,
    tweet: usize,
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
) -> Option<Candidate> {
    let text = sentence.text;
    let year = reading.tweet.time.map(|time| time.year());
    let names = desk.names().find(text);
    let known: BTreeSet<usize> = names
        .iter()
        .map(|mention| mention.entity)
        .filter(|&entity| desk.names().entity(entity).kind != gazetteer::EntityKind::Theme)
        .collect();
    let named = !names.is_empty() || news::has_strange_name(text);
    let voice = voice(reading, text)?;
    if !stands_alone(desk, &reading.tweet.text, sentence, voice) || !named || remembers(text, year)
    {
        return None;
    }
    let named_at = names.iter().map(|mention| mention.start).min();
    if alone::points_away(text, named_at) || !alone::says(text) {
        return None;
    }
    // What stands behind a colon is somebody else's: `Bloomberg 独家：……`.
    let colon = text.find(['：', ':']);
    let guesses = telltale::words().guesses(text);
    if voice == Voice::View && (guesses || colon.is_some_and(|at| at < ATTRIBUTION)) {
        return None;
    }
    // Who tells an event takes no stand, though it be no key point.
    if voice == Voice::View && news::tells_an_event(text, desk.names()) {
        return None;
    }
    let reports = news::reports(text);
    let on_topic = desk.is_about(&names);
    // What stands further on is about what it begins with; a view of nothing in particular is small talk.
    let opens = sentence.place == 0 || begins_with_a_name(text, &names);
    // A view of a subject has to be one in so many words.
    let argues =
        on_topic && width(text) >= ARGUED && telltale::words().takes_a_stand(&text.to_lowercase());
    let empty = voice == Voice::View && known.is_empty() && !reports && !argues;
    if empty || !opens || (!on_topic && !reports && voice != Voice::Resource) {
        return None;
    }
    let own = text.chars().any(words::is_han) == desk.reads_chinese();
    let worth = reading.news.score.min(60) / 2
        + 35 * i64::from(on_topic)
        + 10 * known.len().min(2) as i64
        + match voice {
            Voice::Resource if on_topic => 22,
            Voice::Resource => 36,
            Voice::View => 20,
        }
        + i64::from(glance::attention(reading.tweet).min(14))
        + 8 * i64::from(sentence.place == 0)
        + 6 * i64::from(width(text) >= 36)
        - 20 * i64::from(!own)
        - 10 * i64::from(width(text) > desk.room(text, WIDEST))
        - 25 * i64::from(known.len() > 3);
    (worth >= WORTH).then(|| Candidate {
        worth,
        quote: Quote::of(tweet, sentence.place, text, WIDEST),
        about: known,
        voice,
    })
}

/// Whether a text begins with a name, known or not.
fn begins_with_a_name(text: &str, names: &[gazetteer::Mention]) -> bool {
    let known = names.iter().any(|mention| mention.start <= 6);
    let latin: &str = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-._+".contains(c)))
        .next()
        .unwrap_or_default();
    let among_han = text.chars().any(words::is_han) && latin.len() > 2;
    known || text.starts_with('《') || among_han
}

/// Whether a sentence can be understood without those around it. Who recommends may speak to the reader.
fn stands_alone(desk: &Desk<'_>, whole: &str, sentence: &Sentence<'_>, voice: Voice) -> bool {
    let text = sentence.text;
    let lower = text.to_lowercase();
    let words = telltale::words();
    let shares = voice == Voice::Resource;
    sentence.complete
        && width(text) >= desk.room(text, NARROWEST)
        && width(text) <= desk.room(text, CUT)
        && !text.contains(['"', '「', '」', '‘', '|', '｜', '@', '#', '\n', '{', '}'])
        && !text.contains("http")
        && !text.contains("自己")
        && (shares || !news::addresses(text))
        && !text.contains(['😂', '🤣', '😅', '🤪', '😭', '🤡'])
        && !is_item(whole, sentence)
        && !news::is_tagged(whole)
        && !news::shouts(text)
        && !(introduces(whole, sentence) && (sentence.place > 0 || !desk.reads_chinese()))
        && !text.ends_with(['：', ':', '、', '，', ',', '…', '?', '？', '呢', '吗'])
        && text.starts_with(|c: char| c.is_alphanumeric() || "《$".contains(c))
        && !alone::begins_small(text)
        && !quotes::unbalanced(text)
        && (!alone::leans(text) || (shares && lower.contains("推荐")))
        && !news::calls(text)
        && !news::is_byline(text)
        && !words.leans(&lower)
        && !words.thanks(&lower)
        && !words.wonders(&lower)
}

/// In what way a sentence speaks; nothing where it takes no stand and recommends nothing.
fn voice(reading: &Reading<'_>, text: &str) -> Option<Voice> {
    let personal = news::is_personal(text);
    let lower = text.to_lowercase();
    let own = telltale::words().thinks(&lower);
    if telltale::words().takes_a_stand(&lower) && (own || !personal) {
        return Some(Voice::View);
    }
    let linked = reading.tweet.text.contains("https://");
    if linked && !personal && telltale::words().recommends(&lower) {
        return Some(Voice::Resource);
    }
    (quotes::judges(text) && !personal && !news::chats(text)).then_some(Voice::View)
}
