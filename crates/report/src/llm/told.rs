//! What an author is told of a model's work: always a warning or a note, since the report is complete without it.
//!
//! It must not know how a fault was found.

use super::reply::Refusal;
use post::Diagnostic;

/// The most findings that are told of one section.
const FINDINGS: usize = 3;

/// The first findings in one line.
fn first(findings: &[String]) -> String {
    findings[..findings.len().min(FINDINGS)].join("; ")
}

/// A section kept the offline text.
pub(super) fn replaced(section: &str, findings: &[String]) -> Diagnostic {
    let shown = first(findings);
    Diagnostic::warning(
        "llm-replaced",
        format!("`{section}` keeps the offline text: {shown}"),
        format!("“{section}”保留离线文本：{shown}"),
    )
}

/// A sentence was left out, others of the section stand.
pub(super) fn dropped(section: &str, findings: &[String]) -> Diagnostic {
    let shown = first(findings);
    Diagnostic::warning(
        "llm-dropped",
        format!("of `{section}` a sentence of the model was left out: {shown}"),
        format!("“{section}”有一句模型的话没有采用：{shown}"),
    )
}

/// The endpoint did not answer a question.
pub(super) fn refused(section: &str, why: &Refusal) -> Diagnostic {
    let (en, zh) = match why {
        Refusal::Down(why) => (
            format!("the endpoint is not reached: {why}"),
            format!("无法连接服务：{why}"),
        ),
        Refusal::Slow => ("the endpoint took too long".into(), "服务响应超时".into()),
        Refusal::Status(code, why) => (
            format!("the endpoint answered {code}: {why}"),
            format!("服务返回 {code}：{why}"),
        ),
        Refusal::TooLong => ("the answer is too long".into(), "回答过长".into()),
        Refusal::Garbage => (
            "the answer is not a chat completion".into(),
            "返回的内容不是对话补全的格式".into(),
        ),
        Refusal::NotRecorded => (
            "this question is not among the recorded ones".into(),
            "录制的问答中没有这个问题".into(),
        ),
    };
    Diagnostic::warning(
        "llm-refused",
        format!("`{section}` keeps the offline text: {en}"),
        format!("“{section}”保留离线文本：{zh}"),
    )
}

/// The endpoint failed so often that it is not asked again.
pub(super) fn given_up(left: usize) -> Diagnostic {
    Diagnostic::warning(
        "llm-given-up",
        format!("the endpoint keeps failing: {left} more sections were not asked for and keep the offline text"),
        format!("服务接连失败：另有 {left} 个部分没有再请求，保留离线文本"),
    )
    .help(
        "look at `llm.url` and `llm.model` in _config.yml, then run the command again: answers that came are kept",
        "请检查 _config.yml 中的 `llm.url` 和 `llm.model`，然后重新运行：已得到的回答会保留",
    )
}

/// The budget is spent.
pub(super) fn over_budget(left: usize, budget: u64) -> Diagnostic {
    Diagnostic::warning(
        "llm-budget",
        format!("the budget of {budget} tokens is spent: {left} sections keep the offline text"),
        format!("{budget} token 的预算已用完：{left} 个部分保留离线文本"),
    )
    .help(
        "raise it with `--budget` or `llm.budget`; answers that came are kept and cost nothing again",
        "可用 `--budget` 或 `llm.budget` 提高预算；已得到的回答会保留，不再计费",
    )
}
