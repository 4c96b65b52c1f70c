//! What is new against the report before, what goes on, what is no longer spoken of.
//!
//! Stories of two reports are the same when their titles have a name in common. It must not read the earlier tweets.

use super::desk::{Desk, plural, spoken};
use super::tide::{self, Tide};
use super::wording::{days, joined, linked};
use crate::analyse::continued::names_of;
use crate::analyse::stories::Story;
use crate::analysis::{Block, Kind, Statement, Topic};
use std::collections::BTreeSet;

/// How many topics of each report are compared: what few speak of comes and goes.
const COMPARED: usize = 12;

/// How many reports before this one tell how loud a story was.
const REPORTS: usize = 7;

/// How many are named of each sort.
const NAMED: usize = 4;

/// How a story stands to the report before.
pub(super) enum Change {
    New,
    Continues {
        /// How many authors it had then.
        authors: u64,
    },
}

/// How a story stands to the report before; nothing when there is none.
pub(super) fn of(desk: &Desk<'_>, story: &Story) -> Option<Change> {
    let previous = desk.previous?;
    Some(match earlier(&previous.topics, &story.title()) {
        Some(topic) => Change::Continues {
            authors: topic.n_authors,
        },
        // What an older report told is not new either.
        None if desk.told_before(story).is_some() => return None,
        None => Change::New,
    })
}

/// How loud a story is beside the last reports before this one.
pub(super) fn tide(desk: &Desk<'_>, story: &Story) -> Tide {
    let title = story.title();
    let authors = |topics: &[Topic]| earlier(topics, &title).map_or(0, |topic| topic.n_authors);
    let known = desk.earlier().iter().take(REPORTS);
    let mut before: Vec<u64> = known.map(|one| authors(&one.topics)).collect();
    if let (true, Some(previous)) = (before.is_empty(), desk.previous) {
        before.push(authors(&previous.topics));
    }
    tide::tide(story.authors as u64, &before)
}

/// The topic that has a name in common with a title.
pub(super) fn earlier<'a>(topics: &'a [Topic], title: &str) -> Option<&'a Topic> {
    let own = names_of(title);
    topics
        .iter()
        .find(|topic| !own.is_disjoint(&names_of(&topic.name)))
}

/// What became of the topics since the report before.
pub(super) struct Changes {
    /// Titles that are new.
    fresh: Vec<String>,
    /// Titles that go on, with the authors of then and of now, and how they stand to the reports before.
    lasting: Vec<(String, u64, usize, Tide)>,
    /// Titles of the report before that nobody speaks of.
    pub(super) gone: Vec<String>,
}

/// Compares with the report before; nothing where there is none.
pub(super) fn since(desk: &Desk<'_>, told: &[&Story]) -> Option<Changes> {
    let previous = desk.previous?;
    let mut fresh = Vec::new();
    let mut lasting = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let told = told.iter().take(COMPARED);
    for story in told.filter(|story| story.authors > 1) {
        let title = story.title();
        match earlier(&previous.topics, &title) {
            Some(topic) => {
                if seen.insert(&topic.id) {
                    lasting.push((title, topic.n_authors, story.authors, tide(desk, story)));
                }
            }
            None if desk.told_before(story).is_some() => {}
            None => fresh.push(title),
        }
    }
    let all: Vec<BTreeSet<String>> = desk
        .told()
        .iter()
        .chain(desk.left_out())
        .map(|story| names_of(&story.title()))
        .collect();
    let gone = previous
        .topics
        .iter()
        .take(COMPARED)
        .filter(|topic| topic.n_authors > 1)
        .filter(|topic| {
            all.iter()
                .all(|own| own.is_disjoint(&names_of(&topic.name)))
        })
        .map(|topic| topic.name.clone())
        .collect();
    Some(Changes {
        fresh,
        lasting,
        gone,
    })
}

/// The comparison as a list; nothing when there is no report before, or nothing to compare.
pub(super) fn section(desk: &Desk<'_>, told: &[&Story]) -> Vec<Block> {
    let (Some(previous), Some(changes)) = (desk.previous, since(desk, told)) else {
        return Vec::new();
    };
    let shown = |titles: Vec<String>| -> Vec<String> {
        titles
            .iter()
            .map(|title| spoken(title, desk.language))
            .collect()
    };
    let lasting = |wanted: Tide| -> Vec<String> {
        let all = changes.lasting.iter().filter(|(.., tide)| *tide == wanted);
        all.map(|(title, before, now, _)| {
            let title = spoken(title, desk.language);
            desk.say(
                format!("{title}（{before} → {now} 位作者）"),
                format!("{title} ({before} → {})", plural(*now, "author")),
            )
        })
        .collect()
    };
    let sorts = [
        (desk.say("新出现", "New"), shown(changes.fresh)),
        (desk.say("明显升温", "Clearly rising"), lasting(Tide::Rises)),
        (desk.say("明显降温", "Clearly fading"), lasting(Tide::Falls)),
        (
            desk.say("仍在讨论", "Still discussed"),
            lasting(Tide::Holds),
        ),
        (
            desk.say("不再谈起", "No longer spoken of"),
            shown(changes.gone),
        ),
    ];
    let mut items: Vec<Statement> = sorts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(label, names): (String, Vec<String>)| {
            let more = names.len().saturating_sub(NAMED);
            let shown: Vec<String> = names.into_iter().take(NAMED).collect();
            let mut text = desk.say(joined(&shown).trim().to_owned(), shown.join(", "));
            if more > 0 {
                text.push_str(&desk.say(format!("，另有 {more} 个"), format!(", and {more} more")));
            }
            Statement::new(Kind::Metric, text).labelled(label)
        })
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    if let Some(url) = &previous.url {
        let shown = desk.say("打开前一期报告", "open it");
        let mut link = Statement::new(Kind::Metric, linked(&shown, Some(url)));
        link.markup = true;
        items.push(link.labelled(desk.say("对照", "The report before")));
    }
    let days = days(desk, previous.from, previous.to);
    vec![Block::List {
        ordered: false,
        lead: Some(desk.say(
            format!("与前一期（{days}）相比"),
            format!("Compared with the report before ({days})"),
        )),
        items,
    }]
}
