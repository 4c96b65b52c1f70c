//! A report that somebody else wrote (a person, their language model, an earlier run) becomes an analysis.
//!
//! What is understood becomes a heading, a statement, a list; what is not stays as it was written, where it stood. The
//! promise: `compose::post(&adopt(post).0)` gives back the bytes of any post. It must not know datasets.

mod block;
mod notes;
mod pieces;
mod role;
mod statement;
mod words;

use crate::analysis::{Analysis, Block, Header, Kind, Margins, Style};
use crate::compose;
use post::{Diagnostic, Post};

/// Reads a post as an analysis. It cannot fail; the messages tell what was kept as it was.
pub fn adopt(post: &Post) -> (Analysis, Vec<Diagnostic>) {
    let (margins, inner) = margins(&post.body);
    let mut blocks: Vec<Block> = pieces::split(&inner).into_iter().map(block::read).collect();
    notes::resolve(&inner, &mut blocks);
    let analysis = Analysis {
        slug: post.name.slug.clone(),
        file: post.name.file_name(),
        header: header(post),
        template: None,
        style: Style::default(),
        margins,
        topics: Vec::new(),
        words: words::of(&blocks),
        blocks,
    };
    let told = told(&analysis);
    (analysis, told)
}

/// Takes the white space around the blocks off the body and turns its line ends into `\n`.
fn margins(body: &str) -> (Margins, String) {
    let unix = body.replace("\r\n", "\n");
    let crlf = unix != body && unix.replace('\n', "\r\n") == body;
    let text = if crlf { unix } else { body.to_owned() };
    let inner = text.trim_start_matches('\n');
    let before = &text[..text.len() - inner.len()];
    let trimmed = inner.trim_end_matches('\n');
    let after = &inner[trimmed.len()..];
    let margins = Margins {
        before: before.to_owned(),
        after: after.to_owned(),
        crlf,
    };
    (margins, trimmed.to_owned())
}

/// The front matter by its keys, and as it was written when its keys alone would not give it back.
fn header(post: &Post) -> Header {
    let str = |key: &str| post.front.str(key).map(str::to_owned);
    let tags = post.front.get("tags").and_then(|tags| tags.as_sequence());
    let mut header = Header {
        title: str("title").unwrap_or_default(),
        date: str("date").unwrap_or_default(),
        posttime: str("posttime").unwrap_or_default(),
        tags: tags
            .into_iter()
            .flatten()
            .filter_map(|tag| Some(tag.as_str()?.to_owned()))
            .collect(),
        description: str("description"),
        image: str("image"),
        source: None,
    };
    let same =
        compose::front_matter(&header).is_ok_and(|front| front.source() == post.front.source());
    if !same {
        header.source = Some(post.front.source().to_owned());
    }
    header
}

fn told(analysis: &Analysis) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let kept = analysis
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Raw { .. }))
        .count();
    if kept > 0 {
        told.push(
            Diagnostic::note(
                "adopt-raw",
                format!("{kept} blocks have a form of their own and are kept as they are written"),
                format!("有 {kept} 个段落形式特别，已按原样保留"),
            )
            .at(&analysis.file, 0, 0),
        );
    }
    let bare = analysis
        .statements()
        .filter(|s| s.evidence.is_empty() && matches!(s.kind, Kind::Unchecked | Kind::Fact))
        .count();
    if bare > 0 {
        told.push(
            Diagnostic::note(
                "adopt-evidence",
                format!("{bare} statements name no tweet"),
                format!("有 {bare} 处陈述没有给出推文来源"),
            )
            .at(&analysis.file, 0, 0)
            .help(
                "link each statement to its tweet, as in `[@handle](https://x.com/handle/status/1)`",
                "请给每处陈述加上推文链接，例如 `[@handle](https://x.com/handle/status/1)`",
            ),
        );
    }
    told
}
