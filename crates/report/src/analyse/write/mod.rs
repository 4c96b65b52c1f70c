//! What the report says, section by section, in the ladder of headings that readers know.
//!
//! Sentences are frames with slots: counts that were counted, names that were found, words that were said. Nothing is
//! paraphrased. It must not know how stories were found.

mod changes;
mod charts;
mod closing;
pub(super) mod cloud;
mod days;
mod desk;
mod echo;
mod events;
mod key_points;
mod lead;
mod markets;
mod measure;
mod opinions;
mod overview;
mod passages;
mod quotes;
mod special;
mod support;
mod telltale;
mod tide;
mod voices;
mod wording;

use super::continued::Before;
use super::gazetteer::EntityKind;
use super::reading::{Reading, Term};
use super::stories::Story;
use super::whole::Totals;
use super::{Options, Profile};
use crate::analysis::{Analysis, Block, Header, Kind, Margins, Role, Statement, Style, Topic};
use crate::dataset::Dataset;
use desk::Desk;
use words::Counted;

/// Writes the report.
pub(super) fn report(
    dataset: &Dataset,
    readings: &[Reading<'_>],
    totals: &Totals,
    (stories, before, counted): (&[Story], &[Option<Before>], Vec<Counted>),
    profile: Profile,
    options: &Options,
) -> Analysis {
    let mut desk = Desk::new(
        dataset,
        readings,
        totals,
        (stories, before),
        profile,
        options,
    );
    let (from, to) = (dataset.window.from, dataset.window.to);
    let mut blocks = vec![
        Block::Paragraph(Statement::new(
            Kind::Metric,
            desk.say(
                format!("{} 报告 ({from} 至 {to})", title_case(&dataset.name)),
                format!("{} report ({from} to {to})", title_case(&dataset.name)),
            ),
        )),
        heading(1, Role::Title, &title(&desk)),
        heading(2, Role::Summary, &desk.say("简要概要", "Summary")),
    ];
    // The lead speaks of what the points tell.
    let points = key_points::section(&mut desk, options.key_points);
    blocks.extend(overview::section(&desk));
    blocks.extend(points);
    blocks.push(heading(
        2,
        Role::Details,
        &desk.say("详细分析部分", "Detailed analysis"),
    ));
    let events = events::section(&mut desk);
    blocks.extend(opinions::section(&mut desk));
    blocks.extend(events);
    blocks.extend(markets::section(&mut desk));
    blocks.extend(special::section(&mut desk));
    support::complete(&desk, &mut blocks);
    blocks.extend(closing::advertising(&desk));
    blocks.extend(closing::method(&desk));
    blocks.extend(charts::all(&desk));
    blocks.extend(sources(&desk, &blocks));
    let picture = format!("wordcloud_{}.jpg", dataset.slug);
    blocks.push(heading(2, Role::Cloud, &desk.say("词云分析", "Word cloud")));
    let words = cloud::words(&desk, counted, &options.cloud);
    if words.is_empty() {
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "没有可以计数的词语，因此没有词云。",
                "There are no words to count, so there is no word cloud.",
            ),
        ));
    } else {
        blocks.push(Block::Picture {
            alt: desk.say("词云图", "Word cloud"),
            src: picture.clone(),
        });
    }
    let written = dataset.as_of.format("%Y-%m-%d %H:%M:%S %z").to_string();
    Analysis {
        slug: dataset.slug.clone(),
        file: format!("{}-{}.md", dataset.as_of.format("%Y-%m-%d"), dataset.slug),
        header: Header {
            title: dataset.slug.clone(),
            date: written.clone(),
            posttime: written,
            tags: tags(&desk),
            description: overview::description(&desk),
            image: (!words.is_empty()).then_some(picture),
            source: None,
        },
        template: Some(profile.name().to_owned()),
        style: Style {
            language: options.language,
            links: options.links,
        },
        margins: Margins::default(),
        topics: topics(&desk),
        blocks,
        words,
    }
}

/// The table of the tweets that the report rests on.
fn sources(desk: &Desk<'_>, blocks: &[Block]) -> Vec<Block> {
    let tweets = crate::analysis::cited(blocks);
    let mut found = vec![heading(3, Role::Sources, &desk.say("来源", "Sources"))];
    if tweets.is_empty() {
        let nothing = desk.say("本报告没有引用推文。", "This report cites no tweet.");
        found.push(line(Kind::Metric, nothing));
    } else {
        found.push(Block::Sources { tweets });
    }
    found
}

fn heading(level: u8, role: Role, text: &str) -> Block {
    Block::Heading {
        level,
        role: Some(role),
        text: text.to_owned(),
    }
}

fn subheading(text: impl Into<String>) -> Block {
    Block::Heading {
        level: 4,
        role: None,
        text: text.into(),
    }
}

fn line(kind: Kind, text: impl Into<String>) -> Block {
    Block::Paragraph(Statement::new(kind, text))
}

/// `twitter_ai` as `Twitter Ai`.
fn title_case(name: &str) -> String {
    let words = name.split(['_', '-']).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase()
            })
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn title(desk: &Desk<'_>) -> String {
    let name = title_case(&desk.dataset.name);
    let name = name.trim_start_matches("Twitter ").trim();
    match desk.profile {
        Profile::Ai => desk.say(
            "人工智能领域 Twitter 推文总结报告",
            "Artificial intelligence on Twitter: summary report",
        ),
        Profile::Markets => desk.say(
            "金融市场领域 Twitter 推文总结报告",
            "Financial markets on Twitter: summary report",
        ),
        Profile::Weibo => desk.say("微博热点总结报告", "Weibo: summary report"),
        Profile::General => desk.say(
            format!("{name} Twitter 推文总结报告"),
            format!("{name} on Twitter: summary report"),
        ),
    }
}

/// The names readers would look for: those of the heaviest stories, as they stand in the gazetteer.
fn tags(desk: &Desk<'_>) -> Vec<String> {
    let names = desk.names();
    let mut tags: Vec<String> = Vec::new();
    for story in desk.told().iter().take(8) {
        if let Some(Term::Entity(entity)) = &story.term {
            let entity = names.entity(*entity);
            if entity.kind != EntityKind::Theme && !tags.contains(&entity.name) && tags.len() < 5 {
                tags.push(entity.name.clone());
            }
        }
    }
    tags
}

fn topics(desk: &Desk<'_>) -> Vec<Topic> {
    desk.told()
        .iter()
        .enumerate()
        .map(|(i, story)| Topic {
            id: format!("t{}", i + 1),
            name: story.title(),
            n_tweets: story.tweets.len() as u64,
            n_authors: story.authors as u64,
        })
        .collect()
}
