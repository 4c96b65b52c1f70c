//! Words that carry no topic: grammar, and the small talk of tweets.

use std::collections::HashSet;
use std::sync::LazyLock;

const LISTS: [&str; 3] = [
    include_str!("../data/stop-zh.txt"),
    include_str!("../data/stop-en.txt"),
    include_str!("../data/stop-tweets.txt"),
];

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    LISTS
        .into_iter()
        .flat_map(crate::lines)
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether a word, spelt as [`fold`](crate::fold) spells it, is too common to say what a text is about.
pub fn stop_word(folded: &str) -> bool {
    WORDS.contains(folded)
}
