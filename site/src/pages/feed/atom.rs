//! A feed as Atom 1.0, RFC 4287.
//!
//! It must not know which posts are in it.

use super::super::xml::{clean, document, text};
use super::texts::absolute;
use super::value::{Entry, Feed};
use crate::article::highlight::escape;
use crate::article::typography;
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io;

impl Feed {
    pub(super) fn atom(&self) -> Vec<u8> {
        document(|out| self.write(out))
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let head = &self.head;
        out.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", head.lang.as_str()))
            .write_inner_content(|out| {
                title(out, &head.title)?;
                if !head.subtitle.is_empty() {
                    text(out, "subtitle", &head.subtitle)?;
                }
                text(out, "id", &head.itself)?;
                link(out, "self", "application/atom+xml", &head.itself)?;
                link(out, "alternate", "text/html", &head.home)?;
                text(out, "updated", &head.updated)?;
                out.create_element("author")
                    .write_inner_content(|out| text(out, "name", &head.author))?;
                text(out, "generator", "Tuibao")?;
                for (name, address) in [("icon", &head.icon), ("logo", &head.logo)] {
                    if let Some(address) = address {
                        text(out, name, address)?;
                    }
                }
                self.entries
                    .iter()
                    .try_for_each(|entry| entry.write(out, &head.origin))
            })?;
        Ok(())
    }
}

impl Entry {
    fn write(&self, out: &mut Writer<Vec<u8>>, origin: &str) -> io::Result<()> {
        let facts = &self.facts;
        out.create_element("entry").write_inner_content(|out| {
            title(out, &facts.title)?;
            text(out, "id", &facts.id)?;
            link(out, "alternate", "text/html", &facts.url)?;
            text(out, "published", &facts.published)?;
            text(out, "updated", &facts.updated)?;
            if let Some(author) = &facts.author {
                out.create_element("author")
                    .write_inner_content(|out| text(out, "name", author))?;
            }
            for category in &facts.categories {
                out.create_element("category")
                    .with_attribute(("term", &*clean(category)))
                    .write_empty()?;
            }
            if let Some(summary) = &facts.summary {
                text(out, "summary", summary)?;
            }
            if let Some(picture) = &facts.picture {
                out.create_element("link")
                    .with_attribute(("rel", "enclosure"))
                    .with_attribute(("type", media_type(picture)))
                    .with_attribute(("href", picture.as_str()))
                    .write_empty()?;
            }
            let content = self.content.value();
            let html = clean(content.as_str().unwrap_or_default());
            let html = absolute(&html, origin);
            out.create_element("content")
                .with_attribute(("type", "html"))
                .with_attribute(("xml:base", facts.url.as_str()))
                .write_text_content(BytesText::new(&html))?;
            Ok(())
        })?;
        Ok(())
    }
}

/// A title as jekyll-feed has it: set as the text of a post is, as HTML.
fn title(out: &mut Writer<Vec<u8>>, title: &str) -> io::Result<()> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut html = String::with_capacity(title.len());
    // A reference that an author wrote stays one.
    let parts = typography::smart(&title);
    let mut rest = &*parts;
    while let Some(at) = rest.find('&') {
        escape(&rest[..at], &mut html);
        let after = &rest[at..];
        let name = after.find(';').filter(|_| typography::is_reference(after));
        html.push_str(name.map_or("&amp;", |end| &after[..=end]));
        rest = &after[name.unwrap_or(0) + 1..];
    }
    escape(rest, &mut html);
    out.create_element("title")
        .with_attribute(("type", "html"))
        .write_text_content(BytesText::new(&clean(&html)))?;
    Ok(())
}

fn link(out: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    out.create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("type", kind))
        .with_attribute(("href", href))
        .write_empty()?;
    Ok(())
}

fn media_type(picture: &str) -> &'static str {
    match picture.rsplit('.').next().unwrap_or_default() {
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        _ => "image/jpeg",
    }
}
