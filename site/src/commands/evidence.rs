//! `site adopt --evidence`: the sentences of a report that no tweet supports, and the tweets that may be meant.
//!
//! It must not know how tweets are found.

use super::{Blog, analyse, dataset};
use post::{Diagnostic, Post};
use report::check::{Unsupported, unsupported};
use report::compose::escape;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml};
use report::tweet::Tweet;

/// How much of a tweet is shown, in characters.
const SHOWN: usize = 60;

/// What is missing, as errors if evidence is required, else as warnings.
///
/// # Errors
/// A report without tweets to compare with; what the disk refuses.
pub(super) fn missing(
    shown: &str,
    post: &Post,
    require: bool,
    blog: &Blog,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let name = &post.name.slug;
    let import = "site import FILES… --dataset NAME";
    let path = dataset::path(name, "dataset.yaml");
    let bytes = dataset::need(blog, &path, import)?;
    let about: Dataset = from_yaml(&path, &String::from_utf8_lossy(&bytes))?;
    let path = dataset::path(name, "tweets.jsonl");
    let bytes = dataset::need(blog, &path, import)?;
    let (tweets, mut told) = from_jsonl::<Tweet>(&path, bytes.as_slice());
    let (options, _) = analyse::options(blog, &about, None)?;
    let found = unsupported(post, &about, &tweets, &options);
    told.extend(found.iter().map(|one| tell(shown, one, require, &tweets)));
    Ok(told)
}

fn tell(shown: &str, one: &Unsupported, require: bool, tweets: &[Tweet]) -> Diagnostic {
    let (code, en, zh) = (
        "evidence-missing",
        "no tweet supports this sentence",
        "这句话没有推文为据",
    );
    let told = match require {
        true => Diagnostic::error(code, en, zh),
        false => Diagnostic::warning(code, en, zh),
    };
    let told = told.at(shown, one.line, 0).excerpt(&one.sentence);
    let proposed: Vec<String> = one
        .proposals
        .iter()
        .map(|i| proposal(&tweets[*i]))
        .collect();
    match proposed.is_empty() {
        true => told.help(
            "no tweet of the dataset comes near: take the sentence out, or import the tweet it rests on",
            "数据集里没有相近的推文：请删去这句话，或导入它所依据的推文",
        ),
        false => told.help(
            format!("link the tweet that says so, perhaps one of these:\n{}", proposed.join("\n")),
            format!("请链接说了这件事的推文，可能是下面之一：\n{}", proposed.join("\n")),
        ),
    }
}

/// `[@handle](https://…) “The first words…”`, ready to be put into the post.
fn proposal(tweet: &Tweet) -> String {
    let text = escape::fold(&tweet.text);
    let words = match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    match &tweet.url {
        Some(url) => format!("[@{}]({url}) “{words}”", tweet.author.handle),
        None => format!("[^t:{}] “{words}”", tweet.id),
    }
}
