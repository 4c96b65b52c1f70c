//! 重要观点与见解: what people think of the stories, in their own words and language.

use super::desk::Desk;
use super::quotes::{self, Wanted};
use super::{heading, line, subheading, support};
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Role};

const STORIES: usize = 5;

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(
        3,
        Role::Opinions,
        &desk.say("重要观点与见解", "Opinions and insights"),
    )];
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
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "没有可以单独摘录的观点。",
                "There is no opinion that could be quoted by itself.",
            ),
        ));
    }
    blocks
}

fn frame(desk: &Desk<'_>, story: &Story, place: usize) -> String {
    let (good, bad, all) = desk.moods(story.tweets.iter().copied());
    let (zh, en) = match (good, bad, all) {
        (_, _, all) if all < 4 => ("", ""),
        (good, bad, _) if good > bad * 3 / 2 => ("，语气偏正面", ", mostly in a good mood"),
        (good, bad, _) if bad > good * 3 / 2 => ("，语气偏负面", ", mostly in a bad mood"),
        _ => ("，看法不一", ", of divided mind"),
    };
    let mood = match zh {
        "" => String::new(),
        _ => desk.say(
            format!("{zh}（正面 {good} 条，负面 {bad} 条）"),
            format!("{en} ({good} good, {bad} bad)"),
        ),
    };
    match (story.authors, place % 3) {
        (1, 1) => desk.say(
            format!("谈这个话题的只有一位作者{mood}。"),
            format!("One author speaks of this{mood}."),
        ),
        (1, _) => desk.say(
            format!("这里摘录一位作者的看法{mood}。"),
            format!("The view of one author{mood}."),
        ),
        (n, 1) => desk.say(
            format!("{n} 位作者参与讨论{mood}。摘录如下："),
            format!("{n} authors take part{mood}. In their words:"),
        ),
        (n, 2) => desk.say(
            format!("围绕这一话题有 {n} 位作者发言{mood}。原话如下："),
            format!("{n} authors have something to say{mood}:"),
        ),
        (n, _) => desk.say(
            format!("{n} 位作者各有说法{mood}："),
            format!("{n} authors, each with a view of their own{mood}:"),
        ),
    }
}
