//! `site report`: the post and picture of an analysis; from files of tweets, all three steps, each through its files, so
//! that what a person edited in between counts.
//!
//! It must not know what any step does.

use super::hand::Edits;
use super::{Blog, Outcome, analyse, compose, dataset, import, llm, rollup};
use crate::cli;
use crate::edge::terminal::Terminal;
use post::Diagnostic;

/// Makes a report.
///
/// # Errors
/// As of the steps; arguments that do not say which dataset is meant.
pub(super) fn run(args: &cli::Report, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let edits = match args.merge {
        true => Edits::Merge,
        false => Edits::forced(args.force.force),
    };
    if let Some(span) = args.rollup {
        let [name] = args.inputs.as_slice() else {
            return Err(Box::new(which()));
        };
        let name = name.to_str().ok_or_else(|| Box::new(which()))?;
        let slug = rollup::join(name, span, args.window.from, edits, blog, terminal)?;
        match args.model.llm {
            true => llm::run(&slug, &args.model, edits, blog, terminal)?,
            false => analyse::run(&slug, None, edits, blog, terminal)?,
        }
        return compose::run(blog, &slug, edits, terminal);
    }
    if let Some(name) = &args.dataset {
        let slug = import::files(
            &args.inputs,
            name,
            &args.window,
            &args.reading,
            edits,
            blog,
            terminal,
        )?;
        let Some(slug) = slug else {
            return Ok(());
        };
        match args.model.llm {
            true => llm::run(&slug, &args.model, edits, blog, terminal)?,
            false => analyse::run(&slug, None, edits, blog, terminal)?,
        }
        return compose::run(blog, &slug, edits, terminal);
    }
    let [argument] = args.inputs.as_slice() else {
        return Err(Box::new(which()));
    };
    let argument = argument.to_str().ok_or_else(|| Box::new(which()))?;
    let slug = dataset::slug(argument)?;
    if args.model.dry_run {
        return llm::estimate(slug, &args.model, blog, terminal);
    }
    if args.model.llm {
        llm::run(slug, &args.model, edits, blog, terminal)?;
    } else if dataset::read(blog, &dataset::path(slug, "analysis.yaml"))?.is_none()
        && dataset::read(blog, &dataset::path(slug, "tweets.jsonl"))?.is_some()
    {
        analyse::run(slug, None, edits, blog, terminal)?;
    }
    compose::run(blog, slug, edits, terminal)
}

fn which() -> Diagnostic {
    Diagnostic::error(
        "dataset",
        "it is not clear which dataset is meant",
        "不清楚要处理哪个数据集",
    )
    .help(
        "name one folder of _data/, or files of tweets together with `--dataset NAME`",
        "请写 _data/ 下的一个文件夹，或者写推文文件并加上 `--dataset 名称`",
    )
}
