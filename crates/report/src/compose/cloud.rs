//! The words of an analysis as a picture, and the heaviest of them as places for a page to set type at.
//!
//! It must not know how words are found, nor how they are laid out.

use crate::analysis::{Analysis, Language};
use post::Diagnostic;
use serde::Serialize;
use std::collections::BTreeSet;
use wordcloud::{CloudError, Setting, Style, Word, layout};

/// Words that a page sets as text: so many that they can be read on a phone and that the page stays light.
const SET: usize = 28;
/// The canvas they are laid out on, and the least size of type as a style counts it: a third of the canvas's width is a phone's.
const CANVAS: (u32, u32) = (800, 440);
const LEAST: f64 = 52.0;
/// How many colours the usual palette has: of more groups two would look the same.
const MOST: usize = 6;

/// The words of a report, drawn and laid out.
pub struct Cloud {
    /// The picture that the post shows at its end, as the bytes of a JPEG.
    pub jpeg: Vec<u8>,
    /// The heaviest words in their places.
    pub set: Set,
}

/// Words for a page to set as text (`_data/<slug>/cloud.yaml`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Set {
    /// Width of the canvas.
    pub width: u32,
    /// Height of the canvas.
    pub height: u32,
    /// The words, the heaviest first.
    pub words: Vec<SetWord>,
}

/// A word in its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetWord {
    /// The word.
    pub text: String,
    /// Its weight.
    pub weight: u64,
    /// Which of the inks it is set in.
    pub ink: usize,
    /// Size of type.
    pub size: i64,
    /// Where its first character begins.
    pub x: i64,
    /// Its baseline.
    pub y: i64,
    /// How long it is.
    pub length: i64,
}

/// The words of a report as a picture and as text.
///
/// # Errors
/// No word that can be drawn.
pub fn cloud(analysis: &Analysis) -> Result<Cloud, Box<Diagnostic>> {
    let words: Vec<Word> = analysis
        .words
        .iter()
        .map(|word| Word {
            text: word.text.clone(),
            weight: word.weight as f64,
            group: word.group,
            link: None,
        })
        .collect();
    let style = Style {
        title: match analysis.style.language {
            Language::Chinese => format!("词云图：{}", analysis.header.title),
            Language::English => format!("Word cloud: {}", analysis.header.title),
        },
        ..Style::default()
    };
    let cannot = |error| cannot_draw(analysis, &error);
    let told = Style {
        legend: legend(analysis),
        ..style.clone()
    };
    // A name that cannot be drawn costs the legend, not the picture.
    let picture = layout(&words, &told).or_else(|_| layout(&words, &style));
    Ok(Cloud {
        jpeg: picture.map_err(cannot)?.jpeg(),
        set: set(&words).map_err(cannot)?,
    })
}

/// How wide a topic's name may be in the legend, a Chinese character counting 2.
const NAME: usize = 26;

/// What the colours mean: the topics that words belong to, and the rest; nothing where all words have one colour.
fn legend(analysis: &Analysis) -> Vec<String> {
    let groups: BTreeSet<u16> = analysis.words.iter().map(|word| word.group).collect();
    let last = groups.last().copied().map_or(0, usize::from);
    if groups.len() < 2 || last > analysis.topics.len() || last >= MOST {
        return Vec::new();
    }
    let rest = match analysis.style.language {
        Language::Chinese => "其他",
        Language::English => "other",
    };
    let topics = analysis.topics.iter().take(last).map(|topic| {
        let mut columns = 0;
        let name: String = topic
            .name
            .chars()
            .take_while(|c| {
                columns += if c.is_ascii() { 1 } else { 2 };
                columns <= NAME
            })
            .collect();
        let cut = name.len() < topic.name.len();
        format!("{}{}", name.trim_end(), if cut { "…" } else { "" })
    });
    std::iter::once(rest.to_owned()).chain(topics).collect()
}

fn set(words: &[Word]) -> Result<Set, CloudError> {
    let style = Style {
        width: CANVAS.0,
        height: CANVAS.1,
        min_size: LEAST,
        contrast: 5.0,
        ..Style::of(SET)
    };
    let picture = layout(words, &style)?;
    let whole = |number: f64| number.round() as i64;
    let across = picture
        .words
        .iter()
        .filter(|word| word.setting() == Setting::Across);
    let set = across.map(|word| {
        let (x, y) = word.origin();
        SetWord {
            text: word.text.clone(),
            weight: word.weight as u64,
            ink: word.ink,
            size: word.size as i64,
            x: whole(x),
            y: whole(y),
            length: whole(word.length()),
        }
    });
    Ok(Set {
        width: picture.width,
        height: picture.height,
        words: set.collect(),
    })
}

fn cannot_draw(analysis: &Analysis, error: &CloudError) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "word-cloud",
            format!("the word cloud cannot be drawn: {error}"),
            format!("无法绘制词云：{error}"),
        )
        .at(&analysis.file, 0, 0)
        .help(
            "give at least one word under `words` in analysis.yaml",
            "请在 analysis.yaml 的 `words` 下至少写一个词",
        ),
    )
}
