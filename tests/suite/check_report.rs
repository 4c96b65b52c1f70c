//! `site check report` on the shipped sample: it passes, and every fault that is planted is found, each by its code.

use post::{Post, PostName};
use report::check;
use report::dataset::Dataset;
use report::files::{from_jsonl, from_yaml};
use std::path::Path;

const SLUG: &str = "twitter_ai_20251205_20251205";

/// What is changed, into what, and which finding tells.
const FAULTS: &[(&str, &str, &str)] = &[
    ("9 位作者、11 条推文", "8 位作者、11 条推文", "count"),
    ("9 位作者、11 条推文", "11 位作者、9 条推文", "count"),
    ("| 商家账号 | 1 |", "| 商家账号 | 4 |", "count"),
    (
        "## 详细分析部分\n",
        "@demo_nobody 也谈到了此事。\n\n## 详细分析部分\n",
        "name",
    ),
    ("152 条进入分析", "162 条进入分析", "count"),
    ("**腾讯发布混元**", "**百度发布混元**", "name"),
    ("Meta 收购 Limitless", "Meta 收购 Rewind", "name"),
    // A name that tweets know, where another was counted.
    (
        "谈论较多的 OpenAI 与 Neptune",
        "谈论较多的 DeepSeek 与 Neptune",
        "name",
    ),
    // A name that no gazetteer has.
    ("**腾讯发布混元**", "**腾讯发布星尘**", "name"),
    ("**腾讯发布混元**", "**腾讯撤回混元**", "reversal"),
    ("（SSE: 688795）", "（SSE: 688797）", "number"),
    (
        "“《纽约时报》起诉 Perplexity，纽约南区联邦法院”",
        "“《纽约时报》已经起诉了 Perplexity”",
        "quote",
    ),
    (
        "> Waymo 召回这件事我反而加分",
        "> Waymo 召回这件事我反而扣分",
        "quote",
    ),
    ("IPO price of 114.28", "IPO price of 115.28", "quote"),
    (
        "[@sample_falv](https://x.com/sample_falv/status/1996949310008197123)",
        "[@sample_jiaoshi](https://x.com/sample_jiaoshi/status/1996724852047740929)",
        "quote",
    ),
    (
        "demo_juniper/status/1996945833865510915",
        "demo_juniper/status/1996945833865510916",
        "evidence",
    ),
    (
        "x.com/demo_juniper/status/1996945833865510915",
        "x.com/demo_falcon/status/1996947500413485059",
        "evidence-author",
    ),
    (
        "[@sample_anquan](https://x.com/sample_anquan/status/1996662323959300098)",
        "[@demo_harbor](https://x.com/demo_harbor/status/1996628717434044418)",
        "evidence-unrelated",
    ),
    (
        "https://x.com/demo_juniper/status/1996945833865510915",
        "https://x.com/demo_juniper",
        "evidence-link",
    ),
    ("2025 年 12 月 5 日共", "2025 年 12 月 9 日共", "date"),
    ("，23:01", "，22:01", "time"),
    ("date: \"2025-12-05", "date: \"2025-11-05", "date"),
    (
        "## 详细分析部分\n",
        "某公司今天以 65 亿美元收购了另一家。\n\n## 详细分析部分\n",
        "number",
    ),
];

#[test]
#[allow(clippy::disallowed_methods)] // A test reads the files it is about.
fn planted_faults_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let dataset: Dataset = from_yaml("d", &read(&format!("_data/{SLUG}/dataset.yaml"))).unwrap();
    let (tweets, _) = from_jsonl("t", read(&format!("_data/{SLUG}/tweets.jsonl")).as_bytes());
    let file = format!("2025-12-05-{SLUG}.md");
    let text = read(&format!("_posts/{file}"));
    let options = super::sample::options(SLUG);
    let codes = |text: &str| -> Vec<&'static str> {
        let post = Post::parse(PostName::parse(&file).unwrap(), text).unwrap();
        check::check(&file, &post, &dataset, &tweets, &options)
            .iter()
            .map(|found| found.code)
            .collect()
    };
    assert_eq!(codes(&text), [""; 0]);
    // A list of sources claims nothing, whichever tweets stand in it.
    let (before, cited) = text.split_once("引用一条的作者：").unwrap();
    let (first, rest) = cited.split_once('、').unwrap();
    for listed in [
        format!("引用一条的作者：{first}\n\n"),
        format!("\n引用一条的作者：{rest}"),
    ] {
        assert_eq!(codes(&format!("{before}{listed}")), [""; 0]);
    }
    let row = text.lines().find(|line| line.starts_with("| @")).unwrap();
    let shorter = format!("{} |", row.rsplit_once('、').unwrap().0);
    assert_eq!(codes(&text.replace(row, &shorter)), [""; 0]);
    for (from, to, code) in FAULTS {
        assert!(text.contains(from), "the sample no longer says {from}");
        let found = codes(&text.replacen(from, to, 1));
        assert!(found.contains(code), "{from} -> {to}: {found:?}");
    }
}
