//! How the stories of a week or month went from day to day, each day linked to its own report.
//!
//! It must not read the tweets of the days.

use super::changes::earlier;
use super::desk::{Desk, plural, spoken};
use super::wording::{day, linked};
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Statement};
use crate::compose::escape;

/// How many stories are followed.
const STORIES: usize = 6;

/// The stories that several days tell; nothing where the report rests on no days.
pub(super) fn section(desk: &Desk<'_>, told: &[&Story]) -> Vec<Block> {
    let mut items: Vec<Statement> = Vec::new();
    // Days know names: of two stories under one name the heavier one is followed.
    for one in told.iter().filter_map(|story| followed(desk, story)) {
        if items.len() < STORIES && items.iter().all(|known| known.label != one.label) {
            items.push(one);
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::List {
        ordered: false,
        lead: Some(desk.say("逐日脉络", "Day by day")),
        items,
    }]
}

fn followed(desk: &Desk<'_>, story: &Story) -> Option<Statement> {
    let title = story.title();
    let days: Vec<String> = desk
        .days
        .iter()
        .filter_map(|one| {
            let topic = earlier(&one.topics, &title)?;
            let shown = linked(&escape::text(&day(desk, one.from)), one.url.as_deref());
            let n = topic.n_authors;
            Some(desk.say(
                format!("{shown} {n} 位作者"),
                format!("{shown} {}", plural(n as usize, "author")),
            ))
        })
        .collect();
    let n = days.len();
    let mut statement = Statement::new(
        Kind::Metric,
        desk.say(
            format!("{n} 天的日报谈到：{}", days.join(" → ")),
            format!("in the reports of {n} days: {}", days.join(" → ")),
        ),
    )
    .labelled(spoken(&title, desk.language))
    .counted(story.tweets.len() as u64, story.authors as u64);
    // Nothing in it comes from a tweet: days, numbers and addresses of the blog's own posts.
    statement.markup = true;
    (n > 1).then_some(statement)
}
