//! What a report says, block by block, as statements with evidence. It is `analysis.yaml`.
//!
//! `analyse` writes it from tweets, `adopt` from a report somebody wrote, an author by hand; `compose` turns it into a
//! post. It must not know how a statement was found, nor how it is laid out on the page: the one thing it knows of
//! Markdown is that some blocks are kept as their author wrote them.

use serde::{Deserialize, Serialize};

/// A report as a document: header, blocks in their order, words of the cloud.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// `<name>_<from>_<to>`, the stem of every file about the dataset.
    pub slug: String,
    /// The post's file name in `_posts/`.
    pub file: String,
    /// The post's front matter.
    pub header: Header,
    /// The template in `_templates/report/` that lays it out; without one the blocks stand in their own order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// How the report writes, where it is not the usual.
    #[serde(default, skip_serializing_if = "Style::is_usual")]
    pub style: Style,
    /// What stands between, before and after the blocks, where it is not the usual.
    #[serde(default, skip_serializing_if = "Margins::is_usual")]
    pub margins: Margins,
    /// The day's topics by weight; labels of tweets refer to their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The report itself.
    pub blocks: Vec<Block>,
    /// The words of the cloud, heaviest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<CloudWord>,
}

impl Analysis {
    /// Every statement of the report, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(statement) => std::slice::from_ref(statement),
            Block::List { items, .. } => items.as_slice(),
            _ => &[],
        })
    }
}

/// How a report writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Style {
    /// The language of everything but the tweets' own words.
    pub language: Language,
    /// How evidence is linked.
    pub links: Links,
}

impl Style {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A language that reports are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

/// How evidence is linked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Links {
    /// Behind the sentence.
    #[default]
    Inline,
    /// As notes `[^t:ID]` at the end of the post.
    Footnotes,
}

/// The front matter of a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `title`.
    pub title: String,
    /// `date`, such as `2025-12-04 10:01:40 +0800`.
    pub date: String,
    /// `posttime`, in the same form.
    pub posttime: String,
    /// `tags`; the key is left out when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// `description`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `image`: the bare file name of the picture in `assets/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The whole block as an author wrote it, when that is not how this program writes it. It then decides alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The white space around the blocks. The usual: one empty line before the first, between two, and one line end after the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margins {
    /// What stands before the first block.
    pub before: String,
    /// What stands after the last block.
    pub after: String,
    /// Lines end in `\r\n`.
    #[serde(default)]
    pub crlf: bool,
}

impl Default for Margins {
    fn default() -> Self {
        Self {
            before: "\n".into(),
            after: "\n".into(),
            crlf: false,
        }
    }
}

impl Margins {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// One block of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Which section of the ladder it opens, when it is one of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// Its words.
        text: String,
    },
    /// A paragraph that is one statement.
    Paragraph(Statement),
    /// A list of statements.
    List {
        /// Numbered from 1, or with dashes.
        #[serde(default)]
        ordered: bool,
        /// A bold label on the line before, as in `**市场反应**：`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lead: Option<String>,
        /// The items.
        items: Vec<Statement>,
    },
    /// Somebody's words, set apart.
    Quote {
        /// Whose, and which words; `quote` is what is shown.
        said: Evidence,
        /// When it was said, as shown to the reader; empty when not known.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        when: String,
    },
    /// A table.
    Table {
        /// Names of the columns.
        header: Vec<String>,
        /// Rows of as many cells.
        rows: Vec<Vec<String>>,
    },
    /// Numbers as a drawing.
    Chart {
        /// What is counted.
        title: String,
        /// Upright, side by side, as over time; otherwise lying, one below the other.
        #[serde(default)]
        upright: bool,
        /// The bars in their order.
        bars: Vec<Bar>,
    },
    /// The tweets a report rests on, by author.
    Sources {
        /// Each tweet once.
        tweets: Vec<Evidence>,
    },
    /// A picture.
    Picture {
        /// What it shows, for those who do not see it.
        alt: String,
        /// Its address as it stands in the post.
        src: String,
    },
    /// Markdown that is kept as its author wrote it.
    Raw {
        /// The Markdown.
        markdown: String,
    },
}

/// A number of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// How many.
    pub value: u64,
}

/// The sections of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Role {
    Title,
    Summary,
    Overview,
    KeyPoints,
    Details,
    Opinions,
    Events,
    Markets,
    Special,
    Advertising,
    Method,
    Sources,
    Cloud,
}

/// The unit of every sentence of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What kind of claim it is.
    pub kind: Kind,
    /// The bold words it opens with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What stands between label and text; a full-width colon when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<String>,
    /// The sentence, plain; quotes and links of the evidence follow it.
    pub text: String,
    /// `text` is Markdown as an author wrote it, links included; it stands in the post unchanged. Never set for text
    /// that comes from a tweet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub markup: bool,
    /// A language model wrote it, and it was compared with its evidence.
    #[serde(default, skip_serializing_if = "is_false")]
    pub model: bool,
    /// The tweets it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// How many tweets say so; 0 when nobody counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n_tweets: u64,
    /// How many different authors say so; 0 when nobody counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n_authors: u64,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &u64) -> bool {
    *value == 0
}

impl Statement {
    /// A statement of plain text.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            label: None,
            joint: None,
            text: text.into(),
            markup: false,
            model: false,
            evidence: Vec::new(),
            n_tweets: 0,
            n_authors: 0,
        }
    }

    /// The same, opening with bold words and a colon.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same, resting on tweets.
    #[must_use]
    pub fn with(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    /// The same, with how many tweets and authors say so.
    #[must_use]
    pub fn counted(mut self, tweets: u64, authors: u64) -> Self {
        (self.n_tweets, self.n_authors) = (tweets, authors);
        self
    }
}

/// What kind of claim a statement makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody said or did it: needs evidence.
    Fact,
    /// A count over the dataset.
    Metric,
    /// An author's view: needs evidence.
    Opinion,
    /// Our conclusion, marked as such in the report.
    Inference,
    /// Written by an author and not yet checked against tweets.
    Unchecked,
}

/// One tweet that supports a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The tweet's id.
    pub tweet: String,
    /// The address a reader opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The author's handle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handle: String,
    /// The tweet's own words, verbatim but for white space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A topic of the dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id in labels: `t1` is the heaviest.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Tweets on it, without advertising and duplicates.
    pub n_tweets: u64,
    /// Their different authors.
    pub n_authors: u64,
}

/// A word of the cloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudWord {
    /// The word as shown.
    pub text: String,
    /// Its weight: how many different authors used it.
    pub weight: u64,
    /// The topic it belongs to; it decides the colour.
    #[serde(default)]
    pub group: u16,
}

/// The tweets that some blocks rest on, each once, in the order in which they are cited; without the words.
pub(crate) fn cited(blocks: &[Block]) -> Vec<Evidence> {
    let mut seen = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for block in blocks {
        let cited: Vec<&Evidence> = match block {
            Block::Paragraph(statement) => statement.evidence.iter().collect(),
            Block::List { items, .. } => items.iter().flat_map(|item| &item.evidence).collect(),
            Block::Quote { said, .. } => vec![said],
            _ => Vec::new(),
        };
        for one in cited {
            if seen.insert(one.tweet.as_str()) {
                all.push(Evidence {
                    quote: None,
                    ..one.clone()
                });
            }
        }
    }
    all
}
