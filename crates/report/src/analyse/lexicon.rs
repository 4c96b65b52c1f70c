//! The words a cloud is counted by: the shipped ones, the names of the gazetteer, and which of them are one.
//!
//! It must not know tweets or pictures.

use super::gazetteer::{self, EntityKind};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use words::Lexicon;

const SYNONYMS: &str = include_str!("../../data/synonyms.txt");

/// The shipped words with the names of the gazetteer: each name stays whole, and its spellings count as one.
pub fn lexicon() -> &'static Lexicon {
    static WITH_NAMES: LazyLock<Lexicon> = LazyLock::new(|| {
        let apart: BTreeSet<String> = SYNONYMS
            .lines()
            .filter(|line| line.starts_with('!'))
            .flat_map(|line| line.split(','))
            .map(|word| words::fold(word.trim().trim_start_matches('!')))
            .collect();
        let groups: Vec<String> = gazetteer::shipped()
            .spellings()
            .filter(|(entity, _)| entity.kind != EntityKind::Theme)
            .filter(|(_, spelling)| !apart.contains(&words::fold(spelling)))
            .map(|(entity, spelling)| format!("{} = {spelling}", entity.name))
            .collect();
        let tickers: Vec<String> = gazetteer::shipped()
            .entities()
            .filter_map(|entity| {
                let ticker = entity.symbol.as_deref()?.rsplit(':').next()?;
                let letters = ticker.bytes().all(|b| b.is_ascii_uppercase());
                letters.then(|| format!("{} = ${ticker}", entity.name))
            })
            .collect();
        let own: String = SYNONYMS
            .lines()
            .filter(|line| !line.starts_with('!'))
            .fold(String::new(), |all, line| all + line + "\n");
        Lexicon::shipped()
            .clone()
            .with_synonyms(&groups.join("\n"))
            .with_synonyms(&tickers.join("\n"))
            .with_synonyms(&own)
    });
    &WITH_NAMES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_gazetteer_stay_whole_and_their_spellings_are_one() {
        let mut counts = words::Counts::default();
        let texts = [
            "月之暗面發布了新模型，NVIDIA 股价大涨",
            "月之暗面 发布会，英伟达又涨了",
            "moonshot ai 与 $NVDA，昇腾和大模型",
            "英伟达 H100 与 LLM，昇腾",
        ];
        for (author, text) in (0..).zip(texts) {
            counts.add(lexicon(), &words::Phrases::default(), author, text);
        }
        let shown: Vec<String> = counts
            .ranked()
            .iter()
            .filter(|word| word.authors > 1)
            .map(|word| format!("{} {}", word.text, word.authors))
            .collect();
        assert_eq!(shown, ["英伟达 4", "月之暗面 3", "昇腾 2", "LLM 2"]);
        for (entity, name) in gazetteer::shipped().spellings() {
            if entity.kind != EntityKind::Theme
                && name == entity.name
                && name.chars().all(words::is_han)
            {
                let first = lexicon().tokens(name)[0].text;
                assert_eq!(first, name);
            }
        }
    }
}
