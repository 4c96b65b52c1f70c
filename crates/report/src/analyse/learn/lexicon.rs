//! Words of mood in English (VADER's) and of rising and falling prices (this project's), and how a text adds them up.
//!
//! It must not know models.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// VADER's words with their ratings in tenths.
static MOOD: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    include_str!("../../../data/vader.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, rating)| Some((word, rating.parse().ok()?)))
        .collect()
});

/// Words of the market: 10 up, -10 down.
static MARKET: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    let (mut words, mut worth) = (HashMap::new(), 10);
    for line in include_str!("../../../data/market-mood.txt").lines() {
        match line.trim() {
            "[up]" => worth = 10,
            "[down]" => worth = -10,
            line if line.starts_with('#') => {}
            line => words.extend(line.split_whitespace().map(|word| (word, worth))),
        }
    }
    words
});

/// Which words count.
#[derive(Clone, Copy)]
pub(super) enum Lexicon {
    Mood,
    Market,
}

/// What the words of a text add up to, in tenths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) good: i32,
    pub(super) bad: i32,
    pub(super) best: i32,
    pub(super) worst: i32,
}

/// Whether a word turns what follows it.
pub(super) fn negates(word: &str) -> bool {
    word.ends_with("n't")
        || matches!(
            word,
            "not"
                | "no"
                | "never"
                | "cannot"
                | "without"
                | "hardly"
                | "neither"
                | "nor"
                | "cant"
                | "wont"
                | "dont"
                | "doesnt"
                | "didnt"
                | "isnt"
                | "wasnt"
                | "arent"
        )
}

/// Adds up the words of mood; one of up to three words after a negation counts for the other side.
pub(super) fn sum(words: &[Cow<'_, str>], lexicon: Lexicon) -> Sum {
    let ratings: &HashMap<&str, i32> = match lexicon {
        Lexicon::Mood => &MOOD,
        Lexicon::Market => &MARKET,
    };
    let mut sum = Sum::default();
    let mut turned = 0;
    for word in words {
        if negates(word) {
            turned = 4;
        } else if matches!(&**word, "." | "," | "!" | "?" | ";" | ":") {
            turned = 0;
        }
        if let Some(&rating) = ratings.get(&**word) {
            let rating = if turned > 0 { -rating * 7 / 10 } else { rating };
            sum.good += rating.max(0);
            sum.bad += (-rating).max(0);
            sum.best = sum.best.max(rating);
            sum.worst = sum.worst.min(rating);
        }
        turned -= 1;
    }
    sum
}
