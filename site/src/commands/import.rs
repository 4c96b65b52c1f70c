//! `site import`: raw tweets to `_data/<slug>/{dataset.yaml,tweets.jsonl,rejected.jsonl}`.
//!
//! It must not know any format of tweets.

use super::dataset;
use super::hand::Edits;
use super::{Blog, Outcome};
use crate::cli;
use crate::edge::inputs;
use crate::edge::spool::{self, Spool};
use crate::edge::terminal::{Terminal, number, seconds};
use post::Diagnostic;
use report::dataset::{Dataset, ImportCounts};
use report::files::{to_yaml, write_line};
use report::import;
use std::path::PathBuf;
use std::time::Instant;

/// The longest `mapping.yaml`, in bytes.
const LONGEST_MAPPING: u64 = 1 << 20;

/// Imports and says what became of the records.
///
/// # Errors
/// Inputs that are not there; what the disk refuses.
pub(super) fn run(args: &cli::Import, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    files(
        &args.files,
        &args.dataset,
        &args.window,
        &args.reading,
        Edits::forced(args.force.force),
        blog,
        terminal,
    )
    .map(|_| ())
}

/// Imports, and returns the dataset's slug unless nothing can be done with it.
///
/// # Errors
/// As of [`run`].
pub(super) fn files(
    files: &[PathBuf],
    name: &str,
    window: &cli::Window,
    how: &cli::Reading,
    edits: Edits,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Result<Option<String>, Box<Diagnostic>> {
    let begun = Instant::now();
    let (sources, options) = open(files, name, window, how)?;
    // Neither tweets nor what is set aside need fit into memory.
    let (mut tweets, mut rejected) = (Spool::new(&blog.root), Spool::new(&blog.root));
    let imported = {
        let _busy = terminal.busy("reading tweets", "正在读取推文");
        let waiting = Box::new(spool::open(&blog.root));
        let mut refusal = None;
        let mut set_aside = |one| {
            let put = write_line(&mut rejected, &one);
            refusal = refusal.take().or(put.err());
        };
        let mut read = import::import_to(sources, &options, waiting, &mut set_aside);
        let written = refusal.map_or_else(|| read.write(&mut tweets), Err);
        written.map_err(|error| dataset::refused("tweets.jsonl", &error))?;
        read
    };
    terminal.show(&imported.diagnostics);
    if imported.diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(None);
    }
    let dataset = &imported.dataset;
    let slug = dataset::slug(&dataset.slug)?.to_owned();
    let path = |name: &str| dataset::path(&slug, name);
    let files = [(path("dataset.yaml"), to_yaml(dataset)?.into_bytes())];
    let mut long = [
        (path("tweets.jsonl"), tweets),
        (path("rejected.jsonl"), rejected),
    ];
    let told = dataset::write_all(blog, &slug, &files, &mut long, None, edits)?;
    say(dataset, terminal);
    let time = seconds(begun.elapsed());
    terminal.say(
        format!("_data/{slug}, in {time}"),
        format!("_data/{slug}，用时 {time}"),
    );
    terminal.show(&told);
    Ok(Some(slug))
}

/// The files to be read, and how.
///
/// # Errors
/// Inputs that are not there; a mapping that cannot be read.
pub(super) fn open(
    files: &[PathBuf],
    name: &str,
    window: &cli::Window,
    how: &cli::Reading,
) -> Result<(Vec<import::Source>, import::Options), Box<Diagnostic>> {
    let (sources, beside) = inputs::open(files)?;
    let mapping = match how.mapping.as_ref().or(beside.as_ref()) {
        Some(path) => {
            let text = inputs::text(path, LONGEST_MAPPING)?;
            import::Mapping::parse(&path.display().to_string(), &text)?
        }
        None => import::Mapping::default(),
    };
    let options = import::Options {
        dataset: name.to_owned(),
        from: window.from,
        to: window.to,
        zone: window.tz,
        now: window.now.map(|moment| moment.at(window.tz)),
        reading: import::Reading {
            format: how.format,
            mapping,
            as_of: how.as_of.map(|moment| moment.at(window.tz)),
        },
    };
    let sources = sources.into_iter().map(|input| import::Source {
        file: input.name,
        reader: input.bytes,
        account: input.account,
    });
    Ok((sources.collect(), options))
}

/// Prints what became of the records.
pub(super) fn say(dataset: &Dataset, terminal: &mut Terminal) {
    let (en, zh) = table(dataset);
    terminal.print(en, zh);
}

/// What became of the records: number first, so that it stands straight in every script.
fn table(dataset: &Dataset) -> (String, String) {
    let ImportCounts {
        read,
        kept,
        duplicates,
        outside,
        without_time,
        rejected,
    } = dataset.counts;
    let window = &dataset.window;
    let rows = [
        (read, "records read", "条记录读入"),
        (kept, "kept", "条保留"),
        (duplicates, "duplicates", "条重复"),
        (outside, "outside the window", "条不在时间范围内"),
        (without_time, "without a time", "条没有时间"),
        (
            rejected,
            "rejected (see rejected.jsonl)",
            "条无法使用（见 rejected.jsonl）",
        ),
    ];
    let width = rows
        .iter()
        .map(|(count, ..)| number(*count as usize).len())
        .max()
        .unwrap_or(0);
    let table = |title: String, zh: bool| {
        rows.iter().fold(title, |text, (count, en, cn)| {
            let count = number(*count as usize);
            format!("{text}\n  {count:>width$}  {}", if zh { cn } else { en })
        })
    };
    let zone = window.zone();
    (
        table(
            format!(
                "{}: {} to {} ({zone})",
                dataset.slug, window.from, window.to
            ),
            false,
        ),
        table(
            format!(
                "{}：{} 至 {}（{zone}）",
                dataset.slug, window.from, window.to
            ),
            true,
        ),
    )
}
