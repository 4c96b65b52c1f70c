//! What fills the key points of a quiet day: what single authors think, ask, recommend or tell in passing, told as such and headed by
//! their own words in marks.
//!
//! It must not know what a key point is.

use super::desk::Desk;
use super::quotes::{self, more, parted};
use super::telltale;
use crate::analyse::alone;
use crate::analyse::claims::remembers;
use crate::analyse::gazetteer;
use crate::analyse::glance;
use crate::analyse::news::{self, Headline};
use crate::analyse::reading::Reading;
use crate::analyse::sentences::{Sentence, introduces, is_item, sentences, width};
use crate::analysis::{Evidence, Kind, Statement};
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

/// How wide a heading may be, a Chinese character counting 2.
const WIDEST: usize = 84;
/// How much less says nothing by itself.
const NARROWEST: usize = 28;
/// What is worth less is small talk.
const WORTH: i64 = 46;
/// How many of one author.
const EACH: usize = 2;
/// Of a tweet that tells so much by itself the opening need not begin with a name.
const TELLING: i64 = 40;
/// Sentences of a tweet that are looked at.
const HEAD: usize = 4;

/// In what way somebody says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    View,
    Question,
    Resource,
    Remark,
}

struct Candidate {
    worth: i64,
    tweet: usize,
    voice: Voice,
    headline: Headline,
    /// The names it has, by which it is about the same as another.
    about: BTreeSet<usize>,
}

/// At most so many voices, of tweets that were not `heard`, the most telling first.
pub(super) fn choose(desk: &mut Desk<'_>, heard: &BTreeSet<usize>, most: usize) -> Vec<Statement> {
    let mut found: Vec<Candidate> = Vec::new();
    for (tweet, reading) in desk.counted() {
        let sells = reading.promotes || reading.near_advertising || reading.stranger;
        // What somebody had drawn is no voice.
        let draws = reading.prompt.is_some();
        if sells || draws || reading.is_passed_on() || heard.contains(&tweet) {
            continue;
        }
        let all = sentences(&reading.tweet.text);
        let own = all.iter().take(HEAD);
        found.extend(
            own.filter_map(|sentence| candidate(desk, tweet, reading, sentence))
                .max_by_key(|one| (one.worth, std::cmp::Reverse(one.headline.place))),
        );
    }
    found.sort_by_key(|one| (-one.worth, one.tweet));
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    found.retain(|one| {
        let times = people
            .entry(desk.readings[one.tweet].author.as_str())
            .or_default();
        let fresh = *times < EACH && one.about.is_disjoint(&told);
        if fresh {
            *times += 1;
            told.extend(&one.about);
        }
        fresh
    });
    found.truncate(most);
    let numbered = found.into_iter().enumerate();
    numbered
        .map(|(turn, one)| statement(desk, &one, turn))
        .collect()
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
    let linked = reading.tweet.text.contains("https://");
    let latin = text.bytes().any(|b| b.is_ascii_alphabetic()) && text.chars().any(words::is_han);
    let named = !names.is_empty() || news::has_strange_name(text) || (linked && latin);
    if !stands_alone(desk, &reading.tweet.text, sentence) || !named || remembers(text, year) {
        return None;
    }
    let first = begins_with_a_name(text, &names);
    let named_at = names.iter().map(|mention| mention.start).min();
    if alone::points_away(text, named_at) || !alone::says(text) {
        return None;
    }
    let voice = voice(reading, text)?;
    let reports = news::reports(text);
    // What stands further on, or says nothing of its own, is about what it begins with.
    let opens = sentence.place == 0 || first;
    let telling = reading.news.score >= TELLING;
    let on_topic = desk.is_about(&names);
    let known_by = on_topic && !alone::begins_with_the_time(text);
    // What names nobody in particular and reports nothing is small talk, and so is what laughs or cries out.
    let remarks = voice == Voice::Remark;
    if remarks && ((known.is_empty() && !reports) || text.ends_with(['！', '!'])) {
        return None;
    }
    // So is what counts nothing and tells nothing, and a view of nothing in particular.
    let counts = text.bytes().any(|b| b.is_ascii_digit());
    let speaks = names.iter().any(|mention| {
        let person = desk.names().entity(mention.entity).kind == gazetteer::EntityKind::Person;
        person && mention.start <= 6 && news::begins_saying(&text[mention.end..])
    });
    let empty = match voice {
        Voice::Remark => !(reports || counts || telling || speaks),
        Voice::View => known.is_empty() && !reports,
        Voice::Question | Voice::Resource => false,
    };
    if empty {
        return None;
    }
    if !opens || (voice == Voice::Remark && !first && !telling && !known_by) {
        return None;
    }
    if !on_topic && !reports && voice != Voice::Resource {
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
            Voice::Remark if reports => 25,
            Voice::Question => 5,
            Voice::Remark => 0,
        }
        + i64::from(glance::attention(reading.tweet).min(14))
        + 8 * i64::from(sentence.place == 0)
        + 6 * i64::from((36..=WIDEST).contains(&width(text)))
        - 20 * i64::from(!own)
        - 25 * i64::from(known.len() > 3);
    let text = news::opened(text).trim_start();
    let words = parted(text, desk.room(text, WIDEST))?.0.to_owned();
    if voice != Voice::Resource && news::is_hollow(&words) {
        return None;
    }
    // What comes before a question need not ask.
    let voice = match voice {
        Voice::Question if text.ends_with(['?', '？']) && !words.ends_with(['?', '？']) => {
            Voice::View
        }
        voice => voice,
    };
    (worth >= WORTH).then_some(Candidate {
        worth,
        tweet,
        voice,
        headline: Headline {
            place: sentence.place,
            words,
        },
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

/// Whether a sentence can be understood without those around it.
fn stands_alone(desk: &Desk<'_>, whole: &str, sentence: &Sentence<'_>) -> bool {
    let text = sentence.text;
    let lower = text.to_lowercase();
    let words = telltale::words();
    sentence.complete
        && width(text) >= desk.room(text, NARROWEST)
        && width(text) <= desk.room(text, WIDEST * 3 / 2)
        && !text.contains(['"', '「', '」', '‘', '|', '｜', '@', '#', '\n', '{', '}'])
        && !text.contains("http")
        && !text.contains("自己")
        && !news::addresses(text)
        && !text.contains(['😂', '🤣', '😅', '🤪', '😭', '🤡'])
        && !is_item(whole, sentence)
        && !news::is_tagged(whole)
        && !news::shouts(text)
        && !(introduces(whole, sentence) && (sentence.place > 0 || !desk.reads_chinese()))
        && !text.ends_with(['：', ':', '、', '，', ',', '…'])
        && text.starts_with(|c: char| c.is_alphanumeric() || "《$".contains(c))
        && !alone::begins_small(text)
        && !quotes::unbalanced(text)
        && !alone::leans(text)
        && !news::calls(text)
        && !news::is_byline(text)
        && !words.leans(&lower)
        && !words.thanks(&lower)
}

/// In what way a sentence speaks; nothing where it only chats.
fn voice(reading: &Reading<'_>, text: &str) -> Option<Voice> {
    let personal = news::is_personal(text);
    let lower = text.to_lowercase();
    // Some ask without the mark; who asks in English mostly asks for answers.
    let asks = text.ends_with(['?', '？', '呢', '吗']) || text.starts_with("为什么");
    if asks || telltale::words().muses(&lower) {
        let chinese = text.chars().any(words::is_han);
        return (chinese && !personal && !news::asks(text)).then_some(Voice::Question);
    }
    // Who only heard of it tells nothing.
    if telltale::words().hears(&lower) {
        return None;
    }
    let own = telltale::words().thinks(&lower);
    if telltale::words().takes_a_stand(&lower) && (own || !personal) {
        return Some(Voice::View);
    }
    let linked = reading.tweet.text.contains("https://");
    if linked && !personal && telltale::words().recommends(&lower) {
        return Some(Voice::Resource);
    }
    if personal || news::chats(text) {
        return None;
    }
    Some(match () {
        () if quotes::judges(text) && !news::reports(text) => Voice::View,
        () => Voice::Remark,
    })
}

fn statement(desk: &mut Desk<'_>, one: &Candidate, turn: usize) -> Statement {
    desk.quote(one.tweet, one.headline.place);
    let more = more(desk, one.tweet, &one.headline);
    let evidence = match &more {
        Some(quote) => quotes::evidence(desk, quote),
        None => desk.evidence(one.tweet),
    };
    let (key, kind) = match one.voice {
        Voice::View => ("voice.view", Kind::Opinion),
        Voice::Question => ("voice.question", Kind::Opinion),
        Voice::Resource => ("voice.resource", Kind::Fact),
        Voice::Remark => ("voice.remark", Kind::Fact),
    };
    desk.note_view(kind == Kind::Opinion);
    under_own_words(
        desk,
        (key, kind),
        &one.headline.words,
        evidence,
        more.is_some(),
        turn,
    )
}

/// Whether words that tell news take a stand, too.
pub(super) fn is_view(words: &str) -> bool {
    telltale::words().takes_a_stand(&words.to_lowercase()) || words.contains(" because ")
}

/// A view of one author under its own words.
pub(super) fn view(
    desk: &Desk<'_>,
    words: &str,
    evidence: Evidence,
    goes_on: bool,
    turn: usize,
) -> Statement {
    under_own_words(
        desk,
        ("voice.view", Kind::Opinion),
        words,
        evidence,
        goes_on,
        turn,
    )
}

/// What one author says, headed by the words themselves.
fn under_own_words(
    desk: &Desk<'_>,
    (key, kind): (&str, Kind),
    words: &str,
    evidence: Evidence,
    goes_on: bool,
    turn: usize,
) -> Statement {
    let ends = match goes_on {
        true => "voice.goes_on",
        false => "voice.ends",
    };
    let frame = desk.phrase(key, turn, &[]) + &desk.phrase(ends, turn, &[]);
    Statement::new(kind, frame)
        .labelled(marked(desk, words))
        .with([evidence])
        .counted(1, 1)
}

/// Words in marks, which are the language's other pair where they have the usual one inside.
pub(super) fn marked(desk: &Desk<'_>, words: &str) -> String {
    match (words.contains(['“', '”']), desk.reads_chinese()) {
        (false, _) => format!("“{words}”"),
        (true, true) => format!("「{words}」"),
        (true, false) => format!("‘{words}’"),
    }
}
