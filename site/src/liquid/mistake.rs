//! What is wrong in the Liquid of a body, told with its place in the file.
//!
//! It must not know how Liquid is carried out.

use super::body::Asking;
use post::Diagnostic;

/// The library's complaint with the line that it is about. `shown` is where something is shown that is wrong by itself.
pub(super) fn of(
    error: &liquid_core::Error,
    shown: Option<usize>,
    asking: &Asking<'_>,
) -> Diagnostic {
    let text = error.to_string();
    let sentence = sentence(&text);
    let (row, column) = place(&text, asking.body)
        .or_else(|| shown.map(|at| row_and_column(asking.body, at)))
        .unwrap_or((1, 1));
    let told = Diagnostic::error(
        "liquid",
        format!("Liquid: {sentence}"),
        format!("Liquid：{sentence}"),
    );
    at(told, row, column, asking).help(
        "put what is no Liquid between {% raw %} and {% endraw %}, or take `render_with_liquid` away",
        "不是 Liquid 的内容请放在 {% raw %} 和 {% endraw %} 之间，或去掉 `render_with_liquid`",
    )
}

/// What a body does is too much.
pub(super) fn too_much((en, zh): (&str, &str), asking: &Asking<'_>) -> Diagnostic {
    let told = Diagnostic::error("liquid", format!("Liquid: {en}"), format!("Liquid：{zh}"));
    at(told, 1, 1, asking).help(
        "let its loops go round less often, or show less",
        "请减少循环的次数或所显示的内容",
    )
}

/// The complaint about an include's text, as one about the tag that includes `file`.
pub(super) fn inside(
    error: &liquid_core::Error,
    path: &str,
    include: &str,
    file: &str,
) -> liquid_core::Error {
    let text = error.to_string();
    let row = place(&text, include).map_or(1, |(row, _)| row);
    let told = format!("{path}:{row}: {}", sentence(&text));
    liquid_core::Error::with_msg(told).context("variable", file.to_owned())
}

/// The sentence of a complaint that says what is wrong.
pub(super) fn sentence(error: &str) -> &str {
    let message = error.trim_start_matches("liquid:").trim();
    let mut lines = error.lines().rev();
    lines
        .find_map(|line| line.trim().strip_prefix("= "))
        .unwrap_or_else(|| message.lines().next().unwrap_or(message))
}

/// What is shown here in a body is no Liquid, and shows nothing.
pub(super) fn nothing(shown: usize, asking: &Asking<'_>) -> Diagnostic {
    let told = left_out(asking.body, shown);
    let (row, column) = row_and_column(asking.body, shown);
    at(told, row, column, asking)
}

/// The same of an include.
pub(super) fn nothing_in(path: &str, include: &str, shown: usize) -> Diagnostic {
    let (row, column) = row_and_column(include, shown);
    let told = left_out(include, shown).at(path, row, column);
    match include.lines().nth(row as usize - 1) {
        Some(line) => told.excerpt(line),
        None => told,
    }
}

fn left_out(text: &str, shown: usize) -> Diagnostic {
    let tag = &text[shown..];
    let tag = tag.find("}}").map_or(tag, |end| &tag[..end + 2]);
    let tag = tag.lines().next().unwrap_or(tag);
    let told = Diagnostic::warning(
        "liquid",
        format!("`{tag}` is no Liquid: nothing stands in its place"),
        format!("`{tag}` 不是 Liquid，原处什么也没有显示"),
    );
    told.help(
        "put it between {% raw %} and {% endraw %} to have it shown as it is",
        "想原样显示，请放在 {% raw %} 和 {% endraw %} 之间",
    )
}

fn at(told: Diagnostic, row: u32, column: u32, asking: &Asking<'_>) -> Diagnostic {
    let told = told.at(&asking.article.path, row + asking.lines_before, column);
    match asking.body.lines().nth(row as usize - 1) {
        Some(line) => told.excerpt(line),
        None => told,
    }
}

/// ` --> 3:7`: where the grammar failed. Otherwise the tag that is named, where it stands first.
fn place(error: &str, body: &str) -> Option<(u32, u32)> {
    let arrow = error.lines().find_map(|line| {
        let line = line.trim_start_matches("liquid:").trim_start();
        let (row, column) = line.strip_prefix("--> ")?.split_once(':')?;
        Some((row.parse::<u32>().ok()?, column.trim().parse::<u32>().ok()?))
    });
    let named = || {
        let keys = ["requested variable=", "variable=", "requested="];
        let mut lines = error.lines().map(str::trim);
        let name = lines.find_map(|line| keys.iter().find_map(|key| line.strip_prefix(key)))?;
        Some((row_and_column(body, body.find(name.trim())?).0, 1))
    };
    // The library read more than the file has, so a column behind another tag is not the file's.
    let exact = |row: u32| {
        let line = body.lines().nth(row as usize - 1).unwrap_or_default();
        line.matches(['{', '%']).count() <= 2
    };
    arrow
        .map(|(row, column)| (row, if exact(row) { column } else { 1 }))
        .or_else(named)
}

fn row_and_column(body: &str, at: usize) -> (u32, u32) {
    let before = &body[..at];
    let line = before.rsplit('\n').next().unwrap_or(before);
    let row = before.matches('\n').count() as u32 + 1;
    (row, line.chars().count() as u32 + 1)
}
