//! Liquid in bodies, for the articles that ask for it with `render_with_liquid`: Jekyll's tags and filters, over `page` and
//! `site`. What comes out is the article's text, which is then read like any other.
//!
//! It must not know how an article is read, and it reads no file: includes and addresses come in as values.

mod filters;
mod tags;

use crate::article::Article;
use crate::config::SiteConfig;
use crate::model::url;
use crate::sources::Sources;
use crate::view::from_yaml;
use chrono::{DateTime, FixedOffset};
use fingerprint::Fingerprint;
use liquid_core::model::{ScalarCow, Value, ValueCow};
use liquid_core::runtime::{RuntimeBuilder, Template};
use liquid_core::{Language, Object, Renderable, Runtime, parser};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where includes stand.
const INCLUDES: &str = "_includes/";

/// All that a body's Liquid may see besides its page.
pub struct Liquid {
    language: Language,
    site: Value,
    /// The name of all of it.
    pub name: Fingerprint,
}

impl Liquid {
    /// Gathers what bodies may see.
    pub fn new(
        articles: &[Arc<Article>],
        sources: &Sources,
        config: &SiteConfig,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let mut addresses = BTreeMap::new();
        let mut posts = Vec::new();
        for article in articles {
            let url = url::encode_path(&url::of(article, config, article.date.unwrap_or(now)));
            let is_post = article.collection.as_deref() == Some("posts");
            if is_post && crate::model::hidden(article, config, now).is_none() {
                posts.push((article.date, page(article, &url)));
            }
            addresses.insert(article.relative_path().to_owned(), url);
        }
        posts.sort_by(|(a, _), (b, _)| b.cmp(a));
        let posts: Vec<Value> = posts.into_iter().map(|(_, page)| page).collect();
        let includes: BTreeMap<String, String> = sources
            .under(INCLUDES)
            .map(|(path, file)| {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                (path[INCLUDES.len()..].to_owned(), text)
            })
            .collect();
        let values = from_yaml(&post::Value::Mapping(config.values.clone()));
        let name = Fingerprint::of(&(
            &addresses,
            &includes,
            values.to_string(),
            format!("{posts:?}"),
            (&config.url, &config.baseurl),
        ));
        let mut site = object(&values);
        site.insert("posts".into(), Value::Array(posts));
        site.insert("url".into(), Value::scalar(config.url.clone()));
        site.insert("baseurl".into(), Value::scalar(config.baseurl.clone()));
        let shared = Arc::new(tags::Shared {
            addresses,
            includes,
            baseurl: config.baseurl.clone(),
        });
        let mut language = Language::empty();
        tags::register(&mut language, &shared);
        filters::register(&mut language, config);
        Self {
            language,
            site: Value::Object(site),
            name,
        }
    }

    /// An article's body with its Liquid carried out.
    ///
    /// # Errors
    /// What is wrong in the body, with its line.
    pub fn render(
        &self,
        article: &Article,
        url: &str,
        body: &str,
        lines_before: u32,
    ) -> Result<String, Box<Diagnostic>> {
        let wrong = |error: &liquid_core::Error| {
            Box::new(mistake(error, body, lines_before, &article.path))
        };
        let text = tags::translated(body);
        let elements = parser::parse(&text, &self.language).map_err(|error| wrong(&error))?;
        let markdown = crate::article::is_markdown(&article.path);
        let mut globals = Object::new();
        globals.insert("site".into(), self.site.clone());
        globals.insert("page".into(), page(article, url));
        globals.insert(tags::MARKDOWN.into(), Value::scalar(markdown));
        let runtime = RuntimeBuilder::new().set_globals(&globals).build();
        let runtime = Lenient(&runtime);
        Template::new(elements)
            .render(&runtime)
            .map_err(|error| wrong(&error))
    }
}

/// What is known of an article before it is read whole.
fn page(article: &Article, url: &str) -> Value {
    let mut page = Object::new();
    for (key, seen) in article.card.entries() {
        if let Some(key) = key.as_str() {
            page.insert(key.to_owned().into(), value(&seen.value()));
        }
    }
    let date = |date: Option<DateTime<FixedOffset>>| match date {
        Some(date) => Value::scalar(date.format("%Y-%m-%d %H:%M:%S %z").to_string()),
        None => Value::Nil,
    };
    page.insert("date".into(), date(article.date));
    page.insert("last_modified_at".into(), date(article.modified));
    page.insert("url".into(), Value::scalar(url.to_owned()));
    Value::Object(page)
}

fn value(value: &tera::Value) -> Value {
    liquid_core::to_value(value).unwrap_or(Value::Nil)
}

fn object(value: &tera::Value) -> Object {
    match self::value(value) {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// The library's complaint with the line that it is about, as far as it says.
fn mistake(error: &liquid_core::Error, body: &str, lines_before: u32, path: &str) -> Diagnostic {
    let text = error.to_string();
    let message = text.trim_start_matches("liquid:").trim();
    // ` --> 3:7`: where the grammar failed. Otherwise the tag that is named, where it stands first.
    let place = text.lines().find_map(|line| {
        let (row, column) = line.trim_start().strip_prefix("--> ")?.split_once(':')?;
        Some((row.parse::<u32>().ok()?, column.trim().parse::<u32>().ok()?))
    });
    let named = || {
        let quoted = text.lines().find_map(|line| {
            line.trim()
                .strip_prefix("requested variable=")
                .or_else(|| line.trim().strip_prefix("variable="))
                .or_else(|| line.trim().strip_prefix("requested="))
        })?;
        let at = body.find(quoted.trim())?;
        let row = body[..at].matches('\n').count() as u32 + 1;
        Some((row, 1))
    };
    let (row, column) = place.or_else(named).unwrap_or((1, 1));
    let sentence = text
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix("= "))
        .unwrap_or_else(|| message.lines().next().unwrap_or(message));
    let told = Diagnostic::error(
        "liquid",
        format!("Liquid: {sentence}"),
        format!("Liquid：{sentence}"),
    );
    let told = match body.lines().nth(row as usize - 1) {
        Some(line) => told.at(path, row + lines_before, column).excerpt(line),
        None => told.at(path, row + lines_before, column),
    };
    told.help(
        "put what is no Liquid between {% raw %} and {% endraw %}, or take `render_with_liquid` away",
        "不是 Liquid 的内容请放在 {% raw %} 和 {% endraw %} 之间，或去掉 `render_with_liquid`",
    )
}

/// Nothing where something is not there, as in Jekyll.
struct Lenient<'r>(&'r dyn Runtime);

impl Runtime for Lenient<'_> {
    fn partials(&self) -> &dyn liquid_core::runtime::PartialStore {
        self.0.partials()
    }

    fn name(&self) -> Option<liquid_core::model::KStringRef<'_>> {
        self.0.name()
    }

    fn roots(&self) -> std::collections::BTreeSet<liquid_core::model::KStringCow<'_>> {
        self.0.roots()
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        self.0.try_get(path).or(Some(ValueCow::Owned(Value::Nil)))
    }

    fn get(&self, path: &[ScalarCow<'_>]) -> liquid_core::Result<ValueCow<'_>> {
        Ok(self.0.try_get(path).unwrap_or(ValueCow::Owned(Value::Nil)))
    }

    fn set_global(&self, name: liquid_core::model::KString, value: Value) -> Option<Value> {
        self.0.set_global(name, value)
    }

    fn set_index(&self, name: liquid_core::model::KString, value: Value) -> Option<Value> {
        self.0.set_index(name, value)
    }

    fn get_index<'a>(&'a self, name: &str) -> Option<ValueCow<'a>> {
        self.0.get_index(name)
    }

    fn registers(&self) -> &liquid_core::runtime::Registers {
        self.0.registers()
    }
}
