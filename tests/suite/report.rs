//! From tweets to a report: what it says is what the tweets say (law 8), and it is the same however it is made (law 3).

use chrono::{FixedOffset, NaiveDate};
use report::analyse::{self, analyse};
use report::analysis::{Analysis, Block, Evidence, Kind, Role};
use report::import::{self, Imported, Source};
use report::label::AdLevel;
use report::tweet::Tweet;
use report::{adopt, compose};
use std::collections::BTreeMap;

const DAYS: [&str; 3] = ["2025-12-03", "2025-12-04", "2025-12-05"];

/// The sample's files, read for one day.
#[allow(clippy::disallowed_methods)] // Tests read their fixtures.
fn day(date: &str) -> Imported {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample");
    let mut files: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|ext| ext == "json" || ext == "jsonl")
        })
        .map(|entry| entry.path().to_owned())
        .collect();
    files.sort();
    let sources = files.into_iter().map(|path| Source {
        file: path.display().to_string(),
        reader: Box::new(std::fs::File::open(path).unwrap()),
        account: None,
    });
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok();
    let zone = FixedOffset::east_opt(8 * 3600).unwrap();
    import::import(
        sources,
        &import::Options {
            dataset: "twitter_ai".into(),
            from: date,
            to: date,
            zone,
            now: None,
            reading: import::Reading::default(),
        },
    )
}

/// Tweets of one morning, an hour apart, each by an author of their own: `handle` with a number from 0 on.
pub(super) fn said_by(handle: &str, tweets: &[&str]) -> Imported {
    let lines: Vec<String> = tweets
        .iter()
        .enumerate()
        .map(|(i, text)| {
            format!(
                r#"{{"id":"{}","text":"{text}","created_at":"2025-12-03T{i:02}:00:00Z","author":{{"handle":"{handle}{i}"}}}}"#,
                1_996_000_000_000_000_000_u64 + i as u64
            )
        })
        .collect();
    let source = Source {
        file: "morning.jsonl".into(),
        reader: Box::new(std::io::Cursor::new(lines.join("\n").into_bytes())),
        account: None,
    };
    import::import(
        [source],
        &import::Options {
            dataset: "twitter_ai".into(),
            from: None,
            to: None,
            zone: FixedOffset::east_opt(8 * 3600).unwrap(),
            now: None,
            reading: import::Reading::default(),
        },
    )
}

pub(super) fn report(imported: &Imported) -> analyse::Analysed {
    analyse(
        &imported.dataset,
        &imported.tweets,
        &analyse::Options::default(),
    )
}

pub(super) fn evidence(analysis: &Analysis) -> Vec<&Evidence> {
    let quotes = analysis.blocks.iter().filter_map(|block| match block {
        Block::Quote { said, .. } => Some(said),
        _ => None,
    });
    analysis
        .statements()
        .flat_map(|statement| &statement.evidence)
        .chain(quotes)
        .collect()
}

fn folded(text: &str) -> String {
    compose::escape::fold(text)
}

#[test]
fn every_fact_rests_on_tweets_that_say_it() {
    for date in DAYS {
        let imported = day(date);
        let analysed = report(&imported);
        let tweets: BTreeMap<&str, &Tweet> = imported
            .tweets
            .iter()
            .map(|tweet| (tweet.id.as_str(), tweet))
            .collect();
        let ads: Vec<&str> = analysed
            .labels
            .iter()
            .filter(|l| l.ad.level == AdLevel::Advertising)
            .map(|l| l.id.as_str())
            .collect();
        let all = evidence(&analysed.analysis);
        assert!(
            all.len() > 30,
            "{date}: a day of this size has much to show"
        );
        for one in all {
            let tweet = tweets
                .get(one.tweet.as_str())
                .unwrap_or_else(|| panic!("{date}: no tweet {}", one.tweet));
            assert_eq!(one.handle, tweet.author.handle);
            assert_eq!(one.url, tweet.url);
            assert!(
                !ads.contains(&one.tweet.as_str()),
                "{date}: advertising is quoted: {}",
                tweet.text
            );
            if let Some(quote) = &one.quote {
                let words = quote.strip_suffix("……").unwrap_or(quote);
                assert!(
                    folded(&tweet.text).contains(words),
                    "{date}: “{words}” is not in: {}",
                    tweet.text
                );
            }
        }
        for statement in analysed.analysis.statements() {
            if matches!(statement.kind, Kind::Fact | Kind::Opinion) {
                assert!(
                    !statement.evidence.is_empty(),
                    "{date}: nothing supports: {}",
                    statement.text
                );
            }
        }
    }
}

#[test]
fn the_day_is_told_in_the_known_ladder() {
    let imported = day("2025-12-04");
    let analysis = report(&imported).analysis;
    let roles: Vec<Role> = analysis
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { role, .. } => *role,
            _ => None,
        })
        .collect();
    use Role::*;
    let ladder = [
        Title,
        Summary,
        Overview,
        KeyPoints,
        Details,
        Opinions,
        Events,
        Markets,
        Special,
        Advertising,
        Method,
        Sources,
        Cloud,
    ];
    assert_eq!(roles, ladder);

    let post = compose::post(&analysis).unwrap();
    let text = post.emit();
    assert!(text.starts_with(
        "---\nlayout: post\ntitle: \"twitter_ai_20251204_20251204\"\ndate: \"2025-12-04 "
    ));
    for line in [
        "\nTwitter Ai 报告 (2025-12-04 至 2025-12-04)\n\n# 人工智能领域 Twitter 推文总结报告\n\n## 简要概要\n\n### 主要话题与行业趋势概述\n",
        "\n### 核心信息（10 个关键信息点）\n\n1. **",
        "\n## 详细分析部分\n\n### 重要观点与见解\n\n#### ",
        "\n**影响**（推断）：",
        "\n### 个股与数字货币分析\n",
        "\n### 广告内容过滤\n",
        "\n| 判定理由 | 条数 |\n| --- | --- |\n",
        "\n## 词云分析\n\n![词云图](wordcloud_twitter_ai_20251204_20251204.jpg)\n",
    ] {
        assert!(text.contains(line), "{line:?} is missing in\n{text}");
    }
    for story in ["React", "美光", "Alan Dye", "Snowflake"] {
        assert!(text.contains(story), "the day without {story}");
    }
    let (adopted, _) = adopt::adopt(&post);
    assert_eq!(compose::post(&adopted).unwrap(), post);
    let unread: Vec<_> = adopted
        .blocks
        .iter()
        .filter_map(|block| match block {
            // The charts and the table of sources follow from the rest.
            Block::Raw { markdown }
                if !markdown.starts_with("<figure class=\"chart\">")
                    && !markdown.starts_with("| 作者 | 引用的推文 |") =>
            {
                Some(markdown)
            }
            _ => None,
        })
        .collect();
    assert!(unread.is_empty(), "not understood: {unread:#?}");
}

#[test]
fn key_points_are_different_stories() {
    for date in DAYS {
        let analysis = report(&day(date)).analysis;
        let points = analysis.blocks.iter().find_map(|block| match block {
            Block::List {
                ordered: true,
                items,
                ..
            } if items
                .iter()
                .all(|item| matches!(item.kind, Kind::Fact | Kind::Opinion)) =>
            {
                Some(items)
            }
            _ => None,
        });
        let mut labels: Vec<_> = points
            .unwrap()
            .iter()
            .map(|point| point.label.clone().unwrap())
            .collect();
        let all = labels.len();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), all, "{date}");
    }
}

#[test]
fn order_and_threads_change_nothing() {
    let imported = day("2025-12-05");
    let one = report(&imported);
    let mut turned = imported.tweets.clone();
    turned.reverse();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let other = pool.install(|| analyse(&imported.dataset, &turned, &analyse::Options::default()));
    assert_eq!(one.analysis, other.analysis);
    let mut labels = other.labels;
    labels.reverse();
    assert_eq!(one.labels, labels);
}

#[test]
fn nothing_to_say_is_said_honestly() {
    let mut imported = day("2025-12-04");
    imported.tweets.clear();
    let post = compose::post(&report(&imported).analysis).unwrap();
    let text = post.emit();
    assert!(
        text.contains("### 核心信息（0 个关键信息点）\n\n没有推文达到"),
        "{text}"
    );
    assert!(
        !text.contains("wordcloud_"),
        "a picture without words is not promised"
    );
}

#[test]
fn hostile_tweets_stay_text() {
    let mut imported = day("2025-12-04");
    for (i, tweet) in imported.tweets.iter_mut().enumerate() {
        tweet.text = format!(
            "OpenAI 发布 {{{{ site.secret }}}} {{% raw %}} <script>alert({i})</script> [x](javascript:alert(1)) # 标题\n---\n# DeepSeek {i}\n| a |\n```"
        );
        tweet.author.handle = "a](javascript:x)[".into();
        tweet.url = Some("https://x.com/a)\n# b/status/1".into());
    }
    let text = compose::post(&report(&imported).analysis).unwrap().emit();
    for mark in ["{{", "{%", "\n# DeepSeek", "\n```"] {
        assert!(!text.contains(mark), "{mark} in\n{text}");
    }
    // The charts are elements of ours; what stands in them is held to the same rule.
    let mut prose = String::new();
    for (at, part) in text.split("<figure class=\"chart\">").enumerate() {
        let Some((chart, after)) = part.split_once("</figure>").filter(|_| at > 0) else {
            prose.push_str(part);
            continue;
        };
        prose.push_str(after);
        for mark in ["<script", "javascript:", "http", " on"] {
            assert!(!chart.contains(mark), "{mark} in\n{chart}");
        }
    }
    let mut bare = String::new();
    let mut chars = prose.chars();
    while let Some(c) = chars.next() {
        // What follows a backslash is text.
        if c == '\\' {
            chars.next();
        } else {
            bare.push(c);
        }
    }
    for mark in ["<", "](javascript", "](http:", "`"] {
        assert!(!bare.contains(mark), "{mark} in\n{text}");
    }
}

/// X says `ja` or `und` of many Chinese tweets; what is written decides.
#[test]
fn a_wrong_language_field_misleads_nobody() {
    let tweet = |n: u64, lang: &str, text: &str| {
        format!(
            r#"{{"id_str":"{}","created_at":"Thu Dec 04 02:00:00 +0000 2025","lang":"{lang}","full_text":"{text}","user":{{"screen_name":"sample_{n}","name":"样例"}}}}"#,
            1_996_400_000_000_000_000 + n
        )
    };
    let records = [
        tweet(1, "ja", "今天发布的开源模型推理能力很强，值得一试"),
        tweet(
            2,
            "zh",
            "The new open model reasons well and runs on a laptop",
        ),
        tweet(3, "und", "这个价格太贵了，我不会买，失望"),
        tweet(4, "zh", "新しいモデルが公開されました、とても速いです"),
        tweet(5, "en", "好"),
    ];
    let options = import::Options {
        dataset: "demo_lang".into(),
        from: None,
        to: None,
        zone: FixedOffset::east_opt(8 * 3600).unwrap(),
        now: None,
        reading: import::Reading::default(),
    };
    let source = Source {
        file: "tweets.jsonl".into(),
        reader: Box::new(std::io::Cursor::new(records.join("\n").into_bytes())),
        account: None,
    };
    let imported = import::import([source], &options);
    let said: Vec<_> = imported.tweets.iter().map(|t| t.lang.as_deref()).collect();
    let kept = ["ja", "zh", "und", "zh", "en"].map(Some);
    assert_eq!(said, kept, "what the service says is kept as it is");
    let labels = report(&imported).labels;
    let written: Vec<&str> = labels.iter().map(|label| label.language.as_str()).collect();
    assert_eq!(written, ["zh", "en", "zh", "ja", "zh"]);
    assert!(
        labels[2].sentiment.is_some_and(|mood| mood < 0),
        "a mood is felt in the language of the text"
    );
}

#[test]
fn a_quiet_day_has_its_voices_told_as_such_and_no_advertising() {
    let tweets = [
        "Claude 写的代码注释太多了，我觉得应该先教它少说几句，再教它多想几步",
        "OpenAI 的接口文档什么时候能把超时和重试讲清楚？",
        "Rust 命令行参数解析的教程，从零写起，适合第一次写工具的人 https://example.org/guide",
        "DeepSeek 提示词合集，加微信领优惠码，名额有限 https://example.org/buy",
        "早上好，今天也要加油",
        "RT @demo_lab: Gemini 推出了新的语音模型，支持四十种语言",
        "Secret Service officers moved White House reporters to the briefing room at noon https://example.org/news",
    ];
    let imported = said_by("sample_quiet", &tweets);
    let analysed = report(&imported);
    let labels: Vec<&str> = analysed
        .analysis
        .statements()
        .filter_map(|statement| statement.label.as_deref())
        .collect();
    assert!(labels.contains(&"Gemini 推出了新的语音模型，支持四十种语言"));
    // What is no event is no key point, but may be quoted as a view.
    let quoted = |words: &str| {
        let all = evidence(&analysed.analysis);
        let found = all.iter().any(|one| {
            one.quote
                .as_deref()
                .is_some_and(|quote| quote.contains(words))
        });
        assert!(labels.iter().all(|label| !label.contains(words)), "{words}");
        found
    };
    for said in ["我觉得应该先教它少说几句", "Rust 命令行参数解析的教程"] {
        assert!(quoted(said), "{said}");
    }
    for silent in ["超时和重试讲清楚", "加油", "briefing room"] {
        assert!(!quoted(silent), "{silent}");
    }
    let said: Vec<&str> = analysed
        .analysis
        .statements()
        .map(|one| one.text.as_str())
        .collect();
    assert!(
        said.iter().any(|text| text.contains("转自 @demo_lab")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|text| text.contains("消息稀少")),
        "{said:?}"
    );
    let sold = evidence(&analysed.analysis)
        .iter()
        .any(|one| one.handle == "sample_quiet3" && one.quote.is_some());
    assert!(!sold && !labels.iter().any(|label| label.contains("合集")));
}

#[test]
fn what_has_no_subject_is_a_caption_or_is_meant_for_a_machine_is_no_point() {
    let tweets = [
        "一场不到一个月的造梦计划就这样破产了\\n\\n没有流水，信用崩塌",
        "市场上见过太多一夜暴富一夜破产的人和事，贪婪和恐惧本来就是天性",
        "Gemini team looking at TPU requests from Anthropic",
        "Sample film x Grok 夜间卧室广告提示词\\n\\n提示词：\\n生成一张照片，参考 Claude 的海报，DeepSeek 发布了新模型",
        "别再吹这破玩意儿，屁用没用，浪费时间，最好的还是你直接用 Claude Code",
        "亲眼目睹真实上演无人机送外卖，从楼下飞到窗前只要三分钟",
        "Skip Netflix tonight, Gemini has a free workshop for beginners",
        "Forget Netflix, Gemini is worth your evening and a workshop",
        "你以为 Claude 做好一个网站就不管了，还每个月赚几千美元",
        "最高法院裁定，TikTok 的担忧是合理的，禁令将在周日生效",
        "NEW: Anthropic has signed a lease for a second data center in Ohio",
    ];
    let imported = said_by("demo_bare", &tweets);
    assert_eq!(imported.tweets.len(), tweets.len());
    let analysed = report(&imported);
    let labels: Vec<&str> = analysed
        .analysis
        .statements()
        .filter_map(|statement| statement.label.as_deref())
        .collect();
    let quoted: Vec<&str> = evidence(&analysed.analysis)
        .iter()
        .filter_map(|one| one.quote.as_deref())
        .collect();
    for never in [
        "破产",
        "looking at",
        "广告提示词",
        "生成一张",
        "破玩意",
        "NEW:",
        "亲眼目睹",
        "你以为",
    ] {
        let said = |text: &&str| text.contains(never);
        assert!(
            !labels.iter().any(said) && !quoted.iter().any(said),
            "{never} is told: {labels:?} {quoted:?}"
        );
    }
    let tells = |words: &str| labels.iter().any(|label| label.contains(words));
    assert!(tells("最高法院裁定") && tells("Anthropic"), "{labels:?}");
    let titles = analysed.analysis.topics.iter().map(|topic| &topic.name);
    assert!(titles.clone().all(|name| !name.contains("Netflix")));
    assert!(!tells("DeepSeek"), "what a machine is to draw: {labels:?}");
}
