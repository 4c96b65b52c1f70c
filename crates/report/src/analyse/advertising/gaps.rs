//! Patterns with a gap, `a.{0,20}b`: together they would make an automaton of ever new states, so each is searched for alone, and
//! only in texts that have one of its beginnings.
//!
//! It must not know what a pattern stands for.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use regex_syntax::hir::literal::Extractor;

/// Patterns, and how they begin.
pub(super) struct Gaps {
    patterns: Vec<Regex>,
    beginnings: Option<AhoCorasick>,
    /// The pattern of each beginning.
    of: Vec<usize>,
    /// Whether a pattern can begin with anything.
    anyhow: Vec<bool>,
}

impl Gaps {
    /// Of patterns; one that is none matches nothing.
    pub(super) fn new(patterns: &[String]) -> Self {
        let never = || Regex::new("[a&&b]").ok();
        let compiled = patterns.iter().map(|text| Regex::new(text).ok());
        let patterns_of: Vec<Regex> = compiled.filter_map(|one| one.or_else(never)).collect();
        let (mut texts, mut of, mut anyhow) = (Vec::new(), Vec::new(), Vec::new());
        for (place, pattern) in patterns.iter().enumerate() {
            let found = beginnings(pattern);
            anyhow.push(found.is_none());
            for text in found.into_iter().flatten() {
                texts.push(text);
                of.push(place);
            }
        }
        let beginnings = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(&texts)
            .ok();
        if beginnings.is_none() {
            anyhow.fill(true);
        }
        Self {
            patterns: patterns_of,
            beginnings,
            of,
            anyhow,
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }

    /// The places of those that a text has.
    pub(super) fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut worth = self.anyhow.clone();
        for found in self
            .beginnings
            .iter()
            .flat_map(|all| all.find_overlapping_iter(text))
        {
            worth[self.of[found.pattern().as_usize()]] = true;
        }
        let pairs = self.patterns.iter().zip(worth).enumerate();
        let has = pairs.filter(|(_, (pattern, worth))| *worth && pattern.is_match(text));
        has.map(|(place, _)| place)
    }
}

/// The texts one of which every match begins with, if they are few and not empty.
fn beginnings(pattern: &str) -> Option<Vec<Vec<u8>>> {
    let parsed = regex_syntax::parse(pattern).ok()?;
    let found = Extractor::new().extract(&parsed);
    let texts = found
        .literals()?
        .iter()
        .map(|text| text.as_bytes().to_vec());
    let texts: Vec<Vec<u8>> = texts.collect();
    (!texts.iter().any(Vec::is_empty)).then_some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_at_beginnings_first_changes_nothing() {
        let patterns = [
            r"(?-u:\b)sales?(?-u:\b).{0,30}(?-u:\b)(off|ends?)",
            r"(点击|点)(前往)?.{0,4}(官网)",
            r"[0-9].{0,8}apy|apy.{0,12}[0-9]",
            r".{0,3}free",
            r"\$[a-z]{2,8}.{0,12}moon",
        ]
        .map(str::to_owned);
        let gaps = Gaps::new(&patterns);
        assert_eq!(gaps.len(), patterns.len());
        assert!(gaps.anyhow[3] && !gaps.anyhow[0] && !gaps.anyhow[1]);
        for text in [
            "sale: 20% off",
            "resale is off",
            "sales end",
            "点击我们的官网",
            "点官网",
            "官网",
            "5% apy",
            "apy of 5",
            "all free",
            "$abc to the moon",
            "",
        ] {
            let found: Vec<usize> = gaps.matches(text).collect();
            let alone = patterns.iter().enumerate();
            let alone = alone.filter(|(_, one)| Regex::new(one).unwrap().is_match(text));
            let alone: Vec<usize> = alone.map(|(place, _)| place).collect();
            assert_eq!(found, alone, "{text}");
        }
    }
}
