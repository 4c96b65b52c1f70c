//! Mastodon statuses, as its API and its clients give them. The text is HTML; a boost carries its original whole.

use super::v1::{completed, count};
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::Id;
use crate::import::json::Fields;
use crate::import::text::strip_tags;
use crate::tweet::{Counts, Media, RelationKind};
use std::borrow::Cow;

pub(super) fn fits(fields: &Fields<'_>) -> bool {
    fields
        .object("account")
        .is_some_and(|account| account.has("acct"))
        && fields.has("created_at")
        && (fields.has("content") || fields.has("reblog"))
}

pub(super) fn draft<'a>(fields: &Fields<'a>) -> Draft<'a> {
    let account = fields.object("account").unwrap_or_default();
    let original = fields.object("reblog");
    let shown = original.as_ref().unwrap_or(fields);
    let own = strip_tags(&shown.string("content").unwrap_or_default());
    let mut text = Cow::Owned(own.clone());
    let mut relations = Vec::new();
    if let Some(original) = &original {
        let handle = acct(original);
        text = completed(text, &handle, &own);
        relations.push(relation(RelationKind::RetweetOf, &id(original), &handle));
    }
    if let Some(to) = fields.scalar("in_reply_to_id") {
        let account = fields.scalar("in_reply_to_account_id");
        let mentioned = fields.elements("mentions").into_iter().find_map(|mention| {
            let mention = mention.object()?;
            (mention.scalar("id") == account).then(|| mention.string("acct"))?
        });
        relations.push(relation(
            RelationKind::ReplyTo,
            &to,
            &mentioned.unwrap_or_default(),
        ));
    }
    Draft {
        id: Some(Id::Other(Cow::Owned(id(fields))))
            .filter(|id| *id != Id::Other(Cow::Borrowed(""))),
        url: fields.string("url").or_else(|| fields.string("uri")),
        handle: account.string("acct").unwrap_or_default(),
        name: account.string("display_name").unwrap_or_default(),
        bio: Cow::Owned(strip_tags(&account.string("note").unwrap_or_default())),
        followers: count(&account, "followers_count"),
        text,
        time: fields.string("created_at"),
        lang: shown.string("language"),
        counts: Counts {
            likes: count(fields, "favourites_count"),
            retweets: count(fields, "reblogs_count"),
            replies: count(fields, "replies_count"),
            quotes: count(fields, "quotes_count"),
            ..Counts::default()
        },
        media: media(shown),
        relations,
        elsewhere: true,
        ..Draft::default()
    }
}

/// Ids count within one server; the address that every server knows a status by does not.
fn id(fields: &Fields<'_>) -> String {
    fields
        .string("uri")
        .or_else(|| fields.scalar("id"))
        .unwrap_or_default()
        .into_owned()
}

fn acct<'a>(fields: &Fields<'a>) -> Cow<'a, str> {
    fields
        .object("account")
        .and_then(|account| account.string("acct"))
        .unwrap_or_default()
}

fn media(fields: &Fields<'_>) -> Vec<Media> {
    fields
        .elements("media_attachments")
        .into_iter()
        .filter_map(|json| {
            let attachment = json.object()?;
            let url = attachment.string("url")?;
            match attachment.string("type").as_deref() {
                Some("image") => Some(photo(url)),
                Some("video" | "gifv") => Some(video(url)),
                _ => None,
            }
        })
        .collect()
}
