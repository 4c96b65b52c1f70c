//! 关键事件与发展: what was done, by whom, who says so; an effect only as a marked inference with its ground.

use super::desk::Desk;
use super::quotes::{self, Quote, Wanted};
use super::{heading, line, subheading};
use crate::analyse::claims::{Claim, actions};
use crate::analyse::stories::Story;
use crate::analysis::{Block, Evidence, Kind, Role, Statement};

const EVENTS: usize = 7;
/// How wide a quotation may be, a Chinese character counting 2.
const WIDEST: usize = 130;

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(
        3,
        Role::Events,
        &desk.say("关键事件与发展", "Key events and developments"),
    )];
    let mut number = 0;
    let mut told = std::collections::BTreeSet::new();
    for story in desk.told() {
        let Some((claim, sayers)) = story.claims.first() else {
            continue;
        };
        if number == EVENTS {
            break;
        }
        if !told.insert(claim.headline()) {
            continue;
        }
        number += 1;
        blocks.push(subheading(format!("{number}. {}", claim.headline())));
        blocks.push(Block::Paragraph(fact(desk, story, claim, sayers)));
        let title = story.title();
        let ground = actions()[claim.action].ground(desk.language);
        let zh = match (story.authors, sayers.len()) {
            (1, _) => "目前只有一位作者提到，尚无旁证".to_owned(),
            (n, 1) => format!("{n} 位作者谈到「{title}」，其中一位直接陈述了此事"),
            (n, by) => format!("{n} 位作者谈到「{title}」，{by} 条推文直接陈述了此事"),
        };
        let en = match (story.authors, sayers.len()) {
            (1, _) => "only one author says so, and nobody bears it out yet".to_owned(),
            (n, 1) => format!("{n} authors speak of {title}, one of them states it outright"),
            (n, by) => format!("{n} authors speak of {title}, {by} tweets state it outright"),
        };
        let text = desk.say(
            format!("{ground}。依据：{zh}。"),
            format!("{ground}. Ground: {en}."),
        );
        let label = desk.say("影响", "Impact");
        let mut effect = Statement::new(Kind::Inference, text).labelled(label);
        effect.joint = Some(desk.say("（推断）：", " (inference): "));
        blocks.push(Block::Paragraph(
            effect.counted(story.tweets.len() as u64, story.authors as u64),
        ));
    }
    if number == 0 {
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "没有推文明确陈述“谁做了什么”，因此不列事件。",
                "No tweet states plainly who did what, so no event is listed.",
            ),
        ));
    }
    blocks
}

fn fact(desk: &mut Desk<'_>, story: &Story, claim: &Claim, sayers: &[usize]) -> Statement {
    let first = sayers[0];
    let when = desk.when(first);
    // The sentence that states the deed; where it was quoted already, one of those who speak of the same.
    let stated = desk.readings[first]
        .claims
        .iter()
        .find(|other| other.headline() == claim.headline());
    let stated = stated.map(|claim| claim.place);
    let quote = stated.and_then(|place| quotes::exact(desk, first, place, WIDEST));
    let states = quote.is_some();
    let quote = quote.or_else(|| related(desk, story, claim));
    let said_by = desk.authors(sayers.iter().copied());
    let direct: Vec<Evidence> = sayers.iter().take(2).map(|&i| desk.evidence(i)).collect();
    let (zh_at, en_at) = match when.is_empty() {
        true => (String::new(), String::new()),
        false => (format!("（{when}）"), format!(" ({when})")),
    };
    let (zh_when, en_when) = match when.is_empty() {
        true => ("时间不详".to_owned(), "at an unknown time".to_owned()),
        false => (format!("发于 {when}"), format!("at {when}")),
    };
    let (text, evidence) = match &quote {
        Some(quote) => {
            let mut evidence = vec![quotes::evidence(desk, quote)];
            let quoted = evidence[0].tweet.clone();
            evidence.extend(direct.into_iter().filter(|one| one.tweet != quoted));
            let text = match (said_by, states) {
                (1, true) => desk.say(
                    format!("一位作者陈述了此事{zh_at}："),
                    format!("One author states it{en_at}:"),
                ),
                (n, true) => desk.say(
                    format!("{n} 位作者陈述了此事，最早的一条{zh_at}写道："),
                    format!("{n} authors state it; the first{en_at} writes:"),
                ),
                (1, false) => desk.say(
                    format!("一位作者陈述了此事{zh_at}。相关的推文写道："),
                    format!("One author states it{en_at}. From a tweet on the matter:"),
                ),
                (n, false) => desk.say(
                    format!("{n} 位作者陈述了此事，最早的一条{zh_when}。相关的推文写道："),
                    format!(
                        "{n} authors state it, the first {en_when}. From a tweet on the matter:"
                    ),
                ),
            };
            (text, evidence)
        }
        None => {
            let (zh_heard, en_heard) = match sayers.iter().any(|&i| desk.was_heard(i)) {
                true => (
                    "，原话已在核心信息中引用",
                    "; the words stand among the key points",
                ),
                false => ("", ""),
            };
            let text = match said_by {
                1 => desk.say(
                    format!("一位作者陈述了此事{zh_at}{zh_heard}"),
                    format!("One author states it{en_at}{en_heard}"),
                ),
                n => desk.say(
                    format!("{n} 位作者陈述了此事{zh_heard}"),
                    format!("{n} authors state it{en_heard}"),
                ),
            };
            (text, direct)
        }
    };
    Statement::new(Kind::Fact, text)
        .with(evidence)
        .counted(story.tweets.len() as u64, story.authors as u64)
}

/// A sentence of the story about what was acted on, or about a deed of the same kind.
fn related(desk: &mut Desk<'_>, story: &Story, claim: &Claim) -> Option<Quote> {
    let telling = quotes::telling(desk, &story.tweets);
    let object = claim.object.as_ref().map(|object| object.to_lowercase());
    let having: Vec<&str> = match &object {
        Some(object) => vec![object],
        None => actions()[claim.action]
            .words
            .iter()
            .map(String::as_str)
            .collect(),
    };
    let wanted = Wanted {
        tweets: &story.tweets,
        about: story.term.as_ref(),
        having: &having,
        telling: &telling,
        strict: false,
        opinion: false,
        widest: WIDEST,
    };
    quotes::choose(desk, &wanted, 1).pop()
}
