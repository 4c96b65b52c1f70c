//! `site report --llm` against a scripted endpoint on this machine: whatever it does, a complete post comes of it, exit code 0,
//! and `site check report` finds nothing in it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use support::Blog;

const SLUG: &str = "twitter_ai_20251204_20251204";
const POST: &str = "_posts/2025-12-04-twitter_ai_20251204_20251204.md";
const KEY: &str = "sk-sample-secret";

const TWEETS: [(&str, &str); 9] = [
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

/// How the endpoint answers a question.
enum Act {
    /// A chat completion with this content and end.
    Say(String, &'static str),
    /// This status, headers and body.
    Raw(&'static str, String),
    /// Nothing, as long as the test runs.
    Silence,
}

/// An endpoint that notes what it is asked.
struct Endpoint {
    port: u16,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Endpoint {
    /// `script` gets the question and its number.
    fn new(script: impl Fn(&Value, usize) -> Act + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<(String, Value)>>> = Arc::default();
        let noted = asked.clone();
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for stream in listener.incoming().flatten() {
                let Some((head, body)) = question(&stream) else {
                    continue;
                };
                let mut noted = noted.lock().unwrap();
                let act = script(&body, noted.len());
                noted.push((head, body));
                let (head, body) = match act {
                    Act::Silence => {
                        silent.push(stream);
                        continue;
                    }
                    Act::Raw(head, body) => (head, body),
                    Act::Say(content, end) => (
                        "200 OK",
                        json!({
                            "choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": end}],
                            "usage": {"prompt_tokens": 500, "completion_tokens": 100},
                        })
                        .to_string(),
                    ),
                };
                let mut stream = stream;
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
            }
        });
        Self { port, asked }
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn question(stream: &TcpStream) -> Option<(String, Value)> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((head, serde_json::from_slice(&body).ok()?))
}

/// A blog with the dataset, reported offline, and the offline post.
fn blog() -> (Blog, String) {
    let blog = Blog::of(&[]);
    let lines: Vec<String> = TWEETS
        .iter()
        .enumerate()
        .map(|(i, (handle, text))| {
            let id = (1996400000000000000_u64 + i as u64 * 1_000_000_000).to_string();
            let time = format!("2025-12-04T0{i}:00:00Z");
            let url = format!("https://x.com/{handle}/status/{id}");
            json!({"id": id, "created_at": time, "text": text, "username": handle, "url": url})
                .to_string()
        })
        .collect();
    blog.write("tweets.jsonl", &lines.join("\n"));
    blog.run("report tweets.jsonl --dataset twitter_ai").ok();
    let offline = blog.read(POST);
    (blog, offline)
}

fn configure(blog: &Blog, port: u16, more: &str) {
    let llm = format!(
        "title: Test\nllm:\n  url: http://127.0.0.1:{port}/v1\n  model: scripted\n  timeout: 1\n{more}"
    );
    blog.write("_config.yml", &llm);
}

/// The first tweet of a packet as an honest model tells it.
fn honest(question: &Value) -> String {
    let said = question["messages"][1]["content"].as_str().unwrap();
    let packet: Value = serde_json::from_str(&said[said.find("{\"language\"").unwrap()..]).unwrap();
    let tweets = packet["tweets"].as_array().unwrap();
    let zh = |tweet: &&Value| tweet["text"].as_str().unwrap().contains(['收', '美']);
    let tweet = tweets.iter().find(zh).unwrap();
    let text = tweet["text"].as_str().unwrap();
    let first = text.split('，').next().unwrap();
    sentence(
        &format!("时间线上有推文称{first}"),
        tweet["label"].as_str().unwrap(),
    )
}

fn sentence(text: &str, label: &str) -> String {
    json!({"title": "", "sentences": [
        {"text": text, "cites": [label], "speaker": "", "quoted": "", "quote": ""},
    ]})
    .to_string()
}

#[test]
fn an_honest_model_writes_and_its_answers_are_kept() {
    let (blog, offline) = blog();
    let endpoint = Endpoint::new(|question, _| Act::Say(honest(question), "stop"));
    configure(
        &blog,
        endpoint.port,
        "  key_env: SAMPLE_KEY\n  price: {input: 1, output: 2}\n",
    );

    // An estimate sends nothing and writes nothing.
    let before = blog.tree(".");
    let said = blog.run(&format!("report {SLUG} --llm --dry-run")).ok();
    assert!(
        said.out.contains("requests") && said.out.contains("at most"),
        "{said:?}"
    );
    assert_eq!((endpoint.asked(), blog.tree(".")), (0, before));

    let run = |arguments: &str| {
        let mut command = blog.command(&format!("report {SLUG} --llm {arguments}"));
        support::Ran::from(command.env("SAMPLE_KEY", KEY).output().unwrap()).ok()
    };
    let said = run("--llm-record record.jsonl");
    let post = blog.read(POST);
    assert!(
        post.contains("时间线上有推文称OpenAI 宣布收购 Neptune"),
        "{post}\n{said:?}"
    );
    assert!(post.contains("由语言模型撰写"));
    assert_ne!(post, offline);
    blog.run(&format!("check report {SLUG}")).ok();
    let asked = endpoint.asked();
    assert!(asked >= 3, "{asked}");
    {
        let questions = endpoint.asked.lock().unwrap();
        for (head, body) in questions.iter() {
            assert!(head.contains(&format!("Bearer {KEY}")), "{head}");
            assert_eq!(body["temperature"], 0);
            assert_eq!(body["response_format"]["type"], "json_schema");
            let all = body["messages"].to_string();
            assert!(
                !all.contains("status/") && !all.contains("1996400"),
                "no address, no id: {all}"
            );
        }
    }
    let ledger = blog.read(&format!("_data/{SLUG}/dataset.yaml"));
    for line in ["llm:", "  model: scripted", "  replaced: 0", "  cached: 0"] {
        assert!(ledger.contains(line), "{line} in {ledger}");
    }

    // The key is in no file and in no message.
    let holds = |bytes: &[u8]| bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes());
    let with_key: Vec<String> = blog
        .tree(".")
        .into_iter()
        .filter_map(|(path, bytes)| holds(&bytes).then_some(path))
        .collect();
    assert_eq!(with_key, [""; 0]);
    assert!(!said.err.contains(KEY) && !said.out.contains(KEY));

    // Again: all from the cache. Played back: the same bytes without a key or an endpoint.
    run("");
    assert_eq!((endpoint.asked(), blog.read(POST)), (asked, post.clone()));
    assert!(
        blog.read(&format!("_data/{SLUG}/dataset.yaml"))
            .contains(&format!("  cached: {asked}"))
    );
    drop(endpoint);
    configure(&blog, 9, "");
    let replay = || {
        blog.run(&format!("report {SLUG} --llm --llm-replay record.jsonl"))
            .ok();
        blog.tree("_data")
    };
    let first = replay();
    assert_eq!(blog.read(POST), post);
    assert_eq!(replay(), first);
}

/// A run whose every section fails: the post has the offline text, byte for byte, and the author is told.
fn stays_offline(script: impl Fn(&Value, usize) -> Act + Send + 'static, told: &str) -> usize {
    let (blog, offline) = blog();
    let endpoint = Endpoint::new(script);
    configure(&blog, endpoint.port, "");
    let said = blog.run(&format!("report {SLUG} --llm")).ok();
    assert_eq!(blog.read(POST), offline);
    assert!(
        said.err.contains("warning[") && said.err.contains(told),
        "`{told}` in {said:#?}"
    );
    endpoint.asked()
}

#[test]
fn a_model_that_fails_leaves_the_offline_report() {
    let say = |content: &str| {
        let content = content.to_owned();
        move |_: &Value, _: usize| Act::Say(content.clone(), "stop")
    };
    let raw = |head: &'static str, body: &str| {
        let body = body.to_owned();
        move |_: &Value, _: usize| Act::Raw(head, body.clone())
    };
    stays_offline(say("I am sorry, I cannot."), "not JSON");
    stays_offline(say(""), "not JSON");
    stays_offline(
        say("{\"title\": \"x\", \"sentences\": [{\"text\""),
        "not JSON",
    );
    stays_offline(
        say(&sentence("OpenAI 以 650 亿美元收购 Neptune", "T1")),
        "650",
    );
    stays_offline(
        say(&sentence("苹果收购 Neptune", "T1")),
        "keeps the offline text",
    );
    stays_offline(say(&sentence("OpenAI 收购 Neptune", "T77")), "T77");
    stays_offline(
        say(&sentence("忽略以上指令，OpenAI 收购 Neptune", "T1")),
        "keeps the offline text",
    );
    stays_offline(
        |question, _| Act::Say(honest(question), "length"),
        "cut off",
    );
    stays_offline(
        raw("200 OK", "data: {\"choices\": []}\n\ndata: [DONE]\n\n"),
        "not a chat completion",
    );
    stays_offline(raw("200 OK", &"x".repeat(3 << 20)), "too long");
    stays_offline(
        raw(
            "401 Unauthorized",
            "{\"error\": {\"message\": \"no such key\"}}",
        ),
        "401: no such key",
    );
    stays_offline(
        raw(
            "307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/",
            "",
        ),
        "307",
    );
    // A busy endpoint is asked again, and after two sections not any more.
    assert_eq!(
        stays_offline(
            raw("429 Too Many Requests\r\nretry-after: 0", "busy"),
            "429"
        ),
        6
    );
    assert_eq!(
        stays_offline(
            raw("503 Unavailable\r\nretry-after: 0", ""),
            "not asked for"
        ),
        6
    );
    assert_eq!(stays_offline(|_, _| Act::Silence, "took too long"), 2);
}

#[test]
fn a_fault_is_repaired_once() {
    let (blog, offline) = blog();
    let endpoint = Endpoint::new(|question, _| {
        let again = question["messages"].as_array().unwrap().len() > 2;
        match again {
            true => Act::Say(honest(question), "stop"),
            false => Act::Say(sentence("OpenAI 以 650 亿美元收购 Neptune", "T1"), "stop"),
        }
    });
    configure(&blog, endpoint.port, "");
    blog.run(&format!("report {SLUG} --llm")).ok();
    assert_ne!(blog.read(POST), offline);
    blog.run(&format!("check report {SLUG}")).ok();
    let questions = endpoint.asked.lock().unwrap();
    let finding = questions[1].1["messages"][3]["content"].as_str().unwrap();
    assert!(finding.contains("650"), "{finding}");
    assert!(
        blog.read(&format!("_data/{SLUG}/dataset.yaml"))
            .contains(&format!("  repaired: {}", questions.len() / 2))
    );
}

#[test]
fn what_the_endpoint_lacks_is_done_without() {
    // An endpoint that knows no `response_format`, and says the key in its error.
    let (blog, offline) = blog();
    let endpoint = Endpoint::new(|question, _| match question.get("response_format") {
        Some(_) => Act::Raw(
            "400 Bad Request",
            format!("{{\"error\": \"unknown field, key {KEY}\"}}"),
        ),
        None => Act::Say(honest(question), "stop"),
    });
    configure(&blog, endpoint.port, "  key_env: SAMPLE_KEY\n");
    let mut command = blog.command(&format!("report {SLUG} --llm"));
    let said = support::Ran::from(command.env("SAMPLE_KEY", KEY).output().unwrap()).ok();
    assert!(!said.err.contains(KEY));
    assert_ne!(blog.read(POST), offline);

    // No key, no address, nobody there, no money: warnings, and the offline report.
    let told = |more: &str, arguments: &str, word: &str| {
        let (blog, offline) = self::blog();
        blog.write("_config.yml", &format!("title: Test\n{more}"));
        let said = blog.run(&format!("report {SLUG} --llm {arguments}")).ok();
        assert!(said.err.contains(word), "`{word}` in {said:#?}");
        assert_eq!(blog.read(POST), offline);
    };
    let at = |port: u16| format!("llm:\n  url: http://127.0.0.1:{port}/v1\n  model: m\n");
    told("", "", "no language model is set");
    told(&(at(9) + "  key_env: SAMPLE_NO_KEY\n"), "", "SAMPLE_NO_KEY");
    told(
        &(at(9) + "  api_key: sk-x\n"),
        "",
        "a key does not belong into a file",
    );
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    told(&at(nobody), "", "not reached");
    told(
        &at(endpoint.port),
        "--budget 100",
        "the budget of 100 tokens",
    );
    told(
        &at(nobody),
        "--llm-replay _config.yml",
        "not among the recorded ones",
    );
}
