//! Map 1: every file with front matter, read by itself; and then those with Liquid or a template in them, which look at the others.
//!
//! It must not know templates.

use super::around::Around;
use super::bodies;
use super::files::Files;
use super::memos::Memos;
use crate::article::{self, Article, Input, Kind};
use post::{Diagnostic, Severity};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Map 1: every file with front matter, read by itself. Then the further parts of the page that shows the list of posts, where its Liquid
/// makes each of them.
pub(super) fn read_articles(
    files: &Files<'_>,
    around: &Around<'_>,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Article>>, Vec<Arc<Article>>) {
    let config = around.config;
    memos.fences.next_build();
    let fences = &memos.fences;
    let mut given = config.defaults.given();
    let inputs: Vec<Input<'_>> = files
        .articles
        .iter()
        .map(|found| Input {
            path: found.path,
            home: found.home,
            file: found.file,
            kind: found.kind,
            collection: found.collection,
            dataset: files.dataset_of(found),
            defaults: given.to(
                &found.path[found.home..],
                &found.kind.names(found.collection),
                &config.collections_dir,
            ),
            zone: config.zone,
            excerpt_separator: &config.excerpt_separator,
            baseurl: &config.baseurl,
            dialect: config.dialect,
        })
        .collect();
    let read = memos.articles.map(&inputs, Input::name, |input| {
        let read = article::read(input, fences).map(Arc::new);
        // What is carried out is the text as it was written.
        if read.as_ref().is_ok_and(|article| article.is_final()) {
            input.file.let_go();
        }
        read
    });
    let anew = bodies::carried_out(&inputs, &read, files, around, fences, &mut memos.bodies);
    match memos.once {
        true => memos.fences.end(),
        false => memos.fences.end_build(),
    }
    for input in &inputs {
        input.file.let_go();
    }
    let mut articles = Vec::with_capacity(read.len());
    for (number, result) in read.iter().enumerate() {
        match anew.articles.get(&number).unwrap_or(result).as_ref() {
            Ok(article) => {
                diagnostics.extend(article.told.iter().cloned());
                articles.push(Arc::clone(article));
            }
            Err(error) => {
                let mut told = (**error).clone();
                // A draft that nobody asked for may be as unfinished as it likes.
                if inputs[number].kind == Kind::Draft && !config.drafts {
                    told.severity = Severity::Warning;
                }
                diagnostics.push(told);
            }
        }
    }
    let sheets = anew.sheets.iter().map(|sheet| match sheet.as_ref() {
        Ok(article) => Some(Arc::clone(article)),
        Err(error) => {
            // Most mistakes are those of the first part, and have been told.
            if !diagnostics.contains(error) {
                diagnostics.push((**error).clone());
            }
            None
        }
    });
    let sheets = sheets.collect::<Vec<_>>().into_iter().flatten().collect();
    (articles, sheets)
}

/// The files that should have become articles and did not.
pub(super) fn unread<'a>(files: &Files<'a>, articles: &[Arc<Article>]) -> Vec<&'a str> {
    if articles.len() == files.articles.len() {
        return Vec::new();
    }
    let read: BTreeSet<&str> = articles.iter().map(|one| one.path.as_str()).collect();
    let paths = files.articles.iter().map(|found| found.path);
    paths.filter(|path| !read.contains(path)).collect()
}
