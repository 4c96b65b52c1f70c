//! The arguments of `site check`.
//!
//! It must not know how anything is done.

use super::Which;
use clap::{Args, Subcommand, ValueEnum};

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
