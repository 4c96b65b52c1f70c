//! The day in three drawings: tweets over time, the shares of the topics, the moods.

use super::desk::{Desk, spoken};
use super::echo;
use crate::analysis::{Bar, Block};
use chrono::{Days, NaiveDate, Timelike};
use std::collections::BTreeMap;

/// How many topics are drawn.
const TOPICS: usize = 8;

/// The most days that are drawn each for itself.
const MOST_DAYS: usize = 62;

pub(super) fn all(desk: &Desk<'_>) -> Vec<Block> {
    let charts = [over_time(desk), topics(desk), moods(desk)];
    charts.into_iter().flatten().collect()
}

/// Tweets by hour, of several days by day.
fn over_time(desk: &Desk<'_>) -> Option<Block> {
    let window = &desk.dataset.window;
    let times: Vec<_> = desk
        .counted()
        .filter_map(|(_, reading)| Some(reading.tweet.time?.with_timezone(&window.zone())))
        .collect();
    if times.is_empty() {
        return None;
    }
    let (title, bars) = if desk.one_day() {
        let mut hours = [0_u64; 24];
        for time in &times {
            hours[time.hour() as usize % 24] += 1;
        }
        let bars = hours.iter().enumerate().map(|(hour, n)| Bar {
            label: format!("{hour:02}"),
            value: *n,
        });
        (desk.say("每小时推文数", "Tweets per hour"), bars.collect())
    } else {
        let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        let mut day = window.from;
        while day <= window.to && days.len() < MOST_DAYS {
            days.insert(day, 0);
            day = day.checked_add_days(Days::new(1))?;
        }
        for time in &times {
            if let Some(n) = days.get_mut(&time.date_naive()) {
                *n += 1;
            }
        }
        let bars = days.into_iter().map(|(day, n)| Bar {
            label: day.format("%m-%d").to_string(),
            value: n,
        });
        (desk.say("每天推文数", "Tweets per day"), bars.collect())
    };
    Some(Block::Chart {
        title,
        upright: true,
        bars,
    })
}

fn topics(desk: &Desk<'_>) -> Option<Block> {
    let bars: Vec<Bar> = echo::first(desk, &desk.told(), TOPICS)
        .iter()
        .map(|story| Bar {
            label: spoken(&story.title(), desk.language),
            value: story.tweets.len() as u64,
        })
        .collect();
    (bars.len() > 1).then(|| Block::Chart {
        title: desk.say("各话题的推文数", "Tweets by topic"),
        upright: false,
        bars,
    })
}

fn moods(desk: &Desk<'_>) -> Option<Block> {
    let counted: Vec<usize> = desk.counted().map(|(i, _)| i).collect();
    let (good, bad, all) = desk.moods(counted.iter().copied());
    let bar = |label: String, value: usize| Bar {
        label,
        value: value as u64,
    };
    (all > 0).then(|| Block::Chart {
        title: desk.say("推文的情绪", "Moods of the tweets"),
        upright: false,
        bars: vec![
            bar(desk.say("正面", "good"), good),
            bar(desk.say("负面", "bad"), bad),
            bar(desk.say("没有明显情绪", "none clear"), counted.len() - all),
        ],
    })
}
