//! `site analyse`: a dataset to `_data/<slug>/{labels.jsonl,analysis.yaml}`.
//!
//! It must not know how anything is found out.

use super::hand::Edits;
use super::{Blog, Outcome, cloud, dataset, wishes};
use crate::cli::CloudWeight;
use crate::edge::terminal::{Terminal, number, seconds};
use post::Diagnostic;
use report::analyse;
use report::analysis::Analysis;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml, to_jsonl, to_yaml};
use report::tweet::Tweet;
use std::time::Instant;

/// Analyses a dataset.
///
/// # Errors
/// A dataset that is not there or cannot be read; what the disk refuses.
pub(super) fn run(
    slug: &str,
    weight: Option<CloudWeight>,
    edits: Edits,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Outcome {
    let begun = Instant::now();
    let path = |name: &str| dataset::path(slug, name);
    let import = "site import FILES… --dataset NAME";
    let bytes = dataset::need(blog, &path("dataset.yaml"), import)?;
    let text = String::from_utf8_lossy(&bytes);
    let dataset: Dataset = from_yaml(&path("dataset.yaml"), &text)?;
    let bytes = dataset::need(blog, &path("tweets.jsonl"), import)?;
    let (tweets, told) = from_jsonl::<Tweet>(&path("tweets.jsonl"), bytes.as_slice());
    terminal.show(&told);
    let (options, told) = options(blog, &dataset, weight)?;
    terminal.show(&told);
    let analysed = {
        let _busy = terminal.busy("analysing", "正在分析");
        analyse::analyse(&dataset, &tweets, &options)
    };
    let files = [
        (
            path("labels.jsonl"),
            to_jsonl(&analysed.labels)?.into_bytes(),
        ),
        (
            path("analysis.yaml"),
            to_yaml(&analysed.analysis)?.into_bytes(),
        ),
    ];
    let told = dataset::write(blog, slug, &files, None, edits)?;
    let (count, time) = (number(tweets.len()), seconds(begun.elapsed()));
    terminal.say(
        format!("{count} tweets analysed, in {time}"),
        format!("分析了 {count} 条推文，用时 {time}"),
    );
    terminal.show(&told);
    Ok(())
}

/// What the author wants of the analysis of a dataset, and what there is to tell of the settings.
///
/// # Errors
/// What the disk refuses.
pub(super) fn options(
    blog: &Blog,
    dataset: &Dataset,
    weight: Option<CloudWeight>,
) -> Result<(analyse::Options, Vec<Diagnostic>), Box<Diagnostic>> {
    let (cloud, mut told) = cloud::wanted(blog, dataset, weight)?;
    let (wishes, odd) = wishes::of(blog, dataset)?;
    told.extend(odd);
    let options = analyse::Options {
        cloud,
        language: wishes.language,
        links: wishes.links,
        profile: wishes.profile,
        advertising: wishes.advertising,
        previous: previous(blog, dataset)?,
        ..analyse::Options::default()
    };
    Ok((options, told))
}

/// The latest report of the same name whose days are before this one's.
fn previous(blog: &Blog, dataset: &Dataset) -> Result<Option<analyse::Previous>, Box<Diagnostic>> {
    for slug in cloud::earlier(blog, dataset)? {
        let read = |name: &str| dataset::read(blog, &dataset::path(&slug, name));
        let (Some(about), Some(analysis)) = (read("dataset.yaml")?, read("analysis.yaml")?) else {
            continue;
        };
        // What is wrong with an earlier day is told when that day is reported.
        let about = from_yaml::<Dataset>("dataset.yaml", &String::from_utf8_lossy(&about));
        let analysis = from_yaml::<Analysis>("analysis.yaml", &String::from_utf8_lossy(&analysis));
        if let (Ok(about), Ok(analysis)) = (about, analysis)
            && about.window.to - about.window.from <= dataset.window.to - dataset.window.from
            && !analysis.topics.is_empty()
        {
            return Ok(Some(analyse::Previous {
                from: about.window.from,
                to: about.window.to,
                topics: analysis.topics,
            }));
        }
    }
    Ok(None)
}
