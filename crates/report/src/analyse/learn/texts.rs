//! A text -> what the model of each task looks at.
//!
//! It must not know weights. Models are learnt over exactly these features: a change here asks for new models.

use super::Features;
use super::feelings;
use super::grams;
use super::lexicon::{self, Lexicon, Sum};
use std::borrow::Cow;

/// The longest text looked at, in characters.
const LONGEST: usize = 1_000;

/// How much of a text is looked at for advertising, in characters.
const SELLING: usize = 600;

/// Chinese: the different runs of one to four characters; feelings, and how the text looks.
pub(crate) fn chinese(text: &str) -> Features {
    // Platforms write faces as [心] or as 《心》.
    let plain = plain(text).replace('[', "《").replace(']', "》");
    let mut runs = Vec::new();
    grams::characters(grams::seed("zh"), &plain, 1, 4, &mut runs);
    grams::distinct(&mut runs);
    let mut marks = Vec::new();
    feelings::marks(&plain, &mut marks);
    vec![runs, marks]
}

/// English: runs of characters inside words, words and pairs with what is denied marked, and words of mood added up.
pub(crate) fn english(text: &str) -> Features {
    let plain = plain(text);
    let words = words(&plain);
    let mut pairs = Vec::new();
    grams::words(&denied(grams::seed("word"), &words), &mut pairs);
    let mut marks = Vec::new();
    steps("mood", lexicon::sum(&words, Lexicon::Mood), &mut marks);
    let loud = text
        .split_whitespace()
        .filter(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase()))
        .count();
    for (name, count) in [
        ("loud", loud),
        ("!", plain.matches('!').count()),
        ("?", plain.matches('?').count()),
    ] {
        ladder(name, count as i32, &[1, 2, 3], &mut marks);
    }
    vec![inside(&plain, 5), pairs, marks]
}

/// English of markets: words and pairs without prices and addresses, words of the market and of mood added up.
pub(crate) fn finance(text: &str) -> Features {
    let plain: String = plain(text)
        .split_whitespace()
        .filter(|word| !word.starts_with('$') && !word.starts_with('@') && *word != "http")
        .collect::<Vec<_>>()
        .join(" ");
    let words = words(&plain);
    let mut pairs = Vec::new();
    grams::words(&denied(grams::seed("fin"), &words), &mut pairs);
    let mut marks = Vec::new();
    steps("market", lexicon::sum(&words, Lexicon::Market), &mut marks);
    let mut mood = Vec::new();
    steps("mood", lexicon::sum(&words, Lexicon::Mood), &mut mood);
    let signed = |sign: char| {
        plain
            .split_whitespace()
            .any(|word| word.starts_with(sign) && word.ends_with('%'))
    };
    for (name, holds) in [("+%", signed('+')), ("-%", signed('-'))] {
        ladder(name, i32::from(holds), &[1], &mut marks);
    }
    vec![inside(&plain, 5), pairs, marks, mood]
}

/// Advertising: words and pairs, runs of what is not Latin, the author's handle, and `marks` with how often each was seen.
pub(crate) fn advertising(text: &str, handle: &str, marks: &[(&str, i32)]) -> Features {
    let cut = match text.len() > SELLING {
        true => text.char_indices().nth(SELLING).map(|(at, _)| at),
        false => None,
    };
    let cut = cut.unwrap_or(text.len());
    let even = |c: char| match c {
        '’' => '\'',
        c if c.is_ascii_digit() => '0',
        c => c,
    };
    let plain = plain(&text[..cut].replace("&amp;", "&"));
    let plain: String = plain.chars().map(even).collect();
    let mut pairs = Vec::new();
    let seed = grams::seed("ad");
    let hashes: Vec<u32> = words(&plain).iter().map(|w| grams::word(seed, w)).collect();
    grams::words(&hashes, &mut pairs);
    let mut runs = Vec::new();
    let latin = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    for run in plain.split(latin).filter(|run| !run.is_empty()) {
        grams::characters(grams::seed("ad-run"), run, 1, 4, &mut runs);
    }
    let mut name = Vec::new();
    let handle = format!(" {} ", handle.to_lowercase());
    grams::characters(grams::seed("ad-by"), &handle, 2, 5, &mut name);
    let mut seen = Vec::new();
    for (mark, count) in marks {
        ladder(mark, *count, &[1, 2, 3], &mut seen);
    }
    let length = plain.chars().count() as i32;
    for rung in [40, 80, 130, 200, 300, 500] {
        let side = if length > rung {
            "ad-longer"
        } else {
            "ad-shorter"
        };
        seen.push(grams::step(grams::seed(side), rung as u32));
    }
    for (name, sign) in [("ad-links", "http"), ("ad-named", "@")] {
        let count = text.matches(sign).count().min(3);
        seen.push(grams::step(grams::seed(name), count as u32));
    }
    for block in [&mut pairs, &mut runs, &mut name] {
        grams::distinct(block);
    }
    // What the patterns see weighs double.
    vec![pairs, runs, name, seen.clone(), seen]
}

/// Lower case; addresses and handles are all alike.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (count, word) in text.split_whitespace().enumerate() {
        if count > 0 {
            out.push(' ');
        }
        match address(word) {
            Some(at) => {
                lower(&word[..at], &mut out);
                out.push_str("http");
            }
            None if word.starts_with('@') && word.len() > 1 => out.push_str("@user"),
            None => lower(word, &mut out),
        }
    }
    if out.len() > LONGEST
        && let Some((end, _)) = out.char_indices().nth(LONGEST)
    {
        out.truncate(end);
    }
    out
}

/// Where an address begins in a word. Most words have no colon, which is soon seen.
fn address(word: &str) -> Option<usize> {
    if !word.as_bytes().contains(&b':') {
        return None;
    }
    word.find("http://").or_else(|| word.find("https://"))
}

/// A word in lower case, each character by itself.
fn lower(word: &str, out: &mut String) {
    if word.is_ascii() {
        let begin = out.len();
        out.push_str(word);
        return out[begin..].make_ascii_lowercase();
    }
    for c in word.chars() {
        match c.is_ascii() {
            true => out.push(c.to_ascii_lowercase()),
            false => words::push_lower(c, out),
        }
    }
}

/// Words, and marks one by one; an emoticon stays whole.
fn words(plain: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::with_capacity(plain.len() / 4);
    for piece in plain.split_whitespace() {
        let odd = !piece.chars().any(char::is_alphanumeric)
            || (piece.len() <= 3 && piece.contains([':', ';', '=']));
        if odd && piece.len() <= 4 {
            words.push(Cow::Borrowed(piece));
            continue;
        }
        let mut begin = 0;
        for (at, c) in piece.char_indices() {
            if c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_' | '#' | '@' | '$' | '%')
            {
                continue;
            }
            words.extend(word(&piece[begin..at]));
            begin = at + c.len_utf8();
            words.push(Cow::Borrowed(&piece[at..begin]));
        }
        words.extend(word(&piece[begin..]));
    }
    words
}

/// A word with straight apostrophes; nothing of nothing.
fn word(text: &str) -> Option<Cow<'_, str>> {
    match text.contains('’') {
        true => Some(Cow::Owned(text.replace('’', "'"))),
        false => (!text.is_empty()).then_some(Cow::Borrowed(text)),
    }
}

/// The hashes of words, marked where one of the three before them denies them.
fn denied(seed: u32, words: &[Cow<'_, str>]) -> Vec<u32> {
    let marked = grams::word(seed, "~");
    let mut turned = 0;
    words
        .iter()
        .map(|word| {
            turned -= 1;
            if lexicon::negates(word) {
                turned = 4;
                return grams::word(seed, word);
            }
            if matches!(&**word, "." | "," | "!" | "?" | ";" | ":") {
                turned = 0;
            }
            match turned > 0 && word.starts_with(char::is_alphabetic) {
                true => grams::word(marked, word),
                false => grams::word(seed, word),
            }
        })
        .collect()
}

/// Runs of two to `most` characters inside words, whose ends count as characters.
fn inside(plain: &str, most: usize) -> Vec<u32> {
    let seed = grams::seed("in");
    let mut out = Vec::with_capacity(plain.len() * most);
    let mut word = Vec::new();
    for text in plain.split_whitespace() {
        let blank = [u32::from(' ')];
        word.clear();
        word.extend(blank.into_iter().chain(text.chars().map(u32::from)));
        word.extend(blank);
        grams::runs(seed, &word, 2, most, &mut out);
    }
    out
}

/// A sum of moods as features: one for each step it reaches.
fn steps(name: &str, sum: Sum, out: &mut Vec<u32>) {
    let begun = grams::seed(name);
    let rungs = [1, 8, 14, 20, 27, 36, 50, 70];
    for (part, value) in [
        ("-good", sum.good),
        ("-bad", sum.bad),
        ("-more", sum.good - sum.bad),
        ("-less", sum.bad - sum.good),
        ("-best", sum.best),
        ("-worst", -sum.worst),
    ] {
        climb(grams::seed_on(begun, part), value, &rungs, out);
    }
    let none = i32::from(sum == Sum::default());
    climb(grams::seed_on(begun, "-none"), none, &[1], out);
}

fn ladder(name: &str, value: i32, rungs: &[i32], out: &mut Vec<u32>) {
    climb(grams::seed(name), value, rungs, out);
}

fn climb(seed: u32, value: i32, rungs: &[i32], out: &mut Vec<u32>) {
    for rung in rungs.iter().filter(|rung| value >= **rung) {
        out.push(grams::step(seed, *rung as u32));
    }
}
