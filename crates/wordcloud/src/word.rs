//! Which of the words given are drawn, cleaned and in order.

use crate::error::{LeftOut, Reason};
use crate::outline::Outline;
use crate::style::Style;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The most characters a word may have.
pub(crate) const LONGEST: usize = 32;

/// How much of a word that is left out is repeated in the report.
const SHOWN: usize = 64;

/// A word and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// What is drawn.
    pub text: String,
    /// How much it matters: a positive number.
    pub weight: f64,
    /// Words of one group have one colour (the palette's inks in turn). When all words are of one group, colours only
    /// tell neighbours apart.
    pub group: u16,
    /// Where the word leads in the SVG: a relative or `http(s)` address; others are dropped.
    pub link: Option<String>,
}

impl Word {
    /// A word of group 0 without a link.
    pub fn new(text: impl Into<String>, weight: f64) -> Self {
        Self {
            text: text.into(),
            weight,
            group: 0,
            link: None,
        }
    }
}

/// A word that can be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub(crate) text: String,
    pub(crate) weight: f64,
    pub(crate) group: u16,
    pub(crate) link: Option<String>,
    pub(crate) outline: Outline,
}

/// The words to draw, the heaviest first (then in code-point order), and the others with their reasons.
pub(crate) fn choose(words: &[Word], style: &Style) -> (Vec<Chosen>, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut leave = |text: &str, reason| {
        left_out.push(LeftOut {
            text: text.chars().take(SHOWN).collect(),
            reason,
        })
    };
    let mut seen = BTreeSet::new();
    let mut candidates = Vec::new();
    for word in words {
        if !(word.weight > 0.0 && word.weight.is_finite()) {
            leave(&word.text, Reason::Weight);
        } else {
            match clean(&word.text) {
                Err(reason) => leave(&word.text, reason),
                Ok(text) if seen.contains(&text) => leave(&text, Reason::Repeated),
                Ok(text) => {
                    seen.insert(text.clone());
                    candidates.push((text, word));
                }
            }
        }
    }
    candidates.sort_by(|a, b| {
        b.1.weight
            .total_cmp(&a.1.weight)
            .then_with(|| a.0.cmp(&b.0))
    });
    let mut chosen = Vec::new();
    let mut glyphs = BTreeMap::new();
    for (text, word) in candidates {
        if chosen.len() == style.max_words {
            leave(&text, Reason::TooMany);
            continue;
        }
        match Outline::of(&text, &style.fonts, &mut glyphs) {
            Err(reason) => leave(&text, reason),
            Ok(outline) => {
                let link = word.link.clone().filter(|link| is_safe(link));
                chosen.push(Chosen {
                    text,
                    weight: word.weight,
                    group: word.group,
                    link,
                    outline,
                });
            }
        }
    }
    (chosen, left_out)
}

/// The word as it is drawn: composed, without characters nobody sees, single spaces.
fn clean(text: &str) -> Result<String, Reason> {
    // Read no more than could ever be drawn, however long the text is.
    let visible: String = text
        .chars()
        .take(8 * LONGEST)
        .filter(|&c| !is_invisible(c))
        .nfc()
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let cleaned = words.join(" ");
    match cleaned.chars().count() {
        0 => Err(Reason::Empty),
        1..=LONGEST if text.len() <= 64 * LONGEST => Ok(cleaned),
        _ => Err(Reason::TooLong),
    }
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A link that stays on the site or goes to the web; never a script.
fn is_safe(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let scheme = lower
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|head| head.contains(':'));
    !link.is_empty()
        && !link.contains(|c: char| c.is_control() || c == '\\')
        && (!scheme || lower.starts_with("https://") || lower.starts_with("http://"))
}
