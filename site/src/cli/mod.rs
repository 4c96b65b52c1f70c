//! The command line as types: what can be asked of the program.
//!
//! It must not know how anything is done.

mod author;
mod check;
mod chinese;
mod tweets;
mod wordcloud;

pub(crate) use author::{Completions, Doctor, Init, Language, List, Listed, New, Publish};
pub(crate) use check::{Check, CheckReport, CheckWhat, Format, Outside};
pub(crate) use tweets::{
    Adopt, Analyse, CloudWeight, EvidenceRule, Import, Model, Reading, Report, Rollup, Window,
};
pub(crate) use wordcloud::Wordcloud;

use crate::edge::clock::Moment;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
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
