//! A tweet as a format's reader found it, before the rules that hold for every format: ids, times, text, addresses.
//!
//! It must not know any format.

use super::context::Context;
use super::id::{self, Id};
use super::reason::Reason;
use super::text;
use super::time::{self, Said};
use crate::tweet::{Author, Counts, Media, MediaKind, Relation, RelationKind, TimeSource, Tweet};
use chrono::{DateTime, FixedOffset, Utc};
use fingerprint::Fingerprint;
use std::borrow::Cow;

/// The longest text taken, in characters; X allows 25,000.
const LONGEST_TEXT: usize = 100_000;
/// 21 March 2006, the day of the first tweet, and the end of the century, in seconds since 1970.
const FIRST_SECOND: i64 = 1_142_899_200;
const LAST_SECOND: i64 = 4_102_444_800;
/// The most pictures and videos of one tweet; X allows 4.
const MOST_MEDIA: usize = 20;

/// What a record says, in its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft<'a> {
    pub(super) id: Option<Id<'a>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) handle: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) bio: Cow<'a, str>,
    pub(super) followers: Option<u64>,
    pub(super) text: Cow<'a, str>,
    pub(super) time: Option<Cow<'a, str>>,
    pub(super) lang: Option<Cow<'a, str>>,
    pub(super) counts: Counts,
    pub(super) media: Vec<Media>,
    pub(super) relations: Vec<Relation>,
    pub(super) promoted: bool,
    /// The service is not X, so that a number is no snowflake and no address follows from it.
    pub(super) elsewhere: bool,
    /// The zone of the service's times, where it writes them without.
    pub(super) zone: Option<FixedOffset>,
    /// When the id itself says that the post was made, on services other than X.
    pub(super) made: Option<DateTime<Utc>>,
}

impl Draft<'_> {
    /// The normalised tweet; times without a zone are meant in the dataset's unless the id knows better.
    pub(super) fn finish(self, context: &Context<'_>) -> Result<Tweet, Reason> {
        let zone = self.zone.unwrap_or(context.zone);
        let from_url = self.url.as_deref().and_then(id::of_url);
        let mut handle = text::line(&self.handle);
        if let Some(bare) = handle.strip_prefix('@') {
            handle = bare.to_owned();
        }
        if let (true, Some((found, _))) = (handle.is_empty(), from_url) {
            handle = found.to_owned();
        }
        let plain = text::plain(&self.text);
        if plain.chars().nth(LONGEST_TEXT).is_some() {
            return Err(Reason::TextTooLong);
        }
        let mut media: Vec<Media> = Vec::new();
        for found in self.media {
            if media.len() < MOST_MEDIA && is_web(&found.url) && !media.contains(&found) {
                media.push(found);
            }
        }
        if plain.is_empty() && media.is_empty() {
            return Err(Reason::NoText);
        }

        // The address has every digit even where a float has eaten those of the id.
        let id = match (self.id, from_url) {
            (Some(exact @ Id::Exact(_)), _) => Some(exact),
            (_, Some((_, number))) if !self.elsewhere => Some(Id::Exact(number)),
            (other, _) => other,
        };
        let reading = context.reading;
        let spelled = |text: &str| match &reading.mapping.time_format {
            Some(format) => time::parse_as(text, format),
            None => time::parse(text),
        };
        let said = self.time.as_deref().map(spelled).map(plausible);
        let inside = match self.elsewhere {
            true => self.made,
            false => id.as_ref().and_then(Id::time),
        };
        let (time, time_source) = match (said, inside) {
            (Some(Said::At(time)), _) => (Some(time), TimeSource::Given),
            (_, Some(time)) => (Some(time), TimeSource::Snowflake),
            (Some(Said::Relative(relative)), None) => {
                let now = reading.as_of.map(|now| now.with_timezone(&zone));
                let time = now.and_then(|now| relative.at(now));
                (
                    Some(time.ok_or(Reason::RelativeTime)?),
                    TimeSource::Relative,
                )
            }
            (Some(said), None) => (said.instant(zone), TimeSource::Given),
            (None, None) => (None, TimeSource::Given),
        };
        let url = match (id.as_ref().and_then(Id::exact), &self.url) {
            (Some(number), _) if !self.elsewhere => Some(id::tweet_url(&handle, number)),
            (_, Some(url)) if self.elsewhere && is_web(url) => Some(url.clone().into_owned()),
            _ => None,
        };
        let id = match id {
            Some(id) => id.into_text(),
            None => {
                // A row without an id is named by what it says, so that its copies are still recognised.
                let Some(time) = time.filter(|_| !handle.is_empty()) else {
                    return Err(Reason::NoId);
                };
                let content = format!("{handle}\n{}\n{plain}", time.timestamp_millis());
                format!(
                    "#{:.16}",
                    Fingerprint::of_bytes(content.as_bytes()).to_string()
                )
            }
        };
        Ok(Tweet {
            relations: relations(self.relations, &plain, &id),
            id,
            author: Author {
                handle,
                name: text::line(&self.name),
                bio: text::line(&self.bio),
                followers: self.followers,
            },
            text: plain,
            time,
            time_source,
            url,
            lang: self.lang.map(|lang| text::line(&lang)).filter(|lang| {
                (2..=12).contains(&lang.len())
                    && lang.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
            }),
            counts: self.counts,
            media,
            promoted: self.promoted,
        })
    }
}

/// A time before the first tweet or far in the future is a mistake of the record.
fn plausible(said: Said) -> Said {
    match said {
        Said::At(time) if !(FIRST_SECOND..=LAST_SECOND).contains(&time.timestamp()) => {
            Said::Unclear
        }
        said => said,
    }
}

/// One relation of each kind, in a fixed order; `RT @handle: ` in the text is one as well.
fn relations(found: Vec<Relation>, text: &str, own_id: &str) -> Vec<Relation> {
    let mut relations: Vec<Relation> = Vec::new();
    for kind in [
        RelationKind::RetweetOf,
        RelationKind::ReplyTo,
        RelationKind::QuoteOf,
    ] {
        let mut best: Option<Relation> = None;
        for relation in &found {
            let useful = !relation.id.is_empty() || !relation.handle.is_empty();
            if relation.kind == kind && useful && relation.id != own_id {
                best = Some(merge_relation(best, relation));
            }
        }
        if kind == RelationKind::RetweetOf
            && let Some(handle) = retweeted_handle(text)
        {
            let of_text = relation(kind, "", handle);
            best = Some(merge_relation(best, &of_text));
        }
        relations.extend(best);
    }
    relations
}

fn merge_relation(best: Option<Relation>, other: &Relation) -> Relation {
    match best {
        None => other.clone(),
        Some(mut best) => {
            if best.id.is_empty() {
                best.id.clone_from(&other.id);
            }
            if best.handle.is_empty() {
                best.handle.clone_from(&other.handle);
            }
            best
        }
    }
}

/// A relation to another tweet.
pub(super) fn relation(kind: RelationKind, id: &str, handle: &str) -> Relation {
    Relation {
        kind,
        id: id.trim().to_owned(),
        handle: handle.trim().trim_start_matches('@').to_owned(),
    }
}

/// The handle in `RT @handle: …`.
pub(super) fn retweeted_handle(text: &str) -> Option<&str> {
    let (handle, _) = text.strip_prefix("RT @")?.split_once(':')?;
    id::is_handle(handle).then_some(handle)
}

/// A picture.
pub(super) fn photo(url: impl Into<String>) -> Media {
    Media {
        kind: MediaKind::Photo,
        url: url.into(),
    }
}

/// A video.
pub(super) fn video(url: impl Into<String>) -> Media {
    Media {
        kind: MediaKind::Video,
        url: url.into(),
    }
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.len() < 2_000
        && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}
