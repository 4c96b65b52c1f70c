//! Which source file is what: an article, a file to copy, or none of the site's business.
//!
//! It must not know what articles say; one look at the first bytes tells whether there is front matter.

use crate::article::{Kind, is_markdown};
use crate::config::SiteConfig;
use crate::model::url;
use crate::outputs::Copied;
use crate::sources::{SourceFile, Sources};
use post::{Diagnostic, PostName};
use std::collections::BTreeSet;

/// A file to be read as an article.
pub(super) struct Found<'a> {
    pub path: &'a str,
    pub file: &'a SourceFile,
    pub kind: Kind,
    /// The collection it belongs to; `None` for pages.
    pub collection: Option<&'a str>,
    /// Where in its path the part below the folder of the collections begins.
    pub home: usize,
}

/// The files of the site, sorted by what they are.
pub(super) struct Files<'a> {
    /// Files to be read as articles, by path.
    pub articles: Vec<Found<'a>>,
    /// Files that are copied as they are, by path.
    pub copied: Vec<Copied<'a>>,
    /// The slugs of datasets.
    datasets: BTreeSet<&'a str>,
}

impl<'a> Files<'a> {
    /// The dataset that a post was composed from: the one with its slug.
    pub(super) fn dataset_of(&self, found: &Found<'_>) -> Option<&'a str> {
        if self.datasets.is_empty() || !matches!(found.kind, Kind::Post | Kind::Draft) {
            return None;
        }
        let name = PostName::parse(found.path.rsplit('/').next().unwrap_or(found.path))?;
        self.datasets.get(name.slug.as_str()).copied()
    }
}

/// Sorts the source files.
pub(super) fn sort<'a>(
    sources: &'a Sources,
    config: &'a SiteConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files<'a> {
    let mut files = Files {
        articles: Vec::new(),
        copied: Vec::new(),
        datasets: BTreeSet::new(),
    };
    let mut special: Vec<&str> = config.collections_dir.split('/').collect();
    special.extend(["_posts", "_drafts"]);
    let home = match config.collections_dir.len() {
        0 => 0,
        length => length + 1,
    };
    for (path, file) in sources.iter() {
        if let Some(inside) = path.strip_prefix("_data/") {
            if let Some((slug, "dataset.yaml" | "analysis.yaml")) = inside.split_once('/') {
                files.datasets.insert(slug);
            }
            continue;
        }
        let found = |kind: Kind, collection: Option<&'a str>| Found {
            path,
            file,
            kind,
            collection,
            home: if collection.is_some() { home } else { 0 },
        };
        if let Some((collection, inner)) = config.collection_of(path) {
            if !config.paths.belongs_to_collection(path, inner) {
                continue;
            }
            if has_front_matter(&file.bytes()) {
                files
                    .articles
                    .push(found(Kind::Document, Some(&collection.label)));
            } else if collection.output {
                let output = url::of_file(&path[home..], collection);
                files.copied.push(Copied { path, output });
            }
            continue;
        }
        if !config.paths.belongs(path, &special) {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let kind = match folder
            .split('/')
            .find(|part| matches!(*part, "_posts" | "_drafts"))
        {
            Some("_posts") => Kind::Post,
            Some(_) => Kind::Draft,
            None => Kind::Page,
        };
        if kind != Kind::Page && config.in_collections(path).is_none() {
            // Posts have their place where the collections have theirs.
            continue;
        }
        match kind {
            Kind::Post if PostName::parse(name).is_some() => {
                files.articles.push(found(kind, Some("posts")));
            }
            Kind::Post if is_dated(name) => diagnostics.push(not_a_date(path)),
            Kind::Post if is_markdown(name) => diagnostics.push(not_a_post(path)),
            Kind::Post => {}
            Kind::Draft if is_markdown(name) || has_front_matter(&file.bytes()) => {
                files.articles.push(found(kind, Some("posts")));
            }
            Kind::Draft => {}
            _ if has_front_matter(&file.bytes()) => files.articles.push(found(Kind::Page, None)),
            _ => files.copied.push(Copied {
                path,
                output: path.into(),
            }),
        }
    }
    files
}

/// Whether a name has the shape of a post's, whatever its numbers say.
fn is_dated(name: &str) -> bool {
    let mut parts = name.splitn(4, '-');
    let mut digits = |least: usize, most: usize| {
        parts.next().is_some_and(|part| {
            (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    digits(2, 4)
        && digits(1, 2)
        && digits(1, 2)
        && parts.next().is_some_and(|rest| rest.contains('.'))
}

fn not_a_date(path: &str) -> Diagnostic {
    Diagnostic::error(
        "date",
        "the file name does not begin with a valid date",
        "文件名开头不是有效的日期",
    )
    .at(path, 0, 0)
    .help(
        "name it like `2025-12-04-title.md`",
        "请命名为 `2025-12-04-标题.md` 的样子",
    )
}

/// Whether the first line is `---`.
fn has_front_matter(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.strip_prefix(b"---").is_some_and(|rest| {
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        line.len() < rest.len() && line.iter().all(u8::is_ascii_whitespace)
    })
}

fn not_a_post(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "post-name",
        "the file name is not a post's, so the file is left out",
        "文件名不是文章的格式，所以没有发布",
    )
    .at(path, 0, 0)
    .help(
        "name it like `2025-12-04-title.md`",
        "请命名为 `2025-12-04-标题.md` 的样子",
    )
}
