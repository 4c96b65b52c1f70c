//! What the word cloud says, in both languages: why there is no picture, and which words are not in it.
//!
//! It must not know files.

use post::Diagnostic;
use wordcloud::{CloudError, LeftOut, Reason};

/// How many words that were left out are told one by one.
const MOST: usize = 20;

/// A list was not UTF-8.
pub(super) fn encoding(file: &str, name: &str) -> Diagnostic {
    Diagnostic::note(
        "encoding",
        format!("read as {name}, because it is not UTF-8"),
        format!("不是 UTF-8，按 {name} 读取"),
    )
    .at(file, 0, 0)
}

/// Words that were left out, each with its reason; those that only were too many, together.
pub(super) fn left_out(words: &[LeftOut]) -> Vec<Diagnostic> {
    let (many, others): (Vec<&LeftOut>, Vec<&LeftOut>) = words
        .iter()
        .partition(|word| word.reason == Reason::TooMany);
    let mut told: Vec<Diagnostic> = others
        .iter()
        .take(MOST)
        .map(|LeftOut { text, reason }| {
            Diagnostic::note(
                "left-out",
                format!("`{text}` is left out: {reason}"),
                format!("未画出“{text}”：{}", reason_in_chinese(reason)),
            )
        })
        .collect();
    let more = others.len().saturating_sub(MOST);
    if more > 0 {
        told.push(Diagnostic::note(
            "left-out",
            format!("{more} more words are left out"),
            format!("另有 {more} 个词未画出"),
        ));
    }
    if !many.is_empty() {
        let count = many.len();
        told.push(
            Diagnostic::note(
                "left-out",
                format!("{count} words are left out: they weigh less than those asked for"),
                format!("未画出 {count} 个词：权重低于所要的那些"),
            )
            .help("ask for more with `--words`", "可用 `--words` 多要一些"),
        );
    }
    told
}

/// Why there is no picture.
pub(super) fn refused(error: &CloudError) -> Diagnostic {
    if let CloudError::NoWords { left_out } = error
        && left_out.is_empty()
    {
        return Diagnostic::error(
            "wordcloud",
            "no picture can be made: the list has no words",
            "无法生成图片：清单里没有词",
        )
        .help(
            "write `word<TAB>weight`, a word a line",
            "每行写一个“词<TAB>权重”",
        );
    }
    let refused = Diagnostic::error(
        "wordcloud",
        format!("no picture can be made: {error}"),
        format!("无法生成图片：{}", in_chinese(error)),
    );
    match error {
        CloudError::NoWords { left_out } => {
            let LeftOut { text, reason } = &left_out[0];
            refused.help(
                format!("`{text}`: {reason}"),
                format!("“{text}”：{}", reason_in_chinese(reason)),
            )
        }
        CloudError::Style { name, .. } => match option(name) {
            Some(option) => refused.help(
                format!("this is the option `{option}`"),
                format!("对应的选项是 `{option}`"),
            ),
            None => refused,
        },
        _ => refused,
    }
}

/// The option that sets a field of the style.
fn option(field: &str) -> Option<&'static str> {
    match field {
        "max_words" => Some("--words"),
        "min_size" => Some("--min-size"),
        "margin" => Some("--margin"),
        "turned" => Some("--turned"),
        "stacked" => Some("--stacked"),
        "palette" => Some("--palette"),
        _ => None,
    }
}

fn in_chinese(error: &CloudError) -> String {
    match error {
        CloudError::NoWords { left_out } => format!("没有可画的词（{} 个未画出）", left_out.len()),
        CloudError::Canvas {
            width,
            height,
            min,
            max,
        } => format!("画布 {width}x{height} 像素：每边须为 {min} 到 {max} 像素"),
        CloudError::Style { name, expected } => {
            let expected = expected
                .replace("from ", "")
                .replace(" to ", " 到 ")
                .replace("of at most 8 groups", "至多 8 组")
                .replace("of 1 到 8 inks", "1 到 8 种字色");
            format!("{name} 须为 {expected}")
        }
        CloudError::NoRoom { width, height } => {
            format!("{width}x{height} 像素里，最小的字号也放不下一个词")
        }
        CloudError::Legend { name, reason } => {
            format!("图例“{name}”画不出：{}", reason_in_chinese(reason))
        }
        CloudError::Shape(detail) => format!("不是能读的形状（{detail}）"),
        CloudError::Font(detail) => format!("不是能读的字体（{detail}）"),
    }
}

fn reason_in_chinese(reason: &Reason) -> String {
    match reason {
        Reason::Empty => "没有看得见的字".to_owned(),
        Reason::TooLong => "字数太多".to_owned(),
        Reason::Weight => "权重不是正数".to_owned(),
        Reason::Glyph(c) => format!("没有字体含有 {c:?}"),
        Reason::Repeated => "这个词出现了两次".to_owned(),
        Reason::TooMany => "超过了所要的词数".to_owned(),
        Reason::TooSmall => "字号小到看不清".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, reason: Reason) -> LeftOut {
        LeftOut {
            text: text.to_owned(),
            reason,
        }
    }

    #[test]
    fn words_that_were_too_many_are_told_together() {
        let mut words = vec![left("ไทย", Reason::Glyph('ไ'))];
        words.extend((0..30).map(|at| left(&at.to_string(), Reason::TooMany)));
        let told = left_out(&words);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].message.zh, "未画出“ไทย”：没有字体含有 'ไ'");
        assert!(told[1].message.en.starts_with("30 words"));
        let words: Vec<LeftOut> = (0..30).map(|_| left("x", Reason::TooLong)).collect();
        assert_eq!(left_out(&words).len(), MOST + 1);
    }

    #[test]
    fn what_is_refused_is_said_in_both_languages_with_its_option() {
        let error = CloudError::Style {
            name: "max_words",
            expected: "from 1 to 2000",
        };
        let told = refused(&error);
        assert_eq!(told.message.zh, "无法生成图片：max_words 须为 1 到 2000");
        assert!(format!("{:?}", told).contains("--words"));
        let none = CloudError::NoWords {
            left_out: Vec::new(),
        };
        assert!(refused(&none).message.en.contains("the list has no words"));
    }
}
