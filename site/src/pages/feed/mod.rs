//! The feeds: the newest posts with their full text, as Atom and as JSON Feed, of the whole site and of each tag.
//!
//! It must not know templates. A feed changes only with what it shows: its date is its newest post's.

mod atom;
mod json;
mod texts;
mod value;

pub use value::Feed;

use super::{Page, Plan, Work};
use crate::article::highlight::escape;
use crate::article::{Article, links};
use crate::model::Placed;
use crate::view::Seen;
use std::sync::Arc;
use tera::value::Key;
use value::{Entry, Facts, Form, Head};

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
                summary: article.summary.clone(),
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
}

/// Where the feed of a story stands.
pub(super) fn topic_feed(slug: &str) -> String {
    format!("topics/{slug}/feed.xml")
}

/// Where the feed of a tag stands.
pub(super) fn tag_feed(slug: &str) -> String {
    format!("tags/{slug}/feed.xml")
}
