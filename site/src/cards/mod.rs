//! The picture that stands for a post where it is shared: its title, its date and its words, 1200 by 630 pixels. What must be read stands
//! in the square in the middle, which is all that some messengers show.
//!
//! A card is named by what it shows, so a card that is there needs not be drawn again; it is drawn when somebody asks for its
//! bytes. It must not know templates, the disk or how words are laid out.

mod draw;
mod title;

use crate::cloud::{Cloud, Read};
use crate::model::{Model, Placed};
use crate::outputs::Output;
use crate::render::Templates;
use crate::search::sections;
use crate::view::Seen;
use fingerprint::{Fingerprint, Memo};
use std::fmt::Write;
use std::sync::Arc;

/// The folder of the cards.
pub const FOLDER: &str = "assets/cards";

/// Of posts without words of a report, the newest so many have one; a blog of ten thousand posts would draw for minutes.
const NEWEST: usize = 100;

/// Drawn otherwise: another number gives every card another name.
const VERSION: u32 = 3;

/// What a card shows.
#[derive(Clone, Debug)]
pub struct Card {
    above: String,
    title: String,
    words: Vec<(String, u64, usize)>,
}

/// What earlier builds worked out.
pub type Memos = Memo<Option<Card>>;

/// For each post its card, where templates look at it and it has one. `date` is the pattern of the day.
pub fn cards(
    model: &Model,
    clouds: &[Option<Arc<Read>>],
    templates: &Templates,
    (site, date): (&str, &str),
    memo: &mut Memos,
) -> Vec<Option<Arc<Option<Card>>>> {
    let cloud = |number: usize| clouds.get(number)?.as_ref()?.as_ref().as_ref().ok();
    let wanted: Vec<usize> = (0..model.posts.len())
        .filter(|number| {
            let layout = model.posts[*number].article.layout.as_deref();
            let shown = *number < NEWEST || cloud(*number).is_some();
            shown && templates.uses(layout, None).card
        })
        .collect();
    let made = memo.map(
        &wanted,
        |number| {
            let post = &model.posts[*number];
            let article = &post.article;
            let cloud = cloud(*number).map(|cloud| cloud.name);
            let day = article.date.map(|date| date.to_rfc3339());
            let content = post.content.as_ref().map(Seen::name);
            Fingerprint::of(&(
                (
                    &article.title,
                    &article.slug,
                    &article.tags,
                    post.headline(),
                ),
                (day, content, cloud),
                (site, date),
            ))
        },
        |number| Card::of(&model.posts[*number], cloud(*number), site, date),
    );
    let mut cards = vec![None; model.posts.len()];
    for (number, card) in wanted.into_iter().zip(made) {
        cards[number] = Some(card);
    }
    cards
}

impl Card {
    fn of(post: &Placed, cloud: Option<&Cloud>, site: &str, pattern: &str) -> Option<Self> {
        let article = &post.article;
        let words = match cloud {
            Some(cloud) => {
                let words = cloud.words.iter();
                words
                    .map(|word| (word.text.clone(), word.weight, word.ink))
                    .collect()
            }
            None => {
                // Without words of its own its tags are its words.
                let tags = article.tags.iter().take(6).enumerate();
                tags.map(|(at, tag)| (tag.clone(), 9 - at as u64, at))
                    .collect()
            }
        };
        let day = article.date.and_then(|date| {
            let mut day = String::new();
            write!(day, "{}", date.format(pattern)).ok()?;
            Some(day)
        });
        let above: Vec<&str> = [Some(site), day.as_deref()]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let title = title(post);
        (!title.is_empty()).then(|| Self {
            above: above.join(" · "),
            title,
            words,
        })
    }

    /// Stable from release to release, since files are called by it.
    fn name(&self) -> Fingerprint {
        let mut text = format!("{VERSION}\0{}\0{}", self.above, self.title);
        for (word, weight, ink) in &self.words {
            text.push_str(&format!("\0{word}\0{weight}\0{ink}"));
        }
        Fingerprint::of_bytes(text.as_bytes())
    }

    /// Where its picture is written.
    pub fn path(&self) -> String {
        let name = self.name().to_string();
        format!("{FOLDER}/{}.png", &name[..20])
    }

    /// Its picture.
    pub fn output(&self) -> Output {
        let card = self.clone();
        Output::named(self.name(), move || card.draw())
    }
}

/// A post's headline; where that is a slug, the main heading of its text.
fn title(post: &Placed) -> String {
    let article = &post.article;
    let headline = post.headline();
    let slug = headline == article.slug && headline.contains('_');
    let heading = || {
        let sections = sections(&article.body);
        let mut headings = sections.into_iter().map(|section| section.heading);
        headings.find(|heading| !heading.is_empty())
    };
    let heading = if slug { heading() } else { None };
    heading.unwrap_or(headline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_png_of_the_size_that_is_shared_and_follows_what_it_shows() {
        let card = |title: &str| Card {
            above: "推报 · 2025 年 12 月 4 日".into(),
            title: title.into(),
            words: vec![
                ("大模型".into(), 9, 0),
                ("🚀".into(), 5, 1),
                ("GPT-4o".into(), 4, 1),
            ],
        };
        let bytes = card("标题 <b>").output().bytes().into_owned();
        assert_eq!(bytes[..4], *b"\x89PNG");
        assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
        assert_ne!(card("甲").path(), card("乙").path());
        assert_eq!(card("甲").path(), card("甲").path());
    }
}
