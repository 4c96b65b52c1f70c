//! `site trends`, and what `site report` does at its end: `_data/trends.yaml` from the datasets that have a report.
//!
//! It must not know how anything is counted.

use super::{Blog, Outcome, check_report, dataset};
use crate::edge::files::{self, Keep};
use crate::edge::terminal::{Terminal, number};
use crate::edge::{folders, lock};
use post::{Diagnostic, yaml};
use rayon::prelude::*;
use report::analysis::Analysis;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml, to_yaml};
use report::trends::{self, Trends};

const PATH: &str = "_data/trends.yaml";

/// Counts every report anew.
///
/// # Errors
/// A dataset that cannot be read; what the disk refuses.
pub(super) fn run(blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let trends = {
        let _busy = terminal.busy("counting", "正在统计");
        let slugs = check_report::reports(blog)?;
        counted(blog, &slugs)?
    };
    let told = write(blog, &trends)?;
    terminal.show(told.as_slice());
    let (names, reports) = (
        number(trends.entities.len()),
        number(trends.reports().len()),
    );
    terminal.say(
        format!("{names} names and topics of {reports} reports"),
        format!("{reports} 份报告中的 {names} 个名称与话题"),
    );
    Ok(())
}

/// Counts some reports anew, those that were never counted too, and forgets those that are no longer there.
///
/// # Errors
/// As of [`run`].
pub(super) fn update(blog: &Blog, changed: &[String]) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let bytes = dataset::read(blog, PATH)?.unwrap_or_default();
    let known: Trends = yaml::from_str(&String::from_utf8_lossy(&bytes)).unwrap_or_default();
    let slugs = check_report::reports(blog)?;
    let seen = known.reports();
    let anew: Vec<String> = slugs
        .iter()
        .filter(|slug| changed.contains(slug) || !seen.contains(*slug))
        .cloned()
        .collect();
    let kept = known.without(|report| {
        !slugs.iter().any(|s| s == report) || changed.iter().any(|s| s == report)
    });
    let trends = kept.merge(counted(blog, &anew)?);
    Ok(write(blog, &trends)?.into_iter().collect())
}

fn counted(blog: &Blog, slugs: &[String]) -> Result<Trends, Box<Diagnostic>> {
    let counts: Vec<Trends> = slugs
        .par_iter()
        .map(|slug| one(blog, slug))
        .collect::<Result<_, _>>()?;
    Ok(counts.into_iter().fold(Trends::default(), Trends::merge))
}

/// The counts of a report; none of one that was only imported. What is wrong with its files is told where they are used.
fn one(blog: &Blog, slug: &str) -> Result<Trends, Box<Diagnostic>> {
    let read = |name: &str| dataset::read(blog, &dataset::path(slug, name));
    let (Some(about), Some(analysis)) = (read("dataset.yaml")?, read("analysis.yaml")?) else {
        return Ok(Trends::default());
    };
    let about = from_yaml::<Dataset>("dataset.yaml", &String::from_utf8_lossy(&about));
    let analysis = from_yaml::<Analysis>("analysis.yaml", &String::from_utf8_lossy(&analysis));
    let (Ok(about), Ok(analysis)) = (about, analysis) else {
        return Ok(Trends::default());
    };
    // What a roll-up names was counted in its days.
    if !about.rollup.is_empty() {
        return Ok(Trends::default());
    }
    let (tweets, labels) = (read("tweets.jsonl")?, read("labels.jsonl")?);
    let (tweets, _) = from_jsonl("tweets.jsonl", tweets.as_deref().unwrap_or_default());
    let (labels, _) = from_jsonl("labels.jsonl", labels.as_deref().unwrap_or_default());
    Ok(trends::of_report(&about, &tweets, &labels, &analysis))
}

/// Writes the file where it differs. A file of that name that somebody else made stays as it is.
fn write(blog: &Blog, trends: &Trends) -> Result<Option<Diagnostic>, Box<Diagnostic>> {
    let refused = |error| Box::new(files::refused(PATH, &error));
    let text = format!("{}{}", trends::MARK, to_yaml(trends)?);
    let folder = blog.root.join("_data");
    folders::make_folder(&folder).map_err(refused)?;
    let _lock = lock::inside(&folder)?;
    files::remove_unfinished(&blog.root.join(PATH));
    let existing = dataset::read(blog, PATH)?;
    match existing {
        Some(bytes) if bytes == text.as_bytes() => Ok(None),
        Some(bytes) if !bytes.starts_with(trends::MARK.as_bytes()) => Ok(Some(not_ours())),
        _ => {
            files::write(&blog.root.join(PATH), text.as_bytes(), Keep::Output).map_err(refused)?;
            Ok(None)
        }
    }
}

fn not_ours() -> Diagnostic {
    Diagnostic::warning(
        "trends",
        "this file was not written by the program: it is left as it is, and no trends are written",
        "这个文件不是程序写的：保持原样，没有写入趋势数据",
    )
    .at(PATH, 0, 0)
    .help(
        "give it another name, then run `site trends`",
        "请给它改名，然后运行 `site trends`",
    )
}
