//! Which words of a tweet stand for it.
//!
//! It must not know the section the words will stand in.

mod parts;
mod score;

use super::desk::Desk;
use super::telltale;
use crate::analyse::coverage::Common;
use crate::analyse::gazetteer;
use crate::analyse::news;
use crate::analyse::reading::Term;
use crate::analyse::sentences::{Sentence, fitted, sentences, width};
use crate::analysis::Evidence;
pub(super) use parts::{more, parted};
pub(super) use score::{adds, unbalanced};
use score::{has_name, score};
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

/// How wide a quotation may be, a Chinese character counting 2.
pub(super) const WIDEST: usize = 120;

/// A quotation and where it stands.
#[derive(Clone)]
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
        let english = !words.chars().any(words::is_han);
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

    /// The same of several sentences, where a line that ends without a mark stays a line.
    pub(super) fn of_lines(tweet: usize, place: usize, words: &str, widest: usize) -> Self {
        let one = Self::of(tweet, place, words, widest);
        let mut shown = String::new();
        for line in words.lines().map(crate::compose::escape::fold) {
            let ends = shown.ends_with(|c: char| !(c.is_alphanumeric() || "”」》）)".contains(c)));
            match (shown.is_empty() || line.is_empty(), ends) {
                (true, _) => (),
                (false, true) => shown.push(' '),
                (false, false) => shown.push('\n'),
            }
            shown.push_str(&line);
        }
        let same = crate::compose::escape::fold(&shown) == one.words;
        Self {
            words: if same { shown } else { one.words },
            ..one
        }
    }
}

/// A sentence of a lower score says nothing of the story.
const FLOOR: i64 = 30;

/// How much more words in the report's language are worth.
const OWN: i64 = 24;

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
    choose_of(desk, wanted, most, |_| true)
}

/// The same of those sentences that will do for more than what is wanted.
pub(super) fn choose_of(
    desk: &mut Desk<'_>,
    wanted: &Wanted<'_>,
    most: usize,
    will_do: impl Fn(&Quote) -> bool,
) -> Vec<Quote> {
    let mut people = BTreeSet::new();
    let mut chosen = Vec::new();
    for quote in ranked(desk, wanted) {
        if chosen.len() == most {
            break;
        }
        if will_do(&quote) && people.insert(desk.readings[quote.tweet].author.clone()) {
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
                // What has to be cut says less than what has not.
                let cut = width(sentence.text) > desk.room(sentence.text, wanted.widest);
                let score = score + OWN * i64::from(desk.reads(reading)) - 20 * i64::from(cut);
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
    // Nor the words for which it is wanted.
    let has = |quote: &Quote| {
        let lower = quote.words.to_lowercase();
        wanted.having.is_empty() || wanted.having.iter().any(|word| lower.contains(word))
    };
    let quotes = candidates.into_iter().map(quote);
    quotes.filter(|one| keeps(one) && has(one)).collect()
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

/// Whether words take a stand of their own, which many of those that judge do not.
pub(super) fn stands(words: &str) -> bool {
    let lower = words.to_lowercase();
    // 太 before a judgement, not in 太空 or 亚太.
    let too = words.char_indices().any(|(at, c)| {
        let next = words[at + c.len_utf8()..].chars().next();
        c == '太'
            && next.is_some_and(|c| words::is_han(c) && !"阳空平太极子原后".contains(c))
            && !words[..at].ends_with(['亚', '犹', '以'])
    });
    too || telltale::words().takes_a_stand(&lower)
}

/// Whether words have a name.
pub(super) fn names(words: &str, name: &Term) -> bool {
    has_name(words, name, &gazetteer::shipped().find(words))
}

/// Whether a quotation is the sentence of a deed.
pub(super) fn states_a_deed(desk: &Desk<'_>, quote: &Quote) -> bool {
    let claims = &desk.readings[quote.tweet].claims;
    claims.iter().any(|claim| claim.place == quote.place)
}

/// Whether words judge rather than report.
pub(super) fn judges(words: &str) -> bool {
    telltale::words().judges(&words.to_lowercase())
}
