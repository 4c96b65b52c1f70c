//! 重要观点与见解: what people think of the stories, in their own words and language.

use super::desk::{Desk, spoken};
use super::quotes::{self, Quote, Wanted};
use super::voices::{self, Candidate};
use super::{heading, line, passages, subheading, support, telltale};
use crate::analyse::claims::remembers;
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Role};
use chrono::Datelike;
use std::collections::BTreeSet;

const STORIES: usize = 5;

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(
        3,
        Role::Opinions,
        &desk.say("重要观点与见解", "Opinions and insights"),
    )];
    let mut told = 0;
    let views = passages::candidates(desk);
    // What a single author thinks is told as a voice.
    let several = |story: &&Story| story.authors > 1;
    for story in desk.told().into_iter().filter(several) {
        if told == STORIES {
            break;
        }
        let most = if story.authors >= 4 { 3 } else { 2 };
        let quotes = of_story(desk, story, &views, most);
        let cited: Vec<usize> = quotes.iter().map(|quote| quote.tweet).collect();
        let Some(title) = support::title(desk, &story.title(), &cited) else {
            continue;
        };
        if quotes.is_empty() {
            continue;
        }
        told += 1;
        blocks.push(subheading(spoken(&title, desk.language)));
        blocks.push(line(Kind::Metric, frame(desk, story, told)));
        for quote in quotes {
            let said = quotes::evidence(desk, &quote);
            blocks.push(Block::Quote {
                said,
                when: desk.when(quote.tweet),
            });
        }
    }
    let others = voices::choose(desk, views, STORIES.saturating_sub(told));
    if !others.is_empty() {
        if told > 0 {
            let title = desk.say("其他看法与推荐", "Other views and recommendations");
            blocks.push(subheading(title));
        }
        blocks.push(line(Kind::Metric, desk.phrase("opinion.voices", 0, &[])));
        blocks.extend(others);
    } else if told == 0 {
        blocks.push(line(Kind::Metric, desk.phrase("opinion.none", 0, &[])));
    }
    blocks
}

/// What different authors think of a story: their views, then single sentences that take a stand.
fn of_story(desk: &mut Desk<'_>, story: &Story, views: &[Candidate], most: usize) -> Vec<Quote> {
    let readings = desk.readings;
    let mut people: BTreeSet<&str> = BTreeSet::new();
    let mut chosen: Vec<Quote> = Vec::new();
    for Candidate { quote, .. } in views {
        let of_it = story.tweets.contains(&quote.tweet)
            && story
                .term
                .as_ref()
                .is_some_and(|term| quotes::names(&quote.words, term));
        if of_it
            && chosen.len() < most
            && !desk.was_heard(quote.tweet)
            && people.insert(&readings[quote.tweet].author)
        {
            desk.quote(quote.tweet, quote.place);
            chosen.push(quote.clone());
        }
    }
    let telling = quotes::telling(desk, &story.tweets);
    let wanted = Wanted {
        tweets: &story.tweets,
        about: story.term.as_ref(),
        having: &[],
        telling: &telling,
        strict: true,
        passed_on: false,
        opinion: true,
        said: None,
        widest: 260,
    };
    // Only what judges is an opinion, and of the day.
    let stands = |quote: &Quote| {
        let reading = &readings[quote.tweet];
        let year = reading.tweet.time.map(|time| time.year());
        quotes::stands(&quote.words)
            && !telltale::words().recommends(&quote.words.to_lowercase())
            && !remembers(&quote.words, year)
            && !people.contains(reading.author.as_str())
    };
    let rest = most - chosen.len();
    chosen.extend(quotes::choose_of(desk, &wanted, rest, stands));
    chosen
}

fn frame(desk: &Desk<'_>, story: &Story, place: usize) -> String {
    let (good, bad, all) = desk.moods(story.tweets.iter().copied());
    let counted = [("good", good.to_string()), ("bad", bad.to_string())];
    let mood = match (good, bad, all) {
        (_, _, all) if all < 4 => String::new(),
        (good, bad, _) if good > bad * 3 / 2 => desk.phrase("opinion.good", 0, &counted),
        (good, bad, _) if bad > good * 3 / 2 => desk.phrase("opinion.bad", 0, &counted),
        _ => desk.phrase("opinion.divided", 0, &counted),
    };
    let [authors, tweets] = story.numbers();
    desk.phrase("opinion.many", place, &[authors, tweets, ("mood", mood)])
}
