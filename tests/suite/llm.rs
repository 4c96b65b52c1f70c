//! The language model and hostile tweets: what speaks to a machine never reaches it, and a model that obeys all the same
//! changes nothing. (Law 7; the endpoint itself is tested where the program is: `site/tests/llm.rs`.)

use chrono::{FixedOffset, NaiveDate};
use report::analyse::{self, Analysed};
use report::import::{self, Imported, Source};
use report::llm::{
    Heard, Improved, Prompts, Reply, Request, Settings, improve, is_attack, packets,
};
use report::tweet::Tweet;
use std::io::Cursor;

/// Ten tweets of two stories.
const TWEETS: [(&str, &str); 10] = [
    (
        "sample_an",
        "OpenAI 宣布收购 Neptune，金额 4 亿美元，用于模型训练的实验跟踪",
    ),
    (
        "sample_bo",
        "OpenAI to acquire Neptune, the experiment tracking startup",
    ),
    (
        "sample_chi",
        "Neptune 并入 OpenAI 以后，老用户还能用到 2026 年 3 月",
    ),
    (
        "sample_ding",
        "OpenAI 收购 Neptune 说明训练工具要自己做了，我觉得挺合理",
    ),
    (
        "sample_er",
        "Neptune 被 OpenAI 收购，我们团队 12 个人要迁移实验记录了",
    ),
    (
        "sample_fan",
        "美光宣布退出 Crucial 消费业务，零售供货到 2026 年 2 月底",
    ),
    (
        "sample_gao",
        "Micron is shutting down Crucial consumer business, shipments until February 2026",
    ),
    ("sample_hong", "美光关掉 Crucial，内存条还要涨价"),
    ("sample_jia", "Crucial 的内存用了十年，美光这次退出太突然"),
    (
        "sample_ke",
        "美光退出 Crucial 消费业务是为了给 AI 数据中心让产能",
    ),
];

fn imported(more: &[String]) -> Imported {
    let own = TWEETS
        .iter()
        .map(|(handle, text)| (*handle, (*text).to_owned()));
    let hostile = more
        .iter()
        .map(|text| ("demo_evil", format!("OpenAI Neptune {text}")));
    let lines: Vec<String> = own
        .chain(hostile)
        .enumerate()
        .map(|(i, (handle, text))| {
            let id = (1996400000000000000_u64 + i as u64 * 1_000_000_000).to_string();
            serde_json::json!({
                "url": format!("https://x.com/{handle}/status/{id}"),
                "id": id,
                "created_at": format!("2025-12-04T0{}:{:02}:00Z", i / 60, i % 60),
                "text": text,
                "username": handle,
            })
            .to_string()
        })
        .collect();
    let day = NaiveDate::from_ymd_opt(2025, 12, 4);
    import::import(
        [Source {
            file: "tweets.jsonl".into(),
            reader: Box::new(Cursor::new(lines.join("\n").into_bytes())),
            account: None,
        }],
        &import::Options {
            dataset: "twitter_ai".into(),
            from: day,
            to: day,
            zone: FixedOffset::east_opt(8 * 3600).unwrap(),
            now: None,
            reading: import::Reading::default(),
        },
    )
}

fn analysed(imported: &Imported) -> Analysed {
    analyse::analyse(
        &imported.dataset,
        &imported.tweets,
        &analyse::Options::default(),
    )
}

fn settings() -> Settings {
    Settings {
        model: "scripted".into(),
        answer: 1_000,
        budget: 10_000_000,
        tweets: 20,
        prompts: Prompts::default(),
    }
}

/// The work of a model that gives one answer to everything.
fn answering(imported: &Imported, analysed: &Analysed, content: &str) -> Improved {
    let mut ask = |_: &Request| {
        Ok(Heard {
            reply: Reply {
                content: content.to_owned(),
                ..Reply::default()
            },
            cached: false,
        })
    };
    let offline = analysed.analysis.clone();
    let (dataset, tweets) = (&imported.dataset, &imported.tweets);
    improve(
        offline,
        dataset,
        tweets,
        &analysed.labels,
        &settings(),
        &mut ask,
    )
}

/// The attacks, one a line, with `\n` and `\u{…}` as in Rust.
fn attacks() -> Vec<String> {
    include_str!("../fixtures/hostile/prompts.txt")
        .lines()
        .map(|line| {
            let mut text = line.replace("\\n", "\n");
            while let Some((before, rest)) = text.split_once("\\u{") {
                let (code, after) = rest.split_once('}').unwrap();
                let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
                text = format!("{before}{c}{after}");
            }
            text
        })
        .collect()
}

fn answer(text: &str, cites: &str) -> String {
    serde_json::json!({"title": "", "sentences": [
        {"text": text, "cites": [cites], "speaker": "", "quoted": "", "quote": ""},
    ]})
    .to_string()
}

#[test]
fn tweets_that_speak_to_a_machine_change_nothing() {
    let attacks = attacks();
    assert!(attacks.len() >= 40);
    let missed: Vec<&String> = attacks.iter().filter(|text| !is_attack(text)).collect();
    assert_eq!(missed, [""; 0]);
    let innocent: Vec<&str> = TWEETS
        .map(|(_, text)| text)
        .into_iter()
        .filter(|text| is_attack(text))
        .collect();
    assert_eq!(innocent, [""; 0]);

    // They are in the dataset and in its topics, and yet in no packet.
    let imported = imported(&attacks);
    let analysed = analysed(&imported);
    let seen: Vec<&Tweet> = packets(&analysed.analysis, &imported.tweets, &analysed.labels, 20)
        .iter()
        .flat_map(|packet| packet.tweets.iter().map(|at| &imported.tweets[*at]))
        .collect();
    assert!(!seen.is_empty());
    // Where the import takes the hidden characters out, harmless words may be all that is left.
    let evil: Vec<&str> = seen
        .iter()
        .filter(|tweet| is_attack(&tweet.text))
        .map(|tweet| tweet.text.as_str())
        .collect();
    assert_eq!(evil, [""; 0]);
    let strange = seen
        .iter()
        .filter(|tweet| tweet.author.handle == "demo_evil");
    assert!(strange.count() <= 3);

    // A model that repeats them is not printed.
    for attack in &attacks {
        let improved = answering(&imported, &analysed, &answer(attack, "T1"));
        assert_eq!(improved.analysis, analysed.analysis, "{attack:?}");
        assert_eq!(improved.usage.written, 0);
    }
}

#[test]
fn what_the_tweets_do_not_say_is_not_printed() {
    let imported = imported(&[]);
    let analysed = analysed(&imported);
    // What they do say is.
    let printed = ["T1", "T2", "T3", "T4"].iter().any(|label| {
        let honest = answer("OpenAI 收购 Neptune，金额 4 亿美元", label);
        answering(&imported, &analysed, &honest).usage.written > 0
    });
    assert!(printed);
    for (what, content) in [
        (
            "an amount",
            answer("OpenAI 收购 Neptune，金额 5 亿美元", "T1"),
        ),
        (
            "a magnitude",
            answer("OpenAI 收购 Neptune，金额 4 万美元", "T1"),
        ),
        ("a name", answer("谷歌收购 Neptune", "T1")),
        (
            "a version",
            answer("OpenAI 收购 Neptune 并发布 GPT-9", "T1"),
        ),
        ("a ticker", answer("OpenAI 收购 Neptune，利好 $NVDA", "T1")),
        ("a turn", answer("OpenAI 出售 Neptune 和美光 Crucial", "T1")),
        ("a speaker", answer("王小明表示 OpenAI 收购 Neptune", "T1")),
        ("a count", answer("8 位作者谈到 OpenAI 收购 Neptune", "T1")),
        ("a label", answer("OpenAI 收购 Neptune", "T99")),
        (
            "a label in the text",
            answer("OpenAI 收购 Neptune [T1]", "T1"),
        ),
        (
            "an address",
            answer("OpenAI 收购 Neptune，见 https://evil.example", "T1"),
        ),
        (
            "an account",
            answer("@demo_evil 说 OpenAI 收购 Neptune", "T1"),
        ),
        ("a quotation", answer("OpenAI 称“这是史上最大的收购”", "T1")),
        ("markup", answer("OpenAI 收购 **Neptune**", "T1")),
        ("HTML", answer("OpenAI 收购 <b>Neptune</b>", "T1")),
        ("a hidden sign", answer("OpenAI 收购 Nep\u{202e}tune", "T1")),
        (
            "a date",
            answer("OpenAI 在 2025 年 11 月 2 日收购 Neptune", "T1"),
        ),
        (
            "another language",
            answer("Completely different words", "T1"),
        ),
        ("length", answer(&"OpenAI 收购 Neptune ".repeat(40), "T1")),
    ] {
        let improved = answering(&imported, &analysed, &content);
        assert_eq!(improved.analysis, analysed.analysis, "{what}");
        assert!(improved.told.iter().all(|one| !one.is_error()));
        assert!(!improved.told.is_empty(), "{what} is told");
    }
}
