//! Which words of a tweet stand for it.
//!
//! It must not know the section the words will stand in.

use super::desk::Desk;
use super::telltale;
use crate::analyse::alone;
use crate::analyse::coverage::Common;
use crate::analyse::gazetteer::{self, Mention};
use crate::analyse::news;
use crate::analyse::reading::{Reading, Term};
use crate::analyse::sentences::{Sentence, fitted, introduces, is_item, sentences, width};
use crate::analysis::Evidence;
use std::collections::{BTreeMap, BTreeSet};

/// What a quotation is looked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The tweets to choose from.
    pub(super) tweets: &'a [usize],
    /// The name it should contain.
    pub(super) about: Option<&'a Term>,
    /// Words one of which it must contain, if there are any.
    pub(super) having: &'a [&'a str],
    /// Words that many of the story's authors use, in lower case, with how many.
    pub(super) telling: &'a [(String, usize)],
    /// Only sentences with the name will do.
    pub(super) strict: bool,
    /// Words that somebody passes on from another account will do, too.
    pub(super) passed_on: bool,
    /// A judgement is better than a report.
    pub(super) opinion: bool,
    /// What stands above the quotation: a sentence that says no more is not wanted.
    pub(super) said: Option<&'a str>,
    /// How wide it may be, a Chinese character counting 2.
    pub(super) widest: usize,
}

/// A quotation and where it stands.
pub(super) struct Quote {
    pub(super) tweet: usize,
    /// The place of its sentence in the tweet.
    pub(super) place: usize,
    pub(super) words: String,
}

impl Quote {
    /// Some words of a tweet, as many as fit.
    pub(super) fn of(tweet: usize, place: usize, words: &str, widest: usize) -> Self {
        // English words say less for their width.
        let english = !words.chars().any(::words::is_han);
        let widest = if english { widest * 3 / 2 } else { widest };
        // A mark that is opened or closed in another sentence is left out.
        // Nor does a quotation say that news follows.
        let words = news::opened(words).trim_start();
        let words = match (words.matches('“').count(), words.matches('”').count()) {
            (1, 0) => words.trim_start_matches('“'),
            (0, 1) => words.trim_end_matches('”'),
            _ => words,
        };
        Self {
            tweet,
            place,
            words: fitted(words, widest),
        }
    }
}

/// A sentence of a lower score says nothing of the story.
const FLOOR: i64 = 30;

/// Words that at least two authors of some tweets use, those of most authors first.
pub(super) fn telling(desk: &Desk<'_>, tweets: &[usize]) -> Vec<(String, usize)> {
    let mut authors: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for &i in tweets {
        let reading = &desk.readings[i];
        for used in reading.terms.values() {
            authors
                .entry(used.shown.to_lowercase())
                .or_default()
                .insert(&reading.author);
        }
    }
    let mut telling: Vec<(String, usize)> = authors
        .into_iter()
        .map(|(word, people)| (word, people.len()))
        .filter(|(_, n)| *n > 1)
        .collect();
    telling.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    telling.truncate(14);
    telling
}

/// The best sentences, one a tweet and one an author, that were not quoted yet; at most `most`.
pub(super) fn choose(desk: &mut Desk<'_>, wanted: &Wanted<'_>, most: usize) -> Vec<Quote> {
    let mut people = BTreeSet::new();
    let mut chosen = Vec::new();
    for quote in ranked(desk, wanted) {
        if chosen.len() == most {
            break;
        }
        if people.insert(desk.readings[quote.tweet].author.clone()) {
            desk.quote(quote.tweet, quote.place);
            chosen.push(quote);
        }
    }
    chosen
}

/// All sentences that will do and were not quoted yet, the best first.
pub(super) fn ranked(desk: &Desk<'_>, wanted: &Wanted<'_>) -> Vec<Quote> {
    let mut candidates: Vec<(i64, usize, Sentence<'_>)> = Vec::new();
    for &tweet in wanted.tweets {
        let reading = &desk.readings[tweet];
        let text = reading.tweet.text.as_str();
        if reading.is_passed_on() && !wanted.passed_on {
            continue;
        }
        for sentence in sentences(text) {
            if !desk.was_quoted(tweet, sentence.place)
                && let Some(score) = score(reading, &sentence, wanted)
                && score >= FLOOR
            {
                candidates.push((score, tweet, sentence));
            }
        }
    }
    weigh_common(desk, wanted, &mut candidates);
    candidates.sort_by_key(|(score, tweet, sentence)| (-score, *tweet, sentence.place));
    let quote = |(_, tweet, sentence): (i64, usize, Sentence<'_>)| {
        Quote::of(tweet, sentence.place, sentence.text, wanted.widest)
    };
    // What is wanted for its name must not lose it where it is cut.
    let keeps = |quote: &Quote| match wanted.about {
        Some(about) if wanted.strict && quote.words.ends_with("……") => has_name(
            &quote.words,
            about,
            &gazetteer::shipped().find(&quote.words),
        ),
        _ => true,
    };
    candidates.into_iter().map(quote).filter(keeps).collect()
}

/// From so many tweets on, what they have in common tells which sentence stands for them.
const MANY: usize = 6;

/// Adds up to 30 to each candidate, by how much of what the tweets have in common it says.
fn weigh_common(
    desk: &Desk<'_>,
    wanted: &Wanted<'_>,
    candidates: &mut [(i64, usize, Sentence<'_>)],
) {
    if wanted.tweets.len() < MANY || wanted.about.is_none() {
        return;
    }
    let texts = wanted
        .tweets
        .iter()
        .map(|&i| desk.readings[i].tweet.text.as_str());
    let common = Common::of(texts);
    let worth: Vec<f64> = candidates
        .iter()
        .map(|(_, _, sentence)| common.worth(sentence.text))
        .collect();
    let most = worth.iter().copied().fold(0.0, f64::max);
    if most > 0.0 {
        for ((score, _, _), worth) in candidates.iter_mut().zip(worth) {
            *score += (30.0 * worth / most) as i64;
        }
    }
}

/// One sentence of a tweet, unless it was quoted already.
pub(super) fn exact(
    desk: &mut Desk<'_>,
    tweet: usize,
    place: usize,
    widest: usize,
) -> Option<Quote> {
    let text = desk.readings[tweet].tweet.text.as_str();
    let sentence = sentences(text)
        .into_iter()
        .find(|sentence| sentence.place == place)?;
    if desk.was_quoted(tweet, place) || desk.readings[tweet].is_passed_on() {
        return None;
    }
    desk.quote(tweet, place);
    Some(Quote::of(tweet, place, sentence.text, widest))
}

/// The quotation as evidence.
pub(super) fn evidence(desk: &Desk<'_>, quote: &Quote) -> Evidence {
    let mut words = quote.words.as_str();
    // The frame ends the sentence: two full stops would be one too many.
    if let Some(bare) = words
        .strip_suffix('。')
        .or_else(|| words.strip_suffix('.').filter(|bare| !bare.ends_with('.')))
    {
        words = bare;
    }
    Evidence {
        quote: Some(words.to_owned()),
        ..desk.evidence(quote.tweet)
    }
}

fn score(reading: &Reading<'_>, sentence: &Sentence<'_>, wanted: &Wanted<'_>) -> Option<i64> {
    // Who sells is quoted nowhere.
    if reading.promotes && reading.speaker.is_none() {
        return None;
    }
    let text = sentence.text;
    let lower = text.to_lowercase();
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
    // A question tells nothing and judges nothing, nor does a greeting.
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?？".contains(c));
    if bare.ends_with(['?', '？']) || telltale::words().thanks(&lower) {
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
        || introduces(&reading.tweet.text, text)
    {
        return None;
    }
    // Who wrote it and where it comes from says nothing, nor does what a machine is told to draw.
    let place = text.as_ptr() as usize - reading.tweet.text.as_ptr() as usize;
    let drawn = news::prompt(&reading.tweet.text).is_some_and(|at| at <= place);
    if drawn || news::is_byline(text) {
        return None;
    }
    let names = gazetteer::shipped().find(text);
    // What leans on words elsewhere cannot stand for the tweet, nor can an opinion that is none.
    let first = names.iter().map(|mention| mention.start).min();
    let away = telltale::words().leans(&lower) || alone::points_away(text, first);
    let says = alone::says(text);
    let chosen = wanted.opinion || !wanted.having.is_empty();
    // `$DEMO down 2%` tells of a market without a verb.
    let moves = counts && !wanted.opinion || has(&[" up", " down", " flat"]);
    if chosen && (away || !(says || moves)) {
        return None;
    }
    let away = away || alone::leans(text);
    let about = wanted
        .about
        .is_some_and(|about| has_name(text, about, &names));
    if wanted.strict && wanted.about.is_some() && !about {
        return None;
    }
    let mut score = 10 * names.len().min(3) as i64;
    // A row of names is a list of the day, not a word on any of them.
    let different: BTreeSet<usize> = names.iter().map(|mention| mention.entity).collect();
    score -= 25 * different.len().saturating_sub(3) as i64;
    score += if about { 50 } else { 0 };
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
    score -= 30 * i64::from(is_item(&reading.tweet.text, text));
    score -= 60 * i64::from(away) + 60 * i64::from(news::breaks_off(text));
    score -= 40 * i64::from(!says && !news::reports(text));
    score -= 10 * i64::from(lower.contains('我') || lower.starts_with("i "));
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
    score += 12 * i64::from(reading.language == "zh");
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
fn has_name(text: &str, about: &Term, names: &[Mention]) -> bool {
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

/// Whether words take a stand of their own, which many of those that judge do not.
pub(super) fn stands(words: &str) -> bool {
    let lower = words.to_lowercase();
    // 太 before a judgement, not in 太空 or 亚太.
    let too = words.char_indices().any(|(at, c)| {
        let next = words[at + c.len_utf8()..].chars().next();
        c == '太'
            && next.is_some_and(|c| ::words::is_han(c) && !"阳空平太极子原后".contains(c))
            && !words[..at].ends_with(['亚', '犹', '以'])
    });
    too || telltale::words().takes_a_stand(&lower) || lower.starts_with("i ")
}

/// Whether a quotation is the sentence of a deed.
pub(super) fn states_a_deed(desk: &Desk<'_>, quote: &Quote) -> bool {
    let claims = &desk.readings[quote.tweet].claims;
    claims.iter().any(|claim| claim.place == quote.place)
}

/// Whether a sentence that states a deed says more than the deed, and nothing a headline could not stand above.
pub(super) fn adds(words: &str, said: &str) -> bool {
    !repeats(words, said) && (30..=200).contains(&width(words)) && !words.contains(['?', '？'])
}

/// Whether words judge rather than report.
pub(super) fn judges(words: &str) -> bool {
    telltale::words().judges(&words.to_lowercase())
}

/// Whether a mark is opened or closed in another sentence.
pub(super) fn unbalanced(text: &str) -> bool {
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
