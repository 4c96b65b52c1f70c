//! From an analysis to its post and picture: what `site report` does when asked, and `build` and `serve` by themselves.
//!
//! It must not know how a report reads.

use super::dataset::{self, File};
use super::hand::{self, Edits};
use super::ledger::Ledger;
use super::{Blog, Outcome, trends};
use crate::edge::folders;
use crate::edge::terminal::Terminal;
use fingerprint::Fingerprint;
use post::{Diagnostic, PostName};
use report::analysis::Analysis;
use report::compose::{self, Templates};
use report::files::{from_yaml, to_yaml};
use site::{SourceFile, Sources};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The datasets whose post is to be composed: those with an analysis and no post yet, and those whose analysis has changed
/// while the post is still as the program wrote it.
pub(super) fn pending(sources: &Sources) -> Vec<String> {
    let posts: BTreeMap<String, &str> = sources
        .under("_posts/")
        .filter_map(|(path, _)| Some((PostName::parse(path.rsplit('/').next()?)?.slug, path)))
        .collect();
    let own: Vec<(&str, Arc<[u8]>)> = sources
        .under(compose::TEMPLATES)
        .filter(|(path, _)| is_template(path))
        .map(|(path, file)| (&path[compose::TEMPLATES.len()..], file.bytes()))
        .collect();
    let own: Vec<(&str, &[u8])> = own.iter().map(|(path, bytes)| (*path, &**bytes)).collect();
    let due = |slug: &str, analysis: &[u8]| {
        let Some(path) = posts.get(slug) else {
            return true;
        };
        let ledger = sources.get(&dataset::path(slug, "written.yaml"));
        let ledger = Ledger::parse(&ledger.map(SourceFile::bytes).unwrap_or_default());
        let changed = ledger
            .composed_from
            .as_ref()
            .is_some_and(|from| *from != made_from(analysis, &own));
        let ours = sources
            .get(path)
            .is_some_and(|post| ledger.is_ours(path, post.fingerprint));
        changed && ours
    };
    sources
        .under("_data/")
        .filter_map(|(path, file)| {
            let slug = path
                .strip_prefix("_data/")?
                .strip_suffix("/analysis.yaml")?;
            (!slug.contains('/') && due(slug, &file.bytes())).then(|| slug.to_owned())
        })
        .collect()
}

/// Composes what is pending. A report that cannot be composed is told and keeps none of the others back.
pub(super) fn all(blog: &Blog, slugs: &[String], terminal: &Terminal) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for slug in slugs {
        match one(blog, slug, Edits::Keep, terminal) {
            Ok(mut diagnostics) => told.append(&mut diagnostics),
            Err(diagnostic) => told.push(*diagnostic),
        }
    }
    match trends::update(blog, slugs) {
        Ok(diagnostics) => told.extend(diagnostics),
        Err(diagnostic) => told.push(*diagnostic),
    }
    told
}

/// Composes one report. What comes back is to be shown: files that were left alone.
///
/// # Errors
/// An analysis that is not there or cannot be read; what the disk refuses.
pub(super) fn one(
    blog: &Blog,
    slug: &str,
    edits: Edits,
    terminal: &Terminal,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let path = dataset::path(slug, "analysis.yaml");
    let bytes = dataset::need(blog, &path, &format!("site analyse {slug}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let analysis: Analysis = from_yaml(&path, &text)?;
    let own = templates(blog)?;
    let texts: Vec<(&str, &[u8])> = own
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let made_from = made_from(&bytes, &texts);
    let files = files(&analysis, slug, &path, &Templates::read(&own)?)?;
    let told = dataset::write(blog, slug, &files, Some(made_from), edits)?;
    for (path, new) in &files {
        let of_this = |d: &&Diagnostic| d.at.as_ref().is_some_and(|at| at.file == *path);
        match told.iter().find(of_this) {
            None => terminal.print(path, path),
            Some(told) if told.code == "edited" && path.starts_with("_posts/") => {
                let edited = dataset::read(blog, path)?.unwrap_or_default();
                let difference = hand::difference(path, &edited, new);
                terminal.print(difference.clone(), difference);
            }
            Some(_) => {}
        }
    }
    Ok(told)
}

/// Beside the templates stand the phrases of the analysis, which are none.
fn is_template(path: &str) -> bool {
    path.ends_with(".md")
}

/// The templates of reports that a blog has.
fn templates(blog: &Blog) -> Result<Vec<(String, String)>, Box<Diagnostic>> {
    let found = folders::tree(&blog.root.join(compose::TEMPLATES))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(found
        .into_iter()
        .filter(|(name, _)| is_template(name))
        .map(|(name, bytes)| (name, text(bytes)))
        .collect())
}

/// What a post is made from, in a word that changes with it: the analysis and the blog's own templates, those left out that are as shipped.
fn made_from(analysis: &[u8], own: &[(&str, &[u8])]) -> String {
    let changed: Vec<&(&str, &[u8])> = own
        .iter()
        .filter(|(name, text)| !Templates::is_shipped(name, text))
        .collect();
    match changed.as_slice() {
        [] => Fingerprint::of_bytes(analysis).to_string(),
        changed => Fingerprint::of(&(Fingerprint::of_bytes(analysis), changed)).to_string(),
    }
}

fn files(
    analysis: &Analysis,
    slug: &str,
    at: &str,
    templates: &Templates,
) -> Result<Vec<File>, Box<Diagnostic>> {
    if !dataset::is_name(&analysis.file) || analysis.slug != slug {
        return Err(Box::new(
            Diagnostic::error(
                "dataset",
                format!(
                    "`slug` and `file` say `{}` and `{}`, which do not fit `{slug}`",
                    analysis.slug, analysis.file
                ),
                format!(
                    "`slug` 与 `file`（“{}”与“{}”）和“{slug}”不一致",
                    analysis.slug, analysis.file
                ),
            )
            .at(at, 0, 0)
            .help(
                format!("write `slug: {slug}` and `file: YYYY-MM-DD-{slug}.md`"),
                format!("请写成 `slug: {slug}` 和 `file: YYYY-MM-DD-{slug}.md`"),
            ),
        ));
    }
    let post = compose::post_by(analysis, templates)?;
    let mut files = vec![(
        format!("_posts/{}", post.name.file_name()),
        post.emit().into_bytes(),
    )];
    // A report that was adopted says no words: its picture is the one it came with.
    if !analysis.words.is_empty() {
        let cloud = compose::cloud(analysis)?;
        files.push((format!("assets/wordcloud_{slug}.jpg"), cloud.jpeg));
        let set = to_yaml(&cloud.set)?.into_bytes();
        files.push((dataset::path(slug, "cloud.yaml"), set));
    }
    Ok(files)
}

/// `site report SLUG`.
///
/// # Errors
/// As of [`one`].
pub(super) fn run(blog: &Blog, slug: &str, edits: Edits, terminal: &mut Terminal) -> Outcome {
    let told = {
        let _busy = terminal.busy("composing", "正在撰写");
        let mut told = one(blog, slug, edits, terminal)?;
        told.extend(trends::update(blog, &[slug.to_owned()])?);
        told
    };
    terminal.show(&told);
    Ok(())
}
