//! Whether a sentence of a model may be printed: what `site check report` would find in it, and some rules that are stricter,
//! because falling back to the offline text costs nothing.
//!
//! It must not know where the sentence will stand.

use super::answer::{CITES, Said};
use super::packet::Packet;
use super::{attack, clean};
use crate::analysis::{Evidence, Kind, Language, Statement, Style};
use crate::check::Proof;
use crate::compose;
use crate::tweet::Tweet;
use regex::Regex;
use std::sync::LazyLock;

/// The longest sentence and title, in characters.
const LONGEST: (usize, usize) = (240, 60);

/// The longest quotation, in characters.
const QUOTE: usize = 160;

/// Who says or does something, in Chinese: the run of signs before the verb.
static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，。；：、“”「」（）\s])(\p{Han}{2,4})(?:表示|指出|宣布|透露|认为|强调|警告|坦言|宣称|承认|收购|出售|起诉|聘请|入股|投资|裁员|发布|推出)").ok()
});

/// A label in running text, however it is bracketed.
static LABEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\[(（【]\s*T\s?\d{1,3}\s*[\])）】]|\bT\d{1,2}\b").ok());

/// What a sentence opens with.
#[derive(Clone, Copy)]
pub(super) enum Title<'a> {
    None,
    /// The model's own headline.
    Own(&'a str),
    /// The headline of the offline key point that the sentence is to replace.
    Offline(&'a Statement),
}

/// What the sentences are held against.
pub(super) struct Court<'a> {
    pub(super) proof: &'a Proof<'a>,
    pub(super) tweets: &'a [Tweet],
    pub(super) language: Language,
}

impl Court<'_> {
    /// The sentence as a statement of the report.
    ///
    /// # Errors
    /// What is wrong with it, for the model and for the author.
    pub(super) fn statement(
        &self,
        packet: &Packet,
        said: &Said,
        title: Title<'_>,
    ) -> Result<Statement, Vec<String>> {
        let mut wrong: Vec<String> = Vec::new();
        let text = plain(&said.text);
        wrong.extend(self.odd(&said.text, &text, LONGEST.0));
        if let Title::Own(title) = title {
            wrong.extend(self.odd(title, &plain(title), LONGEST.1));
        }
        let mut cited: Vec<usize> = Vec::new();
        if said.cites.is_empty() || said.cites.len() > CITES {
            wrong.push(format!("`cites` has one to {CITES} labels"));
        }
        for label in &said.cites {
            match packet.tweet(label) {
                Some(at) if !cited.contains(&at) => cited.push(at),
                Some(_) => {}
                None => wrong.push(format!("there is no tweet `{}`", short(label))),
            }
        }
        let speaker = match said.speaker.trim() {
            "" => None,
            label => match packet.tweet(label) {
                Some(at) if cited == [at] => Some(at),
                Some(_) => {
                    wrong.push(format!(
                        "a view of `{}` cites that tweet alone",
                        short(label)
                    ));
                    None
                }
                None => {
                    wrong.push(format!("there is no tweet `{}`", short(label)));
                    None
                }
            },
        };
        let quote = self.quote(packet, said, &cited, &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let evidence = cited.iter().map(|at| {
            let tweet = &self.tweets[*at];
            Evidence {
                tweet: tweet.id.clone(),
                url: tweet.url.clone(),
                handle: tweet.author.handle.clone(),
                quote: quote.and_then(|(of, words)| (of == *at).then(|| words.to_owned())),
            }
        });
        let kind = match speaker {
            Some(_) => Kind::Opinion,
            None => Kind::Fact,
        };
        let mut statement = Statement::new(kind, closed(&text, quote.is_some())).with(evidence);
        statement.model = true;
        statement.label = match (speaker, title) {
            (Some(at), _) => Some(format!("@{}", self.tweets[at].author.handle)),
            (None, Title::Own(title)) => Some(plain(title)),
            (None, Title::Offline(item)) => item.label.clone(),
            (None, Title::None) => None,
        };
        if let Title::Offline(item) = title {
            // The tweets that the offline headline rests on go with it.
            let known: Vec<&str> = cited
                .iter()
                .map(|at| self.tweets[*at].id.as_str())
                .collect();
            let more = item
                .evidence
                .iter()
                .filter(|one| !known.contains(&one.tweet.as_str()));
            statement.evidence.extend(more.map(|one| Evidence {
                quote: None,
                ..one.clone()
            }));
        }
        wrong.extend(self.inside(&statement, &cited));
        let line = compose::line(
            &statement,
            Style {
                language: self.language,
                ..Style::default()
            },
        );
        wrong.extend(self.proof.findings(&line).into_iter().map(|found| {
            match (self.language, &found.message) {
                (Language::Chinese, message) => message.zh.clone(),
                (Language::English, message) => message.en.clone(),
            }
        }));
        match wrong.is_empty() {
            true => Ok(statement),
            false => Err(wrong),
        }
    }

    /// What no text of a model may have in it.
    fn odd(&self, raw: &str, text: &str, longest: usize) -> Vec<String> {
        let mut wrong = Vec::new();
        let lower = text.to_lowercase();
        let says = |problem: &str| Some(format!("{problem}: `{}`", short(text)));
        if raw.chars().any(clean::is_hidden) {
            wrong.extend(says("hidden characters"));
        }
        if ["://", "www.", "](", "t.co/"]
            .iter()
            .any(|mark| lower.contains(mark))
        {
            wrong.extend(says("no addresses"));
        }
        if text.contains(['<', '>', '`', '{', '}', '|', '\\', '*', '#', '@']) {
            wrong.extend(says("no markup and no handles"));
        }
        if LABEL.as_ref().is_some_and(|label| label.is_match(text)) {
            wrong.extend(says("labels stand in `cites` only"));
        }
        if attack::is_attack(raw) {
            wrong.extend(says("this speaks to a machine"));
        }
        if text.chars().count() > longest {
            wrong.extend(says("this is too long"));
        }
        if text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            wrong.extend(says("this says nothing"));
        }
        let han = text.chars().filter(|c| words::is_han(*c)).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let foreign = match self.language {
            // A title may be all names.
            Language::Chinese => han == 0 && longest == LONGEST.0,
            Language::English => han * 3 > letters,
        };
        if foreign {
            wrong.extend(says("this is not in the report's language"));
        }
        wrong
    }

    /// The quotation, as the tweet has it.
    fn quote(
        &self,
        packet: &Packet,
        said: &Said,
        cited: &[usize],
        wrong: &mut Vec<String>,
    ) -> Option<(usize, &str)> {
        let words = said.quote.trim();
        if words.is_empty() {
            return None;
        }
        let Some(at) = packet.tweet(&said.quoted).filter(|at| cited.contains(at)) else {
            wrong.push("`quoted` is a label of `cites`".into());
            return None;
        };
        let found = clean::locate(&self.tweets[at].text, words);
        match found {
            Some(own) if own.chars().count() <= QUOTE => Some((at, own)),
            Some(_) => {
                wrong.push("the quotation is too long".into());
                None
            }
            None => {
                wrong.push(format!(
                    "`{}` does not say: {}",
                    short(&said.quoted),
                    short(words)
                ));
                None
            }
        }
    }

    /// Words in quotation marks and those who say something stand in the cited tweets.
    fn inside(&self, statement: &Statement, cited: &[usize]) -> Vec<String> {
        const MARKS: [(char, char); 5] = [
            ('“', '”'),
            ('「', '」'),
            ('『', '』'),
            ('"', '"'),
            ('《', '》'),
        ];
        let said = |words: &str| {
            cited
                .iter()
                .any(|at| clean::locate(&self.tweets[*at].text, words).is_some())
        };
        let label = match statement.kind {
            Kind::Opinion => "",
            _ => statement.label.as_deref().unwrap_or_default(),
        };
        let text = format!("{label}\n{}", statement.text);
        let mut wrong = Vec::new();
        for (open, close) in MARKS {
            let mut rest = text.as_str();
            while let Some((_, after)) = rest.split_once(open) {
                let Some((words, behind)) = after.split_once(close) else {
                    break;
                };
                if !said(words) {
                    wrong.push(format!("no cited tweet says: {}", short(words)));
                }
                rest = behind;
            }
        }
        for who in SAYS.iter().flat_map(|says| says.captures_iter(&text)) {
            let who = who.get(1).map_or("", |who| who.as_str());
            if !is_anybody(who) && !said(who) && !self.proof.named(who, cited) {
                wrong.push(format!("no cited tweet names: {who}"));
            }
        }
        wrong
    }
}

/// Words for people of whom no name is told, or for what stands before a verb without being anybody.
fn is_anybody(who: &str) -> bool {
    const ANYBODY: &[&str] = &[
        "作者", "用户", "公司", "网友", "官方", "开发", "研究", "团队", "有人", "业内", "分析",
        "媒体", "报道", "他", "她", "其", "们", "者", "方", "家", "消息", "文章", "推文", "还",
        "也", "并", "则", "曾", "已", "将", "今天", "同时", "正式", "模型", "产品", "版本", "系统",
    ];
    ANYBODY.iter().any(|word| who.contains(word))
}

/// One line without what cannot be seen.
fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !clean::is_hidden(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence with the sign that leads to its quotation, or with none where its sources follow in brackets.
fn closed(text: &str, quoted: bool) -> String {
    let bare = text.trim_end_matches(['。', '.', '：', ':', '，', ',', '；', ';']);
    let chinese = text.chars().any(words::is_han);
    match (quoted, chinese) {
        (true, true) => format!("{bare}："),
        (true, false) => format!("{bare}:"),
        (false, _) => bare.to_owned(),
    }
}

/// The beginning of a text, for a message.
fn short(text: &str) -> String {
    clean::shown(text, 40)
}
