//! A bare name with the words that are to stand for it.
//!
//! It must not know which words are wanted, nor how a key point goes on.

use super::super::desk::Desk;
use super::super::quotes::{Quote, parted};
use crate::analyse::alone;
use crate::analyse::gazetteer::EntityKind;
use crate::analyse::news;
use crate::analyse::sentences::{introduces, is_item, sentences, width};
use crate::analyse::stories::Story;

/// How wide the words beside a name may be, a Chinese character counting 2.
const BESIDE: usize = 80;

/// A bare name with the words that are to stand for it, and what of them found no room above: `Kimi：“现在支持了……”`. Nothing where
/// they have marks of their own, lean on others or cannot be cut after a clause.
pub(super) fn headed_by(
    desk: &Desk<'_>,
    story: &Story,
    name: &str,
    quote: &Quote,
) -> Option<(String, Option<Quote>)> {
    let words = news::opened(&quote.words).trim_start();
    let text = desk.readings[quote.tweet].tweet.text.as_str();
    let whole = sentences(text)
        .into_iter()
        .find(|one| one.place == quote.place)?;
    // The first item of a list is not what the list is about.
    let counts_up = ["1）", "1)", "①", "第一，", "一是"];
    if counts_up.iter().any(|mark| words.contains(mark)) {
        return None;
    }
    if words.contains(['“', '”', '"', '「', '」', '@'])
        || words.ends_with('…')
        || alone::begins_small(words)
        || alone::leans(words)
        || (desk.readings[quote.tweet].speaker.is_none()
            && !alone::says(words)
            && !news::reports(words))
        || (news::is_personal(words) && desk.readings[quote.tweet].speaker.is_none())
        || is_item(text, &whole)
        || introduces(text, &whole)
    {
        return None;
    }
    let (head, rest) = parted(words, desk.room(words, BESIDE))?;
    // Words on somebody else are no headline of this story.
    if speaks_of_others_only(desk, story, head) {
        return None;
    }
    let rest = rest.map(|rest| Quote {
        tweet: quote.tweet,
        place: quote.place,
        words: rest.to_owned(),
    });
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric() && !"）)》%$+".contains(c));
    // What begins with the name need not be told whom it is about; of one author's words the name need not be the subject.
    let named = story.authors == 1 || head.starts_with(name);
    let headed = match named {
        true => marked(desk, head),
        false => desk.say(format!("{name}：“{head}”"), format!("{name}: “{head}”")),
    };
    (width(head) >= 18).then_some((headed, rest))
}

/// Whether words have names, and those of the story are none of them.
fn speaks_of_others_only(desk: &Desk<'_>, story: &Story, words: &str) -> bool {
    let said = own_names(desk, story, words);
    !said.is_empty() && !said.contains(&true)
}

/// Whether the first name in some words is one of the story's.
pub(super) fn speaks_of_it_first(desk: &Desk<'_>, story: &Story, words: &str) -> bool {
    own_names(desk, story, words).first() == Some(&true)
}

/// For each name in some words whether it is one of the story's, or of the same maker; nothing where the story has none.
fn own_names(desk: &Desk<'_>, story: &Story, words: &str) -> Vec<bool> {
    let names = desk.names();
    let named = |text: &str| -> Vec<usize> {
        let found = names.find(text);
        let known = found.iter().map(|mention| mention.entity);
        let known = known.filter(|&entity| names.entity(entity).kind != EntityKind::Theme);
        known.collect()
    };
    let own = named(&story.title());
    if own.is_empty() {
        return Vec::new();
    }
    let maker = |one: usize| names.entity(one).maker;
    let kin = |entity: usize| {
        let mut own = own.iter();
        own.any(|&one| entity == one || maker(entity) == Some(one) || maker(one) == Some(entity))
    };
    named(words).into_iter().map(kin).collect()
}

/// Words in marks, which are the language's other pair where they have the usual one inside.
pub(super) fn marked(desk: &Desk<'_>, words: &str) -> String {
    match (words.contains(['“', '”']), desk.reads_chinese()) {
        (false, _) => format!("“{words}”"),
        (true, true) => format!("「{words}」"),
        (true, false) => format!("‘{words}’"),
    }
}
