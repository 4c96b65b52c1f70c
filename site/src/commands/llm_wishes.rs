//! What the author wants of a language model: `llm:` in `_config.yml`.
//!
//! ```yaml
//! llm:
//!   url: http://127.0.0.1:11434/v1   # where `/chat/completions` is
//!   model: qwen3:8b
//!   key_env: OPENAI_API_KEY          # the environment variable that holds the key
//! ```
//!
//! It must not know what the model does.

use super::{Blog, dataset};
use post::{Diagnostic, Mapping, Value, yaml};
use report::llm::{Form, Prompts, Settings};
use std::time::Duration;

/// The wishes.
pub(super) struct Wishes {
    /// Where the endpoint is.
    pub(super) url: String,
    /// The environment variable that holds the key.
    pub(super) key: Option<String>,
    pub(super) timeout: Duration,
    pub(super) form: Form,
    /// The price of a million tokens: of questions, of answers.
    pub(super) price: Option<(f64, f64)>,
    pub(super) settings: Settings,
}

const KNOWN: &[&str] = &[
    "url",
    "model",
    "key_env",
    "timeout",
    "budget",
    "answer",
    "tweets",
    "format",
    "price",
    "prompts",
    "temperature",
];

/// Reads the wishes, and tells which of them are none; `None` when no model can be asked.
///
/// # Errors
/// What the disk refuses.
pub(super) fn of(blog: &Blog) -> Result<(Option<Wishes>, Vec<Diagnostic>), Box<Diagnostic>> {
    let bytes = dataset::read(blog, "_config.yml")?.unwrap_or_default();
    let config: Mapping = yaml::from_str(&String::from_utf8_lossy(&bytes)).unwrap_or_default();
    let empty = Mapping::new();
    let llm = config
        .get("llm")
        .and_then(Value::as_mapping)
        .unwrap_or(&empty);
    let mut told = Vec::new();
    for key in llm.keys().filter_map(Value::as_str) {
        match key {
            "key" | "api_key" | "token" | "apikey" => told.push(key_in_file(key)),
            key if !KNOWN.contains(&key) => told.push(odd(key, &KNOWN.join(", "))),
            _ => {}
        }
    }
    let text = |key: &str| llm.get(key).and_then(Value::as_str).map(str::trim);
    let mut count = |key: &str, usual: u64, from: u64, to: u64| match llm.get(key) {
        None => usual,
        Some(value) => match value.as_u64().filter(|n| (from..=to).contains(n)) {
            Some(n) => n,
            None => {
                told.push(odd(key, &format!("{from} – {to}")));
                usual
            }
        },
    };
    let timeout = count("timeout", 60, 1, 3_600);
    let budget = count("budget", 200_000, 0, 1_000_000_000);
    let answer = count("answer", 1_200, 64, 32_000);
    let tweets = count("tweets", 12, 1, 100) as usize;
    // Anything else would make two runs differ.
    count("temperature", 0, 0, 0);
    let form = match text("format") {
        None | Some("json_schema") => Form::Schema,
        Some("json_object") => Form::Object,
        Some("none") => Form::Words,
        Some(_) => {
            told.push(odd("format", "json_schema, json_object, none"));
            Form::Schema
        }
    };
    let price = llm.get("price").map(|price| {
        let of = |key: &str| price.get(key).and_then(Value::as_f64).filter(|n| *n >= 0.0);
        of("input").zip(of("output"))
    });
    if price == Some(None) {
        told.push(odd("price", "{input: 0.15, output: 0.60}"));
    }
    let prompts = prompts(blog, text("prompts"), &mut told)?;
    let is_url = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    let (Some(url), Some(model)) = (
        text("url").filter(is_url),
        text("model").filter(|model| !model.is_empty()),
    ) else {
        told.push(none());
        return Ok((None, told));
    };
    let wishes = Wishes {
        url: url.to_owned(),
        key: text("key_env")
            .filter(|name| !name.is_empty())
            .map(str::to_owned),
        timeout: Duration::from_secs(timeout),
        form,
        price: price.flatten(),
        settings: Settings {
            model: model.to_owned(),
            answer,
            budget,
            tweets,
            prompts,
        },
    };
    Ok((Some(wishes), told))
}

/// The prompts, with the files of the author's folder in place of those that ship.
fn prompts(
    blog: &Blog,
    folder: Option<&str>,
    told: &mut Vec<Diagnostic>,
) -> Result<Prompts, Box<Diagnostic>> {
    let mut prompts = Prompts::default();
    let Some(folder) = folder else {
        return Ok(prompts);
    };
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    if folder.starts_with('/') || folder.split(['/', '\\']).any(|part| part == "..") {
        told.push(odd("prompts", "_prompts"));
        return Ok(prompts);
    }
    for name in Prompts::NAMES {
        let own = dataset::read(blog, &format!("{folder}/{name}.md"))?;
        if let (Some(bytes), Some(text)) = (own, prompts.of(name)) {
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    Ok(prompts)
}

fn odd(key: &str, known: &str) -> Diagnostic {
    Diagnostic::warning(
        "config",
        format!("`llm.{key}` is not understood"),
        format!("`llm.{key}` 无法理解"),
    )
    .at("_config.yml", 0, 0)
    .help(format!("write one of: {known}"), format!("可以写：{known}"))
}

fn none() -> Diagnostic {
    Diagnostic::warning(
        "config",
        "no language model is set: the report keeps its offline text",
        "没有设置语言模型：报告保留离线文本",
    )
    .at("_config.yml", 0, 0)
    .help(
        "write `llm: {url: http://127.0.0.1:11434/v1, model: NAME}`",
        "请写 `llm: {url: http://127.0.0.1:11434/v1, model: 模型名称}`",
    )
}

/// The name is told, never the value.
fn key_in_file(key: &str) -> Diagnostic {
    Diagnostic::warning(
        "config",
        format!("`llm.{key}` is not used: a key does not belong into a file"),
        format!("`llm.{key}` 不会使用：密钥不应写在文件里"),
    )
    .at("_config.yml", 0, 0)
    .help(
        "take it out, put the key into an environment variable, and name that: `key_env: OPENAI_API_KEY`",
        "请删去它，把密钥放进环境变量，再写变量的名称：`key_env: OPENAI_API_KEY`",
    )
}

/// The variable that should hold the key is empty.
pub(super) fn no_key(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "llm-key",
        format!("the environment variable `{name}` is not set: the report keeps its offline text"),
        format!("环境变量 `{name}` 没有设置：报告保留离线文本"),
    )
    .help(
        "set it, or take `llm.key_env` out for an endpoint that needs no key",
        "请设置它；不需要密钥的服务可删去 `llm.key_env`",
    )
}

/// The key would travel in the clear.
pub(super) fn in_the_clear(url: &str) -> Diagnostic {
    Diagnostic::warning(
        "llm-key",
        format!("the key is sent without encryption to {url}"),
        format!("密钥将不加密地发送到 {url}"),
    )
    .help(
        "use an address that begins with https://",
        "请使用以 https:// 开头的地址",
    )
}
