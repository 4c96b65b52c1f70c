//! `site analyse`: a dataset to `_data/<slug>/{labels.jsonl,analysis.yaml}`.
//!
//! It must not know how anything is found out.

use super::hand::Edits;
use super::{Blog, Outcome, cloud, dataset, earlier, wishes};
use crate::cli::CloudWeight;
use crate::edge::inputs;
use crate::edge::spool::Spool;
use crate::edge::terminal::{Terminal, number, seconds};
use post::Diagnostic;
use report::analysis::Language;
use report::dataset::Dataset;
use report::files::{BAD_LINE, from_jsonl, from_yaml, in_parts, some_of, to_yaml, write_line};
use report::tweet::Tweet;
use report::{analyse, compose};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Instant;

/// What makes a dataset.
const IMPORT: &str = "site import FILES… --dataset NAME";

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
    let dataset = about(slug, blog)?;
    let path = |name: &str| dataset::path(slug, name);
    let (options, told) = options(blog, &dataset, weight)?;
    terminal.show(&told);
    let tweets = OnDisk {
        name: path("tweets.jsonl"),
        file: blog.root.join(path("tweets.jsonl")),
        told: Mutex::default(),
    };
    if inputs::lines(&tweets.file).is_err() {
        dataset::need(blog, &tweets.name, IMPORT)?;
    }
    let (mut labels, mut count, mut odd) = (Spool::new(&blog.root), 0, None);
    let analysis = {
        let _busy = terminal.busy("analysing", "正在分析");
        analyse::analyse_all(&dataset, &tweets, &options, &mut |label| {
            count += 1;
            odd = odd.take().or(write_line(&mut labels, &label).err());
        })
    };
    terminal.show(&tweets.told());
    if let Some(odd) = odd {
        return Err(dataset::refused("labels.jsonl", &odd));
    }
    let files = [(path("analysis.yaml"), to_yaml(&analysis)?.into_bytes())];
    let mut long = [(path("labels.jsonl"), labels)];
    let told = dataset::write_all(blog, slug, &files, &mut long, None, edits)?;
    let (count, time) = (number(count), seconds(begun.elapsed()));
    terminal.say(
        format!("{count} tweets analysed, in {time}"),
        format!("分析了 {count} 条推文，用时 {time}"),
    );
    terminal.show(&told);
    Ok(())
}

/// The tweets of a dataset, read anew each time they are gone through, so that a million of them need not be in memory.
struct OnDisk {
    name: String,
    file: PathBuf,
    /// What there was to tell when they were last read.
    told: Mutex<Vec<Diagnostic>>,
}

impl OnDisk {
    fn told(&self) -> Vec<Diagnostic> {
        self.told
            .lock()
            .map(|told| told.clone())
            .unwrap_or_default()
    }
}

impl analyse::Tweets for OnDisk {
    fn each(&self, take: &mut dyn FnMut(&[Tweet])) {
        let told = match inputs::lines(&self.file) {
            Ok(reader) => in_parts(&self.name, reader, &mut |part| take(&part)),
            Err(why) => vec![*why],
        };
        if let Ok(mut known) = self.told.lock() {
            *known = told;
        }
    }

    fn some(&self, wanted: &[usize], take: &mut dyn FnMut(usize, &Tweet)) {
        let left_out: BTreeSet<u32> = self
            .told()
            .iter()
            .filter(|one| one.code == BAD_LINE)
            .filter_map(|one| one.at.as_ref().map(|at| at.line))
            .collect();
        // What could not be opened was told when all were read.
        if let Ok(reader) = inputs::lines(&self.file) {
            some_of(reader, wanted, &left_out, take);
        }
    }
}

/// What a dataset is; an error where there is none.
fn about(slug: &str, blog: &Blog) -> Result<Dataset, Box<Diagnostic>> {
    let path = dataset::path(slug, "dataset.yaml");
    let bytes = dataset::need(blog, &path, IMPORT)?;
    from_yaml(&path, &String::from_utf8_lossy(&bytes))
}

/// A dataset with its analysis, not written yet.
pub(super) struct Loaded {
    pub(super) dataset: Dataset,
    pub(super) tweets: Vec<Tweet>,
    pub(super) analysed: analyse::Analysed,
}

/// Reads a dataset and analyses it.
///
/// # Errors
/// A dataset that is not there or cannot be read.
pub(super) fn load(
    slug: &str,
    weight: Option<CloudWeight>,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Result<Loaded, Box<Diagnostic>> {
    let path = |name: &str| dataset::path(slug, name);
    let dataset = about(slug, blog)?;
    let bytes = dataset::need(blog, &path("tweets.jsonl"), IMPORT)?;
    let (tweets, told) = from_jsonl::<Tweet>(&path("tweets.jsonl"), bytes.as_slice());
    terminal.show(&told);
    let (options, told) = options(blog, &dataset, weight)?;
    terminal.show(&told);
    let _busy = terminal.busy("analysing", "正在分析");
    let analysed = analyse::analyse(&dataset, &tweets, &options);
    Ok(Loaded {
        dataset,
        tweets,
        analysed,
    })
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
    let (wishes, odd) = wishes::of(blog, &dataset.name)?;
    told.extend(odd);
    let (phrases, odd) = phrases(blog, wishes.language)?;
    told.extend(odd);
    let options = analyse::Options {
        phrases,
        cloud,
        language: wishes.language,
        links: wishes.links,
        profile: wishes.profile,
        advertising: wishes.advertising,
        previous: earlier::previous(blog, dataset)?,
        days: earlier::days(blog, dataset)?,
        earlier: earlier::reports(blog, dataset)?,
        continued: wishes.continued,
        ..analyse::Options::default()
    };
    Ok((options, told))
}

/// The blog's own sentences for reports, where it has some, and what there is to tell of them.
fn phrases(
    blog: &Blog,
    language: Language,
) -> Result<(Option<analyse::Phrases>, Vec<Diagnostic>), Box<Diagnostic>> {
    let path = format!("{}{}", compose::TEMPLATES, analyse::phrases_file(language));
    let Some(bytes) = dataset::read(blog, &path)? else {
        return Ok((None, Vec::new()));
    };
    let text = String::from_utf8_lossy(&bytes);
    let (phrases, told) = analyse::Phrases::read(language, &path, &text)?;
    Ok((Some(phrases), told))
}
