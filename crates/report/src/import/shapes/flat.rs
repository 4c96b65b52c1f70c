//! One object a tweet, its fields under any of the names that exporters, scrapers and spreadsheets use, in English or
//! Chinese: x-kit, snscrape, twscrape, Apify, twitterapi.io, twitter-web-exporter, and rows of tables.
//!
//! It must not know the names: those are in `names`.

use super::flat_media::media;
use super::names::{
    BIO, BOOKMARKS, FOLLOWERS, HANDLE, ID, LANG, LIKES, MEDIA, NAME, PICTURES, PROMOTED, QUOTED,
    QUOTES, REPLIED, REPLIED_HANDLE, REPLIES, RETWEETED, RETWEETS, TEXT, TIME, URL, USER, VIDEOS,
    VIEWS, any, count, is_loosely, loose, string,
};
use super::v1;
use crate::import::context::Owner;
use crate::import::draft::{Draft, relation};
use crate::import::id::{Id, is_handle};
use crate::import::json::{Fields, Json};
use crate::tweet::{Counts, Relation, RelationKind};
use std::borrow::Cow;

/// Whether a record is one of these: it has a text, and an id, an address or a time.
pub(super) fn fits(fields: &Fields<'_>) -> bool {
    let pictures = PICTURES.iter().chain(VIDEOS).chain(MEDIA);
    let shows = has_text(fields)
        || pictures
            .map(|name| loose(fields, name))
            .any(|v| v.is_some());
    shows
        && [ID, URL, TIME]
            .into_iter()
            .any(|names| any(fields, names).is_some())
}

/// Whether column names hold a text, and an id, an address, a time or an author.
pub(super) fn is_header(columns: &[String]) -> bool {
    let named = |names: &[&str]| {
        columns
            .iter()
            .any(|c| names.iter().any(|n| is_loosely(c, n)))
    };
    named(TEXT) && [ID, URL, TIME, HANDLE].into_iter().any(named)
}

pub(super) fn has_text(fields: &Fields<'_>) -> bool {
    TEXT.iter()
        .any(|name| loose(fields, name).is_some_and(Json::is_string))
}

/// The tweet of a record; `owner` wrote it when it names nobody.
pub(super) fn draft<'a>(fields: &Fields<'a>, owner: &Owner) -> Draft<'a> {
    let user = USER
        .iter()
        .find_map(|name| loose(fields, name)?.object())
        .unwrap_or_default();
    let mut text = text(fields);
    let mut handle = handle(&user, fields);
    let mut name = string(&user, NAME);
    if handle.is_empty() && user.0.is_empty() {
        handle = Cow::Owned(owner.handle.clone());
    }
    if name.is_empty() {
        name = match string(fields, NAME) {
            own if !own.is_empty() => own,
            _ if handle == owner.handle => Cow::Owned(owner.name.clone()),
            none => none,
        };
    }
    let original = RETWEETED
        .iter()
        .find_map(|name| loose(fields, name)?.object());
    if let Some(original) = &original {
        text = v1::completed(text, &author_of(original), &self::text(original));
    }
    let bio = if user.0.is_empty() { fields } else { &user };
    Draft {
        id: ID
            .iter()
            .find_map(|name| loose(fields, name).and_then(Id::of_cell)),
        url: Some(string(fields, URL)).filter(|url| !url.is_empty()),
        handle,
        name,
        bio: string(bio, BIO),
        followers: count(&user, FOLLOWERS).or_else(|| count(fields, FOLLOWERS)),
        text,
        time: time(fields),
        lang: Some(string(fields, LANG)).filter(|lang| !lang.is_empty()),
        counts: Counts {
            likes: count(fields, LIKES),
            retweets: count(fields, RETWEETS),
            replies: count(fields, REPLIES),
            quotes: count(fields, QUOTES),
            bookmarks: count(fields, BOOKMARKS),
            views: count(fields, VIEWS),
        },
        media: media(fields),
        relations: relations(fields),
        promoted: any(fields, PROMOTED).is_some_and(|value| value.is_true() || value.is_object()),
        ..Draft::default()
    }
}

fn relations(fields: &Fields<'_>) -> Vec<Relation> {
    let replied_handle = any(fields, REPLIED_HANDLE)
        .and_then(|value| match value.object() {
            Some(user) => Some(string(&user, HANDLE)),
            None => value.string(),
        })
        .filter(|handle| is_handle(handle.trim_start_matches('@')))
        .unwrap_or_default();
    let mut relations = vec![relation(RelationKind::ReplyTo, "", &replied_handle)];
    for (kind, names) in [
        (RelationKind::RetweetOf, RETWEETED),
        (RelationKind::ReplyTo, REPLIED),
        (RelationKind::QuoteOf, QUOTED),
    ] {
        for value in names.iter().filter_map(|name| loose(fields, name)) {
            let (id, handle) = match value.object() {
                Some(other) => (
                    ID.iter()
                        .find_map(|name| loose(&other, name).and_then(Id::of)),
                    author_of(&other),
                ),
                // `true` and `3` say that it is one, or how many there are, not of which.
                None => (
                    Id::of(value).filter(|id| id.time().is_some()),
                    Cow::default(),
                ),
            };
            let id = id.map(Id::into_text).unwrap_or_default();
            relations.push(relation(kind, &id, &handle));
        }
    }
    relations
}

fn author_of<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    let user = USER
        .iter()
        .find_map(|name| loose(fields, name)?.object())
        .unwrap_or_default();
    handle(&user, fields)
}

fn handle<'a>(user: &Fields<'a>, fields: &Fields<'a>) -> Cow<'a, str> {
    [user, fields]
        .into_iter()
        .flat_map(|place| {
            HANDLE
                .iter()
                .filter_map(|name| loose(place, name)?.string())
        })
        .find(|found| is_handle(found.trim().trim_start_matches('@')))
        .unwrap_or_default()
}

fn text<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    let note = fields
        .object("note_tweet")
        .and_then(|note| note.string("text"));
    note.unwrap_or_else(|| string(fields, TEXT))
}

/// The time; some tables have the day and the time of day in two columns.
fn time<'a>(fields: &Fields<'a>) -> Option<Cow<'a, str>> {
    let first = any(fields, TIME)?.scalar()?;
    let day_only = first.len() <= 10 && first.contains(['-', '/']);
    if day_only
        && let Some(time) = loose(fields, "time").and_then(Json::string)
        && time.contains(':')
    {
        return Some(Cow::Owned(format!("{first} {time}")));
    }
    Some(first)
}
