//! `site check --external`: what has become of the pages of others that the website links to. Answers are remembered, so that
//! nobody is asked twice for the same within days, and a run that was not finished is gone on with.
//!
//! It must not know how others are asked.

use super::Blog;
use crate::cli;
use crate::edge::clock;
use crate::edge::files::{self, Keep};
use crate::edge::reach::{self, Manners};
use crate::edge::terminal::{Terminal, number};
use post::Diagnostic;
use report::files::{from_jsonl, to_jsonl};
use serde::{Deserialize, Serialize};
use site::check::{Answer, Outside, told};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Where answers are kept, in the blog's folder.
const CACHE: &str = ".site-links.jsonl";
const DAY: i64 = 24 * 3600;
/// How long a failure is taken to hold, in seconds: long enough to look at it, too short to trust it.
const PASSING: i64 = 3600;

/// A line of the cache.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    address: String,
    /// When it was asked for, in seconds since 1970.
    asked: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unwelcome: bool,
}

/// Asks for what is not known, and says what is wrong.
///
/// # Errors
/// What the disk refuses.
pub(super) fn run(
    links: &[Outside],
    asked: &cli::Outside,
    blog: &Blog,
    terminal: &Terminal,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let now = clock::now().timestamp();
    let path = blog.root.join(CACHE);
    let refused = |error| Box::new(files::refused(CACHE, &error));
    let bytes = files::read(&path).map_err(refused)?.unwrap_or_default();
    // Lines that cannot be read are forgotten: they are only asked for again.
    let mut known: BTreeMap<String, Known> = from_jsonl::<Known>(CACHE, bytes.as_slice())
        .0
        .into_iter()
        .map(|one| (one.address.clone(), one))
        .filter(|(_, one)| one.holds(now, asked.external_days))
        .collect();
    let mut wanted: Vec<String> = Vec::new();
    for link in links
        .iter()
        .filter(|link| !known.contains_key(&link.address))
    {
        wanted.push(link.address.clone());
    }
    let missing = wanted.len();
    wanted.truncate(asked.external_most);
    let (mut private, mut answered) = (BTreeMap::new(), 0);
    {
        let _busy = terminal.busy("asking other websites", "正在询问其他网站");
        let manners = Manners {
            pause: Duration::from_millis(asked.external_pause),
            until: Instant::now() + Duration::from_secs(asked.external_time),
            private: asked.external_private,
        };
        reach::ask(&wanted, &manners, |address, answer| {
            answered += 1;
            match Known::of(address, now, &answer) {
                Some(one) => _ = known.insert(address.to_owned(), one),
                None => _ = private.insert(address.to_owned(), answer),
            }
        });
    }
    let lines: Vec<Known> = known.values().cloned().collect();
    files::write(&path, to_jsonl(&lines)?.as_bytes(), Keep::Output).map_err(refused)?;
    let (all, left) = (number(links.len()), number(missing - answered));
    let fresh = number(answered);
    terminal.say(
        format!(
            "{all} addresses of other websites, {fresh} asked for now, {left} left for the next run"
        ),
        format!("其他网站的地址共 {all} 个，本次询问 {fresh} 个，留待下次 {left} 个"),
    );
    Ok(links
        .iter()
        .filter_map(|link| match known.get(&link.address) {
            Some(one) => told(link, &one.answer(), one.days(now)),
            None => told(link, private.get(&link.address)?, None),
        })
        .collect())
}

impl Known {
    /// What is worth keeping of an answer; what is private is no longer so with another option.
    fn of(address: &str, now: i64, answer: &Answer) -> Option<Self> {
        let (status, failed, unwelcome) = match answer {
            Answer::Status(status) => (Some(*status), None, false),
            Answer::Failed(why) => (None, Some(why.clone()), false),
            Answer::Unwelcome => (None, None, true),
            Answer::Private => return None,
        };
        Some(Self {
            address: address.to_owned(),
            asked: now,
            status,
            failed,
            unwelcome,
        })
    }

    fn answer(&self) -> Answer {
        match (self.status, &self.failed) {
            (Some(status), _) => Answer::Status(status),
            (None, Some(why)) => Answer::Failed(why.clone()),
            (None, None) => Answer::Unwelcome,
        }
    }

    /// Whether it still counts. A moment in the future is one of a clock that was wrong.
    fn holds(&self, now: i64, days: u64) -> bool {
        let days = i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(DAY);
        let long = if self.answer().lasts() {
            days
        } else {
            days.min(PASSING)
        };
        (0..long).contains(&(now - self.asked))
    }

    /// How many days ago it was; `None` for this very run.
    fn days(&self, now: i64) -> Option<u64> {
        let seconds = now - self.asked;
        (seconds > 0).then(|| u64::try_from(seconds / DAY).unwrap_or_default())
    }
}
