//! Whether a story only repeats what others were told of already: in another language than the report's, or under the same bare name.
//!
//! It must not know the sections.

use super::desk::Desk;
use crate::analyse::reading::Term;
use crate::analyse::stories::{Heading, Story};

/// Whether one author tells in another language than the report's of what several others were told to speak of.
pub(super) fn repeats<'a>(
    desk: &Desk<'_>,
    story: &Story,
    told: impl IntoIterator<Item = &'a Story>,
) -> bool {
    let Heading::Words(tweet, headline) = story.heading() else {
        return false;
    };
    let foreign = headline.words.chars().any(words::is_han) != desk.reads_chinese();
    let official = desk.readings[tweet].speaker.is_some();
    let names = desk.names().find(&headline.words);
    let spoken_of = |other: &Story| match &other.term {
        Some(Term::Entity(entity)) if other.authors > 1 => {
            names.iter().any(|mention| mention.entity == *entity)
        }
        _ => false,
    };
    foreign && !official && story.authors == 1 && told.into_iter().any(spoken_of)
}

/// The first stories that repeat none before them.
pub(super) fn first<'a>(desk: &Desk<'_>, stories: &[&'a Story], most: usize) -> Vec<&'a Story> {
    let mut kept: Vec<&Story> = Vec::new();
    for story in stories {
        if kept.len() == most {
            break;
        }
        let bare = matches!(story.heading(), Heading::Names);
        let namesake = bare && kept.iter().any(|other| other.title() == story.title());
        if !namesake && !repeats(desk, story, kept.iter().copied()) {
            kept.push(story);
        }
    }
    kept
}
