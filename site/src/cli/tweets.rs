//! The arguments of what leads from tweets to a report: import, analyse, report, adopt.
//!
//! It must not know how anything is done.

use crate::edge::clock::{Moment, day_of, zone_of};
use chrono::{FixedOffset, NaiveDate};
use clap::{Args, ValueEnum};
use report::import::Form;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Import {
    /// Files of tweets, folders of them, patterns, or - for standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) window: Window,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The dataset's name: letters, digits, _ and -
    #[arg(long, value_name = "NAME")]
    pub(crate) dataset: String,
    #[command(flatten)]
    pub(crate) force: Force,
}

/// Which tweets belong to a dataset.
#[derive(Args)]
pub(crate) struct Window {
    /// The first day [default: that of the earliest tweet]
    #[arg(long, value_name = "DAY", value_parser = day_of)]
    pub(crate) from: Option<NaiveDate>,
    /// The last day, included [default: that of the latest tweet]
    #[arg(long, value_name = "DAY", value_parser = day_of)]
    pub(crate) to: Option<NaiveDate>,
    /// The zone in which days begin
    #[arg(long, value_name = "OFFSET", default_value = "+08:00", value_parser = zone_of, allow_hyphen_values = true)]
    pub(crate) tz: FixedOffset,
    /// When the report counts as written [default: the time of the newest tweet]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) now: Option<Moment>,
}

/// How files of tweets are read.
#[derive(Args)]
pub(crate) struct Reading {
    /// The files' format, such as csv, jsonl, api-v2, weibo [default: told from each record]
    #[arg(long = "format", id = "tweets-format", value_name = "NAME")]
    pub(crate) format: Option<Form>,
    /// Which column holds what, as YAML [default: mapping.yaml in a folder of files]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// When the files were collected, for times such as "5 minutes ago"
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) as_of: Option<Moment>,
}

#[derive(Args)]
pub(crate) struct Force {
    /// Overwrite files that somebody has edited
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct Analyse {
    /// The dataset, a folder of _data/
    #[arg(required_unless_present_any = ["evaluate", "train", "map", "merge"])]
    pub(crate) slug: Option<String>,
    /// What decides the size of a word in the cloud [default: `wordcloud.weight` of _config.yml, or authors]
    #[arg(long, value_name = "WHAT")]
    pub(crate) cloud_weight: Option<CloudWeight>,
    #[command(flatten)]
    pub(crate) force: Force,
    /// Measure the analysis on labelled files: ads, duplicates, topics, sentiment-zh, sentiment-en, finance, names or summary
    #[arg(long, num_args = 2.., value_names = ["TASK", "FILE"], conflicts_with_all = ["slug", "train"])]
    pub(crate) evaluate: Option<Vec<PathBuf>>,
    /// Learn a model from labelled files: sentiment-zh, sentiment-en or finance
    #[arg(long, num_args = 2.., value_names = ["TASK", "FILE"], conflicts_with = "slug", requires = "output")]
    pub(crate) train: Option<Vec<PathBuf>>,
    /// Read files of tweets and look at each tweet alone: a part of a dataset, for --merge
    #[arg(long, num_args = 1.., value_name = "FILE", conflicts_with_all = ["slug", "train", "evaluate", "merge"], requires_all = ["output", "dataset"])]
    pub(crate) map: Option<Vec<PathBuf>>,
    /// Join parts to a dataset and its analysis, as `site import` and `site analyse` make them of all files at once
    #[arg(long, num_args = 1.., value_name = "PART", conflicts_with_all = ["slug", "train", "evaluate"])]
    pub(crate) merge: Option<Vec<PathBuf>>,
    /// The name of the dataset that --map reads a part of
    #[arg(long, value_name = "NAME", requires = "map")]
    pub(crate) dataset: Option<String>,
    #[command(flatten)]
    pub(crate) window: Window,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where the learnt model or the part is written
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudWeight {
    /// How many different authors use it
    Authors,
    /// How often it is used
    Uses,
    /// By authors, more for what earlier days did not have
    Tfidf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rollup {
    /// Monday to Sunday
    Week,
    /// A month of the calendar
    Month,
}

#[derive(Args)]
pub(crate) struct Report {
    /// The dataset, a folder of _data/; with --dataset, files of tweets
    #[arg(required = true, value_name = "SLUG|FILES")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Make a dataset of this name from the files first
    #[arg(long, value_name = "NAME")]
    pub(crate) dataset: Option<String>,
    /// Join the days of a dataset, named without its dates, to a week or a month: that of --from, or else the latest
    #[arg(long, value_name = "SPAN", conflicts_with = "dataset")]
    pub(crate) rollup: Option<Rollup>,
    #[command(flatten)]
    pub(crate) window: Window,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Bring what is new into a post that somebody has edited; where both changed the same lines, both stay, marked
    #[arg(long, conflicts_with = "force")]
    pub(crate) merge: bool,
    #[command(flatten)]
    pub(crate) force: Force,
    #[command(flatten)]
    pub(crate) model: Model,
}

/// Whether a language model takes part.
#[derive(Args)]
pub(crate) struct Model {
    /// Let the language model of `llm` in _config.yml write what its tweets bear out; the rest stays offline text
    #[arg(long)]
    pub(crate) llm: bool,
    /// The most tokens spent on this report [default: `llm.budget`, or 200000]
    #[arg(long, value_name = "TOKENS", requires = "llm")]
    pub(crate) budget: Option<u64>,
    /// Only tell what the model would cost: nothing is sent, nothing is written
    #[arg(long, requires = "llm", conflicts_with_all = ["dataset", "rollup"])]
    pub(crate) dry_run: bool,
    /// Write the model's answers to this file, too
    #[arg(long, value_name = "FILE", requires = "llm")]
    pub(crate) llm_record: Option<PathBuf>,
    /// Take the answers from this file, and ask nobody
    #[arg(
        long,
        value_name = "FILE",
        requires = "llm",
        conflicts_with = "llm_record"
    )]
    pub(crate) llm_replay: Option<PathBuf>,
}

/// What becomes of sentences that no tweet supports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvidenceRule {
    /// They are taken over as they are
    #[default]
    Off,
    /// They are listed, with tweets that may be meant
    Warn,
    /// They are listed, and the report is not adopted
    Require,
}

#[derive(Args)]
pub(crate) struct Adopt {
    /// The report's file, named like a post: 2025-12-04-name.md
    pub(crate) post: PathBuf,
    /// Compare the sentences with the dataset's tweets: what becomes of those that no tweet supports
    #[arg(long, value_name = "RULE", default_value = "off")]
    pub(crate) evidence: EvidenceRule,
    #[command(flatten)]
    pub(crate) force: Force,
}
