//! What becomes a key point and what does not, rule by rule: each case has a tweet that the rule is there for, and one beside it
//! that only looks like it.

use super::report::{evidence, report, said_by};
use report::analyse::{Options, Profile, analyse};
use report::analysis::{Analysis, Block, Role};

/// What stands above the key points and everything else that has a heading of its own.
fn labels(analysis: &Analysis) -> Vec<&str> {
    let statements = analysis.statements();
    statements.filter_map(|one| one.label.as_deref()).collect()
}

fn quotes(analysis: &Analysis) -> Vec<&str> {
    let all = evidence(analysis).into_iter();
    all.filter_map(|one| one.quote.as_deref()).collect()
}

/// A report of tweets by as many authors.
fn of(tweets: &[&str]) -> Analysis {
    report(&said_by("demo_point", tweets)).analysis
}

/// The same where markets are what it is about.
fn of_markets(tweets: &[&str]) -> Analysis {
    let imported = said_by("demo_point", tweets);
    let options = Options {
        profile: Some(Profile::Markets),
        ..Options::default()
    };
    analyse(&imported.dataset, &imported.tweets, &options).analysis
}

#[track_caller]
fn told(analysis: &Analysis, words: &str, is_told: bool) {
    let labels = labels(analysis);
    let found = labels.iter().any(|label| label.contains(words));
    assert_eq!(found, is_told, "{words}: {labels:#?}");
}

/// What people say about something, by the words that a quotation has.
#[track_caller]
fn heard(analysis: &Analysis, words: &str, is_heard: bool) {
    let quotes = quotes(analysis);
    let found = quotes.iter().any(|quote| quote.contains(words));
    assert_eq!(found, is_heard, "{words}: {quotes:#?}");
}

#[test]
fn who_hands_out_courses_adds_no_voice_and_heads_nothing() {
    let analysis = of(&[
        "Anthropic just showed a workshop on how to write prompts for Claude. No registration. No paywall. Watch it and bookmark it now!",
        "Anthropic just showed a workshop on how to prompt Claude. Taught by its makers. No signup. No paywall.",
        "Anthropic signed a lease for a second data center in Ohio, says a county filing",
    ]);
    told(&analysis, "workshop", false);
    told(&analysis, "Anthropic signed a lease", true);
    let words = "workshop";
    assert!(quotes(&analysis).iter().all(|quote| !quote.contains(words)));
}

#[test]
fn own_work_is_no_news() {
    let analysis = of(&[
        "Codex startup skill has reached 780 stars on GitHub. I'm speechless, wow",
        "我做的 Claude 插件发布了 2.0 版本，新增批量导出",
        "Claude 发布了 2.0 版本的插件，新增批量导出",
    ]);
    told(&analysis, "780 stars", false);
    told(&analysis, "我做的", false);
    told(&analysis, "Claude", true);
}

#[test]
fn a_second_name_stands_only_where_the_words_have_it() {
    let analysis = of(&[
        "Bitwise says its Hyperliquid fund reached $30 million in its first five days",
        "Hyperliquid or Solana? Both moved a lot this week and traders argue about it",
        "Solana and Hyperliquid are the two names that everybody at this table trades",
        "Hyperliquid volume next to Solana volume, a chart for the weekend",
    ]);
    for label in labels(&analysis) {
        let quoted = label
            .split_once('“')
            .filter(|_| label.contains("30 million"));
        assert!(
            quoted.is_none_or(|(name, _)| !name.contains("Solana")),
            "{label}"
        );
    }
    told(&analysis, "30 million", true);
}

#[test]
fn whose_words_they_are_is_not_cut_off() {
    let analysis = of_markets(&[
        "Despite public opposition a digital dollar is inevitable and Circle is already being consulted behind closed doors about it, a former regulator says.",
        "Mastercard has abandoned its plans to invest in the crypto infrastructure firm Zerohash after the $1.8 billion acquisition of another firm, according to a source.",
    ]);
    for label in labels(&analysis) {
        let cut = label.contains("inevitable") && !label.contains("regulator says");
        assert!(!cut, "{label}");
    }
    told(&analysis, "Mastercard has abandoned", true);
    told(&analysis, "after the $1.8", false);
    let analysis = of_markets(&[
        "Visa plans to buy the payment firm Samplepay next month, according to people with knowledge of the matter.",
    ]);
    for label in labels(&analysis) {
        assert!(
            !label.contains("Samplepay") || label.contains("according"),
            "{label}"
        );
    }
    told(&analysis, "Samplepay", true);
}

#[test]
fn a_figure_keeps_the_time_it_was_counted_over() {
    let analysis = of(&[
        "英伟达股价上涨 700%，从 2023 年以来",
        "英伟达股价上涨 3%，成交活跃",
    ]);
    told(&analysis, "700%", false);
    let analysis = of_markets(&["日本央行将利率上调 25 个基点，至 2008 年以来的最高水平"]);
    told(&analysis, "25 个基点", true);
    let analysis = of(&["美光宣布产能增至 300 万片，过去三年累计投入最多"]);
    for label in labels(&analysis) {
        assert!(
            !label.contains("300 万片") || label.contains("过去三年"),
            "{label}"
        );
    }
}

#[test]
fn questions_to_friends_and_hearsay_are_no_voices() {
    let analysis = of(&[
        "想问下大佬们，写小程序是用 React 还是用 Vue？",
        "据说 Claude 就是靠多想几遍才答对的，所以一次要花几千美元",
        "OpenAI 的接口文档什么时候能把超时和重试讲清楚？",
        "Claude 该不该收费？ ｜ 模型 ｜ 价格 ｜ 访谈 https://example.org/watch",
    ]);
    told(&analysis, "大佬们", false);
    told(&analysis, "据说", false);
    told(&analysis, "该不该收费", false);
    told(&analysis, "讲清楚", false);
}

#[test]
fn what_only_says_that_somebody_spoke_heads_nothing() {
    let analysis = of(&[
        "【突发：OpenAI 将对学生试行免费计划】\\nOpenAI 教育办公室12月3日发布声明，宣布面向学校的措施",
        "UST IN: 🇰🇷 South Korea approves a lower tax on coins, Samsung says",
    ]);
    told(&analysis, "试行免费", true);
    told(&analysis, "发布声明", false);
    told(&analysis, "UST IN", false);
}

#[test]
fn a_subject_counts_only_those_who_name_it() {
    let mixed = of(&[
        "Stripe 的在线支付手续费又涨了，小店主很无奈",
        "在线支付现在支持虚拟商品收款了，认证很快",
        "今天的晚饭是面条，吃得很满足",
    ]);
    let payments = mixed
        .topics
        .iter()
        .filter(|topic| topic.name.contains("支付"));
    assert!(payments.clone().all(|topic| topic.n_tweets <= 2));
}

/// Rules that had no case of their own.
#[test]
fn another_version_stands_for_none() {
    let analysis = of(&[
        "Gemini Nano 跑在手机上，速度比上一代快一倍，发布会现场演示了离线翻译",
        "Gemini Nano 的离线翻译在飞机上试了，没有网络也能用",
        "Gemini 3.5 的胜率从 3% 涨到 80%，市场上都在押注它的发布",
        "Gemini Nano 的模型文件只有一个多 GB，装在手机里不占地方",
    ]);
    for label in labels(&analysis) {
        let other = label.starts_with("Gemini Nano") && label.contains("3.5");
        assert!(!other, "{label}");
    }
}

#[test]
fn a_clause_that_names_nobody_muses() {
    let analysis = of(&[
        "贪婪和恐惧本来就是天性，历史上第一次被量化",
        "最高法院裁定，TikTok 的担忧是合理的，禁令将在周日生效",
    ]);
    told(&analysis, "贪婪", false);
    told(&analysis, "最高法院裁定", true);
}

#[test]
fn what_a_machine_is_told_is_quoted_nowhere() {
    let analysis = of(&[
        "Claude 海报提示词\\n\\nPrompt:\\nDeepSeek 发布了新模型，画在一张红色的海报上",
        "DeepSeek 发布了新模型，参数比上一代多一倍，价格不变",
    ]);
    assert!(
        quotes(&analysis)
            .iter()
            .all(|quote| !quote.contains("海报"))
    );
    told(&analysis, "DeepSeek", true);
}

#[test]
fn what_a_quotation_opens_with_says_no_new() {
    let analysis = of(&[
        "SCOOP: Anthropic has signed a lease for a second data center in Ohio, county records show",
        "BREAKING: Anthropic signed the lease in Ohio on Monday, and the county agreed",
    ]);
    for words in labels(&analysis).iter().chain(&quotes(&analysis)) {
        assert!(
            !words.contains("SCOOP") && !words.contains("BREAKING"),
            "{words}"
        );
    }
    told(&analysis, "Anthropic", true);
}

#[test]
fn the_notice_on_trading_stands_once() {
    let tweets = [
        "英伟达股价涨了 4%，成交放大",
        "特斯拉股价跌了 3%，交付量不及预期",
        "微软股价涨了 2%，财报超出预期",
    ];
    let text = report::compose::post(&of(&tweets)).unwrap().emit();
    assert_eq!(text.matches("不构成投资建议").count(), 1, "{text}");
}

#[test]
fn the_notes_of_a_release_that_nobody_else_knows_are_own_work() {
    let tweets = [
        (
            "demo_maker",
            "samplemd 发布 2.10.1 版本，默认接入新的图像模型，封面好看了",
        ),
        (
            "demo_maker",
            "samplemd 下个月还有多图排版，正在路上，敬请期待",
        ),
        (
            "demo_reader",
            "Tailwind.css 发布 4.0 版本了，配置文件可以写在样式里",
        ),
    ];
    let mut imported = said_by("demo_point", &tweets.map(|(_, text)| text));
    for (tweet, (handle, _)) in imported.tweets.iter_mut().zip(tweets) {
        tweet.author.handle = handle.into();
    }
    let analysis = report(&imported).analysis;
    told(&analysis, "samplemd", false);
    told(&analysis, "Tailwind", true);
}

#[test]
fn a_price_moves_once_and_a_rocket_is_launched_not_released() {
    let analysis = of_markets(&[
        "Bitcoin falls to $74,305 as funds lose money for two weeks.",
        "Bitcoin falls to $74,305, and traders blame the funds.",
        "Bitcoin dropped below $75,000, triggering many liquidations of long positions.",
        "SpaceX has launched Starship V3 on its debut test flight from Texas.",
    ]);
    let labels = labels(&analysis);
    let again = labels.iter().any(|label| label.starts_with("“Bitcoin"));
    assert!(!again, "{labels:#?}");
    told(&analysis, "releases Starship", false);
    told(&analysis, "发布 Starship", false);
}

#[test]
fn what_a_person_says_is_told_and_what_breaks_off_in_a_list_is_not() {
    let analysis = of(&[
        "马斯克说 X 即将改进算法，多推荐让人心情好的内容",
        "Over the past 24 hours 26 ships, including tankers, and other vessels crossed the strait and were reported by Anthropic.",
        "如何快速学习 Claude Code 的源码？",
    ]);
    told(&analysis, "马斯克说", true);
    told(&analysis, "如何快速", false);
    for label in labels(&analysis) {
        assert!(!label.ends_with("including tankers"), "{label}");
    }
}

#[test]
fn who_tells_of_their_own_day_stands_for_nobody() {
    let analysis = of(&[
        "我上周上架了一个小程序，用 Codex 写的，没有做任何宣传，居然有人买",
        "花太多时间折腾工具，最后回归到 Codex 了，用手机写文章太丝滑了",
        "昨天老婆说大舅哥劝她学编程，因为 Codex",
        "An open source design skill to make beautiful pages by default.",
    ]);
    for words in ["上架", "折腾", "大舅哥", "open source design"] {
        told(&analysis, words, false);
    }
}

#[test]
fn an_item_of_a_list_tells_no_move_of_a_price() {
    let analysis = of_markets(&[
        "Every rally has its bottleneck:\\n\\nSemiconductors (2020 to 2023)\\n→ $NVDA surged 700%\\n→ $TSM surged 300%\\n\\nPower is next.",
    ]);
    told(&analysis, "700%", false);
}

#[test]
fn each_event_of_a_name_is_a_point_of_its_own() {
    let tweets = [
        (
            "demo_news",
            "特朗普威胁2月1日对墨西哥现有商品加征10%的关税，白宫已经证实",
        ),
        ("demo_news", "特朗普特赦了样例网站的创始人，他当晚走出监狱"),
        ("demo_news", "特朗普签署行政命令，成立加密货币咨询委员会"),
        ("demo_other", "特朗普的演讲太长了，看到一半就睡着了"),
    ];
    let words = ["加征10%的关税", "特赦", "签署行政命令"];
    each_is_told(&tweets, &words);
    // What is only named in passing holds nothing together.
    let tweets = [
        (
            "demo_news",
            "特斯拉展厅爆炸，特朗普酒店门前起火，没有人受伤",
        ),
        (
            "demo_news",
            "关注特斯拉展厅的人，可以看看特朗普酒店门前的录像",
        ),
        (
            "demo_news",
            "国际油价全线上涨，美油2月合约涨超1%报74.07美元/桶，仓库里的存量也在下降，市场等着看特朗普政府会不会撤销禁令",
        ),
    ];
    each_is_told(&tweets, &["油价全线上涨", "特斯拉展厅爆炸"]);
}

/// Tweets with their authors make a report that tells certain words.
#[track_caller]
fn each_is_told(tweets: &[(&str, &str)], words: &[&str]) {
    let texts: Vec<&str> = tweets.iter().map(|(_, text)| *text).collect();
    let mut imported = said_by("demo_point", &texts);
    for (tweet, (handle, _)) in imported.tweets.iter_mut().zip(tweets) {
        tweet.author.handle = (*handle).into();
    }
    let analysis = report(&imported).analysis;
    for words in words {
        told(&analysis, words, true);
    }
}

#[test]
fn a_deed_that_only_tells_which_thing_is_meant_is_no_event() {
    let analysis = of(&[
        "官方还提到即将发布的 DeepSeek Harness，很早就关注他们在组建团队",
        "ChatGPT 的富文本输入框好像用的是开源项目 Sampletext 做的",
        "《DeepSeek 时代的客户价值交付秘籍》写得很全，从头到尾都有案例",
        "DeepSeek 发布了 V4 的技术报告，参数比上一代多一倍",
    ]);
    for words in ["官方还提到", "开源项目", "交付秘籍"] {
        told(&analysis, words, false);
    }
    told(&analysis, "发布了 V4", true);
}

#[test]
fn what_only_its_makers_know_changes_every_day() {
    let analysis = of(&[
        "Samplebase 更新了 Stripe 的支付逻辑，之前的订阅流程有一些问题",
        "demo2wechat 突破 3k star，感谢各位的支持",
        "Claude Code 更新了权限设置，可以按目录给不同的权限",
    ]);
    told(&analysis, "Samplebase", false);
    told(&analysis, "demo2wechat", false);
    told(&analysis, "更新了权限设置", true);
}

#[test]
fn what_is_still_to_come_or_long_gone_has_not_happened() {
    let analysis = of(&[
        "2031年，最新款 iPhone 本地就能跑大模型。\\n同年，苹果市值突破 10 万亿美元，OpenAI 起诉了微软。",
        "选举当天，编辑才发现苗头不对，特朗普宣布胜利，封面只画了一个小时",
        "英伟达市值突破 4 万亿美元，创下新高",
    ]);
    told(&analysis, "10 万亿", false);
    told(&analysis, "OpenAI 起诉", false);
    told(&analysis, "选举当天", false);
    told(&analysis, "4 万亿", true);
}

#[test]
fn who_hands_on_something_to_hear_or_to_read_tells_no_event() {
    let analysis = of(&[
        "OpenAI 公布了新的安全报告，共 53 页",
        "疑点重重：特斯拉展厅遇恐袭，样车爆炸 ｜ 特斯拉 ｜ 爆炸 ｜ 疑点",
    ]);
    let handed = of(&[
        "【推荐】【播客】\\n样例时报下设的播客平台The Daily今天公布了对国务卿布林肯的访谈，53分钟，信息非常丰富，谈到特朗普政府和 OpenAI",
    ]);
    told(&handed, "播客平台", false);
    told(&analysis, "疑点重重", false);
    told(&analysis, "安全报告", true);
}

#[test]
fn what_leads_to_a_list_or_thanks_is_no_event() {
    let analysis = of(&[
        "版权局说以下 3 种情况可以申请版权：人工创作的内容被合并到 AI 输出",
        "感谢推荐，demo2wechat 现在支持了自动排版，像是 Agent 发布引擎",
        "xAI 刚推 Grok Build Beta，核心是把子代理打包成命令行工具",
    ]);
    told(&analysis, "以下 3 种", false);
    told(&analysis, "感谢推荐", false);
    told(&analysis, "xAI 刚推 Grok Build", true);
}

#[test]
fn a_name_in_a_modifier_does_nothing() {
    let analysis = of(&[
        "demo2md 提供一套面向 AI Agent 的微信公众号发布 API，一行命令就能排版",
        "腾讯发布混元 2.0，推理速度快了一倍",
    ]);
    told(&analysis, "腾讯发布 API", false);
    told(&analysis, "混元", true);
}

#[test]
fn the_lead_speaks_of_key_points_only() {
    let analysis = of(&[
        "GPT 今天又变笨了，同样的问题答了三遍都不对",
        "用 GPT 写周报，老板说比我自己写的好",
        "把 GPT 当搜索引擎用的人越来越多了吧",
        "英伟达宣布以 20 亿美元入股新思科技，每股 414.79 美元",
    ]);
    let mut paragraphs = analysis.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(said) => Some(said.text.as_str()),
        _ => None,
    });
    // The first names the dataset.
    let lead = paragraphs.nth(1).unwrap_or_default();
    assert!(!lead.contains("GPT") && lead.contains("英伟达"), "{lead}");
}

#[test]
fn a_deed_of_another_year_is_no_news_when_it_is_told_again() {
    let analysis = of(&[
        "Microsoft has agreed to pay $250 million to settle a lawsuit over its 2019 purchase of Samplesoft Games.\\n\\nMicrosoft bought Samplesoft Games for about $75.4 billion.",
        "Nvidia bought Demoware Labs for about $2 billion, a filing says",
        "Google unveils Gemini 9 for phones after its 2019 release of Gemini 2.\\n\\nGoogle released Gemini 9 in ten countries.",
        "Claude Shannon released information theory to the world in his 1948 paper, and Bell Labs announced the first bit",
    ]);
    told(&analysis, "Gemini 9", true);
    told(&analysis, "bought Samplesoft", false);
    told(&analysis, "收购 Samplesoft", false);
    told(&analysis, "agreed to pay", true);
    told(&analysis, "information theory", false);
    told(&analysis, "Demoware", true);
}

#[test]
fn a_ruling_and_a_statement_are_events() {
    let analysis = of(&[
        "The Supreme Court ruled that Apple must open its App Store to other payment systems",
        "白宫发表声明，称特朗普不会出席样例峰会",
    ]);
    told(&analysis, "Supreme Court", true);
    told(&analysis, "白宫", true);
}

#[test]
fn a_quiet_day_is_filled_with_what_is_presented_and_views_are_opinions() {
    let analysis = of(&[
        "样例工坊的 Samplebot 桌面机器人\\n\\n内置大模型，头顶有一块墨水屏，能显示日程、天气和番茄钟，双臂可以拿起 200 克以内的东西 https://t.co/a1",
        "Cursor 比 Windsurf 更值得付费，补全的质量不在一个水平上",
        "早上好，今天也要加油",
        "图1：访客人数变化：样例城的 Demoland 比去年下降18%",
        "小心 X 上的假 Sampleman\\n\\n他的头像和真的那个一模一样，连简介也抄了过来，别上当 https://t.co/a2",
    ]);
    told(&analysis, "Samplebot", true);
    told(&analysis, "图1", false);
    told(&analysis, "小心", false);
    heard(&analysis, "Cursor 比 Windsurf 更值得付费", true);
}

#[test]
fn whose_own_account_speaks_need_not_name_themselves() {
    let tweets = [
        "A research preview of Samplerator, an agent that can use its own browser to perform tasks for you. https://t.co/a1",
        "早上好，今天也要加油",
    ];
    let mut imported = said_by("demo_point", &tweets);
    imported.tweets[0].author.handle = "OpenAI".to_owned();
    let analysis = report(&imported).analysis;
    told(&analysis, "Samplerator", true);
}

#[test]
fn what_happened_stands_for_what_many_speak_of_in_whatever_language() {
    let analysis = of(&[
        "大家都在聊 DeepSeek，我的时间线上全是它",
        "DeepSeek 的提示词要怎么写才好用，我总结了三点",
        "DeepSeek 写的诗还挺押韵",
        "让 DeepSeek 来个左右互搏，看看谁说得过谁",
        "China's DeepSeek triggers global tech sell-off",
        "英伟达宣布以 20 亿美元入股新思科技，每股 414.79 美元",
    ]);
    told(&analysis, "DeepSeek triggers", true);
    let labels = labels(&analysis);
    assert!(labels[0].contains("DeepSeek"), "{labels:#?}");
}

#[test]
fn what_tells_an_event_in_words_stands_among_the_events_once() {
    let analysis = of(&[
        "周五摩尔线程上市，发行价 114.28 元",
        "摩尔线程周五上市，机构说要看软件生态",
        "联邦法院驳回了 OpenAI 的上诉",
    ]);
    let events = analysis.blocks.iter().skip_while(
        |block| !matches!(block, Block::Heading { role, .. } if *role == Some(Role::Events)),
    );
    let listed: Vec<&str> = events
        .take_while(|block| {
            !matches!(block, Block::Heading { role, .. } if role.is_some_and(|role| role != Role::Events))
        })
        .flat_map(|block| match block {
            Block::List { items, .. } => items.iter().map(|item| item.text.as_str()).collect(),
            Block::Heading { text, .. } => vec![text.as_str()],
            _ => Vec::new(),
        })
        .collect();
    let of = |word: &str| listed.iter().filter(|text| text.contains(word)).count();
    assert_eq!((of("摩尔线程"), of("OpenAI")), (1, 1), "{listed:#?}");
}

/// So much news that no view is needed among the key points.
const NEWS: [&str; 5] = [
    "谷歌发布 Gemini 9，上下文窗口 200 万",
    "微软宣布裁员 3,000 人",
    "苹果推出新款 Mac mini，售价 599 美元",
    "特斯拉召回 12,000 辆 Model Y",
    "亚马逊收购机器人公司 Samplebotics",
];

/// A report of some tweets on a day of much news.
fn beside_news(tweets: &[&str]) -> Analysis {
    of(&[&NEWS[..], tweets].concat())
}

#[test]
fn a_view_is_quoted_with_what_it_goes_on_with() {
    let analysis = beside_news(&[
        "无论怎么打，铲子只会是英伟达，不是别家。只要有人要争第一，就必然需要铲子",
        "语言模型是不是能取代程序员，我认为最终还是靠市场决定。就算取代不了，过程中也会有人受伤",
        // No view: an address to its readers, a tale, what somebody else said, and a toy.
        "如果您想用 Cursor 写小程序，在群里说一声就行，我把步骤发过去，很快的",
        "从前 ChatGPT 还没有出来的时候，翻译要三天，所以当时大家都很有耐心",
        "“只有 DeepSeek 才能改变行业，因为它足够便宜，别家都做不到” 样例报的采访",
        "今天想把擎天柱变成卡车，但是早上又发现了两个没注意到的关节，明天再说",
    ]);
    for words in [
        "只要有人要争第一，就必然需要铲子",
        "就算取代不了，过程中也会有人受伤",
    ] {
        heard(&analysis, words, true);
    }
    for words in ["如果您想用", "大家都很有耐心", "别家都做不到", "擎天柱"] {
        heard(&analysis, words, false);
    }
}

#[test]
fn what_begins_a_line_further_on_names_what_it_is_about() {
    let analysis = beside_news(&[
        "聊聊这周的封面\\n\\nPerplexity 的画面怀旧又好看，远超其他乏味的 AI 品牌，感觉很新鲜",
        "聊聊上周的封面\\n\\n画面朴素又难看，远不如其他 AI 品牌，Midjourney 就好得多，感觉很旧",
    ]);
    heard(&analysis, "Perplexity 的画面怀旧又好看", true);
    heard(&analysis, "画面朴素又难看", false);
}

#[test]
fn a_deed_is_told_in_the_language_of_the_report_where_it_can_be() {
    let analysis = of(&[
        "Micron is shutting down its Crucial consumer business by February 2026",
        "Micron shuts Crucial, 17 years of memory for gamers end",
        "美光宣布退出 Crucial 消费业务，零售渠道供货到 2026 年 2 月底",
        "美光退出 Crucial，我家的电脑用的就是它",
    ]);
    heard(&analysis, "美光宣布退出 Crucial 消费业务", true);
    let first = quotes(&analysis)[0];
    assert!(first.starts_with("美光宣布"), "{first}");
}

#[test]
fn who_tells_of_their_own_trades_says_nothing_of_a_market() {
    let analysis = of_markets(&[
        "以太坊快跌到我的第一个买入点 3100 了，每跌 100 接一点",
        "于是隔壁 LVMH 的股票在财报前涨了 10 个点",
        "早报：油价回落｜Snowflake 跌 11%｜今天 9:30 样例上市",
        "特斯拉股价跌 5%，跌破 300 美元",
    ]);
    for words in ["第一个买入点", "于是隔壁", "早报"] {
        heard(&analysis, words, false);
    }
    told(&analysis, "特斯拉", true);
}

#[test]
fn who_says_where_something_can_be_had_and_praises_it_is_quoted_nowhere() {
    let analysis = of(&[
        "Gemini Sample is now live on Samplebuzz 🔥 The whole experience feels next level",
        "Samplefield's computer now runs on Gemini. Smarter writing, smoother video, a real upgrade for creators",
        "Google 发布 Gemini 9，上下文窗口 200 万，价格不变",
        "Gemini 的更新里没提到的是价格，比上一代贵了一倍",
    ]);
    for words in ["Samplebuzz", "Samplefield"] {
        told(&analysis, words, false);
        heard(&analysis, words, false);
    }
    told(&analysis, "Gemini 9", true);
}

#[test]
fn a_headline_says_what_it_was_that_was_done() {
    let analysis = of(&[
        "据样例报报道，特朗普签署了一项行政命令，正式暂停对样例国的军事援助，即日生效",
        "微软宣布了一项协议。细节还没有公布，双方都没有回应",
    ]);
    told(&analysis, "正式暂停对样例国的军事援助", true);
    told(&analysis, "一项协议", true);
}

#[test]
fn what_only_makes_curious_says_nothing() {
    let analysis = beside_news(&[
        "很多人没太注意到的一点，是 Gemini 3.5 Flash 在这次发布会里的位置，值得想一想",
        "其实 Gemini 3.5 Flash 才是发布会里的主角，因为它决定了搜索的成本",
    ]);
    heard(&analysis, "没太注意到", false);
    heard(&analysis, "才是发布会里的主角", true);
}

#[test]
fn a_line_without_a_mark_at_its_end_stays_a_line() {
    let analysis = beside_news(&[
        "Perplexity 的口碑两极分化，在媒体那里没留下好感\\n不过现在它的画面怀旧又好看，远超其他乏味的 AI 品牌",
    ]);
    heard(&analysis, "没留下好感\n不过现在它的画面", true);
}

#[test]
fn the_bank_of_another_country_is_not_that_of_china() {
    let analysis = of(&[
        "日本央行将利率上调 25 个基点，至 2008 年以来的最高水平",
        "泰国央行宣布降息 25 个基点",
        "美国证券交易委员会已废除 SAB 121，美国证监会允许银行保管加密资产",
    ]);
    let said = analysis
        .statements()
        .map(|one| one.label.clone().unwrap_or_default() + &one.text);
    let said: Vec<String> = said.collect();
    assert!(
        said.iter().any(|text| text.contains("日本央行")),
        "{said:#?}"
    );
    let china = |text: &&String| text.contains("中国人民银行") || text.contains("中国证监会");
    assert_eq!(said.iter().find(china), None);
}

#[test]
fn what_only_names_a_paper_says_nothing_of_its_market() {
    let analysis = of_markets(&[
        "Hope June is going to treat us good, $BTC people",
        "Unlike $NVDA or $AVGO, the chips of Sampleworks are not built for speed, up 12% today",
        "沃尔玛门店经理最低基本年薪：16 万美元，真不少啊",
        "$PLTR has been consolidating for weeks, meanwhile the business grows by 60%",
        "Being a holder of $ETH is depressing, not gonna lie to you all",
    ]);
    for words in ["Hope June", "Sampleworks", "年薪", "depressing"] {
        heard(&analysis, words, false);
    }
    heard(&analysis, "has been consolidating", true);
}

#[test]
fn words_on_somebody_else_head_no_story() {
    let analysis = of(&[
        "冷水一杯：Mistral Large 3 发布时没有推理版，拿非推理榜第二名出来讲，旁边 DeepSeek V3.2 已经开着思考调工具了",
        "DeepSeek V3.2 的长上下文成本明显下降，价格曲线几乎是平的，这次真的落地了",
        "DeepSeek V3.2 在样例题上拿了金牌，思路对，过程比标答还长",
        "看完了 DeepSeek V3.2 的报告，后训练算力超过预训练的 10%",
        "DeepSeek V3.2 每道题用 1.4 万 token，便宜的是单价，不是账单",
    ]);
    told(&analysis, "Mistral Large 3", false);
    told(&analysis, "DeepSeek V3.2", true);
}
