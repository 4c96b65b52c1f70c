//! One unit of a post before its evidence: its quotations, dates, numbers, names, accounts, verbs and links.
//!
//! It must not know the other units but those below its heading.

use super::number::Numbers;
use super::source::{Known, Sources};
use super::twin::first_cell;
use super::unit::{Link, Shape, Unit};
use super::{COUNTED, finding, number, reversal, source};
use crate::compose::ONCE;
use crate::took_part;
use post::Diagnostic;
use std::collections::BTreeSet;

/// Shortest words in quotation marks that count as a quotation when no link follows, in characters.
const QUOTATION: usize = 6;

/// One unit before its evidence.
pub(super) struct Judge<'a> {
    pub(super) sources: &'a Sources<'a>,
    pub(super) unit: &'a Unit,
    pub(super) section: &'a [Unit],
    pub(super) twin: Option<&'a Unit>,
}

impl Judge<'_> {
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        if took_part::is_said(self.unit.said.trim()) {
            return Vec::new();
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut own: Vec<Option<usize>> = Vec::new();
        for link in &self.unit.links {
            match self.sources.resolve(link) {
                Known::Elsewhere => own.push(None),
                Known::Tweet(tweet) => own.push(Some(tweet)),
                Known::Wrong(found) => {
                    own.push(None);
                    findings.push(*found);
                }
            }
        }
        let cited: BTreeSet<usize> = match self.unit.shape {
            Shape::Heading(_) => self.cited_below(),
            _ => own.iter().flatten().copied().collect(),
        };
        let broken = !findings.is_empty();
        findings.extend(self.quotes(&own, &cited));
        findings.extend(self.dates(&cited));
        // A link that leads nowhere is told; what it should have proved would only repeat it.
        if !broken {
            findings.extend(self.numbers(&cited));
            findings.extend(self.names(&cited));
            findings.extend(self.exchanged(&cited));
            findings.extend(self.handles(&cited));
            findings.extend(self.reversals(&cited));
            findings.extend(self.related(&own));
        }
        findings
    }

    fn cited_below(&self) -> BTreeSet<usize> {
        let links = self.section.iter().flat_map(|unit| &unit.links);
        links
            .filter_map(|link| match self.sources.resolve(link) {
                Known::Tweet(tweet) => Some(tweet),
                _ => None,
            })
            .collect()
    }

    /// Words in quotation marks stand in the tweet whose link follows them, or else in one that the unit cites.
    fn quotes(&self, own: &[Option<usize>], cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for quote in &self.unit.quotes {
            let linked = quote.source.and_then(|at| own.get(at).copied());
            let said = match linked {
                Some(Some(tweet)) => self.sources.has_words(tweet, &quote.words),
                // The link itself was told.
                Some(None) => continue,
                None if quote.loose || quote.words.chars().count() < QUOTATION => continue,
                None if cited.is_empty() => self
                    .sources
                    .all()
                    .any(|i| self.sources.has_words(i, &quote.words)),
                None => cited
                    .iter()
                    .any(|i| self.sources.has_words(*i, &quote.words)),
            };
            if !said {
                let elsewhere = self
                    .sources
                    .all()
                    .find(|i| self.sources.has_words(*i, &quote.words));
                findings.push(finding::quote(
                    &quote.words,
                    elsewhere.map(|i| self.sources.handle(i)),
                ));
            }
        }
        findings
    }

    /// Dates lie in the window or stand in a cited tweet; times of day are those of a cited tweet.
    fn dates(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let found = number::read(&self.unit.said);
        let evidence = self.sources.numbers(cited);
        let mut findings = Vec::new();
        // The days of the report before stand where the program compares with it.
        let frame = |twin: &Unit| cited.is_empty() && twin.said == self.unit.said;
        if self.twin.is_some_and(frame) {
            return findings;
        }
        for &(year, month, day) in &found.dates {
            let said = evidence.iter().any(|known| {
                known.dates.iter().any(|&(y, m, d)| {
                    (m, d) == (month, day) && (year.is_none() || y.is_none() || y == year)
                })
            });
            let counted =
                self.counted().dates.contains(&(year, month, day)) && self.continues_the_same();
            if !self.sources.in_window(year, month, day) && !said && !counted {
                findings.push(finding::date(year, month, day));
            }
        }
        for &(hour, minute) in &found.times {
            let of_tweet = cited
                .iter()
                .any(|i| self.sources.time(*i) == Some((hour, minute)));
            let said = evidence
                .iter()
                .any(|known| known.times.contains(&(hour, minute)));
            let counted =
                self.counted().times.contains(&(hour, minute)) && self.twin_has_the_same_links();
            if !(of_tweet || said || counted) {
                findings.push(finding::time(hour, minute));
            }
        }
        findings
    }

    /// Numbers stand in a cited tweet; those that count tweets and authors come out when they are counted anew.
    fn numbers(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let evidence = self.sources.numbers(cited);
        let symbols = number::read(&self.sources.symbols(&self.unit.said));
        let counted = self.counted();
        let mut findings = Vec::new();
        for (place, (number, after)) in number::read(&self.unit.said).numbers.iter().enumerate() {
            // The number a heading or an item begins with is its place.
            if place == 0
                && matches!(self.unit.shape, Shape::Heading(_))
                && self.unit.said.starts_with(&format!("{number}."))
            {
                continue;
            }
            let one = (number.clone(), *after);
            let counts = COUNTED.iter().any(|c| *after == Some(*c));
            let said = !counts
                && evidence
                    .iter()
                    .copied()
                    .chain([&symbols])
                    .any(|known| number::has(known, number, *after));
            if said || counted.numbers.contains(&one) {
                continue;
            }
            if (counts || first_cell(&self.unit.said).is_some()) && self.twin.is_some() {
                findings.push(finding::count(number, &self.unit.said));
            } else if cited.is_empty() && self.sources.anywhere(number) {
                findings.push(finding::unsupported_number(number, true));
            } else {
                findings.push(finding::unsupported_number(number, false));
            }
        }
        findings
    }

    fn counted(&self) -> Numbers {
        self.twin
            .map_or_else(Numbers::default, |twin| number::read(&twin.said))
    }

    /// Whether the unit links a report of the blog that the counted one links, too.
    fn continues_the_same(&self) -> bool {
        let own = |link: &&Link| link.address.starts_with('/');
        let twin = self.twin.iter().flat_map(|twin| &twin.links);
        twin.filter(own).any(|link| self.unit.links.contains(link))
    }

    fn twin_has_the_same_links(&self) -> bool {
        self.twin.is_some_and(|twin| twin.links == self.unit.links)
    }

    /// Names stand in a cited tweet, in any spelling that the gazetteer knows.
    fn names(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        // What cites nothing, such as the title and the counts, is proved by being made anew.
        let frame = match (self.unit.shape, self.twin) {
            (Shape::Heading(1..=3), Some(twin)) => twin.said == self.unit.said,
            (_, Some(twin)) => cited.is_empty() && twin.said == self.unit.said,
            (_, None) => false,
        };
        if frame {
            return Vec::new();
        }
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        let mut findings = Vec::new();
        let mut told = BTreeSet::new();
        for name in self.sources.names_of(&self.unit.said) {
            if (anew && name.is_subject()) || !told.insert(name.shown.clone()) {
                continue;
            }
            // A capital at the beginning of the program's own English sentences names nothing.
            let frame = |twin: &Unit| twin.said.contains(&name.shown);
            if name.is_word() && self.twin.is_some_and(frame) {
                continue;
            }
            if cited.iter().any(|i| self.sources.mentions(*i, &name)) {
                continue;
            }
            let somewhere = self.sources.all().any(|i| self.sources.mentions(i, &name));
            findings.push(finding::name(&name.shown, cited.is_empty() && somewhere));
        }
        findings
    }

    /// In a label or a heading that differs from the counted one, each word that is new stands in a cited tweet: names that no
    /// gazetteer has are words, too.
    fn exchanged(&self, cited: &BTreeSet<usize>) -> Option<Diagnostic> {
        let twin = self.twin.filter(|twin| twin.said != self.unit.said)?;
        let (own, known) = (label(self.unit)?, label(twin)?);
        let known = words::fold(known);
        let strange = source::content(own).into_iter().find(|word| {
            let han = word.chars().any(words::is_han);
            han && !known.contains(word.as_str())
                && !cited.iter().any(|tweet| self.sources.says(*tweet, word))
        })?;
        Some(finding::name(&strange, false))
    }

    /// Accounts that are named without a link wrote a cited tweet, or are named in one.
    fn handles(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        let known = |handle: &str, tweet: usize| {
            self.sources.handle(tweet).eq_ignore_ascii_case(handle)
                || self.sources.addresses(tweet, handle)
        };
        let strange = source::handles(&self.unit.said)
            .into_iter()
            .filter(|handle| match cited.is_empty() {
                true => !self.sources.all().any(|tweet| known(handle, tweet)),
                false => !cited.iter().any(|tweet| known(handle, *tweet)),
            });
        strange
            .filter(|_| !anew)
            .map(|handle| finding::name(&format!("@{handle}"), false))
            .collect()
    }

    /// No verb is the opposite of what the cited tweets say.
    fn reversals(&self, cited: &BTreeSet<usize>) -> Option<Diagnostic> {
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        if anew || cited.is_empty() {
            return None;
        }
        let texts: Vec<&str> = cited.iter().map(|i| self.sources.text(*i)).collect();
        reversal::turned(&self.unit.said, &texts).map(finding::reversal)
    }

    /// Whether a unit only says whose tweets are cited, as in the table of sources.
    fn lists_sources(&self) -> bool {
        let handles = source::handles(&self.unit.said);
        let known = ONCE.iter().map(|frame| frame.trim_end()).chain(handles);
        let said = known.fold(self.unit.said.clone(), |said, word| said.replace(word, ""));
        self.unit.quotes.is_empty() && !said.contains(char::is_alphabetic)
    }

    /// A cited tweet says something of what the unit says.
    fn related(&self, own: &[Option<usize>]) -> Vec<Diagnostic> {
        let free = self.twin_has_the_same_links() || self.lists_sources();
        if self.unit.shape != Shape::Text || free {
            return Vec::new();
        }
        let quoted: BTreeSet<usize> = self
            .unit
            .quotes
            .iter()
            .filter_map(|quote| quote.source)
            .collect();
        let words: String = self
            .unit
            .quotes
            .iter()
            .fold(self.unit.said.clone(), |all, quote| {
                all + " " + &quote.words
            });
        own.iter()
            .enumerate()
            .filter(|(at, _)| !quoted.contains(at))
            .filter_map(|(_, tweet)| *tweet)
            .filter(|tweet| !self.sources.shares(*tweet, &words))
            .map(|tweet| finding::unrelated(self.sources.handle(tweet)))
            .collect()
    }
}

/// What stands before the colon of an item, or a heading below those of the sections.
fn label(unit: &Unit) -> Option<&str> {
    match unit.shape {
        Shape::Heading(1..=3) => None,
        Shape::Heading(_) => Some(&unit.said),
        _ => unit.said.split_once('：').map(|(label, _)| label),
    }
}
