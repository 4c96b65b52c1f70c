//! One object a tweet, its fields under any of the names that exporters, scrapers and spreadsheets use, in English or
//! Chinese: x-kit, snscrape, twscrape, Apify, twitterapi.io, twitter-web-exporter, and rows of tables.
//!
//! Names are compared without case, `_`, `-` and spaces, so `favoriteCount` is `favorite_count` is `Favorite Count`.

use super::v1;
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::{Id, is_handle};
use crate::import::json::{Fields, Json};
use crate::import::number;
use crate::import::record::Owner;
use crate::tweet::{Counts, Media, Relation, RelationKind};
use std::borrow::Cow;

const ID: &[&str] = &[
    "idstr", "tweetid", "statusid", "restid", "id", "推文id", "微博id",
];
const URL: &[&str] = &[
    "tweeturl",
    "url",
    "permalink",
    "permanenturl",
    "statusurl",
    "link",
    "twitterurl",
    "推文链接",
    "链接",
    "地址",
];
const TEXT: &[&str] = &[
    "fulltext",
    "rawcontent",
    "text",
    "content",
    "tweettext",
    "tweetcontent",
    "renderedcontent",
    "tweet",
    "body",
    "推文内容",
    "微博正文",
    "正文",
    "内容",
    "推文",
    "文本",
];
const TIME: &[&str] = &[
    "createdat",
    "date",
    "datetime",
    "timestamp",
    "publishedat",
    "postedat",
    "posttime",
    "tweetdate",
    "timeparsed",
    "createtime",
    "time",
    "发布时间",
    "创建时间",
    "发布日期",
    "时间",
    "日期",
];
const USER: &[&str] = &["user", "author", "account", "from"];
const HANDLE: &[&str] = &[
    "screenname",
    "authorusername",
    "userscreenname",
    "username",
    "userusername",
    "authorscreenname",
    "authorhandle",
    "userhandle",
    "handle",
    "twitterhandle",
    "author",
    "user",
    "账号",
    "用户账号",
    "作者账号",
    "用户名",
];
const NAME: &[&str] = &[
    "authorname",
    "displayname",
    "userdisplayname",
    "nickname",
    "name",
    "fullname",
    "昵称",
    "用户昵称",
    "作者昵称",
    "作者",
];
const BIO: &[&str] = &[
    "rawdescription",
    "userdescription",
    "authordescription",
    "description",
    "bio",
    "简介",
];
const FOLLOWERS: &[&str] = &[
    "followerscount",
    "followers",
    "userfollowerscount",
    "authorfollowers",
    "followercount",
    "粉丝数",
];
const LANG: &[&str] = &["lang", "language", "语言"];
const LIKES: &[&str] = &[
    "favoritecount",
    "likecount",
    "likes",
    "likescount",
    "nlikes",
    "favorites",
    "attitudescount",
    "点赞数",
    "喜欢数",
    "点赞",
    "喜欢",
];
const RETWEETS: &[&str] = &[
    "retweetcount",
    "retweets",
    "retweetscount",
    "nretweets",
    "repostcount",
    "repostscount",
    "reposts",
    "转推数",
    "转发数",
    "转推",
    "转发",
];
const REPLIES: &[&str] = &[
    "replycount",
    "replies",
    "repliescount",
    "nreplies",
    "commentcount",
    "commentscount",
    "comments",
    "回复数",
    "评论数",
    "回复",
    "评论",
];
const QUOTES: &[&str] = &["quotecount", "quotes", "引用数", "引用"];
const BOOKMARKS: &[&str] = &[
    "bookmarkcount",
    "bookmarkedcount",
    "bookmarks",
    "收藏数",
    "书签数",
    "收藏",
];
const VIEWS: &[&str] = &[
    "viewcount",
    "viewscount",
    "views",
    "impressioncount",
    "impressions",
    "浏览量",
    "浏览数",
    "阅读量",
    "查看数",
];
const RETWEETED: &[&str] = &[
    "retweetedtweet",
    "retweetedstatus",
    "retweet",
    "retweetedstatusidstr",
    "retweetedstatusid",
    "retweetedtweetid",
    "retweetid",
    "retweetof",
];
const REPLIED: &[&str] = &[
    "inreplytotweetidstr",
    "inreplytotweetid",
    "inreplytostatusidstr",
    "inreplytostatusid",
    "inreplytoid",
    "replytoid",
    "inreplyto",
];
const REPLIED_HANDLE: &[&str] = &[
    "inreplytouser",
    "inreplytousername",
    "inreplytoscreenname",
    "replytouser",
];
const QUOTED: &[&str] = &[
    "quotedtweet",
    "quotedstatus",
    "quote",
    "quotedstatusidstr",
    "quotedstatusid",
    "quotedtweetid",
    "quoteid",
];
const PROMOTED: &[&str] = &[
    "promoted",
    "ispromoted",
    "isad",
    "promotedmetadata",
    "推广",
    "广告",
];
const PICTURES: &[&str] = &["images", "photos", "imageurls", "photourls", "图片"];
const VIDEOS: &[&str] = &["videos", "videourls", "视频"];
const MEDIA: &[&str] = &["media", "mediaurls", "mediaurl"];

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

fn media(fields: &Fields<'_>) -> Vec<Media> {
    let mut media = Vec::new();
    if let Some(extended) = loose(fields, "extendedentities").and_then(Json::object) {
        media.extend(
            extended
                .elements("media")
                .into_iter()
                .filter_map(v1::one_media),
        );
        if !media.is_empty() {
            return media;
        }
    }
    for url in PICTURES
        .iter()
        .filter_map(|name| loose(fields, name))
        .flat_map(addresses)
    {
        media.push(photo(url));
    }
    for url in VIDEOS
        .iter()
        .filter_map(|name| loose(fields, name))
        .flat_map(addresses)
    {
        media.push(video(url));
    }
    let Some(value) = any(fields, MEDIA) else {
        return media;
    };
    if let Some(kinds) = value.object() {
        media.extend(
            kinds
                .elements("photos")
                .into_iter()
                .flat_map(addresses)
                .map(photo),
        );
        let moving = kinds
            .elements("videos")
            .into_iter()
            .chain(kinds.elements("animated"));
        media.extend(moving.filter_map(moving_picture));
    } else {
        let single = (!value.is_array()).then_some(value);
        media.extend(
            single
                .into_iter()
                .chain(value.elements())
                .flat_map(one_media),
        );
    }
    media
}

/// A video of twscrape's and snscrape's shape.
fn moving_picture(json: Json<'_>) -> Option<Media> {
    let fields = json.object()?;
    let best = v1::best_variant(&fields.elements("variants"));
    let address = ["videoUrl", "url", "thumbnailUrl"]
        .iter()
        .find_map(|key| fields.string(key));
    Some(video(best.or(address.map(Cow::into_owned))?))
}

fn one_media(json: Json<'_>) -> Vec<Media> {
    let Some(fields) = json.object() else {
        return addresses(json).into_iter().map(guess).collect();
    };
    let kind = ["type", "_type"]
        .iter()
        .find_map(|key| fields.string(key))
        .unwrap_or_default()
        .to_ascii_lowercase();
    if kind.contains("video") || kind.contains("gif") {
        return moving_picture(json).into_iter().collect();
    }
    let address = [
        "media_url_https",
        "fullUrl",
        "original",
        "url",
        "src",
        "thumbnail",
    ]
    .iter()
    .find_map(|key| fields.string(key));
    address
        .map(|url| {
            if kind.contains("photo") || kind.contains("image") {
                photo(url)
            } else {
                guess(url.into_owned())
            }
        })
        .into_iter()
        .collect()
}

/// Picture or video by the address alone.
fn guess(url: String) -> Media {
    if url.contains("video") || url.contains(".mp4") {
        video(url)
    } else {
        photo(url)
    }
}

/// Web addresses in a list, in one text with commas, or in objects with a `url`.
pub(super) fn addresses(value: Json<'_>) -> Vec<String> {
    if value.is_array() {
        // Not deeper than one list in another, whatever the input nests.
        return value
            .elements()
            .into_iter()
            .filter(|inner| !inner.is_array())
            .flat_map(addresses)
            .collect();
    }
    if let Some(fields) = value.object() {
        return fields
            .string("url")
            .map(Cow::into_owned)
            .into_iter()
            .collect();
    }
    let Some(text) = value.string() else {
        return Vec::new();
    };
    text.split([',', ' ', ';', '|', '\n', '\'', '"', '[', ']'])
        .map(str::trim)
        .filter(|part| part.starts_with("http"))
        .map(str::to_owned)
        .collect()
}

fn count(fields: &Fields<'_>, names: &[&str]) -> Option<u64> {
    names.iter().find_map(|name| {
        let value = loose(fields, name)?;
        match value.object() {
            Some(inner) => number::count(&inner.scalar("count")?),
            None => number::count(&value.scalar()?),
        }
    })
}

/// The first of these fields that is a text and not empty.
fn string<'a>(fields: &Fields<'a>, names: &[&str]) -> Cow<'a, str> {
    names
        .iter()
        .filter_map(|name| loose(fields, name)?.string())
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

fn any<'a>(fields: &Fields<'a>, names: &[&str]) -> Option<Json<'a>> {
    names
        .iter()
        .filter_map(|name| loose(fields, name))
        .find(|value| value.0 != "\"\"")
}

/// The value of a key, compared loosely with a name that is lower case without separators.
fn loose<'a>(fields: &Fields<'a>, name: &str) -> Option<Json<'a>> {
    fields
        .0
        .iter()
        .find(|(key, value)| !value.is_null() && is_loosely(key, name))
        .map(|(_, value)| *value)
}

fn is_loosely(key: &str, name: &str) -> bool {
    let mut name = name.bytes();
    for byte in key.trim_start_matches('\u{feff}').bytes() {
        if matches!(byte, b'_' | b'-' | b' ' | b'.' | b'/') {
            continue;
        }
        if name.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
    }
    name.next().is_none()
}
