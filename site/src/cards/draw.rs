//! A card drawn: where its lines and its words stand.
//!
//! It must not know posts.

use super::Card;
use super::title::fitted;
use wordcloud::{Line, Palette, Rgb, Style, Word, layout, measure, sheet};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// Size of type of the line above.
const SMALL: f64 = 28.0;

/// Of words that are too few for a cloud; they must not be larger than the title.
const FEW: f64 = 40.0;
/// Inks: the title's, the small type's, then those of words.
const INKS: [Rgb; 2] = [Rgb(29, 32, 35), Rgb(86, 91, 97)];
const GROUND: Rgb = Rgb(252, 252, 250);

impl Card {
    pub(super) fn draw(&self) -> Vec<u8> {
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
