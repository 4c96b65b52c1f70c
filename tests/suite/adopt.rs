//! Adopting a report and composing it again gives the same bytes, whatever stands in it (law 4).

use post::{Post, PostName};
use proptest::prelude::*;
use report::analysis::{Analysis, Block, Kind, Role};
use report::files::{from_yaml, to_yaml};
use report::{adopt, compose};

const REPORT: &str = include_str!("../fixtures/adopt/2025-11-20-sample_ai_20251120_20251120.md");
const NAME: &str = "2025-11-20-sample_ai_20251120_20251120.md";

fn post(text: &str) -> Post {
    Post::parse(PostName::parse(NAME).unwrap(), text).unwrap()
}

/// Adopts, goes through the file in between, composes.
fn there_and_back(post: &Post) -> (Analysis, Post) {
    let (analysis, _) = adopt::adopt(post);
    let read: Analysis = from_yaml("analysis.yaml", &to_yaml(&analysis).unwrap()).unwrap();
    assert_eq!(read, analysis, "analysis.yaml holds everything");
    let back = compose::post(&read).unwrap();
    (read, back)
}

#[test]
fn a_report_is_understood_and_comes_back_byte_for_byte() {
    let (analysis, back) = there_and_back(&post(REPORT));
    assert_eq!(back.emit(), REPORT);
    assert_eq!(analysis.header.source, None, "front matter is understood");

    let roles: Vec<Role> = analysis
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { role, .. } => *role,
            _ => None,
        })
        .collect();
    use Role::*;
    assert_eq!(
        roles,
        [
            Title,
            Summary,
            Overview,
            KeyPoints,
            Details,
            Opinions,
            Events,
            Markets,
            Advertising,
            Cloud
        ]
    );

    let said: Vec<_> = analysis.statements().collect();
    let injection = said
        .iter()
        .find(|s| s.label.as_deref() == Some("提示注入"))
        .unwrap();
    assert_eq!(injection.kind, Kind::Fact);
    assert_eq!(injection.text, "研究者用\"空白字符\"绕过过滤");
    assert_eq!(injection.evidence[0].tweet, "1991000000000000001");
    let inferred: Vec<_> = said
        .iter()
        .filter(|s| s.kind == Kind::Inference)
        .map(|s| s.text.as_str())
        .collect();
    assert_eq!(
        inferred,
        [
            "更多团队可以在本地做微调。",
            "推理成本下降。依据：3 位作者给出了价格。"
        ]
    );

    let raw: Vec<_> = analysis
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Raw { markdown } => Some(markdown.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        raw.len(),
        2,
        "only the code and the starred list are kept as they are: {raw:?}"
    );
    assert!(
        analysis
            .blocks
            .iter()
            .any(|b| matches!(b, Block::Quote { when, .. } if when == "09:12"))
    );
    assert!(
        analysis
            .blocks
            .iter()
            .any(|b| matches!(b, Block::Table { rows, .. } if rows.len() == 1))
    );
}

#[test]
#[allow(clippy::disallowed_methods)] // Tests read their fixtures.
fn the_reference_comes_back_where_it_stands_beside_the_checkout() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/reference");
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = PostName::parse(&name) else {
            continue;
        };
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let post = Post::parse(name, &text).unwrap();
        let (analysis, back) = there_and_back(&post);
        assert_eq!(back.emit(), text);
        assert!(
            !analysis
                .blocks
                .iter()
                .any(|b| matches!(b, Block::Raw { .. })),
            "all of it is understood"
        );
    }
}

/// Pieces of Markdown in every state of health.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# 标题".to_owned()),
        Just("### 核心信息（10 个关键信息点）".to_owned()),
        Just("**影响**：好".to_owned()),
        Just("**市场反应**：\n- 一\n- 二".to_owned()),
        Just("1. **甲** 乙\n2. 丙".to_owned()),
        Just("2. 从二开始".to_owned()),
        Just("> 话\n>\n> —— [@a](https://x.com/a/status/1)".to_owned()),
        Just(
            "“话”（[@a](https://x.com/a/status/1)）。另见 [@b](https://x.com/b/status/2)。"
                .to_owned()
        ),
        Just("| a | b |\n| --- | --- |\n| c | d |".to_owned()),
        Just("| a |\n| :-: |\n| c |".to_owned()),
        Just("```\n\n# x\n".to_owned()),
        Just("![词云图](a_b.jpg)".to_owned()),
        Just("  缩进".to_owned()),
        Just("行尾空格  ".to_owned()),
        Just("制表\t符 \u{2028} \u{feff}x \u{0}".to_owned()),
        "[\\-*_#>`|\\[\\]()!~=:.0-9a-z \\\\“”「」（）；。、@&<{}%$\u{4e00}-\u{4e20}]{0,30}",
        "\\PC{0,20}",
        any::<String>(),
    ];
    let gap = prop_oneof![
        Just("\n\n"),
        Just("\n"),
        Just("\n\n\n"),
        Just("\r\n"),
        Just("\r\n\r\n"),
        Just("\n \n"),
        Just("")
    ];
    proptest::collection::vec((piece, gap), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn front() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("---\nlayout: post\ntitle: \"t\"\ndate: \"d\"\nposttime: \"p\"\n---\n".to_owned()),
        Just("---\nlayout: post\ntitle: \"t\"\ndate: \"d\"\nposttime: \"p\"\ntags: [\"a\"]\nimage: \"x.jpg\"\n---\n".to_owned()),
        Just("---\ntitle: 't' # why\r\nextra: [1, 2]\n--- \n".to_owned()),
        Just("---\r\nlayout: post\r\n---\r\n".to_owned()),
        Just("\u{feff}---\n---\n".to_owned()),
        Just("---\ntags: a b\nimage: {path: x}\n...\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_post_comes_back_byte_for_byte(front in front(), body in markdown()) {
        let text = format!("{front}{body}");
        if let Ok(post) = Post::parse(PostName::parse("2025-1-2-任意.a.markdown").unwrap(), &text) {
            let (_, back) = there_and_back(&post);
            prop_assert_eq!(back.emit(), text);
            prop_assert_eq!(back, post);
        }
    }
}
