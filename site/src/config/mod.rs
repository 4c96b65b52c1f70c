//! The site's configuration: `_config.yml` with Jekyll's keys, read into what the build needs, the rest kept for `site.*`.
//!
//! It must not know articles or templates.

mod assets;
mod collections;
mod defaults;
mod dialect;
mod file;
mod known;
mod paths;
mod reader;
mod theme;
mod zone;

pub use assets::Assets;
pub use collections::Collection;
pub use defaults::Defaults;
pub(crate) use defaults::lay_over;
pub use dialect::{Dialect, Extensions};
pub use paths::Paths;
pub use theme::Theme;
pub use zone::Zone;

use crate::settings::Settings;
use crate::sources::{SourceFile, Sources};
use chrono::{DateTime, FixedOffset};
use fingerprint::Fingerprint;
use post::{Diagnostic, Mapping, Value};
use reader::Reader;

/// What the whole site agrees on.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The site's name.
    pub title: String,
    /// What it is about, in a sentence.
    pub description: String,
    /// Scheme and host, without a slash at the end; may be empty.
    pub url: String,
    /// The path the site lives below, such as `/blog`; empty at the root. No slash at the end.
    pub baseurl: String,
    /// The language of the site, a BCP 47 tag.
    pub lang: String,
    /// The name that signs feeds.
    pub author: String,
    /// The zone that dates are read and shown in.
    pub zone: Zone,
    /// The permalink of posts.
    pub permalink: String,
    /// The permalink as the site has it, whose ending pages and documents take.
    pub page_permalink: String,
    /// Posts a page on home; `None` where the configuration says nothing.
    pub paginate: Option<usize>,
    /// Where the further pages of home stand; `:num` is the number.
    pub paginate_path: String,
    /// Publish posts dated in the future.
    pub future: bool,
    /// Publish drafts.
    pub drafts: bool,
    /// Publish what says `published: false`.
    pub unpublished: bool,
    /// Publish the newest posts only.
    pub limit_posts: Option<usize>,
    /// What ends an excerpt.
    pub excerpt_separator: String,
    /// How many entries the feed has.
    pub feed_entries: usize,
    /// Feeds carry the beginnings of posts only.
    pub feed_excerpts: bool,
    /// Where the feed stands.
    pub feed_path: String,
    /// What a name or topic needs for a page of its own.
    pub topics: Noted,
    /// The moment of the build, where the configuration sets it.
    pub time: Option<DateTime<FixedOffset>>,
    /// Folders of documents beside the posts, by their labels.
    pub collections: Vec<Collection>,
    /// What the configuration says of the posts as a collection.
    pub posts: Mapping,
    /// The folder that `_posts`, `_drafts` and the collections stand in; empty for the blog's own.
    pub collections_dir: String,
    /// The folder of the templates, with a slash at the end.
    pub templates_dir: String,
    /// The folder of the data, with a slash at the end.
    pub data_dir: String,
    /// Which files belong to the site.
    pub paths: Paths,
    /// Front matter for those who have none of their own.
    pub defaults: Defaults,
    /// Variables of the theme's style sheets.
    pub theme: Theme,
    /// `markdown: CommonMark` and what `kramdown` says of numbers before the lines of code.
    pub dialect: Dialect,
    /// How style sheets, scripts and pictures are served.
    pub assets: Assets,
    /// Whether `site.related_posts` are chosen by their words, as Jekyll's `lsi` has it.
    pub lsi: bool,
    /// Every key as it was written.
    pub values: Mapping,
}

/// How often a name or topic is told of before it has a page: in so many reports, or by so many authors in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Noted {
    /// Reports.
    pub reports: u64,
    /// Authors, counted in each report anew.
    pub authors: u64,
}

impl SiteConfig {
    /// The name of all that it says.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of_bytes(format!("{self:?}").as_bytes())
    }

    /// Reads the configuration files, later ones winning; what the command line says wins over all. A blog without a
    /// configuration has the defaults.
    pub fn read(sources: &Sources, settings: &Settings) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let named: Vec<&str> = settings.configs.iter().map(String::as_str).collect();
        let mut files: Vec<(&str, &str)> = Vec::new();
        let mut values = Mapping::new();
        let usual = ["_config.yml", "_config.yaml"];
        let wanted = if named.is_empty() {
            &usual[..]
        } else {
            &named[..]
        };
        let found: Vec<_> = wanted
            .iter()
            .map(|path| (*path, sources.get(path).map(SourceFile::bytes)))
            .collect();
        for (path, bytes) in &found {
            let Some(bytes) = bytes else {
                if !named.is_empty() {
                    diagnostics.push(
                        Diagnostic::error(
                            "config",
                            "there is no such configuration file",
                            "没有这个配置文件",
                        )
                        .at(*path, 0, 0),
                    );
                }
                continue;
            };
            match file::parse(path, bytes) {
                Ok((text, map)) => {
                    files.push((path, text));
                    lay_over(&mut values, &map);
                }
                Err(error) => diagnostics.push(*error),
            }
        }
        let mut read = Reader {
            files: &files,
            values: &values,
            diagnostics: &mut diagnostics,
        };
        read.unknown_keys();
        let zone = read.zone("timezone");
        let author = match values.get("author") {
            Some(Value::Mapping(map)) => map
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            Some(Value::String(name)) => name.clone(),
            _ => String::new(),
        };
        let title = read.text("title").unwrap_or_default();
        let feed = values.get("feed").and_then(Value::as_mapping);
        let (collections, posts) = collections::read(&mut read);
        let permalink = match posts.get("permalink").and_then(Value::as_str) {
            Some(own) => own.to_owned(),
            None => read.text("permalink").unwrap_or_else(|| "date".into()),
        };
        let folder = |text: Option<String>, usual: &str| {
            let text = text.unwrap_or_else(|| usual.to_owned());
            match text.trim_start_matches("./").trim_matches('/') {
                "" => String::new(),
                inner => format!("{inner}/"),
            }
        };
        let config = Self {
            time: read.moment("time", zone),
            collections_dir: folder(read.text("collections_dir"), "")
                .trim_end_matches('/')
                .to_owned(),
            templates_dir: folder(
                read.text("templates_dir")
                    // Jekyll's usual place, spelt out, means the usual place here.
                    .or_else(|| read.text("layouts_dir").filter(|dir| !is_usual(dir))),
                "_templates",
            ),
            data_dir: folder(read.text("data_dir"), "_data"),
            collections,
            posts,
            description: read.text("description").unwrap_or_default(),
            url: trimmed(settings.url.clone().or_else(|| read.address("url"))),
            baseurl: rooted(settings.baseurl.clone().or_else(|| read.text("baseurl"))),
            lang: read
                .text("lang")
                .or_else(|| read.text("locale"))
                .unwrap_or_else(|| "zh-CN".into()),
            author: if author.is_empty() {
                title.clone()
            } else {
                author
            },
            title,
            zone,
            page_permalink: read.text("permalink").unwrap_or_else(|| "date".into()),
            permalink,
            paginate: read.count("paginate"),
            paginate_path: read
                .text("paginate_path")
                .unwrap_or_else(|| "/page:num".into()),
            future: settings
                .future
                .or_else(|| read.switch("future"))
                .unwrap_or(false),
            drafts: settings.drafts || read.switch("show_drafts").unwrap_or(false),
            unpublished: settings.unpublished || read.switch("unpublished").unwrap_or(false),
            limit_posts: settings
                .limit_posts
                .or_else(|| read.count("limit_posts").filter(|n| *n > 0)),
            excerpt_separator: read
                .text("excerpt_separator")
                .unwrap_or_else(|| "\n\n".into()),
            feed_entries: feed
                .and_then(|feed| feed.get("posts_limit"))
                .and_then(Value::as_u64)
                .map_or(10, |n| n as usize),
            feed_excerpts: feed
                .and_then(|feed| feed.get("excerpt_only"))
                .and_then(Value::as_bool)
                .unwrap_or(false),
            feed_path: read.file("feed", "path", "feed.xml"),
            topics: Noted {
                reports: read.inner_count("topics", "reports", 2),
                authors: read.inner_count("topics", "authors", 8),
            },
            paths: Paths::new(
                &read.list("exclude"),
                values
                    .contains_key("include")
                    .then(|| read.list("include"))
                    .as_deref(),
                &read.list("keep_files"),
            ),
            defaults: Defaults::read(&mut read),
            theme: Theme::read(&mut read),
            dialect: Dialect::read(&mut read),
            assets: Assets::read(&mut read),
            lsi: read.switch("lsi").unwrap_or(false),
            values: values.clone(),
        };
        (config, diagnostics)
    }

    /// The path below the folder of the collections; `None` for what stands elsewhere.
    pub fn in_collections<'a>(&self, path: &'a str) -> Option<&'a str> {
        match self.collections_dir.as_str() {
            "" => Some(path),
            home => path.strip_prefix(home)?.strip_prefix('/'),
        }
    }

    /// The collection that a path belongs to, and what of the path is below its folder.
    pub fn collection_of<'a>(&self, path: &'a str) -> Option<(&Collection, &'a str)> {
        if self.collections.is_empty() {
            return None;
        }
        let (label, inner) = self
            .in_collections(path)?
            .strip_prefix('_')?
            .split_once('/')?;
        Some((self.collection(label)?, inner))
    }

    /// The collection with this label.
    pub fn collection(&self, label: &str) -> Option<&Collection> {
        self.collections.iter().find(|one| one.label == label)
    }
}

fn trimmed(url: Option<String>) -> String {
    url.unwrap_or_default().trim_end_matches('/').to_owned()
}

fn rooted(path: Option<String>) -> String {
    let path = path.unwrap_or_default();
    match path.trim_matches('/') {
        "" => String::new(),
        inner => format!("/{inner}"),
    }
}

/// Whether a folder for layouts is where Jekyll has them anyway.
fn is_usual(layouts: &str) -> bool {
    let plain = layouts.trim().trim_start_matches("./");
    plain.trim_end_matches('/') == "_layouts"
}
