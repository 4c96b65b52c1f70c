//! Weibo: rows and records of weibo-search, weibo-crawler, weiboSpider and WeiboSpider, and the service's own `mblog`.
//!
//! A post has two names: a number (`mid`) and the same number in base 62 (`bid`), which addresses use. Either gives the
//! other, so an id that a spreadsheet has rounded is recovered from its `bid`.

use super::flat_media;
use crate::import::context::Owner;
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::Id;
use crate::import::json::{Fields, Json};
use crate::import::number;
use crate::import::text::strip_tags;
use crate::tweet::{Counts, Media, RelationKind};
use chrono::FixedOffset;
use std::borrow::Cow;

const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

const TEXT: &[&str] = &[
    "微博正文",
    "正文",
    "text_raw",
    "longTextContent",
    "content",
    "text",
];
const BID: &[&str] = &["bid", "mblogid", "微博bid"];
const NUMBER: &[&str] = &["mid", "idstr", "_id", "id", "微博id", "weibo_id"];
const TIME: &[&str] = &[
    "full_created_at",
    "created_at",
    "完整日期",
    "发布时间",
    "日期",
    "publish_time",
];
const NAME: &[&str] = &[
    "screen_name",
    "nick_name",
    "nickname",
    "用户昵称",
    "昵称",
    "用户名称",
    "name",
];
const USER_ID: &[&str] = &["user_id", "用户id", "uid", "idstr", "_id", "id"];
const LIKES: &[&str] = &["attitudes_count", "点赞数", "up_num", "like_num"];
const REPOSTS: &[&str] = &["reposts_count", "转发数", "retweet_num", "repost_num"];
const COMMENTS: &[&str] = &["comments_count", "评论数", "comment_num"];
const PICTURES: &[&str] = &[
    "pics",
    "pic_urls",
    "微博图片url",
    "原始图片url",
    "original_pictures",
    "pic_list",
];
const VIDEOS: &[&str] = &["video_url", "视频url", "微博视频url"];

pub(super) fn fits(fields: &Fields<'_>) -> bool {
    let counted = first(fields, REPOSTS).is_some() || first(fields, LIKES).is_some();
    let chinese = fields.has("微博正文") || (fields.has("正文") && fields.has("bid"));
    let spider = fields.has("publish_time") && fields.has("up_num") && fields.has("content");
    let named = first(fields, BID).is_some() || fields.has("mid");
    chinese
        || spider
        || (named && has_text(fields) && (counted || fields.has("user_id") || fields.has("user")))
}

/// Whether the names of a table's columns are those of a Weibo crawler.
pub(super) fn is_header(columns: &[String]) -> bool {
    let has = |name: &str| {
        columns
            .iter()
            .any(|column| column.trim_start_matches('\u{feff}') == name)
    };
    has("微博正文") || (has("bid") && (has("正文") || has("text")))
}

/// Whether a record is a comment under a post.
pub(super) fn is_comment(fields: &Fields<'_>) -> bool {
    fields.has("comment_user") && fields.has("content")
}

/// Whether a record is an account of Weibo.
pub(super) fn is_account(fields: &Fields<'_>) -> bool {
    (fields.has("nick_name") || fields.has("screen_name"))
        && fields.has("followers_count")
        && !has_text(fields)
}

fn has_text(fields: &Fields<'_>) -> bool {
    TEXT.iter()
        .any(|name| fields.get(name).is_some_and(Json::is_string))
}

/// The post of a record; `owner` wrote it when it names nobody.
pub(super) fn draft<'a>(fields: &Fields<'a>, owner: &Owner) -> Draft<'a> {
    let user = fields.object("user").unwrap_or_default();
    let mut name = string(&user, NAME);
    for place in [
        string(fields, &NAME[..NAME.len() - 1]),
        Cow::Owned(owner.name.clone()),
        Cow::Owned(owner.handle.clone()),
    ] {
        if name.is_empty() {
            name = place;
        }
    }
    let uid = match scalar(&user, USER_ID) {
        uid if !uid.is_empty() => uid,
        _ => scalar(fields, &USER_ID[..3]),
    };
    let mid = mid(fields);
    let url = mid.map(|mid| {
        let numeric = !uid.is_empty() && uid.bytes().all(|b| b.is_ascii_digit());
        if numeric {
            format!("https://weibo.com/{uid}/{}", bid_of(mid))
        } else {
            format!("https://m.weibo.cn/detail/{mid}")
        }
    });
    let mut text = text(fields);
    let mut relations = Vec::new();
    let original = fields
        .object("retweet")
        .or_else(|| fields.object("retweeted_status"));
    let (original_id, original_author, original_text) = match &original {
        Some(original) => {
            let user = original.object("user").unwrap_or_default();
            let author = match string(&user, NAME) {
                name if !name.is_empty() => name,
                _ => string(original, &NAME[..NAME.len() - 1]),
            };
            (self::mid(original), author, self::text(original))
        }
        None => (
            number_of(fields, &["源微博id", "retweet_id"])
                .or_else(|| mid_of(&string(fields, &["源微博bid"]))),
            string(fields, &["源用户昵称"]),
            string(fields, &["源微博正文"]),
        ),
    };
    if original_id.is_some() || !original_author.is_empty() {
        // With words of its own it comments on the original; without, it only passes it on.
        let bare = matches!(
            text.trim(),
            "" | "转发微博" | "轉發微博" | "Repost" | "转发"
        );
        if bare && !original_author.is_empty() && !original_text.is_empty() {
            text = Cow::Owned(format!("RT @{original_author}: {original_text}"));
        }
        let kind = if bare {
            RelationKind::RetweetOf
        } else {
            RelationKind::QuoteOf
        };
        let id = original_id.map(|id| id.to_string()).unwrap_or_default();
        relations.push(relation(kind, &id, &original_author));
    }
    Draft {
        id: mid.map(|mid| Id::Other(Cow::Owned(mid.to_string()))),
        url: url.map(Cow::Owned),
        handle: if name.is_empty() { uid } else { name.clone() },
        name,
        bio: string(&user, &["description"]),
        followers: count(&user, &["followers_count"]),
        text,
        time: first(fields, TIME).and_then(Json::scalar),
        counts: Counts {
            likes: count(fields, LIKES),
            retweets: count(fields, REPOSTS),
            replies: count(fields, COMMENTS),
            ..Counts::default()
        },
        media: media(fields),
        relations,
        promoted: fields.has("promotion") || fields.object("mblogtype").is_some(),
        elsewhere: true,
        // The service writes times of day as they are in Beijing.
        zone: FixedOffset::east_opt(8 * 3600),
        ..Draft::default()
    }
}

fn text<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    let long = fields
        .object("longText")
        .and_then(|long| long.string("longTextContent"));
    let text = long.unwrap_or_else(|| string(fields, TEXT));
    let marked = ["<br", "<a ", "<span", "<img"]
        .iter()
        .any(|tag| text.contains(tag));
    if marked {
        Cow::Owned(strip_tags(&text))
    } else {
        text
    }
}

fn media(fields: &Fields<'_>) -> Vec<Media> {
    let pictures = PICTURES
        .iter()
        .filter_map(|name| fields.get(name))
        .flat_map(flat_media::addresses);
    let videos = VIDEOS
        .iter()
        .filter_map(|name| fields.get(name))
        .flat_map(flat_media::addresses);
    pictures.map(photo).chain(videos.map(video)).collect()
}

/// The number of a post: as it stands, or from its `bid` where it is missing or may have been rounded.
fn mid(fields: &Fields<'_>) -> Option<u64> {
    // Of sixteen digits a spreadsheet keeps fifteen.
    let number = number_of(fields, NUMBER);
    number
        .filter(|number| !number.is_multiple_of(10))
        .or_else(|| mid_of(&string(fields, BID)))
        .or(number)
        .or_else(|| mid_of(&string(fields, NUMBER)))
}

fn number_of(fields: &Fields<'_>, names: &[&str]) -> Option<u64> {
    names
        .iter()
        .find_map(|name| match fields.get(name).and_then(Id::of) {
            // A spreadsheet leaves six digits of `4.76281E+15`.
            Some(Id::Exact(number))
                if number > 1_000_000_000 && !number.is_multiple_of(1_000_000) =>
            {
                Some(number)
            }
            _ => None,
        })
}

/// The number that a `bid` spells: each four of its digits in base 62 stand for seven decimal ones, from the right.
pub(super) fn mid_of(bid: &str) -> Option<u64> {
    if !(5..=12).contains(&bid.len()) || !bid.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let mut mid: u64 = 0;
    let mut end = bid.len() % 4;
    let mut begin = 0;
    if end == 0 {
        end = 4;
    }
    while begin < bid.len() {
        let mut part: u64 = 0;
        for byte in bid.as_bytes()[begin..end].iter() {
            let digit = DIGITS.iter().position(|d| d == byte)?;
            part = part * 62 + digit as u64;
        }
        if part >= 10_000_000 {
            return None;
        }
        mid = mid.checked_mul(10_000_000)?.checked_add(part)?;
        begin = end;
        end += 4;
    }
    (mid > 1_000_000_000).then_some(mid)
}

/// The `bid` of a number.
pub(super) fn bid_of(mut mid: u64) -> String {
    let mut bid = Vec::new();
    while mid > 0 {
        let mut part = mid % 10_000_000;
        mid /= 10_000_000;
        for _ in 0..4 {
            if mid == 0 && part == 0 {
                break;
            }
            bid.push(DIGITS[(part % 62) as usize]);
            part /= 62;
        }
    }
    bid.iter().rev().map(|byte| char::from(*byte)).collect()
}

fn first<'a>(fields: &Fields<'a>, names: &[&str]) -> Option<Json<'a>> {
    names.iter().find_map(|name| fields.get(name))
}

fn string<'a>(fields: &Fields<'a>, names: &[&str]) -> Cow<'a, str> {
    let found = names.iter().filter_map(|name| fields.string(name));
    found
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

fn scalar<'a>(fields: &Fields<'a>, names: &[&str]) -> Cow<'a, str> {
    names
        .iter()
        .find_map(|name| fields.scalar(name))
        .unwrap_or_default()
}

fn count(fields: &Fields<'_>, names: &[&str]) -> Option<u64> {
    names
        .iter()
        .find_map(|name| number::count(&fields.scalar(name)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_of_a_post_give_each_other() {
        // The example in the service's own pages: 3501756485200075 is z0JH2lOMb.
        for (mid, bid) in [
            (3_501_756_485_200_075, "z0JH2lOMb"),
            (4_467_107_636_950_632, "IjEvL8Fok"),
        ] {
            assert_eq!(mid_of(&bid_of(mid)), Some(mid));
            if mid == 3_501_756_485_200_075 {
                assert_eq!((bid_of(mid).as_str(), mid_of(bid)), (bid, Some(mid)));
            }
        }
        for none in ["", "abc", "z0JH2lOM!", "zzzzzzzzzzzz", "ZZZZZ"] {
            assert_eq!(mid_of(none), None, "{none}");
        }
    }
}
