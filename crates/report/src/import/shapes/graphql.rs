//! The web client's GraphQL responses: timelines, searches, threads, single tweets; both generations of the user object.
//!
//! A response is a tree of instructions, entries and modules whose names change often; what stays is that a tweet hangs
//! under `tweet_results` (or `tweetResult`). So the tree is searched for those, and nothing else of it is relied upon.

use super::{Format, v1};
use crate::import::draft::{Draft, relation};
use crate::import::found::Records;
use crate::import::id::Id;
use crate::import::json::{Fields, Json};
use crate::import::number;
use crate::import::reason::Reason;
use crate::tweet::RelationKind;
use std::borrow::Cow;

/// How deep a response is searched; the deepest timeline nests about 20.
const DEEPEST: u32 = 48;
/// The keys a tweet hangs under.
const RESULTS: [&str; 3] = ["tweet_results", "tweetResult", "tweet_result"];

/// Whether a record is a response, an entry of one, or a tweet taken out of one.
pub(super) fn fits(fields: &Fields<'_>) -> bool {
    is_tweet(fields)
        || RESULTS.iter().any(|key| fields.has(key))
        || fields.has("itemContent")
        || fields.has("instructions")
        || (fields.has("entryId") && fields.has("content"))
        || fields.object("data").is_some_and(|data| {
            !data.has("id")
                && !data.has("tweets")
                && data.0.iter().any(|(_, value)| value.is_object())
        })
}

fn is_tweet(fields: &Fields<'_>) -> bool {
    fields.has("legacy") && (fields.has("rest_id") || fields.has("core"))
        || fields
            .string("__typename")
            .is_some_and(|name| name.starts_with("Tweet"))
}

/// Reads every tweet of a response.
pub(super) fn read<'a>(records: &mut Records<'a>, json: Json<'a>) {
    let before = records.len();
    search(records, json, false, 0);
    if records.len() == before && !mentions_timeline(json) {
        records.reject(json, Format::GraphQl, Reason::UnknownShape);
    }
}

/// A page may well have no tweets left: its instructions then hold cursors alone.
fn mentions_timeline(json: Json<'_>) -> bool {
    ["\"instructions\"", "\"tweetResult\"", "\"TimelineTimeline"]
        .iter()
        .any(|sign| json.0.contains(sign))
}

fn search<'a>(records: &mut Records<'a>, json: Json<'a>, promoted: bool, depth: u32) {
    if depth > DEEPEST {
        return;
    }
    if json.is_array() {
        for element in json.elements() {
            search(records, element, promoted, depth + 1);
        }
        return;
    }
    let Some(fields) = json.object() else {
        return;
    };
    if is_tweet(&fields) {
        return take(records, json, &fields, promoted);
    }
    let promoted = promoted || fields.has("promotedMetadata") || fields.has("promoted_metadata");
    for key in RESULTS {
        let Some(holder) = fields.get(key) else {
            continue;
        };
        let held = holder.object();
        return match held.as_ref().and_then(|held| held.get("result")) {
            Some(result) => match result.object() {
                Some(tweet) => take(records, result, &tweet, promoted),
                None => records.reject(holder, Format::GraphQl, Reason::Unavailable),
            },
            None => records.reject(holder, Format::GraphQl, Reason::Unavailable),
        };
    }
    for (_, value) in &fields.0 {
        if value.is_object() || value.is_array() {
            search(records, *value, promoted, depth + 1);
        }
    }
}

fn take<'a>(records: &mut Records<'a>, json: Json<'a>, fields: &Fields<'a>, promoted: bool) {
    let Some(tweet) = unwrapped(fields) else {
        return records.reject(json, Format::GraphQl, Reason::Unavailable);
    };
    let draft = Draft {
        promoted: promoted || tweet.has("promotedMetadata"),
        ..draft(&tweet)
    };
    records.tweet(json, Format::GraphQl, draft);
}

/// The tweet inside `TweetWithVisibilityResults`; `None` for tombstones and tweets that are gone.
fn unwrapped<'a>(fields: &Fields<'a>) -> Option<Fields<'a>> {
    let inner = match fields.object("tweet") {
        Some(tweet) => tweet,
        None => fields.clone(),
    };
    inner.has("legacy").then_some(inner)
}

fn draft<'a>(tweet: &Fields<'a>) -> Draft<'a> {
    let legacy = tweet.object("legacy").unwrap_or_default();
    let (handle, name, bio, followers) = user(tweet);
    let mut text = text(tweet, &legacy);
    let mut relations = v1::reply(&legacy).into_iter().collect::<Vec<_>>();
    let mut media = v1::media(&legacy, None);
    let result = |holder: &Fields<'a>, key: &str| {
        let result = holder.path(&[key, "result"])?;
        unwrapped(&result)
    };
    let original = result(&legacy, "retweeted_status_result")
        .or_else(|| result(tweet, "retweeted_status_result"))
        .or_else(|| result(tweet, "repostedStatusResults"));
    if let Some(original) = &original {
        let inner = original.object("legacy").unwrap_or_default();
        let author = user(original).0;
        text = v1::completed(text, &author, &self::text(original, &inner));
        relations.push(relation(
            RelationKind::RetweetOf,
            &own_id(original, &inner),
            &author,
        ));
        if media.is_empty() {
            media = v1::media(&inner, None);
        }
    }
    // A retweet names what its original quotes, and the original has it whole.
    let own = result(tweet, "quoted_status_result");
    let quoted_id = v1::id(&legacy, "quoted_status_id_str", "quoted_status_id")
        .map(Id::into_text)
        .or_else(|| Some(own_id(own.as_ref()?, &own.as_ref()?.object("legacy")?)));
    let quoted = own.or_else(|| result(original.as_ref()?, "quoted_status_result"));
    if let Some(id) = quoted_id {
        let author = quoted
            .as_ref()
            .map(|quoted| user(quoted).0)
            .unwrap_or_default();
        relations.push(relation(RelationKind::QuoteOf, &id, &author));
    }
    let mut counts = v1::counts(&legacy, None);
    counts.views = tweet
        .object("views")
        .and_then(|views| number::count(&views.scalar("count")?))
        .or(counts.views);
    Draft {
        id: v1::id(tweet, "rest_id", "id_str").or_else(|| v1::id(&legacy, "id_str", "id")),
        handle,
        name,
        bio,
        followers,
        text,
        time: legacy.scalar("created_at"),
        lang: legacy.string("lang"),
        counts,
        media,
        relations,
        ..Draft::default()
    }
}

fn own_id(tweet: &Fields<'_>, legacy: &Fields<'_>) -> String {
    v1::id(tweet, "rest_id", "id_str")
        .or_else(|| v1::id(legacy, "id_str", "id"))
        .map(Id::into_text)
        .unwrap_or_default()
}

/// Long tweets have their whole text in `note_tweet`.
fn text<'a>(tweet: &Fields<'a>, legacy: &Fields<'a>) -> Cow<'a, str> {
    tweet
        .path(&["note_tweet", "note_tweet_results", "result"])
        .and_then(|note| note.string("text"))
        .or_else(|| legacy.string("full_text"))
        .unwrap_or_default()
}

/// Handle, name, description and followers: under `legacy` until 2025, in places of their own since.
fn user<'a>(tweet: &Fields<'a>) -> (Cow<'a, str>, Cow<'a, str>, Cow<'a, str>, Option<u64>) {
    let result = tweet
        .path(&["core", "user_results", "result"])
        .or_else(|| tweet.path(&["core", "user_result", "result"]))
        .unwrap_or_default();
    let legacy = result.object("legacy").unwrap_or_default();
    let core = result.object("core").unwrap_or_default();
    let either = |key: &str| {
        core.string(key)
            .or_else(|| legacy.string(key))
            .unwrap_or_default()
    };
    let bio = result
        .path(&["profile_bio"])
        .and_then(|bio| bio.string("description"))
        .or_else(|| legacy.string("description"))
        .unwrap_or_default();
    let followers = result
        .object("relationship_counts")
        .and_then(|counts| v1::count(&counts, "followers"))
        .or_else(|| v1::count(&legacy, "followers_count"));
    (either("screen_name"), either("name"), bio, followers)
}
