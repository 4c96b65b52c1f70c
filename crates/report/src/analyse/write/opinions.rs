//! 重要观点与见解: what people think of the stories, in their own words and language.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::{heading, line, subheading, support};
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Role};

const STORIES: usize = 5;

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(3, Role::Opinions, "重要观点与见解")];
    let mut told = 0;
    for story in desk.told() {
        if told == STORIES {
            break;
        }
        let most = if story.authors >= 4 { 3 } else { 2 };
        let telling = quotes::telling(desk, &story.tweets);
        let wanted = Wanted {
            tweets: &story.tweets,
            about: story.term.as_ref(),
            having: &[],
            telling: &telling,
            strict: story.loose,
            opinion: true,
            widest: 260,
        };
        let quotes = quotes::choose(desk, &wanted, most);
        let cited: Vec<usize> = quotes.iter().map(|quote| quote.tweet).collect();
        let Some(title) = support::title(desk, &story.title(), &cited) else {
            continue;
        };
        if quotes.is_empty() {
            continue;
        }
        told += 1;
        blocks.push(subheading(title));
        blocks.push(line(Kind::Metric, frame(desk, story, told)));
        for quote in quotes {
            let said = quotes::evidence(desk, &quote);
            blocks.push(Block::Quote {
                said,
                when: desk.when(quote.tweet),
            });
        }
    }
    if told == 0 {
        blocks.push(line(Kind::Metric, "没有可以单独摘录的观点。"));
    }
    blocks
}

fn frame(desk: &Desk<'_>, story: &Story, place: usize) -> String {
    let (good, bad, all) = desk.moods(story.tweets.iter().copied());
    let mood = match (good, bad, all) {
        (_, _, all) if all < 4 => String::new(),
        (good, bad, _) if good > bad * 3 / 2 => {
            format!("，语气偏正面（正面 {good} 条，负面 {bad} 条）")
        }
        (good, bad, _) if bad > good * 3 / 2 => {
            format!("，语气偏负面（正面 {good} 条，负面 {bad} 条）")
        }
        (good, bad, _) => format!("，看法不一（正面 {good} 条，负面 {bad} 条）"),
    };
    match (story.authors, place % 3) {
        (1, 1) => format!("谈这个话题的只有一位作者{mood}。"),
        (1, _) => format!("这里摘录一位作者的看法{mood}。"),
        (n, 1) => format!("{n} 位作者参与讨论{mood}。摘录如下："),
        (n, 2) => format!("围绕这一话题有 {n} 位作者发言{mood}。原话如下："),
        (n, _) => format!("{n} 位作者各有说法{mood}："),
    }
}
