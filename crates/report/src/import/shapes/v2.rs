//! API v2: pages (`data` beside `includes`), streams (one `data` object) and twarc's flattened tweets.
//!
//! A page names authors, originals and pictures by id and keeps them apart in `includes`; they are joined here.

use super::Format;
use super::v1::{best_variant, completed, count};
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::found::Records;
use crate::import::id::Id;
use crate::import::json::{Fields, Json};
use crate::import::reason::Reason;
use crate::tweet::{Counts, Media, RelationKind};
use std::borrow::Cow;
use std::collections::HashMap;

/// Whether a record is a page: its `data` are tweets, or its other keys are those of the API.
pub(super) fn fits_page(fields: &Fields<'_>) -> bool {
    let Some(data) = fields.get("data") else {
        return false;
    };
    let first = if data.is_array() {
        data.elements().first().and_then(|first| first.object())
    } else {
        data.object()
    };
    match first {
        Some(first) => {
            let tweet = first.has("text") && first.has("id") && !first.has("user");
            let other = first.has("tweet_count") && first.has("end");
            (tweet
                && (fields.has("includes")
                    || fields.has("meta")
                    || fields.has("__twarc")
                    || fits(&first)
                    || fields.0.len() == 1))
                || other
        }
        None => data.is_array() && (fields.has("meta") || fields.has("__twarc")),
    }
}

/// Whether a record is one tweet outside a page.
pub(super) fn fits(fields: &Fields<'_>) -> bool {
    fields.has("text")
        && fields.has("id")
        && (fields.get("public_metrics").is_some_and(Json::is_object)
            || fields.has("edit_history_tweet_ids")
            || fields.has("referenced_tweets")
            || (fields.has("author_id") && fields.has("conversation_id")))
}

/// Reads every tweet of a page.
pub(super) fn read_page<'a>(records: &mut Records<'a>, page: &Fields<'a>) {
    let Some(data) = page.get("data") else {
        return;
    };
    let includes = Includes::of(&page.object("includes").unwrap_or_default());
    let single = data.is_object().then_some(data);
    for json in single.into_iter().chain(data.elements()) {
        match json.object() {
            Some(_) if single.is_some() && records.is_mended() => {
                records.reject(json, Format::V2, Reason::CutOff);
            }
            Some(fields) if fields.has("text") => {
                records.tweet(json, Format::V2, draft(&fields, &includes));
            }
            Some(fields) if fields.has("tweet_count") => {
                let reason = Reason::NotATweet("a count over time", "按时间的计数");
                records.reject(json, Format::V2, reason);
            }
            _ => records.reject(json, Format::V2, Reason::UnknownShape),
        }
    }
}

/// A tweet into which its page was joined already.
pub(super) fn flattened<'a>(fields: &Fields<'a>) -> Draft<'a> {
    draft(fields, &Includes::default())
}

/// What a page's tweets refer to, by id.
#[derive(Default)]
struct Includes<'a> {
    users: HashMap<Cow<'a, str>, Fields<'a>>,
    tweets: HashMap<Cow<'a, str>, Fields<'a>>,
    media: HashMap<Cow<'a, str>, Fields<'a>>,
}

impl<'a> Includes<'a> {
    fn of(includes: &Fields<'a>) -> Self {
        let by = |list: &str, key: &str| {
            includes
                .elements(list)
                .into_iter()
                .filter_map(|json| {
                    let fields = json.object()?;
                    Some((fields.scalar(key)?, fields))
                })
                .collect()
        };
        Self {
            users: by("users", "id"),
            tweets: by("tweets", "id"),
            media: by("media", "media_key"),
        }
    }

    fn author(&self, tweet: &Fields<'a>) -> Fields<'a> {
        tweet
            .object("author")
            .or_else(|| self.users.get(&*tweet.scalar("author_id")?).cloned())
            .unwrap_or_default()
    }
}

fn draft<'a>(fields: &Fields<'a>, includes: &Includes<'a>) -> Draft<'a> {
    let author = includes.author(fields);
    let metrics = fields.object("public_metrics").unwrap_or_default();
    let mut text = whole_text(fields);
    let mut relations = Vec::new();
    let mut media = media(fields, includes);
    for json in fields.elements("referenced_tweets") {
        let Some(reference) = json.object() else {
            continue;
        };
        let Some(id) = reference.get("id").and_then(Id::of).map(Id::into_text) else {
            continue;
        };
        // Flattened tweets carry the other tweet in the reference itself.
        let other = if reference.has("text") {
            Some(reference.clone())
        } else {
            includes.tweets.get(&*id).cloned()
        };
        let handle = other
            .as_ref()
            .and_then(|other| includes.author(other).string("username"));
        let kind = match reference.string("type").as_deref() {
            Some("retweeted") => RelationKind::RetweetOf,
            Some("replied_to") => RelationKind::ReplyTo,
            Some("quoted") => RelationKind::QuoteOf,
            _ => continue,
        };
        let handle = match (kind, handle) {
            (RelationKind::ReplyTo, None) => replied_handle(fields, includes),
            (_, handle) => handle.unwrap_or_default(),
        };
        if let (RelationKind::RetweetOf, Some(original)) = (kind, &other) {
            let mut retweeted = handle.clone();
            if retweeted.is_empty() {
                retweeted = crate::import::draft::retweeted_handle(&text)
                    .map(|handle| Cow::Owned(handle.to_owned()))
                    .unwrap_or_default();
            }
            text = completed(text, &retweeted, &whole_text(original));
            if media.is_empty() {
                media = self::media(original, includes);
            }
        }
        relations.push(relation(kind, &id, &handle));
    }
    Draft {
        id: fields.get("id").and_then(Id::of),
        handle: author.string("username").unwrap_or_default(),
        name: author.string("name").unwrap_or_default(),
        bio: author.string("description").unwrap_or_default(),
        followers: author
            .object("public_metrics")
            .and_then(|metrics| count(&metrics, "followers_count")),
        text,
        time: fields.scalar("created_at"),
        lang: fields.string("lang"),
        counts: Counts {
            likes: count(&metrics, "like_count"),
            retweets: count(&metrics, "retweet_count"),
            replies: count(&metrics, "reply_count"),
            quotes: count(&metrics, "quote_count"),
            bookmarks: count(&metrics, "bookmark_count"),
            views: count(&metrics, "impression_count"),
        },
        media,
        relations,
        promoted: fields.has("promoted_metrics") || fields.has("promoted_metadata"),
        ..Draft::default()
    }
}

fn replied_handle<'a>(fields: &Fields<'a>, includes: &Includes<'a>) -> Cow<'a, str> {
    fields
        .object("in_reply_to_user")
        .or_else(|| {
            includes
                .users
                .get(&*fields.scalar("in_reply_to_user_id")?)
                .cloned()
        })
        .and_then(|user| user.string("username"))
        .unwrap_or_default()
}

/// Long tweets have their whole text in `note_tweet`.
fn whole_text<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    fields
        .object("note_tweet")
        .and_then(|note| note.string("text"))
        .or_else(|| fields.string("text"))
        .unwrap_or_default()
}

fn media(fields: &Fields<'_>, includes: &Includes<'_>) -> Vec<Media> {
    let Some(attachments) = fields.object("attachments") else {
        return Vec::new();
    };
    let joined = attachments.elements("media");
    let joined = joined.into_iter().filter_map(Json::object);
    let by_key = attachments.elements("media_keys");
    let by_key = by_key
        .into_iter()
        .filter_map(|key| includes.media.get(&*key.string()?).cloned());
    joined
        .chain(by_key)
        .filter_map(|media| one_media(&media))
        .collect()
}

fn one_media(fields: &Fields<'_>) -> Option<Media> {
    let address = fields
        .string("url")
        .or_else(|| fields.string("preview_image_url"));
    match fields.string("type").as_deref() {
        Some("photo") => Some(photo(address?)),
        _ => Some(video(
            best_variant(&fields.elements("variants")).or(address.map(Cow::into_owned))?,
        )),
    }
}
