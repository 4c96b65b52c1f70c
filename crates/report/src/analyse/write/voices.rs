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
/// How much less says nothing by itself.
const NARROWEST: usize = 28;
/// What is worth less is small talk.
const WORTH: i64 = 46;
/// How many of one author.
const EACH: usize = 2;
/// Sentences of a tweet that are looked at.
const HEAD: usize = 4;

/// Words that may be quoted by themselves.
pub(super) struct Candidate {
    pub(super) worth: i64,
    pub(super) quote: Quote,
    /// The names they have, by which they are about the same as others.
    pub(super) about: BTreeSet<usize>,
}

/// At most so many voices, of tweets that nothing was quoted of: views, then what is recommended, the weightiest first.
pub(super) fn choose(desk: &mut Desk<'_>, views: Vec<Candidate>, most: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told: Vec<BTreeSet<usize>> = Vec::new();
    // A thing that is recommended has to be of what the report is about.
    let recommended = recommended(desk)
        .into_iter()
        .filter(|one| !one.about.is_empty());
    let all: Vec<Candidate> = views.into_iter().chain(recommended).collect();
    for Candidate { quote, about, .. } in all {
        let times = people
            .entry(desk.readings[quote.tweet].author.as_str())
            .or_default();
        if blocks.len() == most
            || *times == EACH
            || told.contains(&about)
            || desk.was_heard(quote.tweet)
        {
            continue;
        }
        *times += 1;
        if !about.is_empty() {
            told.push(about);
        }
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
    let sells = reading.promotes || reading.near_advertising || reading.touts || reading.stranger;
    let draws = reading.prompt.is_some();
    !(sells || draws || reading.is_passed_on() || desk.was_heard(tweet))
}

/// What is handed on in tweets that nothing was quoted of, one sentence of each, the most telling first.
pub(super) fn recommended(desk: &Desk<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (tweet, reading) in desk.counted() {
        if !may_speak(desk, tweet) {
            continue;
        }
        let all = sentences(&reading.tweet.text);
        let own = all.iter().take(HEAD);
        found.extend(
            own.filter_map(|sentence| handed_on(desk, tweet, reading, sentence))
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

fn handed_on(
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
    let linked = reading.tweet.text.contains("https://");
    let hands_on =
        linked && !news::is_personal(text) && telltale::words().recommends(&text.to_lowercase());
    if !hands_on
        || !named
        || !stands_alone(desk, &reading.tweet.text, sentence)
        || remembers(text, year)
    {
        return None;
    }
    let named_at = names.iter().map(|mention| mention.start).min();
    if alone::points_away(text, named_at) || !alone::says(text) {
        return None;
    }
    let on_topic = desk.is_about(&names);
    // What stands further on is about what it begins with.
    if sentence.place > 0 && !begins_with_a_name(text, &names) {
        return None;
    }
    let own = text.chars().any(words::is_han) == desk.reads_chinese();
    let worth = reading.news.score.min(60) / 2
        + match on_topic {
            true => 57,
            false => 36,
        }
        + 10 * known.len().min(2) as i64
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

/// Whether a sentence can be understood without those around it. Who recommends may say so first, and speak to the reader.
fn stands_alone(desk: &Desk<'_>, whole: &str, sentence: &Sentence<'_>) -> bool {
    let text = sentence.text;
    let lower = text.to_lowercase();
    let words = telltale::words();
    sentence.complete
        && width(text) >= desk.room(text, NARROWEST)
        && width(text) <= desk.room(text, CUT)
        && !text.contains(['"', '「', '」', '‘', '|', '｜', '@', '#', '\n', '{', '}'])
        && !text.contains("http")
        && !text.contains("自己")
        && !text.contains(['😂', '🤣', '😅', '🤪', '😭', '🤡'])
        && !is_item(whole, sentence)
        && !news::is_tagged(whole)
        && !news::shouts(text)
        && !(introduces(whole, sentence) && (sentence.place > 0 || !desk.reads_chinese()))
        && !text.ends_with(['：', ':', '、', '，', ',', '…', '?', '？', '呢', '吗'])
        && text.starts_with(|c: char| c.is_alphanumeric() || "《$".contains(c))
        && !alone::begins_small(text)
        && !quotes::unbalanced(text)
        && (!alone::leans(text) || lower.contains("推荐"))
        && !news::calls(text)
        && !news::is_byline(text)
        && !words.leans(&lower)
        && !words.thanks(&lower)
        && !words.wonders(&lower)
}
