//! What a story weighs: how many speak of it, how well it fits the report, how much news it has.
//!
//! In thousandths of an author, so that nothing else outweighs several more voices. It must not know how stories were found.

use crate::analyse::Profile;
use crate::analyse::gazetteer::{Field, Gazetteer};
use crate::analyse::glance;
use crate::analyse::news;
use crate::analyse::reading::{Reading, Term};

/// What the word of a company's own account adds.
const SPOKEN: i64 = 1100;
/// What is taken from what one author tells that is no news.
const REMARK: i64 = 1200;

/// What is known of a story.
pub(super) struct Facts<'a> {
    pub(super) authors: usize,
    pub(super) tweets: &'a [usize],
    /// Tweets that state its best supported deed.
    pub(super) claims: usize,
    pub(super) term: Option<&'a Term>,
    /// It is named after a subject.
    pub(super) loose: bool,
    /// A company speaks in it by its own account.
    pub(super) spoken: bool,
    /// The news of its tweet that tells most.
    pub(super) told: i64,
    /// Several authors have no more in common than its name.
    pub(super) bare: bool,
    pub(super) reportable: bool,
}

/// What is taken for each further author, eight at most, of a story that says no more than a name.
const BARE: i64 = 250;

/// The weight of a story.
pub(super) fn of(
    facts: &Facts<'_>,
    readings: &[Reading<'_>],
    names: &Gazetteer,
    profile: Profile,
) -> i64 {
    let field = match facts.term {
        Some(Term::Entity(entity)) => Some(names.entity(*entity).field),
        _ => None,
    };
    let fits = match field {
        Some(_) => fit(field, profile),
        None => nearest(facts.tweets, readings, names, profile),
    };
    let mut weight = 1000 * facts.authors as i64 + 60 * facts.tweets.len().min(12) as i64;
    weight += 350 * facts.claims.min(3) as i64;
    weight += if facts.loose { -1200 } else { 200 };
    weight += fits;
    weight += 8 * facts.told.min(100);
    weight += facts
        .tweets
        .iter()
        .map(|&i| attention(&readings[i]))
        .max()
        .unwrap_or(0);
    if facts.spoken && fits > 0 {
        weight += SPOKEN;
    }
    if facts.authors == 1 && !facts.spoken && facts.told < news::TELLING {
        weight -= REMARK;
    }
    if facts.bare {
        weight -= BARE * (facts.authors as i64 - 1).min(8);
    }
    if !facts.reportable {
        weight -= 3000;
    }
    weight
}

/// How well a field fits what the dataset is about.
fn fit(field: Option<Field>, profile: Profile) -> i64 {
    match (profile, field) {
        (Profile::Ai, Some(Field::Ai)) => 1300,
        (Profile::Markets, Some(Field::Market | Field::Crypto)) => 1300,
        (Profile::Ai, Some(Field::Tech)) | (Profile::Markets, Some(Field::Tech)) => 250,
        (_, None) => -300,
        _ => 0,
    }
}

/// How well a story without a known name fits: by what its tweets mention, which is worth half a name.
fn nearest(tweets: &[usize], readings: &[Reading<'_>], names: &Gazetteer, profile: Profile) -> i64 {
    let mentioned = tweets.iter().flat_map(|&i| &readings[i].mentions);
    mentioned
        .map(|mention| fit(Some(names.entity(mention.entity).field), profile) / 2)
        .max()
        .unwrap_or_else(|| fit(None, profile))
}

/// What likes and retweets add: a doubling is worth 25 thousandths, so that they never outweigh a second author.
fn attention(reading: &Reading<'_>) -> i64 {
    25 * i64::from(glance::attention(reading.tweet))
}
