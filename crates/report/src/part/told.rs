//! What the author is told of a part that cannot be merged.
//!
//! It must not know what a part holds.

use post::Diagnostic;

/// A line that says something else than lines of parts do.
pub(super) fn unclear(file: &str, line: usize, why: &serde_json::Error) -> Box<Diagnostic> {
    let text = why.to_string();
    // Where it is, the diagnostic says.
    broken(
        file,
        line,
        text.split(" at line ").next().unwrap_or_default(),
    )
}

/// What is no part, or not all of one.
pub(super) fn broken(file: &str, line: usize, why: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "part",
            format!("this is not a whole part of a dataset: {why}"),
            format!("这不是数据集的完整部分：{why}"),
        )
        .at(file, line as u32, 0)
        .help(
            "make it again with `site analyse --map FILES… --dataset NAME -o PART`",
            "请用 `site analyse --map 文件… --dataset 名称 -o 部分` 重新生成",
        ),
    )
}

/// A part of something else.
pub(super) fn stranger(file: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "part",
            "this part was made for another dataset, other days, by another version, or under other rules of advertising",
            "这个部分属于别的数据集或日期，或由别的版本、别的广告规则生成",
        )
        .at(file, 1, 0)
        .help(
            "make all parts with the same options, the same program and the same `report.ads`",
            "请用相同的选项、相同的程序和相同的 `report.ads` 生成所有部分",
        ),
    )
}
