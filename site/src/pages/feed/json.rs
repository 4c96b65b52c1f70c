//! A feed as JSON Feed 1.1: <https://www.jsonfeed.org/version/1.1/>.
//!
//! It must not know which posts are in it.

use super::texts::absolute;
use super::value::{Entry, Feed};
use serde::Serialize;

#[derive(Serialize)]
struct Whole<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<[Author<'a>; 1]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
}

impl Feed {
    pub(super) fn json(&self) -> Vec<u8> {
        let head = &self.head;
        let whole = Whole {
            version: "https://jsonfeed.org/version/1.1",
            title: &head.title,
            home_page_url: &head.home,
            feed_url: &head.itself,
            description: &head.subtitle,
            language: &head.lang,
            authors: [Author { name: &head.author }],
            items: self
                .entries
                .iter()
                .map(|entry| entry.item(&head.origin))
                .collect(),
        };
        // Texts and lists always are JSON.
        let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl Entry {
    fn item(&self, origin: &str) -> Item<'_> {
        let facts = &self.facts;
        let content = self.content.value();
        Item {
            id: &facts.id,
            url: &facts.url,
            title: &facts.title,
            content_html: absolute(content.as_str().unwrap_or_default(), origin),
            summary: facts.summary.as_deref(),
            image: facts.picture.as_deref(),
            date_published: &facts.published,
            date_modified: &facts.updated,
            authors: facts.author.as_deref().map(|name| [Author { name }]),
            tags: &facts.categories,
        }
    }
}
