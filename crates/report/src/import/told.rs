//! What the author is told about the files: their bytes, what was set aside and why, what is missing.
//!
//! It must not count or decide anything.

use super::decode::{Notes, PARQUET};
use super::reason::Reason;
use super::{KNOWN_FORMATS_EN, KNOWN_FORMATS_ZH};
use crate::dataset::ImportCounts;
use post::Diagnostic;
use std::collections::BTreeMap;

/// A dataset's name becomes part of paths, so it is letters, digits, `_` and `-`.
pub(super) fn check_name(name: &str) -> Option<Diagnostic> {
    let fine = !name.is_empty()
        && name.len() <= 64
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        && !name.starts_with('-');
    (!fine).then(|| {
        Diagnostic::error(
            "import-name",
            format!("`{name}` cannot name a dataset"),
            format!("“{name}”不能用作数据集的名字"),
        )
        .help(
            "use up to 64 ASCII letters, digits, `_` and `-`, such as `twitter_ai`",
            "请用不超过 64 个英文字母、数字、“_”和“-”，例如 twitter_ai",
        )
    })
}

pub(super) fn nothing_kept(counts: &ImportCounts) -> Diagnostic {
    let ImportCounts {
        read,
        outside,
        without_time,
        rejected,
        ..
    } = *counts;
    Diagnostic::warning(
        "import-empty",
        format!(
            "no tweet was kept: {read} read, {outside} outside the window, {without_time} without a time, {rejected} rejected"
        ),
        format!(
            "没有保留任何推文：读取 {read} 条，窗口之外 {outside} 条，没有时间 {without_time} 条，被拒绝 {rejected} 条"
        ),
    )
    .help(
        "check --from, --to and --tz, and that the files hold tweets",
        "请检查 --from、--to、--tz，并确认文件里有推文",
    )
}

pub(super) fn no_tweets(file: &str) -> Diagnostic {
    Diagnostic::warning(
        "import-no-tweets",
        "no tweets in this file",
        "这个文件里没有推文",
    )
    .at(file, 0, 0)
    .help(KNOWN_FORMATS_EN, KNOWN_FORMATS_ZH)
}

pub(super) fn about_bytes(file: &str, notes: &Notes, bytes: u64) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    if bytes == 0 && notes.failure.is_none() {
        said.push(Diagnostic::warning(
            "import-empty-file",
            "the file is empty",
            "文件是空的",
        ));
    }
    if let Some(encoding) = notes.encoding {
        said.push(
            Diagnostic::note(
                "import-encoding",
                format!("read as {encoding}, because it is not UTF-8"),
                format!("不是 UTF-8，按 {encoding} 读取"),
            )
            .help(
                "if names or texts look wrong, convert the file to UTF-8 first",
                "若出现乱码，请先把文件转换为 UTF-8",
            ),
        );
    }
    if notes.bad > 0 {
        let n = notes.bad;
        said.push(Diagnostic::warning(
            "import-bytes",
            format!("{n} bytes belong to no character and were replaced by U+FFFD"),
            format!("{n} 处字节不成字符，已替换为 U+FFFD"),
        ));
    }
    if notes.zeros > 0 {
        let n = notes.zeros;
        said.push(Diagnostic::note(
            "import-bytes",
            format!("{n} zero bytes were left out"),
            format!("已略去 {n} 个零字节"),
        ));
    }
    if let Some(kind) = notes.container {
        let diagnostic = Diagnostic::warning(
            "import-container",
            format!("a {kind} file, which cannot be read as it is"),
            format!("这是 {kind} 文件，不能直接读取"),
        );
        // With the feature, only Parquet inside something else comes here.
        let not_built = kind == PARQUET && !cfg!(feature = "parquet");
        said.push(match not_built {
            true => diagnostic.help(
                "this program was built without Parquet: build it with `cargo build --release -p site --features parquet`, or export the table as CSV or JSONL",
                "本程序编译时未带 Parquet 支持：请用 cargo build --release -p site --features parquet 重新编译，或把表格导出为 CSV、JSONL",
            ),
            false => diagnostic.help(
                "unpack it, or export it as JSON, JSONL or CSV",
                "请先解压，或导出为 JSON、JSONL 或 CSV",
            ),
        });
    }
    if let Some(why) = &notes.failure {
        let text = Reason::Unreadable(why.clone()).text();
        said.push(Diagnostic::error("import-read", text.en, text.zh));
    }
    said.into_iter().map(|said| said.at(file, 0, 0)).collect()
}

/// One message for each kind of rejection in a file, at its first place.
pub(super) fn about_reasons(
    file: &str,
    reasons: BTreeMap<Reason, (u64, u64, String)>,
) -> Vec<Diagnostic> {
    let mut said: Vec<(u64, Diagnostic)> = reasons
        .into_iter()
        .map(|(reason, (n, line, excerpt))| {
            let text = reason.text();
            let (more_en, more_zh) = match n {
                1 => (String::new(), String::new()),
                n => (
                    format!(" ({n} records, the first here)"),
                    format!("（共 {n} 条，这是第一条）"),
                ),
            };
            let at = u32::try_from(line).unwrap_or(u32::MAX);
            let mut diagnostic = Diagnostic::warning(
                "import-rejected",
                format!("{}{more_en}", text.en),
                format!("{}{more_zh}", text.zh),
            )
            .at(file, at, 0)
            .excerpt(excerpt);
            diagnostic.help = reason.help();
            (line, diagnostic)
        })
        .collect();
    said.sort_by_key(|(line, _)| *line);
    said.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

pub(super) fn about_times(file: &str, n: u64, line: u64) -> Diagnostic {
    Diagnostic::warning(
        "import-no-time",
        format!("{n} tweets tell no time and cannot be placed in the window; the first is here"),
        format!("{n} 条推文没有可用的时间，无法归入时间范围；这是第一条"),
    )
    .at(file, u32::try_from(line).unwrap_or(u32::MAX), 0)
    .help(
        "if a column holds it under another name or in another spelling, say so with --mapping (`time`, `time_format`)",
        "如果时间在其他列里或写法不同，请用 --mapping 说明（time、time_format）",
    )
}

pub(super) fn excerpt(record: &str) -> String {
    let start: String = record.chars().take(1_000).collect();
    let mut line: String = start.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(120) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The place where tweets wait while files are read has refused them.
pub(super) fn spool_refused(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "import-spool",
        format!("tweets cannot be kept aside while files are read: {error}"),
        format!("读取文件时无法暂存推文：{error}"),
    )
    .help(
        "free some space on the disk of the blog and run the command again",
        "请在博客所在的磁盘上腾出空间后重新运行",
    )
}
