//! One file per command: what it does, in order.
//!
//! Commands join the two halves and the edge; they must not know how any of them works.

mod adopt;
mod ads;
mod analyse;
mod analyse_parts;
mod analyse_quality;
mod build;
mod check;
mod check_external;
mod check_report;
mod clean;
mod cloud;
mod compose;
mod dataset;
mod doctor;
mod earlier;
mod evidence;
mod hand;
mod import;
mod init;
mod ledger;
mod list;
mod llm;
mod llm_answers;
mod llm_wishes;
mod manual;
mod new;
mod publish;
mod report;
mod rollup;
mod serve;
mod trends;
mod wishes;
mod wordcloud;
mod wordcloud_said;

use crate::cli::{Cli, Command, Global};
use crate::edge::terminal::Terminal;
use crate::edge::{disk, files, folders};
use post::{Diagnostic, Mapping, yaml};
use std::path::{Path, PathBuf};

/// How a command ends: well, or with what stopped it. Lesser things are told on the way.
type Outcome = Result<(), Box<Diagnostic>>;

/// Where a blog is, and where its website goes.
pub(crate) struct Blog {
    pub(crate) root: PathBuf,
    pub(crate) destination: PathBuf,
    /// The configuration, where it stands elsewhere and led to the blog.
    config: Option<PathBuf>,
}

impl Blog {
    /// What looks at the blog's files.
    fn scanner(&self) -> disk::Scanner {
        disk::Scanner::new(&self.root, &self.destination).with_config(self.config.clone())
    }
}

/// Does what was asked.
///
/// # Errors
/// What stopped the command.
pub(crate) fn run(cli: &Cli, terminal: &mut Terminal) -> Outcome {
    let open = || open(&cli.global);
    match &cli.command {
        Command::Init(args) => init::run(args, terminal),
        Command::Completions(args) => manual::completions(args.shell),
        Command::Man => manual::page(terminal.zh()),
        Command::Wordcloud(args) => wordcloud::run(args, terminal),
        Command::Build(args) => build::run(args, &open()?, terminal),
        Command::Import(args) => import::run(args, &open()?, terminal),
        Command::Analyse(args) => match (&args.evaluate, &args.train, &args.output) {
            (Some(named), _, _) => analyse_quality::evaluate(named, terminal),
            (_, Some(named), Some(output)) => analyse_quality::train(named, output, terminal),
            _ if args.map.is_some() => analyse_parts::map(args, &open()?, terminal),
            _ if args.merge.is_some() => analyse_parts::merge(args, &open()?, terminal),
            _ => {
                let slug = dataset::slug(args.slug.as_deref().unwrap_or_default())?;
                analyse::run(
                    slug,
                    args.cloud_weight,
                    hand::Edits::forced(args.force.force),
                    &open()?,
                    terminal,
                )
            }
        },
        Command::Report(args) => report::run(args, &open()?, terminal),
        Command::Check(args) => check::run(args, &open()?, terminal),
        Command::Adopt(args) => adopt::run(args, &open()?, terminal),
        Command::New { what } => new::run(what, &open()?, terminal),
        Command::Publish(args) => publish::run(args, &open()?, terminal),
        Command::List(args) => list::run(args, &open()?, terminal),
        Command::Doctor(args) => doctor::run(args, &open()?, terminal),
        Command::Trends => trends::run(&open()?, terminal),
        Command::Clean => clean::run(&open()?, terminal),
        Command::Serve(args) => serve::run(args, &open()?, terminal),
    }
}

fn open(global: &Global) -> Result<Blog, Box<Diagnostic>> {
    let root = global.source.clone();
    if !folders::is_blog(&root) {
        return Err(Box::new(
            Diagnostic::error(
                "not-a-blog",
                format!(
                    "`{}` is not a blog: it has neither _config.yml nor _posts, nor anything else to publish",
                    root.display()
                ),
                format!(
                    "“{}”不是博客文件夹：既没有 _config.yml 也没有 _posts，也没有别的可以发布的内容",
                    root.display()
                ),
            )
            .help(
                "go to the blog's folder, or name it with `--source DIR`",
                "请进入博客所在的文件夹，或用 `--source DIR` 指定",
            ),
        ));
    }
    // As in Jekyll, both are seen from the folder whose configuration says so.
    let destination = global.destination.clone();
    let destination = destination.or_else(|| configured(&root, "destination"));
    let destination = destination.unwrap_or_else(|| root.join("_site"));
    let (root, config) = match configured(&root, "source").filter(|named| named.is_dir()) {
        Some(named) => (named, Some(root.join("_config.yml"))),
        None => (root, None),
    };
    Ok(Blog {
        destination,
        root,
        config,
    })
}

/// A folder that `_config.yml` names under this key. A configuration that cannot be read names none here; a build tells what is
/// wrong with it.
fn configured(root: &Path, key: &str) -> Option<PathBuf> {
    let bytes = files::read(&root.join("_config.yml")).ok()??;
    let config: Mapping = yaml::from_str(&String::from_utf8_lossy(&bytes)).ok()?;
    let named = config.get(key)?.as_str()?.trim();
    (!named.is_empty() && named != ".").then(|| root.join(named))
}
