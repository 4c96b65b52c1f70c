//! `site report NAME --rollup week|month`: the days of a dataset as one dataset of the whole span, in a folder of its own.
//!
//! It must not know how days are joined, nor how a report is made.

use super::hand::Edits;
use super::{Blog, check_report, dataset};
use crate::cli;
use crate::edge::terminal::{Terminal, number};
use chrono::NaiveDate;
use fingerprint::Fingerprint;
use post::Diagnostic;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml, to_jsonl, to_yaml};
use report::rollup::{self, Part, Span};

/// Joins the days, and returns the slug of what they make.
///
/// # Errors
/// No days of that name in the span; a day that cannot be read; what the disk refuses.
pub(super) fn join(
    name: &str,
    span: cli::Rollup,
    at: Option<NaiveDate>,
    edits: Edits,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Result<String, Box<Diagnostic>> {
    let span = match span {
        cli::Rollup::Week => Span::Week,
        cli::Rollup::Month => Span::Month,
    };
    let mut days = Vec::new();
    for slug in check_report::reports(blog)? {
        let path = dataset::path(&slug, "dataset.yaml");
        let bytes = dataset::need(blog, &path, "site import FILES… --dataset NAME")?;
        let about: Dataset = from_yaml(&path, &String::from_utf8_lossy(&bytes))?;
        if about.rollup.is_empty() && (about.name == name || about.slug == name) {
            days.push(about);
        }
    }
    // The name of one of the days means the span around it.
    let own = days.iter().find(|day| day.slug == name);
    let latest = days.iter().map(|day| day.window.to).max();
    let at = at.or(own.map(|day| day.window.from)).or(latest);
    let (from, to) = at
        .and_then(|day| span.around(day))
        .ok_or_else(|| Box::new(no_days(name)))?;
    let mut parts = Vec::new();
    for day in days {
        if day.window.from < from || day.window.to > to {
            continue;
        }
        let path = dataset::path(&day.slug, "tweets.jsonl");
        let bytes = dataset::need(blog, &path, "site import FILES… --dataset NAME")?;
        let (tweets, told) = from_jsonl(&path, bytes.as_slice());
        terminal.show(&told);
        parts.push(Part {
            dataset: day,
            tweets,
            bytes: bytes.len() as u64,
            hash: Fingerprint::of_bytes(&bytes).to_string(),
        });
    }
    let n = parts.len();
    let (joined, tweets) = rollup::join(parts, from, to).ok_or_else(|| Box::new(no_days(name)))?;
    let slug = dataset::slug(&joined.slug)?.to_owned();
    let files = [
        (
            dataset::path(&slug, "dataset.yaml"),
            to_yaml(&joined)?.into_bytes(),
        ),
        (
            dataset::path(&slug, "tweets.jsonl"),
            to_jsonl(&tweets)?.into_bytes(),
        ),
    ];
    let told = dataset::write(blog, &slug, &files, None, edits)?;
    let count = number(tweets.len());
    terminal.say(
        format!("_data/{slug}: {n} days, {count} tweets"),
        format!("_data/{slug}：{n} 天，{count} 条推文"),
    );
    terminal.show(&told);
    Ok(slug)
}

fn no_days(name: &str) -> Diagnostic {
    Diagnostic::error(
        "dataset",
        format!("`{name}` has no days to join"),
        format!("“{name}”没有可以汇总的日子"),
    )
    .help(
        "name a dataset as given to `--dataset`, and with `--from` a day for which it was imported",
        "请写 `--dataset` 用过的名称，并用 `--from` 指出已导入的某一天",
    )
}
