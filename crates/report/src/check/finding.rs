//! What is told of a post that says more than its tweets.
//!
//! It must not know how it was found.

use chrono::{DateTime, FixedOffset};
use post::Diagnostic;

/// Longest excerpt in a message, in characters.
const SHOWN: usize = 40;

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

pub(super) fn quote(words: &str, elsewhere: Option<&str>) -> Diagnostic {
    let words = short(words);
    let found = Diagnostic::error(
        "quote",
        format!("no cited tweet says `{words}`"),
        format!("所引推文中没有这句话：“{words}”"),
    );
    match elsewhere {
        Some(handle) => found.help(
            format!("these are words of @{handle}: link that tweet"),
            format!("这是 @{handle} 的话：请改为链接到那条推文"),
        ),
        None => found.help(
            "quote word for word, or take the quotation marks away",
            "请逐字引用，或者去掉引号",
        ),
    }
}

pub(super) fn no_evidence(id: &str) -> Diagnostic {
    Diagnostic::error(
        "evidence",
        format!("tweet {id} is not in the dataset"),
        format!("数据集里没有推文 {id}"),
    )
    .help(
        "link a tweet of tweets.jsonl, or import the one that is missing",
        "请链接 tweets.jsonl 里的推文，或者导入缺少的那条",
    )
}

pub(super) fn bad_link(address: &str) -> Diagnostic {
    let address = short(address);
    Diagnostic::error(
        "evidence-link",
        format!("`{address}` is not the address of a tweet"),
        format!("“{address}”不是推文的地址"),
    )
    .help(
        "write it as https://x.com/HANDLE/status/ID",
        "请写成 https://x.com/用户名/status/编号",
    )
}

pub(super) fn other_author(named: &str, author: &str) -> Diagnostic {
    let named = short(named);
    Diagnostic::error(
        "evidence-author",
        format!("the link names @{named}, the tweet is by @{author}"),
        format!("链接写的是 @{named}，推文的作者却是 @{author}"),
    )
    .help("correct the name or the address", "请改正用户名或地址")
}

pub(super) fn outside(author: &str, time: DateTime<FixedOffset>) -> Diagnostic {
    let time = time.format("%Y-%m-%d %H:%M");
    Diagnostic::error(
        "evidence-date",
        format!("the tweet of @{author} is of {time}, outside the report's days"),
        format!("@{author} 的推文发于 {time}，不在报告的日期内"),
    )
    .help("cite a tweet of these days", "请引用这几天的推文")
}

pub(super) fn unrelated(author: &str) -> Diagnostic {
    Diagnostic::error(
        "evidence-unrelated",
        format!("the tweet of @{author} has no word in common with the sentence that cites it"),
        format!("@{author} 的推文与引用它的句子没有任何共同的词"),
    )
    .help("link the tweet that says so", "请链接真正说了这件事的推文")
}

pub(super) fn date(year: Option<u32>, month: u32, day: u32) -> Diagnostic {
    let (en, zh) = match year {
        Some(year) => (
            format!("{year}-{month:02}-{day:02}"),
            format!("{year} 年 {month} 月 {day} 日"),
        ),
        None => (
            format!("{month:02}-{day:02}"),
            format!("{month} 月 {day} 日"),
        ),
    };
    Diagnostic::error(
        "date",
        format!("{en} is outside the report's days, and no cited tweet names it"),
        format!("{zh}不在报告的日期内，所引推文也没有提到"),
    )
    .help(
        "correct the date, or cite the tweet that names it",
        "请改正日期，或者引用提到它的推文",
    )
}

pub(super) fn time(hour: u32, minute: u32) -> Diagnostic {
    Diagnostic::error(
        "time",
        format!("no cited tweet is of {hour:02}:{minute:02}"),
        format!("所引推文没有发于 {hour:02}:{minute:02} 的"),
    )
    .help(
        "write the time of the tweet, in the report's zone",
        "请写推文的时间（按报告的时区）",
    )
}

pub(super) fn front_date(key: &str, written: &str, last: &str) -> Diagnostic {
    let written = short(written);
    Diagnostic::error(
        "date",
        format!("`{key}` is {written}, before the last day of the tweets, {last}"),
        format!("`{key}` 是 {written}，早于推文的最后一天 {last}"),
    )
    .help("write the day of the report", "请写报告的日期")
}

pub(super) fn count(number: &str, sentence: &str) -> Diagnostic {
    let sentence = short(sentence);
    Diagnostic::error(
        "count",
        format!("counted anew, `{number}` does not come out in `{sentence}`"),
        format!("重新统计后得不到 {number}：“{sentence}”"),
    )
    .help(
        "write the number that `site report` counts",
        "请写 `site report` 统计出的数字",
    )
}

pub(super) fn chart() -> Diagnostic {
    Diagnostic::error(
        "count",
        "counted anew, this chart looks different",
        "重新统计后，这幅图表不一样",
    )
    .help(
        "make the chart anew with `site report --merge`, or take it out",
        "请用 `site report --merge` 重新生成图表，或删去它",
    )
}

pub(super) fn reversal(word: &str) -> Diagnostic {
    Diagnostic::error(
        "reversal",
        format!("the cited tweets say the opposite of `{word}`"),
        format!("所引推文说的与“{word}”相反"),
    )
    .help(
        "say what the tweets say, or cite the one that says so",
        "请按推文的意思改写，或引用确实这样说的推文",
    )
}

pub(super) fn unsupported_number(number: &str, uncited: bool) -> Diagnostic {
    if uncited {
        return Diagnostic::warning(
            "number",
            format!("`{number}` stands without a source"),
            format!("{number} 没有注明来源"),
        )
        .help("link the tweet that says so", "请链接说了它的推文");
    }
    Diagnostic::error(
        "number",
        format!("no cited tweet has the number `{number}`"),
        format!("所引推文中没有数字 {number}"),
    )
    .help(
        "correct the number, or cite the tweet that has it",
        "请改正数字，或者引用写有它的推文",
    )
}

/// A name that stands where the report as counted anew has another.
pub(super) fn swapped(name: &str) -> Diagnostic {
    let name = short(name);
    Diagnostic::error(
        "name",
        format!("`{name}` stands where the count has another name"),
        format!("“{name}”所在之处，重新统计得到的是另一个名称"),
    )
    .help("put back the name that was counted", "请改回统计得到的名称")
}

pub(super) fn name(name: &str, uncited: bool) -> Diagnostic {
    let name = short(name);
    if uncited {
        return Diagnostic::warning(
            "name",
            format!("`{name}` is named without a source"),
            format!("提到了“{name}”，却没有注明来源"),
        )
        .help("link the tweet that says so", "请链接说了它的推文");
    }
    Diagnostic::error(
        "name",
        format!("no cited tweet names `{name}`"),
        format!("所引推文没有提到“{name}”"),
    )
    .help(
        "correct the name, or cite the tweet that has it",
        "请改正名称，或者引用提到它的推文",
    )
}
