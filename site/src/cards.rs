//! The picture that stands for a post where it is shared: its title, its date and its words, 1200 by 630 pixels. What must be read stands
//! in the square in the middle, which is all that some messengers show.
//!
//! A card is named by what it shows, so a card that is there needs not be drawn again; it is drawn when somebody asks for its
//! bytes. It must not know templates, the disk or how words are laid out.

use crate::cloud::{Cloud, Read};
use crate::model::{Model, Placed};
use crate::outputs::Output;
use crate::render::Templates;
use crate::search::sections;
use crate::view::Seen;
use fingerprint::{Fingerprint, Memo};
use std::fmt::Write;
use std::sync::Arc;
use wordcloud::{Line, Palette, Rgb, Style, Word, layout, measure, sheet};

/// The folder of the cards.
pub const FOLDER: &str = "assets/cards";

/// Of posts without words of a report, the newest so many have one; a blog of ten thousand posts would draw for minutes.
const NEWEST: usize = 100;

/// Drawn otherwise: another number gives every card another name.
const VERSION: u32 = 3;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// The middle square, less its border.
const MIDDLE: f64 = 590.0;
/// The least and the greatest size of the title, and its lines.
const TITLE: [f64; 4] = [64.0, 56.0, 48.0, 42.0];
const LINES: usize = 3;
/// Size of type of the line above.
const SMALL: f64 = 28.0;

/// Of words that are too few for a cloud; they must not be larger than the title.
const FEW: f64 = 40.0;
/// Inks: the title's, the small type's, then those of words.
const INKS: [Rgb; 2] = [Rgb(29, 32, 35), Rgb(86, 91, 97)];
const GROUND: Rgb = Rgb(252, 252, 250);

/// Characters that begin no line, and that end none.
const NOT_FIRST: &str = "，。、：；！？）」』》”’…—,.:;!?)]";
const NOT_LAST: &str = "（「『《“‘([";

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

    fn draw(&self) -> Vec<u8> {
        let mut palette = Palette::light();
        palette.ground = GROUND;
        let hues = palette.inks.clone();
        palette.inks = INKS.iter().chain(&hues).copied().collect();
        let (size, rows) = fitted(&self.title);
        let mut lines = Vec::new();
        let step = size * 1.3;
        let block = 2.0 * SMALL + step * rows.len() as f64;
        let top = match self.words.is_empty() {
            true => (f64::from(HEIGHT) - block) / 2.0,
            false => 44.0,
        };
        let mut set = |text: &str, size: f64, y: f64, ink: usize| {
            lines.push(Line {
                text: text.to_owned(),
                size,
                x: (f64::from(WIDTH) - measure(text) * size) / 2.0,
                y,
                ink,
            });
        };
        set(&self.above, SMALL, top + SMALL, 1);
        for (row, text) in (1..).zip(&rows) {
            set(text, size, top + 1.4 * SMALL + f64::from(row) * step, 0);
        }
        let used = top + block + 16.0;
        lines.extend(self.cloud(used, hues.len()));
        sheet(WIDTH, HEIGHT, palette, &lines).png()
    }

    /// Few words stand in rows in the middle of what is left below `top`; a cloud would scatter them.
    fn rows(&self, top: f64, hues: usize) -> Vec<Line> {
        let room = f64::from(WIDTH) - 200.0;
        let wide = |text: &str| (measure(text) + 0.8) * FEW;
        // The width of each row, and how many words stand in it.
        let mut rows: Vec<(f64, usize)> = Vec::new();
        for (text, ..) in &self.words {
            match rows.last_mut() {
                Some((used, count)) if *used + wide(text) <= room => {
                    *used += wide(text);
                    *count += 1;
                }
                _ => rows.push((wide(text), 1)),
            }
        }
        let free = f64::from(HEIGHT) - top - 1.8 * FEW * rows.len() as f64;
        let mut lines = Vec::new();
        let mut words = self.words.iter();
        for (number, (used, count)) in (0..).zip(rows) {
            let mut x = (f64::from(WIDTH) - used + 0.8 * FEW) / 2.0;
            for (text, _, ink) in words.by_ref().take(count) {
                lines.push(Line {
                    text: text.clone(),
                    size: FEW,
                    x,
                    y: top + free / 2.0 + 1.8 * FEW * f64::from(number) + FEW,
                    ink: INKS.len() + ink % hues,
                });
                x += wide(text);
            }
        }
        lines
    }

    /// The words below `top`, the heaviest in the middle.
    fn cloud(&self, top: f64, hues: usize) -> Vec<Line> {
        if self.words.len() < 12 {
            return self.rows(top, hues);
        }
        let words: Vec<Word> = self
            .words
            .iter()
            .map(|(text, weight, _)| Word::new(text.as_str(), *weight as f64))
            .collect();
        let style = Style {
            width: WIDTH - 80,
            height: (f64::from(HEIGHT) - 24.0 - top).max(64.0) as u32,
            min_size: 22.0,
            head: 0.3,
            ..Style::default()
        };
        let Ok(picture) = layout(&words, &style) else {
            return Vec::new();
        };
        let placed = picture.words.iter();
        placed
            .map(|word| {
                let (x, y) = word.origin();
                let own = self.words.iter().find(|(text, ..)| *text == word.text);
                Line {
                    text: word.text.clone(),
                    size: word.size,
                    x: x + 40.0,
                    y: y + top,
                    ink: INKS.len() + own.map_or(0, |(.., ink)| ink % hues),
                }
            })
            .collect()
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

/// A title in lines, in the largest size at which it needs few enough; cut short in the smallest.
fn fitted(title: &str) -> (f64, Vec<String>) {
    // What lists several things has a line for each, where they fit.
    let parts = title.split(['；', ';']).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| part.replace('\u{a0}', " ")).collect();
    if (2..=LINES).contains(&parts.len()) {
        let fits = |size: &f64| parts.iter().all(|part| measure(part) * size <= MIDDLE);
        if let Some(size) = TITLE.into_iter().find(fits) {
            return (size, parts);
        }
    }
    let mut tried = (TITLE[0], Vec::new());
    for size in TITLE {
        tried = (size, rows(title, MIDDLE / size));
        if tried.1.len() <= LINES {
            // As narrow as so many lines can be, so that no line holds one character alone.
            let narrow =
                (50..=100).map(|part| rows(title, MIDDLE / size * f64::from(part) / 100.0));
            let even = narrow.into_iter().find(|rows| rows.len() <= tried.1.len());
            return (size, even.unwrap_or(tried.1));
        }
    }
    tried.1.truncate(LINES);
    if let Some(last) = tried.1.last_mut() {
        last.pop();
        last.push('…');
    }
    tried
}

/// Breaks a title into rows of at most `room` em: between Chinese characters and at blanks.
fn rows(title: &str, room: f64) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for unit in units(title) {
        let joined = format!("{row}{unit}");
        if !row.is_empty() && measure(joined.trim_end()) > room {
            rows.push(row.trim_end().to_owned());
            row = unit.trim_start().to_owned();
        } else {
            row = joined;
        }
        // A word longer than a row is broken anywhere.
        while measure(&row) > room && row.chars().count() > 1 {
            let fits = (1..row.chars().count()).rev().find(|n| {
                let head: String = row.chars().take(*n).collect();
                measure(&head) <= room
            });
            let head: String = row.chars().take(fits.unwrap_or(1)).collect();
            row = row[head.len()..].to_owned();
            rows.push(head);
        }
    }
    if !row.trim().is_empty() {
        rows.push(row.trim().to_owned());
    }
    rows
}

/// The pieces between which a line may break.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
    {
        let wide = |c: char| crate::article::text::joins_lines(c);
        let breaks = before == ' ' || wide(before) || wide(c) || before == '_';
        match units.last_mut() {
            Some(unit)
                if !breaks || c == ' ' || NOT_FIRST.contains(c) || NOT_LAST.contains(before) =>
            {
                unit.push(c)
            }
            _ => units.push(c.to_string()),
        }
        before = c;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_where_chinese_breaks() {
        assert_eq!(
            rows("人工智能领域 Twitter 推文总结报告", 9.0),
            ["人工智能领域", "Twitter 推文总结报", "告"]
        );
        assert_eq!(
            rows("推报：推文进，博客出", 6.0),
            ["推报：推文", "进，博客出"]
        );
        assert_eq!(rows("twitter_ai_20251204", 6.0).len(), 2);
        assert_eq!(
            fitted("美光退出 Crucial；Meta\u{a0}· Alan Dye；React"),
            (
                TITLE[0],
                ["美光退出 Crucial", "Meta · Alan Dye", "React"]
                    .map(String::from)
                    .into()
            )
        );
        let (size, rows) = fitted(&"很长的标题".repeat(40));
        assert_eq!((size, rows.len()), (TITLE[3], LINES));
        assert!(rows[2].ends_with('…'));
    }

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
