//! The lexer by examples: each line is a text and its tokens, kind by kind.

use crate::{Kind, tokens};

/// `text|text …`, with a sign for the kinds that matter.
fn show(text: &str) -> String {
    let mut shown = Vec::new();
    for token in tokens(text) {
        let sign = match token.kind {
            Kind::Han | Kind::Latin => "",
            Kind::Name => "N:",
            Kind::Number => "0:",
            Kind::Url => "U:",
            Kind::Mention => "M:",
            Kind::Hashtag => "H:",
            Kind::Cashtag => "C:",
            Kind::Emoji => "E:",
            Kind::Kana => "K:",
            Kind::Hangul => "G:",
            Kind::Other => "O:",
            Kind::Punctuation => continue,
        };
        shown.push(format!("{sign}{}", token.text));
    }
    shown.join("|")
}

#[test]
fn pieces_of_tweets_stay_whole() {
    for (text, expected) in [
        ("看 https://t.co/AbC123。好", "看|U:https://t.co/AbC123|好"),
        (
            "(see example.com/a?b=1), x.ai and Node.js",
            "see|U:example.com/a?b=1|x.ai|and|N:Node.js",
        ),
        ("mail me@example.org now", "mail|U:me@example.org|now"),
        (
            "@ada_99你好 a@b #AI大会 #2025 #话题# ok",
            "M:@ada_99|你好|a|b|H:#AI大会|0:2025|H:#话题#|ok",
        ),
        (
            "$NVDA up, $BRK.B flat, $100 paid",
            "C:$NVDA|up|C:$BRK.B|flat|0:$100|paid",
        ),
        (
            "GPT-4o beats Qwen3-235B-A22B",
            "N:GPT-4o|beats|N:Qwen3-235B-A22B",
        ),
        (
            "DeepSeek V3.2发布 Gemini 2.5 Pro",
            "N:DeepSeek V3.2|发布|N:Gemini 2.5 Pro",
        ),
        (
            "Claude Opus 4.5 and Kling 2.6, Top 10",
            "N:Claude Opus 4.5|and|N:Kling 2.6|Top|0:10",
        ),
        ("Claude 2025 is 3x", "N:Claude|0:2025|is|0:3x"),
        (
            "投资5000亿美元,涨了+37.5% $3.5B 7 billion",
            "投资|0:5000亿美元|涨|了|0:+37.5%|0:$3.5B|0:7 billion",
        ),
        ("on 2025-12-04 at 10:30", "on|0:2025-12-04|at|0:10:30"),
        ("👨‍👩‍👧👍🏽🇨🇳1️⃣ok", "E:👨‍👩‍👧|E:👍🏽|E:🇨🇳|E:1️⃣|ok"),
        ("C++ and C#, AT&T's R&D", "C++|and|C#|AT&T|R&D"),
        (
            "ノートとデータ 안녕 세계 สวัสดี",
            "K:ノートとデータ|G:안녕|G:세계|O:สวัสดี",
        ),
        (
            "don’t stop: state-of-the-art",
            "don’t|stop|state-of-the-art",
        ),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn chinese_is_cut_into_words() {
    assert_eq!(
        show("大模型与智能体正在改变世界"),
        "大模型|与|智能体|正在|改变|世界"
    );
    assert_eq!(show("月之暗面发布开源模型"), "月之暗面|发布|开源模型");
    assert_eq!(show("機器學習與人工智慧"), "機器學習|與|人工智慧");
}

#[test]
fn tokens_lie_in_the_text_in_order_and_cover_all_that_is_visible() {
    let text = "RT @a: “大模型”🔥\u{202E}GPT-4o…\0\u{FE0F} $x1 #￼ 1.2.3-4/ 'tis ſ İ 𠮷野家 ﷽ _a_ --- http:// 3D打印\n";
    let mut end = text.as_ptr() as usize;
    let mut seen = String::new();
    for token in tokens(text) {
        assert!(token.text.as_ptr() as usize >= end && !token.text.is_empty());
        end = token.text.as_ptr() as usize + token.text.len();
        seen.push_str(token.text);
    }
    let visible = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && !super::is_invisible(*c))
            .collect::<String>()
    };
    assert_eq!(visible(&seen), visible(text));
}
