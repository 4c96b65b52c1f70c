//! Feeds (RSS, Atom) as JSON objects, one an item, under the names of the item's elements.
//!
//! It must not know what a feed is about.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// The longest item.
pub(super) const LONGEST_ITEM: usize = 4 << 20;

/// Whether a text begins as a feed does.
pub(super) fn is_feed(start: &str) -> bool {
    let start = start.trim_start().as_bytes();
    let root = |within: usize| {
        let text = &start[..start.len().min(within)];
        ["<rss", "<feed", "<rdf:RDF"]
            .iter()
            .any(|sign| memchr::memmem::find(text, sign.as_bytes()).is_some())
    };
    (start.starts_with(b"<?xml") || root(16)) && root(4_000)
}

/// Where the next item begins in `text`.
pub(super) fn item_begin(text: &str) -> Option<usize> {
    let begins = |sign: &str| {
        memchr::memmem::find_iter(text.as_bytes(), sign.as_bytes())
            .find(|at| text[at + sign.len()..].starts_with([' ', '>', '\n', '\r', '\t']))
    };
    match (begins("<item"), begins("<entry")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Where the item at the start of `text` ends.
pub(super) fn item_end(text: &str) -> Option<usize> {
    let close = if text.starts_with("<item") {
        "</item>"
    } else {
        "</entry>"
    };
    let mut from = 0;
    loop {
        let at = from + text[from..].find(close)?;
        // Inside `<![CDATA[` it is text.
        let open = text[..at].rfind("<![CDATA[");
        if open.is_none_or(|open| text[open..at].contains("]]>")) {
            return Some(at + close.len());
        }
        from = at + close.len();
    }
}

/// An item as the text of a JSON object `{"feed_item": {…}}`; what is malformed in it, as an error.
pub(super) fn to_json(item: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(item);
    reader.config_mut().check_end_names = false;
    let mut object = Map::new();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                note_link(&start, &mut object);
                path.push(start.name().as_ref().to_owned());
                text.clear();
                if path.len() > 16 {
                    return Err("elements inside elements inside elements".to_owned());
                }
            }
            Event::Empty(start) => note_link(&start, &mut object),
            Event::Text(found) => text.push_str(&found),
            Event::GeneralRef(found) => {
                let whole = format!("&{};", &*found);
                text.push_str(&unescape(&whole).unwrap_or(whole.as_str().into()));
            }
            Event::CData(found) => text.push_str(&found),
            Event::End(_) => {
                if path.len() > 1 && !text.trim().is_empty() {
                    let name = path[1..].join("/");
                    object
                        .entry(name)
                        .or_insert_with(|| Value::String(text.trim().to_owned()));
                }
                path.pop();
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut whole = Map::new();
    whole.insert("feed_item".to_owned(), Value::Object(object));
    Ok(Value::Object(whole).to_string())
}

/// Atom's addresses are attributes: `<link rel="alternate" href="…"/>`.
fn note_link(start: &BytesStart<'_>, object: &mut Map<String, Value>) {
    if start.name().as_ref() != "link" {
        return;
    }
    let attribute = |name: &str| {
        let found = start.try_get_attribute(name).ok().flatten()?;
        let value = found.value.into_owned();
        Some(unescape(&value).map(|v| v.into_owned()).unwrap_or(value))
    };
    let alternate = attribute("rel").is_none_or(|rel| rel == "alternate");
    if let (true, Some(href)) = (alternate, attribute("href")) {
        object.entry("link").or_insert(Value::String(href));
    }
}
