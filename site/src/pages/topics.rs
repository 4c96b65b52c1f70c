//! The pages of names and topics that come back in report after report: a list of all, a page and a feed for each.
//!
//! It must not know how they were counted.

use super::chart::{Amount, chart, spark};
use super::feed::{Brief, topic_feed};
use super::{Listed, Page, Plan};
use crate::render::Uses;
use crate::trends::{Day, Story, Told};
use crate::view::{Fields, Seen};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The template of one, and of the list.
const ONE: &str = "topic";
const ALL: &str = "topics";

/// How many others a page leads to.
const NEIGHBOURS: usize = 8;

/// How many a post leads to.
const IN_A_POST: usize = 16;

impl Plan<'_> {
    pub(super) fn topics(&mut self) -> Vec<Page> {
        let told = self.told;
        let mut pages = Vec::new();
        if !self.templates.has(ONE) || told.is_empty() {
            return pages;
        }
        let list = told.iter().map(|told| self.story(told));
        let fields = vec![
            ("kind", Seen::of("topics")),
            ("title", Seen::of(self.strings.text("topics"))),
            ("stories", Seen::list(list.collect())),
        ];
        let listed = Some(Listed::undated());
        pages.extend(self.made(ALL, "/topics/".into(), fields, |_, _| Seen::none(), listed));
        let neighbours = neighbours(told);
        let uses = self.templates.uses(Some(ONE), None);
        for (number, story) in told.iter().enumerate() {
            pages.extend(self.topic(story, &neighbours[number], &uses));
            pages.push(self.topic_feed(story));
        }
        pages
    }

    fn topic(&mut self, told: &Told<'_>, neighbours: &[usize], uses: &Uses) -> Option<Page> {
        let story = told.story;
        let amounts = amounts(told);
        let timeline = told.days.iter().rev().map(|(day, post)| {
            let card = self.site.card(&self.model.posts[*post], uses);
            Seen::record(vec![Fields::new([
                ("date", Seen::of(day.date.to_string())),
                ("post", card),
                ("mentions", Seen::of(day.mentions)),
                ("authors", Seen::of(day.authors)),
                ("good", Seen::of(day.good)),
                ("bad", Seen::of(day.bad)),
                ("neutral", Seen::of(day.mentions - day.good - day.bad)),
                ("topics", texts(&day.topics)),
            ])])
        });
        let timeline = Seen::list(timeline.collect());
        let others = neighbours
            .iter()
            .map(|number| self.story(&self.told[*number]));
        let others = Seen::list(others.collect());
        let mut fields = self.facts(told);
        fields.extend([
            ("kind", Seen::of("topic")),
            ("title", Seen::of(story.name.as_str())),
            ("description", Seen::of(self.summary(told))),
            ("timeline", timeline),
            ("chart", chart(&amounts)),
            ("others", others),
            ("feed", Seen::of(format!("/{}", topic_feed(&story.slug)))),
        ]);
        let listed = self.changed(told.days.iter().rev().map(|(_, post)| *post));
        self.made(ONE, told.url(), fields, |_, _| Seen::none(), Some(listed))
    }

    /// What is known of a story, for its page and for lists.
    fn facts(&self, told: &Told<'_>) -> Vec<(&'static str, Seen)> {
        let story = told.story;
        let day = |date: Option<NaiveDate>| {
            date.map_or_else(Seen::none, |date| Seen::of(date.to_string()))
        };
        let (first, last) = told.span().unzip();
        vec![
            ("name", Seen::of(story.name.as_str())),
            ("url", Seen::of(told.url())),
            ("sort", Seen::of(story.kind.as_str())),
            ("aliases", texts(&aliases(story, &self.config.lang))),
            ("mentions", Seen::of(told.mentions())),
            ("authors", Seen::of(told.authors())),
            ("reports", Seen::of(told.days.len())),
            ("first", day(first)),
            ("last", day(last)),
        ]
    }

    /// A story in a list.
    pub(super) fn story(&self, told: &Told<'_>) -> Seen {
        let bars = Fields::new([("spark", spark(&amounts(told)))]);
        Seen::record(vec![Fields::new(self.facts(told)), bars])
    }

    /// A sentence about it, in the site's language.
    fn summary(&self, told: &Told<'_>) -> String {
        let (first, last) = told.span().unwrap_or_default();
        let text = self.strings.text("topic_summary");
        text.replace("{reports}", &told.days.len().to_string())
            .replace("{mentions}", &told.mentions().to_string())
            .replace("{first}", &first.to_string())
            .replace("{last}", &last.to_string())
            .replace("{name}", &told.story.name)
    }

    fn topic_feed(&self, told: &Told<'_>) -> Page {
        let line = |day: &Day| {
            let text = self.strings.text("topic_day");
            text.replace("{mentions}", &day.mentions.to_string())
                .replace("{authors}", &day.authors.to_string())
                .replace("{topics}", &day.topics.join(self.strings.text("comma")))
        };
        let entries = told.days.iter().rev().map(|(day, post)| Brief {
            post: &self.model.posts[*post],
            summary: line(day),
        });
        self.brief_feed(
            &told.story.name,
            &told.url(),
            topic_feed(&told.story.slug),
            entries,
        )
    }

    /// The stories that each post tells of, those with the most authors there first.
    pub(super) fn stories_by_post(&self) -> Vec<Seen> {
        let mut by_post: Vec<Vec<(u64, usize)>> = vec![Vec::new(); self.model.posts.len()];
        if self.templates.has(ONE) {
            for (number, told) in self.told.iter().enumerate() {
                for (day, post) in &told.days {
                    by_post[*post].push((day.authors, number));
                }
            }
        }
        let lists = by_post.into_iter().map(|mut stories| {
            stories.sort_by_key(|(authors, number)| (std::cmp::Reverse(*authors), *number));
            stories.dedup_by_key(|(_, number)| *number);
            let shown = stories.iter().take(IN_A_POST).map(|(_, number)| {
                let told = &self.told[*number];
                Seen::record(vec![Fields::new([
                    ("name", Seen::of(told.story.name.as_str())),
                    ("url", Seen::of(told.url())),
                ])])
            });
            Seen::list(shown.collect())
        });
        lists.collect()
    }
}

fn amounts(told: &Told<'_>) -> Vec<(NaiveDate, Amount)> {
    let days = told.days.iter().map(|(day, _)| {
        let (all, good, bad) = (day.mentions, day.good, day.bad);
        (day.date, Amount { all, good, bad })
    });
    days.collect()
}

/// Other spellings that a reader of this language can read, each once whatever its case.
fn aliases(story: &Story, lang: &str) -> Vec<String> {
    let reads_han = ["zh", "yue", "ja"].contains(&lang.split('-').next().unwrap_or_default());
    let mut seen = BTreeSet::from([story.name.to_lowercase()]);
    let spellings = story.aliases.iter().filter(|alias| {
        (reads_han || !alias.chars().any(words::is_han)) && seen.insert(alias.to_lowercase())
    });
    spellings.cloned().collect()
}

fn texts(texts: &[String]) -> Seen {
    Seen::list(texts.iter().map(|text| Seen::of(text.as_str())).collect())
}

/// Which stories stand in the same topics of the same reports, the most often together first.
fn neighbours(told: &[Told<'_>]) -> Vec<Vec<usize>> {
    let mut by_topic: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (number, story) in told.iter().enumerate() {
        for (day, post) in &story.days {
            let topics: BTreeSet<&str> = day.topics.iter().map(String::as_str).collect();
            for topic in topics {
                by_topic.entry((*post, topic)).or_default().push(number);
            }
        }
    }
    let mut together: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); told.len()];
    // A topic that everything belongs to says nothing, and would cost the square of everything.
    for stories in by_topic.values().filter(|stories| stories.len() <= 40) {
        for one in stories {
            for other in stories.iter().filter(|other| *other != one) {
                *together[*one].entry(*other).or_default() += 1;
            }
        }
    }
    let lists = together.into_iter().map(|others| {
        let mut others: Vec<(usize, usize)> = others.into_iter().collect();
        others.sort_by_key(|(number, times)| (std::cmp::Reverse(*times), *number));
        others
            .into_iter()
            .take(NEIGHBOURS)
            .map(|(number, _)| number)
            .collect()
    });
    lists.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_those_that_a_reader_can_read_each_once() {
        let story = Story {
            slug: "openai".into(),
            name: "OpenAI".into(),
            kind: "company".into(),
            aliases: ["openai", "open ai", "Open AI", "开放人工智能"]
                .map(String::from)
                .into(),
            days: Vec::new(),
        };
        assert_eq!(aliases(&story, "en-GB"), ["open ai"]);
        assert_eq!(aliases(&story, "zh-CN"), ["open ai", "开放人工智能"]);
    }
}
