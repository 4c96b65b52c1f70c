//! `site analyse --map FILES… -o PART` and `--merge PARTS…`: a dataset made by several machines.
//!
//! It must not know what a part holds.

use super::hand::Edits;
use super::{Blog, Outcome, analyse, dataset, import, wishes};
use crate::cli;
use crate::edge::disk;
use crate::edge::files::{self, Keep};
use crate::edge::inputs;
use crate::edge::spool::{self, Spool};
use crate::edge::terminal::{Terminal, number, seconds};
use post::Diagnostic;
use report::files::{to_jsonl, to_yaml};
use report::part::{self, Parts};
use std::path::Path;
use std::time::Instant;

/// Makes a part of files of tweets.
///
/// # Errors
/// Inputs that are not there; what the disk refuses.
pub(super) fn map(args: &cli::Analyse, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let begun = Instant::now();
    let (Some(named), Some(output)) = (&args.map, &args.output) else {
        return Ok(());
    };
    let name = args.dataset.as_deref().unwrap_or_default();
    let (sources, options) = import::open(named, name, &args.window, &args.reading)?;
    let (wishes, told) = wishes::of(blog, name)?;
    terminal.show(&told);
    let folder = output.parent().filter(|folder| disk::is_folder(folder));
    let folder = folder.unwrap_or(&blog.root);
    let mut part = Spool::new(folder);
    let mapped = {
        let _busy = terminal.busy("reading tweets", "正在读取推文");
        let waiting = Box::new(spool::open(folder));
        part::map(sources, &options, &wishes.advertising, waiting, &mut part)
    };
    let refused =
        |error: &std::io::Error| Box::new(files::refused(&output.to_string_lossy(), error));
    let (told, tweets) = mapped.map_err(|error| refused(&error))?;
    terminal.show(&told);
    part.reader()
        .and_then(|part| files::write_from(output, part, Keep::Authored))
        .map_err(|error| refused(&error))?;
    let (tweets, path, time) = (number(tweets), output.display(), seconds(begun.elapsed()));
    terminal.say(
        format!("{path}: {tweets} tweets, in {time}"),
        format!("{path}：{tweets} 条推文，用时 {time}"),
    );
    Ok(())
}

/// Joins parts to a dataset and its analysis.
///
/// # Errors
/// What is no part, or a part of something else; what the disk refuses.
pub(super) fn merge(args: &cli::Analyse, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let begun = Instant::now();
    let mut parts: Option<Parts> = None;
    for path in args.merge.iter().flatten() {
        parts = Some(one_more(parts, path)?);
    }
    let Some(parts) = parts else {
        return Ok(());
    };
    let (wishes, told) = wishes::of(blog, parts.name())?;
    terminal.show(&told);
    parts.by(&wishes.advertising)?;
    let now = args.window.now.map(|moment| moment.at(args.window.tz));
    let waiting = Box::new(spool::open(&blog.root));
    let merged = parts.merge(now, &wishes.advertising, waiting);
    let told = &merged.imported.diagnostics;
    terminal.show(told);
    if told.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let about = &merged.imported.dataset;
    let slug = dataset::slug(&about.slug)?.to_owned();
    let (options, told) = analyse::options(blog, about, args.cloud_weight)?;
    terminal.show(&told);
    let tweets = &merged.imported.tweets;
    let analysed = {
        let _busy = terminal.busy("analysing", "正在分析");
        report::analyse::analyse_seen(about, tweets, merged.seen, &options)
    };
    let path = |name: &str| dataset::path(&slug, name);
    let files = [
        (path("dataset.yaml"), to_yaml(about)?.into_bytes()),
        (path("tweets.jsonl"), to_jsonl(tweets)?.into_bytes()),
        (
            path("rejected.jsonl"),
            to_jsonl(&merged.imported.rejected)?.into_bytes(),
        ),
        (
            path("labels.jsonl"),
            to_jsonl(&analysed.labels)?.into_bytes(),
        ),
        (
            path("analysis.yaml"),
            to_yaml(&analysed.analysis)?.into_bytes(),
        ),
    ];
    let edits = Edits::forced(args.force.force);
    let told = dataset::write(blog, &slug, &files, None, edits)?;
    import::say(about, terminal);
    let (count, time) = (number(tweets.len()), seconds(begun.elapsed()));
    terminal.say(
        format!("_data/{slug}: {count} tweets analysed, in {time}"),
        format!("_data/{slug}：分析了 {count} 条推文，用时 {time}"),
    );
    terminal.show(&told);
    Ok(())
}

/// Reads a part and puts it to those before.
fn one_more(before: Option<Parts>, path: &Path) -> Result<Parts, Box<Diagnostic>> {
    let shown = path.to_string_lossy();
    let mut reader = inputs::lines(path)?;
    Parts::read(before, &shown, &mut reader)
}
