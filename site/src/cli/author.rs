//! The arguments of what an author does between reports: begin a blog, begin and publish texts, look over what is there.
//!
//! It must not know how anything is done.

use super::Which;
use crate::edge::clock::Moment;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Init {
    /// The folder, which is made if it is not there
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The blog's title [default: the folder's name]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The language of the blog
    #[arg(long, value_name = "TAG", default_value = "zh-CN")]
    pub(crate) language: Language,
    /// Where it will be published, such as https://name.github.io/repository
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// The date of the first post [default: now]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) now: Option<Moment>,
    /// Add what is missing to a folder that is not empty; what is there stays as it is
    #[arg(long)]
    pub(crate) add: bool,
}

/// A language that the theme speaks.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    #[value(name = "zh-CN", alias = "zh")]
    Chinese,
    #[value(name = "en")]
    English,
}

#[derive(Subcommand)]
pub(crate) enum New {
    /// A post with this title, in _posts/
    Post(Begun),
    /// A page with this title, in the blog's folder
    Page(Begun),
    /// A draft with this title, in _drafts/
    Draft(Begun),
}

#[derive(Args)]
pub(crate) struct Begun {
    /// The title
    pub(crate) title: String,
    /// The text's date [default: now]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) now: Option<Moment>,
}

#[derive(Args)]
pub(crate) struct Publish {
    /// The draft: its file in _drafts/, with or without folder and ending
    pub(crate) draft: PathBuf,
    /// When it counts as published [default: now]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    pub(crate) now: Option<Moment>,
}

#[derive(Args)]
pub(crate) struct List {
    /// What to list
    #[arg(default_value = "posts")]
    pub(crate) what: Listed,
    #[command(flatten)]
    pub(crate) which: Which,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// What a blog has that can be listed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listed {
    /// Posts, newest first; those not published say why
    Posts,
    /// Drafts
    Drafts,
    /// Pages of the author's own
    Pages,
    /// Tags, most used first
    Tags,
    /// Categories, most used first
    Categories,
}

#[derive(Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
