//! One tweet read: its names, its terms, its sentences' claims, its mood. Each is read alone, so all can be read at once.
//!
//! It must not know the other tweets.

use super::claims::{self, Claim, Claims};
use super::gazetteer::{Entity, EntityKind, Gazetteer, Mention};
use super::news::{self, News};
use super::own;
use super::passing;
use super::sentiment;
use super::whole::Chosen;
use crate::tweet::Tweet;
use chrono::Datelike;
use std::collections::BTreeMap;
use words::Kind;

/// A term of a tweet: something two tweets can have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    /// A name of the gazetteer.
    Entity(usize),
    /// A word, folded.
    Word(String),
}

/// What the maker of a named thing is worth when nobody names the maker.
pub(super) const MAKER: u32 = 90;

/// What a name outside the gazetteer is worth: two words with capitals, or a word with a version.
pub(super) const NAME: u32 = 190;

/// How a term is written in this tweet, and what it is worth before its rarity is known.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub(super) shown: String,
    /// In hundredths.
    pub(super) worth: u32,
    /// The tweet is about it, as far as its place tells; otherwise it is mentioned in passing.
    pub(super) central: bool,
}

/// A tweet as the analysis sees it.
pub(super) struct Reading<'a> {
    pub(super) tweet: &'a Tweet,
    pub(super) author: String,
    pub(super) language: &'static str,
    pub(super) mentions: Vec<Mention>,
    pub(super) terms: BTreeMap<Term, Use>,
    pub(super) claims: Vec<Claim>,
    pub(super) news: News,
    pub(super) mood: Option<i32>,
    /// The entity whose own account wrote it.
    pub(super) speaker: Option<usize>,
    /// Its author writes another language than nearly everybody else.
    pub(super) stranger: bool,
    /// It sells a little, or praises its author's own work, or its author mostly advertises.
    pub(super) promotes: bool,
    /// It is worded much like advertising, and states no deed.
    pub(super) near_advertising: bool,
    /// It says where something can be had and praises it: it counts as a voice, and is quoted nowhere.
    pub(super) touts: bool,
    /// How many later tweets repeat it.
    pub(super) copies: usize,
    /// Where the words for a machine begin, if it has any.
    pub(super) prompt: Option<usize>,
}

/// Reads a tweet.
pub(super) fn read<'a>(chosen: &'a Chosen, names: &Gazetteer) -> Reading<'a> {
    let tweet = &chosen.tweet;
    // What a machine is told to draw or to write is no subject of the one who passes it on.
    let prompt = news::prompt(&tweet.text);
    let text = &tweet.text[..prompt.unwrap_or(tweet.text.len())];
    let mentions = names.find(text);
    let tokens = words::tokens(text);
    let language = words::language(text).code();
    let author = tweet.author.handle.to_lowercase();
    let speaker = names.speaker(&author);
    let year = tweet.time.map(|time| time.year());
    // Who runs through the day, or imagines years to come, tells no news of their own.
    let digest = passing::is_digest(text, &mentions, names) || claims::foretells(text, year);
    let claims = match digest {
        true => Claims::default(),
        false => claims::find(text, names, year),
    };
    let mut terms = terms(text, &tokens, &mentions, names);
    if let Some(entity) = speaker {
        let known = names.entity(entity);
        terms.insert(
            Term::Entity(entity),
            Use {
                shown: known.name.clone(),
                worth: worth(known),
                central: true,
            },
        );
    }
    let news = match digest {
        true => News::default(),
        false => news::read(text, &mentions, &claims, speaker.is_some(), names),
    };
    let announced = news
        .headline
        .as_ref()
        .map(|headline| headline.words.as_str());
    let own = announced.is_some_and(|words| own::is_own(tweet, words))
        || news::calls(text)
        || own::cheers(text, &mentions)
        || own::tells_of_own(tweet, text);
    Reading {
        tweet,
        author,
        speaker,
        language,
        terms,
        news,
        mood: sentiment::mood(text, language),
        mentions,
        stranger: chosen.stranger,
        promotes: chosen.promotes || (own && speaker.is_none()),
        near_advertising: speaker.is_none()
            && passed_on(text)
                .and_then(|name| names.speaker(&name[1..].to_lowercase()))
                .is_none()
            && claims.told.is_empty()
            && chosen.advertising > NEAR,
        touts: speaker.is_none() && news::touts(text),
        copies: chosen.copies,
        claims: claims.told,
        prompt,
    }
}

impl<'a> Reading<'a> {
    /// Whether it only passes on what another account wrote.
    pub(super) fn is_passed_on(&self) -> bool {
        self.source().is_some()
    }

    /// The account, with its `@`, whose words it passes on.
    pub(super) fn source(&self) -> Option<&'a str> {
        passed_on(&self.tweet.text).filter(|name| !name[1..].eq_ignore_ascii_case(&self.author))
    }
}

/// The account, with its `@`, that a text passes on.
fn passed_on(text: &str) -> Option<&str> {
    let name = text.strip_prefix("RT ")?.split([':', ' ']).next()?;
    name.starts_with('@').then_some(name)
}

/// Above this many thousandths a tweet is worded much like advertising; nearly all others are at the lower end of -1000.
const NEAR: i32 = -850;

/// Columns from the beginning, a Chinese character counting 2, within which a tweet says what it is about.
const HEAD: usize = 90;

fn worth(entity: &Entity) -> u32 {
    match entity.kind {
        EntityKind::Theme if entity.key == "人工智能" => 25,
        EntityKind::Theme => 70,
        EntityKind::Person => 160,
        EntityKind::Listed | EntityKind::Private | EntityKind::Organisation => 170,
        EntityKind::Model | EntityKind::Product | EntityKind::Token => 210,
    }
}

fn terms(
    text: &str,
    tokens: &[words::Token<'_>],
    mentions: &[Mention],
    names: &Gazetteer,
) -> BTreeMap<Term, Use> {
    let mut terms: BTreeMap<Term, Use> = BTreeMap::new();
    let mentions: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| {
            !passing::is_source(text, mention) && !passing::is_set_aside(text, mention)
        })
        .collect();
    let mut columns = 0;
    let end_of_head = text
        .char_indices()
        .find(|(_, c)| {
            columns += if c.is_ascii() { 1 } else { 2 };
            columns > HEAD
        })
        .map_or(text.len(), |(at, _)| at);
    for mention in &mentions {
        let entity = names.entity(mention.entity);
        let repeated = mentions
            .iter()
            .filter(|other| other.entity == mention.entity)
            .count()
            > 1;
        let used = Use {
            shown: names.display(mention),
            worth: worth(entity),
            central: repeated || mention.start < end_of_head,
        };
        let known = terms
            .entry(Term::Entity(mention.entity))
            .or_insert_with(|| used.clone());
        if known.shown.len() < used.shown.len() {
            known.shown = used.shown;
        }
        known.central |= used.central;
        if let Some(maker) = entity.maker {
            let shown = names.entity(maker).name.clone();
            terms.entry(Term::Entity(maker)).or_insert(Use {
                shown,
                worth: MAKER,
                central: false,
            });
        }
    }
    let at = |token: &words::Token<'_>| token.text.as_ptr() as usize - text.as_ptr() as usize;
    let mut phrase: Option<(usize, usize, usize)> = None;
    for token in tokens {
        let (start, end) = (at(token), at(token) + token.text.len());
        let inside = mentions
            .iter()
            .any(|mention| start < mention.end && mention.start < end);
        let capital = token.text.chars().next().is_some_and(char::is_uppercase);
        let begins = text[..start].trim_end().is_empty()
            || text[..start]
                .trim_end()
                .ends_with(['.', '!', '?', '\n', '。', '！', '？', ':', '：']);
        let name = !inside && token.kind == Kind::Latin && capital && token.text.len() > 2;
        phrase = match phrase {
            Some((from, to, n)) if name && start == to + 1 => Some((from, end, n + 1)),
            _ if name => Some((start, end, 1)),
            _ => None,
        };
        let folded = words::fold(token.text);
        if inside || words::stop_word(&folded) || folded.chars().count() < 2 {
            continue;
        }
        let worth = match token.kind {
            Kind::Name => NAME,
            Kind::Cashtag => 150,
            Kind::Hashtag => 110,
            Kind::Latin if name && !begins => 150,
            Kind::Latin => 40,
            Kind::Han => 45,
            Kind::Kana | Kind::Hangul | Kind::Other => 45,
            _ => continue,
        };
        let shown = token.text.trim_matches('#').to_owned();
        let used = terms.entry(Term::Word(folded)).or_insert_with(|| Use {
            shown,
            worth,
            central: true,
        });
        used.worth = used.worth.max(worth);
        // Two words that shout are no name.
        let shouts = |text: &str| text.len() > 9 && text == text.to_uppercase();
        if let Some((from, to, 2)) = phrase
            && !shouts(&text[from..to])
        {
            let whole = &text[from..to];
            terms.entry(Term::Word(words::fold(whole))).or_insert(Use {
                shown: whole.to_owned(),
                worth: NAME,
                central: true,
            });
        }
    }
    terms
}
