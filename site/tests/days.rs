//! Reports day after day, through the command: what an earlier one told is no news again, and a week follows its days.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod support;

use support::Blog;

/// Tweets of one day, a line each: id, author, hour, words.
fn tweets(day: &str, said: &[(u64, &str, u32, &str)]) -> String {
    let line = |(id, author, hour, text): &(u64, &str, u32, &str)| {
        format!(
            "{{\"id\":\"{id}\",\"text\":\"{text}\",\"created_at\":\"{day}T{hour:02}:00:00.000Z\",\"user\":{{\"screen_name\":\"{author}\",\"name\":\"示例\"}}}}\n"
        )
    };
    said.iter().map(line).collect()
}

const COPIED: &str = "OpenAI 收购 Neptune，后者做的是训练过程的监控，团队会并入训练基础设施";

fn blog(config: &str) -> Blog {
    let first = tweets(
        "2025-12-03",
        &[
            (1996100000000000001, "sample_a", 1, COPIED),
            (
                1996100000000000002,
                "sample_b",
                2,
                "OpenAI 收购 Neptune，训练监控以后就是自家的了",
            ),
            (
                1996100000000000003,
                "sample_c",
                3,
                "Mistral 发布 Mistral 3，四个尺寸都用 Apache 许可证",
            ),
            (
                1996100000000000004,
                "sample_d",
                4,
                "Mistral 发布 Mistral 3，小尺寸可以在浏览器里运行",
            ),
        ],
    );
    let second = tweets(
        "2025-12-04",
        &[
            (
                1996400000000000001,
                "sample_copy",
                1,
                &format!("{COPIED}。"),
            ),
            (
                1996400000000000002,
                "sample_e",
                2,
                "OpenAI 收购 Neptune 之后，训练监控的老客户要在一月前迁走",
            ),
            (
                1996400000000000003,
                "sample_f",
                3,
                "OpenAI 收购 Neptune 的价格没有公开，训练监控服务会停",
            ),
            (
                1996400000000000004,
                "sample_g",
                4,
                "Anthropic 收购 Bun，Claude Code 的运行时从此有人专门维护",
            ),
            (
                1996400000000000005,
                "sample_h",
                5,
                "Anthropic 收购 Bun，许可证还是 MIT",
            ),
        ],
    );
    let blog = Blog::of(&[
        ("_config.yml", config),
        ("_templates/post.html", "{{ content | safe }}"),
        ("1.jsonl", &first),
        ("2.jsonl", &second),
    ]);
    for (file, day) in [("1.jsonl", "03"), ("2.jsonl", "04")] {
        blog.run(&format!(
            "report {file} --dataset ai --from 2025-12-{day} --to 2025-12-{day}"
        ))
        .ok();
    }
    blog
}

const SECOND: &str = "_posts/2025-12-04-ai_20251204_20251204.md";
const MARK: &str = "（续 [12 月 3 日](/2025/12/03/ai_20251203_20251203.html)）：";

/// The section of a post under a heading that begins so.
fn section(post: &str, heading: &str) -> String {
    let from = post
        .find(heading)
        .unwrap_or_else(|| panic!("{heading} in {post}"));
    let rest = &post[from..];
    rest[..rest.find("\n## ").unwrap_or(rest.len())].to_owned()
}

#[test]
fn what_an_earlier_report_told_is_marked_and_its_tweets_are_no_news() {
    let blog = blog("lang: zh-CN\n");
    let post = blog.read(SECOND);
    let points = section(&post, "### 核心信息");
    assert!(
        points.contains(&format!("**OpenAI 收购 Neptune**{MARK}")),
        "{points}"
    );
    assert!(points.contains("**Anthropic 收购 Bun**："), "{points}");
    assert!(!post.contains("sample_copy"), "{post}");
    assert!(
        post.contains("略去前几期已有的 1 条后，4 条进入分析"),
        "{post}"
    );
    let labels = blog.read("_data/ai_20251204_20251204/labels.jsonl");
    let copy = labels
        .lines()
        .find(|line| line.contains("1996400000000000001"));
    assert!(
        copy.unwrap()
            .contains("\"duplicate_of\":\"1996100000000000001\""),
        "{labels}"
    );
    blog.run("check report --all").ok();
    // The mark is proved like everything else.
    blog.write(
        SECOND,
        &post.replace("（续 [12 月 3 日]", "（续 [11 月 3 日]"),
    );
    let check = "check report ai_20251204_20251204";
    blog.run(check).fails(1, &["11-03"]);
}

#[test]
fn what_an_earlier_report_told_can_be_left_out() {
    let blog = blog("lang: zh-CN\nreport: {continued: leave-out}\n");
    let post = blog.read(SECOND);
    let points = section(&post, "### 核心信息");
    assert!(
        !points.contains("Neptune") && points.contains("**Anthropic 收购 Bun**："),
        "{points}"
    );
    assert!(
        post.contains("前几期已经讲过、这一期不再重复的话题："),
        "{post}"
    );
    assert!(post.contains("Neptune"), "{post}");
    blog.run("check report --all").ok();
}

#[test]
fn a_week_and_a_month_join_their_days() {
    let blog = blog("lang: zh-CN\n");
    blog.run("report ai --rollup week").ok();
    let week = blog.read("_posts/2025-12-04-ai_20251201_20251207.md");
    let days = section(&week, "**逐日脉络**");
    for day in ["03", "04"] {
        let link = format!("](/2025/12/{day}/ai_202512{day}_202512{day}.html)");
        assert!(days.contains(&link), "{link} in {days}");
    }
    // What stands in two days counts once, and no day is an earlier report of its own week.
    assert!(
        week.contains("共收录 9 条推文") && week.contains("合并 1 条重复"),
        "{week}"
    );
    assert!(!week.contains("（续 "), "{week}");
    let about = blog.read("_data/ai_20251201_20251207/dataset.yaml");
    assert!(
        about.contains("ai_20251203_20251203") && about.contains("ai_20251204_20251204"),
        "{about}"
    );
    blog.run("report ai --rollup month --from 2025-12-03").ok();
    assert!(
        blog.read("_posts/2025-12-04-ai_20251201_20251231.md")
            .contains("**逐日脉络**")
    );
    blog.run("check report --all").ok();
    let before = blog.times("_posts");
    blog.run("report ai --rollup week").ok();
    assert_eq!(blog.times("_posts"), before);
    let nobody = "report nobody --rollup week";
    blog.run(nobody).fails(1, &["`nobody` has no days to join"]);
}
