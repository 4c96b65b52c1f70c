//! How well one sentence stands for its tweet.
//!
//! It must not know what was quoted already.

use super::super::telltale;
use super::Wanted;
use crate::analyse::alone;
use crate::analyse::gazetteer::{self, Mention};
use crate::analyse::news;
use crate::analyse::reading::{Reading, Term};
use crate::analyse::sentences::{Sentence, introduces, is_item, width};
use std::collections::BTreeSet;

/// How well a sentence does for what is wanted; nothing where it does not do at all.
pub(super) fn score(
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
    wanted: &Wanted<'_>,
) -> Option<i64> {
    // Who sells is quoted nowhere.
    if reading.touts || (reading.promotes && reading.speaker.is_none()) {
        return None;
    }
    let text = sentence.text;
    let lower = text.to_lowercase().replace('’', "'");
    let wide = width(text);
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if wide < 18 || !wanted.having.is_empty() && !has(wanted.having) {
        return None;
    }
    // Who only heard of it or wonders tells nothing.
    if !wanted.opinion && telltale::words().wonders(&lower) {
        return None;
    }
    if wanted.said.is_some_and(|said| repeats(text, said)) {
        return None;
    }
    // A question tells nothing and judges nothing, nor does a greeting, or what only makes curious.
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?？".contains(c));
    let idle = telltale::words().thanks(&lower) || telltale::words().teases(&lower);
    if bare.ends_with(['?', '？']) || idle {
        return None;
    }
    // A row of tickers, tags or accounts says nothing.
    let plain = text
        .split_whitespace()
        .filter(|word| !word.starts_with(['$', '#', '@']));
    let plain = plain.map(width).sum::<usize>();
    let counts = text.bytes().any(|b| b.is_ascii_digit());
    if plain < if counts { 14 } else { 18 }
        || is_hash(text)
        || introduces(&reading.tweet.text, sentence)
    {
        return None;
    }
    // Who wrote it and where it comes from says nothing, nor does what a machine is told to draw.
    let drawn = reading.prompt.is_some_and(|at| at <= sentence.at);
    if drawn || news::is_byline(text) {
        return None;
    }
    let names = gazetteer::shipped().find(text);
    // What leans on words elsewhere cannot stand for the tweet, nor can an opinion that is none.
    let first = names.iter().map(|mention| mention.start).min();
    let away = telltale::words().leans(&lower) || alone::points_away(text, first);
    let says = alone::says(text);
    // Who tells others how to trade, shouts or speaks of themselves says nothing of the thing itself.
    let personal = news::is_personal(text) && reading.speaker.is_none();
    // Who names the paper itself says enough.
    let leans = alone::leans(text) && !text.contains('$');
    let list = text.contains(['｜', '|']);
    let idle = news::addresses(text) || news::shouts(text) || personal || leans || list;
    if !wanted.having.is_empty() && !wanted.opinion && idle {
        return None;
    }
    let chosen = wanted.opinion || !wanted.having.is_empty();
    // `$DEMO down 2%` tells of a market without a verb.
    let priced = counts && (text.starts_with('$') || text.contains(['%', '％']));
    let moves = priced && !wanted.opinion || has(&[" up", " down", " flat"]);
    if chosen && (away || !(says || moves)) {
        return None;
    }
    let away = away || alone::leans(text);
    let about = wanted
        .about
        .is_some_and(|about| has_name(text, about, &names));
    // Whose own account speaks need not name themselves.
    let own = wanted.about.is_some_and(
        |about| matches!(about, Term::Entity(entity) if reading.speaker == Some(*entity)),
    );
    if wanted.strict && wanted.about.is_some() && !(about || own) {
        return None;
    }
    let mut score = 10 * names.len().min(3) as i64;
    // A row of names is a list of the day, not a word on any of them.
    let different: BTreeSet<usize> = names.iter().map(|mention| mention.entity).collect();
    score -= 25 * different.len().saturating_sub(3) as i64;
    score += match (about, own) {
        (true, _) => 50,
        (false, true) => 30,
        (false, false) => 0,
    };
    score += 10 * i64::from(text.bytes().any(|b| b.is_ascii_digit()));
    score += 15 * i64::from(!wanted.opinion && telltale::words().tells_news(&lower));
    score += 15 * i64::from(!wanted.opinion && news::reports(text));
    score -= 15 * i64::from(!wanted.opinion && news::chats(text));
    score += if sentence.complete { 25 } else { -40 };
    score += match wide {
        0..=23 => -15,
        24..=110 => 20,
        111..=150 => 5,
        _ => -10,
    };
    score -= 25 * i64::from(text.contains(['?', '？']));
    score -= 25 * i64::from(reading.near_advertising);
    score -= 25 * i64::from(alone::begins_small(text));
    score -= 30 * i64::from(is_item(&reading.tweet.text, sentence));
    score -= 60 * i64::from(away) + 60 * i64::from(news::breaks_off(text));
    score -= 40 * i64::from(!says && !news::reports(text));
    // Who tells news tells it of others.
    score -= i64::from(personal) * if wanted.opinion { 10 } else { 45 };
    score -= 30
        * i64::from(
            text.ends_with(['：', ':', '、', '，', ',', '（', '(']) || text.starts_with('@'),
        );
    score -= 20 * i64::from(unbalanced(text))
        + 45 * i64::from(text.contains(['｜', '|']) || text.ends_with("..."));
    score += wanted
        .telling
        .iter()
        .filter(|(word, _)| lower.contains(word.as_str()))
        .map(|(_, n)| 4 * (*n).min(6) as i64)
        .sum::<i64>()
        .min(60);
    score += 25
        * i64::from(
            reading
                .claims
                .iter()
                .any(|claim| claim.place == sentence.place)
                && !wanted.opinion,
        );
    score += if wanted.opinion && telltale::words().judges(&lower) {
        30
    } else {
        0
    };
    score += if wanted.opinion {
        0
    } else {
        reading.news.score.min(80) / 3
    };
    score -= 4 * sentence.place.min(6) as i64;
    score += 6 * i64::from(reading.copies.min(5) as u32);
    Some(score)
}

/// Whether a text, whose names are known, has a certain one.
pub(super) fn has_name(text: &str, about: &Term, names: &[Mention]) -> bool {
    match about {
        Term::Entity(entity) => names.iter().any(|mention| mention.entity == *entity),
        Term::Word(word) => words::fold(text)
            .replace([' ', '-'], "")
            .contains(&word.replace([' ', '-'], "")),
    }
}

/// Whether a text has the address of a contract or the like: a long run of letters and figures.
fn is_hash(text: &str) -> bool {
    let mut runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    runs.any(|run| run.len() > 24 && run.bytes().any(|b| b.is_ascii_digit()))
}

/// Whether words say little more than what was said: four fifths of their letters stand there, too.
fn repeats(words: &str, said: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let lower = text.to_lowercase();
        lower.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (own, other) = (letters(words), letters(said));
    let known = own.iter().filter(|c| other.contains(c)).count();
    own.len() < other.len() * 2 && known * 5 >= own.len() * 4
}

/// Whether a sentence that states a deed says more than the deed, and nothing a headline could not stand above.
pub(in super::super) fn adds(words: &str, said: &str) -> bool {
    !repeats(words, said) && (30..=200).contains(&width(words)) && !words.contains(['?', '？'])
}

/// Whether a mark is opened or closed in another sentence.
pub(in super::super) fn unbalanced(text: &str) -> bool {
    // A straight mark behind a figure is an inch.
    let inches = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit());
    let straight = text.match_indices('"').filter(|(at, _)| !inches(*at));
    if straight.count() % 2 == 1 {
        return true;
    }
    [
        ('（', '）'),
        ('(', ')'),
        ('“', '”'),
        ('「', '」'),
        ('《', '》'),
        ('【', '】'),
    ]
    .iter()
    .any(|(open, close)| text.matches(*open).count() != text.matches(*close).count())
}
