//! `site check report`: whether posts say what their tweets say.
//!
//! It must not know what counts as proof.

use super::{Blog, Outcome, analyse, dataset};
use crate::cli::{self, Format};
use crate::edge::draw::{as_annotation, as_json};
use crate::edge::terminal::{Terminal, number};
use crate::edge::{files, folders};
use post::{Diagnostic, Post, PostName};
use rayon::prelude::*;
use report::check;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml};
use report::tweet::Tweet;
use site::Sources;

/// Checks one report or all.
///
/// # Errors
/// A report that is not there; what the disk refuses. Findings are shown.
pub(super) fn run(
    args: &cli::CheckReport,
    format: Format,
    sources: &Sources,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Outcome {
    let slugs = match &args.slug {
        Some(slug) => vec![dataset::slug(slug)?.to_owned()],
        None => reports(blog)?,
    };
    if let Some(slug) = &args.slug {
        dataset::need(
            blog,
            &dataset::path(dataset::slug(slug)?, "tweets.jsonl"),
            "site import FILES… --dataset NAME",
        )?;
        if posts(sources, &slugs[0]).is_empty() {
            return Err(Box::new(no_post(&slugs[0])));
        }
    }
    let findings = {
        let _busy = terminal.busy("checking", "正在检查");
        findings(blog, sources, &slugs)?
    };
    show(&findings, format, terminal);
    let (count, found) = (number(slugs.len()), number(findings.len()));
    terminal.say(
        format!("{count} reports checked, {found} findings"),
        format!("检查了 {count} 份报告，发现 {found} 个问题"),
    );
    Ok(())
}

/// Shows findings for whom they are meant.
pub(super) fn show(findings: &[Diagnostic], format: Format, terminal: &mut Terminal) {
    match format {
        Format::People => terminal.show(findings),
        Format::Json => terminal.record(findings, as_json),
        Format::Github => terminal.record(findings, as_annotation),
    }
}

/// The datasets whose tweets are there.
///
/// # Errors
/// What the disk refuses.
pub(super) fn reports(blog: &Blog) -> Result<Vec<String>, Box<Diagnostic>> {
    let refused = |error| Box::new(files::refused("_data", &error));
    let mut slugs = folders::below(&blog.root.join("_data")).map_err(refused)?;
    slugs.retain(|slug| {
        let there = |name: &str| blog.root.join(dataset::path(slug, name)).is_file();
        there("tweets.jsonl") && there("dataset.yaml")
    });
    Ok(slugs)
}

/// What is wrong in the posts of some datasets; a dataset without a post has nothing to prove.
///
/// # Errors
/// A dataset that cannot be read.
pub(super) fn findings(
    blog: &Blog,
    sources: &Sources,
    slugs: &[String],
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let found: Vec<Vec<Diagnostic>> = slugs
        .par_iter()
        .map(|slug| one(blog, sources, slug))
        .collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn one(blog: &Blog, sources: &Sources, slug: &str) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let posts = posts(sources, slug);
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let import = "site import FILES… --dataset NAME";
    let path = dataset::path(slug, "dataset.yaml");
    let bytes = dataset::need(blog, &path, import)?;
    let dataset: Dataset = from_yaml(&path, &String::from_utf8_lossy(&bytes))?;
    let path = dataset::path(slug, "tweets.jsonl");
    let bytes = dataset::need(blog, &path, import)?;
    let (tweets, mut told) = from_jsonl::<Tweet>(&path, bytes.as_slice());
    let (options, _) = analyse::options(blog, &dataset, None)?;
    for (path, name) in posts {
        let bytes = dataset::read(blog, path)?.unwrap_or_default();
        match Post::parse(name, &String::from_utf8_lossy(&bytes)) {
            Ok(post) => told.extend(check::check(path, &post, &dataset, &tweets, &options)),
            Err(diagnostic) => told.push(*diagnostic),
        }
    }
    Ok(told)
}

/// The posts of a dataset.
fn posts<'a>(sources: &'a Sources, slug: &str) -> Vec<(&'a str, PostName)> {
    sources
        .under("_posts/")
        .filter_map(|(path, _)| Some((path, PostName::parse(path.rsplit('/').next()?)?)))
        .filter(|(_, name)| name.slug == slug)
        .collect()
}

fn no_post(slug: &str) -> Diagnostic {
    Diagnostic::error(
        "dataset",
        format!("`{slug}` has no post in _posts"),
        format!("_posts 中没有“{slug}”的文章"),
    )
    .help(
        format!("run `site report {slug}` first"),
        format!("请先运行 `site report {slug}`"),
    )
}
