//! What the author wants of reports: `lang` and `report:` in `_config.yml`.
//!
//! ```yaml
//! lang: en
//! report:
//!   profile: markets        # ai, markets, general, weibo; or one for each dataset: {twitter_ai: ai}
//!   links: footnotes        # inline, footnotes
//!   continued: leave-out    # mark, leave-out: what an earlier report told
//!   ads: {threshold: 0.5}   # see `ads`
//! ```
//!
//! It must not know what the wishes change.

use super::{Blog, ads, dataset};
use post::{Diagnostic, Mapping, Value, yaml};
use report::analyse::{Continued, Profile, Rules};
use report::analysis::{Language, Links};

/// The wishes for one dataset.
#[derive(Default)]
pub(super) struct Wishes {
    pub(super) language: Language,
    pub(super) links: Links,
    pub(super) profile: Option<Profile>,
    pub(super) continued: Continued,
    pub(super) advertising: Rules,
}

/// Reads the wishes for the dataset of a name, and tells which of them are none.
///
/// # Errors
/// What the disk refuses.
pub(super) fn of(blog: &Blog, name: &str) -> Result<(Wishes, Vec<Diagnostic>), Box<Diagnostic>> {
    let bytes = dataset::read(blog, "_config.yml")?.unwrap_or_default();
    // What cannot be read is told when the site is built; here it wishes nothing.
    let config: Mapping = yaml::from_str(&String::from_utf8_lossy(&bytes)).unwrap_or_default();
    let mut told = Vec::new();
    let lang = ["lang", "locale"]
        .iter()
        .find_map(|key| config.get(*key)?.as_str());
    let english = lang.is_some_and(|lang| lang.to_lowercase().starts_with("en"));
    let report = config.get("report").and_then(Value::as_mapping);
    let wish = |key: &str| report.and_then(|report| report.get(key));
    let profile = match wish("profile") {
        Some(Value::Mapping(each)) => each.get(name).and_then(Value::as_str),
        Some(one) => one.as_str(),
        None => None,
    };
    let known = profile.and_then(Profile::named);
    if let (Some(name), None) = (profile, known) {
        let names: Vec<&str> = Profile::ALL.iter().map(|(name, _)| *name).collect();
        told.push(unknown("profile", name, &names));
    }
    let links = match wish("links").and_then(Value::as_str) {
        None | Some("inline") => Links::Inline,
        Some("footnotes") => Links::Footnotes,
        Some(other) => {
            told.push(unknown("links", other, &["inline", "footnotes"]));
            Links::Inline
        }
    };
    let continued = match wish("continued").and_then(Value::as_str) {
        None | Some("mark") => Continued::Mark,
        Some("leave-out") => Continued::LeaveOut,
        Some(other) => {
            told.push(unknown("continued", other, &["mark", "leave-out"]));
            Continued::Mark
        }
    };
    let (advertising, odd) = ads::rules(wish("ads"));
    told.extend(odd);
    let wishes = Wishes {
        advertising,
        language: match english {
            true => Language::English,
            false => Language::Chinese,
        },
        links,
        continued,
        profile: known,
    };
    Ok((wishes, told))
}

fn unknown(key: &str, value: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::warning(
        "config",
        format!("`report.{key}` cannot be `{value}`"),
        format!("`report.{key}` 不能是“{value}”"),
    )
    .at("_config.yml", 0, 0)
    .help(
        format!("write one of: {}", known.join(", ")),
        format!("请写以下之一：{}", known.join("、")),
    )
}
