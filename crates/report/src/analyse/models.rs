//! Names of models in a text: those of the gazetteer with their versions, and those that no list knows but that are written as
//! models are: `Rnj-1`, `LFM2-8B-A1B`, `Olmo 3`.
//!
//! It must not know tweets.

use super::gazetteer::{self, EntityKind};
use std::ops::Range;

/// Words beside which a name with a number is that of a model.
const CONTEXT: &[&str] = &[
    "model",
    "llm",
    "weights",
    "benchmark",
    "params",
    "parameter",
    "context window",
    "tokens",
    "hugging",
    "inference",
    "open-source",
    "open source",
    "fine-tun",
    "reasoning",
    "sota",
    "agentic",
    "arena",
    "模型",
    "权重",
    "参数",
    "开源",
    "推理",
    "评测",
    "跑分",
    "上下文",
    "多模态",
    "生成",
];
/// What is written as a model is and is none: chips, standards, papers, devices.
const OTHERS: &[&str] = &[
    "h100",
    "h200",
    "h800",
    "h20",
    "b200",
    "b300",
    "gb200",
    "gb300",
    "a100",
    "mi300",
    "mi300x",
    "mi325x",
    "rtx",
    "tpu",
    "pm2",
    "s3",
    "ec2",
    "web3",
    "mp3",
    "mp4",
    "utf-8",
    "covid-19",
    "b2b",
    "b2c",
    "h264",
    "5g",
    "4k",
    "8k",
    "ps5",
    "y2k",
    "k8s",
    "es6",
    "http2",
    "css3",
    "html5",
    "vue3",
    "python3",
    "top10",
    "top-10",
    "iphone",
    "day",
    "week",
    "part",
    "step",
    "chapter",
    "level",
    "version",
    "figure",
    "table",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "wifi",
    "usb",
    "f1",
    "windows",
    "ios",
    "ces",
    "m1",
    "m2",
    "m3",
    "m4",
    "m5",
    "lora",
    "fp8",
    "fp16",
    "int8",
    "int4",
    "bf16",
    "fp4",
    "nvfp4",
    "mxfp4",
    "swe-bench",
    "arc-agi",
    "aime",
    "gpqa",
    "mmlu",
    "pi",
    "l1",
    "l2",
    "l3",
    "l4",
    "l5",
    "layer",
    "phase",
    "series",
    "season",
    "round",
    "gen",
    "gen-z",
    "tier",
];
/// Words that a model is never called, whatever number follows.
const PLAIN: &[&str] = &[
    "the",
    "and",
    "for",
    "with",
    "from",
    "over",
    "about",
    "only",
    "just",
    "top",
    "first",
    "last",
    "next",
    "under",
    "than",
    "these",
    "those",
    "since",
    "until",
    "after",
    "before",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "apache",
    "node",
    "react",
    "java",
    "section",
    "article",
    "page",
    "issue",
    "http",
    "https",
    "grade",
    "plus",
    "all",
    "my",
    "our",
    "your",
    "in",
    "at",
    "to",
    "of",
    "on",
    "by",
    "is",
    "are",
    "was",
    "have",
    "has",
    "got",
    "get",
    "use",
    "using",
    "took",
    "need",
    "every",
    "another",
    "pytorch",
    "transformers",
    "cuda",
    "gpt",
    "claude",
];

/// Where the models stand in a text, in order, none inside another.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let names = gazetteer::shipped();
    let mentions = names.find(text);
    let mut found: Vec<Range<usize>> = mentions
        .iter()
        .filter(|mention| {
            let entity = names.entity(mention.entity);
            let made = matches!(entity.kind, EntityKind::Product | EntityKind::Private);
            entity.kind == EntityKind::Model
                || (made && entity.field == gazetteer::Field::Ai && !mention.version.is_empty())
        })
        .map(|mention| mention.start..mention.end)
        .collect();
    let lower = text.to_lowercase();
    let spoken = CONTEXT.iter().any(|word| lower.contains(word)) || !found.is_empty();
    let taken = |range: &Range<usize>| {
        mentions
            .iter()
            .any(|mention| range.start < mention.end && mention.start < range.end)
    };
    let strange: Vec<Range<usize>> = candidates(text)
        .filter(|range| !taken(range))
        .filter(|range| is_model(&text[range.clone()], spoken))
        .collect();
    found.extend(strange);
    found.sort_by_key(|range| range.start);
    found
}

/// Latin words with a version behind them.
fn candidates(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let letter = |c: char| c.is_ascii_alphabetic();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(letter)?;
            let word = text[start..]
                .bytes()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            let before = text[..start].chars().next_back();
            at = start + word;
            // A word inside a handle, an address or another word names nothing.
            if before.is_some_and(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '@' | '/' | '.' | '_' | '#' | '$' | '-')
            }) {
                continue;
            }
            let version = super::version::version(&text[at..], false);
            if !version.is_empty() {
                at += version.len();
                return Some(start..at);
            }
        }
    })
}

/// Whether a word with a version is written as a model is.
fn is_model(written: &str, spoken: bool) -> bool {
    let word: String = written
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let version = &written[word.len()..];
    let folded = written.to_lowercase();
    let known = |list: &[&str]| {
        list.contains(&word.to_lowercase().as_str()) || list.contains(&folded.as_str())
    };
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let digit = version.bytes().any(|b| b.is_ascii_digit());
    if word.len() < 2 || known(OTHERS) || known(PLAIN) || !digit {
        return false;
    }
    // 8B, 235B: nothing but a model has a size.
    let sized = version.split(['-', ' ']).any(|part| {
        part.len() > 1 && part.ends_with(['B', 'b']) && part.bytes().any(|b| b.is_ascii_digit())
    });
    let hyphen = version.starts_with('-');
    (sized && hyphen)
        || (spoken && capital && (hyphen || !version.starts_with(' ') || version.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_found_with_and_without_the_list() {
        for (text, expected) in [
            (
                "GPT-5.1-Codex-Max vs Claude Opus 4.5 and Gemini 3 Pro, Llama 4 Maverick",
                vec![
                    "GPT-5.1-Codex-Max",
                    "Claude Opus 4.5",
                    "Gemini 3 Pro",
                    "Llama 4 Maverick",
                ],
            ),
            (
                "Qwen3-235B-A22B、DeepSeek-V3.2-Speciale、o3-mini、豆包 1.6、文心一言 4.5、GLM-4.6",
                vec![
                    "Qwen3-235B-A22B",
                    "DeepSeek-V3.2-Speciale",
                    "o3-mini",
                    "豆包 1.6",
                    "文心一言 4.5",
                    "GLM-4.6",
                ],
            ),
            (
                "Kimi K2 Thinking, Nano Banana Pro, Sora 2, Grok 4.1 Fast, MiniMax-M2, Step-3, Hunyuan 2.0",
                vec![
                    "Kimi K2 Thinking",
                    "Nano Banana Pro",
                    "Sora 2",
                    "Grok 4.1 Fast",
                    "MiniMax-M2",
                    "Step-3",
                    "Hunyuan 2.0",
                ],
            ),
            (
                "a new open model, Rnj-1, and Zeta-30B-A3B",
                vec!["Rnj-1", "Zeta-30B-A3B"],
            ),
            ("the model runs on H100 in March 2025, Apache 2.0", vec![]),
            ("Chapter 3 of my book", vec![]),
        ] {
            let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
