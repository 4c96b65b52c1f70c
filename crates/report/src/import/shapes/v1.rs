//! API v1.1 statuses: extended, streaming (`extended_tweet`), search; and the personal archive, which has no user.

use crate::import::context::Owner;
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::Id;
use crate::import::json::{Fields, Json};
use crate::import::number;
use crate::tweet::{Counts, Media, Relation, RelationKind};
use std::borrow::Cow;

pub(super) fn fits(fields: &Fields<'_>) -> bool {
    let user = fields
        .object("user")
        .is_some_and(|user| user.has("screen_name"));
    let text = fields.has("full_text") || fields.has("text");
    text && (fields.has("id_str") || fields.has("id"))
        && (user || (fields.has("id_str") && fields.has("entities")))
}

/// The tweet of a status; `owner` wrote it when it names no user.
pub(super) fn draft<'a>(fields: &Fields<'a>, owner: &Owner) -> Draft<'a> {
    let user = fields.object("user").unwrap_or_default();
    let owned = |text: &String| Cow::Owned(text.clone());
    // Understood once: it is half of a retweet's record.
    let original = fields.object("retweeted_status");
    let original = original.as_ref();
    let (text, relations) = text_and_relations(fields, original);
    Draft {
        id: id(fields, "id_str", "id"),
        handle: user
            .string("screen_name")
            .unwrap_or_else(|| owned(&owner.handle)),
        name: user.string("name").unwrap_or_else(|| owned(&owner.name)),
        bio: user.string("description").unwrap_or_default(),
        followers: count(&user, "followers_count"),
        text,
        time: fields.scalar("created_at"),
        lang: fields.string("lang"),
        counts: counts(fields, original),
        media: media(fields, original),
        relations,
        ..Draft::default()
    }
}

/// The status' own id: as text where it has it.
pub(super) fn id<'a>(fields: &Fields<'a>, text: &str, number: &str) -> Option<Id<'a>> {
    fields
        .get(text)
        .and_then(Id::of)
        .or_else(|| fields.get(number).and_then(Id::of))
}

/// A count, whether written as a number or as text.
pub(super) fn count(fields: &Fields<'_>, key: &str) -> Option<u64> {
    number::count(&fields.scalar(key)?)
}

/// The counts; a retweet counts as often as its original, and streams say so in the original alone.
pub(super) fn counts(fields: &Fields<'_>, original: Option<&Fields<'_>>) -> Counts {
    let original = original.and_then(|original| count(original, "retweet_count"));
    Counts {
        likes: count(fields, "favorite_count"),
        retweets: count(fields, "retweet_count").max(original),
        replies: count(fields, "reply_count"),
        quotes: count(fields, "quote_count"),
        bookmarks: count(fields, "bookmark_count"),
        views: fields
            .object("ext_views")
            .and_then(|views| count(&views, "count")),
    }
}

/// The whole text: streaming puts it beside the truncated one.
pub(super) fn full_text<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    fields
        .object("extended_tweet")
        .and_then(|extended| extended.string("full_text"))
        .or_else(|| fields.string("full_text"))
        .or_else(|| fields.string("text"))
        .unwrap_or_default()
}

/// A retweet's text is cut off; its original is inside and is not.
pub(super) fn completed<'a>(own: Cow<'a, str>, handle: &str, original: &str) -> Cow<'a, str> {
    if handle.is_empty() || original.is_empty() {
        return own;
    }
    Cow::Owned(format!("RT @{handle}: {original}"))
}

fn text_and_relations<'a>(
    fields: &Fields<'a>,
    original: Option<&Fields<'a>>,
) -> (Cow<'a, str>, Vec<Relation>) {
    let mut relations = Vec::new();
    let mut text = full_text(fields);
    let handle_of = |status: &Fields<'a>| {
        status
            .object("user")
            .and_then(|user| user.string("screen_name"))
            .unwrap_or_default()
    };
    let id_of = |status: &Fields<'a>| {
        id(status, "id_str", "id")
            .map(Id::into_text)
            .unwrap_or_default()
    };
    if let Some(original) = original {
        let handle = handle_of(original);
        text = completed(text, &handle, &full_text(original));
        relations.push(relation(RelationKind::RetweetOf, &id_of(original), &handle));
    }
    relations.extend(reply(fields));
    // A retweet names what its original quotes, and the original may have it whole.
    let own = fields.object("quoted_status");
    let quoted_id = id(fields, "quoted_status_id_str", "quoted_status_id").map(Id::into_text);
    if own.is_some() || quoted_id.is_some() {
        let quoted = own.or_else(|| original?.object("quoted_status"));
        let handle = quoted.as_ref().map(handle_of).unwrap_or_default();
        let id = quoted_id
            .or_else(|| quoted.as_ref().map(id_of))
            .unwrap_or_default();
        relations.push(relation(RelationKind::QuoteOf, &id, &handle));
    }
    (text, relations)
}

/// The tweet or at least the author that a status answers.
pub(super) fn reply(fields: &Fields<'_>) -> Option<Relation> {
    let to = id(fields, "in_reply_to_status_id_str", "in_reply_to_status_id");
    let handle = fields.string("in_reply_to_screen_name");
    (to.is_some() || handle.is_some()).then(|| {
        let to = to.map(Id::into_text).unwrap_or_default();
        relation(RelationKind::ReplyTo, &to, &handle.unwrap_or_default())
    })
}

/// Pictures and videos; those of a retweet stand in its original.
pub(super) fn media(fields: &Fields<'_>, original: Option<&Fields<'_>>) -> Vec<Media> {
    let of = |place: Option<Fields<'_>>| {
        let media = place?.elements("media").into_iter();
        Some(media.filter_map(one_media).collect()).filter(|media: &Vec<Media>| !media.is_empty())
    };
    let extended = |status: &Fields<'_>| {
        of(status.path(&["extended_tweet", "extended_entities"]))
            .or_else(|| of(status.object("extended_entities")))
    };
    extended(fields)
        .or_else(|| extended(original?))
        .or_else(|| of(fields.object("entities")))
        .unwrap_or_default()
}

pub(super) fn one_media(json: Json<'_>) -> Option<Media> {
    let fields = json.object()?;
    let address = || {
        fields
            .string("media_url_https")
            .or_else(|| fields.string("media_url"))
            .or_else(|| fields.string("url"))
    };
    if fields.string("type").as_deref() == Some("photo") {
        return Some(photo(address()?));
    }
    let best = fields
        .object("video_info")
        .and_then(|info| best_variant(&info.elements("variants")));
    Some(video(best.or_else(|| Some(address()?.into_owned()))?))
}

/// The MP4 of the highest bit rate.
pub(super) fn best_variant(variants: &[Json<'_>]) -> Option<String> {
    variants
        .iter()
        .filter_map(|variant| {
            let variant = variant.object()?;
            let kind = variant
                .string("content_type")
                .or_else(|| variant.string("contentType"))?;
            let rate = count(&variant, "bitrate")
                .or_else(|| count(&variant, "bit_rate"))
                .unwrap_or(0);
            (kind == "video/mp4").then_some((rate, variant.string("url")?.into_owned()))
        })
        .max()
        .map(|(_, url)| url)
}
