//! What the template engine complains of, as diagnostics with file, line and column.
//!
//! It must not know which templates there are.

use super::shown;
use post::Diagnostic;
use tera::{Error, ErrorKind, ReportError};

/// Everything that an error of the engine says. `place` turns a template's name and a line of what the engine saw into a
/// file and its line.
pub(super) fn tell(
    error: &Error,
    fallback: &str,
    place: impl Fn(&str, u32) -> (String, u32),
) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![from_report(report, &error.to_string(), &place)]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![at(message(&error.to_string()), tpl, 1, 1, &place)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let text = format!("there is no template `{parent}` to extend");
            let chinese = format!("没有可以继承的模板 `{parent}`");
            let plain = Diagnostic::error("template", text, chinese);
            vec![at(plain, current, 1, 1, &place)]
        }
        _ => {
            let text = error.to_string();
            let reports: Vec<Diagnostic> = text
                .split("\n\n")
                .filter_map(|report| from_text(report, &place))
                .collect();
            if reports.is_empty() {
                return vec![at(message(&text), fallback, 0, 0, &place)];
            }
            reports
        }
    }
}

/// What is said when the engine says nothing.
pub(super) fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error("template", "the template failed", "模板出错").at(name, 0, 0)
}

fn from_report(
    report: &ReportError,
    whole: &str,
    place: &impl Fn(&str, u32) -> (String, u32),
) -> Diagnostic {
    let span = report.span();
    let (file, line) = place(report.filename(), span.start_line as u32);
    let mut told = message(report.message()).at(file, line, span.start_col as u32 + 1);
    // ` 12 | {{ the line }}`: the engine's drawing holds the line that the author wrote.
    let drawn = whole.lines().find_map(|drawn| {
        let (number, text) = drawn.split_once(" | ")?;
        (number.trim() == span.start_line.to_string()).then_some(text)
    });
    if let Some(text) = drawn {
        told = told.excerpt(shown::as_written(text));
    }
    told
}

/// One of several reports that the engine joined into a text: `error: …` and ` --> name:line:column`.
fn from_text(report: &str, place: &impl Fn(&str, u32) -> (String, u32)) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let text = lines.next()?.strip_prefix("error: ")?;
    let locus = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = locus.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let told = at(message(text), name, line, column, place);
    let drawn = lines.find_map(|drawn| drawn.split_once(" | "));
    Some(match drawn {
        Some((_, text)) => told.excerpt(shown::as_written(text)),
        None => told,
    })
}

fn at(
    told: Diagnostic,
    name: &str,
    line: u32,
    column: u32,
    place: &impl Fn(&str, u32) -> (String, u32),
) -> Diagnostic {
    let (file, line) = place(name, line);
    told.at(file, line, column)
}

/// Names the template that an unknown one resembles, where one does.
pub(super) fn resembling(mut told: Diagnostic, known: &[&str]) -> Diagnostic {
    let wanted = told.message.en.strip_prefix("Unknown template `");
    let Some(wanted) = wanted.and_then(|rest| rest.split('`').next()) else {
        return told;
    };
    let near = known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(name, wanted), *name))
        .min()
        .filter(|(distance, _)| *distance <= 2 + wanted.len() / 8);
    told.help = None;
    match near {
        Some((_, name)) => told.help(
            format!("did you mean `{name}`?"),
            format!("是不是想写 `{name}`？"),
        ),
        None => told.help(
            "make it in the folder of the templates, or correct its name",
            "请在模板文件夹里新建它，或改正名字",
        ),
    }
}

/// The engine's sentence, with the names at hand as help and the near ones first.
fn message(text: &str) -> Diagnostic {
    let (sentence, names) = match text.split_once(" Available ") {
        Some((sentence, rest)) => (sentence, rest.split_once(": ").map(|(_, names)| names)),
        None => (text, None),
    };
    let sentence = sentence.trim_end_matches('.');
    let told = Diagnostic::error("template", sentence, format!("模板：{sentence}"));
    let Some(names) = names else {
        return told.help(
            "templates are written in Tera: see https://keats.github.io/tera/ and docs/templates.md",
            "模板用 Tera 写成：请看 https://keats.github.io/tera/ 和 docs/templates.md",
        );
    };
    let wanted = sentence.split('`').nth(1).unwrap_or_default();
    let near = names
        .split(", ")
        .map(|name| (strsim::damerau_levenshtein(name, wanted), name))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    match near {
        Some((_, name)) => told.help(
            format!("did you mean `{name}`?"),
            format!("是不是想写 `{name}`？"),
        ),
        None => told.help(format!("there are: {names}"), format!("可用的有：{names}")),
    }
}
