//! `site analyse --map FILES… -o PART` and `--merge PARTS…`: a dataset made by several machines.
//!
//! It must not know what a part holds.

use super::hand::Edits;
use super::{Blog, Outcome, analyse, dataset, import, wishes};
use crate::cli;
use crate::edge::files::{self, Keep};
use crate::edge::folders;
use crate::edge::inputs;
use crate::edge::spool::{self, Spool};
use crate::edge::terminal::{Terminal, number, seconds};
use post::Diagnostic;
use report::files::{in_parts, some_of, to_yaml, write_line};
use report::part::{self, Parts};
use report::tweet::Tweet;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, BufRead};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
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
    let folder = output.parent().filter(|folder| folders::is_folder(folder));
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

/// Joins parts to a dataset and its analysis. Neither tweets nor labels nor what is set aside need fit into memory.
///
/// # Errors
/// What is no part, or a part of something else; what the disk refuses.
pub(super) fn merge(args: &cli::Analyse, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let begun = Instant::now();
    let Some(parts) = read(args.merge.as_deref().unwrap_or_default(), blog, terminal)? else {
        return Ok(());
    };
    let (wishes, told) = wishes::of(blog, parts.name())?;
    terminal.show(&told);
    let rules = &wishes.advertising;
    parts.by(rules)?;
    let now = args.window.now.map(|moment| moment.at(args.window.tz));
    let mut rejected = Written::new(blog);
    let merged = parts.merge(now, &mut |one| rejected.put(&one));
    terminal.show(&merged.diagnostics);
    if merged.diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let rejected = rejected.whole("rejected.jsonl")?;
    let about = merged.dataset.clone();
    let slug = dataset::slug(&about.slug)?.to_owned();
    let path = |name: &str| dataset::path(&slug, name);
    let (options, told) = analyse::options(blog, &about, args.cloud_weight)?;
    terminal.show(&told);
    let mut tweets = Spool::new(&blog.root);
    let (mut labels, mut count) = (Written::new(blog), 0);
    let (tweets, analysis) = {
        let _busy = terminal.busy("analysing", "正在分析");
        let seen = merged.write(rules, &mut tweets);
        let seen = seen.map_err(|error| dataset::refused("tweets.jsonl", &error))?;
        let tweets = Waiting {
            name: path("tweets.jsonl"),
            spool: Mutex::new(tweets),
            told: Mutex::default(),
        };
        let mut label = |label| {
            count += 1;
            labels.put(&label);
        };
        let analysis = report::analyse::analyse_seen(&about, &tweets, seen, &options, &mut label);
        (tweets.whole()?, analysis)
    };
    let files = [
        (path("dataset.yaml"), to_yaml(&about)?.into_bytes()),
        (path("analysis.yaml"), to_yaml(&analysis)?.into_bytes()),
    ];
    let mut long = [
        (path("tweets.jsonl"), tweets),
        (path("rejected.jsonl"), rejected),
        (path("labels.jsonl"), labels.whole("labels.jsonl")?),
    ];
    let edits = Edits::forced(args.force.force);
    let told = dataset::write_all(blog, &slug, &files, &mut long, None, edits)?;
    import::say(&about, terminal);
    let (count, time) = (number(count), seconds(begun.elapsed()));
    terminal.say(
        format!("_data/{slug}: {count} tweets analysed, in {time}"),
        format!("_data/{slug}：分析了 {count} 条推文，用时 {time}"),
    );
    terminal.show(&told);
    Ok(())
}

/// Reads parts, their tweets into a nameless file.
fn read(
    paths: &[PathBuf],
    blog: &Blog,
    terminal: &mut Terminal,
) -> Result<Option<Parts>, Box<Diagnostic>> {
    let _busy = terminal.busy("reading parts", "正在读取各部分");
    let mut spool = || Box::new(spool::open(&blog.root)) as Box<dyn report::import::Spool>;
    let one_more = |before: Option<Parts>, path: &PathBuf| {
        let mut reader = inputs::lines(path)?;
        Parts::read(before, &path.to_string_lossy(), &mut reader, &mut spool).map(Some)
    };
    paths.iter().try_fold(None, one_more)
}

/// Values that are written one after the other; whether that went well is asked at the end.
struct Written {
    spool: Spool,
    refusal: Option<io::Error>,
}

impl Written {
    fn new(blog: &Blog) -> Self {
        Self {
            spool: Spool::new(&blog.root),
            refusal: None,
        }
    }

    fn put(&mut self, value: &impl Serialize) {
        let put = write_line(&mut self.spool, value);
        self.refusal = self.refusal.take().or(put.err());
    }

    fn whole(self, name: &str) -> Result<Spool, Box<Diagnostic>> {
        match self.refusal {
            None => Ok(self.spool),
            Some(error) => Err(dataset::refused(name, &error)),
        }
    }
}

/// The tweets that wait to be written as `tweets.jsonl`, read anew each time they are gone through.
struct Waiting {
    name: String,
    spool: Mutex<Spool>,
    /// What was odd when they were read.
    told: Mutex<Option<Diagnostic>>,
}

impl Waiting {
    fn read(&self, with: &mut dyn FnMut(&mut dyn BufRead) -> Vec<Diagnostic>) {
        let Ok(mut spool) = self.spool.lock() else {
            return;
        };
        let told = match spool.reader() {
            Ok(reader) => with(&mut inputs::buffered(reader)),
            Err(error) => vec![*dataset::refused(&self.name, &error)],
        };
        if let (Some(odd), Ok(mut known)) = (told.into_iter().next(), self.told.lock()) {
            known.get_or_insert(odd);
        }
    }

    /// The file as it is to be written.
    fn whole(self) -> Result<Spool, Box<Diagnostic>> {
        match self.told.into_inner() {
            Ok(Some(odd)) => Err(Box::new(odd)),
            _ => Ok(self
                .spool
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

impl report::analyse::Tweets for Waiting {
    fn each(&self, take: &mut dyn FnMut(&[Tweet])) {
        self.read(&mut |reader| in_parts(&self.name, reader, &mut |part| take(&part)));
    }

    fn some(&self, wanted: &[usize], take: &mut dyn FnMut(usize, &Tweet)) {
        self.read(&mut |reader| {
            some_of(reader, wanted, &BTreeSet::new(), take);
            Vec::new()
        });
    }
}
