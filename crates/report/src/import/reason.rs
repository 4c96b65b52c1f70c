//! Why a record was set aside, in both languages, with what its author can do.

use post::Text;

/// Why a record was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Not JSON; what the parser says.
    NotJson(String),
    /// An item of a feed that is malformed; what the parser says.
    NotXml(String),
    /// The file ends inside the record.
    CutOff,
    /// Longer than any record of tweets can be.
    TooLong,
    /// A record of no known shape.
    UnknownShape,
    /// A known record that is no tweet; what it is, in English and Chinese.
    NotATweet(&'static str, &'static str),
    /// The service says that the tweet cannot be seen.
    Unavailable,
    /// Neither an id nor an address.
    NoId,
    /// Neither text nor pictures.
    NoText,
    /// A text longer than the service allows.
    TextTooLong,
    /// A time relative to the moment of reading.
    RelativeTime,
    /// Reading the file failed; the system's words.
    Unreadable(String),
    /// What is packed cannot be unpacked; why.
    Damaged(String),
    /// Packed data that unpacks to nonsense amounts.
    Bomb,
    /// A long text of an archive without the tweet that it belongs to.
    NoteAlone,
}

impl Reason {
    /// What is wrong.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::NotJson(why) => Text::new(
                format!("not valid JSON: {why}"),
                format!("不是合法的 JSON：{why}"),
            ),
            Self::NotXml(why) => Text::new(
                format!("not valid XML: {why}"),
                format!("不是合法的 XML：{why}"),
            ),
            Self::CutOff => Text::new(
                "the file ends inside this record",
                "文件在这条记录中间就结束了",
            ),
            Self::TooLong => Text::new("the record is longer than 64 MB", "这条记录超过 64 MB"),
            Self::UnknownShape => Text::new(
                "a record in no known tweet format",
                "这条记录不属于任何已知的推文格式",
            ),
            Self::NotATweet(en, zh) => Text::new(
                format!("not a tweet but {en}"),
                format!("不是推文，而是{zh}"),
            ),
            Self::Unavailable => Text::new(
                "the tweet was deleted or hidden when it was collected",
                "采集时这条推文已被删除或隐藏",
            ),
            Self::NoId => Text::new(
                "neither an id nor a tweet's address",
                "既没有 id，也没有推文地址",
            ),
            Self::NoText => Text::new("neither text nor pictures", "既没有文字，也没有图片"),
            Self::TextTooLong => {
                Text::new("a text of more than 100,000 characters", "文字超过 10 万字")
            }
            Self::RelativeTime => Text::new(
                "the time is relative to the moment of collection",
                "时间是相对采集时刻的说法",
            ),
            Self::Damaged(why) => Text::new(
                format!("what is packed here is damaged or ends early: {why}"),
                format!("压缩数据已损坏或不完整：{why}"),
            ),
            Self::Bomb => Text::new(
                "refused: it unpacks to more than 200 times its size, as only a bomb does",
                "已拒绝：解压后超过原大小的 200 倍，只有压缩炸弹才会这样",
            ),
            Self::NoteAlone => Text::new(
                "a long text without the tweet that it belongs to",
                "长文没有对应的推文",
            ),
            Self::Unreadable(why) => Text::new(
                format!("reading stopped: {why}"),
                format!("读取中断：{why}"),
            ),
        }
    }

    /// What to do.
    pub(super) fn help(&self) -> Option<Text> {
        Some(match self {
            Self::CutOff | Self::Unreadable(_) | Self::Damaged(_) => Text::new(
                "everything before it was kept; fetch the file again to get the rest",
                "前面的内容已保留；请重新获取该文件以补全其余部分",
            ),
            Self::NotJson(_) => Text::new(
                "the record is in rejected.jsonl; correct it there and import that text again",
                "该记录已写入 rejected.jsonl，改好后可重新导入",
            ),
            Self::UnknownShape => Text::new(super::KNOWN_FORMATS_EN, super::KNOWN_FORMATS_ZH),
            Self::Bomb => Text::new(
                "if it really holds tweets, unpack it yourself and import what is inside",
                "如果里面确实是推文，请自行解压后再导入",
            ),
            Self::RelativeTime => Text::new(
                "say when the tweets were collected: `--as-of \"2025-12-04 10:00\"`",
                "请用 --as-of \"2025-12-04 10:00\" 说明采集时刻",
            ),
            Self::TooLong => Text::new(
                "split the file, or export one tweet a line",
                "请拆分文件，或导出为每行一条推文",
            ),
            _ => return None,
        })
    }
}
