//! What articles stand among, and what is read of the sources beside them: how large pictures are, the templates, what is talked about over many reports.
//!
//! It must not know articles.

use super::files::Files;
use super::memos::{Memos, ReadTrends};
use crate::assets::Served;
use crate::config::SiteConfig;
use crate::model::Moment;
use crate::model::pictures::Pictures;
use crate::pages::Strings;
use crate::render::{Base, Templates};
use crate::sources::{SourceFile, Sources};
use crate::trends;
use post::Diagnostic;
use std::sync::Arc;

/// What articles stand among: only those look at it whose bodies are carried out.
pub(super) struct Around<'a> {
    pub sources: &'a Sources,
    pub config: &'a SiteConfig,
    pub pictures: &'a Pictures,
    pub moment: &'a Moment,
    pub environment: &'a str,
    pub strings: &'a Strings,
    /// None where nothing is to be made, and templates in bodies stay as they are.
    pub templates: Option<&'a Templates>,
}

/// What is talked about over many reports, where the templates have a place for it.
pub(super) fn read_trends(
    sources: &Sources,
    templates: &Templates,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<ReadTrends>> {
    let wanted = ["topic", "trends", "week"]
        .iter()
        .any(|name| templates.has(name));
    let file = sources.get(trends::PATH).filter(|_| wanted);
    let file: Vec<&SourceFile> = file.into_iter().collect();
    let read = memos.trends.map(
        &file,
        |file| file.fingerprint,
        |file| trends::read(&file.bytes()),
    );
    let read = read.into_iter().next()?;
    diagnostics.extend(read.1.iter().cloned());
    Some(read)
}

/// How large the blog's pictures are, by their first bytes.
pub(super) fn measure(
    files: &Files<'_>,
    sources: &Sources,
    config: &SiteConfig,
    memos: &mut Memos,
) -> Pictures {
    let found: Vec<(&str, &SourceFile)> = files
        .copied
        .iter()
        .filter(|copied| Pictures::is_picture(&copied.output))
        .filter_map(|copied| Some((&*copied.output, sources.get(copied.path)?)))
        .collect();
    let sizes = memos.sizes.map(
        &found,
        |(_, file)| file.fingerprint,
        |(_, file)| {
            let size = imagesize::blob_size(&file.bytes()).ok()?;
            Some((
                u32::try_from(size.width).ok()?,
                u32::try_from(size.height).ok()?,
            ))
        },
    );
    let sizes = found.iter().zip(&sizes);
    let sizes = sizes.map(|((path, _), size)| ((*path).to_owned(), **size));
    Pictures::new(&config.baseurl, sizes.collect())
}

/// The templates, compiled anew where they have changed.
pub(super) fn compile(
    sources: &Sources,
    config: &SiteConfig,
    served: &Served,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Templates> {
    let base = Base {
        url: config.url.clone(),
        baseurl: config.baseurl.clone(),
        addresses: Arc::clone(&served.addresses),
        dialect: config.dialect,
    };
    let folder = &config.templates_dir;
    let (templates, mistakes) = Templates::compile(sources, folder, base, memos.templates.take());
    // A broken set is parsed again, so that its mistakes are told again.
    if mistakes.is_empty() {
        memos.templates = Some(Arc::clone(&templates));
    }
    diagnostics.extend(mistakes);
    templates
}
