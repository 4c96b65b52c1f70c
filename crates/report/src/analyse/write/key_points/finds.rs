//! What stands among the key points of a day on which little happened: things that somebody presents or recommends, each told as what
//! one author says.
//!
//! It must not know what an event is.

use super::super::desk::{Desk, spoken};
use super::super::quotes;
use super::super::voices::{self, Candidate};
use super::headed::marked;
use crate::analyse::glance;
use crate::analyse::news::Headline;
use crate::analyse::reading::Reading;
use crate::analyse::stories::JOINT;
use crate::analysis::{Kind, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What is worth less is no find.
const WORTH: i64 = 40;
/// So many characters with which a title begins tell what it is about.
const OPENING: usize = 4;
/// How many of one author.
const EACH: usize = 2;

/// Something that an author presents or recommends.
enum Find<'a> {
    /// Under the line that presents it.
    Title(usize, &'a Headline),
    /// Under the names that the words have which recommend it.
    Resource(Candidate),
}

impl Find<'_> {
    fn tweet(&self) -> usize {
        match self {
            Self::Title(tweet, _) => *tweet,
            Self::Resource(one) => one.quote.tweet,
        }
    }
}

/// At most `most` of them besides the points that there are, the worthiest first; none about what another is about.
pub(super) fn fill(desk: &mut Desk<'_>, points: &[Statement], most: usize) -> Vec<Statement> {
    let mut found: Vec<(i64, BTreeSet<usize>, Find<'_>)> = titles(desk);
    for resource in voices::recommended(desk) {
        found.push((
            resource.worth,
            resource.about.clone(),
            Find::Resource(resource),
        ));
    }
    found.sort_by_key(|(worth, _, find)| (-worth, find.tweet()));
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tweets: BTreeSet<usize> = BTreeSet::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut items: Vec<Statement> = Vec::new();
    for (_, about, find) in found {
        let tweet = find.tweet();
        let author = desk.readings[tweet].author.as_str();
        let times = people.entry(author).or_default();
        if items.len() == most
            || *times == EACH
            || echoes(&find, points)
            || !about.is_disjoint(&told)
            || tweets.contains(&tweet)
        {
            continue;
        }
        let place = items.len();
        let item = match find {
            Find::Title(tweet, headline) => Some(presented(desk, tweet, headline, place)),
            Find::Resource(resource) => said(desk, &resource, place),
        };
        if let Some(item) = item {
            *times += 1;
            tweets.insert(tweet);
            told.extend(about);
            items.push(item);
        }
    }
    items
}

/// Whether a title says what stands above a point already: its first characters stand there.
fn echoes(find: &Find<'_>, points: &[Statement]) -> bool {
    let Find::Title(_, headline) = find else {
        return false;
    };
    let opening: String = headline.words.chars().take(OPENING).collect();
    let labels = points.iter().filter_map(|point| point.label.as_deref());
    opening.chars().count() == OPENING && labels.into_iter().any(|label| label.contains(&opening))
}

/// Tweets that present something and that nothing was quoted of; they do so in Chinese.
fn titles<'a>(desk: &Desk<'a>) -> Vec<(i64, BTreeSet<usize>, Find<'a>)> {
    if !desk.reads_chinese() {
        return Vec::new();
    }
    let title = |(tweet, reading): (usize, &'a Reading<'a>)| {
        let headline = reading.news.title.as_ref()?;
        let linked = reading.tweet.text.contains("https://");
        if !linked || !voices::may_speak(desk, tweet) {
            return None;
        }
        let on_topic = desk.is_about(&reading.mentions);
        let worth = reading.news.score.min(60) / 2
            + 35 * i64::from(on_topic)
            + i64::from(glance::attention(reading.tweet).min(14))
            + 12;
        let names = desk.names().find(&headline.words);
        let about = names.iter().map(|mention| mention.entity).collect();
        (worth >= WORTH).then_some((worth, about, Find::Title(tweet, headline)))
    };
    desk.counted().filter_map(title).collect()
}

/// What a tweet presents, under the line that does so.
fn presented(desk: &mut Desk<'_>, tweet: usize, headline: &Headline, place: usize) -> Statement {
    desk.quote(tweet, headline.place);
    let quote = quotes::more(desk, tweet, headline);
    let (key, evidence) = match &quote {
        Some(quote) => ("find.title", quotes::evidence(desk, quote)),
        None => ("find.title_bare", desk.evidence(tweet)),
    };
    // Praise stands in marks: it is the author's.
    let praises = quotes::judges(&headline.words) || headline.words.contains(['最', '超', '神']);
    let label = match praises {
        true => marked(desk, &headline.words),
        false => headline.words.clone(),
    };
    Statement::new(Kind::Fact, desk.phrase(key, place, &[]))
        .labelled(label)
        .with([evidence])
        .counted(1, 1)
}

/// What somebody recommends, under the names that it has.
fn said(desk: &mut Desk<'_>, one: &Candidate, place: usize) -> Option<Statement> {
    let names = desk.names();
    let mut shown: Vec<&str> = Vec::new();
    for mention in names.find(&one.quote.words) {
        let name = names.entity(mention.entity).name.as_str();
        if one.about.contains(&mention.entity) && !shown.contains(&name) {
            shown.push(name);
        }
    }
    shown.truncate(2);
    if shown.is_empty() {
        return None;
    }
    desk.quote(one.quote.tweet, one.quote.place);
    let label = spoken(&shown.join(JOINT), desk.language);
    Some(
        Statement::new(Kind::Opinion, desk.phrase("find.resource", place, &[]))
            .labelled(label)
            .with([quotes::evidence(desk, &one.quote)])
            .counted(1, 1),
    )
}
