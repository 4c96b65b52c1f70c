//! The reports that ship with the blog are what the shipped tweets give, byte for byte, on every machine.

#![allow(clippy::disallowed_methods)] // A test is an edge: it compares with the files that ship.

use chrono::{FixedOffset, NaiveDate};
use report::analysis::Analysis;
use report::files::{from_jsonl, from_yaml, to_jsonl, to_yaml};
use report::{analyse, compose, import};
use std::fs;
use std::path::{Path, PathBuf};

const DAYS: [u32; 3] = [3, 4, 5];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The inputs of a day, in any order: the import must not mind.
fn inputs(day: u32) -> Vec<import::Source> {
    let prefix = format!("2025-12-{day:02}");
    let folder = fs::read_dir(root().join("tests/fixtures/sample")).unwrap();
    folder
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let reader = Box::new(fs::File::open(&path).unwrap());
            name.starts_with(&prefix).then_some(import::Source {
                file: name,
                reader,
                account: None,
            })
        })
        .collect()
}

/// The options of a shipped report: those of every report, and the reports of the days before to compare with.
pub(crate) fn options(slug: &str) -> analyse::Options {
    let day: u32 = slug[slug.len() - 2..].parse().unwrap();
    let earlier: Vec<analyse::Earlier> = (DAYS[0]..day).rev().map(earlier).collect();
    let previous = earlier.first().map(|one| analyse::Previous {
        from: one.from,
        to: one.to,
        topics: one.topics.clone(),
        url: one.url.clone(),
    });
    analyse::Options {
        previous,
        earlier,
        ..analyse::Options::default()
    }
}

/// A shipped report as later ones see it.
fn earlier(day: u32) -> analyse::Earlier {
    let slug = format!("twitter_ai_202512{day:02}_202512{day:02}");
    let read =
        |name: &str| fs::read_to_string(root().join(format!("_data/{slug}/{name}"))).unwrap();
    let analysis: Analysis = from_yaml("analysis.yaml", &read("analysis.yaml")).unwrap();
    let date = NaiveDate::from_ymd_opt(2025, 12, day).unwrap();
    analyse::Earlier::new(
        (date, date),
        Some(format!("/2025/12/{day:02}/{slug}.html")),
        analysis.topics,
        from_jsonl("tweets.jsonl", read("tweets.jsonl").as_bytes()).0,
        from_jsonl("labels.jsonl", read("labels.jsonl").as_bytes()).0,
    )
}

#[test]
fn the_shipped_reports_are_what_the_shipped_tweets_give() {
    for day in DAYS {
        let date = NaiveDate::from_ymd_opt(2025, 12, day);
        let imported = import::import(
            inputs(day),
            &import::Options {
                dataset: "twitter_ai".into(),
                from: date,
                to: date,
                zone: FixedOffset::east_opt(8 * 3600).unwrap(),
                now: None,
                reading: import::Reading::default(),
            },
        );
        let dataset = &imported.dataset;
        let analysed = analyse::analyse(dataset, &imported.tweets, &options(&dataset.slug));
        let post = compose::post(&analysed.analysis).unwrap();
        let data = |name: &str| format!("_data/{}/{name}", dataset.slug);
        let cloud = compose::cloud(&analysed.analysis).unwrap();
        let files = [
            (data("dataset.yaml"), to_yaml(dataset).unwrap().into_bytes()),
            (
                data("tweets.jsonl"),
                to_jsonl(&imported.tweets).unwrap().into_bytes(),
            ),
            (
                data("rejected.jsonl"),
                to_jsonl(&imported.rejected).unwrap().into_bytes(),
            ),
            (
                data("labels.jsonl"),
                to_jsonl(&analysed.labels).unwrap().into_bytes(),
            ),
            (
                data("analysis.yaml"),
                to_yaml(&analysed.analysis).unwrap().into_bytes(),
            ),
            (
                format!("_posts/{}", post.name.file_name()),
                post.emit().into_bytes(),
            ),
            (format!("assets/wordcloud_{}.jpg", dataset.slug), cloud.jpeg),
            (
                data("cloud.yaml"),
                to_yaml(&cloud.set).unwrap().into_bytes(),
            ),
        ];
        for (path, bytes) in files {
            let shipped = fs::read(root().join(&path)).unwrap_or_default();
            assert!(
                shipped == bytes,
                "{path} is not what the tweets give: make it anew with `site report \
                 tests/fixtures/sample/2025-12-{day:02}* --dataset twitter_ai --from 2025-12-{day:02} \
                 --to 2025-12-{day:02}`"
            );
        }
    }
}
