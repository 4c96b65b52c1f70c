//! Which source file is what: an article, a file to copy, or none of the site's business.
//!
//! It must not know what articles say; one look at the first bytes tells whether there is front matter.

use crate::article::{Kind, is_markdown};
use crate::config::SiteConfig;
use crate::sources::{SourceFile, Sources};
use post::{Diagnostic, PostName};
use std::collections::BTreeSet;

/// The files of the site, sorted by what they are.
pub(super) struct Files<'a> {
    /// Files to be read as articles, by path.
    pub articles: Vec<(&'a str, &'a SourceFile, Kind)>,
    /// Files that are copied as they are, by path.
    pub copied: Vec<&'a str>,
    /// The slugs of datasets.
    datasets: BTreeSet<&'a str>,
}

impl<'a> Files<'a> {
    /// The dataset that a post was composed from: the one with its slug.
    pub(super) fn dataset_of(&self, path: &str, kind: Kind) -> Option<&'a str> {
        if kind == Kind::Page {
            return None;
        }
        let name = PostName::parse(path.rsplit('/').next().unwrap_or(path))?;
        self.datasets.get(name.slug.as_str()).copied()
    }
}

/// Sorts the source files.
pub(super) fn sort<'a>(
    sources: &'a Sources,
    config: &SiteConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files<'a> {
    let mut files = Files {
        articles: Vec::new(),
        copied: Vec::new(),
        datasets: BTreeSet::new(),
    };
    for (path, file) in sources.iter() {
        if let Some(inside) = path.strip_prefix("_data/") {
            if let Some((slug, "dataset.yaml" | "analysis.yaml")) = inside.split_once('/') {
                files.datasets.insert(slug);
            }
            continue;
        }
        if !config.paths.belongs(path, &["_posts", "_drafts"]) {
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
        match kind {
            Kind::Post if PostName::parse(name).is_some() => {
                files.articles.push((path, file, kind))
            }
            Kind::Post if is_markdown(name) => diagnostics.push(not_a_post(path)),
            Kind::Post => {}
            Kind::Draft if is_markdown(name) || has_front_matter(&file.bytes) => {
                files.articles.push((path, file, kind));
            }
            Kind::Draft => {}
            Kind::Page if has_front_matter(&file.bytes) => files.articles.push((path, file, kind)),
            Kind::Page => files.copied.push(path),
        }
    }
    files
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
