//! One file with front matter -> [`Article`]: the first of the two maps.
//!
//! It sees one file, the front matter that the configuration gives to files like it, and nothing else: no other article, no
//! template, not even whether a picture it shows exists.

pub mod date;
mod figure;
mod front;
pub mod heading;
pub mod highlight;
mod kramdown;
pub mod links;
pub mod markdown;
mod math;
pub mod text;

use crate::config::Zone;
use crate::liquid::{Asking, Liquid};
use crate::outputs::Shared;
use crate::render::Uses;
use crate::sources::SourceFile;
use crate::view::{Fields, Seen, from_yaml, yaml_key};
use chrono::{DateTime, FixedOffset};
use fingerprint::Fingerprint;
use highlight::Fences;
use markdown::{Manner, SLOT, Written};
use post::{Diagnostic, FrontMatter, Mapping, PostName};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tera::Value;

/// What sort of article a file is, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// In a `_posts` folder.
    Post,
    /// In a `_drafts` folder.
    Draft,
    /// In the folder of a collection.
    Document,
    /// Anywhere else, with front matter.
    Page,
}

impl Kind {
    /// Its types in `defaults` of the configuration. Drafts are posts there, as in Jekyll.
    pub fn names(self, collection: Option<&str>) -> Vec<&str> {
        match self {
            Self::Post => vec!["posts"],
            Self::Draft => vec!["posts", "drafts"],
            Self::Document => collection.into_iter().collect(),
            Self::Page => vec!["pages"],
        }
    }
}

/// One file to read, with all that reading it may depend on.
pub struct Input<'a> {
    /// Its path.
    pub path: &'a str,
    /// Where in the path the part below the folder of the collections begins.
    pub home: usize,
    /// The collection it belongs to; `None` for pages.
    pub collection: Option<&'a str>,
    /// Its content.
    pub file: &'a SourceFile,
    /// What sort it is.
    pub kind: Kind,
    /// The dataset it was composed from, if it was.
    pub dataset: Option<&'a str>,
    /// Front matter that it has where it does not say otherwise.
    pub defaults: Mapping,
    /// The zone of the site.
    pub zone: Zone,
    /// What ends an excerpt.
    pub excerpt_separator: &'a str,
    /// The path the site lives below.
    pub baseurl: &'a str,
}

impl Input<'_> {
    /// The name of all that is read.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of(&(
            (self.path, self.file.fingerprint, self.kind, self.dataset),
            (self.home, self.collection),
            (
                &self.defaults,
                self.zone,
                self.excerpt_separator,
                self.baseurl,
            ),
        ))
    }
}

/// An article: everything that its file alone says about it.
pub struct Article {
    /// Where it was read.
    pub path: String,
    /// Where in the path the part below the folder of the collections begins.
    home: usize,
    /// What sort it is.
    pub kind: Kind,
    /// The collection it belongs to; `None` for pages.
    pub collection: Option<String>,
    /// The part of its address that is its own, such as `twitter_ai_20251204`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// When it appeared; pages may have no date.
    pub date: Option<DateTime<FixedOffset>>,
    /// When it was changed.
    pub modified: Option<DateTime<FixedOffset>>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its categories, those of its folders first.
    pub categories: Vec<String>,
    /// Not held back by `published: false`.
    pub published: bool,
    /// The template that its content is put into.
    pub layout: Option<String>,
    /// The address it asks for.
    pub permalink: Option<String>,
    /// Where it stood before, as written.
    pub redirect_from: Vec<String>,
    /// Where it has gone, as written.
    pub redirect_to: Option<String>,
    /// The picture it asks for, as written.
    pub image: Option<String>,
    /// Whether the site map may list it.
    pub listed: bool,
    /// Whether menus list it.
    pub nav: bool,
    /// What it says about itself in a sentence.
    pub description: Option<String>,
    /// The keys of its front matter and what follows from the file alone: what lists show.
    pub card: Fields,
    /// What only its own page shows, besides the content.
    pub inside: Fields,
    /// What its Liquid looks at, where it asks for it to be carried out and has some.
    pub liquid: Option<Asks>,
    /// What it says.
    pub body: Body,
}

impl Article {
    /// Its path below the folder of the collections, as templates know it.
    pub fn relative_path(&self) -> &str {
        &self.path[self.home..]
    }
}

/// What the Liquid of a body looks at.
pub struct Asks {
    /// Lists of the site, as templates look at them.
    pub uses: Uses,
    /// It includes files that stand beside it.
    pub relative: bool,
}

/// What an article says.
pub enum Body {
    /// HTML with slots for pictures.
    Html {
        /// The whole.
        whole: Slotted,
        /// Its beginning.
        excerpt: Slotted,
        /// Links that stay in the site, with their lines in the file.
        links: Vec<(String, u32)>,
    },
    /// A template, and the line of the file it begins on.
    Template {
        /// The text of the template.
        source: String,
        /// How many lines of the file stand before it.
        lines_before: u32,
    },
}

/// HTML with slots for pictures.
pub struct Slotted {
    html: Named,
    /// The addresses of the pictures, as written.
    pub pictures: Vec<String>,
}

/// HTML by its fingerprint, so that it is looked through once, when it is read.
#[derive(Clone)]
struct Named {
    name: Fingerprint,
    html: Value,
}

impl AsRef<[u8]> for Named {
    fn as_ref(&self) -> &[u8] {
        self.html.as_str().unwrap_or_default().as_bytes()
    }
}

impl Hash for Named {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Slotted {
    fn new(html: String, pictures: Vec<String>) -> Self {
        let html = Named {
            name: Fingerprint::of_bytes(html.as_bytes()),
            html: Value::safe_string(&html),
        };
        Self { html, pictures }
    }

    /// The HTML with its slots, for outputs to share.
    pub fn shared(&self) -> Shared {
        Arc::new(self.html.clone())
    }

    /// The HTML with its slots filled by what `attributes` says of an address.
    pub fn fill(&self, attributes: impl Fn(&str) -> String) -> Seen {
        let filling: Vec<String> = self.pictures.iter().map(|p| attributes(p)).collect();
        // Filled when it is shown: a second copy of every article would be most of a large blog's memory.
        Seen::anew((self.html.clone(), filling), |(html, filling)| {
            let html = &html.html;
            let Some(text) = html.as_str().filter(|_| !filling.is_empty()) else {
                return html.clone();
            };
            let room = filling.iter().map(String::len).sum::<usize>();
            let mut out = String::with_capacity(text.len() + room);
            let mut filling = filling.iter();
            for (number, piece) in text.split(SLOT).enumerate() {
                if number > 0
                    && let Some(attributes) = filling.next()
                {
                    out.push_str(attributes);
                }
                out.push_str(piece);
            }
            Value::safe_string(&out)
        })
    }
}

/// Reads one file.
///
/// # Errors
/// Front matter that cannot be read, a date that is none, bytes that are no text: with file, line and what to do.
pub fn read(input: &Input<'_>, fences: &Fences) -> Result<Article, Box<Diagnostic>> {
    let (own, body) = parse(input)?;
    read_body(input, fences, &own, body)
}

/// Reads a file whose Liquid is carried out first: `first` is what is known of it without, `page` and `site` what it may see.
///
/// # Errors
/// As [`read`], and what is wrong in the Liquid.
pub fn read_liquid(
    input: &Input<'_>,
    fences: &Fences,
    first: &Article,
    liquid: &Liquid,
    page: &Seen,
    site: Fingerprint,
) -> Result<Article, Box<Diagnostic>> {
    let (own, body) = parse(input)?;
    let asking = Asking {
        article: first,
        body: &strip_carriage_returns(body),
        lines_before: own.source().matches('\n').count() as u32,
        page,
        site,
    };
    let body = liquid.render(&asking)?;
    read_body(input, fences, &own, &body)
}

fn parse<'a>(input: &Input<'a>) -> Result<(FrontMatter, &'a str), Box<Diagnostic>> {
    let text = std::str::from_utf8(&input.file.bytes).map_err(|error| not_utf8(input, &error))?;
    FrontMatter::parse(input.path, text)
}

fn read_body(
    input: &Input<'_>,
    fences: &Fences,
    own: &FrontMatter,
    body: &str,
) -> Result<Article, Box<Diagnostic>> {
    let path = input.path;
    let lines_before = own.source().matches('\n').count() as u32;
    let values = front::merged(input.kind, &input.defaults, own.values());
    let front = front::Front {
        path,
        source: own.source(),
        values: &values,
    };
    let file_name = path.rsplit('/').next().unwrap_or(path);
    let name = (input.kind != Kind::Page)
        .then(|| PostName::parse(file_name))
        .flatten();
    let date = match front.date("date", input.zone)? {
        Some(date) => Some(date),
        None => name.as_ref().map(|name| {
            input
                .zone
                .moment(name.date.and_time(chrono::NaiveTime::MIN))
        }),
    };
    let modified = match front.date("last_modified_at", input.zone)? {
        Some(date) => Some(date),
        None => front.date("updated", input.zone)?,
    };
    let slug = front.text("slug").unwrap_or_else(|| match &name {
        Some(name) => name.slug.trim_end_matches('.').to_owned(),
        None => stem(file_name).trim_end_matches('.').to_owned(),
    });
    let title = front.text("title").unwrap_or_else(|| match input.kind {
        Kind::Page => String::new(),
        _ => titled(&slug),
    });
    let mut categories = match input.kind {
        Kind::Page => Vec::new(),
        _ => folder_categories(&path[input.home..], input.collection),
    };
    for category in front.categories()? {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let tags = front.tags()?;
    let markdown = is_markdown(path);
    let template = input.dataset.is_none() && is_template(input.kind, markdown, &front, body);
    let manner = Manner {
        strangers: input.dataset.is_some(),
        math: ["math", "mathjax", "katex"]
            .iter()
            .any(|key| front.switch(key).unwrap_or(false)),
        baseurl: input.baseurl,
        fences,
    };
    let body = strip_carriage_returns(body);
    // The blank lines below the front matter belong to it, as in Jekyll.
    let (blank, body) = match markdown {
        true => (0, body),
        false => without_blank_lines(body),
    };
    let lines_before = lines_before + blank;
    let written = match (template, markdown) {
        (true, _) => Written::default(),
        (false, true) => markdown::write(&body, manner),
        (false, false) => Written {
            html: body.clone().into_owned(),
            words: text::words(&body),
            ..Written::default()
        },
    };
    let description = front
        .text("description")
        .map(|text| text::one_line(&text))
        .or_else(|| match input.kind {
            Kind::Page => None,
            _ => written
                .opening
                .as_deref()
                .map(|text| text::beginning(text, 160)),
        });
    let excerpt = match front.text("excerpt") {
        Some(own) => markdown::write(&own, manner),
        None if template || input.kind == Kind::Page => Written::default(),
        None => {
            let separator = front.text("excerpt_separator");
            let separator = separator.as_deref().unwrap_or(input.excerpt_separator);
            let head = front::excerpt(&body, separator);
            match markdown {
                true => markdown::write(&head, manner),
                false => Written {
                    html: head,
                    ..Written::default()
                },
            }
        }
    };
    let image = front.image();
    let layout = front
        .text("layout")
        .filter(|layout| layout != "none" && layout != "null");
    let facts = front::Facts {
        title: &title,
        date,
        modified,
        slug: &slug,
        tags: &tags,
        categories: &categories,
        layout: layout.as_deref(),
        description: description.as_deref(),
        dataset: input.dataset,
        words: written.words,
    };
    let card = facts.card(input, &values);
    let inside = Fields::new([
        ("toc", front::toc(heading::contents(&written.headings))),
        ("words", Seen::of(written.words)),
    ]);
    Ok(Article {
        path: path.to_owned(),
        home: input.home,
        kind: input.kind,
        collection: input.collection.map(str::to_owned),
        slug,
        title,
        date,
        modified,
        tags,
        categories,
        published: front.switch("published").unwrap_or(true),
        layout,
        permalink: front.text("permalink"),
        redirect_from: front.texts("redirect_from"),
        redirect_to: front.texts("redirect_to").into_iter().next(),
        image: image.or_else(|| {
            written
                .pictures
                .iter()
                .find(|p| !links::has_scheme(p))
                .cloned()
        }),
        listed: front.switch("sitemap").unwrap_or(true),
        nav: front.switch("nav").unwrap_or(false),
        description,
        card,
        inside,
        liquid: (input.dataset.is_none()
            && front.switch("render_with_liquid") == Some(true)
            && (body.contains("{{") || body.contains("{%")))
        .then(|| Asks {
            uses: Uses::of_text(&body),
            relative: body.contains("include_relative"),
        }),
        body: match template {
            true => Body::Template {
                source: body.into_owned(),
                lines_before,
            },
            false => Body::Html {
                links: written
                    .links
                    .into_iter()
                    .map(|(url, line)| (url, line + lines_before))
                    .collect(),
                whole: Slotted::new(written.html, written.pictures),
                excerpt: Slotted::new(excerpt.html, excerpt.pictures),
            },
        },
    })
}

fn not_utf8(input: &Input<'_>, error: &std::str::Utf8Error) -> Box<Diagnostic> {
    let good = &input.file.bytes[..error.valid_up_to()];
    let line = 1 + good.iter().filter(|byte| **byte == b'\n').count() as u32;
    Box::new(
        Diagnostic::error(
            "encoding",
            "the file is not UTF-8 text",
            "文件不是 UTF-8 文本",
        )
        .at(input.path, line, 0)
        .help(
            "save it as UTF-8, or leave its front matter out to have it copied as it is",
            "请存成 UTF-8；如果想原样复制这个文件，请去掉 front matter",
        ),
    )
}

/// Whether a file is Markdown by its extension.
pub fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(
        extension.to_ascii_lowercase().as_str(),
        "md" | "markdown" | "mkdown" | "mkdn" | "mkd"
    )
}

/// A file name without its extension.
pub fn stem(file_name: &str) -> &str {
    match file_name.rfind('.') {
        Some(at) if at > 0 => &file_name[..at],
        _ => file_name,
    }
}

/// Whether a text is a template itself: what the author says, else every page that is no Markdown, and of Markdown pages and
/// documents those with a tag outside their code. Posts are text.
fn is_template(kind: Kind, markdown: bool, front: &front::Front<'_>, body: &str) -> bool {
    if let Some(said) = front.switch("render_with_tera") {
        return said;
    }
    // What is Liquid is no template, and what is not to be either is text.
    if front.switch("render_with_liquid").is_some() {
        return false;
    }
    match kind {
        Kind::Post | Kind::Draft => false,
        Kind::Page if !markdown => true,
        Kind::Page | Kind::Document => has_tag(body),
    }
}

/// Whether a `{{` or `{%` stands outside of code.
fn has_tag(body: &str) -> bool {
    if !(body.contains("{{") || body.contains("{%")) {
        return false;
    }
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let bare = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                // Every second piece stands between backticks.
                let mut outside = line.split('`').step_by(2);
                if outside.any(|piece| piece.contains("{{") || piece.contains("{%")) {
                    return true;
                }
            }
        }
    }
    false
}

/// A title from a slug, as Jekyll makes it: words apart and with capitals.
fn titled(slug: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        let first: String = chars
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        first + &chars.as_str().to_lowercase()
    };
    let words = slug.trim_end_matches('-').split('-');
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// The folders above `_posts`, and of a document those of the folder of its collection.
fn folder_categories(path: &str, collection: Option<&str>) -> Vec<String> {
    let folders: Vec<&str> = path.split('/').collect();
    let special =
        |part: &&str| matches!(*part, "_posts" | "_drafts") || part.strip_prefix('_') == collection;
    match folders.iter().position(special) {
        Some(at) => folders[..at].iter().map(|s| (*s).to_owned()).collect(),
        None => Vec::new(),
    }
}

/// The text from its first line that is not blank, and how many lines stand before that.
fn without_blank_lines(body: std::borrow::Cow<'_, str>) -> (u32, std::borrow::Cow<'_, str>) {
    let mut from = 0;
    for line in body.split_inclusive('\n') {
        if !line.trim().is_empty() {
            break;
        }
        from += line.len();
    }
    match from {
        0 => (0, body),
        _ => {
            let lines = body[..from].matches('\n').count() as u32;
            (lines, body[from..].to_owned().into())
        }
    }
}

fn strip_carriage_returns(body: &str) -> std::borrow::Cow<'_, str> {
    match body.contains('\r') {
        true => body.replace("\r\n", "\n").into(),
        false => body.into(),
    }
}

/// Front matter as the engine's values.
pub(crate) fn seen_values(values: &Mapping) -> impl Iterator<Item = (String, Seen)> {
    values
        .iter()
        .map(|(key, value)| (yaml_key(key), Seen::of(from_yaml(value))))
}

/// A list of names as the engine's value.
pub(crate) fn seen_names(names: &[String]) -> Seen {
    Seen::of(Value::from(
        names
            .iter()
            .map(|name| Value::from(name.as_str()))
            .collect::<Vec<_>>(),
    ))
}
