//! The formats tweets come in, and how a record's format is told by its keys.
//!
//! One file a format; a reader turns a record's fields into a [`Draft`](super::draft::Draft) and decides nothing else.

mod bluesky;
mod flat;
mod flat_media;
mod graphql;
mod mastodon;
mod names;
mod own;
mod rss;
mod v1;
mod v2;
mod weibo;

use super::context::{Owner, owner};
use super::format::Format;
use super::found::{Note, Records};
use super::json::{Fields, Json};
use super::mapping::Mapping;
use super::reason::Reason;
use super::time;

/// How deep records may lie inside wrappers.
const DEEPEST: u32 = 8;

/// Keys under which wrappers keep their records.
const LISTS: [&str; 19] = [
    "tweets",
    "statuses",
    "data",
    "items",
    "posts",
    "results",
    "timeline",
    "entries",
    "feed",
    "list",
    "records",
    "rows",
    "tweetList",
    "tweet_list",
    "weibo",
    "cards",
    "card_group",
    "mblog",
    "noteTweets",
];

/// Whether an object holds records rather than being one.
fn is_wrapper(fields: &Fields<'_>) -> bool {
    LISTS.iter().any(|key| {
        fields
            .get(key)
            .is_some_and(|value| value.is_array() || value.is_object())
    })
}

/// Whether the names of a table's columns are those of tweets.
pub(super) fn is_header(columns: &[String], mapping: &Mapping) -> bool {
    mapping.fits(columns) || weibo::is_header(columns) || flat::is_header(columns)
}

/// Finds the records in a value.
pub(super) fn visit<'a>(records: &mut Records<'a>, json: Json<'a>, owner: &Owner, depth: u32) {
    if depth > DEEPEST {
        return records.reject(json, Format::Unknown, Reason::UnknownShape);
    }
    if json.is_array() {
        for element in json.elements() {
            visit(records, element, owner, depth + 1);
        }
        return;
    }
    let Some(fields) = json.object() else {
        return records.reject(json, Format::Unknown, Reason::UnknownShape);
    };
    look(records, json, &fields, owner, depth);
}

/// Finds the records in an object.
pub(super) fn look<'a>(
    records: &mut Records<'a>,
    json: Json<'a>,
    fields: &Fields<'a>,
    owner: &Owner,
    depth: u32,
) {
    if records.is_mended() && depth == 0 && !is_wrapper(fields) {
        return records.reject(json, Format::Unknown, Reason::CutOff);
    }
    read(records, json, fields, owner, depth);
}

/// Reads a record, or the records it wraps.
fn read<'a>(
    records: &mut Records<'a>,
    json: Json<'a>,
    fields: &Fields<'a>,
    around: &Owner,
    depth: u32,
) {
    if let Some(format) = records.forced() {
        return read_as(records, json, fields, around, depth, format);
    }
    let mapping = &records.reading().mapping;
    if !mapping.is_empty() {
        let mapped = mapping.apply(fields);
        if flat::fits(&mapped) {
            return records.tweet(json, Format::Flat, flat::draft(&mapped, around));
        }
    }
    if own::fits(fields) {
        return own::read(records, json, fields);
    }
    if let Some(item) = fields.object(rss::ITEM) {
        return match rss::draft(&item) {
            Some(draft) => records.tweet(json, Format::Feed, draft),
            None => {
                let reason =
                    Reason::NotATweet("an item of another kind of feed", "其他订阅源的条目");
                records.reject(json, Format::Feed, reason);
            }
        };
    }
    if let Some(note) = fields.object("noteTweet") {
        return read_note(records, json, &note);
    }
    if let Some(tweet) = fields.get("tweet").filter(|tweet| tweet.is_object()) {
        return match tweet.object().filter(v1::fits) {
            Some(inner) => {
                records.tweet(
                    tweet,
                    Format::Archive,
                    v1::draft(&inner, &owner(fields, around)),
                );
            }
            None => visit(records, tweet, &owner(fields, around), depth + 1),
        };
    }
    if v2::fits_page(fields) {
        return v2::read_page(records, fields);
    }
    if graphql::fits(fields) {
        return graphql::read(records, json);
    }
    if bluesky::fits(fields) {
        let draft = bluesky::draft(fields, &Fields::default());
        return records.tweet(json, Format::Bluesky, draft);
    }
    if let Some(post) = fields.object("post").filter(bluesky::fits) {
        return records.tweet(json, Format::Bluesky, bluesky::draft(&post, fields));
    }
    if bluesky::is_gone(fields) {
        return records.reject(json, Format::Bluesky, Reason::Unavailable);
    }
    if mastodon::fits(fields) {
        return records.tweet(json, Format::Mastodon, mastodon::draft(fields));
    }
    if weibo::fits(fields) {
        return records.tweet(json, Format::Weibo, weibo::draft(fields, around));
    }
    if v1::fits(fields) {
        return records.tweet(json, Format::V1, v1::draft(fields, around));
    }
    if v2::fits(fields) {
        return records.tweet(json, Format::V2, v2::flattened(fields));
    }
    if let Some((en, zh)) = no_tweet(fields) {
        return records.reject(json, Format::Unknown, Reason::NotATweet(en, zh));
    }
    if flat::fits(fields) {
        let format = if fields.has("tweetUrl") && fields.has("fullText") {
            Format::XKit
        } else {
            Format::Flat
        };
        return records.tweet(json, format, flat::draft(fields, around));
    }
    read_wrapped(records, json, fields, around, depth);
}

/// Reads a record as the format that the author insists on; wrappers around records are still opened.
fn read_as<'a>(
    records: &mut Records<'a>,
    json: Json<'a>,
    fields: &Fields<'a>,
    around: &Owner,
    depth: u32,
    format: Format,
) {
    let mapped = records.reading().mapping.apply(fields);
    let page = matches!(format, Format::V2 | Format::GraphQl);
    if !page && is_wrapper(fields) && !flat::has_text(&mapped) {
        return read_wrapped(records, json, fields, around, depth);
    }
    let draft = match format {
        Format::Own => return own::read(records, json, fields),
        Format::GraphQl => return graphql::read(records, json),
        Format::V2 if fields.has("data") => return v2::read_page(records, fields),
        Format::V2 => v2::flattened(fields),
        Format::V1 => v1::draft(fields, around),
        Format::Archive => match fields.object("noteTweet") {
            Some(note) => return read_note(records, json, &note),
            None => v1::draft(
                &fields.object("tweet").unwrap_or_else(|| fields.clone()),
                around,
            ),
        },
        Format::Bluesky => match fields.object("post") {
            Some(post) => bluesky::draft(&post, fields),
            None => bluesky::draft(fields, &Fields::default()),
        },
        Format::Mastodon => mastodon::draft(fields),
        Format::Weibo => weibo::draft(fields, around),
        Format::Flat | Format::XKit | Format::Feed | Format::Unknown => {
            flat::draft(&mapped, around)
        }
    };
    records.tweet(json, format, draft);
}

/// A long text of a personal archive; its tweet stands in another file and is cut off there.
fn read_note<'a>(records: &mut Records<'a>, json: Json<'a>, note: &Fields<'a>) {
    let text = note.object("core").and_then(|core| core.string("text"));
    let time = note.string("createdAt").map(|time| time::parse(&time));
    match (text, time) {
        (Some(text), Some(time::Said::At(time))) => {
            let text = super::text::plain(&text);
            records.note(json, Note { time, text });
        }
        _ => records.reject(json, Format::Archive, Reason::NoteAlone),
    }
}

/// Looks for records inside an object that is none itself.
fn read_wrapped<'a>(
    records: &mut Records<'a>,
    json: Json<'a>,
    fields: &Fields<'a>,
    around: &Owner,
    depth: u32,
) {
    let owner = owner(fields, around);
    let mut any = false;
    for key in LISTS {
        if let Some(list) = fields.get(key).filter(|v| v.is_array() || v.is_object()) {
            any = true;
            visit(records, list, &owner, depth + 1);
        }
    }
    if !any {
        records.reject(json, Format::Unknown, Reason::UnknownShape);
    }
}

/// Records that collections of tweets contain and that are no tweets, in English and Chinese.
fn no_tweet(fields: &Fields<'_>) -> Option<(&'static str, &'static str)> {
    if fields.has("delete") || (fields.has("action") && fields.has("reason")) {
        return Some(("a notice that one was deleted", "删除通知"));
    }
    if fields.has("limit") || fields.has("warning") || fields.has("disconnect") {
        return Some(("a notice of the stream", "数据流的通知"));
    }
    if fields.has("tweet_count") && fields.has("start") {
        return Some(("a count over time", "按时间的计数"));
    }
    if fields.has("errors") && !fields.has("data") {
        return Some(("an error message of the service", "服务返回的错误信息"));
    }
    if weibo::is_comment(fields) {
        return Some(("a comment", "评论"));
    }
    if weibo::is_account(fields) {
        return Some(("an account", "账号资料"));
    }
    let user = fields.has("screen_name") || fields.has("username");
    if user
        && (fields.has("followers_count") || fields.has("public_metrics"))
        && !flat::has_text(fields)
    {
        return Some(("an account", "账号资料"));
    }
    if fields.0.is_empty() {
        return Some(("an empty object", "空对象"));
    }
    if !fields
        .0
        .iter()
        .any(|(key, _)| !matches!(&**key, "meta" | "__twarc" | "errors"))
    {
        return Some(("a page without tweets", "没有推文的一页"));
    }
    None
}
