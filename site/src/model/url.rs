//! Where an article stands: from its permalink to its address and its file.
//!
//! It must not know which other addresses there are.

use crate::address::{output, squeeze};
use crate::article::{Article, Kind, is_markdown, stem};
use crate::config::{Collection, SiteConfig};
use crate::slug::{pretty, slugify};
use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use post::Text;
use std::borrow::Cow;

/// The address of an article: root-relative, readable, without `baseurl`.
pub fn of(article: &Article, config: &SiteConfig, date: DateTime<FixedOffset>) -> String {
    let extension = output_extension(&article.path);
    let template = match (&article.permalink, article.kind) {
        (Some(own), _) => style(own, article.kind),
        (None, Kind::Page) => page_template(config, &article.path),
        (None, Kind::Document) => document_template(config, article),
        (None, _) => style(&config.permalink, article.kind),
    };
    let url = fill(&template, article, &extension, date);
    // What could climb is taken out as Jekyll takes it out, except where the author wrote it.
    match article.permalink {
        Some(_) => squeeze(&url),
        None => squeeze(&url.replace("..", "/").replace("./", "")),
    }
}

/// Where a file of a collection is written that is copied as it is: `_notes/a/b.png` at `notes/a/b.png`, unless the permalink of the
/// collection puts what it holds elsewhere.
pub fn of_file<'a>(path: &'a str, collection: &Collection) -> Cow<'a, str> {
    let beside = &path[1..];
    let Some(own) = collection.permalink.as_deref() else {
        return beside.into();
    };
    let name_at = path.rfind('/').map_or(0, |at| at + 1);
    let name = stem(&path[name_at..]);
    let (inside, extension) = path.split_at(name_at + name.len());
    let inside = inside.trim_end_matches('.');
    let template = style(own, Kind::Document);
    let (mut url, mut tells) = (String::new(), false);
    let mut parts = template.split(':');
    url.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_lowercase() || c == '_'));
        let (key, rest) = part.split_at(end.unwrap_or(part.len()));
        match key {
            "collection" => url.push_str(&collection.label),
            "path" => url.push_str(&inside[1 + collection.label.len()..]),
            "name" => url.push_str(name.trim_end_matches('.')),
            "title" | "output_ext" => {}
            // What only a text has.
            _ => return beside.into(),
        }
        tells |= matches!(key, "path" | "name");
        url.push_str(rest);
    }
    // Or all of them would stand at one place.
    match tells {
        true => format!("{}{extension}", squeeze(&url).trim_matches('/')).into(),
        false => beside.into(),
    }
}

/// What a named style stands for; anything else is a template itself.
fn style(permalink: &str, kind: Kind) -> String {
    match (permalink, kind) {
        ("pretty", Kind::Page) => "/:path/:basename/",
        ("date" | "ordinal" | "weekdate" | "none", Kind::Page) => "/:path/:basename:output_ext",
        ("pretty", Kind::Document) => "/:collection/:path/",
        ("date" | "ordinal" | "weekdate" | "none", Kind::Document) => {
            "/:collection/:path:output_ext"
        }
        ("date", _) => "/:categories/:year/:month/:day/:title:output_ext",
        ("pretty", _) => "/:categories/:year/:month/:day/:title/",
        ("ordinal", _) => "/:categories/:year/:y_day/:title:output_ext",
        ("weekdate", _) => "/:categories/:year/W:week/:short_day/:title:output_ext",
        ("none", _) => "/:categories/:title:output_ext",
        (template, _) => template,
    }
    .to_owned()
}

/// What the site's permalink gives to the addresses of pages and documents: only its ending.
fn ending(config: &SiteConfig) -> &'static str {
    match config.page_permalink.as_str() {
        "pretty" => "/",
        "date" | "ordinal" | "none" => ":output_ext",
        own if own.ends_with('/') => "/",
        own if own.ends_with(":output_ext") => ":output_ext",
        _ => "",
    }
}

fn page_template(config: &SiteConfig, path: &str) -> String {
    let html = output_extension(path) == ".html";
    let file_name = path.rsplit('/').next().unwrap_or(path);
    match (html, stem(file_name)) {
        (true, "index") => "/:path/".to_owned(),
        (true, "404") | (false, _) => "/:path/:basename:output_ext".to_owned(),
        (true, _) => format!("/:path/:basename{}", ending(config)),
    }
}

fn document_template(config: &SiteConfig, article: &Article) -> String {
    let label = article.collection.as_deref().unwrap_or_default();
    match config
        .collection(label)
        .and_then(|own| own.permalink.as_deref())
    {
        Some(own) => style(own, Kind::Document),
        None => format!("/:collection/:path{}", ending(config)),
    }
}

fn output_extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rfind('.') {
        _ if is_markdown(name) => ".html".to_owned(),
        _ if name.ends_with(".scss") || name.ends_with(".sass") => ".css".to_owned(),
        Some(at) if at > 0 => name[at..].to_owned(),
        _ => String::new(),
    }
}

fn fill(template: &str, article: &Article, extension: &str, date: DateTime<FixedOffset>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    if !rest.starts_with('/') {
        out.push('/');
    }
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name_end = rest
            .find(|c: char| !(c.is_ascii_lowercase() || c == '_'))
            .unwrap_or(rest.len());
        // `:title_x` is `:title` and `_x`: the longest name that means something counts.
        let known = (1..=name_end)
            .rev()
            .find_map(|end| Some((end, placeholder(&rest[..end], article, extension, date)?)));
        match known {
            Some((end, value)) => {
                out.push_str(&value);
                rest = &rest[end..];
            }
            None => out.push(':'),
        }
    }
    out.push_str(rest);
    out
}

fn placeholder(
    name: &str,
    article: &Article,
    extension: &str,
    date: DateTime<FixedOffset>,
) -> Option<String> {
    let week = date.iso_week();
    Some(match name {
        "year" => format!("{:04}", date.year()),
        "short_year" => format!("{:02}", date.year().rem_euclid(100)),
        "month" => format!("{:02}", date.month()),
        "i_month" => date.month().to_string(),
        "short_month" => date.format("%b").to_string(),
        "long_month" => date.format("%B").to_string(),
        "day" => format!("{:02}", date.day()),
        "i_day" => date.day().to_string(),
        "y_day" => format!("{:03}", date.ordinal()),
        "w_year" => week.year().to_string(),
        "week" => format!("{:02}", week.week()),
        "w_day" => date.weekday().number_from_monday().to_string(),
        "short_day" => date.format("%a").to_string(),
        "long_day" => date.format("%A").to_string(),
        "hour" => format!("{:02}", date.hour()),
        "minute" => format!("{:02}", date.minute()),
        "second" => format!("{:02}", date.second()),
        "title" => pretty(&article.slug),
        "slug" => slugify(&article.slug),
        "categories" => joined(article, str::to_lowercase),
        "slugified_categories" => joined(article, slugify),
        "collection" => article.collection.clone().unwrap_or_default(),
        "path" => match article.kind {
            Kind::Page => article
                .path
                .rsplit_once('/')
                .map_or(String::new(), |(dir, _)| dir.to_owned()),
            _ => inner_path(article),
        },
        "basename" => file_stem(article).to_owned(),
        "name" => slugify(file_stem(article)),
        "output_ext" => extension.to_owned(),
        _ => return None,
    })
}

fn joined(article: &Article, part: impl Fn(&str) -> String) -> String {
    let mut parts: Vec<String> = Vec::new();
    for category in &article.categories {
        let part = part(category);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn file_stem(article: &Article) -> &str {
    stem(article.path.rsplit('/').next().unwrap_or_default()).trim_end_matches('.')
}

/// The path in the folder of the collection, without its extension.
fn inner_path(article: &Article) -> String {
    let path = article.relative_path();
    let name = path.rfind('/').map_or(0, |at| at + 1);
    let stem = name + stem(&path[name..]).len();
    let folder = format!("_{}", article.collection.as_deref().unwrap_or_default());
    path[..stem]
        .replacen(&folder, "", 1)
        .trim_end_matches('.')
        .to_owned()
}

/// The file that an article is written to. One that becomes HTML is HTML, whatever dots its address has, unless its author
/// gives it another extension.
///
/// # Errors
/// As [`output`].
pub fn output_of(article: &Article, url: &str) -> Result<String, Text> {
    let output = output(url)?;
    if article.permalink.is_some() {
        return Ok(output);
    }
    match output_extension(&article.path).as_str() {
        ".html" if !output.ends_with(".html") => Ok(output + ".html"),
        // `LICENSE` and `.nojekyll` stay without one.
        "" => Ok(output.strip_suffix(".html").unwrap_or(&output).to_owned()),
        _ => Ok(output),
    }
}
