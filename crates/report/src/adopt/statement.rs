//! A line of Markdown as a statement: the bold label, the sentence, the tweets it links.
//!
//! It must not know where the line stands. Whatever it reads, composing gives the line back: what cannot be taken apart
//! stays markup.

use crate::analysis::{Evidence, Kind, Statement, Style};
use crate::compose;
use crate::compose::escape;
use regex::Regex;
use std::sync::LazyLock;

/// A line longer than this is nobody's sentence: it is not searched for evidence.
const LONGEST: usize = 8_000;

/// Reads a line.
pub(super) fn read(line: &str) -> Statement {
    label(line)
        .and_then(|(label, joint, rest)| {
            let mut statement = sentence(rest);
            statement.kind = kind(&label, &statement);
            (statement.label, statement.joint) = (Some(label), joint);
            (compose::line(&statement, Style::default()) == line).then_some(statement)
        })
        .unwrap_or_else(|| sentence(line))
}

fn kind(label: &str, statement: &Statement) -> Kind {
    match label {
        "影响" | "Impact" => Kind::Inference,
        _ => statement.kind,
    }
}

/// `**label**` and what follows: `：`, a space, a note in brackets with a colon (which may link the report it continues), or nothing.
fn label(line: &str) -> Option<(String, Option<String>, &str)> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\*\*((?:[^*\\]|\\.)+)\*\*((?:（(?:[^（）]{1,12}|续 \[[^\[\]（）]{1,40}\]\([^()\s]{1,300}\))）)?：|: ?| |)").ok()
    });
    let found = LABEL.as_ref()?.captures(line)?;
    let label = escape::read(found.get(1)?.as_str())?;
    let joint = found.get(2)?;
    let shown = Some(joint.as_str())
        .filter(|joint| *joint != compose::JOINT)
        .map(str::to_owned);
    Some((label, shown, &line[joint.end()..]))
}

/// The sentence with its evidence taken off its end, or as markup with the tweets it links.
fn sentence(markdown: &str) -> Statement {
    if let Some(text) = escape::read(markdown) {
        return Statement::new(Kind::Unchecked, text);
    }
    let taken = (markdown.len() <= LONGEST)
        .then(|| take_apart(markdown))
        .flatten();
    taken.unwrap_or_else(|| Statement {
        markup: true,
        evidence: linked(markdown),
        ..Statement::new(Kind::Unchecked, markdown)
    })
}

fn take_apart(markdown: &str) -> Option<Statement> {
    markdown
        .char_indices()
        .filter(|(_, c)| matches!(c, '“' | '「' | '（'))
        .find_map(|(at, _)| {
            let text = escape::read(&markdown[..at])?;
            let evidence = tail(&markdown[at..])?;
            let statement = Statement::new(Kind::Fact, text).with(evidence);
            (compose::line(&statement, Style::default()) == markdown).then_some(statement)
        })
}

/// Evidence as composing writes it, to the very end.
fn tail(markdown: &str) -> Option<Vec<Evidence>> {
    let mut evidence = Vec::new();
    let mut rest = markdown;
    if let Some(list) = rest.strip_prefix('（') {
        let (links, rest) = links(list)?;
        return (rest == "）").then_some(links);
    }
    loop {
        let close = if rest.starts_with('“') {
            '”'
        } else {
            '」'
        };
        let inner = rest.strip_prefix(['“', '「'])?;
        let (words, after) = inner.split_once(&format!("{close}（"))?;
        let (mut one, after) = link(after)?;
        one.quote = Some(escape::read(words)?);
        evidence.push(one);
        rest = after.strip_prefix('）')?;
        match rest.strip_prefix('；') {
            Some(next) => rest = next,
            None => break,
        }
    }
    match rest.strip_prefix('。')? {
        "" => Some(evidence),
        more => {
            let (links, rest) = links(more.strip_prefix("另见 ")?)?;
            evidence.extend(links);
            (rest == "。").then_some(evidence)
        }
    }
}

fn links(markdown: &str) -> Option<(Vec<Evidence>, &str)> {
    let (first, mut rest) = link(markdown)?;
    let mut all = vec![first];
    loop {
        let (one, after) = match rest.strip_prefix('、') {
            Some(next) => link(next)?,
            None => match again(rest, all.last()?) {
                Some(found) => found,
                None => break,
            },
        };
        all.push(one);
        rest = after;
    }
    Some((all, rest))
}

/// ` [(2)](https://…)`, a further tweet of the author before it, and what follows.
fn again<'a>(markdown: &'a str, before: &Evidence) -> Option<(Evidence, &'a str)> {
    let (number, rest) = markdown.strip_prefix(" [(")?.split_once(")](")?;
    let (url, rest) = rest.split_once(')')?;
    let counts = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let url = url.replace("&amp;", "&");
    let one = Evidence {
        tweet: tweet_id(&url)?.to_owned(),
        url: Some(url),
        handle: before.handle.clone(),
        quote: None,
    };
    counts.then_some((one, rest))
}

/// `[@handle](https://…)` at the beginning, and what follows it.
pub(super) fn link(markdown: &str) -> Option<(Evidence, &str)> {
    let (name, rest) = markdown.strip_prefix("[@")?.split_once("](")?;
    let (url, rest) = rest.split_once(')')?;
    let url = url.replace("&amp;", "&");
    let handle = escape::read(name)?;
    Some((
        Evidence {
            tweet: tweet_id(&url)?.to_owned(),
            url: Some(url),
            handle,
            quote: None,
        },
        rest,
    ))
}

/// Every tweet that the Markdown links or notes, once each.
pub(super) fn linked(markdown: &str) -> Vec<Evidence> {
    static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:i/web|(\w{1,15}))/status(?:es)?/(\d{1,20})|\[\^t:(\d{1,20})\]").ok()
    });
    let Some(address) = ADDRESS.as_ref() else {
        return Vec::new();
    };
    let mut all: Vec<Evidence> = Vec::new();
    for found in address.captures_iter(markdown) {
        let Some(id) = found.get(2).or(found.get(3)) else {
            continue;
        };
        if all.iter().any(|one| one.tweet == id.as_str()) {
            continue;
        }
        all.push(Evidence {
            tweet: id.as_str().to_owned(),
            url: found.get(2).map(|_| found[0].to_owned()),
            handle: found
                .get(1)
                .map(|handle| handle.as_str().to_owned())
                // `x.com/i/status/1` names nobody.
                .filter(|handle| handle != "i")
                .unwrap_or_default(),
            quote: None,
        });
    }
    all
}

/// The last part of the address, which is the tweet's id on every service that is read.
fn tweet_id(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .filter(|id| !id.is_empty())
}
