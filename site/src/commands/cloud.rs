//! What the author wants of the word cloud: `wordcloud:` in `_config.yml`, the lists in `_data/words/`, the flag.
//!
//! It must not know how words are counted.

use super::{Blog, dataset, earlier};
use crate::cli::CloudWeight;
use post::{Diagnostic, Mapping, yaml};
use report::analyse::{Cloud, Weight, cloud_keys};
use report::dataset::Dataset;
use report::files::from_jsonl;
use serde::Deserialize;

/// How many earlier days a word is compared with at most.
const DAYS: usize = 30;

/// `wordcloud:` in `_config.yml`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wishes {
    words: Option<usize>,
    weight: Option<String>,
}

/// The cloud of a dataset, and what there is to tell of the settings.
///
/// # Errors
/// What the disk refuses.
pub(super) fn wanted(
    blog: &Blog,
    dataset: &Dataset,
    flag: Option<CloudWeight>,
) -> Result<(Cloud, Vec<Diagnostic>), Box<Diagnostic>> {
    let (mut cloud, mut told) = (Cloud::default(), Vec::new());
    let wishes = wishes(blog)?;
    cloud.words = wishes.words.unwrap_or(cloud.words).min(1000);
    let weight = match (flag, wishes.weight.as_deref()) {
        (Some(flag), _) => Some(flag),
        (None, None) => None,
        (None, Some(name)) => {
            let known = <CloudWeight as clap::ValueEnum>::from_str(name, true).ok();
            if known.is_none() {
                told.push(unknown(name));
            }
            known
        }
    };
    cloud.weight = match weight {
        None | Some(CloudWeight::Authors) => Weight::Authors,
        Some(CloudWeight::Uses) => Weight::Uses,
        Some(CloudWeight::Tfidf) => Weight::TfIdf,
    };
    let mut lexicon = cloud.lexicon;
    for (name, with) in [
        (
            "dictionary.txt",
            report::analyse::Lexicon::with_words as fn(_, &str) -> _,
        ),
        ("stop.txt", report::analyse::Lexicon::with_stop_words),
        ("synonyms.txt", report::analyse::Lexicon::with_synonyms),
    ] {
        if let Some(bytes) = dataset::read(blog, &format!("_data/words/{name}"))? {
            lexicon = with(lexicon, &String::from_utf8_lossy(&bytes));
        }
    }
    cloud.lexicon = lexicon;
    if cloud.weight == Weight::TfIdf {
        for slug in earlier::slugs(blog, dataset)?.into_iter().take(DAYS) {
            let read = |name: &str| dataset::read(blog, &dataset::path(&slug, name));
            let (tweets, labels) = (read("tweets.jsonl")?, read("labels.jsonl")?);
            // What is wrong with an earlier day is told when that day is analysed.
            let (tweets, _) = from_jsonl("tweets.jsonl", tweets.as_deref().unwrap_or_default());
            let (labels, _) = from_jsonl("labels.jsonl", labels.as_deref().unwrap_or_default());
            cloud.earlier.push(cloud_keys(&cloud, &tweets, &labels));
        }
        if cloud.earlier.is_empty() {
            told.push(no_earlier_days(&dataset.slug));
        }
    }
    Ok((cloud, told))
}

/// What cannot be read is told when the site is built; here it wishes nothing.
fn wishes(blog: &Blog) -> Result<Wishes, Box<Diagnostic>> {
    let bytes = dataset::read(blog, "_config.yml")?.unwrap_or_default();
    let config: Mapping = yaml::from_str(&String::from_utf8_lossy(&bytes)).unwrap_or_default();
    let wishes = config.get("wordcloud").cloned().unwrap_or_default();
    Ok(yaml::from_value(wishes).unwrap_or_default())
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "config",
        format!("`wordcloud.weight` cannot be `{name}`"),
        format!("`wordcloud.weight` 不能是“{name}”"),
    )
    .at("_config.yml", 0, 0)
    .help(
        "write `authors`, `uses` or `tfidf`",
        "请写 `authors`、`uses` 或 `tfidf`",
    )
}

fn no_earlier_days(slug: &str) -> Diagnostic {
    Diagnostic::warning(
        "word-cloud",
        format!("there is no earlier day to compare `{slug}` with: its words are weighed by their authors"),
        format!("没有更早的数据可与“{slug}”比较：词语按作者数计权"),
    )
    .help(
        "import earlier days under the same dataset name",
        "请用相同的数据集名称导入更早的日期",
    )
}
