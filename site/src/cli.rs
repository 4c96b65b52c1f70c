//! The command line as types: what can be asked of the program.
//!
//! It must not know how anything is done.

mod author;
mod chinese;

pub(crate) use author::{Completions, Doctor, Init, Language, List, Listed, New, Publish};

use crate::edge::clock::{Moment, day_of, zone_of};
use chrono::{FixedOffset, NaiveDate};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use report::import::Form;
use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

/// Tweets in, a blog out: reports from datasets of tweets, and a website from posts.
#[derive(Parser)]
#[command(
    name = "site",
    version,
    arg_required_else_help = true,
    subcommand_required = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Cli {
    /// Reads the arguments, with help in Chinese where `chinese` or the arguments themselves ask for it. Ends the program for
    /// `--help`, `--version` and arguments that make no sense.
    pub(crate) fn read(arguments: &[OsString], chinese: bool) -> Self {
        let asked = |lang: &str| {
            let pair = arguments
                .windows(2)
                .any(|pair| pair[0] == "--lang" && pair[1] == lang);
            pair || arguments
                .iter()
                .any(|one| *one == *format!("--lang={lang}"))
        };
        let command = Self::command_line(asked("zh") || (chinese && !asked("en")));
        let matches = command.get_matches_from(arguments);
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

impl Cli {
    /// The command line's definition, with help in English or Chinese.
    pub(crate) fn command_line(chinese: bool) -> clap::Command {
        match chinese {
            true => chinese::translated(Self::command()),
            false => Self::command(),
        }
    }
}

#[derive(Args)]
pub(crate) struct Global {
    /// The blog's folder
    #[arg(short, long, global = true, value_name = "DIR", default_value = ".")]
    pub(crate) source: PathBuf,
    /// Where the website is written [default: _site in the blog's folder]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub(crate) destination: Option<PathBuf>,
    /// Only warnings and errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// The language of messages [default: the environment's]
    #[arg(long, global = true)]
    pub(crate) lang: Option<Lang>,
    /// How many threads work [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    En,
    Zh,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write the website: posts of new datasets first, then every page
    Build(Build),
    /// Show the website on this machine while you write
    Serve(Serve),
    /// Raw tweets to a dataset
    Import(Import),
    /// A dataset to labels and an analysis
    Analyse(Analyse),
    /// An analysis to a post and its picture; from raw tweets, all three steps
    Report(Report),
    /// A report somebody wrote to an analysis
    Adopt(Adopt),
    /// Names and topics over all reports, counted anew: _data/trends.yaml
    Trends,
    /// What is broken in the website that was built: links, anchors, pictures, feeds
    Check(Check),
    /// A picture of weighted words, without a blog
    Wordcloud(Wordcloud),
    /// Begin a blog in an empty folder
    Init(Init),
    /// Begin a post, a page or a draft
    New {
        #[command(subcommand)]
        what: New,
    },
    /// A draft becomes a post
    Publish(Publish),
    /// What is in the blog, published or not
    List(List),
    /// Whether the blog is in order: configuration, addresses, datasets, leftovers
    Doctor(Doctor),
    /// Remove what `build` wrote
    Clean,
    /// What a shell needs to complete this command line
    Completions(Completions),
    /// The manual page, for `man`
    Man,
}

#[derive(Args, Clone)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Write the SHA-256 of each file of the website here, as `sha256sum --check` reads it in the destination
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
}

/// Which posts are published, and how addresses begin.
#[derive(Args, Clone)]
pub(crate) struct Which {
    /// Publish _drafts/ too
    #[arg(short = 'D', long)]
    pub(crate) drafts: bool,
    /// Publish posts dated in the future
    #[arg(long)]
    pub(crate) future: bool,
    /// Publish posts that say `published: false`
    #[arg(long)]
    pub(crate) unpublished: bool,
    /// Publish only the newest N posts
    #[arg(long, alias = "limit_posts", value_name = "N")]
    pub(crate) limit_posts: Option<usize>,
    /// What every address begins with, such as /blog
    #[arg(short, long, value_name = "PATH")]
    pub(crate) baseurl: Option<String>,
    /// Configuration files in the blog's folder, later ones win [default: _config.yml]
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    pub(crate) config: Vec<String>,
    /// The moment to build for, such as "2025-12-04 10:00 +0800" [default: now]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) now: Option<Moment>,
    #[command(flatten)]
    _jekylls: Jekylls,
}

/// What scripts written for Jekyll say and what is so here anyway.
#[derive(Args, Clone)]
struct Jekylls {
    #[arg(short = 'I', long = "incremental", hide = true)]
    _incremental: bool,
    #[arg(long = "safe", hide = true)]
    _safe: bool,
    #[arg(short = 't', long = "trace", hide = true)]
    _trace: bool,
    #[arg(long = "verbose", hide = true)]
    _verbose: bool,
    #[arg(long = "profile", hide = true)]
    _profile: bool,
    #[arg(long = "disable-disk-cache", hide = true)]
    _disable_disk_cache: bool,
    #[arg(
        long = "strict-front-matter",
        alias = "strict_front_matter",
        hide = true
    )]
    _strict_front_matter: bool,
}

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Build anew when a file changes, and show it in open pages
    #[arg(short, long)]
    pub(crate) watch: bool,
    /// The port, or the next one that is free
    #[arg(short = 'P', long, default_value_t = 4000)]
    pub(crate) port: u16,
    /// The address to listen on; 0.0.0.0 lets other machines in
    #[arg(short = 'H', long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = address)]
    pub(crate) host: IpAddr,
    /// Open the website in a browser
    #[arg(short, long)]
    pub(crate) open: bool,
    /// Write the website to the destination, too
    #[arg(long)]
    pub(crate) write: bool,
    /// Look for changes every second instead of being told (for network drives)
    #[arg(long)]
    pub(crate) poll: bool,
}

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

#[derive(Args)]
pub(crate) struct Check {
    #[command(subcommand)]
    pub(crate) what: Option<CheckWhat>,
    #[command(flatten)]
    pub(crate) which: Which,
    /// For whom findings are written
    #[arg(long, global = true, default_value = "people")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) outside: Outside,
}

/// Links to other websites.
#[derive(Args)]
pub(crate) struct Outside {
    /// Ask other websites, too, whether what is linked to is still there; answers are kept in .site-links.jsonl
    #[arg(long)]
    pub(crate) external: bool,
    /// The most addresses that are asked for in a run; the next goes on
    #[arg(long, value_name = "N", default_value_t = 500, requires = "external")]
    pub(crate) external_most: usize,
    /// When to stop asking, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 300,
        requires = "external"
    )]
    pub(crate) external_time: u64,
    /// The pause between two requests to one website, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "external")]
    pub(crate) external_pause: u64,
    /// How many days an answer is taken to hold
    #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "external")]
    pub(crate) external_days: u64,
    /// Ask this machine and its network, too
    #[arg(long, requires = "external")]
    pub(crate) external_private: bool,
}

#[derive(Subcommand)]
pub(crate) enum CheckWhat {
    /// Check that posts say what their tweets say: quotes, numbers, names, dates, links
    Report(CheckReport),
}

#[derive(Args)]
pub(crate) struct CheckReport {
    /// The dataset, a folder of _data/
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) slug: Option<String>,
    /// Every dataset that has tweets and a post
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With excerpts and help
    People,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Args)]
pub(crate) struct Wordcloud {
    /// Words, one a line, each with a tab and its weight, and if you like a tab and its group; - for standard input
    pub(crate) words: PathBuf,
    /// The picture, .jpg, .png, .webp or .svg
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Width in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 1600)]
    pub(crate) width: u32,
    /// Height in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 900)]
    pub(crate) height: u32,
    /// The most words that are drawn, the heaviest first
    #[arg(long = "words", value_name = "N", default_value_t = 120)]
    pub(crate) most: usize,
    /// The least size of type on a picture 1600 wide [default: 24, from 201 words on 12]
    #[arg(long, value_name = "PIXELS")]
    pub(crate) min_size: Option<f64>,
    /// Free border, as a part of the shorter side
    #[arg(long, value_name = "PART", default_value_t = 0.012)]
    pub(crate) margin: f64,
    /// light, dark, print, newspaper, or a ground and inks such as '#ffffff,#1a5fb4,#a51d2d'
    #[arg(long, value_name = "COLOURS", default_value = "light")]
    pub(crate) palette: String,
    /// The same as --palette dark
    #[arg(long)]
    pub(crate) dark: bool,
    /// A font file, or the name of one that the system has; characters it lacks come from the built-in font. Several are asked in
    /// turn
    #[arg(long, value_name = "FONT")]
    pub(crate) font: Vec<String>,
    /// Where words lead in an SVG, such as 'https://example.org/search?q={word}'
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// The part of the words that is turned by a quarter, 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0)]
    pub(crate) turned: f64,
    /// The part of the Chinese words that is set top down, 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0)]
    pub(crate) stacked: f64,
    /// A shape for the words to fill: a PNG (what is opaque, or dark) or an SVG (its filled paths)
    #[arg(long, value_name = "FILE")]
    pub(crate) shape: Option<PathBuf>,
    /// An earlier list of words: those in both stay close to where they stood
    #[arg(long, value_name = "FILE")]
    pub(crate) before: Option<PathBuf>,
    /// An SVG that passes from the earlier list to this one and back
    #[arg(long, requires = "before")]
    pub(crate) animate: bool,
    /// What the picture shows, in one sentence, for those who do not see it
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

fn address(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::from([127, 0, 0, 1])),
        text => text
            .parse()
            .map_err(|_| format!("`{text}` is not an address such as 127.0.0.1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Cli::command().debug_assert();
    }
}
