//! Whether the front matter of a post says of its dataset what is so: dates, counts, names of the description and the tags.
//!
//! It must not know the body but for what its headings and labels name.

use super::source::Sources;
use super::twin::{likeness, pairs};
use super::{COUNTED, finding, number, reversal};
use crate::analysis::Analysis;
use crate::dataset::Dataset;
use post::{Diagnostic, Post};

/// How much of a description has to be the same for it to be the counted one with an edit, in hundredths.
const NEAR: usize = 55;

/// What the front matter says of the dataset.
pub(super) fn front(
    post: &Post,
    dataset: &Dataset,
    sources: &Sources<'_>,
    analysis: &Analysis,
) -> Vec<Diagnostic> {
    let header = &analysis.header;
    let mut findings = tags(post, sources, analysis);
    let date = dataset.as_of.format("%Y-%m-%d").to_string();
    for key in ["date", "posttime"] {
        let written = post.front.str(key).unwrap_or(&date);
        let day = written.get(..10).unwrap_or(written);
        let last = dataset.window.to.format("%Y-%m-%d").to_string();
        if day < last.as_str() && day < date.as_str() {
            findings.push(finding::front_date(key, written, &last));
        }
    }
    let known = number::read(header.description.as_deref().unwrap_or_default());
    if let Some(written) = post.front.str("description") {
        let numbers = number::read(written).numbers;
        let strange = numbers
            .iter()
            .find(|one| COUNTED.iter().any(|c| one.1 == Some(*c)) && !known.numbers.contains(one));
        findings.extend(strange.map(|(number, _)| finding::count(number, written)));
        let anew = header.description.as_deref() == Some(written);
        let names = sources.names_of(written).into_iter();
        let strange = names
            .filter(|name| !anew && !sources.all().any(|tweet| sources.mentions(tweet, name)))
            .map(|name| finding::name(&name.shown, false));
        findings.extend(strange);
        if !anew {
            let counted = header.description.as_deref().unwrap_or_default();
            findings.extend(clauses(written, counted, sources));
        }
    }
    findings
}

/// What a description that differs from the counted one says in each clause: one tweet has all its names and none of its verbs
/// turned round. A description that is the counted one but for a name has another name than it should.
fn clauses(written: &str, counted: &str, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let near = likeness(&pairs(written), &pairs(counted)) >= NEAR;
    for clause in written.split(['；', '。', ';', '：', '\n']) {
        let names: Vec<_> = sources
            .names_of(clause)
            .into_iter()
            .filter(|name| !name.is_subject())
            .collect();
        let telling: Vec<usize> = sources
            .all()
            .filter(|tweet| names.iter().all(|name| sources.mentions(*tweet, name)))
            .collect();
        let strange = names
            .iter()
            .find(|name| telling.is_empty() || (near && !counted.contains(&name.shown)));
        findings.extend(strange.map(|name| finding::name(&name.shown, false)));
        if strange.is_none() && !names.is_empty() && !counted.contains(clause.trim()) {
            let texts: Vec<&str> = telling.iter().map(|tweet| sources.text(*tweet)).collect();
            findings.extend(reversal::turned(clause, &texts).map(finding::reversal));
        }
    }
    findings
}

/// Tags are names that the report tells of: among those counted, or in a heading or a label of the post.
fn tags(post: &Post, sources: &Sources<'_>, analysis: &Analysis) -> Vec<Diagnostic> {
    let tags = post.front.get("tags").and_then(|tags| tags.as_sequence());
    let bold = |line: &&str| line.trim_start().starts_with('#') || line.contains("**");
    let told: String = post
        .body
        .lines()
        .filter(bold)
        .flat_map(|line| {
            let label = line.split("**").nth(1);
            [label.unwrap_or(line), "\n"]
        })
        .collect();
    let told = words::fold(&told);
    tags.into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str())
        .filter(|tag| !analysis.header.tags.iter().any(|known| known == tag))
        .flat_map(|tag| sources.names_of(tag))
        .filter(|name| !name.is_subject() && !told.contains(&words::fold(&name.shown)))
        .map(|name| finding::name(&name.shown, false))
        .collect()
}
