//! Whether a story is a key point: one sum over what is known of it and of the words that are to stand for it.
//!
//! It must not know how stories are put together, nor how a key point is worded.

use super::desk::Desk;
use super::quotes;
use crate::analyse::claims::remembers;
use crate::analyse::news;
use crate::analyse::sentences::width;
use crate::analyse::stories::{Heading, Story};
use crate::analysis::Language;
use chrono::Datelike;

/// From here on a story is a key point.
pub(super) const KEY: i64 = 40;

/// From here on a story may fill up the points of a day that has few.
pub(super) const FILLS: i64 = 12;

/// What can be known of a story and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feature {
    /// Two authors speak of it.
    Two,
    /// More speak of it than of anything else that the report tells.
    Top,
    /// Three authors or more.
    Many,
    /// Somebody says in so many words who did what.
    Deed,
    /// A company speaks by its own account.
    Official,
    /// The words say that something happened, or are the title of a work that is passed on.
    Reports,
    /// One of its tweets is news by itself.
    News,
    /// The words judge; counted of a thing, since a judgement on a company says nothing that happened.
    Judges,
    /// The words have figures; of a thing.
    Counts,
    /// Many speak of a thing, and the words are no mere cry.
    Long,
    /// Its authors have no more in common than the name of a thing.
    BareThing,
    /// Its authors have no more in common than the name of a company, an organisation, a person, a subject, or of something where
    /// much else happens, such as a platform.
    BareHouse,
    /// A subject alone holds it together.
    Loose,
    /// One author remarks it in passing.
    Remark,
    /// The words are of one who sells, or praises their own work.
    OwnWork,
    /// The words are much like those of advertising.
    NearAdvertising,
    /// One author, or who stands for many that have no more than a name in common, speaks of themselves.
    Personal,
    /// The words ask, greet or feel.
    Chats,
    /// The words tell what was long ago.
    Remembers,
    /// One author's words are too few to say anything.
    Short,
    /// One author tells of nothing that the report is about, in another language than the report's.
    Foreign,
    /// One author tells of nothing that the report is about.
    OffTopic,
}

/// What each is worth.
const WEIGHTS: [(Feature, i64); 22] = [
    (Feature::Two, 50),
    (Feature::Top, 10),
    (Feature::Many, 80),
    (Feature::Deed, 40),
    (Feature::Official, 40),
    (Feature::Reports, 45),
    (Feature::News, 14),
    (Feature::Judges, 15),
    (Feature::Counts, 15),
    (Feature::Long, 15),
    (Feature::BareThing, -55),
    (Feature::BareHouse, -60),
    (Feature::Loose, -40),
    (Feature::Remark, -60),
    (Feature::OwnWork, -100),
    (Feature::NearAdvertising, -30),
    (Feature::Personal, -60),
    (Feature::Chats, -55),
    (Feature::Remembers, -80),
    (Feature::Short, -35),
    (Feature::Foreign, -40),
    (Feature::OffTopic, -20),
];

/// The measure of a story with the words of a tweet that are to stand for it.
pub(super) fn of(desk: &Desk<'_>, story: &Story, tweet: usize, words: &str) -> i64 {
    let found = features(desk, story, tweet, words);
    WEIGHTS
        .iter()
        .filter(|(feature, _)| found.contains(feature))
        .map(|(_, weight)| weight)
        .sum()
}

fn features(desk: &Desk<'_>, story: &Story, tweet: usize, words: &str) -> Vec<Feature> {
    let reading = &desk.readings[tweet];
    let speaks = |&i: &usize| desk.readings[i].speaker.is_some();
    let official = story.tweets.iter().any(speaks);
    let one = story.authors == 1;
    let bare = matches!(story.heading(), Heading::Names) && story.claims.is_empty();
    let named = matches!(story.heading(), Heading::Names);
    let year = reading.tweet.time.map(|time| time.year());
    let house = story.house || (!one && desk.is_a_place(story));
    let thing = !house;
    let away = !desk.is_on_topic(story);
    [
        (Feature::Two, story.authors == 2),
        (Feature::Top, !one && !away && desk.is_most_discussed(story)),
        (Feature::Many, story.authors > 2),
        (Feature::Deed, !story.claims.is_empty()),
        (Feature::Official, reading.speaker.is_some()),
        (
            Feature::Reports,
            news::reports(words)
                || words.starts_with('《')
                || news::tells_an_event(words, desk.names()),
        ),
        (Feature::News, story.news),
        (
            Feature::Judges,
            thing && (quotes::judges(words) || news::chats(words)),
        ),
        (
            Feature::Counts,
            thing && words.bytes().filter(u8::is_ascii_digit).count() > 2,
        ),
        (
            Feature::Long,
            thing && story.authors > 3 && width(words) >= 48,
        ),
        (Feature::BareThing, !one && bare && thing),
        (
            Feature::BareHouse,
            bare && house && reading.speaker.is_none(),
        ),
        (
            Feature::Loose,
            story.loose && !story.news && story.authors < 3,
        ),
        (Feature::Remark, one && !story.news),
        (
            Feature::OwnWork,
            !official && (reading.promotes || reading.touts),
        ),
        (Feature::NearAdvertising, reading.near_advertising),
        (
            Feature::Personal,
            (one || named) && news::is_personal(words),
        ),
        (Feature::Chats, news::chats(words)),
        (Feature::Remembers, remembers(words, year)),
        (Feature::Short, one && bare && width(words) < 30),
        (Feature::Foreign, one && away && foreign(desk, words)),
        (Feature::OffTopic, one && away),
    ]
    .into_iter()
    .filter_map(|(feature, is_so)| is_so.then_some(feature))
    .collect()
}

/// Whether words are in another language than the report.
fn foreign(desk: &Desk<'_>, words: &str) -> bool {
    let chinese = desk.language == Language::Chinese;
    words.chars().any(words::is_han) != chinese
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(features: &[Feature]) -> i64 {
        let known = WEIGHTS
            .iter()
            .filter(|(feature, _)| features.contains(feature));
        known.map(|(_, weight)| weight).sum()
    }

    #[test]
    fn each_feature_has_one_weight() {
        for (i, (feature, weight)) in WEIGHTS.iter().enumerate() {
            assert!(*weight != 0);
            assert!(WEIGHTS[i + 1..].iter().all(|(other, _)| other != feature));
        }
    }

    #[test]
    fn news_of_one_author_is_a_point_and_small_talk_of_many_is_none() {
        use Feature::*;
        for point in [
            &[Reports, News][..],
            &[Deed, News],
            &[Two, Reports],
            &[Many],
            &[Many, BareThing, News, Judges],
            &[Two, BareThing, Reports],
            &[Many, BareHouse, Reports],
        ] {
            assert!(sum(point) >= KEY, "{point:?}");
        }
        for none in [
            &[Reports, News, Personal][..],
            &[Two, Loose, Judges],
            &[Many, Chats],
            &[Many, BareHouse, News],
            &[Many, BareThing, News],
            &[Two, BareThing, Chats, Judges],
            &[Reports, News, OffTopic, Foreign],
            &[Many, BareHouse, Reports, Remembers],
            &[Reports, News, OwnWork],
        ] {
            assert!(sum(none) < KEY, "{none:?}");
        }
        assert!((FILLS..KEY).contains(&sum(&[Reports, News, OffTopic])));
        assert!(sum(&[News]) >= FILLS && sum(&[Reports, Remark]) < FILLS);
    }
}
