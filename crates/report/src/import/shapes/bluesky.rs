//! Bluesky posts: views of single posts and of feeds, whose `post` stands beside the reason it was shown.

use super::v1::count;
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::Id;
use crate::import::json::Fields;
use crate::tweet::{Counts, Media, Relation, RelationKind};
use chrono::{DateTime, Utc};
use std::borrow::Cow;

pub(super) fn fits(fields: &Fields<'_>) -> bool {
    fields.has("record")
        && fields
            .get("author")
            .is_some_and(|author| author.is_object())
        && fields
            .string("uri")
            .is_some_and(|uri| uri.starts_with("at://"))
}

/// Whether the service says that a post is gone.
pub(super) fn is_gone(fields: &Fields<'_>) -> bool {
    let post = fields
        .string("uri")
        .is_some_and(|uri| uri.starts_with("at://"));
    post && !fields.has("record")
        && (fields.has("notFound") || fields.has("blocked") || fields.has("detached"))
}

/// The tweet of a post; `view` is the feed's item around it, which knows whom it answers.
pub(super) fn draft<'a>(post: &Fields<'a>, view: &Fields<'a>) -> Draft<'a> {
    let author = post.object("author").unwrap_or_default();
    let record = post.object("record").unwrap_or_default();
    let uri = post.string("uri").unwrap_or_default();
    let handle = author.string("handle").unwrap_or_default();
    let url = uri.rsplit('/').next().map(|key| {
        let who = if matches!(&*handle, "" | "handle.invalid") {
            author.string("did").unwrap_or_default()
        } else {
            handle.clone()
        };
        Cow::Owned(format!("https://bsky.app/profile/{who}/post/{key}"))
    });
    let langs = record.elements("langs");
    let made = made(&uri);
    Draft {
        id: Some(Id::Other(uri)),
        url,
        handle,
        name: author.string("displayName").unwrap_or_default(),
        text: record.string("text").unwrap_or_default(),
        // Writers set `createdAt` as they like; the service's own time stands in where it cannot be true, and where that
        // only repeats the lie, the key.
        time: [record.string("createdAt"), post.string("indexedAt")]
            .into_iter()
            .flatten()
            .find(|time| **time > *"2006"),
        lang: langs.first().and_then(|lang| lang.string()),
        counts: Counts {
            likes: count(post, "likeCount"),
            retweets: count(post, "repostCount"),
            replies: count(post, "replyCount"),
            quotes: count(post, "quoteCount"),
            bookmarks: count(post, "bookmarkCount"),
            views: None,
        },
        media: media(&post.object("embed").unwrap_or_default()),
        relations: relations(&record, post, view),
        elsewhere: true,
        made,
        ..Draft::default()
    }
}

/// The moment inside a record key: 13 digits in base 32, microseconds since 1970 above 10 bits of a clock's own.
/// <https://atproto.com/specs/tid>
fn made(uri: &str) -> Option<DateTime<Utc>> {
    const DIGITS: &[u8] = b"234567abcdefghijklmnopqrstuvwxyz";
    let key = uri.rsplit('/').next().filter(|key| key.len() == 13)?;
    let mut number: u64 = 0;
    for byte in key.bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte)?;
        number = number.checked_mul(32)?.checked_add(digit as u64)?;
    }
    DateTime::from_timestamp_micros(i64::try_from(number >> 10).ok()?)
}

fn relations(record: &Fields<'_>, post: &Fields<'_>, view: &Fields<'_>) -> Vec<Relation> {
    let mut relations = Vec::new();
    if let Some(uri) = record
        .path(&["reply", "parent"])
        .and_then(|parent| parent.string("uri"))
    {
        let handle = view
            .path(&["reply", "parent", "author"])
            .and_then(|author| author.string("handle"))
            .unwrap_or_default();
        relations.push(relation(RelationKind::ReplyTo, &uri, &handle));
    }
    let embedded = |place: &Fields<'_>| {
        let record = place.path(&["embed", "record"])?;
        let inner = record
            .object("record")
            .filter(|inner| inner.has("uri"))
            .unwrap_or(record);
        let uri = inner.string("uri")?.into_owned();
        let handle = inner
            .object("author")
            .or_else(|| inner.object("creator"))
            .and_then(|author| author.string("handle").map(Cow::into_owned));
        // The owner of a detached post is the one part of it that its address still tells.
        let own = post.path(&["author"])?;
        let same = own
            .string("did")
            .is_some_and(|did| uri.starts_with(&format!("at://{did}/")));
        let handle = handle.or_else(|| own.string("handle").filter(|_| same).map(Cow::into_owned));
        Some((uri, handle.unwrap_or_default()))
    };
    if let Some((uri, handle)) = embedded(post).or_else(|| embedded(record)) {
        relations.push(relation(RelationKind::QuoteOf, &uri, &handle));
    }
    relations
}

fn media(embed: &Fields<'_>) -> Vec<Media> {
    let inner = embed.object("media");
    [Some(embed), inner.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|place| {
            let pictures = place.elements("images").into_iter();
            let pictures =
                pictures.filter_map(|image| Some(photo(image.object()?.string("fullsize")?)));
            let moving = place.string("playlist").map(video);
            // Animations chosen from a library are links to it.
            let link = place.object("external").and_then(|link| link.string("uri"));
            let link = link
                .filter(|uri| uri.starts_with("https://media.tenor.com/"))
                .map(photo);
            pictures.chain(moving).chain(link).collect::<Vec<_>>()
        })
        .collect()
}
