//! One file per command: what it does, in order.
//!
//! Commands join the two halves and the edge; they must not know how any of them works.

mod adopt;
mod build;
mod check;
mod clean;
mod compose;
mod dataset;
mod import;
mod ledger;
mod new;
mod report;
mod serve;
mod wordcloud;

use crate::cli::{Cli, Command, Global};
use crate::edge::disk;
use crate::edge::terminal::Terminal;
use post::Diagnostic;
use std::path::PathBuf;

/// How a command ends: well, or with what stopped it. Lesser things are told on the way.
type Outcome = Result<(), Box<Diagnostic>>;

/// Where a blog is, and where its website goes.
pub(crate) struct Blog {
    pub(crate) root: PathBuf,
    pub(crate) destination: PathBuf,
}

/// Does what was asked.
///
/// # Errors
/// What stopped the command.
pub(crate) fn run(cli: &Cli, terminal: &mut Terminal) -> Outcome {
    if let Command::Wordcloud(args) = &cli.command {
        return wordcloud::run(args, terminal);
    }
    let blog = open(&cli.global)?;
    match &cli.command {
        Command::Build(args) => build::run(args, &blog, terminal),
        Command::Import(args) => import::run(args, &blog, terminal),
        Command::Report(args) => report::run(args, &blog, terminal),
        Command::Check(args) => check::run(args, &blog, terminal),
        Command::Adopt(args) => adopt::run(args, &blog, terminal),
        Command::New { what } => new::run(what, &blog, terminal),
        Command::Clean => clean::run(&blog, terminal),
        Command::Serve(args) => serve::run(args, &blog, terminal),
        _ => Ok(()),
    }
}

fn open(global: &Global) -> Result<Blog, Box<Diagnostic>> {
    let root = global.source.clone();
    if !disk::is_blog(&root) {
        return Err(Box::new(
            Diagnostic::error(
                "not-a-blog",
                format!(
                    "`{}` is not a blog: it has neither _config.yml nor _posts",
                    root.display()
                ),
                format!(
                    "“{}”不是博客文件夹：既没有 _config.yml 也没有 _posts",
                    root.display()
                ),
            )
            .help(
                "go to the blog's folder, or name it with `--source DIR`",
                "请进入博客所在的文件夹，或用 `--source DIR` 指定",
            ),
        ));
    }
    let destination = global.destination.clone();
    Ok(Blog {
        destination: destination.unwrap_or_else(|| root.join("_site")),
        root,
    })
}
