//! The feeds: the newest posts with their full text, as Atom and as JSON Feed, of the whole site and of each tag.
//!
//! It must not know templates. A feed changes only with what it shows: its date is its newest post's.

mod json;

use super::{Page, Plan, Work};
use crate::article::highlight::escape;
use crate::article::{Article, links};
use crate::model::Placed;
use crate::model::url::encode_path;
use crate::view::Seen;
use fingerprint::Fingerprint;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use tera::value::Key;

/// A feed as a value.
pub struct Feed {
    form: Form,
    head: Head,
    entries: Vec<Entry>,
}

/// How a feed is written.
#[derive(Clone, Copy, Hash)]
enum Form {
    /// Atom 1.0, RFC 4287.
    Atom,
    /// JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.
    Json,
}

#[derive(Hash)]
struct Head {
    title: String,
    subtitle: String,
    author: String,
    lang: String,
    home: String,
    /// Scheme and host, for the addresses inside the contents.
    origin: String,
    itself: String,
    updated: String,
    icon: Option<String>,
    logo: Option<String>,
}

struct Entry {
    facts: Facts,
    content: Seen,
}

#[derive(Hash)]
struct Facts {
    title: String,
    url: String,
    id: String,
    published: String,
    updated: String,
    summary: Option<String>,
    author: Option<String>,
    categories: Vec<String>,
    picture: Option<String>,
}

impl Feed {
    /// The name of all that the feed shows.
    pub fn name(&self) -> Fingerprint {
        let entries: Vec<(&Facts, Fingerprint)> = self
            .entries
            .iter()
            .map(|entry| (&entry.facts, entry.content.name()))
            .collect();
        Fingerprint::of(&(self.form, &self.head, entries))
    }

    /// The feed's text.
    pub fn text(&self) -> Vec<u8> {
        match self.form {
            Form::Atom => self.xml(),
            Form::Json => self.json(),
        }
    }

    fn xml(&self) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing into a Vec cannot fail.
        match self.write(&mut writer) {
            Ok(()) => {
                let mut bytes = writer.into_inner();
                bytes.push(b'\n');
                bytes
            }
            Err(_) => Vec::new(),
        }
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let head = &self.head;
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        out.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", head.lang.as_str()))
            .write_inner_content(|out| {
                text(out, "title", &head.title)?;
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
            text(out, "title", &facts.title)?;
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

fn text(out: &mut Writer<Vec<u8>>, name: &str, value: &str) -> io::Result<()> {
    out.create_element(name)
        .write_text_content(BytesText::new(&clean(value)))?;
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

/// HTML whose root-relative addresses say where they are: many readers do not look at `xml:base`.
fn absolute(html: &str, origin: &str) -> String {
    let html = &*without_sets(html);
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find("=\"/") {
        let (before, after) = rest.split_at(at + 2);
        out.push_str(before);
        let names_one = before.ends_with(" href=\"") || before.ends_with(" src=\"");
        if names_one && !after.starts_with("//") {
            out.push_str(origin);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// HTML whose pictures are offered in one width: readers take `src`.
fn without_sets(html: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(html);
    for name in [" srcset=\"", " sizes=\""] {
        while let Some(at) = out.find(name) {
            let Some(end) = out[at + name.len()..].find('"') else {
                break;
            };
            let end = at + name.len() + end + 1;
            out.to_mut().replace_range(at..end, "");
        }
    }
    out
}

/// Text without the characters that XML 1.0 cannot hold, not even escaped.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let none = ['\u{fffe}', '\u{ffff}'];
    if !text.bytes().any(is_control) && !none.iter().any(|c| text.contains(*c)) {
        return text.into();
    }
    let holds = |c: &char| !c.is_ascii() || !is_control(*c as u8);
    text.chars()
        .filter(|c| holds(c) && !none.contains(c))
        .collect()
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

/// What a feed is about.
struct About {
    title: String,
    /// The address of the page it belongs to.
    home: String,
    /// Its own file.
    output: String,
    form: Form,
}

/// A post in a feed of something else than posts.
pub(super) struct Brief<'a> {
    /// The post.
    pub post: &'a Placed,
    /// What is said of it.
    pub summary: String,
}

impl Plan<'_> {
    pub(super) fn feeds(&self) -> Vec<Page> {
        let config = self.config;
        let site = |form, output: &str| {
            let about = About {
                title: config.title.clone(),
                home: "/".into(),
                output: output.to_owned(),
                form,
            };
            self.feed(about, &mut self.model.posts.iter().map(Arc::as_ref))
        };
        let mut pages = vec![
            site(Form::Atom, &config.feed_path),
            site(Form::Json, "feed.json"),
        ];
        // Where tags have no pages of their own, nothing leads to their feeds.
        if self.templates.has("tag") {
            for tag in &self.model.tags {
                let about = About {
                    title: format!("{} · {}", tag.name, config.title),
                    home: format!("/tags/{}/", tag.slug),
                    output: tag_feed(&tag.slug),
                    form: Form::Atom,
                };
                let mut posts = tag.posts.iter().map(|number| &*self.model.posts[*number]);
                pages.push(self.feed(about, &mut posts));
            }
        }
        pages
    }

    fn feed(&self, about: About, posts: &mut dyn Iterator<Item = &Placed>) -> Page {
        let posts: Vec<&Placed> = posts
            .filter(|post| post.article.date.is_some())
            .take(self.config.feed_entries)
            .collect();
        let entries = posts.iter().map(|post| self.entry(post)).collect();
        self.feed_of(about, &posts, entries)
    }

    /// A feed of what is said of posts: their texts are in other feeds.
    pub(super) fn brief_feed<'a>(
        &self,
        title: &str,
        home: &str,
        output: String,
        briefs: impl Iterator<Item = Brief<'a>>,
    ) -> Page {
        let about = About {
            title: format!("{title} · {}", self.config.title),
            home: home.to_owned(),
            output,
            form: Form::Atom,
        };
        let briefs: Vec<Brief<'a>> = briefs
            .filter(|brief| brief.post.article.date.is_some())
            .take(self.config.feed_entries)
            .collect();
        let posts: Vec<&Placed> = briefs.iter().map(|brief| brief.post).collect();
        let entries = briefs.iter().map(|brief| {
            let mut entry = self.entry(brief.post);
            let mut html = String::from("<p>");
            escape(&brief.summary, &mut html);
            html.push_str("</p>");
            entry.content = Seen::html(&html);
            entry.facts.summary = Some(brief.summary.clone());
            entry
        });
        self.feed_of(about, &posts, entries.collect())
    }

    fn feed_of(&self, about: About, posts: &[&Placed], entries: Vec<Entry>) -> Page {
        let config = self.config;
        let dated = |article: &Article| article.modified.or(article.date);
        let updated = posts.iter().filter_map(|post| dated(&post.article)).max();
        let updated = updated.map(|date| date.to_rfc3339());
        let url = format!("/{}", about.output);
        let picture = |key: &str| {
            let said = config.values.get("feed")?.get(key)?.as_str()?;
            Some(match links::has_scheme(said) {
                true => said.to_owned(),
                false => self.absolute(&format!("/{}", said.trim_start_matches('/'))),
            })
        };
        Page {
            origin: None,
            listed: None,
            glance: None,
            work: Work::Feed(Feed {
                form: about.form,
                head: Head {
                    title: about.title,
                    subtitle: config.description.clone(),
                    author: config.author.clone(),
                    lang: config.lang.clone(),
                    home: self.absolute(&about.home),
                    origin: config.url.clone(),
                    itself: self.absolute(&url),
                    // Without a post there is no date; a fixed one keeps the feed valid and the bytes the same.
                    updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00+00:00".into()),
                    icon: picture("icon"),
                    logo: picture("logo"),
                },
                entries,
            }),
            output: about.output,
            url,
        }
    }

    fn entry(&self, post: &Placed) -> Entry {
        let article = &post.article;
        let date = |date: Option<chrono::DateTime<chrono::FixedOffset>>| {
            date.map(|date| date.to_rfc3339()).unwrap_or_default()
        };
        let picture = post
            .card_text("image")
            .filter(|image| image.starts_with('/') && !image.starts_with("//"));
        // As jekyll-feed has it: readers that know a post by this do not show it again.
        let above = post.url.trim_end_matches('/');
        let above = &above[..above.rfind('/').unwrap_or(0)];
        let own = post.card_value("feed").map(|feed| feed.value());
        let own = own
            .as_ref()
            .and_then(|feed| feed.as_map()?.get(&Key::from("excerpt_only")));
        let excerpt = own.and_then(tera::Value::as_bool);
        let excerpt = excerpt.unwrap_or(self.config.feed_excerpts);
        let signed = || {
            let named = self.config.values.contains_key("author");
            named.then(|| self.config.author.clone())
        };
        let content = match excerpt {
            true => post.card_value("excerpt"),
            false => post.content.clone(),
        };
        Entry {
            facts: Facts {
                title: article.title.clone(),
                url: self.absolute(&post.url),
                id: self.absolute(&format!("{above}/{}", article.slug)),
                published: date(article.date),
                updated: date(article.modified.or(article.date)),
                summary: article.description.clone(),
                author: post.card_text("author").or_else(signed),
                categories: article
                    .categories
                    .iter()
                    .chain(&article.tags)
                    .cloned()
                    .collect(),
                picture: picture.map(|image| self.absolute(&image)),
            },
            content: content.unwrap_or_else(Seen::none),
        }
    }

    fn absolute(&self, path: &str) -> String {
        format!(
            "{}{}{}",
            self.config.url,
            self.config.baseurl,
            encode_path(path)
        )
    }
}

/// Where the feed of a story stands.
pub(super) fn topic_feed(slug: &str) -> String {
    format!("topics/{slug}/feed.xml")
}

/// Where the feed of a tag stands.
pub(super) fn tag_feed(slug: &str) -> String {
    format!("tags/{slug}/feed.xml")
}
