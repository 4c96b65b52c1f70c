//! Pictures and videos as exporters and scrapers list them: addresses, lists of them, objects of several shapes.
//!
//! It must not know anything else of a tweet.

use super::names::{MEDIA, PICTURES, VIDEOS, any, loose};
use super::v1;
use crate::import::draft::{photo, video};
use crate::import::json::Fields;
use crate::import::json::Json;
use crate::tweet::Media;
use std::borrow::Cow;

pub(super) fn media(fields: &Fields<'_>) -> Vec<Media> {
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
