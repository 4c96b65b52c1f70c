//! A file -> an article: what its front matter says, in all the ways that authors say it, and its body as HTML.
//!
//! It must not know any other file.

use super::highlight::Fences;
use super::markdown::{self, Manner, Written};
use super::names::{folder_categories, is_markdown, stem, titled};
use super::template::{is_template, strip_carriage_returns, without_blank_lines};
use super::{Article, Asks, Body, Input, Kind, Slotted, front, links, text};
use crate::render::Uses;
use crate::view::{Fields, Seen};
use post::{Diagnostic, FrontMatter, PostName};

/// Reads one file.
///
/// # Errors
/// Front matter that cannot be read, a date that is none, bytes that are no text: with file, line and what to do.
pub fn read(input: &Input<'_>, fences: &Fences) -> Result<Article, Box<Diagnostic>> {
    let bytes = input.file.bytes();
    let (own, body) = parse(input, &bytes)?;
    read_body(input, fences, &own, body, true)
}

/// Reads a file whose body is changed first: `change` gets its text and how many lines of the file stand before it, and gives what is to
/// be read and what there is to tell of that. The article's name is not yet that of all that it is made from.
///
/// # Errors
/// As [`read`], and those of the change.
pub fn read_changed(
    input: &Input<'_>,
    fences: &Fences,
    change: impl FnOnce(&str, u32) -> Result<(String, Vec<Diagnostic>), Box<Diagnostic>>,
) -> Result<Article, Box<Diagnostic>> {
    let bytes = input.file.bytes();
    let (own, body) = parse(input, &bytes)?;
    let lines_before = text::breaks(own.source()) as u32;
    let (body, told) = change(&strip_carriage_returns(body), lines_before)?;
    let mut article = read_body(input, fences, &own, &body, false)?;
    article.told = told;
    Ok(article)
}

fn parse<'a>(
    input: &Input<'_>,
    bytes: &'a [u8],
) -> Result<(FrontMatter, &'a str), Box<Diagnostic>> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => FrontMatter::parse(input.path, text),
        Err(error) => Err(not_utf8(input, bytes, error.valid_up_to())),
    }
}

fn read_body(
    input: &Input<'_>,
    fences: &Fences,
    own: &FrontMatter,
    body: &str,
    may_be_template: bool,
) -> Result<Article, Box<Diagnostic>> {
    let path = input.path;
    let lines_before = text::breaks(own.source()) as u32;
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
    let date = match front.date("date", input.zone, input.kind)? {
        Some(date) => Some(date),
        None => name.as_ref().map(|name| {
            input
                .zone
                .moment(name.date.and_time(chrono::NaiveTime::MIN))
        }),
    };
    let modified = match front.date("last_modified_at", input.zone, input.kind)? {
        Some(date) => Some(date),
        None => front.date("updated", input.zone, input.kind)?,
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
    for category in front.categories(input.kind)? {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let tags = front.tags(input.kind)?;
    let markdown = is_markdown(path);
    let template = may_be_template
        && input.dataset.is_none()
        && is_template(input.kind, markdown, &front, body);
    let manner = Manner {
        strangers: input.dataset.is_some(),
        math: ["math", "mathjax", "katex"]
            .iter()
            .any(|key| front.switch(key).unwrap_or(false)),
        baseurl: input.baseurl,
        fences,
        dialect: input.dialect,
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
    let own = front.text("excerpt");
    let excerpt = match &own {
        Some(own) => markdown::write(own, manner),
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
    let said = front.text("description");
    let said = said.map(|text| text::one_line(&text)).or_else(|| {
        let own = own.as_ref().filter(|_| input.kind != Kind::Page);
        own.and(excerpt.opening.clone())
    });
    let description = said.clone().or_else(|| match input.kind {
        Kind::Page => None,
        _ => written
            .opening
            .as_deref()
            .map(|text| text::beginning(text, 160)),
    });
    let summary = said.or_else(|| excerpt.opening.clone());
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
        ("toc", front::toc(&written.headings)),
        ("words", Seen::of(written.words)),
    ]);
    Ok(Article {
        name: input.name(),
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
        summary: summary.or_else(|| description.clone()),
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
        told: Vec::new(),
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

fn not_utf8(input: &Input<'_>, bytes: &[u8], valid_up_to: usize) -> Box<Diagnostic> {
    let good = &bytes[..valid_up_to];
    let line = 1 + good.iter().filter(|byte| **byte == b'\n').count() as u32;
    let begun = good.rsplit(|byte| *byte == b'\n').next().unwrap_or(good);
    let column = 1 + String::from_utf8_lossy(begun).chars().count() as u32;
    Box::new(
        Diagnostic::error(
            "encoding",
            "the file is not UTF-8 text",
            "文件不是 UTF-8 文本",
        )
        .at(input.path, line, column)
        .help(
            "save it as UTF-8, or leave its front matter out to have it copied as it is",
            "请存成 UTF-8；如果想原样复制这个文件，请去掉 front matter",
        ),
    )
}
