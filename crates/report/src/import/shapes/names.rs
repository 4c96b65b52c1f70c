//! The names under which exporters, scrapers and spreadsheets keep the fields of a tweet, in English and Chinese, and how a
//! field is found under any of them.
//!
//! Names are compared without case, `_`, `-` and spaces, so `favoriteCount` is `favorite_count` is `Favorite Count`. It must
//! not know what a field is for.

use crate::import::json::{Fields, Json};
use crate::import::number;
use std::borrow::Cow;

pub(super) const ID: &[&str] = &[
    "idstr", "tweetid", "statusid", "restid", "id", "推文id", "微博id",
];
pub(super) const URL: &[&str] = &[
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
pub(super) const TEXT: &[&str] = &[
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
pub(super) const TIME: &[&str] = &[
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
pub(super) const USER: &[&str] = &["user", "author", "account", "from"];
pub(super) const HANDLE: &[&str] = &[
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
pub(super) const NAME: &[&str] = &[
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
pub(super) const BIO: &[&str] = &[
    "rawdescription",
    "userdescription",
    "authordescription",
    "description",
    "bio",
    "简介",
];
pub(super) const FOLLOWERS: &[&str] = &[
    "followerscount",
    "followers",
    "userfollowerscount",
    "authorfollowers",
    "followercount",
    "粉丝数",
];
pub(super) const LANG: &[&str] = &["lang", "language", "语言"];
pub(super) const LIKES: &[&str] = &[
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
pub(super) const RETWEETS: &[&str] = &[
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
pub(super) const REPLIES: &[&str] = &[
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
pub(super) const QUOTES: &[&str] = &["quotecount", "quotes", "引用数", "引用"];
pub(super) const BOOKMARKS: &[&str] = &[
    "bookmarkcount",
    "bookmarkedcount",
    "bookmarks",
    "收藏数",
    "书签数",
    "收藏",
];
pub(super) const VIEWS: &[&str] = &[
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
pub(super) const RETWEETED: &[&str] = &[
    "retweetedtweet",
    "retweetedstatus",
    "retweet",
    "retweetedstatusidstr",
    "retweetedstatusid",
    "retweetedtweetid",
    "retweetid",
    "retweetof",
];
pub(super) const REPLIED: &[&str] = &[
    "inreplytotweetidstr",
    "inreplytotweetid",
    "inreplytostatusidstr",
    "inreplytostatusid",
    "inreplytoid",
    "replytoid",
    "inreplyto",
];
pub(super) const REPLIED_HANDLE: &[&str] = &[
    "inreplytouser",
    "inreplytousername",
    "inreplytoscreenname",
    "replytouser",
];
pub(super) const QUOTED: &[&str] = &[
    "quotedtweet",
    "quotedstatus",
    "quote",
    "quotedstatusidstr",
    "quotedstatusid",
    "quotedtweetid",
    "quoteid",
];
pub(super) const PROMOTED: &[&str] = &[
    "promoted",
    "ispromoted",
    "isad",
    "promotedmetadata",
    "推广",
    "广告",
];
pub(super) const PICTURES: &[&str] = &["images", "photos", "imageurls", "photourls", "图片"];
pub(super) const VIDEOS: &[&str] = &["videos", "videourls", "视频"];
pub(super) const MEDIA: &[&str] = &["media", "mediaurls", "mediaurl"];

pub(super) fn count(fields: &Fields<'_>, names: &[&str]) -> Option<u64> {
    names.iter().find_map(|name| {
        let value = loose(fields, name)?;
        match value.object() {
            Some(inner) => number::count(&inner.scalar("count")?),
            None => number::count(&value.scalar()?),
        }
    })
}

/// The first of these fields that is a text and not empty.
pub(super) fn string<'a>(fields: &Fields<'a>, names: &[&str]) -> Cow<'a, str> {
    names
        .iter()
        .filter_map(|name| loose(fields, name)?.string())
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

pub(super) fn any<'a>(fields: &Fields<'a>, names: &[&str]) -> Option<Json<'a>> {
    names
        .iter()
        .filter_map(|name| loose(fields, name))
        .find(|value| value.0 != "\"\"")
}

/// The value of a key, compared loosely with a name that is lower case without separators.
pub(super) fn loose<'a>(fields: &Fields<'a>, name: &str) -> Option<Json<'a>> {
    fields
        .0
        .iter()
        .find(|(key, value)| !value.is_null() && is_loosely(key, name))
        .map(|(_, value)| *value)
}

pub(super) fn is_loosely(key: &str, name: &str) -> bool {
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
