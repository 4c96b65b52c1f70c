//! What single authors think, in up to three sentences that follow each other: a view is seldom one sentence long, and what the second
//! says of `it` the first has named.
//!
//! It must not know which views others quote.

use super::desk::Desk;
use super::quotes::{self, Quote};
use super::telltale;
use super::voices::{self, Candidate};
use crate::analyse::alone;
use crate::analyse::claims::remembers;
use crate::analyse::gazetteer::{EntityKind, Mention};
use crate::analyse::glance;
use crate::analyse::news;
use crate::analyse::reading::Reading;
use crate::analyse::sentences::{Sentence, introduces, is_item, sentences, width};
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How wide a passage may be, a Chinese character counting 2.
const WIDEST: usize = 220;
/// What is narrower argues nothing.
const NARROWEST: usize = 40;
/// Sentences of a tweet that are looked at.
const HEAD: usize = 5;
/// How many of them a passage has at most.
const LONGEST: usize = 3;
/// Up to here a sentence is opened by a name, in bytes.
const OPENING: usize = 15;
/// Up to here a colon tells whose words follow, in bytes.
const ATTRIBUTION: usize = 30;
/// What is worth less is small talk.
const WORTH: i64 = 52;

/// The views of tweets that nothing was quoted of, the weightiest first; several may be of one author.
pub(super) fn candidates(desk: &Desk<'_>) -> Vec<Candidate> {
    let speaks = |&(tweet, reading): &(usize, &Reading<'_>)| {
        voices::may_speak(desk, tweet) && !news::is_tagged(&reading.tweet.text)
    };
    let best = |(tweet, reading): (usize, &Reading<'_>)| {
        let all = sentences(&reading.tweet.text);
        let head = &all[..all.len().min(HEAD)];
        let starts = (0..head.len()).filter(|&at| begins(desk, reading, head, at));
        let passages = starts.flat_map(|from| (from + 1..=head.len()).map(move |to| (from, to)));
        passages
            .filter(|(from, to)| to - from <= LONGEST)
            .filter_map(|(from, to)| candidate(desk, tweet, reading, &head[from..to]))
            .max_by_key(|one| (one.worth, Reverse(one.quote.place)))
    };
    let mut found: Vec<Candidate> = desk.counted().filter(speaks).filter_map(best).collect();
    found.sort_by_key(|one| (-one.worth, one.quote.tweet));
    found
}

/// Whether a passage may begin with a sentence: the first of the tweet or of a line, which leans on nothing before it.
fn begins(desk: &Desk<'_>, reading: &Reading<'_>, head: &[Sentence<'_>], at: usize) -> bool {
    let sentence = &head[at];
    let text = sentence.text;
    let lower = text.to_lowercase();
    let before = &reading.tweet.text[..sentence.at];
    let named = desk.names().find(text).iter().map(|name| name.start).min();
    // Further on nobody knows what is spoken of, unless it is named at once.
    let line = before.trim_end_matches([' ', '\u{3000}']).ends_with('\n');
    let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
    let opens = at == 0 || (line && (capital || named.is_some_and(|named| named <= OPENING)));
    let words = telltale::words();
    opens
        && text.starts_with(|c: char| c.is_alphanumeric() || "《$“".contains(c))
        && !alone::begins_small(text)
        && !alone::leans(text)
        && !alone::points_away(text, named)
        && !words.leans(&lower)
        && !words.thanks(&lower)
        && !words.hearsay(&lower)
        // What is told by somebody else is news, and no view of the author's.
        && !text.starts_with('据')
}

fn candidate(
    desk: &Desk<'_>,
    tweet: usize,
    reading: &Reading<'_>,
    passage: &[Sentence<'_>],
) -> Option<Candidate> {
    let (first, last) = (passage.first()?, passage.last()?);
    let text = reading.tweet.text[first.at..last.end()].trim_end_matches(['.', '…']);
    let names = desk.names().find(text);
    if !stands_alone(desk, reading, passage, text) || !desk.is_about(&names) {
        return None;
    }
    let known = known(desk, &names);
    let lower = text.to_lowercase();
    let words = telltale::words();
    // What makes curious says nothing without what follows.
    if passage.len() == 1 && words.teases(&lower) {
        return None;
    }
    let grounds = words.grounds(&lower);
    let (stand, argues) = (words.takes_a_stand(&lower), grounds > 0);
    let tried = words.tries(&lower);
    let rates = words.rates(&lower);
    let personal = news::is_personal(text) && !words.thinks(&lower);
    // What names nothing in particular or speaks to its reader has to take a stand, and what tells of its author at least to rate.
    let enough = match (known.is_empty() || news::addresses(text), personal) {
        (true, _) => stand || grounds > 1,
        (false, true) => stand || tried || rates || grounds > 1,
        (false, false) => stand || argues || tried || rates,
    };
    if !enough {
        return None;
    }
    // What stands behind a colon is somebody else's.
    let quoted = text.find(['：', ':']).is_some_and(|at| at < ATTRIBUTION);
    // Who tells an event takes no stand.
    if news::tells_an_event(first.text, desk.names()) && !stand || quoted {
        return None;
    }
    let own = text.chars().any(words::is_han) == desk.reads_chinese();
    let worth = match known.len() {
        0 => 15,
        1 => 30,
        2 | 3 => 36,
        _ => 15,
    } + 25 * i64::from(stand)
        + 15 * grounds.min(2) as i64
        + 15 * i64::from(tried)
        + 8 * i64::from(words.judges(&lower))
        + 10 * i64::from(rates)
        + 8 * i64::from(words.thinks(&lower))
        + i64::from(glance::attention(reading.tweet).min(14))
        + 8 * i64::from(first.place == 0)
        + 10 * i64::from(width(text) >= 70)
        - 12 * i64::from(personal)
        - 15 * i64::from(words.guesses(text))
        - 10 * i64::from(news::addresses(text))
        - 20 * i64::from(!own);
    (worth >= WORTH).then(|| Candidate {
        worth,
        quote: Quote::of_lines(tweet, first.place, text, WIDEST),
        about: known,
    })
}

/// The things, companies and people that a text names.
fn known(desk: &Desk<'_>, names: &[Mention]) -> BTreeSet<usize> {
    let entities = names.iter().map(|mention| mention.entity);
    entities
        .filter(|&entity| desk.names().entity(entity).kind != EntityKind::Theme)
        .collect()
}

/// Whether sentences that follow each other can be understood without what stands around them.
fn stands_alone(
    desk: &Desk<'_>,
    reading: &Reading<'_>,
    passage: &[Sentence<'_>],
    text: &str,
) -> bool {
    let whole = &reading.tweet.text;
    let year = reading.tweet.time.map(|time| time.year());
    let item = |sentence: &Sentence<'_>| {
        !sentence.complete
            || is_item(whole, sentence)
            || introduces(whole, sentence)
            || news::is_byline(sentence.text)
    };
    let asks = |sentence: &Sentence<'_>| sentence.text.ends_with(['?', '？', '呢', '吗']);
    width(text) >= desk.room(text, NARROWEST)
        && width(text) <= desk.room(text, WIDEST)
        && !text.contains(['|', '｜', '@', '#', '{', '}', '【', '*', '~'])
        && !text.contains("http")
        && !text.contains("作者：")
        && !text.contains(['😂', '🤣', '😅', '🤪', '😭', '🤡'])
        && !passage.iter().any(item)
        && !passage.last().is_some_and(asks)
        && !text.ends_with(['：', ':', '、', '，', ',', '…'])
        && !quotes::unbalanced(text)
        && !is_quotation(text)
        && !news::shouts(text)
        && !news::calls(text)
        && !news::is_a_tale(text)
        && !remembers(text, year)
        && alone::says(text)
}

/// Whether most of a text is what somebody else said: it begins in marks of quotation.
fn is_quotation(text: &str) -> bool {
    text.starts_with('“') && text.find('”').is_some_and(|end| end > text.len() / 2)
}
