//! This program's own `tweets.jsonl`: already normalised, checked again because a person may have edited it.

use super::Format;
use crate::import::draft::Draft;
use crate::import::found::Records;
use crate::import::id::Id;
use crate::import::json::{Fields, Json};
use crate::import::reason::Reason;
use crate::import::text;
use crate::tweet::Tweet;

/// Every key a line can have.
const KEYS: [&str; 11] = [
    "id",
    "author",
    "text",
    "time",
    "time_source",
    "url",
    "lang",
    "counts",
    "media",
    "relations",
    "promoted",
];

pub(super) fn fits(fields: &Fields<'_>) -> bool {
    fields.has("id")
        && fields.has("text")
        && fields.get("author").is_some_and(Json::is_object)
        && fields.0.iter().all(|(key, _)| KEYS.contains(&&**key))
}

pub(super) fn read<'a>(records: &mut Records<'a>, json: Json<'a>, fields: &Fields<'a>) {
    match serde_json::from_str::<Tweet>(json.0) {
        Ok(mut tweet) => {
            // The text is normal already; doing it again would decode `&amp;lt;` twice.
            tweet.text = text::visible_only(&tweet.text);
            let safe = |url: &String| url.starts_with("https://") || url.starts_with("http://");
            tweet.url = tweet.url.filter(safe);
            tweet.media.retain(|media| safe(&media.url));
            if tweet.id.is_empty() {
                records.reject(json, Format::Own, Reason::NoId);
            } else if tweet.text.is_empty() && tweet.media.is_empty() {
                records.reject(json, Format::Own, Reason::NoText);
            } else {
                records.normalised(json, Format::Own, tweet);
            }
        }
        // A field of another type than ours: what can be read of it still is.
        Err(_) => {
            let author = fields.object("author").unwrap_or_default();
            let draft = Draft {
                id: fields.get("id").and_then(Id::of),
                url: fields.string("url"),
                handle: author.string("handle").unwrap_or_default(),
                name: author.string("name").unwrap_or_default(),
                text: fields.string("text").unwrap_or_default(),
                time: fields.string("time"),
                lang: fields.string("lang"),
                ..Draft::default()
            };
            records.tweet(json, Format::Own, draft);
        }
    }
}
