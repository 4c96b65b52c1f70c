//! Tweets that speak to a machine rather than to people: a model never sees them. The first of two walls; the second is that
//! nothing is printed that the cited tweets do not say.
//!
//! It must not decide what the offline report says: there such a tweet is a tweet like any other.

use super::clean;
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Said to a machine, in lower case without white space, marks and hidden characters.
const PHRASES: &[&str] = &[
    // Take back what was said before.
    "忽略以上",
    "忽略上面",
    "忽略上述",
    "忽略之前",
    "忽略前面",
    "忽略所有",
    "忽略你",
    "忽略系统",
    "忽略先前",
    "无视以上",
    "无视之前",
    "无视上述",
    "无视所有",
    "忘记之前",
    "忘记以上",
    "忘记你",
    "忘掉之前",
    "忘掉以上",
    "不要遵守",
    "以上指令",
    "以上内容作废",
    "以上推文作废",
    "之前的指令",
    "原来的指令",
    "ignoreprevious",
    "ignoreall",
    "ignoreabove",
    "ignoretheabove",
    "ignoreprior",
    "ignoreyour",
    "ignoreevery",
    "ignorethesystem",
    "ignoreanyprevious",
    "ignorethetweets",
    "ignoretheother",
    "disregardprevious",
    "disregardall",
    "disregardabove",
    "disregardthe",
    "disregardyour",
    "forgetprevious",
    "forgetall",
    "forgeteverything",
    "forgetyour",
    "overrideyour",
    "overridethe",
    "overrideall",
    "ignorezvorige",
    "ignorelesinstructions",
    "ignoralasinstrucciones",
    "以前の指示",
    "上記の指示",
    "지시를무시",
    // New orders.
    "新指令",
    "新的指令",
    "新任务",
    "最新指令",
    "系统指令",
    "系统提示",
    "系统消息",
    "管理员指令",
    "开发者模式",
    "newinstruction",
    "newsystem",
    "systemprompt",
    "systemmessage",
    "systemoverride",
    "systeminstruction",
    "developermode",
    "adminmode",
    "jailbreak",
    "越狱模式",
    "你现在是",
    "从现在起你",
    "从现在开始你",
    "请扮演",
    "你将扮演",
    "youarenow",
    "fromnowonyou",
    "pretendtobe",
    "pretendyouare",
    "actasif",
    "roleplayas",
    "doanythingnow",
    // What to answer.
    "只输出",
    "请输出",
    "直接输出",
    "输出以下",
    "改为输出",
    "必须输出",
    "请回答以下",
    "请在摘要",
    "请在总结",
    "请在报告",
    "摘要中必须",
    "总结中必须",
    "报告中必须",
    "总结时请",
    "摘要时请",
    "outputonly",
    "outputthefollowing",
    "printthefollowing",
    "respondwith",
    "respondonly",
    "replywith",
    "replyonly",
    "youroutputmust",
    "youranswermust",
    "yourresponsemust",
    "inyoursummary",
    "inthesummary",
    "inyourreport",
    "mustappearin",
    "includethelink",
    "includethisurl",
    "citethistweet",
    "citet",
    "cites:t",
    "引用t",
    "标注t",
    "来源写t",
    "不要核对",
    "无需核对",
    "跳过核对",
    "跳过验证",
    "donotverify",
    "skipverification",
    "noverification",
    // Whom it is said to.
    "如果你是ai",
    "如果你是语言模型",
    "如果你是大模型",
    "如果你是机器人",
    "致ai",
    "给ai看",
    "语言模型请",
    "大模型请",
    "摘要机器人",
    "总结机器人",
    "ifyouareanai",
    "ifyouarean",
    "ifyou'reanai",
    "notetoai",
    "notetollm",
    "attentionai",
    "attentionllm",
    "anyllm",
    "anyaireading",
    "dearai",
    "dearllm",
    "hellollm",
    "aiassistant:",
    "asanailanguagemodel",
    "summarizer",
    "summarizing bot",
    "todelegate",
    // The shapes of a talk with a machine.
    "<|",
    "|>",
    "[inst",
    "[/inst",
    "<<sys",
    "<</sys",
    "</s>",
    "<s>",
    "<start_of_turn",
    "<end_of_turn",
    "<think",
    "</think",
    "<tool",
    "###system",
    "###instruction",
    "###user",
    "###assistant",
    "###response",
    "\"role\"",
    "'role'",
    "\"system\"",
    "tool_call",
    "function_call",
    "response_format",
    "\"sentences\"",
    "\"cites\"",
    "</tweets",
    "<tweets",
    "</tweet",
    "endoftweets",
    "endoftext",
    "推文结束",
    "推文列表结束",
    "以下是系统",
    "beginsystem",
    "endsystem",
    "base64",
];

/// Roles as in a talk (an import leaves no ends of lines to tell them by), labels that only the program gives.
static SHAPES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|\s)[#*>_-]*(?:system|assistant|user|human|developer|系统|助手|用户)\s*[:：]|[\[【(（「{]\s*T\s*\d{1,3}\s*[\]】)）」}]",
    )
    .ok()
});

/// Whether a tweet tries to steer a machine that reads it.
pub fn is_attack(text: &str) -> bool {
    if clean::deceives(text) {
        return true;
    }
    let plain: String = text
        .nfkc()
        .filter(|c| !clean::is_hidden(*c))
        .collect::<String>()
        .to_lowercase();
    if SHAPES
        .as_ref()
        .is_some_and(|shapes| shapes.is_match(&plain))
    {
        return true;
    }
    let squeezed: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    // Letters set apart by marks, as in `i.g.n.o.r.e`.
    let letters: String = squeezed.chars().filter(|c| c.is_alphanumeric()).collect();
    PHRASES.iter().any(|phrase| {
        squeezed.contains(phrase)
            || (phrase.chars().all(char::is_alphanumeric) && letters.contains(phrase))
    })
}
