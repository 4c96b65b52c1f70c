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
    let mut blocks = vec![heading(3, Role::Events, "关键事件与发展")];
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
        let mut ground = format!("{}。依据：", actions()[claim.action].ground);
        ground.push_str(&match (story.authors, sayers.len()) {
            (1, _) => "目前只有一位作者提到，尚无旁证".to_owned(),
            (n, 1) => format!(
                "{n} 位作者谈到「{}」，其中一位直接陈述了此事",
                story.title()
            ),
            (n, by) => format!(
                "{n} 位作者谈到「{}」，{by} 条推文直接陈述了此事",
                story.title()
            ),
        });
        let mut effect = Statement::new(Kind::Inference, ground + "。").labelled("影响");
        effect.joint = Some("（推断）：".into());
        blocks.push(Block::Paragraph(
            effect.counted(story.tweets.len() as u64, story.authors as u64),
        ));
    }
    if number == 0 {
        blocks.push(line(
            Kind::Metric,
            "没有推文明确陈述“谁做了什么”，因此不列事件。",
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
    let at = if when.is_empty() {
        String::new()
    } else {
        format!("（{when}）")
    };
    let (text, evidence) = match &quote {
        Some(quote) => {
            let mut evidence = vec![quotes::evidence(desk, quote)];
            let quoted = evidence[0].tweet.clone();
            evidence.extend(direct.into_iter().filter(|one| one.tweet != quoted));
            let text = match (said_by, states) {
                (1, true) => format!("一位作者陈述了此事{at}："),
                (n, true) => format!("{n} 位作者陈述了此事，最早的一条{at}写道："),
                (1, false) => format!("一位作者陈述了此事{at}。相关的推文写道："),
                (n, false) => {
                    format!("{n} 位作者陈述了此事，最早的一条发于 {when}。相关的推文写道：")
                }
            };
            (text, evidence)
        }
        None => {
            let heard = sayers.iter().any(|&i| desk.was_heard(i));
            let heard = if heard {
                "，原话已在核心信息中引用"
            } else {
                ""
            };
            let text = match said_by {
                1 => format!("一位作者陈述了此事{at}{heard}"),
                n => format!("{n} 位作者陈述了此事{heard}"),
            };
            (text, direct)
        }
    };
    let text = text.replace("发于 。", "时间不详。");
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
