//! Items of feeds (RSS, Atom) that Nitter, RSSHub and the services themselves make of posts. The text is HTML; whose post
//! it is and which, its address says.

use super::weibo;
use crate::import::draft::{Draft, photo, relation, video};
use crate::import::id::{self, Id};
use crate::import::json::Fields;
use crate::import::text::strip_tags;
use crate::tweet::{Media, RelationKind};
use chrono::FixedOffset;
use std::borrow::Cow;

/// The key under which a feed's item is handed on.
pub(super) const ITEM: &str = "feed_item";

/// The post of an item; `None` when its address is that of no post.
pub(super) fn draft<'a>(item: &Fields<'a>) -> Option<Draft<'a>> {
    let string = |names: &[&str]| {
        let mut found = names.iter().filter_map(|name| item.string(name));
        found
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default()
    };
    let title = string(&["title"]);
    let html = string(&["content:encoded", "content", "description", "summary"]);
    let html = if html.is_empty() { title.clone() } else { html };
    let creator = string(&["dc:creator", "author/name", "author"]);
    let addresses = [string(&["link"]), string(&["guid", "id"])];
    let mut draft = addresses.iter().find_map(|address| of_address(address))?;
    if draft.handle.is_empty() {
        draft.handle = match creator.strip_prefix('@') {
            Some(handle) => Cow::Owned(handle.to_owned()),
            None => creator.clone(),
        };
    }
    if !creator.starts_with('@') {
        draft.name = creator;
    }
    if let Some((handle, _)) = title
        .strip_prefix("R to @")
        .and_then(|rest| rest.split_once(": "))
    {
        draft
            .relations
            .push(relation(RelationKind::ReplyTo, "", handle));
    }
    draft.media = media(&html);
    draft.text = Cow::Owned(strip_tags(without_quote(&html)));
    draft.time = Some(string(&[
        "pubDate",
        "published",
        "dc:date",
        "updated",
        "date",
    ]))
    .filter(|t| !t.is_empty());
    Some(draft)
}

/// What an item's address tells.
fn of_address<'a>(address: &str) -> Option<Draft<'a>> {
    let (host, path) = address
        .trim()
        .strip_prefix("https://")
        .or_else(|| address.trim().strip_prefix("http://"))?
        .split_once('/')?;
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let owned = |text: &str| Cow::Owned(text.to_owned());
    match (host, parts.as_slice()) {
        // Nitter runs under hundreds of names; its paths are those of X.
        (_, [handle, "status" | "statuses", number, ..])
            if id::is_handle(handle) || *handle == "i" =>
        {
            Some(Draft {
                id: Some(Id::Exact(number.parse().ok().filter(|n| *n > 0)?)),
                handle: owned(if *handle == "i" { "" } else { handle }),
                ..Draft::default()
            })
        }
        ("weibo.com" | "weibo.cn", [.., last]) => {
            let mid = last
                .parse()
                .ok()
                .filter(|mid| *mid > 1_000_000_000)
                .or_else(|| weibo::mid_of(last))?;
            Some(Draft {
                id: Some(Id::Other(Cow::Owned(mid.to_string()))),
                url: Some(Cow::Owned(
                    address.trim().replacen("http://", "https://", 1),
                )),
                elsewhere: true,
                zone: FixedOffset::east_opt(8 * 3600),
                ..Draft::default()
            })
        }
        ("bsky.app", ["profile", handle, "post", _]) => Some(Draft {
            id: Some(Id::Other(owned(address.trim()))),
            url: Some(owned(address.trim())),
            handle: owned(handle),
            elsewhere: true,
            ..Draft::default()
        }),
        (host, [account, number])
            if account.starts_with('@') && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            let handle = account.trim_start_matches('@');
            let handle = if handle.contains('@') {
                handle.to_owned()
            } else {
                format!("{handle}@{host}")
            };
            Some(Draft {
                id: Some(Id::Other(owned(address.trim()))),
                url: Some(owned(address.trim())),
                handle: Cow::Owned(handle),
                elsewhere: true,
                ..Draft::default()
            })
        }
        _ => None,
    }
}

/// The HTML before the post that it quotes.
fn without_quote(html: &str) -> &str {
    let ends = ["<blockquote", "<div class=\"rsshub-quote\"", "<hr"];
    let end = ends
        .iter()
        .filter_map(|sign| html.find(sign))
        .filter(|at| *at > 0)
        .min();
    &html[..end.unwrap_or(html.len())]
}

fn media(html: &str) -> Vec<Media> {
    let mut media = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let address = tag
            .split_once("src=\"")
            .and_then(|(_, rest)| Some(rest.split_once('"')?.0.replace("&amp;", "&")));
        match (address, tag) {
            (Some(url), tag) if tag.starts_with("img") => media.push(photo(url)),
            (Some(url), tag) if tag.starts_with("video") || tag.starts_with("source") => {
                media.push(video(url))
            }
            _ => {}
        }
    }
    media
}
