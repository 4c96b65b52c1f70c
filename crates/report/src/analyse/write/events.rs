//! 关键事件与发展: what was done, by whom, who says so; an effect only as a marked inference with its ground.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::{heading, line, subheading};
use crate::analyse::claims::actions;
use crate::analyse::stories::Story;
use crate::analysis::{Block, Evidence, Kind, Role, Statement};

const EVENTS: usize = 7;

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
        blocks.push(Block::Paragraph(fact(desk, story, sayers)));
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

fn fact(desk: &mut Desk<'_>, story: &Story, sayers: &[usize]) -> Statement {
    let first = sayers[0];
    let when = desk.when(first);
    let about = story.term.as_ref();
    let telling = quotes::telling(desk, &story.tweets);
    let wanted = Wanted {
        tweets: &story.tweets,
        about,
        having: &[],
        telling: &telling,
        strict: false,
        opinion: false,
        widest: 130,
    };
    let quotes = quotes::choose(desk, &wanted, 1);
    let direct: Vec<Evidence> = sayers.iter().take(2).map(|&i| desk.evidence(i)).collect();
    let at = if when.is_empty() {
        String::new()
    } else {
        format!("（{when}）")
    };
    let (text, evidence) = match quotes.first() {
        Some(quote) => {
            let mut evidence = vec![quotes::evidence(desk, quote)];
            let quoted = evidence[0].tweet.clone();
            evidence.extend(direct.into_iter().filter(|one| one.tweet != quoted));
            let text = match (story.authors, sayers.len() > 1) {
                (1, _) => format!("消息来自一位作者的推文{at}。作者补充说："),
                (_, true) => format!("多条推文陈述了这件事，最早的一条发于 {when}。有作者补充："),
                _ => format!("最早陈述此事的推文发于 {when}。相关讨论中有人写道："),
            };
            (text, evidence)
        }
        None if story.authors > 1 => (
            format!(
                "消息见于 {} 位作者的推文，原话已在核心信息中引用",
                story.authors
            ),
            direct,
        ),
        None => (
            format!("消息来自一位作者的推文{at}，原话已在核心信息中引用"),
            direct,
        ),
    };
    let text = text.replace("发于 。", "时间不详。");
    Statement::new(Kind::Fact, text)
        .with(evidence)
        .counted(story.tweets.len() as u64, story.authors as u64)
}
