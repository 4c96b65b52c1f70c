//! 核心信息: as many different stories as there are, at most ten, each once.

use super::desk::{Desk, spoken};
use super::measure;
use super::quotes::{self, Quote, Wanted};
use super::voices;
use super::wording::continuing;
use super::{heading, line};
use crate::analyse::alone;
use crate::analyse::news::{self, Headline};
use crate::analyse::reading::Term;
use crate::analyse::sentences::{introduces, is_item, sentences, width};
use crate::analyse::stories::{Heading, Story};
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeSet;

/// From so many on a day has enough points; below, stories that are less than news may fill it up.
const ENOUGH: usize = 5;

pub(super) fn section(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut items: Vec<Statement> = Vec::new();
    // What was told once is not looked at again: that would use up its quotations.
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for least in [measure::KEY, measure::FILLS] {
        let most = if least == measure::KEY {
            most
        } else {
            ENOUGH.min(most)
        };
        for (at, story) in desk.told().into_iter().enumerate() {
            if items.len() >= most {
                break;
            }
            if !told.contains(&at)
                && !is_heard_again(desk, story, &told)
                && let Some(point) = point(desk, story, items.len(), least)
                && items.iter().all(|known| known.label != point.label)
            {
                told.insert(at);
                items.push(continuing(desk, story, point));
            }
        }
    }
    let news = items.len();
    if news < most {
        let told = desk.told();
        let cited = items.iter().flat_map(|item| &item.evidence);
        let cited: BTreeSet<&str> = cited.map(|one| one.tweet.as_str()).collect();
        let known = |i: &usize| cited.contains(desk.readings[*i].tweet.id.as_str());
        // Of a story that was told, here or in an earlier report, nothing more is told.
        let heard: BTreeSet<usize> = told
            .iter()
            .filter(|story| story.tweets.iter().any(known))
            .chain(desk.left_out())
            .flat_map(|story| story.tweets.iter().copied())
            .collect();
        items.extend(voices::choose(desk, &heard, most - news));
    }
    let mut blocks = vec![heading(
        3,
        Role::KeyPoints,
        &desk.say(
            format!("核心信息（{} 个关键信息点）", items.len()),
            format!("Key points ({})", items.len()),
        ),
    )];
    if items.is_empty() {
        blocks.push(line(Kind::Metric, desk.phrase("points.none", 0, &[])));
        return blocks;
    }
    let found = items.len();
    let voices = found - news;
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    if news < most {
        let key = match (news, voices) {
            (0, 1..) => "points.quiet_none",
            (1..ENOUGH, 1..) => "points.quiet",
            (_, 1..) => "points.voices",
            (0..ENOUGH, 0) => "points.few",
            _ => "points.some",
        };
        let values = [
            ("found", news.to_string()),
            ("voices", voices.to_string()),
            ("most", most.to_string()),
        ];
        blocks.push(line(Kind::Metric, desk.phrase(key, 0, &values)));
    }
    blocks
}

/// Whether one author tells in another language than the report's of what several others were told to speak of.
fn is_heard_again(desk: &Desk<'_>, story: &Story, told: &BTreeSet<usize>) -> bool {
    let Heading::Words(tweet, headline) = story.heading() else {
        return false;
    };
    let stories = desk.told();
    let foreign = headline.words.chars().any(words::is_han) != desk.reads_chinese();
    let official = desk.readings[tweet].speaker.is_some();
    let names = desk.names().find(&headline.words);
    let spoken_of = |&at: &usize| match &stories[at].term {
        Some(Term::Entity(entity)) if stories[at].authors > 1 => {
            names.iter().any(|mention| mention.entity == *entity)
        }
        _ => false,
    };
    foreign && !official && story.authors == 1 && told.iter().any(spoken_of)
}

/// The key point of a story: its headline, how many speak of it, and the words of one of them; nothing where it measures less
/// than `least`.
fn point(desk: &mut Desk<'_>, story: &Story, place: usize, least: i64) -> Option<Statement> {
    match story.heading() {
        Heading::Words(tweet, headline) if story.authors == 1 => {
            let enough = measure::of(desk, story, tweet, &headline.words) >= least;
            enough.then(|| in_own_words(desk, tweet, headline, place))
        }
        Heading::Words(tweet, headline) => {
            desk.quote(tweet, headline.place);
            let label = headline.words.clone();
            told(desk, story, label, place, least)
        }
        Heading::Deed(claim) => {
            let label = claim.headline();
            told(desk, story, label, place, least)
        }
        Heading::Names => {
            let label = spoken(&story.title(), desk.language);
            told(desk, story, label, place, least)
        }
    }
}

/// One author's news under its own headline: what else the tweet says is quoted.
fn in_own_words(desk: &mut Desk<'_>, tweet: usize, headline: &Headline, place: usize) -> Statement {
    desk.quote(tweet, headline.place);
    let quote = more(desk, tweet, headline);
    let key = match &quote {
        Some(_) => "point.one_more",
        None => "point.one_bare",
    };
    let evidence = match &quote {
        Some(quote) => quotes::evidence(desk, quote),
        None => desk.evidence(tweet),
    };
    let speaker = desk.readings[tweet].speaker;
    // Who judges states no fact, though it be said as one.
    if speaker.is_none() && voices::is_view(&headline.words) {
        return voices::view(desk, &headline.words, evidence, quote.is_some(), place);
    }
    let frame = match (speaker, desk.readings[tweet].source()) {
        (Some(entity), _) if quote.is_some() => official(desk, entity, place),
        (None, Some(account)) => {
            let key = match &quote {
                Some(_) => "point.passed_on_more",
                None => "point.passed_on",
            };
            desk.phrase(key, place, &[("name", account.to_owned())])
        }
        _ => desk.phrase(key, place, &[]),
    };
    Statement::new(Kind::Fact, frame)
        .labelled(headline.words.clone())
        .with([evidence])
        .counted(1, 1)
}

/// What a tweet says besides its headline: the next sentence that can stand by itself, or the rest of the headline's own.
pub(super) fn more(desk: &mut Desk<'_>, tweet: usize, headline: &Headline) -> Option<Quote> {
    let text = desk.readings[tweet].tweet.text.as_str();
    let all = sentences(text);
    let own = all.iter().find(|one| one.place == headline.place)?;
    let rest = own
        .text
        .split_once(headline.words.as_str())
        .map(|(_, rest)| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“「《（(".contains(c))
        });
    if let Some(rest) = rest.filter(|rest| width(rest) >= 20 && !rest.contains(['｜', '|'])) {
        return Some(Quote::of(tweet, headline.place, rest, WIDEST));
    }
    let chinese = headline.words.chars().any(words::is_han);
    let good = |text: &str| {
        let han = text.chars().filter(|c| words::is_han(*c)).count();
        width(text) >= 20
            && (!chinese || han >= 8)
            && !text.ends_with(['：', ':', '?', '？'])
            && !text.contains(['｜', '|'])
            && !text.starts_with(['@', '#', '-'])
            && !news::is_byline(text)
            && !news::is_personal(text)
            && !news::chats(text)
    };
    let next = all
        .iter()
        .filter(|one| one.place > headline.place && one.place <= headline.place + 3)
        .find(|one| one.complete && good(one.text))?;
    desk.quote(tweet, next.place);
    Some(Quote::of(tweet, next.place, next.text, WIDEST))
}

/// How wide a quotation may be, a Chinese character counting 2.
const WIDEST: usize = 120;

/// A story under its names or its deed, with the words that stand for it.
fn told(
    desk: &mut Desk<'_>,
    story: &Story,
    label: String,
    place: usize,
    least: i64,
) -> Option<Statement> {
    let Some(quote) = standing(desk, story, &label, least) else {
        // What stands above may be all that the tweets say.
        let teller = story.teller();
        let enough = story.is_told_in_words() && measure::of(desk, story, teller, &label) >= least;
        // Where no other words bear it out it is told as what one author says, however many speak of the same name.
        return enough.then(|| {
            if voices::is_view(&label) {
                return voices::view(desk, &label, desk.evidence(teller), false, place);
            }
            Statement::new(Kind::Fact, desk.phrase("point.one_bare", place, &[]))
                .labelled(label)
                .with([desk.evidence(teller)])
                .counted(1, 1)
        });
    };
    let headed = matches!(story.heading(), Heading::Names);
    let headed = headed.then(|| headed_by(desk, &label, &quote)).flatten();
    let spoken = desk.readings[quote.tweet].speaker.is_some();
    if matches!(story.heading(), Heading::Names)
        && !(says_something(story, &quote, headed.is_some())
            && (spoken || stands_by_itself(desk, &quote.words)))
    {
        return None;
    }
    let mut evidence = match &headed {
        Some((_, None)) => vec![desk.evidence(quote.tweet)],
        Some((_, Some(rest))) => vec![quotes::evidence(desk, rest)],
        None => vec![quotes::evidence(desk, &quote)],
    };
    let others = others(desk, story, &desk.readings[quote.tweet].author);
    evidence.extend(others.into_iter().map(|i| desk.evidence(i)));
    let english = !quote.words.chars().any(words::is_han);
    // What judges and reports nothing is a view, however many speak of it.
    let opinion = desk.readings[quote.tweet].speaker.is_none()
        && !news::reports(&quote.words)
        && !quotes::states_a_deed(desk, &quote)
        && (quotes::judges(&quote.words) || news::chats(&quote.words));
    let reading = &desk.readings[quote.tweet];
    let frame = match (reading.speaker, &headed) {
        (speaker, Some((_, rest))) => {
            let key = match (opinion, speaker, reading.source(), story.authors) {
                (_, Some(_), ..) => "headed.official",
                (_, _, Some(_), _) => "headed.passed_on",
                (true, .., 1) => "headed.one_view",
                (true, ..) => "headed.view",
                (.., 1) if story.tweets.len() == 1 => "headed.single",
                (.., 1) => "headed.one",
                _ => "headed.many",
            };
            let mut values = story.numbers().to_vec();
            let name = match (speaker, reading.source()) {
                (Some(entity), _) => spaced_name(desk, entity),
                (_, account) => account.unwrap_or_default().to_owned(),
            };
            values.push(("name", name));
            let ends = match rest {
                Some(_) => "headed.goes_on",
                None => "headed.ends",
            };
            desk.phrase(key, place, &values) + &desk.phrase(ends, place, &[])
        }
        (Some(entity), None) => official(desk, entity, place),
        (None, None) if reading.is_passed_on() => {
            let key = match story.authors {
                1 => "point.passed_on_said",
                _ => "point.passed_on_many",
            };
            let name = reading.source().unwrap_or_default().to_owned();
            let [authors, tweets] = story.numbers();
            desk.phrase(key, place, &[authors, tweets, ("name", name)])
        }
        (None, None) => {
            let key = match (story.authors, story.tweets.len()) {
                (1, 1) if english => "point.one_english",
                (1, 1) => "point.one",
                (1, _) => "point.several",
                (2, _) => "point.two",
                _ if place == 0 && desk.is_most_discussed(story) => "point.top",
                _ => "point.many",
            };
            let key = match (opinion, story.authors) {
                (true, 1) => "point.one_view",
                (true, _) => "point.view",
                _ => key,
            };
            desk.phrase(key, place, &story.numbers())
        }
    };
    let kind = if opinion { Kind::Opinion } else { Kind::Fact };
    let label = headed.map_or(label, |(headed, _)| headed);
    Some(
        Statement::new(kind, frame)
            .labelled(label)
            .with(evidence)
            .counted(story.tweets.len() as u64, story.authors as u64),
    )
}

/// Whether there is more to tell than a bare name: what one author says of it can stand by itself, what two say of a subject tells news, and
/// what many say is no caption.
fn says_something(story: &Story, quote: &Quote, headed: bool) -> bool {
    let words = quote.words.as_str();
    let states = news::reports(words) || quotes::judges(words) || news::chats(words);
    (story.authors > 1 || headed)
        && !(story.loose && story.authors < 3)
        && (states || width(words) >= 44)
}

/// Whether words beside a name need nothing else to be understood.
fn stands_by_itself(desk: &Desk<'_>, words: &str) -> bool {
    let first = desk.names().find(words).iter().map(|one| one.start).min();
    !alone::points_away(words, first) && (alone::says(words) || news::reports(words))
}

/// Whether words tell what another story is about.
fn belongs_elsewhere(desk: &Desk<'_>, story: &Story, words: &str) -> bool {
    let bare = matches!(story.heading(), Heading::Names);
    let folded = words::fold(words);
    bare && desk.told().iter().any(|other| {
        let headline = other.headline();
        let parts = words::tokens(&headline);
        matches!(other.heading(), Heading::Deed(_))
            && other.tweets != story.tweets
            && parts
                .iter()
                .all(|part| folded.contains(&words::fold(part.text)))
    })
}

/// Whether words speak of another version of what a name with a version stands for.
fn is_another_version(desk: &Desk<'_>, story: &Story, label: &str, words: &str) -> bool {
    let Some(Term::Entity(entity)) = story.term else {
        return false;
    };
    let names = desk.names();
    let found = names.find(words);
    let mut own = found
        .iter()
        .filter(|mention| mention.entity == entity && !mention.version.is_empty())
        .peekable();
    label.bytes().any(|b| b.is_ascii_digit())
        && own.peek().is_some()
        && own.all(|mention| !label.contains(&names.display(mention)))
}

/// How wide the words beside a name may be, a Chinese character counting 2.
const BESIDE: usize = 80;

/// A bare name with the words that are to stand for it, and what of them found no room above: `Kimi：“现在支持了……”`. Nothing where
/// they have marks of their own, lean on others or cannot be cut after a clause.
fn headed_by(desk: &Desk<'_>, name: &str, quote: &Quote) -> Option<(String, Option<Quote>)> {
    let words = news::opened(&quote.words).trim_start();
    let text = desk.readings[quote.tweet].tweet.text.as_str();
    let whole = sentences(text)
        .into_iter()
        .find(|one| one.place == quote.place)?;
    if words.contains(['“', '”', '"', '「', '」', '@'])
        || alone::begins_small(words)
        || alone::leans(words)
        || (desk.readings[quote.tweet].speaker.is_none()
            && !alone::says(words)
            && !news::reports(words))
        || (news::is_personal(words) && desk.readings[quote.tweet].speaker.is_none())
        || is_item(text, whole.text)
        || introduces(text, whole.text)
    {
        return None;
    }
    let (head, rest) = parted(words, desk.room(words, BESIDE))?;
    let rest = rest.map(|rest| Quote {
        tweet: quote.tweet,
        place: quote.place,
        words: rest.to_owned(),
    });
    let headed = desk.say(format!("{name}：“{head}”"), format!("{name}: “{head}”"));
    (width(head) >= 18).then_some((headed, rest))
}

/// Words as a heading that is no wider than `most`, cut after a clause, and what else there is to say.
pub(super) fn parted(words: &str, most: usize) -> Option<(&str, Option<&str>)> {
    let bare = words.trim_end_matches(['。', '.']);
    if width(bare) <= most && !bare.ends_with('…') {
        return Some((bare, None));
    }
    let marks = words.char_indices().filter(|(at, c)| {
        let after = &words[at + c.len_utf8()..];
        matches!(c, '，' | '；' | '：') || (matches!(c, ',' | ';' | ':') && after.starts_with(' '))
    });
    let fits = |(at, _): &(usize, char)| width(&words[..*at]) <= most;
    let whole = |(at, _): &(usize, char)| !news::is_half(words[..*at].trim_end());
    let marks: Vec<(usize, char)> = marks.take_while(fits).filter(whole).collect();
    let mut cuts = marks.iter().rev().copied();
    let (mut cut, _) = cuts.next()?;
    // A few words behind a colon are the beginning of what it leads to.
    if let Some((colon, '：' | ':')) = cuts.next()
        && width(&words[colon..cut]) < 16
    {
        cut = colon;
    }
    let (head, rest) = (words[..cut].trim_end(), &words[cut..]);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"《（($".contains(c));
    (width(head) * 3 >= most).then(|| (head, (width(rest) >= 12).then_some(rest)))
}

/// Tweets of a story by two other authors than the one who is quoted, those who state the deed of the headline first.
fn others(desk: &Desk<'_>, story: &Story, said_by: &str) -> Vec<usize> {
    let mut others: Vec<usize> = Vec::new();
    let teller = story.is_told_in_words().then(|| story.teller());
    let sayers = story.claims.first().map_or(&[] as &[usize], |(_, by)| by);
    for &i in teller.iter().chain(sayers).chain(&story.tweets) {
        let author = &desk.readings[i].author;
        if author != said_by && others.iter().all(|&j| desk.readings[j].author != *author) {
            others.push(i);
        }
    }
    // Who advertises is quoted nowhere beside the news.
    others.retain(|&i| !desk.readings[i].promotes);
    others.truncate(2);
    others
}

/// How many sentences are looked at for a story.
const TRIES: usize = 4;
/// How many where words are looked for that can stand beside a bare name.
const MORE: usize = 6;

/// The words that stand for a story: of a deed those of who states it, else of all.
fn standing(desk: &mut Desk<'_>, story: &Story, label: &str, least: i64) -> Option<Quote> {
    let all: &[usize] = match story.heading() {
        Heading::Words(..) if !story.core.is_empty() => &story.core,
        _ => &story.tweets,
    };
    let sayers = match story.heading() {
        Heading::Deed(_) => story.claims.first().map(|(_, by)| by.as_slice()),
        _ => None,
    };
    // The sentence of the deed itself, where it says more than the deed.
    if let (Heading::Deed(claim), Some(by)) = (story.heading(), sayers) {
        let key = claim.key();
        for &i in by.iter().take(TRIES) {
            let claims = &desk.readings[i].claims;
            let place = claims
                .iter()
                .find(|one| one.key() == key)
                .map(|one| one.place);
            let fuller = |place: &usize| {
                let text = desk.readings[i].tweet.text.as_str();
                let all = sentences(text);
                let own = all.iter().find(|one| one.place == *place);
                own.is_some_and(|own| quotes::adds(own.text, label))
            };
            if let Some(place) = place.filter(fuller)
                && let Some(quote) = quotes::exact(desk, i, place, WIDEST)
                && measure::of(desk, story, i, &quote.words) >= least
            {
                return Some(quote);
            }
        }
    }
    let telling = quotes::telling(desk, &story.tweets);
    for tweets in sayers.into_iter().chain([all]) {
        let wanted = Wanted {
            tweets,
            about: story.term.as_ref(),
            having: &[],
            telling: &telling,
            strict: true,
            passed_on: true,
            opinion: false,
            said: Some(label),
            widest: WIDEST,
        };
        let bare = matches!(story.heading(), Heading::Names);
        let ranked = quotes::ranked(desk, &wanted);
        let does = |quote: &&Quote| {
            measure::of(desk, story, quote.tweet, &quote.words) >= least
                && !belongs_elsewhere(desk, story, &quote.words)
                && !(bare && is_another_version(desk, story, label, &quote.words))
        };
        // Beside a bare name words are wanted that can stand there.
        let heads = |quote: &&Quote| bare && headed_by(desk, label, quote).is_some();
        let first = ranked.iter().take(MORE).filter(heads).find(does);
        let found = first.or_else(|| ranked.iter().take(TRIES).find(does));
        if let Some(quote) = found {
            let quote = Quote {
                tweet: quote.tweet,
                place: quote.place,
                words: quote.words.clone(),
            };
            desk.quote(quote.tweet, quote.place);
            return Some(quote);
        }
    }
    None
}

/// Whose own account speaks.
fn official(desk: &Desk<'_>, entity: usize, place: usize) -> String {
    desk.phrase(
        "point.official",
        place,
        &[("name", spaced_name(desk, entity))],
    )
}

/// A name with a space wherever Latin letters of it meet Chinese ones.
fn spaced_name(desk: &Desk<'_>, entity: usize) -> String {
    let name = &desk.names().entity(entity).name;
    let space = |latin: bool| match desk.reads_chinese() && latin {
        true => " ",
        false => "",
    };
    let before = space(name.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let after = space(name.ends_with(|c: char| c.is_ascii_alphanumeric()));
    format!("{before}{name}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_after_a_clause() {
        for (words, most, head, rest) in [
            ("样例科技发布新模型。", 40, "样例科技发布新模型", None),
            (
                "样例科技发布新模型，参数比上一代多一倍，价格不变",
                24,
                "样例科技发布新模型",
                Some("参数比上一代多一倍，价格不变"),
            ),
            (
                "样例手机第四天，被限制的范围在扩大：除了聊天，银行也弹风险提示",
                44,
                "样例手机第四天，被限制的范围在扩大",
                Some("除了聊天，银行也弹风险提示"),
            ),
        ] {
            assert_eq!(parted(words, most), Some((head, rest)), "{words}");
        }
        assert_eq!(parted("一句没有逗号而且相当长的话放不下", 20), None);
    }
}
