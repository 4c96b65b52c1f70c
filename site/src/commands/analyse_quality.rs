//! `site analyse --evaluate TASK FILES…` and `--train TASK FILES… -o MODEL`: measures on files that a user labelled.
//!
//! It must not know how anything is measured or learnt.

use super::Outcome;
use crate::edge::files::{self, Keep};
use crate::edge::folders;
use crate::edge::terminal::{Terminal, number};
use post::Diagnostic;
use report::analyse::evaluate::{self, Measured, Task};
use std::path::{Path, PathBuf};

/// Prints how good the shipped analysis is on labelled files.
///
/// # Errors
/// A task that is none; a file that is not there or holds nothing labelled.
pub(super) fn evaluate(named: &[PathBuf], terminal: &mut Terminal) -> Outcome {
    let (task, files) = read(named)?;
    let measured = {
        let _busy = terminal.busy("measuring", "正在测量");
        evaluate::evaluate(task, &files)
    };
    show(&named[0], &measured, terminal)
}

/// Learns a model, writes it, and prints what cross-validation says of it.
///
/// # Errors
/// As of `evaluate`; a task that has no model; what the disk refuses.
pub(super) fn train(named: &[PathBuf], output: &Path, terminal: &mut Terminal) -> Outcome {
    let (task, files) = read(named)?;
    let learnt = {
        let _busy = terminal.busy("learning", "正在学习");
        evaluate::train(task, &files)
    };
    let Some((model, measured)) = learnt else {
        return Err(nothing(&named[0]));
    };
    files::write(output, &model, Keep::Authored)
        .map_err(|error| Box::new(files::refused(&output.to_string_lossy(), &error)))?;
    let (bytes, path) = (number(model.len()), output.display());
    terminal.say(
        format!("{path}: {bytes} bytes; five-fold cross-validation:"),
        format!("{path}：{bytes} 字节；五折交叉验证："),
    );
    show(&named[0], &measured, terminal)
}

/// A task and its files, `(name, bytes)` each.
type Named = (Task, Vec<(String, Vec<u8>)>);

fn read(named: &[PathBuf]) -> Result<Named, Box<Diagnostic>> {
    let task = named[0].to_str().and_then(Task::named).ok_or_else(|| {
        let tasks: Vec<&str> = Task::ALL.iter().map(|(name, _)| *name).collect();
        Box::new(
            Diagnostic::error(
                "task",
                format!("`{}` is not a task", named[0].display()),
                format!("“{}”不是一个任务", named[0].display()),
            )
            .help(
                format!("name one of {}", tasks.join(", ")),
                format!("请写其中之一：{}", tasks.join("、")),
            ),
        )
    })?;
    let mut all = Vec::new();
    for path in &named[1..] {
        let shown = path.to_string_lossy();
        if folders::is_folder(path) {
            let found = folders::tree(path)?;
            let inside = |(name, bytes)| (format!("{shown}/{name}"), bytes);
            all.extend(found.into_iter().map(inside));
            continue;
        }
        let bytes = files::read(path)
            .map_err(|error| Box::new(files::refused(&shown, &error)))?
            .ok_or_else(|| missing(&shown))?;
        // Of topics, each is a folder of its own.
        let name = match task {
            Task::Summary => shown,
            _ => path.file_name().unwrap_or_default().to_string_lossy(),
        };
        all.push((name.into_owned(), bytes));
    }
    Ok((task, all))
}

fn missing(shown: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("labelled", "there is no such file", "没有这个文件").at(shown, 0, 0))
}

fn show(task: &Path, measured: &Measured, terminal: &mut Terminal) -> Outcome {
    if measured.texts == 0 {
        return Err(nothing(task));
    }
    let mut lines = vec![
        format!("task\t{}", task.display()),
        format!("texts\t{}", measured.texts),
    ];
    lines.extend((measured.left_out > 0).then(|| format!("left out\t{}", measured.left_out)));
    lines.extend(
        measured
            .counts
            .iter()
            .map(|(name, count)| format!("{name}\t{count}")),
    );
    lines.extend(
        measured
            .shares
            .iter()
            .map(|(name, share)| format!("{name}\t{share:.4}")),
    );
    let text = lines.join("\n");
    terminal.print(text.clone(), text);
    Ok(())
}

fn nothing(task: &Path) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "labelled",
            format!("no labelled text for `{}` in these files", task.display()),
            format!("这些文件里没有适合任务“{}”的带标签文本", task.display()),
        )
        .help(
            "docs/quality.md shows the shapes of labelled files",
            "带标签文件的写法见 docs/quality.md",
        ),
    )
}
