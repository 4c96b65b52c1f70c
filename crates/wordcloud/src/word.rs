//! Which of the words given are drawn, cleaned and in order.

use crate::error::{LONGEST, LeftOut, Reason};
use crate::font::{Font, HEAVIEST};
use crate::outline::{Outline, Setting};
use crate::style::Style;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

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
    let weights = style.fonts.iter().any(Font::has_weights);
    let heaviest = candidates.first().map_or(1.0, |(_, word)| word.weight);
    for (text, word) in candidates {
        if chosen.len() == style.max_words {
            leave(&text, Reason::TooMany);
            continue;
        }
        let setting = if chosen.is_empty() {
            Setting::Across
        } else {
            setting(&text, style)
        };
        let heft = if weights {
            (libm::sqrt(word.weight / heaviest) * f64::from(HEAVIEST)).round() as u8
        } else {
            0
        };
        match Outline::of(&text, &style.fonts, setting, heft, &mut glyphs) {
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

/// How a word is set: by chance that only the word itself decides, so that it is set alike every day.
fn setting(text: &str, style: &Style) -> Setting {
    // FNV-1a, then a part of the whole from its upper bits.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let lot =
        ((hash ^ hash >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / f64::from(1 << 24);
    let upright = |c: char| matches!(c, '\u{3041}'..='\u{30FA}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    if text.chars().all(upright) && lot < style.stacked {
        Setting::Stacked
    } else if lot < style.turned {
        Setting::Turned
    } else {
        Setting::Across
    }
}

/// The word as it is drawn: composed, without characters nobody sees, single spaces.
fn clean(text: &str) -> Result<String, Reason> {
    // Read no more than could ever be drawn, however long the text is.
    let visible: String = text
        .chars()
        .take(8 * LONGEST)
        .filter(|&c| !is_invisible(c))
        .map(spelt)
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

/// Flags are spelt: the two letters of the country that they are written with.
fn spelt(c: char) -> char {
    match u32::from(c).checked_sub(0x1F1E6) {
        Some(letter @ 0..26) => char::from(b'A' + letter as u8),
        _ => c,
    }
}

/// What has no shape of its own: controls, directions, variants, joiners, and the tones of skin, which one ink cannot show.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E0FFF}')
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
