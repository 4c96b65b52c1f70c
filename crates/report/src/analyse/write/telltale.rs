//! The words by which a sentence is judged where it is to stand for a tweet, from `data/quotes.yaml`.
//!
//! It must not know what a sentence is wanted for.

use post::yaml;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Lists of words in lower case; those whose name says so count only where a sentence begins.
#[derive(Default, Deserialize)]
pub(super) struct Words {
    /// Of those who judge rather than report.
    judges: Vec<String>,
    /// Words in which those only seem to stand.
    judges_not: Vec<String>,
    /// Of those who take a stand of their own.
    stance: Vec<String>,
    leans_first: Vec<String>,
    thanks_first: Vec<String>,
    hearsay_first: Vec<String>,
    /// Of those who tell what is new.
    news: Vec<String>,
    muses: Vec<String>,
    market: Vec<String>,
    risks: Vec<String>,
    recommends: Vec<String>,
    thinks: Vec<String>,
    guesses: Vec<String>,
    argues: Vec<String>,
    tries: Vec<String>,
    rates: Vec<String>,
    teases: Vec<String>,
    moves: Vec<String>,
    no_market: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| yaml::from_str(include_str!("../../../data/quotes.yaml")).unwrap_or_default());

/// The shipped lists.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    pub(super) fn judges(&self, lower: &str) -> bool {
        has(&self.judges, &self.bare(lower))
    }

    pub(super) fn takes_a_stand(&self, lower: &str) -> bool {
        has(&self.stance, &self.bare(lower))
    }

    /// A text without the words that only seem to judge.
    fn bare<'a>(&self, lower: &'a str) -> Cow<'a, str> {
        let words = self.judges_not.iter();
        words.fold(Cow::Borrowed(lower), |text, word| {
            match text.contains(word.as_str()) {
                true => Cow::Owned(text.replace(word.as_str(), " ")),
                false => text,
            }
        })
    }

    /// Whether a sentence leans on one before it.
    pub(super) fn leans(&self, lower: &str) -> bool {
        begins(&self.leans_first, lower)
    }

    pub(super) fn thanks(&self, lower: &str) -> bool {
        begins(&self.thanks_first, lower)
    }

    /// Whether a sentence wonders, or only has it from somebody.
    pub(super) fn wonders(&self, lower: &str) -> bool {
        has(&self.muses, lower) || self.hearsay(lower)
    }

    /// Whether a sentence only hands on what somebody told.
    pub(super) fn hearsay(&self, lower: &str) -> bool {
        begins(&self.hearsay_first, lower)
    }

    /// Whether a sentence says that its author thinks so.
    pub(super) fn thinks(&self, lower: &str) -> bool {
        has(&self.thinks, lower)
    }

    /// Whether a sentence only guesses, or plays.
    pub(super) fn guesses(&self, text: &str) -> bool {
        let plays = |c: char| ('\u{1f300}'..='\u{1faff}').contains(&c);
        has(&self.guesses, text) || text.ends_with(['吧', '～', '~']) || text.contains(plays)
    }

    pub(super) fn tells_news(&self, lower: &str) -> bool {
        has(&self.news, lower)
    }

    /// Words of a sentence that speaks of a market.
    pub(super) fn market(&self) -> Vec<&str> {
        self.market.iter().map(String::as_str).collect()
    }

    /// Whether a sentence that names a paper says what moves it, or gives a sum of its business.
    pub(super) fn tells_of_a_market(&self, lower: &str) -> bool {
        let sum = lower.contains(['%', '％', '亿', '万', '倍', '元'])
            || ["million", "billion", "trillion"]
                .iter()
                .any(|unit| lower.contains(unit))
            || lower
                .split('$')
                .skip(1)
                .any(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        let counts = lower.bytes().any(|b| b.is_ascii_digit());
        (has(&self.moves, lower) || (sum && counts)) && !has(&self.no_market, lower)
    }

    /// Whether a sentence only says that there is something to say.
    pub(super) fn teases(&self, lower: &str) -> bool {
        has(&self.teases, lower)
    }

    /// Whether a sentence hands on something to use, to read or to learn from.
    pub(super) fn recommends(&self, lower: &str) -> bool {
        has(&self.recommends, lower)
    }

    /// How many different words tell a ground, or what follows from it.
    pub(super) fn grounds(&self, lower: &str) -> usize {
        let words = self.argues.iter();
        words.filter(|word| lower.contains(word.as_str())).count()
    }

    /// Whether somebody says what they think of a thing.
    pub(super) fn rates(&self, lower: &str) -> bool {
        has(&self.rates, lower)
    }

    /// Whether somebody says that they tried a thing.
    pub(super) fn tries(&self, lower: &str) -> bool {
        has(&self.tries, lower)
    }

    /// Words of a sentence that warns.
    pub(super) fn risks(&self) -> Vec<&str> {
        self.risks.iter().map(String::as_str).collect()
    }
}

fn has(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.contains(word.as_str()))
}

fn begins(list: &[String], text: &str) -> bool {
    list.iter().any(|word| text.starts_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_all_is_lower_case() {
        let words = words();
        for list in [
            &words.judges,
            &words.judges_not,
            &words.stance,
            &words.leans_first,
            &words.thanks_first,
            &words.hearsay_first,
            &words.news,
            &words.muses,
            &words.market,
            &words.risks,
            &words.recommends,
            &words.thinks,
            &words.guesses,
            &words.argues,
            &words.tries,
            &words.rates,
            &words.teases,
            &words.moves,
            &words.no_market,
        ] {
            assert!(list.len() > 2);
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
    }
}
