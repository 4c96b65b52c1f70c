//! From files of tweets to posts, as an author does it; above all, that nothing a person edited is ever overwritten.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use support::Blog;

const SLUG: &str = "ai_20251204_20251204";

/// Three tweets in the shape of API v2, one of them outside the day.
fn tweets() -> String {
    let tweet = |id: u64, time: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","text":"{text}","created_at":"{time}","author_id":"1","public_metrics":{{"like_count":5,"retweet_count":1}}}}"#
        )
    };
    let user = r#"{"id":"1","username":"sample_li","name":"示例"}"#;
    format!(
        r#"{{"data":[{},{},{}],"includes":{{"users":[{user}]}}}}"#,
        tweet(
            1996400000000000001,
            "2025-12-04T02:00:00.000Z",
            "DeepSeek 发布了新的开源模型，推理能力更强"
        ),
        tweet(
            1996400000000000002,
            "2025-12-04T03:00:00.000Z",
            "今天试用 Mistral 的新模型，速度很快"
        ),
        tweet(
            1996900000000000003,
            "2025-12-06T03:00:00.000Z",
            "后天的推文"
        ),
    )
}

fn blog() -> Blog {
    Blog::of(&[("tweets.json", &tweets())])
}

const IMPORT: &str = "import tweets.json --dataset ai --from 2025-12-04 --to 2025-12-04";

#[test]
fn import_counts_and_writes_and_says_the_same_again() {
    let blog = blog();
    let out = blog.run(IMPORT).ok().out;
    for row in [
        "3  records read",
        "2  kept",
        "1  outside the window",
        "0  rejected",
    ] {
        assert!(out.contains(row), "`{row}` in {out}");
    }
    assert_eq!(
        blog.read(&format!("_data/{SLUG}/tweets.jsonl"))
            .lines()
            .count(),
        2
    );
    let before = blog.times(".");
    blog.run(IMPORT).ok();
    assert_eq!(blog.times("."), before);
    let from_pipe = blog.command("import - --dataset piped --from 2025-12-04 --to 2025-12-04");
    let mut from_pipe = from_pipe;
    let file = std::fs::File::open(blog.path("tweets.json")).unwrap();
    assert!(from_pipe.stdin(file).output().unwrap().status.success());
    assert_eq!(
        blog.read("_data/piped_20251204_20251204/tweets.jsonl"),
        blog.read(&format!("_data/{SLUG}/tweets.jsonl"))
    );
}

#[test]
fn folders_patterns_archives_and_mappings_are_read() {
    let blog = blog();
    let kept = |name: &str| {
        let files = blog.tree("_data");
        let found = files
            .iter()
            .find(|(path, _)| path.starts_with(name) && path.ends_with("tweets.jsonl"));
        String::from_utf8(found.unwrap_or_else(|| panic!("{name}")).1.clone()).unwrap()
    };
    blog.write("many/a-1.json", &tweets());
    blog.write("many/a-2.json", "[]");
    blog.run("import many/a-*.json --dataset glob --from 2025-12-04 --to 2025-12-04")
        .ok();
    assert_eq!(kept("glob").lines().count(), 2);

    let tweet = r#"[{"tweet":{"id_str":"1996400000000000001","full_text":"自己的推文","created_at":"Thu Dec 04 02:00:00 +0000 2025","entities":{}}}]"#;
    blog.write(
        "mine/data/tweets.js",
        &format!("window.YTD.tweets.part0 = {tweet}"),
    );
    blog.write(
        "mine/data/direct-messages.js",
        &tweet.replace("自己的推文", "私信"),
    );
    blog.write(
        "mine/data/account.js",
        r#"window.YTD.account.part0 = [{"account":{"username":"sample_me"}}]"#,
    );
    blog.write("mine/Your archive.html", "<html>");
    let out = blog.run("import mine --dataset mine").ok();
    assert!(!out.err.contains("archive.html"), "{}", out.err);
    let text = kept("mine");
    assert!(
        text.contains("sample_me") && !text.contains("私信"),
        "{text}"
    );

    blog.write("table/rows.csv", "帖,谁,何时\n映射,sample_m,昨天 10:00\n");
    blog.write("table/mapping.yaml", "text: 帖\nauthor: 谁\ntime: 何时\n");
    blog.run("import table --dataset mapped --as-of 2025-12-05T09:00")
        .ok();
    assert!(kept("mapped").contains(r#""time":"2025-12-04T02:00:00Z","time_source":"relative""#));
    blog.run("import tweets.json --dataset x --format nonsense")
        .fails(2, &["nonsense", "api-v2"]);
    blog.write("bad.yaml", "texts: a\n");
    blog.run("import tweets.json --dataset x --mapping bad.yaml")
        .fails(1, &["import-mapping", "texts"]);
}

/// Law 6: a file that a person edited is never overwritten.
#[test]
fn what_a_person_edited_stays_until_force() {
    let blog = blog();
    blog.run(IMPORT).ok();
    let file = format!("_data/{SLUG}/tweets.jsonl");
    let ours = blog.read(&file);
    blog.write(&file, "{\"mine\": true}\n");
    blog.run(IMPORT)
        .fails(1, &["error[edited]", "tweets.jsonl", "--force"]);
    assert_eq!(blog.read(&file), "{\"mine\": true}\n");
    blog.run(&format!("{IMPORT} --force")).ok();
    assert_eq!(blog.read(&file), ours);
}

/// Law 9: what several machines look at and one joins is what one finds alone, down to the last byte.
#[test]
fn parts_are_merged_into_the_files_of_the_whole() {
    const WHERE: &str = "--dataset ai --from 2025-12-04 --to 2025-12-04";
    let shards = [
        ("a.json", tweets()),
        (
            "b.json",
            tweets().replace("199640000000000000", "199640000000000009"),
        ),
        // The tweets of the first once more, in a newer state, and what is no tweet.
        (
            "c.json",
            tweets().replace("\"text\":\"", "\"text\":\"更新："),
        ),
        ("d.jsonl", "no json {\n{\"neither\": true}\n".to_owned()),
    ];
    let whole = Blog::of(&[]);
    let parted = Blog::of(&[]);
    for (name, text) in &shards {
        whole.write(name, text);
        parted.write(name, text);
        parted
            .run(&format!("analyse --map {name} {WHERE} -o {name}.part"))
            .ok();
    }
    whole
        .run(&format!("import a.json b.json c.json d.jsonl {WHERE}"))
        .ok();
    whole.run(&format!("analyse {SLUG}")).ok();
    let cut = parted.read("b.json.part");
    parted.write("cut.part", &cut[..cut.len() / 2]);
    parted
        .run("analyse --merge a.json.part cut.part")
        .fails(1, &["error[part]", "cut.part:", "site analyse --map"]);
    assert!(!parted.path(&format!("_data/{SLUG}/dataset.yaml")).exists());
    parted
        .run("analyse --merge c.json.part d.jsonl.part a.json.part b.json.part")
        .ok();
    for file in [
        "dataset.yaml",
        "tweets.jsonl",
        "rejected.jsonl",
        "labels.jsonl",
        "analysis.yaml",
    ] {
        let path = format!("_data/{SLUG}/{file}");
        assert_eq!(parted.read(&path), whole.read(&path), "{file}");
        assert!(!whole.read(&path).is_empty(), "{file}");
    }
    let counts = whole.read(&format!("_data/{SLUG}/dataset.yaml"));
    assert!(
        counts.contains("rejected: 2") && !counts.contains("duplicates: 0"),
        "{counts}"
    );
}

#[test]
fn one_command_leads_from_tweets_to_a_post_and_a_lost_post_comes_back() {
    let blog = blog();
    blog.write("_templates/post.html", "{{ content | safe }}");
    let report = IMPORT.replace("import", "report");
    blog.run(&report).ok();
    let post = format!("_posts/2025-12-04-{SLUG}.md");
    let picture = format!("assets/wordcloud_{SLUG}.jpg");
    let text = blog.read(&post);
    assert!(
        text.starts_with("---\nlayout: post\ntitle: \"ai_20251204_20251204\"\n"),
        "{text}"
    );
    assert!(
        std::fs::read(blog.path(&picture))
            .unwrap()
            .starts_with(b"\xff\xd8")
    );
    let before = blog.times(".");
    blog.run(&report).ok();
    blog.run(&format!("analyse {SLUG}")).ok();
    blog.run(&format!("report {SLUG}")).ok();
    assert_eq!(
        blog.times("."),
        before,
        "the same input writes nothing anew"
    );

    std::fs::remove_file(blog.path(&post)).unwrap();
    blog.run("build").ok();
    assert_eq!(blog.read(&post), text);
    assert!(blog.path(&format!("_site/{picture}")).exists());
}

const REPORT: &str = "---\nlayout: post\ntitle: \"ai_20251204_20251204\"\ndate: \"2025-12-04 10:01:40 +0800\"\nposttime: \"2025-12-04 10:01:40 +0800\"\n---\n\nAi 报告 (2025-12-04 至 2025-12-04)\n\n# 总结报告\n\n## 简要概要\n\n1. **甲** 发布了新模型\n2. 其他\n\n## 自己的一节\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

#[test]
fn an_adopted_report_comes_back_and_its_analysis_rules_it() {
    let post = format!("_posts/2025-12-04-{SLUG}.md");
    let blog = Blog::of(&[
        (&post, REPORT),
        ("_templates/post.html", "{{ content | safe }}"),
    ]);
    blog.run(&format!("adopt {post}")).ok();
    std::fs::remove_file(blog.path(&post)).unwrap();
    blog.run(&format!("report {SLUG}")).ok();
    assert_eq!(blog.read(&post), REPORT);

    // A person edits the analysis: the next build composes the post anew, because nobody touched the post.
    let analysis = format!("_data/{SLUG}/analysis.yaml");
    let text = blog.read(&analysis);
    assert!(text.contains("新模型"));
    blog.write(&analysis, &text.replace("新模型", "旧模型"));
    blog.run("build").ok();
    assert_eq!(blog.read(&post), REPORT.replace("新模型", "旧模型"));

    // A person edits the post: from then on it is theirs.
    blog.write(&post, &format!("{REPORT}又及。\n"));
    blog.write(&analysis, &text);
    blog.run("build").ok();
    assert!(blog.read(&post).ends_with("又及。\n"));
    blog.run(&format!("report {SLUG}"))
        .fails(1, &["error[edited]", &post]);
    assert!(blog.read(&post).ends_with("又及。\n"));
    blog.run(&format!("report {SLUG} --force")).ok();
    assert_eq!(blog.read(&post), REPORT);
}

#[test]
fn a_broken_analysis_is_told_with_its_line_and_writes_nothing() {
    let blog = Blog::of(&[
        ("index.html", "---\n---\nhello"),
        ("_data/x/analysis.yaml", "slug: x\nfile: [\n"),
        (
            "_data/y/analysis.yaml",
            "slug: ../y\nfile: ../../y.md\nheader: {title: t, date: d, posttime: p}\nblocks: []\n",
        ),
    ]);
    blog.run("build")
        .fails(1, &["_data/x/analysis.yaml", "_data/y/analysis.yaml"]);
    assert!(!blog.path("_site").exists());
    assert!(!blog.path("_posts").exists());
}

#[test]
fn trends_are_counted_with_each_report_and_anew() {
    let blog = blog();
    blog.run(&IMPORT.replace("import", "report")).ok();
    let text = blog.read("_data/trends.yaml");
    let entity = "- slug: deepseek\n  name: DeepSeek\n  kind: company\n";
    assert!(text.contains(entity), "{text}");
    let day = format!(
        "  - date: 2025-12-04\n    report: {SLUG}\n    post: 2025-12-04-{SLUG}.md\n    mentions: 1\n    authors: 1\n"
    );
    assert!(text.contains(&day), "{text}");
    let second = IMPORT
        .replace("import", "report")
        .replace("2025-12-04", "2025-12-06");
    blog.run(&second).ok();
    let both = blog.read("_data/trends.yaml");
    blog.run("trends").ok();
    assert_eq!(
        blog.read("_data/trends.yaml"),
        both,
        "counting anew gives the same"
    );
    std::fs::remove_dir_all(blog.path("_data/ai_20251206_20251206")).unwrap();
    blog.run("trends").ok();
    assert_eq!(blog.read("_data/trends.yaml"), text);
    blog.write("_data/trends.yaml", "mine: true\n");
    assert!(blog.run("trends").ok().err.contains("trends"));
    assert_eq!(blog.read("_data/trends.yaml"), "mine: true\n");
}

#[test]
fn the_author_says_what_is_advertising_and_what_is_not() {
    let levels = |config: &str| {
        let blog = blog();
        blog.write(
            "_config.yml",
            &format!("title: Test\nreport:\n  ads: {config}\n"),
        );
        let ran = blog.run(&IMPORT.replace("import", "report")).ok();
        let labels = blog.read(&format!("_data/{SLUG}/labels.jsonl"));
        let level = |line: &str| {
            let (_, rest) = line.split_once(r#""level":""#).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        (labels.lines().map(level).collect::<Vec<_>>(), ran.err)
    };
    assert_eq!(levels("{}").0, ["none", "none"]);
    assert_eq!(levels("{block: [mistral]}").0, ["none", "advertising"]);
    assert_eq!(levels("{block: ['@Sample_Li']}").0, ["advertising"; 2]);
    // What is allowed goes before what is blocked, and before every score.
    let both = "{block: ['@sample_li'], allow: [DeepSeek], threshold: -9}";
    assert_eq!(levels(both).0, ["none", "advertising"]);
    assert_eq!(levels("{threshold: -9}").0, ["advertising"; 2]);
    for (config, key) in [
        ("{treshold: 1}", "`report.ads.treshold`"),
        ("{threshold: much}", "`report.ads.threshold`"),
        ("{threshold: .nan}", "`report.ads.threshold`"),
        ("{allow: [{a: b}]}", "`report.ads.allow`"),
        ("yes please", "`report.ads`"),
        (
            "{threshold: -1, self_promotion: 0}",
            "`report.ads.self_promotion`",
        ),
    ] {
        let (_, err) = levels(config);
        assert!(
            err.contains("warning[config]") && err.contains(key),
            "{config}: {err}"
        );
    }
}

#[test]
fn a_window_without_an_earlier_one_says_that_it_compares_with_nothing() {
    let blog = blog();
    blog.write("_config.yml", "title: Test\ntopics: {reports: 1}\n");
    blog.run("init . --add --now 2025-12-05T00:00:00+08:00")
        .ok();
    blog.run(&IMPORT.replace("import", "report")).ok();
    // The report is as its analysis and the blog's templates have it: nothing is composed again.
    let built = blog.run("build").ok();
    assert!(!built.out.contains("_posts/"), "{}", built.out);
    let trends = blog.read("_site/trends/index.html");
    assert!(trends.contains("DeepSeek"), "{trends}");
    assert!(!trends.contains("NaN") && !trends.contains("Infinity"));
    blog.run("check").ok();
    assert!(blog.path("_site/topics/deepseek/index.html").exists());
    // What is told once and by few has no page of its own, and nothing leads there.
    blog.write("_config.yml", "title: Test\n");
    blog.run("build").ok();
    assert!(!blog.path("_site/topics/deepseek/index.html").exists());
    blog.run("check").ok();
    blog.write("_config.yml", "title: Test\ntopics: {authors: few}\n");
    let wrong = blog.run("build");
    assert!(
        wrong.err.contains("_config.yml:2") && wrong.err.contains("`authors` is a number"),
        "{}",
        wrong.err
    );
}

#[test]
fn an_edited_post_is_shown_beside_the_new_one_and_merged() {
    let blog = blog();
    let report = IMPORT.replace("import", "report");
    blog.run(&report).ok();
    let post = format!("_posts/2025-12-04-{SLUG}.md");
    let ours = blog.read(&post);
    let mine = format!(
        "{}\n编者按：这是我加的。\n",
        ours.replace("layout: post", "layout: post\npin: true")
    );
    blog.write(&post, &mine);
    let more = tweets()
        .replace("后天的推文", "Anthropic 发布 Claude Opus 4.5")
        .replace("2025-12-06", "2025-12-04");
    blog.write("tweets.json", &more);
    let refused = blog.run(&report).fails(1, &["error[edited]", "--merge"]);
    for line in [
        format!("--- {post}"),
        "-pin: true".into(),
        "-编者按：这是我加的。".into(),
        "@@".into(),
    ] {
        assert!(refused.out.contains(&line), "`{line}` in {}", refused.out);
    }
    assert_eq!(blog.read(&post), mine);
    blog.run(&format!("report {SLUG} --merge")).ok();
    let merged = blog.read(&post);
    assert!(
        merged.contains("pin: true") && merged.contains("编者按"),
        "{merged}"
    );
    assert!(merged.contains("Claude Opus 4.5"), "{merged}");
    blog.run(&format!("report {SLUG} --merge")).ok();
    assert_eq!(blog.read(&post), merged, "merging again changes nothing");
    blog.run(&format!("report {SLUG}"))
        .fails(1, &["error[edited]"]);

    // Both change one line: both stay.
    let line = merged
        .lines()
        .find(|line| line.contains("共收录"))
        .unwrap()
        .to_owned();
    blog.write(&post, &merged.replace(&line, "我自己的一句话。"));
    blog.write(
        "tweets.json",
        &more.replace("1996900000000000003", "1996900000000000004"),
    );
    blog.write(
        "more.json",
        &tweets().replace("199640000000000000", "199640000000000009"),
    );
    blog.run(&format!(
        "report tweets.json more.json {} --merge",
        &report["report tweets.json ".len()..]
    ))
    .fails(1, &["error[conflict]", "<<<<<<<"]);
    let both = blog.read(&post);
    assert!(
        both.contains("我自己的一句话。\n") && both.matches("共收录").count() == 2,
        "{both}"
    );
    blog.run(&format!("report {SLUG} --force")).ok();
    assert!(!blog.read(&post).contains("我自己的一句话。"));
}

#[test]
fn sentences_without_a_tweet_are_listed_with_tweets_that_may_be_meant() {
    let blog = blog();
    blog.run(IMPORT).ok();
    let post = format!("2025-12-04-{SLUG}.md");
    let link = "https://x.com/sample_li/status/1996400000000000002";
    let text = REPORT.replace("1. **甲** 发布了新模型\n2. 其他", &format!(
        "## Key Takeaways\n\n1. DeepSeek 发布了新的开源模型。\n2. Mistral 的新模型速度很快（[来源]({link})）。\n3. 同样的话[^t:1996400000000000002]。\n4. 又一次[^1]。\n5. 火星上有人在种土豆。\n\n[^1]: {link}"
    ));
    blog.write(&post, &text);
    let told = blog.run(&format!("adopt {post} --evidence warn")).ok().err;
    assert_eq!(told.matches("[evidence-missing]").count(), 2, "{told}");
    assert!(
        told.contains("[@sample_li](https://x.com/sample_li/status/1996400000000000001)"),
        "{told}"
    );
    assert!(
        told.contains("no tweet of the dataset comes near"),
        "{told}"
    );
    let analysis = format!("_data/{SLUG}/analysis.yaml");
    let adopted = blog.read(&analysis);
    assert!(adopted.contains("role: key_points"), "{adopted}");
    assert_eq!(
        adopted.matches("tweet: '1996400000000000002'").count(),
        3,
        "{adopted}"
    );
    std::fs::remove_file(blog.path(&analysis)).unwrap();
    blog.run(&format!("adopt {post} --evidence require"))
        .fails(1, &["error[evidence-missing]"]);
    assert!(!blog.path(&analysis).exists());
}

#[test]
fn an_english_report_has_no_chinese_but_the_tweets_and_proves_itself() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/sample");
    let blog = Blog::of(&[]);
    for links in ["inline", "footnotes"] {
        blog.write(
            "_config.yml",
            &format!("lang: en\nreport: {{profile: ai, links: {links}}}\n"),
        );
        for day in ["2025-12-04", "2025-12-05"] {
            let run =
                format!("-q report {folder}/{day}* --dataset ai --from {day} --to {day} --force");
            blog.run(&run).ok();
        }
        blog.run("check report --all").ok();
        let text = blog.read("_posts/2025-12-05-ai_20251205_20251205.md");
        assert!(
            text.contains("Compared with the report before (2025-12-04)"),
            "{text}"
        );
        assert!(text.contains("<figure class=\"chart\">"), "{text}");
        assert_eq!(text.contains("[^t:"), links == "footnotes", "{text}");
        let ours = text
            .lines()
            .filter(|line| !line.contains(['“', '「', '>', '<']));
        for line in ours {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(!line.contains(han), "{line}");
        }
    }
    blog.write(
        "_config.yml",
        "report: {profile: sports, links: sideways}\n",
    );
    let told = blog.run("analyse ai_20251205_20251205 --force").ok().err;
    assert!(
        told.contains("`report.profile` cannot be `sports`") && told.contains("`report.links`"),
        "{told}"
    );
}
